/* bare_db.h - what the bare programs share: a connection, as short as can be */
#ifndef BENCH_BARE_DB_H
#define BENCH_BARE_DB_H
#include <err.h>
#include <mysql.h>
#include <stdlib.h>
#include <string.h>

static inline MYSQL *
bare_connect(void)
{
	MYSQL *my = mysql_init(NULL);

	if (mysql_real_connect(my, NULL, getenv("BENCH_USER"), NULL,
		getenv("BENCH_DB"), 0, getenv("BENCH_SOCKET"), 0) == NULL)
		errx(1, "%s", mysql_error(my));
	mysql_set_character_set(my, "utf8mb4");
	return my;
}

static inline MYSQL_STMT *
bare_prepare(MYSQL *my, const char *sql)
{
	MYSQL_STMT *st = mysql_stmt_init(my);

	if (mysql_stmt_prepare(st, sql, strlen(sql)) != 0)
		errx(1, "%s: %s", sql, mysql_stmt_error(st));
	return st;
}

static inline void
bare_query(MYSQL *my, const char *sql)
{
	if (mysql_query(my, sql) != 0)
		errx(1, "%s: %s", sql, mysql_error(my));
}
#endif
