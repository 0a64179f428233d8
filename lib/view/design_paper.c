/* design_paper.c - what stands above and below the table of a form */
#include <string.h>
#include "core/design_part.h"
#include "view/design_view.h"
#include "view/widget.h"

static const char *
get(const struct design *d, const char *name)
{
	return design_form_get(d, name);
}

/* Number and basis at the left, the title in the middle, as they print. */
void
design_paper_head(struct ctx *ctx, const struct design_view *v)
{
	const struct design *d = v->design;
	const char *title = get(d, tr_pick("title.vi", "title.en"));
	const char *measure = get(d, "measure");
	struct buf *h = ctx->out;

	html(h, "<a class='papertop%s' href='%s'>\n",
	    strcmp(v->place, "form") == 0 ? " sel" : "",
	    design_href(ctx, v->id, "form"));
	html(h, "<span class='no'><b>%s</b>",
	    str_fmt(ctx->mem, _("Form no. %s"), get(d, "number")));
	if (*get(d, "basis") != '\0')
		html(h, "<br /><small>%s</small>", get(d, "basis"));
	html(h, "</span>\n<b class='title'>%s</b>\n",
	    *title == '\0' ? _("(no title yet)") : title);
	if (*measure != '\0')
		html(h, "<small class='measure'>%s</small>\n",
		    str_fmt(ctx->mem, _("Unit: %s"), measure));
	html(h, "</a>\n");
}

void
design_paper_foot(struct ctx *ctx, const struct design_view *v)
{
	const struct design *d = v->design;
	const char *left = get(d, "sign.left"), *right = get(d, "sign.right");
	struct buf *h = ctx->out;

	html(h, "<a class='paperend%s' href='%s'>\n",
	    strcmp(v->place, "form") == 0 ? " sel" : "",
	    design_href(ctx, v->id, "form"));
	for (const struct xml *k = d->form->kids; k != NULL; k = k->next) {
		const char *mark = design_attr(k, "mark");
		if (!design_is(k, "note"))
			continue;
		html(h, "<small>");
		if (mark != NULL)
			html(h, "(%s) ", mark);
		html(h, "%s</small><br />\n", k->text);
	}
	html(h, "<span class='sign'><b>%s</b><b>%s</b></span></a>\n",
	    *left == '\0' && *right == '\0' ? _("(no signatures)") : left,
	    right);
}
