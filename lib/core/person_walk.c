/* person_walk.c - the people of many units, along an index of people */
#include <string.h>
#include "base/utf8.h"
#include "core/person_list_part.h"
#include "core/person_word.h"
#include "io/json.h"

enum {
	LISTED = 500,  /* so many are read at once and put in order */
	COUNTED = 500, /* a word that more people have is a common one */
	WORDS_ASKED = 6,
	TAIL = 50
};
/* So many are looked at, until a page is full. */
static const long steps[] = { PEOPLE_PAGE + 10, 240, 1200, 3500 };

struct place {
	const char *word, *name;
	long id;
	bool past; /* it comes before where the page begins */
};
struct places {
	struct place *at;
	size_t n;
};
static const struct db_col walk_cols[] = {
	COL(struct place, word),
	COL(struct place, name),
	COL(struct place, id),
};
/* Those after a place, in the order of the index. */
#define BEGINS " w.word LIKE ? AND "
DB_ROWS(select_walk, walk_cols,
    "SELECT w.word, w.name, w.person_id AS id FROM person_word w"
    " FORCE INDEX (person_word_walk) WHERE (" BEGINS "w.word = ?"
    " AND w.name = ? AND w.person_id > ?) OR (" BEGINS "w.word = ?"
    " AND w.name > ?) OR (" BEGINS "w.word > ?)"
    " ORDER BY w.word, w.name, w.person_id LIMIT ?");
static const struct db_col list_cols[] = {
	COL(struct place, word),
	COL(struct place, name),
	COL(struct place, id),
	COL(struct place, past),
};
/* Those whom an index finds, put in order: what few people are. */
#define LIST(driver) \
	"SELECT w.word, w.name, w.person_id AS id, w.name < ? OR (w.name = ?" \
	" AND w.person_id <= ?) AS past FROM (SELECT DISTINCT " driver \
	" LIMIT ?) d JOIN person_word w ON w.person_id = d.id" \
	" AND w.word = '' ORDER BY w.name, w.person_id"
DB_ROWS(select_locked, list_cols, LIST("id FROM person WHERE locked = 1"));
DB_ROWS(select_left, list_cols, LIST("id FROM person WHERE valid_to <= ?"));
DB_ROWS(select_standing_in, list_cols,
    LIST("person_id AS id FROM access WHERE for_id > 0 AND ? < valid_to"));
DB_ROWS(select_with_role, list_cols,
    LIST("person_id AS id FROM access WHERE role = ? AND ? < valid_to"));
struct count {
	long n;
};
static const struct db_col count_cols[] = { COL(struct count, n) };
DB_ROWS(count_word, count_cols,
    "SELECT COUNT(*) AS n FROM (SELECT 1 FROM person_word WHERE word LIKE ?"
    " LIMIT ?) w");
/*
 * The actor administers t.unit_id (core/delegate.h); it lies below the unit
 * that was chosen.  Counts, so that the server looks them up for each row.
 */
#define LAST_DAY \
	"GREATEST(z.valid_from, LEAST(k.today, DATE_SUB(z.valid_to," \
	" INTERVAL 1 DAY)))"
#define REACHED \
	" (SELECT STRAIGHT_JOIN COUNT(*) FROM access x JOIN unit z" \
	" ON z.id = t.unit_id JOIN unit_above a ON a.unit_id = t.unit_id" \
	" AND a.above_id = x.unit_id WHERE x.person_id = k.actor" \
	" AND ((1 << x.role) & k.admin) <> 0 AND x.for_id = 0" \
	" AND x.valid_from <= k.today AND k.today < x.valid_to" \
	" AND a.valid_from <= " LAST_DAY " AND " LAST_DAY " < a.valid_to) > 0" \
	" AND (k.unit = 0 OR (SELECT COUNT(*) FROM unit_above b" \
	" WHERE b.unit_id = t.unit_id AND b.above_id = k.unit) > 0)"
#define HAS_ROLE \
	"FROM access t WHERE t.person_id = p.id AND k.today < t.valid_to" \
	" AND t.valid_from < t.valid_to"
#define SEEN \
	" ((SELECT COUNT(*) " HAS_ROLE " AND" REACHED ") > 0 OR (SELECT" \
	" COUNT(*) FROM person_post t WHERE t.person_id = p.id" \
	" AND (k.today < t.valid_to OR NOT EXISTS (SELECT 1 FROM person_post" \
	" g WHERE g.person_id = p.id AND g.valid_from > t.valid_from)) " \
	"AND" REACHED \
	") > 0 OR (k.top AND NOT EXISTS (SELECT 1 FROM person_post t" \
	" WHERE t.person_id = p.id) AND NOT EXISTS (SELECT 1 " HAS_ROLE "))) "
#define ACTOR "? AS actor, ? AS admin, ? AS unit, ? AS top"
#define ACTOR_ARGS(w) \
	(w)->ctx->actor->id, access_roles(MAY_ADMIN), (w)->q->unit, (w)->top
