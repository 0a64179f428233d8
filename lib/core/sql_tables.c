/* sql_tables.c - the tables of schema.sql, and what may be done with each */
#include <string.h>
#include "core/sql_tables.h"

enum { MAX_TABLES = 400, MAX_COLUMNS = 100 };

static bool
is_name(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_';
}

static const char *
name_at(struct arena *mem, const char *s)
{
	size_t n = 0;

	while (is_name(s[n]))
		n++;
	return n == 0 ? NULL : str_ndup(mem, s, n);
}

static const char *
next_line(const char *s)
{
	const char *end = strchr(s, '\n');

	return end == NULL ? s + strlen(s) : end + 1;
}

static void
read_key(struct arena *mem, const char *s, struct sql_table *t)
{
	static const char refs[] = " REFERENCES ";
	const char *end = strchr(s, '\n'), *at = strstr(s, refs);

	if (at == NULL || (end != NULL && at > end) || t->nref == SQL_REFS)
		return;
	t->refs[t->nref++] = name_at(mem, at + strlen(refs));
}

/* Columns stand one a line, behind one tab; keys begin with a capital. */
static const char *
read_columns(struct arena *mem, const char *s, struct sql_table *t)
{
	struct sql_column cols[MAX_COLUMNS];

	for (; *s != '\0' && *s != ')'; s = next_line(s)) {
		const char *name = *s == '\t' ? name_at(mem, s + 1) : NULL;
		if (name == NULL)
			read_key(mem, s, t);
		if (name == NULL || t->n == MAX_COLUMNS)
			continue;
		cols[t->n++] = (struct sql_column){ .name = name };
	}
	t->at = arena_alloc(mem, t->n * sizeof *cols);
	if (t->n > 0)
		memcpy(t->at, cols, t->n * sizeof *cols);
	return s;
}

enum rc
sql_tables_read(struct arena *mem, const char *s, struct sql_tables *ret)
{
	static const char create[] = "CREATE TABLE ";

	*ret = (struct sql_tables){ .at = arena_alloc(mem,
					MAX_TABLES * sizeof *ret->at) };
	while (*s != '\0') {
		const char *name = str_starts(s, create) ?
				       name_at(mem, s + strlen(create)) :
				       NULL;
		s = next_line(s);
		if (name == NULL)
			continue;
		if (ret->n == MAX_TABLES)
			return fail(E_INTERNAL, "schema: too many tables");
		struct sql_table *t = &ret->at[ret->n++];
		t->name = name;
		s = read_columns(mem, s, t);
		if (t->n == 0 || t->n == MAX_COLUMNS)
			return fail(E_INTERNAL, "schema: columns of %s", name);
	}
	return ret->n > 0 ? OK : fail(E_INTERNAL, "schema: no tables");
}

static bool
same(const char *name, const char *s, size_t n)
{
	return strncmp(name, s, n) == 0 && name[n] == '\0';
}

struct sql_table *
sql_table(const struct sql_tables *ts, const char *s, size_t n)
{
	for (size_t i = 0; i < ts->n; i++)
		if (same(ts->at[i].name, s, n))
			return &ts->at[i];
	return NULL;
}

struct sql_column *
sql_column(const struct sql_table *t, const char *s, size_t n)
{
	for (size_t i = 0; i < t->n; i++)
		if (same(t->at[i].name, s, n))
			return &t->at[i];
	return NULL;
}

void
sql_tables_forget(struct sql_tables *ts)
{
	for (size_t i = 0; i < ts->n; i++) {
		ts->at[i].may = 0;
		for (size_t k = 0; k < ts->at[i].n; k++)
			ts->at[i].at[k].may = 0;
	}
}

void
sql_tables_settle(struct sql_tables *ts)
{
	for (size_t i = 0; i < ts->n; i++) {
		struct sql_table *t = &ts->at[i];
		unsigned all = 0;
		for (size_t k = 0; k < t->n; k++)
			all |= t->at[k].may;
		if ((t->may & SQL_SELECT) && !(all & SQL_SELECT))
			t->at[0].may |= SQL_SELECT;
		t->may &= SQL_DELETE;
	}
}
