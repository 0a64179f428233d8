/* db_part.h - what the files of the connection share; nobody else includes it
 */
#ifndef IO_DB_PART_H
#define IO_DB_PART_H
#include <mysql.h>
#include "io/db.h"
#include "io/db_open.h"

enum { DB_MAX_STMT = 1024 };

/* char or bool: the client libraries differ */
typedef __typeof__(*((MYSQL_BIND *)0)->is_null) db_flag;

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
	} ready[DB_MAX_STMT];
	size_t nready;
};

/* By the server's number of an error: is the connection of no more use? */
bool db_is_lost(unsigned error);
/* E_BUSY: it may succeed another time; E_INTERNAL: it should not be. */
enum rc db_outcome(unsigned error);
/* Options of a connection to be made: what struct db_where says of TLS. */
void db_tls_set(MYSQL *, const struct db_where *);
/* Reads the answer to the COMMIT that db_end() only sent. */
void db_end_now(struct db *);
#endif
