/* overlap_load.c - everything that forms ask for */
#include <stdlib.h>
#include <string.h>
#include "core/assign.h"
#include "core/overlap_part.h"
#include "io/json.h"

enum { PAIRS_BYTES = 1 << 22 };

static const struct db_col asked_cols[] = {
	COL(struct asked, item_id),
	COL(struct asked, as_id),
	COL(struct asked, form_id),
	COL(struct asked, regime_id),
	COL(struct asked, code),
	COL(struct asked, name),
	COL(struct asked, measure),
	COL(struct asked, version),
	COL(struct asked, valid),
};
DB_ROWS(select_asked, asked_cols,
    "SELECT c.item_id, COALESCE(s.as_id, c.item_id) AS as_id, f.id AS form_id,"
    " f.regime_id, i.code, i.name, i.measure, f.version,"
    " f.valid_from < f.valid_to AND ? < f.valid_to AS valid"
    " FROM form f JOIN form_cell c ON c.form_id = f.id"
    " JOIN item i ON i.id = c.item_id"
    " LEFT JOIN item_same s ON s.item_id = c.item_id"
    " ORDER BY as_id, f.regime_id, f.id, c.item_id");
static const struct db_col pair_cols[] = {
	COL(struct pair_row, a),
	COL(struct pair_row, b),
};
DB_ROWS(select_apart, pair_cols,
    "SELECT a_id AS a, b_id AS b FROM item_apart ORDER BY a_id, b_id");
static const struct db_col home_cols[] = {
	COL(struct home_row, item_id),
	COL(struct home_row, regime_id),
};
DB_ROWS(select_homes, home_cols,
    "SELECT item_id, regime_id FROM item_home WHERE valid_from <= ?"
    " AND ? < valid_to ORDER BY item_id");
static const struct db_col abbreviation_cols[] = {
	COL(struct abbreviation, shorter),
	COL(struct abbreviation, words),
};
DB_ROWS(select_abbreviations, abbreviation_cols,
    "SELECT shorter, words FROM abbreviation ORDER BY shorter");

static const struct db_col both_cols[] = {
	COL(struct both_row, a),
	COL(struct both_row, b),
	COL(struct both_row, units),
};
DB_ROWS(select_both, both_cols,
    "SELECT j.a, j.b, COUNT(*) AS units FROM JSON_TABLE(?, '$[*]' COLUMNS"
    " (a BIGINT PATH '$[0]', b BIGINT PATH '$[1]')) j JOIN " OWES
    " x ON x.regime_id = j.a JOIN " OWES
    " y ON y.regime_id = j.b AND y.unit_id = x.unit_id"
    " GROUP BY j.a, j.b ORDER BY j.a, j.b");

enum rc
asked_load(struct db *db, const char *day, struct asked_all *ret)
{
	struct abbreviations shorter;

	*ret = (struct asked_all){ .mem = db_arena(db) };
	TRY(db_rows(db, select_asked, ARGS(day), ret));
	TRY(db_rows(db, select_apart, ARGS(), &ret->apart));
	TRY(db_rows(db, select_homes, ARGS(day, day), &ret->home));
	TRY(db_rows(db, select_abbreviations, ARGS(), &shorter));
	ret->words = similar_new(ret->mem, &shorter);
	return regime_list(db, NULL, &ret->regimes);
}

const struct regime *
asked_regime(const struct asked_all *all, long id)
{
	for (size_t i = 0; i < all->regimes.n; i++)
		if (all->regimes.at[i].id == id)
			return &all->regimes.at[i];
	return NULL;
}

struct overlap_ask
asked_as(const struct asked_all *all, const struct asked *a)
{
	return (struct overlap_ask){ .item = { .id = a->item_id,
					 .as_id = a->as_id,
					 .code = a->code,
					 .name = a->name,
					 .measure = a->measure },
		.form_id = a->form_id,
		.regime_id = a->regime_id,
		.version = a->version,
		.regime = asked_regime(all, a->regime_id) };
}

static int
by_pair(const void *a, const void *b)
{
	const struct pair_row *x = a, *y = b;

	if (x->a != y->a)
		return x->a < y->a ? -1 : 1;
	return (x->b > y->b) - (x->b < y->b);
}

bool
asked_apart(const struct asked_all *all, long a, long b)
{
	struct pair_row key = { a < b ? a : b, a < b ? b : a };

	return all->apart.n > 0 && bsearch(&key, all->apart.at, all->apart.n,
				       sizeof key, by_pair) != NULL;
}

