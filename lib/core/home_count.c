/* home_count.c - how many cells of a form are typed, before and after */
#include "core/home_count.h"
#include "core/overlap.h"
#include "core/sheet.h"
#include "io/db.h"
#include "io/json.h"

enum { OWED_BYTES = 1 << 20 };

struct share {
	long cell, regime_id, chosen, since, mine;
	const char *over_time;
};
struct shares {
	struct share *at;
	size_t n;
};
static const struct db_col share_cols[] = {
	COL(struct share, cell),
	COL(struct share, regime_id),
	COL(struct share, chosen),
	COL(struct share, since),
	COL(struct share, mine),
	COL(struct share, over_time),
};
DB_ROWS(select_shares, share_cols,
    "SELECT s.cell, f.regime_id, COALESCE(h.regime_id, 0) AS chosen,"
    " s.other_since AS since, s.since AS mine, v.over_time"
    " FROM JSON_TABLE(?, '$[*]' COLUMNS (id BIGINT PATH '$')) j"
    " JOIN form f ON f.regime_id = j.id AND f.valid_from <= ?"
    " AND ? < f.valid_to JOIN form_share s ON s.form_id = ?"
    " AND s.other_form_id = f.id"
    " LEFT JOIN item_home h ON h.item_id = s.item_id AND h.valid_from <= ?"
    " AND ? < h.valid_to"
    " LEFT JOIN item_version v ON v.item_id = s.item_id AND v.valid_from <= ?"
    " AND ? < v.valid_to ORDER BY s.cell, f.regime_id");

static const struct regime *
regime_of(const struct regimes *all, long id)
{
	for (size_t i = 0; i < all->n; i++)
		if (all->at[i].id == id)
			return &all->at[i];
	return NULL;
}

/* Is the home of the figure, among these and ours, another one? */
static bool
is_shown(const struct regimes *all, const struct regime *ours,
    const struct share *at, size_t n)
{
	long best = ours->id, since = at[0].mine;

	if (at[0].chosen == ours->id)
		return false;
	for (size_t i = 0; i < n; i++) {
		const struct regime *g = regime_of(all, at[i].regime_id);
		if (g == NULL || overlap_time(ours, g) != OVERLAP_EQUAL)
			continue;
		if (g->id == at[i].chosen)
			return true;
		if (at[i].since < since) {
			best = g->id;
			since = at[i].since;
		}
	}
	return best != ours->id;
}

static bool
is_made(const struct regimes *all, const struct regime *ours,
    const struct share *at, size_t n)
{
	if (str_empty(at[0].over_time) || str_eq(at[0].over_time, "none"))
		return false;
	for (size_t i = 0; i < n; i++) {
		const struct regime *g = regime_of(all, at[i].regime_id);
		if (g != NULL && overlap_time(ours, g) == OVERLAP_FEEDS)
			return true;
	}
	return false;
}

static size_t
counted(const struct form *f)
{
	return (f->rows_kind == ROWS_FIXED ? f->nrow : 1) * f->ncol;
}

static void
count_plain(const struct form *f, struct home_count *ret)
{
	for (size_t i = 0; i < counted(f); i++) {
		ret->entered += sheet_enterable(f, i);
		ret->computed += f->cells[i].computed != NULL;
	}
}

static void
count_shares(const struct form *f, const struct regimes *all,
    const struct regime *ours, const struct shares *s, struct home_count *ret)
{
	size_t n;

	for (size_t i = 0; i < s->n; i += n) {
		const struct share *at = &s->at[i];
		for (n = 1; i + n < s->n && at[n].cell == at->cell; n++)
			;
		if ((size_t)at->cell >= counted(f) ||
		    !sheet_enterable(f, (size_t)at->cell))
			continue;
		bool shown = is_shown(all, ours, at, n);
		bool made = !shown && is_made(all, ours, at, n);
		ret->shown += shown;
		ret->made += made;
		ret->entered -= shown || made;
	}
}

static const char *
owed_json(struct arena *mem, long ours, const long *owed, size_t n)
{
	struct buf b = { .mem = mem, .max = OWED_BYTES };
	struct json j = { .out = &b };

	json_array(&j, NULL);
	for (size_t i = 0; i < n; i++)
		if (owed[i] != ours)
			json_long(&j, NULL, owed[i]);
	json_end(&j);
	return b.full ? NULL : b.at;
}

enum rc
home_count(struct db *db, const struct form *f, const long *owed, size_t n,
    const char *day, struct home_count *ret)
{
	const char *json = owed_json(db_arena(db), f->regime_id, owed, n);
	const struct regime *ours;
	struct regimes all;
	struct shares s;

	*ret = (struct home_count){ 0 };
	if (json == NULL)
		return E_LIMIT;
	count_plain(f, ret);
	TRY(db_rows(db, select_shares,
	    ARGS(json, day, day, f->id, day, day, day, day), &s));
	if (s.n == 0)
		return OK;
	TRY(regime_list(db, day, &all));
	ours = regime_of(&all, f->regime_id);
	if (ours != NULL)
		count_shares(f, &all, ours, &s, ret);
	return OK;
}
