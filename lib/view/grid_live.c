/* grid_live.c - what the script needs to preview a form's rules */
#include "view/grid_part.h"
#include "view/widget.h"

void
grid_words(const struct draw *d)
{
	if (!d->grid->editable)
		return;
	html(d->ctx->out, " data-lang='%s' data-letters='%s' data-cut='%s'",
	    d->ctx->lang, _("Only figures can stand in this cell."),
	    _("Some of what was pasted did not fit into the table."));
}

void
grid_column_rules(const struct draw *d, size_t col)
{
	(void)d;
	(void)col;
}

void
grid_row_rules(const struct draw *d, size_t row)
{
	(void)d;
	(void)row;
}
