/* sql_token.c - a statement as words, and its parentheses in pairs */
#include <string.h>
#include "core/sql_part.h"

/* AHEAD: how far behind the last token anybody looks. */
enum { MAX_DEPTH = 60, AHEAD = 4 };

static bool
is_letter(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' ||
	       (c >= '0' && c <= '9');
}

/* How long the word, the text in quotes, or the sign is. */
static size_t
length(const char *s)
{
	size_t n = 1;

	if (*s == '\'' || *s == '"' || *s == '`') {
		while (s[n] != '\0' && s[n] != *s)
			n += s[n] == '\\' && s[n + 1] != '\0' ? 2 : 1;
		return s[n] == '\0' ? n : n + 1;
	}
	if (is_letter(*s))
		while (is_letter(s[n]))
			n++;
	return n;
}

static struct sql_token
token(const char *s)
{
	struct sql_token t = { .s = s, .len = length(s), .kind = SQL_OTHER };

	if (*s >= 'A' && *s <= 'Z')
		t.kind = SQL_WORD;
	else if ((*s >= 'a' && *s <= 'z') || *s == '_')
		t.kind = SQL_NAME;
	else if (*s == '`' && t.len > 2) {
		t.kind = SQL_NAME;
		t.s++;
		t.len -= 2;
	}
	return t;
}

static bool
pair(struct sql_reader *r)
{
	size_t open[MAX_DEPTH], depth = 0;

	for (size_t i = 0; i < r->n; i++) {
		if (*r->at[i].s == '(') {
			if (depth == MAX_DEPTH)
				return false;
			open[depth++] = i;
		} else if (*r->at[i].s == ')') {
			if (depth == 0)
				return false;
			r->at[open[--depth]].match = i;
		}
	}
	return depth == 0;
}

bool
sql_tokens(struct sql_reader *r, const char *sql)
{
	r->at = arena_alloc(r->mem, (strlen(sql) + AHEAD) * sizeof *r->at);
	for (const char *s = sql; *s != '\0'; s += length(s))
		if (strchr(" \t\n", *s) == NULL)
			r->at[r->n++] = token(s);
	for (size_t i = 0; i < AHEAD; i++)
		r->at[r->n + i] =
		    (struct sql_token){ .s = "", .kind = SQL_OTHER };
	return pair(r);
}

bool
sql_is(const struct sql_reader *r, size_t i, const char *text)
{
	return i < r->n && r->at[i].len == strlen(text) &&
	       memcmp(r->at[i].s, text, r->at[i].len) == 0;
}

bool
sql_same(const struct sql_token *a, const struct sql_token *b)
{
	return a->len == b->len && memcmp(a->s, b->s, a->len) == 0;
}

size_t
sql_next(const struct sql_reader *r, size_t i)
{
	return (*r->at[i].s == '(' ? r->at[i].match : i) + 1;
}

size_t
sql_find(const struct sql_reader *r, size_t i, size_t end,
    const char *const *words, size_t nword)
{
	for (; i < end; i = sql_next(r, i))
		for (size_t k = 0; k < nword; k++)
			if (sql_is(r, i, words[k]))
				return i;
	return end;
}

void
sql_refuse(struct sql_reader *r, size_t i, const char *why)
{
	if (r->why == NULL)
		r->why = str_fmt(r->mem, "%s at \"%.*s\"", why,
		    i < r->n ? (int)(r->at[i].len > 40 ? 40 : r->at[i].len) : 0,
		    i < r->n ? r->at[i].s : "");
}
