/* register.c - lists of things that forms refer to: reading and choosing */
#include <stdlib.h>
#include <string.h>
#include "base/date.h"
#include "base/utf8.h"
#include "core/register.h"
#include "io/csv.h"
#include "io/json_read.h"

static const struct db_col entry_cols[] = {
	COL(struct register_entry, code),
	COL(struct register_entry, label),
	COL(struct register_entry, attrs),
	COL(struct register_entry, valid_from),
	COL(struct register_entry, valid_to),
};
DB_ROWS(select_on, entry_cols,
    "SELECT e.code, e.label, e.attrs, e.valid_from, e.valid_to"
    " FROM register g JOIN register_entry e ON e.register_id = g.id"
    " WHERE g.code = " DB_CODE " AND e.valid_from <= ? AND ? < e.valid_to"
    " ORDER BY e.code LIMIT ?");
DB_ROWS(select_entries, entry_cols,
    "SELECT e.code, e.label, e.attrs, e.valid_from, e.valid_to"
    " FROM register_entry e WHERE e.register_id = ?"
    " AND (e.code = " DB_CODE " OR e.label_key LIKE ? OR e.label_plain LIKE ?)"
    " ORDER BY e.code, e.valid_from LIMIT ? OFFSET ?");
DB_ROWS(select_suggested, entry_cols,
    "SELECT e.code, e.label, e.attrs, e.valid_from, e.valid_to"
    " FROM register g JOIN register_entry e ON e.register_id = g.id"
    " WHERE g.code = " DB_CODE " AND e.valid_from <= ? AND ? < e.valid_to"
    " AND (e.code = " DB_CODE " OR e.label_key LIKE ? OR e.label_plain LIKE ?)"
    " ORDER BY e.label_plain, e.code LIMIT ?");
struct count_row {
	long n;
};
static const struct db_col count_cols[] = { COL(struct count_row, n) };
DB_ROWS(count_entries, count_cols,
    "SELECT COUNT(*) AS n FROM register_entry e WHERE e.register_id = ?"
    " AND (e.code = " DB_CODE
    " OR e.label_key LIKE ? OR e.label_plain LIKE ?)");

static const struct db_col row_cols[] = {
	COL(struct register_row, id),
	COL(struct register_row, code),
	COL(struct register_row, name_vi),
	COL(struct register_row, name_en),
	COL(struct register_row, attrs),
	COL(struct register_row, unit_id),
	COL(struct register_row, unit),
	COL(struct register_row, version),
	COL(struct register_row, entries),
};
#define ROWS \
	"SELECT g.id, g.code, g.name_vi, g.name_en, g.attrs, g.unit_id," \
	" u.name AS unit, g.version, (SELECT COUNT(*) FROM register_entry e" \
	" WHERE e.register_id = g.id) AS entries" \
	" FROM register g LEFT JOIN unit u ON u.id = g.unit_id"
DB_ROWS(select_all, row_cols, ROWS " ORDER BY g.code");
DB_ROWS(select_one, row_cols, ROWS " WHERE g.code = " DB_CODE);

static int
by_label_alone(const void *a, const void *b)
{
	const struct register_entry *const *x = a, *const *y = b;

	return strcmp((*x)->label, (*y)->label);
}

/* Once for all of them: pages ask it of each row that they show. */
static void
mark_twins(struct arena *mem, struct register_entries *es)
{
	struct register_entry **at =
	    arena_take(mem, (es->n + 1) * sizeof(struct register_entry *));

	for (size_t i = 0; i < es->n; i++)
		at[i] = &es->at[i];
	if (es->n > 0)
		qsort(at, es->n, sizeof *at, by_label_alone);
	for (size_t i = 1; i < es->n; i++)
		if (strcmp(at[i - 1]->label, at[i]->label) == 0)
			at[i - 1]->twin = at[i]->twin = true;
}

enum rc
register_on(struct db *db, const char *code, const char *day,
    struct register_entries *ret)
{
	TRY(db_rows(db, select_on, ARGS(code, day, day, (long)REGISTER_ENTRIES),
	    ret));
	mark_twins(db_arena(db), ret);
	return OK;
}

static int
by_code(const void *a, const void *b)
{
	const struct register_entry *x = a, *y = b;

	return strcmp(x->code, y->code);
}

const struct register_entry *
register_get(const struct register_entries *es, const char *code)
{
	struct register_entry key = { .code = code };

	if (es == NULL || str_empty(code) || es->n == 0)
		return NULL;
	return bsearch(&key, es->at, es->n, sizeof key, by_code);
}

