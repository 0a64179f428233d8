/*
 * bare_open.c - the limit of form-open: a libfcgi program that runs the same
 * SELECT of the draft's cells and prints the same number of bytes
 *
 *     bare_open REPORT PAGE      (listens on standard input)
 */
#include <fcgiapp.h>
#include <stdio.h>
#include "bare_db.h"

static const char sql[] = "SELECT cell, num, txt FROM draft"
			  " WHERE report_id = ? ORDER BY cell";

static char page[4 << 20];

static void
select_cells(MYSQL_STMT *st, long long report)
{
	static char num[64], txt[4096];
	long long cell;
	unsigned long len[3];
	my_bool null[3];
	MYSQL_BIND in = { .buffer_type = MYSQL_TYPE_LONGLONG,
		.buffer = &report };
	MYSQL_BIND out[3] = {
		{ .buffer_type = MYSQL_TYPE_LONGLONG,
		    .buffer = &cell,
		    .length = &len[0],
		    .is_null = &null[0] },
		{ .buffer_type = MYSQL_TYPE_STRING,
		    .buffer = num,
		    .buffer_length = sizeof num,
		    .length = &len[1],
		    .is_null = &null[1] },
		{ .buffer_type = MYSQL_TYPE_STRING,
		    .buffer = txt,
		    .buffer_length = sizeof txt,
		    .length = &len[2],
		    .is_null = &null[2] },
	};

	mysql_stmt_bind_param(st, &in);
	if (mysql_stmt_execute(st) != 0)
		errx(1, "%s", mysql_stmt_error(st));
	mysql_stmt_bind_result(st, out);
	mysql_stmt_store_result(st);
	while (mysql_stmt_fetch(st) == 0)
		;
	mysql_stmt_free_result(st);
}

int
main(int argc, char **argv)
{
	FCGX_Request rq;
	FILE *f;

	if (argc != 3 || (f = fopen(argv[2], "r")) == NULL)
		errx(2, "usage: bare_open REPORT PAGE");
	size_t n = fread(page, 1, sizeof page, f);
	fclose(f);
	MYSQL_STMT *st = bare_prepare(bare_connect(), sql);
	FCGX_Init();
	FCGX_InitRequest(&rq, 0, 0);
	while (FCGX_Accept_r(&rq) == 0) {
		select_cells(st, atoll(argv[1]));
		FCGX_PutStr(page, (int)n, rq.out);
		FCGX_Finish_r(&rq);
	}
	return 0;
}
