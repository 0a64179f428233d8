/* audit_archive.c - what is archived, as the database has it */
#include <string.h>
#include "base/ctx.h"
#include "core/audit_archive.h"
#include "core/audit_entry.h"
#include "core/verify_part.h"
#include "io/secret.h"

enum { PAGE = 1000 };

static const struct db_col archive_cols[] = {
	COL(struct audit_archive, last_seal),
	COL(struct audit_archive, first_seal),
	COL(struct audit_archive, n),
	COL(struct audit_archive, month),
	COL(struct audit_archive, file_sha),
	COL(struct audit_archive, base_sha),
	COL(struct audit_archive, at),
};
DB_ROWS(select_all, archive_cols,
    "SELECT last_seal, first_seal, n, month, file_sha, base_sha, at"
    " FROM audit_archive ORDER BY last_seal");

DB_ROWS(select_base, audit_link_cols,
    "SELECT stream, seq, hash FROM audit_base WHERE stream > ?"
    " ORDER BY stream LIMIT ?");
struct told {
	long n;
};
static const struct db_col told_cols[] = { COL(struct told, n) };
DB_ROWS(count_told, told_cols,
    "SELECT COUNT(*) AS n FROM audit WHERE object = 'month' AND object_id = ?"
    " AND act = 'archive' AND INSTR(detail, ?) > 0");

enum rc
audit_archive_list(struct db *db, struct audit_archives *ret)
{
	return db_rows(db, select_all, ARGS(), ret);
}

enum rc
audit_base_sha(struct db *db, struct arena *mem, const char **ret)
{
	struct secret_sum sum;
	struct audit_links bs;
	long stream = -(1L << 62);

	secret_sum_begin(&sum);
	do {
		size_t mark = arena_mark(mem);
		TRY(db_rows(db, select_base, ARGS(stream, (long)PAGE), &bs));
		for (size_t i = 0; i < bs.n; i++) {
			const struct audit_link *b = &bs.at[i];
			const char *line = str_fmt(mem, "%ld %ld %s\n",
			    b->stream, b->seq, b->hash);
			secret_sum_add(&sum, line, strlen(line));
			stream = b->stream;
		}
		arena_reset(mem, mark);
	} while (bs.n == PAGE);
	*ret = secret_sum_end(mem, &sum);
	return OK;
}

const char *
audit_archive_told(struct arena *mem, const struct audit_archive *a)
{
	return str_fmt(mem, "seals=%ld-%ld; entries=%ld; file=%s; base=%s",
	    a->first_seal, a->last_seal, a->n, a->file_sha, a->base_sha);
}

#define BAD(c, a, ...) \
	verify_bad((c), \
	    (struct verify_fault){ .link = "archive", .no = (a)->last_seal }, \
	    __VA_ARGS__)

/* The one before is told of by an entry that may be in a file itself. */
static enum rc
look_last(struct check *c, const struct audit_archive *a)
{
	struct told t;
	const char *base;

	TRY(db_row(c->db, count_told,
	    ARGS(a->last_seal, audit_archive_told(c->page, a)), &t));
	if (t.n != 1)
		BAD(c, a,
		    _("The archive up to seal %ld: no entry of the record tells"
		      " of it."),
		    a->last_seal);
	TRY(audit_base_sha(c->db, c->page, &base));
	if (!str_eq(base, a->base_sha))
		BAD(c, a,
		    _("The archive up to seal %ld: where the chains go on from"
		      " was altered."),
		    a->last_seal);
	return OK;
}

/* Nothing is archived: every chain begins with its first entry. */
static enum rc
look_none(struct check *c)
{
	const struct audit_archive none = { 0 };
	const char *base;

	TRY(audit_base_sha(c->db, c->page, &base));
	if (!str_eq(base, secret_sha256(c->page, "", 0)))
		BAD(c, &none,
		    _("Chains are said to go on from an archive, but there is"
		      " none."));
	return OK;
}

enum rc
verify_archives(struct check *c)
{
	struct audit_archives as;
	long last = 0;

	TRY(audit_archive_list(c->db, &as));
	for (size_t i = 0; i < as.n; i++) {
		if (!restored_follows(&c->v->restored, last,
			as.at[i].first_seal))
			BAD(c, &as.at[i],
			    _("The archive up to seal %ld does not follow the"
			      " one before."),
			    as.at[i].last_seal);
		last = as.at[i].last_seal;
	}
	c->archived = last;
	c->v->archived = last;
	return as.n == 0 ? look_none(c) : look_last(c, &as.at[as.n - 1]);
}