#define THESE \
	" JOIN JSON_TABLE(?, '$[*]' COLUMNS (no FOR ORDINALITY, id BIGINT" \
	" PATH '$.p', word VARCHAR(60) CHARACTER SET utf8mb4" \
	" COLLATE utf8mb4_bin PATH '$.w')) j JOIN person p ON p.id = j.id "
/* Of a person who is there by several words, the first counts. */
#define FOUND \
	"(SELECT STRAIGHT_JOIN p.id, j.no, j.word, -1 AS total" \
	" FROM (SELECT ? AS today, ? AS words, ? AS role, ? AS state," \
	" ? AS first, " ACTOR ") k" THESE "WHERE" ASKED_FOR \
	"AND (j.word = k.first OR NOT EXISTS (SELECT 1 FROM person_word v" \
	" WHERE v.person_id = p.id AND v.word >= k.first" \
	" AND v.word < j.word)) AND" SEEN "ORDER BY j.no LIMIT ?)"
static const struct db_col row_cols[] = { PERSON_ROW_COLS };
DB_ROWS(select_page, row_cols, ROWS_OF(FOUND, "f.no"));
/* The last of some who are the actor's to see. */
DB_ROWS(select_last, count_cols,
    "SELECT STRAIGHT_JOIN j.no AS n FROM (SELECT ? AS today, " ACTOR ") k" THESE
    "WHERE" SEEN "ORDER BY j.no DESC LIMIT 1");
static const struct db_col from_cols[] = { COL(struct place, name) };
DB_ROWS(select_from, from_cols,
    "SELECT STRAIGHT_JOIN w.name FROM (SELECT ? AS today, " ACTOR ") k" THESE
    "JOIN person_word w ON w.person_id = p.id AND w.word = j.word WHERE" SEEN);

struct walk {
	struct db *db;
	const struct ctx *ctx;
	const struct person_query *q;
	const char *words, *first; /* the pattern; the word walked by */
	struct place at;           /* where it has come to */
	bool top;
	long looked;
	struct person_rows *ret;
};

static const char *
set_of(const struct walk *w, const struct place *at, size_t n)
{
	struct buf b = { .mem = w->ctx->mem, .max = 1 << 20 };
	struct json j = { .out = &b };

	json_array(&j, NULL);
	for (size_t i = 0; i < n; i++) {
		json_object(&j, NULL);
		json_long(&j, "p", at[i].id);
		json_text(&j, "w", at[i].word);
		json_end(&j);
	}
	json_end(&j);
	return b.at;
}

/* Those of them who are asked for come to the page; one more than it holds. */
static enum rc
take(struct walk *w, const struct place *at, size_t n)
{
	struct person_rows *all = w->ret, some;

	w->looked += (long)n;
	if (n == 0)
		return OK;
	TRY(db_rows(w->db, select_page,
	    ARGS(w->ctx->today, ASKED_ARGS(w->ctx, w->q, w->words), w->first,
		ACTOR_ARGS(w), set_of(w, at, n),
		(long)(PEOPLE_PAGE + 1 - all->n)),
	    &some));
	if (some.n > 0)
		memcpy(all->at + all->n, some.at, some.n * sizeof *some.at);
	all->n += some.n;
	return OK;
}

/* ------------------------------------------------- by what word they come */

static const char *
begins(const struct walk *w, const char *word)
{
	struct buf b = { .mem = w->ctx->mem, .max = 2000 };

	if (*word == '\0')
		return "";
	person_like(&b, word, "");
	return b.at;
}

static size_t
split(const struct walk *w, const char *words[WORDS_ASKED])
{
	const char *at = w->q->words == NULL ?
			     NULL :
			     utf8_key(w->ctx->mem, w->q->words, false);
	size_t n = 0;

	while (!str_empty(at) && n < WORDS_ASKED) {
		size_t len = strcspn(at, " "), keep = 0;
		/* as many characters as the table has of a word */
		for (size_t i = 0, c = 0; i < len && c <= WORD_MAX; i++) {
			c += ((unsigned char)at[i] & 0xc0) != 0x80;
			keep += c <= WORD_MAX;
		}
		words[n++] = str_ndup(w->ctx->mem, at, keep);
		at += len + (at[len] == ' ');
	}
	return n;
}

/* The rarest; of common ones the last, which in a name is the given one. */
static enum rc
choose(struct walk *w)
{
	const char *words[WORDS_ASKED];
	size_t n = split(w, words);
	long few = COUNTED;

	w->first = "";
	for (size_t i = 0; i < n; i++) {
		struct count c = { 0 };
		if (n > 1)
			TRY(db_row(w->db, count_word,
			    ARGS(begins(w, words[i]), (long)COUNTED), &c));
		if (c.n > few)
			continue;
		few = c.n;
		w->first = words[i];
	}
	return OK;
}

/* Somebody the actor does not see is no place to begin at: else it would show
 * where in the order of names they stand. */
