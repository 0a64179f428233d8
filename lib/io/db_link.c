/* db_link.c - the connection: dialled, kept, lost; transactions on it */
#include <errmsg.h>
#include <mysqld_error.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "io/db_part.h"

/* GRACE: what an answer may take beyond its statement's time. */
enum { CONNECT_SECONDS = 3, STATEMENT_SECONDS = 10, GRACE = 5 };

/*
 * The connection is of no more use, or its server: a node that is cut off from
 * the others answers 1047, one that only reads by now 1290.  Where a proxy
 * stands before several servers, dialling again leads to another one.
 */
bool
db_is_lost(unsigned e)
{
	return e == CR_SERVER_GONE_ERROR || e == CR_SERVER_LOST ||
	       e == CR_CONNECTION_ERROR || e == CR_CONN_HOST_ERROR ||
	       e == CR_SSL_CONNECTION_ERROR || e == ER_SERVER_SHUTDOWN ||
	       e == ER_CONNECTION_KILLED || e == ER_NEW_ABORTING_CONNECTION ||
	       e == CR_SERVER_LOST_EXTENDED || e == 4031 ||
	       e == ER_UNKNOWN_COM_ERROR || e == ER_OPTION_PREVENTS_STATEMENT;
}

enum rc
db_outcome(unsigned e)
{
	if (db_is_lost(e))
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

void
db_end_now(struct db *db)
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
	db_flag off = 0;
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
	db_tls_set(db->my, w);
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

	db_end_now(db);
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
		if (!db_is_lost(mysql_errno(db->my)))
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
	db_end_now(db);
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
