/*
 * bare_send.c - the limit of send: the rows that sending BENCH300 leaves, in
 * one transaction each, from a bare client
 *
 *     bare_send FIRST N        reports FIRST .. FIRST + N - 1; prints how many
 *                              it did a second
 * The tables are copies (bare_*) of ours, so that both begin alike.
 */
#include <stdio.h>
#include <time.h>
#include "bare_db.h"

/* As much as ours writes: bench_send.py holds them against each other. */
enum { CELLS = 300, BODY = 6081 };

static char draft[200000], other[BODY + 2000], body[BODY + 1];

static void
make_draft(long report)
{
	int n = snprintf(draft, sizeof draft,
	    "INSERT INTO bare_draft (report_id, cell, num, txt, made, changed,"
	    " person_id, at) VALUES ");

	for (int i = 0; i < CELLS; i++)
		n += snprintf(draft + n, sizeof draft - (size_t)n,
		    "%s(%ld,%d,'%d',NULL,1,1,1,'2026-09-20 01:02:03.000000')",
		    i == 0 ? "" : ",", report, i, i * 7 % 1000);
}

static void
send_one(MYSQL *my, long report)
{
	static const char hash[] = "0123456789abcdef0123456789abcdef"
				   "0123456789abcdef0123456789abcdef";

	make_draft(report);
	bare_query(my, "START TRANSACTION");
	bare_query(my, draft);
	snprintf(other, sizeof other,
	    "INSERT INTO bare_revision (report_id, no, form_id, person_id, at,"
	    " body, sha, prev) VALUES (%ld, 1, 1, 1,"
	    " '2026-09-20 01:02:03.000000', '%s', '%s', '%s')",
	    report, body, hash, hash);
	bare_query(my, other);
	snprintf(other, sizeof other,
	    "INSERT INTO bare_report_event (report_id, act, person_id, at,"
	    " revision_id, reason) VALUES (%ld, 'send', 1,"
	    " '2026-09-20 01:02:03.000000', %ld, '')",
	    report, report);
	bare_query(my, other);
	snprintf(other, sizeof other,
	    "UPDATE bare_report SET state = 'sent', version = version + 1,"
	    " revision_id = %ld, changed = '2026-09-20 01:02:03.000000'"
	    " WHERE id = %ld",
	    report, report);
	bare_query(my, other);
	snprintf(other, sizeof other,
	    "INSERT INTO bare_audit (stream, seq, at, person_id, act, object,"
	    " object_id, request, detail, prev, hash) VALUES (%ld, 1,"
	    " '2026-09-20 01:02:03.000000', 1, 'send', 'report', %ld, 'r',"
	    " 'revision=1; sha=%s', '%s', '%s')",
	    report, report, hash, hash, hash);
	bare_query(my, other);
	snprintf(other, sizeof other,
	    "INSERT INTO bare_audit_head (stream, seq, hash)"
	    " VALUES (%ld, 1, '%s')",
	    report, hash);
	bare_query(my, other);
	snprintf(other, sizeof other,
	    "INSERT INTO bare_idem (id, person_id, content, location, at)"
	    " VALUES ('%032ld', 1, '%s', '/entry/receipt?id=1&no=1',"
	    " '2026-09-20 01:02:03.000000')",
	    report, hash);
	bare_query(my, other);
	bare_query(my, "COMMIT");
}

int
main(int argc, char **argv)
{
	struct timespec a, b;

	if (argc != 3)
		errx(2, "usage: bare_send FIRST N");
	long first = atol(argv[1]), n = atol(argv[2]);
	memset(body, 'x', BODY);
	MYSQL *my = bare_connect();
	clock_gettime(CLOCK_MONOTONIC, &a);
	for (long i = 0; i < n; i++)
		send_one(my, first + i);
	clock_gettime(CLOCK_MONOTONIC, &b);
	printf("%.1f\n",
	    (double)n / ((double)(b.tv_sec - a.tv_sec) +
			    (double)(b.tv_nsec - a.tv_nsec) / 1e9));
	mysql_close(my);
	return 0;
}
