/* sql_scope.c - tables of a statement, and the columns of its expressions */
#include "core/sql_part.h"

static void
add_source(struct sql_reader *r, struct sql_scope *s, size_t alias,
    struct sql_table *table)
{
	if (s->n == SQL_SOURCES) {
		sql_refuse(r, alias, "too many tables");
		return;
	}
	s->at[s->n].alias = &r->at[alias];
	s->at[s->n++].table = table;
	if (table != NULL && !r->writing)
		table->may |= SQL_SELECT; /* settled if a column is read */
	r->at[alias].used = true;
}

/* [AS] alias, or else the table's own name at `own`. */
static size_t
alias(struct sql_reader *r, size_t i, size_t own, struct sql_table *table,
    struct sql_scope *s)
{
	if (sql_is(r, i, "AS"))
		i++;
	if (r->at[i].kind != SQL_NAME) {
		add_source(r, s, own, table);
		return i;
	}
	add_source(r, s, i, table);
	return i + 1;
}

static bool
is_with(const struct sql_reader *r, size_t i)
{
	for (size_t k = 0; k < r->nwith; k++)
		if (sql_same(r->with[k], &r->at[i]))
			return true;
	return false;
}

static size_t
named_table(struct sql_reader *r, size_t i, struct sql_scope *s)
{
	struct sql_table *t = sql_table(r->tables, r->at[i].s, r->at[i].len);
	size_t next = i + 1;

	r->at[i].used = true;
	if (sql_is(r, next, ".")) { /* information_schema */
		t = NULL;
		i += 2;
		next += 2;
		r->at[i].used = true;
	} else if (is_with(r, i))
		t = NULL;
	else if (t == NULL)
		sql_refuse(r, i, "no such table");
	return alias(r, next, i, t, s);
}

/* ( SELECT ... ) alias; ( a JOIN b ); */
static size_t
in_parentheses(struct sql_reader *r, size_t i, struct sql_scope *s)
{
	size_t end = r->at[i].match;

	if (!sql_is(r, i + 1, "SELECT") && !sql_is(r, i + 1, "WITH")) {
		sql_sources(r, i + 1, end, s);
		return end + 1;
	}
	sql_query(r, i + 1, end, s->up);
	r->at[i].used = true; /* with all that is in it */
	return alias(r, end + 1, end, NULL, s);
}

/* JSON_TABLE(expression, 'path' COLUMNS (...)) alias: names no columns. */
static size_t
json_table(struct sql_reader *r, size_t i, struct sql_scope *s)
{
	size_t end = r->at[i + 1].match;

	for (size_t k = i + 2; k < end; k++)
		if (sql_is(r, k, "COLUMNS")) {
			r->at[k + 1].used = true;
			break;
		}
	return alias(r, end + 1, end, NULL, s);
}

static size_t
source(struct sql_reader *r, size_t i, struct sql_scope *s)
{
	if (sql_is(r, i, "("))
		return in_parentheses(r, i, s);
	if (sql_is(r, i, "JSON_TABLE") && sql_is(r, i + 1, "("))
		return json_table(r, i, s);
	if (r->at[i].kind == SQL_NAME)
		return named_table(r, i, s);
	sql_refuse(r, i, "a table was expected");
	return i + 1;
}

void
sql_sources(struct sql_reader *r, size_t i, size_t end, struct sql_scope *s)
{
	bool expected = true;

	while (i < end && r->why == NULL) {
		if (expected && !sql_is(r, i, "LATERAL")) {
			i = source(r, i, s);
			expected = false;
			continue;
		}
		expected = expected || sql_is(r, i, ",") ||
			   sql_is(r, i, "JOIN") ||
			   sql_is(r, i, "STRAIGHT_JOIN");
		/* FORCE INDEX (name): names of indexes */
		if (sql_is(r, i, "INDEX") && sql_is(r, i + 1, "("))
			r->at[i + 1].used = true;
		i = sql_next(r, i);
	}
}

static bool
reaches_derived(const struct sql_scope *s)
{
	for (; s != NULL; s = s->up)
		for (size_t i = 0; i < s->n; i++)
			if (s->at[i].table == NULL)
				return true;
	return false;
}

static bool
mark(struct sql_table *t, const struct sql_token *name, unsigned may)
{
	struct sql_column *c =
	    t == NULL ? NULL : sql_column(t, name->s, name->len);

	if (c != NULL)
		c->may |= may;
	if (c != NULL && (may & SQL_UPDATE))
		t->changed = true;
	return c != NULL;
}

static bool
bare(const struct sql_token *name, const struct sql_scope *s, unsigned may)
{
	for (; s != NULL; s = s->up) {
		bool found = false;
		for (size_t i = 0; i < s->n; i++)
			if (mark(s->at[i].table, name, may))
				found = true;
		for (size_t i = 0; i < s->nnamed && !found; i++)
			found = sql_same(s->named[i], name);
		if (found)
			return true;
	}
	return false;
}

static bool
of_alias(const struct sql_token *alias, const struct sql_token *name,
    const struct sql_scope *s, unsigned may)
{
	for (; s != NULL; s = s->up)
		for (size_t i = 0; i < s->n; i++)
			if (sql_same(s->at[i].alias, alias))
				return s->at[i].table == NULL ||
				       mark(s->at[i].table, name, may);
	return false;
}

size_t
sql_name(struct sql_reader *r, size_t i, const struct sql_scope *s,
    unsigned may)
{
	if (sql_is(r, i + 1, ".")) {
		if (!of_alias(&r->at[i], &r->at[i + 2], s, may))
			sql_refuse(r, i, "no such column");
		return i + 3;
	}
	if (!bare(&r->at[i], s, may) && !reaches_derived(s))
		sql_refuse(r, i, "no such column");
	return i + 1;
}

static bool
is_query(const struct sql_reader *r, size_t i)
{
	return sql_is(r, i, "(") &&
	       (sql_is(r, i + 1, "SELECT") || sql_is(r, i + 1, "WITH"));
}

/* A collation or character set, not a column, comes behind these. */
static bool
names_letters(const struct sql_reader *r, size_t i)
{
	return sql_is(r, i, "USING") || sql_is(r, i, "COLLATE") ||
	       sql_is(r, i, "SET");
}

void
sql_exprs(struct sql_reader *r, size_t i, size_t end, struct sql_scope *s)
{
	while (i < end && r->why == NULL) {
		const struct sql_token *t = &r->at[i];
		if (t->used)
			i = sql_next(r, i);
		else if (names_letters(r, i))
			i += r->at[i + 1].kind == SQL_NAME ? 2 : 1;
		else if (is_query(r, i)) {
			sql_query(r, i + 1, t->match, s);
			i = t->match + 1;
		} else if (t->kind == SQL_NAME && !sql_is(r, i + 1, "("))
			i = sql_name(r, i, s, SQL_SELECT);
		else
			i++;
	}
}
