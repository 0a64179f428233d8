/* audit_walk.c - entries of the record in order, the latest first, by an index
 */
#include <string.h>
#include "core/audit_walk.h"
#include "io/db.h"

/* Of many branches each is read some entries at a time, at the least. */
enum { SHARE = 4 };

static const struct db_col place_cols[] = {
	COL(struct audit_place, at),
	COL(struct audit_place, stream),
	COL(struct audit_place, seq),
};
/*
 * Each reads its index alone, from the place on backwards: the key of the
 * table is the end of every index.
 */
#define WALK(index, lead) \
	"SELECT e.at, e.stream, e.seq FROM audit e FORCE INDEX (" index ")" \
	" WHERE " lead "((e.at >= ? AND e.at < ?) OR (e.at = ? AND" \
	" e.stream < ?) OR (e.at = ? AND e.stream = ? AND e.seq < ?))" \
	" ORDER BY e.at DESC, e.stream DESC, e.seq DESC LIMIT ?"
DB_ROWS(by_time, place_cols, WALK("at", ""));
DB_ROWS(by_stream, place_cols, WALK("chain", "e.stream = ? AND "));
DB_ROWS(by_person, place_cols, WALK("person_id", "e.person_id = ? AND "));
DB_ROWS(by_address, place_cols,
    WALK("address", "e.address = " DB_CODE " AND "));
DB_ROWS(by_request, place_cols,
    WALK("request", "e.request = " DB_CODE " AND "));
DB_ROWS(by_object, place_cols,
    WALK("object", "e.object = " DB_CODE " AND e.object_id = ? AND "));
DB_ROWS(by_kind, place_cols,
    WALK("kind", "e.object = " DB_CODE " AND e.act = " DB_CODE " AND "));

bool
audit_place_at(const char *s)
{
	static const char like[] = "0000-00-00 00:00:00.000000";

	for (size_t i = 0; i < sizeof like; i++) {
		bool digit = s[i] >= '0' && s[i] <= '9';
		if (like[i] == '0' ? !digit : s[i] != like[i])
			return false;
	}
	return true;
}

void
audit_walk_begin(struct audit_walk *w, const struct audit_place *before)
{
	w->ahead.n = 0;
	w->ended = false;
	for (size_t i = 0; i < w->n; i++) {
		w->at[i].read.n = w->at[i].used = 0;
		w->at[i].last = *before;
		w->at[i].ended = false;
	}
}

#define PLACE_ARGS \
	w->from, p->at, p->at, p->stream, p->at, p->stream, p->seq, (long)n

/* The next n of a branch. */
static enum rc
read_on(struct db *db, const struct audit_walk *w, struct audit_branch *b,
    size_t n)
{
	const struct audit_place *p = &b->last;
	struct audit_places *ret = &b->read;

	switch (b->lead) {
	case LEAD_STREAM:
		return db_rows(db, by_stream, ARGS(b->n, PLACE_ARGS), ret);
	case LEAD_PERSON:
		return db_rows(db, by_person, ARGS(b->n, PLACE_ARGS), ret);
	case LEAD_ADDRESS:
		return db_rows(db, by_address, ARGS(b->a, PLACE_ARGS), ret);
	case LEAD_REQUEST:
		return db_rows(db, by_request, ARGS(b->a, PLACE_ARGS), ret);
	case LEAD_OBJECT:
		return db_rows(db, by_object, ARGS(b->a, b->n, PLACE_ARGS),
		    ret);
	case LEAD_KIND:
		return db_rows(db, by_kind, ARGS(b->a, b->b, PLACE_ARGS), ret);
	case LEAD_TIME:
	default:
		return db_rows(db, by_time, ARGS(PLACE_ARGS), ret);
	}
}

static enum rc
refill(struct db *db, const struct audit_walk *w, struct audit_branch *b,
    size_t n)
{
	if (b->used < b->read.n || b->ended)
		return OK;
	TRY(read_on(db, w, b, n));
	b->used = 0;
	b->ended = b->read.n < n;
	if (b->read.n > 0)
		b->last = b->read.at[b->read.n - 1];
	return OK;
}

static bool
later(const struct audit_place *a, const struct audit_place *b)
{
	int by = strcmp(a->at, b->at);

	if (by != 0)
		return by > 0;
	return a->stream != b->stream ? a->stream > b->stream : a->seq > b->seq;
}

/* The latest of what the branches have next; NULL: they have ended. */
static enum rc
next(struct db *db, struct audit_walk *w, size_t n, struct audit_place **ret)
{
	struct audit_branch *from = NULL;

	for (size_t i = 0; i < w->n; i++) {
		struct audit_branch *b = &w->at[i];
		TRY(refill(db, w, b, n));
		if (b->used < b->read.n &&
		    (from == NULL || later(&b->read.at[b->used],
					 &from->read.at[from->used])))
			from = b;
	}
	*ret = from == NULL ? NULL : &from->read.at[from->used++];
	return OK;
}

enum rc
audit_walk_ahead(struct db *db, struct arena *mem, struct audit_walk *w,
    size_t n)
{
	size_t had = w->ahead.n, missing = n > had ? n - had : 0;
	size_t share = w->n > 1 ? SHARE + SHARE * missing / w->n : missing;
	struct audit_place *p;

	if (missing == 0 || w->ended)
		return OK;
	struct audit_place *at = arena_alloc(mem, n * sizeof *at);
	if (had > 0)
		memcpy(at, w->ahead.at, had * sizeof *at);
	w->ahead.at = at;
	while (w->ahead.n < n) {
		TRY(next(db, w, share < missing ? share : missing, &p));
		if (p == NULL) {
			w->ended = true;
			return OK;
		}
		at[w->ahead.n++] = *p;
	}
	return OK;
}

void
audit_walk_on(struct audit_walk *w, size_t n)
{
	assert(n <= w->ahead.n);
	w->ahead.at += n;
	w->ahead.n -= n;
}
