/* verify_seal.c - seals: their chain, their signatures, what they hold */
#include <stdio.h>
#include <string.h>
#include "base/ctx.h"
#include "core/verify_part.h"

enum { SEALS = 500, LEAVES = 4 * SEAL_MAX };

struct leaf {
	long seal_no;
	const char *hash;
};
struct leaves {
	struct leaf *at;
	size_t n;
};
static const struct db_col leaf_cols[] = {
	COL(struct leaf, seal_no),
	COL(struct leaf, hash),
};
DB_ROWS(select_leaves, leaf_cols,
    "SELECT seal_no, hash FROM audit WHERE seal_no BETWEEN ? AND ?"
    " ORDER BY seal_no, stream, seq LIMIT ?");
struct stray {
	long stream, seq, seal_no;
};
static const struct db_col stray_cols[] = {
	COL(struct stray, stream),
	COL(struct stray, seq),
	COL(struct stray, seal_no),
};
DB_ROWS(select_stray, stray_cols,
    "SELECT stream, seq, seal_no FROM audit WHERE seal_no > ?"
    " OR seal_no <= ? ORDER BY seal_no, stream, seq LIMIT 1");

#define BAD(c, no_, ...) \
	verify_bad((c), (struct verify_fault){ .link = "seal", .no = (no_) }, \
	    __VA_ARGS__)

/* The chain of seals, as far as it was followed. */
struct chain {
	struct check *c;
	struct sign_keys keys;
	long no;
	char hash[MERKLE_HEX + 1];
};

static void
look(struct chain *h, const struct seal *s)
{
	struct check *c = h->c;

	if (!restored_follows(&c->v->restored, h->no, s->no))
		BAD(c, h->no + 1,
		    _("Seal %ld is missing (the next there is %ld)."),
		    h->no + 1, s->no);
	else if (strcmp(s->prev, h->hash) != 0)
		BAD(c, s->no,
		    _("Seal %ld does not follow the one before it, which was"
		      " rewritten."),
		    s->no);
	if (!str_eq(s->hash, seal_hash(c->page, s)))
		BAD(c, s->no, _("Seal %ld was altered."), s->no);
	else if (str_empty(s->sign_key) && str_empty(s->signature)) {
		if (sign_key_due(c->page, &h->keys, s->at))
			BAD(c, s->no,
			    _("Seal %ld has no signature, though there was a"
			      " key to sign it with."),
			    s->no);
	} else {
		enum sign_state is = seal_signed(c->page, &h->keys, s);
		if (is != SIGN_GOOD)
			BAD(c, s->no, _("Seal %ld: its signature: %s"), s->no,
			    sign_state_show(is));
	}
	c->v->unsigned_ += str_empty(s->sign_key);
	c->v->seals++;
	h->no = s->no;
	snprintf(h->hash, sizeof h->hash, "%s", s->hash);
}

/* The leaves of one seal, out of those of several; how many they are. */
static size_t
look_inside(struct check *c, const struct seal *s, const struct leaf *at,
    size_t left)
{
	char root[MERKLE_HEX + 1];
	struct merkle m = { 0 };
	size_t n = 0;

	for (; n < left && at[n].seal_no == s->no; n++)
		if (strlen(at[n].hash) == MERKLE_HEX)
			merkle_add(&m, at[n].hash);
	merkle_root(&m, root);
	if ((long)n != s->n)
		BAD(c, s->no,
		    _("Seal %ld holds %ld entries; there are %zu of them."),
		    s->no, s->n, n);
	else if (strcmp(root, s->root) != 0)
		BAD(c, s->no,
		    _("Seal %ld: an entry that it holds was altered or"
		      " exchanged."),
		    s->no);
	c->v->sealed += (long)n;
	return n;
}

/* Seals [from, to): together so few that their leaves are one page. */
static enum rc
look_into(struct check *c, const struct seals *ss, size_t from, size_t to)
{
	size_t mark = arena_mark(c->page), at = 0;
	struct leaves ls;

	TRY(db_rows(c->db, select_leaves,
	    ARGS(ss->at[from].no, ss->at[to - 1].no, LEAVES + 1L), &ls));
	for (size_t i = from; i < to; i++)
		at += look_inside(c, &ss->at[i], ls.at + at, ls.n - at);
	if (at < ls.n)
		BAD(c, ls.at[at].seal_no,
		    _("Seal %ld: there are more entries than it holds."),
		    ls.at[at].seal_no);
	arena_reset(c->page, mark);
	return OK;
}

static enum rc
look_into_all(struct check *c, const struct seals *ss)
{
	size_t from = 0;

	while (from < ss->n && ss->at[from].no <= c->archived)
		from++;
	while (from < ss->n) {
		size_t to = from + 1;
		long sum = ss->at[from].n;
		while (to < ss->n && sum + ss->at[to].n <= LEAVES)
			sum += ss->at[to++].n;
		TRY(look_into(c, ss, from, to));
		from = to;
	}
	return OK;
}

static enum rc
stray(struct check *c, long last)
{
	struct stray s;
	enum rc rc = db_row(c->db, select_stray, ARGS(last, c->archived), &s);

	if (rc == OK)
		verify_bad(c,
		    (struct verify_fault){ .link = "seal",
			.stream = s.stream,
			.seq = s.seq,
			.no = s.seal_no },
		    s.seal_no > last ?
			_("Entry %ld of chain %ld is in seal %ld, which is not"
			  " there.") :
			_("Entry %ld of chain %ld is in seal %ld, whose"
			  " entries were archived."),
		    s.seq, s.stream, s.seal_no);
	return rc == E_NOTFOUND ? OK : rc;
}

/* Going on from a seal: it must be the one that was seen then. */
static enum rc
begin(struct chain *h)
{
	const struct verify_in *in = h->c->in;
	struct seal s;

	snprintf(h->hash, sizeof h->hash, "%s", AUDIT_NONE);
	if (in->after == 0)
		return OK;
	h->no = in->after;
	snprintf(h->hash, sizeof h->hash, "%s", in->after_hash);
	enum rc rc = seal_get(h->c->db, in->after, &s);
	if (rc == E_NOTFOUND || (rc == OK && !str_eq(s.hash, in->after_hash)))
		BAD(h->c, in->after,
		    _("Seal %ld is not the one that was verified before."),
		    in->after);
	return rc == E_NOTFOUND ? OK : rc;
}

enum rc
verify_seals(struct check *c)
{
	struct chain h = { .c = c };
	struct seals ss;

	TRY(sign_key_load(c->db, c->page, c->in->key_file, &h.keys));
	TRY(begin(&h));
	for (;;) {
		size_t mark = arena_mark(c->page);
		TRY(seal_after(c->db, h.no, SEALS, &ss));
		for (size_t i = 0; i < ss.n; i++)
			look(&h, &ss.at[i]);
		TRY(look_into_all(c, &ss));
		arena_reset(c->page, mark);
		if (ss.n == 0)
			return stray(c, h.no);
	}
}
