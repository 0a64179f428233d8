/* item_stale.c - forms that print what an item meant before */
#include "base/date.h"
#include "core/form.h"
#include "core/item_list.h"
#include "core/item_part.h"

struct stale_row {
	long form_id, cell, decimals;
	const char *regime, *version, *item, *valid_from, *measure;
};
static const struct db_col stale_cols[] = {
	COL(struct stale_row, form_id),
	COL(struct stale_row, cell),
	COL(struct stale_row, decimals),
	COL(struct stale_row, regime),
	COL(struct stale_row, version),
	COL(struct stale_row, item),
	COL(struct stale_row, valid_from),
	COL(struct stale_row, measure),
};
/* Meanings that begin while a form is valid, and have not ended. */
#define BEGUN \
	"SELECT f.id AS form_id, c.cell, v.decimals, g.code AS regime," \
	" f.version, i.code AS item, v.valid_from, v.measure" \
	" FROM item_version v JOIN item i ON i.id = v.item_id" \
	" JOIN form_cell c ON c.item_id = i.id JOIN form f" \
	" ON f.id = c.form_id AND v.valid_from < f.valid_to" \
	" AND f.valid_from < v.valid_to JOIN regime g ON g.id = f.regime_id" \
	" WHERE v.valid_from > '1000-01-01' AND ? < v.valid_to" \
	" AND ? < f.valid_to AND "
#define BY_FORM " ORDER BY g.code, f.valid_from, f.id, c.cell, v.valid_from"
DB_ROWS(select_stale_item, stale_cols,
    BEGUN "(i.id = ? OR i.base_id = ?)" BY_FORM);
DB_ROWS(select_stale_owned, stale_cols, BEGUN OWNS("g.owner_id") BY_FORM);

struct stale_rows {
	struct stale_row *at;
	size_t n;
};

/* "1 decimal of vụ" in the words of a sentence. */
static const char *
shown(struct arena *mem, const char *measure, long decimals)
{
	return str_fmt(mem,
	    trn("%s with %lu decimal", "%s with %lu decimals",
		(unsigned long)decimals),
	    str_empty(measure) ? _("no unit of measure") : measure,
	    (unsigned long)decimals);
}

/* A sentence for each item of a form, however many cells it has there. */
static enum rc
tell(struct db *db, struct arena *mem, const struct stale_rows *rows,
    struct findings *f)
{
	const struct stale_row *last = NULL;
	const struct form *form;

	for (size_t i = 0; i < rows->n; i++) {
		const struct stale_row *r = &rows->at[i];
		TRY(form_get(db, r->form_id, &form));
		if ((size_t)r->cell >= form->ncell)
			continue;
		const struct cell *c = &form->cells[r->cell];
		const char *measure = c->measure == NULL ? "" : c->measure;
		if (str_eq(measure, r->measure) && c->decimals == r->decimals)
			continue;
		if (last != NULL && last->form_id == r->form_id &&
		    str_eq(last->item, r->item) &&
		    str_eq(last->valid_from, r->valid_from))
			continue;
		last = r;
		finding_warn(f, r->regime,
		    _("%s, version %s, prints %s as %s; from %s on it is %s. "
		      "Make a version of the form that is valid from that "
		      "day."),
		    r->regime, r->version, r->item,
		    shown(mem, measure, c->decimals),
		    date_show(mem, r->valid_from),
		    shown(mem, r->measure, r->decimals));
	}
	return OK;
}

enum rc
item_stale(struct db *db, const struct ctx *ctx, long id, struct findings *f)
{
	struct stale_rows rows;

	TRY(db_rows(db, select_stale_item, ARGS(ctx->today, ctx->today, id, id),
	    &rows));
	return tell(db, ctx->mem, &rows, f);
}

enum rc
item_stale_forms(struct db *db, const struct ctx *ctx, struct findings *f)
{
	struct stale_rows rows;

	TRY(db_rows(db, select_stale_owned,
	    ARGS(ctx->today, ctx->today, OWNS_ARGS(ctx)), &rows));
	return tell(db, ctx->mem, &rows, f);
}
