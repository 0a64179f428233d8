/* unit_search.c - units looked for by people, and the tree they walk in */
#include <stdlib.h>
#include <string.h>
#include "base/utf8.h"
#include "core/unit_search.h"
#include "io/db.h"
#include "io/json.h"

enum { WORDS = 8, WORDS_MAX = 4000, IDS_MAX = 1 << 20 };

static const struct db_col hit_cols[] = {
	COL(struct unit_hit, id),
	COL(struct unit_hit, line_id),
	COL(struct unit_hit, code),
	COL(struct unit_hit, level),
	COL(struct unit_hit, name),
	COL(struct unit_hit, valid_from),
	COL(struct unit_hit, valid_to),
};
/* Words begin where a blank is; both sides have one in front. */
#define FILTER \
	" FROM unit u JOIN level l ON l.code = u.level" \
	" WHERE (? IS NULL OR (u.valid_from <= ? AND ? < u.valid_to))" \
	" AND (? = '' OR u.level = " DB_CODE ")" \
	" AND (u.code = " DB_CODE " OR NOT EXISTS (SELECT 1" \
	" FROM JSON_TABLE(?, '$[*]' COLUMNS (w VARCHAR(250) PATH '$.w'," \
	" marks BIGINT PATH '$.marks')) j" \
	" WHERE LOCATE(j.w, CONCAT(' ', IF(j.marks, u.name_key, u.name_plain" \
	"))) = 0))"
DB_ROWS(select_hits, hit_cols,
    "SELECT u.id, 0 AS line_id, u.code, u.level, u.name, u.valid_from,"
    " u.valid_to" FILTER " ORDER BY u.code <> " DB_CODE
    ", CONCAT(' ', IF(?, u.name_key, u.name_plain)) NOT LIKE ?,"
    " l.rank_no, u.name_key, u.code, u.valid_from DESC, u.id"
    " LIMIT ? OFFSET ?");
struct count {
	long n;
};
static const struct db_col count_cols[] = { COL(struct count, n) };
DB_ROWS(count_hits, count_cols, "SELECT COUNT(*) AS n" FILTER);

struct step {
	long unit_id, line_id;
	const char *name;
};
struct steps {
	struct step *at;
	size_t n;
};
static const struct db_col step_cols[] = {
	COL(struct step, unit_id),
	COL(struct step, line_id),
	COL(struct step, name),
};
/* As of a day, else of its last one. */
#define PATH_DAY "COALESCE(?, DATE_SUB(u.valid_to, INTERVAL 1 DAY))"
DB_ROWS(select_paths, step_cols,
    "SELECT STRAIGHT_JOIN a.unit_id, a.line_id, b.name"
    " FROM JSON_TABLE(?, '$[*]' COLUMNS (id BIGINT PATH '$')) j"
    " JOIN unit u ON u.id = j.id JOIN unit_above a ON a.unit_id = u.id"
    " AND a.valid_from <= " PATH_DAY " AND " PATH_DAY " < a.valid_to"
    " JOIN unit b ON b.id = a.above_id"
    " ORDER BY a.unit_id, a.line_id, a.depth DESC");

static const struct db_col branch_cols[] = {
	COL(struct unit_branch, id),
	COL(struct unit_branch, parent_id),
	COL(struct unit_branch, below),
	COL(struct unit_branch, code),
	COL(struct unit_branch, level),
	COL(struct unit_branch, name),
};
DB_ROWS(select_below, branch_cols,
    "SELECT STRAIGHT_JOIN u.id, l.parent_id, (SELECT COUNT(*)"
    " FROM unit_line k WHERE k.line_id = l.line_id AND k.parent_id = u.id"
    " AND k.valid_from <= ? AND ? < k.valid_to) AS below, u.code, u.level,"
    " u.name FROM JSON_TABLE(?, '$[*]' COLUMNS (id BIGINT PATH '$')) j"
    " JOIN unit_line l ON l.line_id = ? AND l.parent_id = j.id"
    " AND l.valid_from <= ? AND ? < l.valid_to"
    " JOIN unit u ON u.id = l.unit_id"
    " ORDER BY l.parent_id, u.code, u.id");

