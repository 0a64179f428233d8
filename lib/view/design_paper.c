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

/* What must hold besides the checks of columns and rows. */
void
design_paper_checks(struct ctx *ctx, const struct design_view *v)
{
	struct line l = design_checks(v->design);
	struct buf *h = ctx->out;

	html(h, "<section class='checks'>\n<h2>%s</h2>\n",
	    _("Checks of the form"));
	if (l.n > 0)
		html(h, "<ul>\n");
	for (size_t i = 0; i < l.n; i++) {
		const char *place = str_fmt(ctx->mem, "k%zu", i);
		const char *formula = design_text_of(l.at[i], "formula");
		const char *says =
		    design_message_get(l.at[i], tr_pick("vi", "en"));
		html(h,
		    "<li class='%s'><a href='%s'>%s</a> <code>%s</code> %s"
		    "</li>\n",
		    strcmp(v->place, place) == 0 ? "sel" : "",
		    design_href(ctx, v->id, place), l.code[i], formula, says);
	}
	if (l.n > 0)
		html(h, "</ul>\n");
	widget_form_open(ctx, url(ctx, "/form/draft/do"));
	widget_hidden_long(ctx, "id", v->id);
	widget_hidden_long(ctx, "version", v->version);
	widget_hidden(ctx, "place", "form");
	widget_button(ctx, BUTTON_PLAIN, _("Add a check"), "op", "check");
	widget_form_close(ctx);
	html(h, "</section>\n");
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
