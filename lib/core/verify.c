/* verify.c - every link of the record, in order */
#include <stdio.h>
#include <string.h>
#include "io/db_open.h"
#include "core/verify_part.h"

void
verify_bad(struct check *c, struct verify_fault f, const char *fmt, ...)
{
	struct verify *v = c->v;
	char text[1000];
	va_list ap;

	if (v->nfault++ >= VERIFY_FAULTS)
		return;
	va_start(ap, fmt);
	vsnprintf(text, sizeof text, fmt, ap);
	va_end(ap);
	f.text = str_dup(v->mem, text);
	v->fault[v->nfault - 1] = f;
}

void
verify_step(struct check *c)
{
	arena_reset(c->page, 0);
	if (c->in->progress != NULL)
		c->in->progress(c->v);
}

static enum rc
ends(struct check *c)
{
	struct verify *v = c->v;
	struct seal_waiting w;
	struct seal last;

	TRY(seal_waiting(c->db, &w));
	v->waiting = w.n;
	if (w.since != NULL)
		v->since = str_dup(v->mem, w.since);
	enum rc rc = seal_last(c->db, &last);
	if (rc == E_NOTFOUND)
		return OK;
	TRY(rc);
	v->seal = last.no;
	v->seal_hash = str_dup(v->mem, last.hash);
	return OK;
}

static enum rc
all(struct check *c)
{
	TRY(verify_restored(c));
	verify_step(c);
	TRY(verify_archives(c));
	verify_step(c);
	TRY(verify_chains(c));
	verify_step(c);
	TRY(verify_seals(c));
	verify_step(c);
	TRY(verify_anchors(c));
	verify_step(c);
	if (c->in->after == 0)
		TRY(verify_revisions(c));
	verify_step(c);
	if (c->in->after == 0)
		TRY(verify_receipts(c));
	verify_step(c);
	return ends(c);
}

enum rc
verify_run(struct db *db, struct arena *mem, const struct verify_in *in,
    struct verify *ret)
{
	struct check c = { .db = db, .in = in, .v = ret, .page = arena_new() };

	*ret = (struct verify){ .mem = mem };
	db_into(db, c.page);
	enum rc rc = all(&c);
	db_into(db, mem);
	arena_free(c.page);
	return rc;
}
