/* sheet_over.c - figures of units below that are not simply added up */
#include <limits.h>
#include "core/fact.h"
#include "core/sheet.h"
#include "io/json.h"

enum { ITEMS_MAX = 1 << 20 };

struct over_row {
	long cell, weight;
	bool weighted;
	const char *over_units;
};
static const struct db_col over_cols[] = {
	COL(struct over_row, cell),
	COL(struct over_row, weight),
	COL(struct over_row, weighted),
	COL(struct over_row, over_units),
};
DB_ROWS(select_overs, over_cols,
    "SELECT c.cell, COALESCE(w.cell, -1) AS weight,"
    " v.weight_id IS NOT NULL AS weighted, v.over_units FROM form_cell c"
    " JOIN item_version v ON v.item_id = c.item_id AND v.valid_from <= ?"
    " AND ? < v.valid_to LEFT JOIN form_cell w ON w.form_id = c.form_id"
    " AND w.item_id = v.weight_id WHERE c.form_id = ? ORDER BY c.cell");

bool
sheet_sums(const struct sheet *s, size_t cell)
{
	return s->over == NULL ? s->form->cells[cell].sums :
				 s->over[cell].over == OVER_SUM;
}

bool
sheet_gathers(const struct sheet *s, size_t cell)
{
	return s->gather != NULL && s->form->cells[cell].computed == NULL &&
	       s->gather[cell].over != OVER_NONE;
}

static bool
is_gathered(const struct sheet_over *o)
{
	return o->over == OVER_MEAN || o->over == OVER_MAX ||
	       o->over == OVER_LAST;
}

static struct gather *
gather_new(const struct sheet *s, const struct sheet_over *overs)
{
	struct gather *g = arena_alloc(s->mem, s->form->ncell * sizeof *g);
	bool any = false;

	for (size_t i = 0; i < s->form->ncell; i++)
		if (is_gathered(&overs[i]) && sheet_is_figure(s->form, i)) {
			g[i].over = overs[i].over;
			g[i].weighted = overs[i].weighted;
			any = true;
		}
	return any ? g : NULL;
}

/* Cells without an item go on as the form says. */
static struct sheet_over *
overs_new(const struct sheet *s)
{
	const struct form *f = s->form;
	struct sheet_over *at = arena_alloc(s->mem, f->ncell * sizeof *at);

	for (size_t i = 0; i < f->ncell; i++) {
		at[i].over = f->cells[i].sums ? OVER_SUM : OVER_NONE;
		at[i].weight = -1;
	}
	return at;
}

enum rc
sheet_over_load(struct db *db, struct sheet *s)
{
	const char *day = s->report->ends;
	struct sheet_over *overs = overs_new(s);
	struct {
		struct over_row *at;
		size_t n;
	} rows;

	TRY(db_rows(db, select_overs, ARGS(day, day, s->form->id), &rows));
	for (size_t i = 0; i < rows.n; i++) {
		const struct over_row *r = &rows.at[i];
		if ((size_t)r->cell >= s->form->ncell ||
		    !over_read(r->over_units, &overs[r->cell].over))
			return fail(E_INTERNAL, "form %ld: cell %ld: %s",
			    s->form->id, r->cell, r->over_units);
		overs[r->cell].weighted = r->weighted;
		overs[r->cell].weight = r->weight;
	}
	s->over = overs;
	s->gather = gather_new(s, overs);
	return OK;
}

static const struct dec *
weight_of(const struct sheet *s, const struct figures *is, size_t cell)
{
	long weight = s->over[cell].weight;

	return weight < 0 ? NULL : is->num[weight].dec;
}

void
sheet_gather(struct sheet *s, const struct figures *is, struct over_sent sent)
{
	for (size_t i = 0; s->gather != NULL && i < s->form->ncell; i++)
		if (s->gather[i].over != OVER_NONE)
			gather_add(s->mem, &s->gather[i], is->num[i].dec,
			    weight_of(s, is, i), sent);
}

/* Rounded once, when it is kept: own figures join what is not rounded yet. */
static struct value
kept(const struct sheet *s, const struct gather *g, size_t cell)
{
	const struct dec *d = gather_value(s->mem, g);

	if (d != NULL)
		d = dec_round(s->mem, d, s->form->cells[cell].decimals);
	return (struct value){ .dec = d };
}

void
sheet_gathered(struct sheet *s)
{
	for (size_t i = 0; s->gather != NULL && i < s->form->ncell; i++)
		if (sheet_gathers(s, i))
			s->below.num[i] = kept(s, &s->gather[i], i);
}

struct value
sheet_together(const struct sheet *s, size_t cell)
{
	static const struct over_sent now = { LONG_MAX, LONG_MAX };
	struct gather g = s->gather[cell];

	gather_add(s->mem, &g, s->own.num[cell].dec,
	    weight_of(s, &s->own, cell), now);
	return kept(s, &g, cell);
}

/* The items of the cells that gather, and of their weights. */
static const char *
items_json(const struct sheet *s)
{
	struct buf b = { .mem = s->mem, .max = ITEMS_MAX };
	struct json j = { .out = &b };
	bool *asked = arena_alloc(s->mem, s->form->ncell * sizeof *asked);

	for (size_t i = 0; i < s->form->ncell; i++)
		if (s->gather[i].over != OVER_NONE) {
			asked[i] = true;
			if (s->over[i].weight >= 0)
				asked[s->over[i].weight] = true;
		}
	json_array(&j, NULL);
	for (size_t i = 0; i < s->form->ncell; i++)
		if (asked[i] && s->form->item_ids[i] != 0)
			json_long(&j, NULL, s->form->item_ids[i]);
	json_end(&j);
	return b.at;
}

/* An item may stand in several cells: all of them have its figure. */
static void
put(const struct sheet *s, struct figures *is, long item, const char *value)
{
	for (size_t i = 0; i < s->form->ncell; i++)
		if (s->form->item_ids[i] == item)
			is->num[i].dec =
			    value == NULL ? NULL : dec_parse(s->mem, value);
}

enum rc
sheet_gather_facts(struct db *db, struct sheet *s)
{
	struct figures is = sheet_figures(s);
	struct fact_units all;
	size_t i, k;

	if (s->gather == NULL)
		return OK;
	TRY(fact_some(db, s->report, items_json(s), &all));
	for (i = 0; i < all.n; i = k) {
		long unit = all.at[i].unit_id;
		for (k = i; k < all.n && all.at[k].unit_id == unit; k++)
			put(s, &is, all.at[k].item_id, all.at[k].value);
		sheet_gather(s, &is,
		    (struct over_sent){ all.at[i].sent,
			all.at[i].revision_id });
		for (k = i; k < all.n && all.at[k].unit_id == unit; k++)
			put(s, &is, all.at[k].item_id, NULL);
	}
	sheet_gathered(s);
	return OK;
}
