/*
 * nth.c - loaded before a program: its connection to the database breaks
 *
 * NTH=n: right before statement n is sent, transactions' begins and ends
 * included.  LOSE_COMMIT: once, after a COMMIT was done, before its answer.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <mysql.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>

static void
cut(MYSQL *my)
{
	shutdown(mysql_get_socket(my), SHUT_RDWR);
}

static void
count(MYSQL *my)
{
	static long left = -1;
	const char *nth = getenv("NTH");

	if (nth == NULL)
		return;
	if (left < 0)
		left = atol(nth);
	if (left > 0 && --left == 0)
		cut(my);
}

static bool
losing(const char *sql)
{
	if (getenv("LOSE_COMMIT") == NULL || strcmp(sql, "COMMIT") != 0)
		return false;
	unsetenv("LOSE_COMMIT");
	return true;
}

int STDCALL
mysql_query(MYSQL *my, const char *sql)
{
	static int(STDCALL * real)(MYSQL *, const char *);

	if (real == NULL)
		*(void **)&real = dlsym(RTLD_NEXT, "mysql_query");
	count(my);
	bool lose = losing(sql);
	int rc = real(my, sql);
	if (!lose)
		return rc;
	cut(my);
	return 1;
}

int STDCALL
mysql_stmt_prepare(MYSQL_STMT *st, const char *sql, unsigned long n)
{
	static int(STDCALL * real)(MYSQL_STMT *, const char *, unsigned long);

	if (real == NULL)
		*(void **)&real = dlsym(RTLD_NEXT, "mysql_stmt_prepare");
	count(st->mysql);
	return real(st, sql, n);
}

int STDCALL
mysql_stmt_execute(MYSQL_STMT *st)
{
	static int(STDCALL * real)(MYSQL_STMT *);

	if (real == NULL)
		*(void **)&real = dlsym(RTLD_NEXT, "mysql_stmt_execute");
	count(st->mysql);
	return real(st);
}