/* "nghìn bưu gửi" and "bưu gửi", but not "đơn" and "vụ việc". */
bool
asked_alike(const char *measure, const char *other)
{
	size_t len = str_empty(other) ? 0 : strlen(other);

	if (str_empty(measure) || len == 0)
		return true;
	for (size_t n; *measure != '\0'; measure += n) {
		measure += strspn(measure, " ");
		n = strcspn(measure, " ");
		for (size_t i = 0; n > 0 && i + n <= len; i++)
			if (strncmp(other + i, measure, n) == 0 &&
			    (i == 0 || other[i - 1] == ' ') &&
			    (other[i + n] == ' ' || other[i + n] == '\0'))
				return true;
	}
	return false;
}

/* Rows of one item lie together: the first of them, or n. */
static size_t
first_of(const struct asked_all *all, long as_id)
{
	size_t low = 0, high = all->n;

	while (low < high) {
		size_t mid = low + (high - low) / 2;
		if (all->at[mid].as_id < as_id)
			low = mid + 1;
		else
			high = mid;
	}
	return low;
}

static long
chosen_home(const struct asked_all *all, long as_id)
{
	for (size_t i = 0; i < all->home.n; i++)
		if (all->home.at[i].item_id == as_id)
			return all->home.at[i].regime_id;
	return 0;
}

const struct regime *
asked_home(const struct asked_all *all, long as_id, bool *ret_chosen)
{
	long chosen = chosen_home(all, as_id), since = 0, first = 0;
	const struct regime *best = NULL;

	*ret_chosen = false;
	for (size_t i = first_of(all, as_id);
	     i < all->n && all->at[i].as_id == as_id; i++) {
		const struct asked *a = &all->at[i];
		const struct regime *g = asked_regime(all, a->regime_id);
		if (i == 0 || a[-1].as_id != as_id ||
		    a[-1].regime_id != a->regime_id)
			first = a->form_id; /* in the order of forms */
		if (!a->valid || g == NULL)
			continue;
		if (g->id == chosen) {
			*ret_chosen = true;
			return g;
		}
		if (best == NULL || g->kind < best->kind ||
		    (g->kind == best->kind && first < since)) {
			best = g;
			since = first;
		}
	}
	return best;
}

void
both_want(struct arena *mem, struct both *b, long x, long y)
{
	struct both_row want = { x < y ? x : y, x < y ? y : x, 0 };

	for (size_t i = 0; i < b->n; i++)
		if (b->at[i].a == want.a && b->at[i].b == want.b)
			return;
	if (b->n == b->cap) {
		size_t cap = b->cap == 0 ? 16 : 2 * b->cap;
		struct both_row *more = arena_alloc(mem, cap * sizeof *more);
		for (size_t i = 0; i < b->n; i++)
			more[i] = b->at[i];
		b->at = more;
		b->cap = cap;
	}
	b->at[b->n++] = want;
}

/* Each regime once, to be asked who owes it. */
static const char *
regimes_json(struct arena *mem, const struct both *b, const char *day)
{
	struct owes_asked *at = arena_alloc(mem, 2 * b->n * sizeof *at);
	size_t n = 0;

	for (size_t i = 0; i < 2 * b->n; i++) {
		long id = i % 2 == 0 ? b->at[i / 2].a : b->at[i / 2].b;
		size_t k = 0;
		while (k < n && at[k].regime_id != id)
			k++;
		if (k == n)
			at[n++] = (struct owes_asked){ id, day, 0, 0 };
	}
	return owes_json(mem, at, n);
}

enum rc
both_load(struct db *db, struct arena *mem, const char *day, struct both *b)
{
	struct buf out = { .mem = mem, .max = PAIRS_BYTES };
	struct json j = { .out = &out };
	const char *asked;

	if (b->n == 0)
		return OK;
	json_array(&j, NULL);
	for (size_t i = 0; i < b->n; i++) {
		json_array(&j, NULL);
		json_long(&j, NULL, b->at[i].a);
		json_long(&j, NULL, b->at[i].b);
		json_end(&j);
	}
	json_end(&j);
	asked = regimes_json(mem, b, day);
	if (out.full || asked == NULL)
		return E_LIMIT;
	return db_rows(db, select_both,
	    ARGS(out.at, OWES_ARGS(asked), OWES_ARGS(asked)), b);
}

long
both_units(const struct both *b, long x, long y)
{
	for (size_t i = 0; i < b->n; i++)
		if (b->at[i].a == (x < y ? x : y) &&
		    b->at[i].b == (x < y ? y : x))
			return b->at[i].units;
	return 0;
}