/* The one entry that is called so. */
static const struct register_entry *
by_label(struct arena *mem, const struct register_entries *es, const char *key)
{
	const struct register_entry *found = NULL;

	for (size_t i = 0; i < es->n; i++) {
		size_t mark = arena_mark(mem);
		bool is = str_eq(utf8_key(mem, es->at[i].label, true), key);
		arena_reset(mem, mark);
		if (is && found != NULL)
			return NULL;
		if (is)
			found = &es->at[i];
	}
	return found;
}

const struct register_entry *
register_match(struct arena *mem, const struct register_entries *es,
    const char *typed)
{
	const struct register_entry *e = register_get(es, typed);
	const char *open = strrchr(typed, '('), *key;

	if (es == NULL || e != NULL)
		return e;
	if (open != NULL && str_eq(strchr(open, ')'), ")")) {
		e = register_get(es,
		    str_ndup(mem, open + 1, strlen(open + 1) - 1));
		if (e != NULL &&
		    strncmp(typed, e->label, strlen(e->label)) == 0)
			return e;
	}
	key = utf8_key(mem, typed, true);
	return key == NULL ? NULL : by_label(mem, es, key);
}

const char *
register_offer(struct arena *mem, const struct register_entries *es, size_t i)
{
	const struct register_entry *e = &es->at[i];

	return e->twin ? str_fmt(mem, "%s (%s)", e->label, e->code) : e->label;
}

const char *
register_attr(struct arena *mem, const struct register_entry *e,
    const char *name)
{
	struct node *top;
	const char *why, *text;

	if (e == NULL || str_empty(e->attrs) ||
	    !json_read(mem, e->attrs, &top, &why))
		return "";
	text = node_text(top, name);
	return text == NULL ? "" : text;
}

enum rc
register_list(struct db *db, struct register_rows *ret)
{
	return db_rows(db, select_all, ARGS(), ret);
}

enum rc
register_find(struct db *db, const char *code, struct register_row *ret)
{
	return db_row(db, select_one, ARGS(code), ret);
}

/* "%ha noi%": what LIKE takes for itself is escaped. */
static const char *
like(struct arena *mem, const char *words, bool marks)
{
	const char *key = utf8_key(mem, words, marks);
	struct buf b = { .mem = mem, .max = 1000 };

	buf_str(&b, "%");
	for (; key != NULL && *key != '\0'; key++) {
		if (strchr("%_\\", *key) != NULL)
			buf_str(&b, "\\");
		buf_put(&b, key, 1);
	}
	buf_str(&b, "%");
	return b.at;
}

enum rc
register_search(struct db *db, long id, const char *words, long limit,
    long offset, struct register_entries *ret, long *ret_all)
{
	struct arena *mem = db_arena(db);
	const char *w = words == NULL ? "" : words;
	const char *marked = like(mem, w, true), *plain = like(mem, w, false);
	struct count_row all;

	TRY(db_row(db, count_entries, ARGS(id, w, marked, plain), &all));
	*ret_all = all.n;
	return db_rows(db, select_entries,
	    ARGS(id, w, marked, plain, limit, offset), ret);
}

enum rc
register_suggest(struct db *db, const char *code, const char *day,
    const char *words, long limit, struct register_entries *ret)
{
	struct arena *mem = db_arena(db);

	return db_rows(db, select_suggested,
	    ARGS(code, day, day, words, like(mem, words, true),
		like(mem, words, false), limit),
	    ret);
}

/* The next name of "dia_ban|dien_tich"; NULL after the last. */
static const char *
next_attr(struct arena *mem, const char **at)
{
	size_t n = strcspn(*at, "|");
	const char *ret;

	if (n == 0)
		return NULL;
	ret = str_ndup(mem, *at, n);
	*at += n + ((*at)[n] == '|');
	return ret;
}

void
register_csv(struct arena *mem, const struct register_row *g,
    const struct register_entries *es, struct buf *out)
{
	struct csv_out o = { .out = out };
	const char *name, *at = g->attrs;

	csv_text(&o, "code");
	csv_text(&o, "label");
	while ((name = next_attr(mem, &at)) != NULL)
		csv_text(&o, name);
	csv_text(&o, "from");
	csv_text(&o, "to");
	csv_end(&o);
	for (size_t i = 0; i < es->n; i++) {
		const struct register_entry *e = &es->at[i];
		csv_text(&o, e->code);
		csv_text(&o, e->label);
		at = g->attrs;
		while ((name = next_attr(mem, &at)) != NULL)
			csv_text(&o, register_attr(mem, e, name));
		csv_text(&o,
		    str_eq(e->valid_from, DATE_MIN) ? "" : e->valid_from);
		csv_text(&o, str_eq(e->valid_to, DATE_MAX) ? "" : e->valid_to);
		csv_end(&o);
	}
}
