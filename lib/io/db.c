/* db.c - statements to MariaDB or MySQL, and rows back into structs */
#include <errmsg.h>
#include <mysql.h>
#include <mysqld_error.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "io/db.h"
#include "io/db_open.h"

/* GRACE: what an answer may take beyond its statement's time. */
enum {
	MAX_STMT = 1024,
	CONNECT_SECONDS = 3,
	STATEMENT_SECONDS = 10,
	GRACE = 5
};

/* char or bool: the client libraries differ */
typedef __typeof__(*((MYSQL_BIND *)0)->is_null) flag;

struct db {
	MYSQL *my;    /* NULL: not connected */
	bool lost;    /* while in a transaction: the next one dials again */
	bool reading; /* the transaction only reads */
	bool ending;  /* a COMMIT is sent, its answer not yet read */
	struct db_where where;
	struct arena *mem;
	long count;
	struct {
		const struct db_stmt *key;
		MYSQL_STMT *st;
	} ready[MAX_STMT];
	size_t nready;
};

/*
 * The connection is of no more use, or its server: a node that is cut off from
 * the others answers 1047, one that only reads by now 1290.  Where a proxy
 * stands before several servers, dialling again leads to another one.
 */
static bool
is_lost(unsigned e)
{
	return e == CR_SERVER_GONE_ERROR || e == CR_SERVER_LOST ||
	       e == CR_CONNECTION_ERROR || e == CR_CONN_HOST_ERROR ||
	       e == ER_SERVER_SHUTDOWN || e == ER_CONNECTION_KILLED ||
	       e == ER_NEW_ABORTING_CONNECTION ||
	       e == CR_SERVER_LOST_EXTENDED || e == 4031 ||
	       e == ER_UNKNOWN_COM_ERROR || e == ER_OPTION_PREVENTS_STATEMENT;
}

static enum rc
outcome(unsigned e)
{
	if (is_lost(e))
		return E_BUSY;
	switch (e) {
	case ER_LOCK_DEADLOCK:
	case ER_LOCK_WAIT_TIMEOUT:
	case ER_QUERY_INTERRUPTED:
	case 1969:                   /* max_statement_time */
	case ER_CHECKREAD:           /* 1020: snapshot isolation */
	case 3101:                   /* group replication rolled it back */
	case ER_ERROR_DURING_COMMIT: /* 1180: the other nodes are gone */
	case ER_RECORD_FILE_FULL:
	case ER_DISK_FULL:
	case ER_CON_COUNT_ERROR:
	case ER_TOO_MANY_USER_CONNECTIONS:
	case ER_USER_LIMIT_REACHED:
		return E_BUSY;
	case ER_DUP_ENTRY:
		return E_CONFLICT;
	case ER_CANT_AGGREGATE_2COLLATIONS: /* no code is "Quận" */
		return E_NOTFOUND;
	default:
		return E_INTERNAL;
	}
}

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
	db->lost = db->lost || is_lost(no);
	return fail(outcome(no), "%s:%d %s: %u %s", s->file, s->line, s->name,
	    no, text);
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
	assert(db->nready < MAX_STMT);
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

static void end_now(struct db *);

