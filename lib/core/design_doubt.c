/* design_doubt.c - what a draft that could be published has to be asked */
#include "base/date.h"
#include "core/design_doubt.h"
#include "core/form.h"

/*
 * Where one would change it: the check, the row, the column; and a cell where a
 * column's formula is read with what its row is measured in.
 */
static const char *
place_of(struct arena *mem, const struct form *f, const struct form_doubt *d)
{
	const struct cell *x = &f->cells[d->cell];

	if (d->check >= 0)
		return str_fmt(mem, "k%ld", d->check);
	if (f->rows_kind != ROWS_FIXED)
		return str_fmt(mem, "c%zu", x->col);
	if (d->by_row)
		return str_fmt(mem, "r%zu", x->row);
	if (f->rows[x->row].measure == NULL)
		return str_fmt(mem, "c%zu", x->col);
	return str_fmt(mem, "r%zuc%zu", x->row, x->col);
}

enum rc
design_doubt(struct db *db, const struct form *f, long regime_id,
    const char *day, struct findings *to)
{
	struct findings circle = { .mem = to->mem };
	struct item_measures source;
	struct form_doubts all;
	struct form is = *f;

	TRY(form_source(db, f, day, &source));
	form_doubts(to->mem, f, &source, &all);
	for (size_t i = 0; i < all.n; i++)
		finding_warn(to, place_of(to->mem, f, &all.at[i]), "%s",
		    all.at[i].text);
	if (regime_id == 0)
		return OK;
	is.valid_from = day;
	is.valid_to = DATE_MAX;
	enum rc rc = form_circle(db, &is, regime_id, &circle);
	for (size_t i = 0; i < circle.n; i++)
		finding(to, "form", "%s", circle.at[i].text);
	return rc == E_INVALID ? OK : rc;
}
