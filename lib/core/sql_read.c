/* sql_read.c - which columns a statement of ours reads and writes */
#include <string.h>
#include "core/sql_part.h"

/* Names that the list gives to what it yields; later clauses may use them. */
static void
name_list(struct sql_reader *r, size_t i, size_t end, struct sql_scope *s)
{
	for (; i + 1 < end; i = sql_next(r, i)) {
		if (!sql_is(r, i, "AS") || r->at[i + 1].kind != SQL_NAME)
			continue;
		r->at[i + 1].used = true;
		if (s->nnamed < SQL_ALIASES)
			s->named[s->nnamed++] = &r->at[i + 1];
		else
			sql_refuse(r, i, "too many names");
	}
}

static size_t
clauses(const struct sql_reader *r, size_t i, size_t end)
{
	return SQL_FIND(r, i, end, "WHERE", "GROUP", "HAVING", "ORDER", "LIMIT",
	    "WINDOW", "FOR", "LOCK", "SET");
}

static void
read_select(struct sql_reader *r, size_t i, size_t end,
    const struct sql_scope *up)
{
	struct sql_scope s = { .up = up };
	size_t from = SQL_FIND(r, i, end, "FROM");

	if (sql_is(r, i + 1, "*") || sql_is(r, from - 1, "*"))
		sql_refuse(r, i, "columns are listed, never *,");
	name_list(r, i, from, &s);
	if (from < end)
		sql_sources(r, from + 1, clauses(r, from + 1, end), &s);
	sql_exprs(r, i, end, &s);
	r->last = s;
}

static size_t
read_with(struct sql_reader *r, size_t i, const struct sql_scope *up)
{
	do {
		i++;
		if (sql_is(r, i, "RECURSIVE"))
			i++;
		if (r->nwith == SQL_NAMED) {
			sql_refuse(r, i, "too many WITH");
			return i;
		}
		r->with[r->nwith++] = &r->at[i++];
		if (sql_is(r, i, "("))
			i = sql_next(r, i);
		if (!sql_is(r, i, "AS") || !sql_is(r, i + 1, "(")) {
			sql_refuse(r, i, "WITH is not as expected");
			return i;
		}
		sql_query(r, i + 2, r->at[i + 1].match, up);
		i = r->at[i + 1].match + 1;
	} while (sql_is(r, i, ",") && r->why == NULL);
	return i;
}

void
sql_query(struct sql_reader *r, size_t i, size_t end,
    const struct sql_scope *up)
{
	if (sql_is(r, i, "WITH"))
		i = read_with(r, i, up);
	while (i < end && r->why == NULL) {
		size_t to = SQL_FIND(r, i, end, "UNION", "EXCEPT", "INTERSECT");
		if (sql_is(r, i, "("))
			sql_query(r, i + 1, r->at[i].match, up);
		else if (sql_is(r, i, "SELECT"))
			read_select(r, i, to, up);
		else
			sql_refuse(r, i, "SELECT was expected");
		i = to + 1;
		if (sql_is(r, i, "ALL") || sql_is(r, i, "DISTINCT"))
			i++;
	}
}

/* column = expression, ... */
static void
assignments(struct sql_reader *r, size_t i, size_t end, struct sql_scope *s,
    unsigned may)
{
	while (i < end && r->why == NULL) {
		size_t to = SQL_FIND(r, i, end, ",");
		if (r->at[i].kind != SQL_NAME)
			sql_refuse(r, i, "a column was expected");
		else
			sql_exprs(r, sql_name(r, i, s, may), to, s);
		i = to + 1;
	}
}

static struct sql_table *
target(struct sql_reader *r, size_t i)
{
	struct sql_table *t = sql_table(r->tables, r->at[i].s, r->at[i].len);

	if (t == NULL)
		sql_refuse(r, i, "no such table");
	return t;
}

static void
columns(struct sql_reader *r, size_t i, struct sql_table *t, unsigned may)
{
	for (size_t k = i + 1; k < r->at[i].match; k++) {
		if (sql_is(r, k, ","))
			continue;
		struct sql_column *c = sql_column(t, r->at[k].s, r->at[k].len);
		if (c == NULL)
			sql_refuse(r, k, "no such column");
		else
			c->may |= may;
	}
}

/* ON DUPLICATE KEY UPDATE: what is read is the table, or the SELECT's. */
static void
on_duplicate(struct sql_reader *r, size_t i, size_t name, struct sql_table *t)
{
	struct sql_scope s = r->last;
	bool selects = s.n > 0;

	s.up = NULL;
	s.nnamed = 0;
	if (s.n == SQL_SOURCES) {
		sql_refuse(r, i, "too many tables");
		return;
	}
	s.at[s.n].alias = &r->at[name];
	s.at[s.n++].table = t;
	assignments(r, i + 4, r->n, &s,
	    SQL_UPDATE | (selects ? SQL_SELECT : 0));
}

