/* archive_write.c - a month of the record into a file, and out of the table */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>
#include "base/date.h"
#include "core/audit.h"
#include "core/audit_archive.h"
#include "core/audit_entry.h"
#include "core/audit_line.h"
#include "io/secret.h"

enum { PAGE = 1000, MONTH = 7 };

struct span {
	long last;
};
static const struct db_col span_cols[] = { COL(struct span, last) };
/* The last seal before the first that holds an entry of later times. */
DB_ROWS(select_until, span_cols,
    "SELECT COALESCE(MAX(no), 0) AS last FROM seal WHERE at < ?"
    " AND no < COALESCE((SELECT MIN(seal_no) FROM audit WHERE at >= ?"
    " AND seal_no IS NOT NULL), 9223372036854775807)");
/* Numbers of seals that were lost with a backup are not there. */
DB_ROWS(select_first, span_cols,
    "SELECT COALESCE(MIN(no), 0) AS last FROM seal WHERE no >= ?");
DB_ROWS(select_sum, span_cols,
    "SELECT COALESCE(SUM(n), 0) AS last FROM seal WHERE no BETWEEN ? AND ?");
/* Where the chains in it begin. */
DB_ROWS(select_bases, audit_link_cols,
    "SELECT s.stream, COALESCE(b.seq, 0) AS seq, COALESCE(b.hash,"
    " '" AUDIT_NONE "') AS hash FROM (SELECT DISTINCT stream FROM audit"
    " WHERE seal_no BETWEEN ? AND ?) s LEFT JOIN audit_base b"
    " ON b.stream = s.stream WHERE s.stream > ? ORDER BY s.stream LIMIT ?");
DB_ROWS(select_entries, audit_entry_cols,
    "SELECT" AUDIT_COLUMNS("") "FROM audit WHERE seal_no = ?"
			       " AND (stream > ? OR (stream = ? AND seq > ?))"
			       " ORDER BY stream, seq LIMIT ?");
DB_STMT(move_base,
    "INSERT INTO audit_base (stream, seq, hash) SELECT a.stream, a.seq, a.hash"
    " FROM (SELECT stream, MAX(seq) AS seq FROM audit"
    " WHERE seal_no BETWEEN ? AND ? GROUP BY stream) m JOIN audit a"
    " ON a.stream = m.stream AND a.seq = m.seq"
    " ON DUPLICATE KEY UPDATE seq = VALUES(seq), hash = VALUES(hash)");
DB_STMT(delete_entries, "DELETE FROM audit WHERE seal_no = ?");
DB_STMT(insert_archive,
    "INSERT INTO audit_archive (last_seal, first_seal, month, n, file_sha,"
    " base_sha, at) VALUES (?, ?, ?, ?, ?, ?, ?)");

/* The instant at which the next month begins in Viet Nam. */
static const char *
ends(struct arena *mem, const char *month)
{
	struct date d;

	if (strlen(month) != MONTH ||
	    !date_parse(str_fmt(mem, "%s-01", month), &d))
		return NULL;
	return str_fmt(mem, "%s 17:00:00",
	    date_iso(mem, date_month_end(d.y, d.m)));
}

enum rc
audit_archive_span(struct db *db, struct arena *mem, const char *month,
    struct audit_span *ret)
{
	const char *end = ends(mem, month);
	struct audit_archives as;
	struct span s;

	*ret = (struct audit_span){ .month = month, .first = 1 };
	if (end == NULL)
		return E_MALFORMED;
	TRY(audit_archive_list(db, &as));
	if (as.n > 0)
		ret->first = as.at[as.n - 1].last_seal + 1;
	TRY(db_row(db, select_first, ARGS(ret->first), &s));
	if (s.last > ret->first) /* those between were lost */
		ret->first = s.last;
	TRY(db_row(db, select_until, ARGS(end, end), &s));
	if (s.last < ret->first)
		return OK;
	ret->last = s.last;
	TRY(db_row(db, select_sum, ARGS(ret->first, ret->last), &s));
	ret->n = s.last;
	return OK;
}

/* A file that is hashed as it is written. */
struct out {
	FILE *f;
	struct secret_sum sum;
};

static void
put(struct out *o, const char *line)
{
	size_t n = strlen(line);

	fwrite(line, 1, n, o->f);
	fwrite("\n", 1, 1, o->f);
	secret_sum_add(&o->sum, line, n);
	secret_sum_add(&o->sum, "\n", 1);
}

static enum rc
put_bases(struct db *db, struct arena *mem, const struct audit_span *s,
    struct out *o)
{
	long stream = -(1L << 62);
	struct audit_links bs;