static const struct db_col unit_cols[] = {
	COL(struct unit, id),
	COL(struct unit, scheme),
	COL(struct unit, code),
	COL(struct unit, level),
	COL(struct unit, name),
	COL(struct unit, valid_from),
	COL(struct unit, valid_to),
};
#define L_ON_DAY " l.valid_from <= ? AND ? < l.valid_to "
DB_ROWS(select_top, unit_cols,
    "SELECT u.id, u.scheme, u.code, u.level, u.name, u.valid_from, u.valid_to"
    " FROM unit u WHERE u.id = (SELECT a.above_id FROM unit_above a"
    " WHERE a.line_id = ? AND a.valid_from <= ? AND ? < a.valid_to"
    " AND a.unit_id = (SELECT l.unit_id FROM unit_line l WHERE l.line_id = ?"
    " AND" L_ON_DAY "ORDER BY l.unit_id LIMIT 1) ORDER BY a.depth DESC LIMIT 1)"
    " ORDER BY u.id");

/* In the order in which they lie, and without a second look at units: ten
 * thousand come out, and the server takes as long to sort them as to find
 * them. */
static const struct db_col listed_cols[] = {
	COL(struct unit_listed, id),
	COL(struct unit_listed, parent_id),
	COL(struct unit_listed, rank),
	COL(struct unit_listed, scheme),
	COL(struct unit_listed, level),
	COL(struct unit_listed, code),
	COL(struct unit_listed, name),
};
DB_ROWS(select_all, listed_cols,
    "SELECT u.id, l.parent_id, 0 AS rank, u.scheme, u.level, u.code, u.name"
    " FROM unit_line l JOIN unit u ON u.id = l.unit_id"
    " WHERE l.line_id = ? AND" L_ON_DAY "ORDER BY l.unit_id");
struct rank {
	const char *code;
	long rank;
};
struct ranks {
	struct rank *at;
	size_t n;
};
static const struct db_col rank_cols[] = {
	COL(struct rank, code),
	COL(struct rank, rank),
};
DB_ROWS(select_ranks, rank_cols,
    "SELECT l.code, l.rank_no AS rank FROM level l ORDER BY l.rank_no, l.code");

static const struct db_col day_cols[] = { COL(struct unit_day, day) };
DB_ROWS(select_changes, day_cols,
    "SELECT DISTINCT l.valid_from AS day FROM unit_line l"
    " WHERE l.line_id = ? AND l.valid_from > '1000-01-01'"
    " ORDER BY l.valid_from DESC");

/* What was typed, made ready to be compared. */
struct typed {
	const char *words; /* JSON: [{ "w": " hoa", "marks": 0 }] */
	const char *like;  /* the end of a name: "% hoa binh" */
	const char *code;  /* itself, if it is one word */
	bool marks;        /* it has some, so that they count */
	size_t n;
};

/* A figure of speech for LIKE has no meaning here. */
static const char *
like_end(struct arena *mem, const char *key)
{
	struct buf b = { .mem = mem, .max = WORDS_MAX };

	buf_str(&b, "% ");
	for (; *key != '\0'; key++) {
		if (strchr("%_\\", *key) != NULL)
			buf_str(&b, "\\");
		buf_put(&b, key, 1);
	}
	return b.full ? "%" : b.at;
}

static struct typed
read_words(struct arena *mem, const char *said)
{
	const char *key = utf8_key(mem, said, true);
	const char *plain = utf8_key(mem, said, false);
	struct buf b = { .mem = mem, .max = WORDS_MAX };
	struct json j = { .out = &b };
	struct typed t = { .code = "" };
	char *rest = NULL;

	if (key == NULL || plain == NULL || *key == '\0')
		return t;
	t.marks = strcmp(key, plain) != 0;
	t.like = like_end(mem, key);
	json_array(&j, NULL);
	for (char *w = strtok_r(str_dup(mem, key), " \t\r\n", &rest);
	     w != NULL && t.n < WORDS; w = strtok_r(NULL, " \t\r\n", &rest)) {
		const char *bare = utf8_key(mem, w, false);
		json_object(&j, NULL);
		json_text(&j, "w", str_fmt(mem, " %s", w));
		json_long(&j, "marks", bare == NULL || strcmp(w, bare) != 0);
		json_end(&j);
		t.n++;
	}
	json_end(&j);
	t.words = b.full ? "[]" : b.at;
	if (t.n == 1) {
		said += strspn(said, " \t\r\n");
		t.code = str_ndup(mem, said, strcspn(said, " \t\r\n"));
	}
	return t;
}

static const char *
ids_json(struct arena *mem, const struct unit_hits *hits)
{
	struct buf b = { .mem = mem, .max = IDS_MAX };
	struct json j = { .out = &b };

	json_array(&j, NULL);
	for (size_t i = 0; i < hits->n; i++)
		json_long(&j, NULL, hits->at[i].id);
	json_end(&j);
	return b.full ? "[]" : b.at;
}