/* INSERT [IGNORE] INTO table (columns) VALUES ... | SELECT ... */
static void
read_insert(struct sql_reader *r)
{
	size_t i = SQL_FIND(r, 0, r->n, "INTO") + 1;
	struct sql_scope none = { 0 };
	struct sql_table *t = target(r, i);
	size_t body = i + 1, end = body;

	if (t == NULL || !sql_is(r, body, "(")) {
		sql_refuse(r, i, "INSERT INTO table (columns) was expected");
		return;
	}
	while (end < r->n &&
	       !(sql_is(r, end, "ON") && sql_is(r, end + 1, "DUPLICATE")))
		end = sql_next(r, end);
	columns(r, body, t, SQL_INSERT | (end < r->n ? SQL_UPDATE : 0));
	if (sql_is(r, 0, "REPLACE"))
		t->may |= SQL_DELETE;
	body = sql_next(r, body);
	if (sql_is(r, body, "SELECT") || sql_is(r, body, "WITH"))
		sql_query(r, body, end, NULL);
	else {
		sql_exprs(r, body, end, &none);
		r->last = none;
	}
	if (end < r->n)
		on_duplicate(r, end, i, t);
}

static bool
has_query(const struct sql_reader *r)
{
	for (size_t i = 0; i < r->n; i++)
		if (sql_is(r, i, "SELECT"))
			return true;
	return false;
}

static bool
refers_to_changed(const struct sql_reader *r, const struct sql_table *t)
{
	for (size_t i = 0; i < t->nref; i++) {
		const struct sql_table *to =
		    sql_table(r->tables, t->refs[i], strlen(t->refs[i]));
		if (to != NULL && to->changed)
			return true;
	}
	return false;
}

/* See sql_read.h on UPDATE. */
static void
look_at_children(struct sql_reader *r, const struct sql_scope *s)
{
	if (s->n < 2 || !has_query(r))
		return;
	for (size_t i = 0; i < r->tables->n; i++)
		if (refers_to_changed(r, &r->tables->at[i]))
			r->tables->at[i].may |= SQL_SELECT;
}

static void
read_update(struct sql_reader *r)
{
	struct sql_scope s = { 0 };
	size_t set = SQL_FIND(r, 0, r->n, "SET");
	size_t rest = clauses(r, set + 1, r->n);

	r->writing = true;
	sql_sources(r, 1, set, &s);
	r->writing = false;
	sql_exprs(r, 1, set, &s);
	for (size_t i = 0; i < r->tables->n; i++)
		r->tables->at[i].changed = false;
	assignments(r, set + 1, rest, &s, SQL_UPDATE);
	look_at_children(r, &s);
	sql_exprs(r, rest, r->n, &s);
}

/* DELETE FROM table ...; DELETE alias FROM tables ... */
static void
read_delete(struct sql_reader *r)
{
	struct sql_scope s = { 0 };
	size_t from = SQL_FIND(r, 0, r->n, "FROM");

	r->writing = true;
	sql_sources(r, from + 1, clauses(r, from + 1, r->n), &s);
	r->writing = false;
	for (size_t i = 0; i < s.n; i++) {
		bool named = from == 1 && i == 0;
		for (size_t k = 1; k < from; k++)
			if (sql_same(&r->at[k], s.at[i].alias))
				named = true;
		if (named && s.at[i].table != NULL)
			s.at[i].table->may |= SQL_DELETE;
	}
	sql_exprs(r, from + 1, r->n, &s);
}

bool
sql_read(struct arena *mem, struct sql_tables *ts, const char *sql,
    const char **ret_why)
{
	struct sql_reader r = { .tables = ts, .mem = mem };

	if (!sql_tokens(&r, sql))
		r.why = "parentheses are not in pairs";
	else if (sql_is(&r, 0, "SELECT") || sql_is(&r, 0, "WITH") ||
		 sql_is(&r, 0, "("))
		sql_query(&r, 0, r.n, NULL);
	else if (sql_is(&r, 0, "INSERT") || sql_is(&r, 0, "REPLACE"))
		read_insert(&r);
	else if (sql_is(&r, 0, "UPDATE"))
		read_update(&r);
	else if (sql_is(&r, 0, "DELETE"))
		read_delete(&r);
	else
		sql_refuse(&r, 0, "no SELECT, INSERT, UPDATE, DELETE");
	*ret_why = r.why;
	return r.why == NULL;
}
