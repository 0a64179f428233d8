/*
 * sql_read.h - which columns a statement of ours reads and writes
 *
 * From this come the rights of each program's database account.  Our statements
 * are literals in one style: keywords in capitals, names in small letters, no
 * "*", columns listed.  Joins, subqueries, WITH, UNION, JSON_TABLE, INSERT ...
 * SELECT and ON DUPLICATE KEY UPDATE are read; a name that is a column of
 * several tables in reach counts for each of them.  What cannot be read is said
 * and never passed over: tests/sql/grants.t shows that the server asks for
 * neither more nor less.
 *
 * The server's own rules (MariaDB 10.11): FOR UPDATE asks for SELECT alone;
 * with ON DUPLICATE KEY UPDATE it wants UPDATE on every column inserted, and
 * behind INSERT ... SELECT also SELECT on those that change.  An UPDATE that
 * joins tables and has a SELECT in it also looks, the second time it is run, at
 * every table that has a foreign key to the one it changes.
 */
#ifndef CORE_SQL_READ_H
#define CORE_SQL_READ_H
#include "core/sql_tables.h"

/* Adds what one statement needs; false, with the reason, if it is not read. */
bool sql_read(struct arena *, struct sql_tables *, const char *sql,
    const char **ret_why) NODISCARD;
#endif
