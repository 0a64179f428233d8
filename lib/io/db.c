/* db.c - statements to MariaDB or MySQL, and rows back into structs */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "io/db_part.h"

static enum rc
stmt_fail(struct db *db, const struct db_stmt *s, MYSQL_STMT *st)
{
	unsigned no = mysql_stmt_errno(st);
	const char *text = mysql_stmt_error(st);

	/* what ends a statement between two rows is told to the connection */
	if (no == 0) {
		no = mysql_errno(db->my);
		text = mysql_error(db->my);
	}
	db->lost = db->lost || db_is_lost(no);
	return fail(db_outcome(no), "%s:%d %s: %u %s", s->file, s->line,
	    s->name, no, text);
}

/* The columns of the statement must be those of its COL table, in order. */
static bool
same_cols(const struct db_stmt *s, MYSQL_STMT *st)
{
	MYSQL_RES *meta = mysql_stmt_result_metadata(st);
	bool same = s->ncol == (meta == NULL ? 0 : mysql_num_fields(meta));

	for (unsigned i = 0; same && i < s->ncol; i++)
		same = strcmp(mysql_fetch_field_direct(meta, i)->name,
			   s->cols[i].name) == 0;
	if (meta != NULL)
		mysql_free_result(meta);
	return same;
}

static enum rc
prepare(struct db *db, const struct db_stmt *s, MYSQL_STMT *st)
{
	db->count++;
	if (mysql_stmt_prepare(st, s->sql, strlen(s->sql)) != 0)
		return stmt_fail(db, s, st);
	if (!same_cols(s, st))
		return fail(E_INTERNAL, "%s:%d %s: columns are not as listed",
		    s->file, s->line, s->name);
	return OK;
}

/* The server's handle for a statement; prepared once per connection. */
static enum rc
ready(struct db *db, const struct db_stmt *s, MYSQL_STMT **ret)
{
	for (size_t i = 0; i < db->nready; i++)
		if (db->ready[i].key == s) {
			*ret = db->ready[i].st;
			return OK;
		}
	assert(db->nready < DB_MAX_STMT);
	if (db->my == NULL)
		return fail(E_INTERNAL, "%s: outside a transaction", s->name);
	MYSQL_STMT *st = mysql_stmt_init(db->my);
	if (st == NULL)
		abort();
	enum rc rc = prepare(db, s, st);
	if (rc != OK) {
		mysql_stmt_close(st);
		return rc;
	}
	db->ready[db->nready].key = s;
	db->ready[db->nready++].st = st;
	*ret = st;
	return OK;
}

static MYSQL_BIND
bind_arg(const struct db_arg *a)
{
	if (a->type != DB_TEXT)
		return (MYSQL_BIND){ .buffer_type = MYSQL_TYPE_LONGLONG,
			.buffer = (void *)&a->l };
	if (a->s == NULL)
		return (MYSQL_BIND){ .buffer_type = MYSQL_TYPE_NULL };
	return (MYSQL_BIND){ .buffer_type = MYSQL_TYPE_STRING,
		.buffer = (void *)a->s,
		.buffer_length = strlen(a->s) };
}

static enum rc
run(struct db *db, const struct db_stmt *s, struct db_args args,
    MYSQL_STMT **ret)
{
	MYSQL_BIND in[DB_MAX_ARG];
	MYSQL_STMT *st;

	db_end_now(db); /* the end of a transaction before this one */
	TRY(ready(db, s, &st));
	if (args.n != mysql_stmt_param_count(st) || args.n > DB_MAX_ARG) {
		fail(E_INTERNAL, "%s:%d %s: %zu arguments for %lu", s->file,
		    s->line, s->name, args.n, mysql_stmt_param_count(st));
		abort();
	}
	for (size_t i = 0; i < args.n; i++)
		in[i] = bind_arg(&args.at[i]);
	if (args.n > 0 && mysql_stmt_bind_param(st, in) != 0)
		return stmt_fail(db, s, st);
	db->count++;
	if (mysql_stmt_execute(st) != 0)
		return stmt_fail(db, s, st);
	*ret = st;
	return OK;
}

enum rc
db_exec(struct db *db, const struct db_stmt *s, struct db_args args,
    long *ret_changed)
{
	MYSQL_STMT *st;

	TRY(run(db, s, args, &st));
	if (ret_changed != NULL)
		*ret_changed = (long)mysql_stmt_affected_rows(st);
	return OK;
}

enum rc
db_insert(struct db *db, const struct db_stmt *s, struct db_args args,
    long *ret_id)
{
	MYSQL_STMT *st;

	TRY(run(db, s, args, &st));
	*ret_id = (long)mysql_stmt_insert_id(st);
	return OK;
}

