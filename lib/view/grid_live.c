/*
 * grid_live.c - what the script needs to preview a form's rules
 *
 * On the head of a column, and on a row: data-f is the formula of its computed
 * cells, data-c its checks, separated by '|', as core/formula_stack.c writes
 * them; data-m is how they are printed.  On the head of a column also data-s:
 * its figures add up over units; data-o: how else they go together (max, last,
 * mean); data-y: the rows' rules apply in it; data-t,
 * in a list, what its total row has: sum, count, mean.
 *
 * The form's <checks> stand behind the table, in .gridrules, one element for
 * each formula: data-c and data-m as above (m: its message, if it has one),
 * data-y: bare codes are those of rows; data-at: the cells that it is for, as
 * inputs are numbered; of a list those of one row, for all of them.
 */
#include "base/ctx.h"
#include "view/grid_part.h"
#include "view/widget.h"

enum { RULE_MAX = 4000 };

void
grid_words(const struct draw *d)
{
	if (!d->grid->editable)
		return;
	html(d->ctx->out, " data-lang='%s' data-letters='%s' data-cut='%s'",
	    d->ctx->lang, _("Only figures can stand in this cell."),
	    _("Some of what was pasted did not fit into the table."));
	if (grid_is_list(d->grid))
		html(d->ctx->out,
		    " data-max='%zu' data-cols='%zu' data-full='%s'",
		    d->grid->form->list_max, d->grid->form->ncol,
		    _("The list has no room for more rows."));
}

/* One check: what must not be false. */
static void
add_check(struct buf *b, const struct formula *f)
{
	if (f->check != NULL) {
		buf_str(b, b->len > 0 ? "|" : "");
		expr_stack(b, f->check);
		return;
	}
	for (size_t i = 0; i < f->nside; i++) {
		buf_fmt(b, "%s%ld ", b->len > 0 ? "|" : "", f->target);
		expr_stack(b, f->side[i]);
		buf_str(b, " =");
	}
}

static void
put_rules(const struct draw *d, const struct cell *c, bool by_row,
    const char *formula, const char *check)
{
	struct buf b = { .mem = d->ctx->mem, .max = RULE_MAX };
	struct buf *h = d->ctx->out;

	if (c->computed != NULL && c->by_row == by_row) {
		expr_stack(&b, c->computed->side[0]);
		if (!b.full)
			html(h, " data-f='%s'", b.at);
	}
	buf_clear(&b);
	for (size_t i = 0; i < c->ncheck; i++)
		if (c->check_by_row[i] == by_row)
			add_check(&b, c->checks[i]);
	if (b.len > 0 && !b.full)
		html(h, " data-c='%s' data-m='%s'", b.at,
		    check != NULL ? check : formula);
}

static bool
has_rules(const struct cell *c, bool by_row)
{
	if (c->computed != NULL && c->by_row == by_row)
		return true;
	for (size_t i = 0; i < c->ncheck; i++)
		if (c->check_by_row[i] == by_row)
			return true;
	return false;
}

void
grid_together(const struct draw *d, size_t cell)
{
	const struct sheet *s = d->grid->sheet;
	struct buf *h = d->ctx->out;

	if (s == NULL ? d->grid->form->cells[cell].sums : sheet_sums(s, cell))
		html(h, " data-s='1'");
	else if (s != NULL && sheet_gathers(s, cell))
		html(h, " data-o='%s'", over_name(s->over[cell].over));
}

static const char *const totals[] = { [TOTAL_SUM] = "sum",
	[TOTAL_COUNT] = "count",
	[TOTAL_MEAN] = "mean",
	[TOTAL_RATIO] = "ratio" };

void
grid_column_rules(const struct draw *d, size_t col)
{
	const struct form *f = d->grid->form;
	const struct col *c = &f->cols[col];

	if (!d->grid->editable || c->role != COL_CELL)
		return;
	if (f->rows_kind == ROWS_UNITS)
		grid_together(d, col);
	else if (c->sums)
		html(d->ctx->out, " data-s='1'");
	if (f->rows_kind == ROWS_LIST && c->total != TOTAL_NONE)
		html(d->ctx->out, " data-t='%s'", totals[c->total]);
	if (c->row_rules && f->rows_kind == ROWS_FIXED)
		html(d->ctx->out, " data-y='1'");
	for (size_t row = 0; row < f->nrow; row++)
		if (has_rules(&f->cells[row * f->ncol + col], false)) {
			put_rules(d, &f->cells[row * f->ncol + col], false,
			    c->formula, c->check);
			return;
		}
}

void
grid_row_rules(const struct draw *d, size_t row)
{
	const struct form *f = d->grid->form;
	const struct row *r = &f->rows[row];

	if (!d->grid->editable || f->rows_kind != ROWS_FIXED)
		return;
	for (size_t col = f->nlabel; col < f->ncol; col++)
		if (has_rules(&f->cells[row * f->ncol + col], true)) {
			put_rules(d, &f->cells[row * f->ncol + col], true,
			    r->formula, r->check);
			return;
		}
}

/* Of a list those of its first row that can be filled: rows move. */
static void
put_places(const struct draw *d, const struct form_place *at, size_t n)
{
	const struct form *f = d->grid->form;
	struct buf *h = d->ctx->out;
	bool any = false;

	html(h, " data-at='");
	for (size_t i = 0; i < n; i++) {
		size_t row = f->cells[at[i].cell].row;
		if (f->rows_kind == ROWS_LIST && row != 1)
			continue;
		html(h, "%s%zu", any ? " " : "", at[i].cell);
		any = true;
	}
	html(h, "'");
}

static void
put_check(const struct draw *d, const struct form_check *c,
    const struct form_place *at, size_t n)
{
	struct buf b = { .mem = d->ctx->mem, .max = RULE_MAX };
	struct buf *h = d->ctx->out;
	const char *message =
	    tr_pick(c->message_vi == NULL ? c->message_en : c->message_vi,
		c->message_en == NULL ? c->message_vi : c->message_en);

	add_check(&b, at->formula);
	if (b.len == 0 || b.full)
		return;
	html(h, "<span data-c='%s' data-m='%s'", b.at,
	    message == NULL ? c->text : message);
	if (c->by_row)
		html(h, " data-y='1'");
	put_places(d, at, n);
	html(h, "></span>\n");
}

/*
 * Those that the page can tell: what compares with other periods is said by the
 * server alone.
 */
void
grid_checks(const struct draw *d)
{
	const struct form *f = d->grid->form;

	if (f->ncheck == 0)
		return;
	html(d->ctx->out, "<div class='gridrules' hidden='hidden'>\n");
	for (size_t i = 0; i < f->ncheck; i++) {
		const struct form_check *c = &f->checks[i];
		for (size_t k = 0, end; k < c->n; k = end) {
			end = k + 1;
			while (end < c->n &&
			       c->at[end].formula == c->at[k].formula)
				end++;
			if (c->at[k].formula != NULL)
				put_check(d, c, &c->at[k], end - k);
		}
	}
	html(d->ctx->out, "</div>\n");
}
