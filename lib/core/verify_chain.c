/* verify_chain.c - entries, chains and heads */
#include <stdio.h>
#include <string.h>
#include "base/ctx.h"
#include "core/audit_forget.h"
#include "core/verify_part.h"

enum { PAGE = 2000, HEADS = 500 };

/* A chain, or the part of it that is to be looked at. */
struct part {
	long stream, from_seq, seq;
	const char *from, *hash; /* where it goes on from; the head */
};
struct parts {
	struct part *at;
	size_t n;
};
static const struct db_col part_cols[] = {
	COL(struct part, stream),
	COL(struct part, from_seq),
	COL(struct part, from),
	COL(struct part, seq),
	COL(struct part, hash),
};
DB_ROWS(select_heads, part_cols,
    "SELECT h.stream, COALESCE(b.seq, 0) AS from_seq,"
    " COALESCE(b.hash, '" AUDIT_NONE "') AS `from`, h.seq, h.hash"
    " FROM audit_head h LEFT JOIN audit_base b ON b.stream = h.stream"
    " WHERE h.stream > ? ORDER BY h.stream LIMIT ?");
/* Of each stream what came after a seal; of its beginning only the hash. */
DB_ROWS(select_heads_after, part_cols,
    "SELECT h.stream, f.seq - 1 AS from_seq, COALESCE(p.hash, b.hash,"
    " '" AUDIT_NONE "') AS `from`, h.seq, h.hash FROM audit_head h"
    " JOIN (SELECT stream, MIN(seq) AS seq FROM audit"
    " WHERE seal_no > ? OR seal_no IS NULL GROUP BY stream) f"
    " ON f.stream = h.stream"
    " LEFT JOIN audit p ON p.stream = h.stream AND p.seq = f.seq - 1"
    " LEFT JOIN audit_base b ON b.stream = h.stream AND b.seq = f.seq - 1"
    " WHERE h.stream > ? ORDER BY h.stream LIMIT ?");
DB_ROWS(select_page, audit_entry_cols,
    "SELECT" AUDIT_COLUMNS("") "FROM audit WHERE stream = ? AND seq > ?"
			       " ORDER BY seq LIMIT ?");
struct stray {
	long stream;
};
static const struct db_col stray_cols[] = { COL(struct stray, stream) };
DB_ROWS(select_stray, stray_cols,
    "SELECT s.stream FROM (SELECT DISTINCT stream FROM audit) s"
    " WHERE NOT EXISTS (SELECT 1 FROM audit_head h"
    " WHERE h.stream = s.stream) ORDER BY s.stream LIMIT 1");

struct walk {
	struct check *c;
	long stream, seq;
	char hash[MERKLE_HEX + 1];
	bool bad; /* one fault of a chain is told */
};

static void
keep(char *to, const char *hash)
{
	size_t n = strlen(hash);

	if (n > MERKLE_HEX)
		n = MERKLE_HEX;
	memcpy(to, hash, n);
	to[n] = '\0';
}

#define BROKEN(w, link_, seq_, ...) \
	do { \
		if (!(w)->bad) \
			verify_bad((w)->c, \
			    (struct verify_fault){ .link = (link_), \
				.stream = (w)->stream, \
				.seq = (seq_) }, \
			    __VA_ARGS__); \
		(w)->bad = true; \
	} while (0)

static void
look(struct walk *w, const struct audit_entry *e)
{
	const char *wrong = audit_entry_wrong(w->c->page, e);

	if (e->seq != w->seq + 1)
		BROKEN(w, "chain", w->seq + 1,
		    _("Chain %ld: entry %ld is missing (the next there is"
		      " %ld)."),
		    w->stream, w->seq + 1, e->seq);
	else if (strcmp(e->prev, w->hash) != 0)
		BROKEN(w, "chain", e->seq,
		    _("Chain %ld: entry %ld does not follow the one before it,"
		      " which is missing, in another place or rewritten."),
		    w->stream, e->seq);
	if (wrong != NULL)
		BROKEN(w, "entry", e->seq,
		    str_eq(wrong, "body") ?
			_("Chain %ld: the text of entry %ld (detail, address,"
			  " before, after) was altered.") :
			_("Chain %ld: entry %ld was altered: it does not give"
			  " the hash that it has."),
		    w->stream, e->seq);
	else if (!str_empty(e->address_sha) &&
		 strncmp(e->at, w->c->forgotten, 19) >= 0)
		BROKEN(w, "entry", e->seq,
		    _("Chain %ld: the address of entry %ld was removed, and no"
		      " entry says that those of its day are forgotten."),
		    w->stream, e->seq);
	w->seq = e->seq;
	keep(w->hash, e->hash);
	w->c->v->entries++;
	w->c->v->blanked += e->blanked;
}

static void
look_head(struct walk *w, long seq, const char *hash)
{
	if (seq > w->seq)
		BROKEN(w, "head", seq,
		    _("Chain %ld: its head is entry %ld, but the last one"
		      " there is %ld: entries at its end are missing."),
		    w->stream, seq, w->seq);
	else if (seq < w->seq)
		BROKEN(w, "head", w->seq,
		    _("Chain %ld: its head is entry %ld, but there are entries"
		      " up to %ld: they were added past the program."),
		    w->stream, seq, w->seq);
	else if (strcmp(hash, w->hash) != 0)
		BROKEN(w, "head", seq,
		    _("Chain %ld: its head has another hash than its last"
		      " entry, %ld."),
		    w->stream, seq);
}

static enum rc
walk_chain(struct check *c, const struct part *p)
{
	struct walk w = { .c = c, .stream = p->stream, .seq = p->from_seq };
	char head[MERKLE_HEX + 1];
	struct audit_entries es;
	long head_seq = p->seq;

	keep(w.hash, p->from);
	keep(head, p->hash);
	do {
		size_t mark = arena_mark(c->page);
		TRY(db_rows(c->db, select_page,
		    ARGS(w.stream, w.seq, (long)PAGE), &es));
		for (size_t i = 0; i < es.n; i++)
			look(&w, &es.at[i]);
		TRY(verify_told(c, &es));
		arena_reset(c->page, mark);
	} while (es.n == PAGE);
	look_head(&w, head_seq, head);
	c->v->streams++;
	return OK;
}

static enum rc
select_parts(struct check *c, long stream, struct parts *ret)
{
	if (c->in->after == 0)
		return db_rows(c->db, select_heads, ARGS(stream, (long)HEADS),
		    ret);
	return db_rows(c->db, select_heads_after,
	    ARGS(c->in->after, stream, (long)HEADS), ret);
}

static enum rc
stray(struct check *c)
{
	struct stray s;
	enum rc rc = db_row(c->db, select_stray, ARGS(), &s);

	if (rc == OK)
		verify_bad(c,
		    (struct verify_fault){ .link = "head", .stream = s.stream },
		    _("Chain %ld has entries, but no head."), s.stream);
	return rc == E_NOTFOUND ? OK : rc;
}

/* The heads of a page stay in the arena while their chains are walked. */
enum rc
verify_chains(struct check *c)
{
	long stream = -(1L << 62);
	const char *forgotten;

	TRY(audit_forgotten(c->db, &forgotten));
	snprintf(c->forgotten, sizeof c->forgotten, "%s", forgotten);
	for (struct parts ps;;) {
		TRY(select_parts(c, stream, &ps));
		if (ps.n == 0)
			return stray(c);
		for (size_t i = 0; i < ps.n; i++)
			TRY(walk_chain(c, &ps.at[i]));
		stream = ps.at[ps.n - 1].stream;
		verify_step(c);
	}
}