	do {
		size_t mark = arena_mark(mem);
		TRY(db_rows(db, select_bases,
		    ARGS(s->first, s->last, stream, (long)PAGE), &bs));
		for (size_t i = 0; i < bs.n; i++) {
			const struct audit_link *b = &bs.at[i];
			put(o, str_fmt(mem, "{\"base\":[%ld,%ld,\"%s\"]}",
				   b->stream, b->seq, b->hash));
			stream = b->stream;
		}
		arena_reset(mem, mark);
	} while (bs.n == PAGE);
	return OK;
}

static enum rc
put_entries(struct db *db, struct arena *mem, long no, struct out *o,
    long *ret_n)
{
	long stream = -(1L << 62), seq = 0;
	struct audit_entries es;

	do {
		size_t mark = arena_mark(mem);
		TRY(db_rows(db, select_entries,
		    ARGS(no, stream, stream, seq, (long)PAGE), &es));
		for (size_t i = 0; i < es.n; i++) {
			put(o, audit_entry_line(mem, &es.at[i]));
			stream = es.at[i].stream;
			seq = es.at[i].seq;
			++*ret_n;
		}
		arena_reset(mem, mark);
	} while (es.n == PAGE);
	return OK;
}

static enum rc
put_all(struct db *db, struct arena *mem, const struct audit_span *s,
    struct out *o)
{
	struct seal seal;
	long n = 0;

	put(o, str_fmt(mem,
		   "{\"baocao\":\"record\",\"v\":1,\"month\":\"%s\","
		   "\"first\":%ld,\"last\":%ld}",
		   s->month, s->first, s->last));
	TRY(put_bases(db, mem, s, o));
	for (long no = s->first; no <= s->last; no++) {
		size_t mark = arena_mark(mem);
		enum rc rc = seal_get(db, no, &seal);
		if (rc == E_NOTFOUND) /* lost with a backup */
			continue;
		TRY(rc);
		put(o, seal_line(mem, &seal));
		TRY(put_entries(db, mem, no, o, &n));
		arena_reset(mem, mark);
	}
	if (n != s->n)
		return fail(E_CONFLICT, "%ld entries, not %ld", n, s->n);
	struct secret_sum all = o->sum;
	put(o, str_fmt(mem, "{\"end\":{\"entries\":%ld,\"sha\":\"%s\"}}", n,
		   secret_sum_end(mem, &all)));
	return OK;
}

enum rc
audit_archive_write(struct db *db, struct arena *mem,
    const struct audit_span *s, const char *path, const char **ret_sha)
{
	int fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0640);
	struct out o = { .f = fd < 0 ? NULL : fdopen(fd, "w") };

	if (o.f == NULL)
		return fail(errno == EEXIST ? E_CONFLICT : E_INTERNAL, "%s: %s",
		    path, strerror(errno));
	secret_sum_begin(&o.sum);
	enum rc rc = put_all(db, mem, s, &o);
	bool bad = fflush(o.f) != 0 || fsync(fd) != 0 || ferror(o.f);
	if (fclose(o.f) != 0 || bad)
		rc = fail(E_INTERNAL, "%s: %s", path, strerror(errno));
	if (rc != OK)
		unlink(path);
	else
		*ret_sha = secret_sum_end(mem, &o.sum);
	return rc;
}

static enum rc
drop_entries(struct db *db, const struct audit_span *s)
{
	long n = 0, gone;

	for (long no = s->first; no <= s->last; no++) {
		TRY(db_exec(db, delete_entries, ARGS(no), &gone));
		n += gone;
	}
	return n == s->n ?
		   OK :
		   fail(E_CONFLICT, "%ld entries went, not %ld", n, s->n);
}

enum rc
audit_archive_drop(struct db *db, const struct ctx *ctx,
    const struct audit_span *s, const char *file_sha)
{
	struct audit_archive a = { .first_seal = s->first,
		.last_seal = s->last,
		.month = s->month,
		.n = s->n,
		.file_sha = file_sha,
		.at = ctx->real };
	struct audit_head head;

	TRY(audit_lock(db, AUDIT_RECORD, &head));
	TRY(db_exec(db, move_base, ARGS(s->first, s->last), NULL));
	TRY(drop_entries(db, s));
	TRY(audit_base_sha(db, ctx->mem, &a.base_sha));
	TRY(db_exec(db, insert_archive,
	    ARGS(a.last_seal, a.first_seal, a.month, a.n, a.file_sha,
		a.base_sha, a.at),
	    NULL));
	return audit_add(db, ctx, &head, "archive", "month", a.last_seal,
	    str_fmt(ctx->mem, "month=%s; %s", a.month,
		audit_archive_told(ctx->mem, &a)));
}