/*
 * Where the columns of a row land first.  Most texts are short and are there at
 * once; a longer one is fetched again into a buffer of its length.
 */
enum { SHORT = 64, FEW = 8 };
struct landing {
	long num;
	unsigned long len;
	db_flag null;
	char text[SHORT];
};

static void
bind_row(const struct db_stmt *s, struct landing *at, MYSQL_BIND *ret)
{
	for (size_t i = 0; i < s->ncol; i++) {
		bool text = s->cols[i].type == DB_TEXT;
		ret[i] = (MYSQL_BIND){
			.buffer_type =
			    text ? MYSQL_TYPE_STRING : MYSQL_TYPE_LONGLONG,
			.buffer = text ? at[i].text : (void *)&at[i].num,
			.buffer_length = text ? SHORT : 0,
			.length = &at[i].len,
			.is_null = &at[i].null,
		};
	}
}

static const char *
landed_text(struct db *db, MYSQL_STMT *st, unsigned col,
    const struct landing *at)
{
	unsigned long len = at->len;
	char *text = arena_take(db->mem, len + 1);
	MYSQL_BIND b = { .buffer_type = MYSQL_TYPE_STRING,
		.buffer = text,
		.buffer_length = len + 1,
		.length = &len };

	if (len <= SHORT)
		memcpy(text, at->text, len);
	else
		mysql_stmt_fetch_column(st, &b, col, 0);
	text[len] = '\0';
	return text;
}

static void
land(struct db *db, MYSQL_STMT *st, const struct db_stmt *s, char *row,
    const struct landing *at)
{
	for (unsigned i = 0; i < s->ncol; i++) {
		void *to = row + s->cols[i].at;
		if (at[i].null)
			continue;
		switch (s->cols[i].type) {
		case DB_LONG:
			*(long *)to = at[i].num;
			break;
		case DB_BOOL:
			*(bool *)to = at[i].num != 0;
			break;
		case DB_TEXT:
			*(const char **)to = landed_text(db, st, i, &at[i]);
		}
	}
}

/* Room for one row more, all zero. */
struct rows {
	char *at;
	size_t size, n, max;
};
static char *
row_more(struct arena *mem, struct rows *r)
{
	if (r->n == r->max) {
		char *old = r->at;
		r->max = 2 * r->max + FEW;
		r->at = arena_take(mem, r->max * r->size);
		if (r->n > 0)
			memcpy(r->at, old, r->n * r->size);
	}
	return memset(r->at + r->size * r->n++, 0, r->size);
}

/* Rows are taken as they come, which saves the client library's copy. */
enum rc
db_rows_(struct db *db, const struct db_stmt *s, struct db_args args,
    size_t size, void *ret_rows, size_t *ret_n)
{
	struct landing at[DB_MAX_COL];
	MYSQL_BIND out[DB_MAX_COL];
	struct rows rows = { .size = size };
	MYSQL_STMT *st;
	int got;

	assert(s->ncol <= DB_MAX_COL);
	TRY(run(db, s, args, &st));
	bind_row(s, at, out);
	if (mysql_stmt_bind_result(st, out) != 0)
		return stmt_fail(db, s, st);
	while (got = mysql_stmt_fetch(st),
	    got == 0 || got == MYSQL_DATA_TRUNCATED)
		land(db, st, s, row_more(db->mem, &rows), at);
	enum rc rc = got == MYSQL_NO_DATA ? OK : stmt_fail(db, s, st);
	mysql_stmt_free_result(st);
	*(void **)ret_rows = rows.at;
	*ret_n = rows.n;
	return rc;
}

enum rc
db_row_(struct db *db, const struct db_stmt *s, struct db_args args,
    size_t size, void *ret)
{
	void *rows;
	size_t n;

	TRY(db_rows_(db, s, args, size, &rows, &n));
	if (n == 0)
		return E_NOTFOUND;
	memcpy(ret, rows, size);
	return OK;
}

struct arena *
db_arena(const struct db *db)
{
	return db->mem;
}

int
db_prepare_all(struct db *db)
{
	int bad = db_stmt_next(NULL) == NULL;

	db_end_now(db);
	/* a READ ONLY transaction refuses to prepare what writes */
	if (db_begin(db, DB_READ_WRITE) != OK)
		return 1;
	for (const struct db_stmt *s = NULL; (s = db_stmt_next(s)) != NULL;) {
		MYSQL_STMT *st;
		enum rc rc = ready(db, s, &st);
		printf("%s %s:%d %s\n", rc == OK ? "ok" : "not ok", s->file,
		    s->line, s->name);
		bad += rc != OK;
	}
	return bad;
}
