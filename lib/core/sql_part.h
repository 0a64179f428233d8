/* sql_part.h - what the files that read statements share; nobody else */
#ifndef CORE_SQL_PART_H
#define CORE_SQL_PART_H
#include "core/sql_read.h"

enum sql_kind { SQL_WORD, SQL_NAME, SQL_OTHER }; /* a WORD is in capitals */
struct sql_token {
	const char *s;
	size_t len;
	enum sql_kind kind;
	size_t match; /* of '(': its ')' */
	bool used;    /* names a table or an alias: no column */
};
enum { SQL_SOURCES = 24, SQL_ALIASES = 60, SQL_NAMED = 12 };

/* What names can mean in a SELECT; then in that around it. */
struct sql_scope {
	const struct sql_scope *up;
	struct {
		const struct sql_token *alias;
		struct sql_table *table; /* NULL: derived */
	} at[SQL_SOURCES];
	size_t n;
	const struct sql_token *named[SQL_ALIASES]; /* AS in the list */
	size_t nnamed;
};
struct sql_reader {
	struct sql_tables *tables;
	struct sql_token *at;
	size_t n;
	const struct sql_token *with[SQL_NAMED]; /* names of WITH */
	size_t nwith;
	struct sql_scope last; /* of the SELECT read last */
	bool writing;          /* the tables of an UPDATE, a DELETE */
	const char *why;
	struct arena *mem;
};
/* sql_token.c */
bool sql_tokens(struct sql_reader *, const char *sql);
bool sql_is(const struct sql_reader *, size_t i, const char *text);
bool sql_same(const struct sql_token *, const struct sql_token *);
/* What comes behind token i, a pair of parentheses counting as one. */
size_t sql_next(const struct sql_reader *, size_t i);
/* The first of these words from i on, outside parentheses; else end. */
size_t sql_find(const struct sql_reader *, size_t i, size_t end,
    const char *const *words, size_t nword);
#define SQL_FIND(r, i, end, ...) \
	sql_find((r), (i), (end), (const char *const[]){ __VA_ARGS__ }, \
	    COUNT(((const char *const[]){ __VA_ARGS__ })))
void sql_refuse(struct sql_reader *, size_t i, const char *why);

/* sql_scope.c: the tables of a FROM, a JOIN; and the columns of expressions */
void sql_sources(struct sql_reader *, size_t i, size_t end, struct sql_scope *);
void sql_exprs(struct sql_reader *, size_t i, size_t end, struct sql_scope *);
/* The column at i, "name" or "alias.name"; returns what comes behind it. */
size_t sql_name(struct sql_reader *, size_t i, const struct sql_scope *,
    unsigned may);
/* sql_read.c: WITH, SELECT, UNION */
void sql_query(struct sql_reader *, size_t i, size_t end,
    const struct sql_scope *up);
#endif