/* The way down to a unit in the first line that it stands in. */
static void
give_path(struct arena *mem, const struct steps *s, struct unit_hit *h)
{
	struct buf b = { .mem = mem, .max = 4000 };
	const struct step *last = NULL;

	for (size_t i = 0; i < s->n; i++) {
		if (s->at[i].unit_id != h->id)
			continue;
		if (h->line_id == 0)
			h->line_id = s->at[i].line_id;
		if (h->line_id != s->at[i].line_id)
			break;
		if (last != NULL)
			buf_fmt(&b, "%s%s", b.len > 0 ? " › " : "", last->name);
		last = &s->at[i]; /* the unit itself comes last */
	}
	h->path = b.at == NULL ? "" : b.at;
}

static enum rc
paths(struct db *db, struct arena *mem, const char *day, struct unit_hits *hits)
{
	struct steps s;

	TRY(db_rows(db, select_paths, ARGS(ids_json(mem, hits), day, day), &s));
	for (size_t i = 0; i < hits->n; i++)
		give_path(mem, &s, &hits->at[i]);
	return OK;
}

enum rc
unit_search(struct db *db, struct arena *mem, const struct unit_query *q,
    long limit, long offset, struct unit_hits *ret)
{
	const char *level = q->level == NULL ? "" : q->level;
	struct typed t = { 0 };
	struct count c;

	*ret = (struct unit_hits){ 0 };
	if (!utf8_blank(q->words))
		t = read_words(mem, q->words);
	if (t.n == 0)
		return OK;
	TRY(db_row(db, count_hits,
	    ARGS(q->day, q->day, q->day, level, level, t.code, t.words), &c));
	TRY(db_rows(db, select_hits,
	    ARGS(q->day, q->day, q->day, level, level, t.code, t.words, t.code,
		t.marks, t.like, limit, offset),
	    ret));
	ret->total = c.n;
	return paths(db, mem, q->day, ret);
}

enum rc
unit_below(struct db *db, long line, const char *parents, const char *day,
    struct unit_branches *ret)
{
	return db_rows(db, select_below,
	    ARGS(day, day, parents, line, day, day), ret);
}

enum rc
unit_top(struct db *db, long line, const char *day, struct units *ret)
{
	return db_rows(db, select_top, ARGS(line, day, day, line, day, day),
	    ret);
}

static int
by_rank_and_code(const void *a, const void *b)
{
	const struct unit_listed *x = a, *y = b;
	int c = x->rank < y->rank ? -1 : x->rank > y->rank;

	if (c == 0)
		c = strcmp(x->code, y->code);
	return c != 0 ? c : (x->id > y->id) - (x->id < y->id);
}

static int
by_id(const void *key, const void *row)
{
	long id = *(const long *)key,
	     is = ((const struct unit_listed *)row)->id;

	return id < is ? -1 : id > is;
}

static int
by_ids(const void *a, const void *b)
{
	return by_id(&((const struct unit_listed *)a)->id, b);
}

static long
rank_of(const struct ranks *ranks, const char *level)
{
	for (size_t i = 0; i < ranks->n; i++)
		if (strcmp(ranks->at[i].code, level) == 0)
			return ranks->at[i].rank;
	return 0;
}

enum rc
unit_all(struct db *db, long line, const char *day, struct unit_list *ret)
{
	struct unit_list below;
	struct ranks ranks;
	struct units top;

	TRY(db_rows(db, select_ranks, ARGS(), &ranks));
	TRY(unit_top(db, line, day, &top));
	TRY(db_rows(db, select_all, ARGS(line, day, day), &below));
	struct unit_listed *at =
	    arena_alloc(db_arena(db), (below.n + top.n + 1) * sizeof *at);
	size_t n = below.n;
	if (n > 0)
		memcpy(at, below.at, n * sizeof *at);
	for (size_t i = 0; i < top.n; i++)
		at[n++] = (struct unit_listed){ .id = top.at[i].id,
			.scheme = top.at[i].scheme,
			.level = top.at[i].level,
			.code = top.at[i].code,
			.name = top.at[i].name };
	qsort(at, n, sizeof *at, by_ids);
	for (size_t i = 0; i < n; i++) {
		const struct unit_listed *p =
		    bsearch(&at[i].parent_id, at, n, sizeof *at, by_id);
		at[i].parent = p == NULL ? "" : p->code;
		at[i].rank = rank_of(&ranks, at[i].level);
	}
	qsort(at, n, sizeof *at, by_rank_and_code);
	*ret = (struct unit_list){ at, n };
	return OK;
}

enum rc
unit_changes(struct db *db, long line, struct unit_days *ret)
{
	return db_rows(db, select_changes, ARGS(line), ret);
}
