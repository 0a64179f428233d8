/* verify_revision.c - what was sent against what the record says of it */
#include <stdio.h>
#include <string.h>
#include "base/ctx.h"
#include "core/revision.h"
#include "core/verify_part.h"
#include "io/json.h"

enum { PAGE = 64, SETS = 1 << 20 };

struct sent {
	long report_id, no;
	const char *sha, *prev, *body;
};
struct sents {
	struct sent *at;
	size_t n;
};
static const struct db_col sent_cols[] = {
	COL(struct sent, report_id),
	COL(struct sent, no),
	COL(struct sent, sha),
	COL(struct sent, prev),
	COL(struct sent, body),
};
DB_ROWS(select_page, sent_cols,
    "SELECT report_id, no, sha, prev, body FROM revision"
    " WHERE (report_id = ? AND no > ?) OR report_id > ?"
    " ORDER BY report_id, no LIMIT ?");
struct lost {
	long a, b;
};
static const struct db_col lost_cols[] = {
	COL(struct lost, a),
	COL(struct lost, b),
};
/* Revisions of a page that no entry, and no archived one, tells of. */
DB_ROWS(select_untold, lost_cols,
    "SELECT j.r AS a, j.n AS b FROM JSON_TABLE(?, '$[*]' COLUMNS"
    " (r BIGINT PATH '$[0]', n BIGINT PATH '$[1]',"
    " d VARCHAR(200) PATH '$[2]')) j"
    " WHERE NOT EXISTS (SELECT 1 FROM audit a WHERE a.object = 'report'"
    " AND a.object_id = j.r AND a.act = 'send'"
    " AND LEFT(a.detail, CHAR_LENGTH(j.d)) = j.d)"
    " AND NOT EXISTS (SELECT 1 FROM audit_receipt t JOIN audit_base b"
    " ON b.stream = t.stream AND t.seq <= b.seq"
    " WHERE t.report_id = j.r AND t.no = j.n)"
    " ORDER BY j.r, j.n LIMIT 1");
/* Entries of a page whose revision is not there, or is another. */
DB_ROWS(select_gone, lost_cols,
    "SELECT j.q AS a, j.r AS b FROM JSON_TABLE(?, '$[*]' COLUMNS"
    " (q BIGINT PATH '$[0]', r BIGINT PATH '$[1]', n BIGINT PATH '$[2]',"
    " sha VARCHAR(64) PATH '$[3]')) j LEFT JOIN revision k"
    " ON k.report_id = j.r AND k.no = j.n"
    " WHERE k.id IS NULL OR k.sha <> CONVERT(j.sha USING ascii)"
    " ORDER BY j.q LIMIT 1");
/* Blanked entries that no event in their chain tells of. */
DB_ROWS(select_silent, lost_cols,
    "SELECT j.q AS a, j.s AS b FROM JSON_TABLE(?, '$[*]' COLUMNS"
    " (s BIGINT PATH '$[0]', q BIGINT PATH '$[1]')) j"
    " WHERE NOT EXISTS (SELECT 1 FROM audit e WHERE e.object = 'audit'"
    " AND e.object_id = j.q AND e.stream = j.s AND e.act = 'blank')"
    " ORDER BY j.q LIMIT 1");

bool
verify_told_of(const char *detail, long *ret_no, const char **ret_sha)
{
	static const char first[] = "revision=", then[] = "; sha=";
	const char *s = detail + sizeof first - 1;
	long no = 0;

	if (!str_starts(detail, first))
		return false;
	for (; *s >= '0' && *s <= '9' && no < 1L << 40; s++)
		no = 10 * no + (*s - '0');
	if (!str_starts(s, then))
		return false;
	s += sizeof then - 1;
	*ret_no = no;
	*ret_sha = s;
	return strspn(s, "0123456789abcdef") >= MERKLE_HEX;
}

struct lists {
	struct buf sends, blanks;
	struct json send, blank;
	size_t nsend, nblank;
};

static void
sort_out(struct lists *l, const struct audit_entry *e)
{
	const char *sha;
	long no;

	if (e->blanked) {
		json_array(&l->blank, NULL);
		json_long(&l->blank, NULL, e->stream);
		json_long(&l->blank, NULL, e->seq);
		json_end(&l->blank);
		l->nblank++;
	}
	if (!str_eq(e->object, "report") || !str_eq(e->act, "send") ||
	    !verify_told_of(e->detail, &no, &sha))
		return;
	json_array(&l->send, NULL);
	json_long(&l->send, NULL, e->seq);
	json_long(&l->send, NULL, e->object_id);
	json_long(&l->send, NULL, no);
	json_text(&l->send, NULL, str_ndup(l->sends.mem, sha, MERKLE_HEX));
	json_end(&l->send);
	l->nsend++;
}

