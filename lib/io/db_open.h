/* db_open.h - connections and transactions: for the frame and the tools */
#ifndef IO_DB_OPEN_H
#define IO_DB_OPEN_H
#include "base/base.h"
struct db;
struct db_stmt;

enum db_mode { DB_READ_ONLY, DB_READ_WRITE };

/* Where the server is; NULL is the client library's default. */
struct db_where {
	const char *socket, *host, *name, *user, *password;
	long port, timeout; /* seconds for one statement; 0: 10 */
	/*
	 * To a host that is not this machine (by its name: neither localhost
	 * nor a loopback address), or where ca is given, the way is TLS 1.2 or
	 * 1.3, by a certificate for that host from an authority in the file ca
	 * (NULL: DB_CA, the system's).  plain: without, on a network that is
	 * trusted.
	 */
	const char *ca;
	bool plain;
};
#define DB_CA "/etc/ssl/certs/ca-certificates.crt"
bool db_is_here(const struct db_where *);
bool db_tls_wanted(const struct db_where *);
/* Connects at the first db_begin(), and again when the connection was lost. */
struct db *db_open(const struct db_where *);
void db_close(struct db *);
/* Connects now, if that can be done; nothing is lost if not. */
void db_dial(struct db *);
/* Rows go to this arena from now on: the request's. */
void db_into(struct db *, struct arena *);
/* Statements sent so far, BEGIN and COMMIT included: a budget for tests. */
long db_count(const struct db *);

/*
 * Begin a transaction; a connection that was lost is replaced here only.  A
 * read-only one begins with its first statement: if the connection is found
 * lost then, that is E_BUSY, and the transaction is run again.
 */
enum rc db_begin(struct db *, enum db_mode) NODISCARD;
/*
 * COMMIT if rc is OK, else ROLLBACK; returns rc.  A COMMIT that fails is
 * E_BUSY: a deadlock did roll back, and of a lost connection nobody knows.
 * Running it all again is safe in both cases, since the form's idempotency key
 * is stored UNIQUE in the same transaction: if the first run did commit after
 * all, the second one meets its own key and answers with the same receipt.
 */
enum rc db_end(struct db *, enum rc rc) NODISCARD;

/*
 * Statements of a script (schema.sql, a step), one after the other, outside
 * any transaction; for migrate and tests only.
 */
enum rc db_script(struct db *, const char *sql) NODISCARD;

/*
 * The statements that this program holds, one after the other; NULL begins, and
 * ends.  Reads the whole of the program's data: for tests and listings.
 */
const struct db_stmt *db_stmt_next(const struct db_stmt *);
/*
 * What make check runs: prepare every statement that is linked in and compare
 * its columns with its COL table.  Returns how many are bad; none found is bad.
 */
int db_prepare_all(struct db *);
/*
 * Every statement that is linked in: name, file:line, text, between tabs, one a
 * line on standard output.  From these come the rights of the program's own
 * account in the database.
 */
void db_statements_print(void);
#endif
