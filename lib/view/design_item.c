/* design_item.c - finding an item for a column or a row by its words */
#include "view/design_view.h"
#include "view/widget.h"

enum { HITS = 12 };

enum rc
design_items(struct db *db, const struct ctx *ctx, const char *words,
    struct item_hits *ret)
{
	*ret = (struct item_hits){ 0 };
	if (str_empty(words))
		return OK;
	return item_search(db, ctx,
	    &(struct item_query){ .words = words, .members = true }, HITS, 0,
	    ret);
}

void
design_found(struct ctx *ctx, const struct item_hits *hits, bool binds)
{
	struct buf *h = ctx->out;

	if (hits->n == 0) {
		html(h, "<p class='help'>%s</p>\n",
		    _("No item has all these words."));
		return;
	}
	html(h, "<ul class='found'>\n");
	for (size_t i = 0; i < hits->n; i++) {
		const struct item *x = &hits->at[i];
		html(h,
		    "<li><button type='%s' name='p.item' value='%s'>%s"
		    " <small>%s%s%s</small></button></li>\n",
		    binds ? "submit" : "button", x->code, x->name, x->code,
		    str_empty(x->measure) ? "" : ", ", x->measure);
	}
	html(h, "</ul>\n");
	if ((size_t)hits->total > hits->n)
		html(h, "<p class='help'>%s</p>\n",
		    _("There are more: type another word."));
}