static enum rc
look_sends(struct check *c, long stream, struct lists *l)
{
	struct lost x;

	if (l->nsend == 0)
		return OK;
	enum rc rc = db_row(c->db, select_gone, ARGS(l->sends.at), &x);
	if (rc == OK)
		verify_bad(c,
		    (struct verify_fault){ .link = "revision",
			.stream = stream,
			.seq = x.a,
			.no = x.b },
		    _("Entry %ld of chain %ld tells of a sending of report %ld"
		      " that is not there, or is not what was sent."),
		    x.a, stream, x.b);
	return rc == E_NOTFOUND ? OK : rc;
}

static enum rc
look_blanks(struct check *c, long stream, struct lists *l)
{
	struct lost x;

	if (l->nblank == 0)
		return OK;
	enum rc rc = db_row(c->db, select_silent, ARGS(l->blanks.at), &x);
	if (rc == OK)
		verify_bad(c,
		    (struct verify_fault){ .link = "entry",
			.stream = stream,
			.seq = x.a },
		    _("Chain %ld: the text of entry %ld was removed, and no"
		      " later entry says by whom and why."),
		    stream, x.a);
	return rc == E_NOTFOUND ? OK : rc;
}

enum rc
verify_told(struct check *c, const struct audit_entries *es)
{
	struct lists l = { .sends = { .mem = c->page, .max = SETS },
		.blanks = { .mem = c->page, .max = SETS } };

	if (es->n == 0)
		return OK;
	l.send.out = &l.sends;
	l.blank.out = &l.blanks;
	json_array(&l.send, NULL);
	json_array(&l.blank, NULL);
	for (size_t i = 0; i < es->n; i++)
		sort_out(&l, &es->at[i]);
	json_end(&l.send);
	json_end(&l.blank);
	assert(!l.sends.full && !l.blanks.full);
	TRY(look_sends(c, es->at[0].stream, &l));
	return look_blanks(c, es->at[0].stream, &l);
}

#define BAD(c, k, ...) \
	verify_bad((c), \
	    (struct verify_fault){ .link = "revision", .no = (k)->report_id }, \
	    __VA_ARGS__)

/* The chain of one report's revisions, as far as it was followed. */
struct follow {
	long report, no;
	char sha[MERKLE_HEX + 1];
};

static void
look(struct check *c, struct follow *f, const struct sent *k)
{
	if (k->report_id != f->report)
		*f = (struct follow){ .report = k->report_id,
			.sha = REVISION_NONE };
	if (k->no != f->no + 1)
		BAD(c, k, _("Report %ld: revision %ld is missing."),
		    k->report_id, f->no + 1);
	else if (strcmp(k->prev, f->sha) != 0)
		BAD(c, k,
		    _("Report %ld: revision %ld does not follow the one before"
		      " it."),
		    k->report_id, k->no);
	if (!str_eq(k->sha, revision_hash(c->page, k->prev, k->body)))
		BAD(c, k, _("Report %ld: revision %ld was altered."),
		    k->report_id, k->no);
	f->no = k->no;
	snprintf(f->sha, sizeof f->sha, "%s", k->sha);
	c->v->revisions++;
}

static enum rc
look_told(struct check *c, const struct sents *ks)
{
	struct buf b = { .mem = c->page, .max = SETS };
	struct json j = { .out = &b };
	struct lost x;

	json_array(&j, NULL);
	for (size_t i = 0; i < ks->n; i++) {
		json_array(&j, NULL);
		json_long(&j, NULL, ks->at[i].report_id);
		json_long(&j, NULL, ks->at[i].no);
		json_text(&j, NULL,
		    str_fmt(c->page, "revision=%ld; sha=%s", ks->at[i].no,
			ks->at[i].sha));
		json_end(&j);
	}
	json_end(&j);
	assert(!b.full);
	enum rc rc = db_row(c->db, select_untold, ARGS(b.at), &x);
	if (rc == OK)
		verify_bad(c,
		    (struct verify_fault){ .link = "revision", .no = x.a },
		    _("Report %ld: no entry of the record tells of the sending"
		      " of revision %ld."),
		    x.a, x.b);
	return rc == E_NOTFOUND ? OK : rc;
}

enum rc
verify_revisions(struct check *c)
{
	struct follow f = { 0 };
	struct sents ks;

	do {
		TRY(db_rows(c->db, select_page,
		    ARGS(f.report, f.no, f.report, (long)PAGE), &ks));
		for (size_t i = 0; i < ks.n; i++)
			look(c, &f, &ks.at[i]);
		if (ks.n > 0)
			TRY(look_told(c, &ks));
		verify_step(c);
	} while (ks.n == PAGE);
	return OK;
}