static enum rc
begin(struct walk *w)
{
	const char *word = w->q->word == NULL ? "" : w->q->word;
	struct place from = { .word = word, .id = w->q->after };
	size_t len = strlen(w->first);

	w->at = (struct place){ .word = w->first, .name = "" };
	if (w->q->after == 0 || strncmp(word, w->first, len) != 0 ||
	    (len == 0 && *word != '\0'))
		return OK; /* of another search */
	enum rc rc = db_row(w->db, select_from,
	    ARGS(w->ctx->today, ACTOR_ARGS(w), set_of(w, &from, 1)), &from);
	if (rc == E_NOTFOUND)
		return OK;
	TRY(rc);
	w->at = (struct place){ word, from.name, w->q->after, false };
	return OK;
}

/* ------------------------------------------------------------- the walk */

#define LIST_ARGS(w, ...) \
	ARGS((w)->at.name, (w)->at.name, (w)->at.id, __VA_ARGS__, few)

/* An index on what is asked for, if there is one. */
static enum rc
list_of(struct walk *w, bool by_role, struct places *ret)
{
	const char *day = w->ctx->today;
	long few = LISTED + 1;

	*ret = (struct places){ .n = LISTED + 1 };
	if (by_role)
		return w->q->role == 0 ?
			   OK :
			   db_rows(w->db, select_with_role,
			       LIST_ARGS(w, w->q->role, day), ret);
	switch (w->q->state) {
	case PEOPLE_LOCKED:
		return db_rows(w->db, select_locked,
		    ARGS(w->at.name, w->at.name, w->at.id, few), ret);
	case PEOPLE_LEFT:
		return db_rows(w->db, select_left, LIST_ARGS(w, day), ret);
	case PEOPLE_STANDING_IN:
		return db_rows(w->db, select_standing_in, LIST_ARGS(w, day),
		    ret);
	default:
		return OK;
	}
}

/* All whom an index gives, where they are not too many. */
static enum rc
listed(struct walk *w, bool *ret)
{
	struct places all;
	size_t past = 0;

	*ret = false;
	w->first = "";
	TRY(begin(w));
	TRY(list_of(w, false, &all));
	if (all.n > LISTED)
		TRY(list_of(w, true, &all));
	if (all.n > LISTED)
		return OK;
	while (past < all.n && all.at[past].past)
		past++;
	*ret = true;
	return take(w, all.at + past, all.n - past);
}

/* One of the last that were looked at, to go on from. */
static enum rc
last_seen(struct walk *w, const struct places *all)
{
	size_t n = all->n < TAIL ? all->n : TAIL;
	const struct place *tail = all->at + all->n - n;
	struct count last;

	enum rc rc = db_row(w->db, select_last,
	    ARGS(w->ctx->today, ACTOR_ARGS(w), set_of(w, tail, n)), &last);
	if (rc == E_NOTFOUND)
		return OK; /* then further */
	TRY(rc);
	w->ret->after = tail[last.n - 1].id;
	w->ret->word = tail[last.n - 1].word;
	w->ret->looked = w->looked;
	return OK;
}

static enum rc
step(struct walk *w, long n, struct places *ret)
{
	const struct place *at = &w->at;
	const char *like = begins(w, w->first);

	TRY(db_rows(w->db, select_walk,
	    ARGS(like, at->word, at->name, at->id, like, at->word, at->name,
		like, at->word, n),
	    ret));
	if (ret->n > 0)
		w->at = ret->at[ret->n - 1];
	return take(w, ret->at, ret->n);
}

static enum rc
walked(struct walk *w)
{
	const struct person_rows *all = w->ret;
	struct places some = { .n = 1 };

	TRY(choose(w));
	TRY(begin(w));
	for (size_t i = 0; all->n <= PEOPLE_PAGE && all->after == 0; i++) {
		size_t k = i < COUNT(steps) ? i : COUNT(steps) - 1;
		TRY(step(w, steps[k], &some));
		if (some.n < (size_t)steps[k])
			return OK;
		if (i + 1 >= COUNT(steps) && all->n <= PEOPLE_PAGE)
			TRY(last_seen(w, &some));
	}
	return OK;
}

enum rc
person_walk(struct db *db, const struct ctx *ctx, const struct person_query *q,
    const char *words, bool top, struct person_rows *ret)
{
	struct walk w = { .db = db,
		.ctx = ctx,
		.q = q,
		.words = words,
		.top = top,
		.ret = ret };
	bool whole;

	ret->at = arena_alloc(ctx->mem, (PEOPLE_PAGE + 1) * sizeof *ret->at);
	TRY(listed(&w, &whole));
	if (!whole)
		TRY(walked(&w));
	if (ret->n > PEOPLE_PAGE) {
		const struct person_row *last = &ret->at[--ret->n - 1];
		ret->after = last->id;
		ret->word = last->word;
	}
	ret->total = q->after == 0 && ret->after == 0 ? (long)ret->n : -1;
	return OK;
}
