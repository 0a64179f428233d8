/* design_say.c - the designer in words: what was done, and what is wrong */
#include <string.h>
#include "core/design_part.h"
#include "view/design_view.h"
#include "view/widget.h"

bool
design_is_line(enum place_kind kind)
{
	return kind == PLACE_ROW || kind == PLACE_HEADING || kind == PLACE_SUM;
}

static const struct {
	const char *name, *column, *row;
} words[] = {
	{ "before", N_("Insert at its left"), N_("Insert above") },
	{ "after", N_("Insert at its right"), N_("Insert below") },
	{ "back", N_("To the left"), N_("Up") },
	{ "forth", N_("To the right"), N_("Down") },
	{ "in", N_("Under the head beside it"), N_("Part of the row above") },
	{ "out", N_("Out of its head"), N_("No part of another row") },
	{ "total", N_("Add a total column"), N_("Add a sub-total below") },
	{ "number", N_("Number the columns from 1"),
	    N_("Number the rows from 1") },
};
/* What is no operation, but stands in the history. */
static const struct {
	const char *name, *label;
} acts[] = {
	{ "blank", N_("Begun with an empty form") },
	{ "copy-of", N_("Begun as a copy") },
	{ "import", N_("Read from a template") },
	{ "undo", N_("Undone") },
	{ "redo", N_("Done again") },
	{ "attach", N_("Put under a regime") },
	{ "publish", N_("Published") },
};

const char *
design_act_show(const char *act, enum place_kind kind)
{
	const struct design_op *op = design_op(act);

	for (size_t i = 0; kind != PLACE_NONE && i < COUNT(words); i++)
		if (strcmp(words[i].name, act) == 0)
			return tr(design_is_line(kind) ? words[i].row :
							 words[i].column);
	for (size_t i = 0; i < COUNT(acts); i++)
		if (strcmp(acts[i].name, act) == 0)
			return tr(acts[i].label);
	return op == NULL ? act : tr(op->label);
}

void
design_wrong(struct ctx *ctx, const struct design_view *v)
{
	const struct findings *f = v->findings;

	if (f->n == 0)
		return;
	const char *tone = f->nerror > 0 ? "bad" : "warn";
	const char *what =
	    f->nerror > 0 ?
		str_fmt(ctx->mem,
		    trn("%zu thing is wrong before it can be published",
			"%zu things are wrong before it can be published",
			f->nerror),
		    f->nerror) :
		_("There are warnings");
	if (v->unfold)
		html(ctx->out,
		    "<details class='notice %s' open='open'><summary><b>%s</b>"
		    "</summary>\n<ul>\n",
		    tone, what);
	else
		html(ctx->out,
		    "<details class='notice %s'><summary><b>%s</b></summary>\n"
		    "<ul>\n",
		    tone, what);
	for (size_t i = 0; i < f->n; i++) {
		struct place at = design_at(v->design, f->at[i].where);
		html(ctx->out, "<li><a href='%s'>%s</a>: %s</li>\n",
		    design_href(ctx, v->id, f->at[i].where),
		    design_where(v->design, at), f->at[i].text);
	}
	if (f->left > 0)
		html(ctx->out, "<li>%s</li>\n",
		    str_fmt(ctx->mem, _("And %zu more."), f->left));
	html(ctx->out, "</ul></details>\n");
}