static enum rc
run(struct db *db, const struct db_stmt *s, struct db_args args,
    MYSQL_STMT **ret)
{
	MYSQL_BIND in[DB_MAX_ARG];
	MYSQL_STMT *st;

	end_now(db); /* the end of a transaction before this one */
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
	flag null;
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

static void
hang_up(struct db *db)
{
	while (db->nready > 0)
		mysql_stmt_close(db->ready[--db->nready].st);
	if (db->my != NULL)
		mysql_close(db->my);
	db->my = NULL;
	db->lost = false;
	db->ending = false;
}

/*
 * The end of what only read can tell nobody anything: its answer is read before
 * the next statement, while the page is already on its way.
 */
static enum rc
end_later(struct db *db)
{
	db->ending = mysql_send_query(db->my, "COMMIT", 6) == 0;
	if (!db->ending)
		hang_up(db);
	return OK;
}

static void
end_now(struct db *db)
{
	if (db->ending && mysql_read_query_result(db->my) != 0)
		hang_up(db);
	db->ending = false;
}

static long
statement_seconds(const struct db *db)
{
	return db->where.timeout > 0 ? db->where.timeout : STATEMENT_SECONDS;
}

/*
 * What every connection of ours is like: UTC, strict, and short waits, so that
 * one frozen worker cannot hold a row for ever.  MySQL reads the part for
 * MariaDB as a comment.
 */
static enum rc
set_up(struct db *db)
{
	char sql[700];
	long s = statement_seconds(db);

	snprintf(sql, sizeof sql,
	    "SET NAMES utf8mb4, time_zone='+00:00',"
	    " sql_mode='TRADITIONAL,ONLY_FULL_GROUP_BY,ERROR_FOR_DIVISION_BY_"
	    "ZERO,NO_ENGINE_SUBSTITUTION', innodb_lock_wait_timeout=3,"
	    " lock_wait_timeout=30, autocommit=0"
	    " /*M!100300 , idle_write_transaction_timeout=%ld"
	    ", max_statement_time=%ld */",
	    s + GRACE, s);
	if (mysql_query(db->my, sql) != 0 ||
	    mysql_query(db->my,
		"SET SESSION TRANSACTION ISOLATION LEVEL REPEATABLE READ,"
		" READ ONLY") != 0)
		return fail(E_BUSY, "set up: %s", mysql_error(db->my));
	/* a transaction on a Galera node sees what any node has acknowledged
	 * before; servers that know no such thing say so, and need not */
	(void)!mysql_query(db->my, "/*M! SET SESSION wsrep_sync_wait=1 */");
	return OK;
}

static enum rc
dial(struct db *db)
{
	unsigned connect = CONNECT_SECONDS;
	unsigned answer = (unsigned)statement_seconds(db) + GRACE;
	const struct db_where *w = &db->where;
	flag off = 0;
	unsigned none = 0;

	db->my = mysql_init(NULL);
	if (db->my == NULL)
		abort();
	mysql_options(db->my, MYSQL_SET_CHARSET_NAME, "utf8mb4");
	mysql_options(db->my, MYSQL_OPT_RECONNECT, &off);
	mysql_options(db->my, MYSQL_OPT_LOCAL_INFILE, &none);
	mysql_options(db->my, MYSQL_OPT_CONNECT_TIMEOUT, &connect);
	mysql_options(db->my, MYSQL_OPT_READ_TIMEOUT, &answer);
	mysql_options(db->my, MYSQL_OPT_WRITE_TIMEOUT, &answer);
	if (mysql_real_connect(db->my, w->host, w->user, w->password, w->name,
		(unsigned)w->port, w->socket, 0) == NULL) {
		enum rc rc = fail(E_BUSY, "connect: %s", mysql_error(db->my));
		hang_up(db);
		return rc;
	}
	enum rc rc = set_up(db);
	if (rc != OK)
		hang_up(db);
	return rc;
}

void
db_dial(struct db *db)
{
	if (db->my == NULL)
		(void)!dial(db);
}

/*
 * A read-only transaction begins by itself with its first statement: the
 * session is read-only and does not commit by itself, which saves a round trip
 * in every GET.  A lost connection is noticed by that statement, then.
 */
enum rc
db_begin(struct db *db, enum db_mode mode)
{
	char why[200] = "";

	end_now(db);
	db->reading = mode == DB_READ_ONLY;
	for (int tries = 0; tries < 2; tries++) {
		if (db->my == NULL)
			TRY(dial(db));
		if (mode == DB_READ_ONLY)
			return OK;
		db->count++;
		if (mysql_query(db->my, "START TRANSACTION READ WRITE") == 0)
			return OK;
		snprintf(why, sizeof why, "%s", mysql_error(db->my));
		if (!is_lost(mysql_errno(db->my)))
			break;
		hang_up(db);
	}
	return fail(E_BUSY, "begin: %s", why);
}

enum rc
db_end(struct db *db, enum rc rc)
{
	if (db->lost)
		hang_up(db);
	if (db->my == NULL)
		return rc == OK ? E_BUSY : rc;
	db->count++;
	if (rc == OK && db->reading)
		return end_later(db);
	if (mysql_query(db->my, rc == OK ? "COMMIT" : "ROLLBACK") == 0)
		return rc;
	fail(E_BUSY, "%s: %s", rc == OK ? "commit" : "rollback",
	    mysql_error(db->my));
	/* what lost to another node (1213) is rolled back, and knows it */
	if (mysql_errno(db->my) != ER_LOCK_DEADLOCK)
		hang_up(db);
	return rc == OK ? E_BUSY : rc;
}

struct db *
db_open(const struct db_where *where)
{
	struct db *db = calloc(1, sizeof *db);

	if (db == NULL)
		abort();
	db->where = *where;
	return db;
}

void
db_into(struct db *db, struct arena *mem)
{
	db->mem = mem;
}

long
db_count(const struct db *db)
{
	return db->count;
}

void
db_close(struct db *db)
{
	hang_up(db);
	free(db);
}

enum rc
db_script(struct db *db, const char *sql)
{
	end_now(db);
	if (db->my == NULL)
		TRY(dial(db));
	if (mysql_query(db->my, "SET SESSION TRANSACTION READ WRITE") != 0 ||
	    mysql_autocommit(db->my, 1) != 0)
		return fail(E_BUSY, "script: %s", mysql_error(db->my));
	mysql_set_server_option(db->my, MYSQL_OPTION_MULTI_STATEMENTS_ON);
	int more = mysql_query(db->my, sql) == 0 ? 0 : 1;
	while (more == 0) {
		MYSQL_RES *res = mysql_store_result(db->my);
		if (res != NULL)
			mysql_free_result(res);
		more = mysql_next_result(db->my);
	}
	enum rc rc = OK;
	if (more > 0)
		rc = fail(E_INTERNAL, "script: %s", mysql_error(db->my));
	hang_up(db); /* the next connection is set up as all are */
	return rc;
}

int
db_prepare_all(struct db *db)
{
	int bad = db_stmt_next(NULL) == NULL;

	end_now(db);
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
