/* demo_period.c - one period of a regime, from the lowest units upward */
#include <stdlib.h>
#include <string.h>
#include "core/demo_part.h"
#include "core/fact.h"
#include "core/flow.h"
#include "core/period.h"
#include "core/signature.h"
#include "io/db_open.h"
#include "io/json.h"

enum { JSON_MAX = 12 << 20, FLUSH = 2 << 20 };

DB_STMT(insert_revisions,
    "INSERT INTO revision (report_id, no, form_id, person_id, at, body, sha,"
    " prev) SELECT j.r, j.no, ?, j.person, j.at, j.body, j.sha, j.prev"
    " FROM JSON_TABLE(?, '$[*]' COLUMNS (r BIGINT PATH '$.r',"
    " no BIGINT PATH '$.no', person BIGINT PATH '$.p',"
    " at DATETIME(6) PATH '$.at', body MEDIUMTEXT PATH '$.b',"
    " sha CHAR(64) PATH '$.s', prev CHAR(64) PATH '$.w')) j");
DB_STMT(update_reports,
    "UPDATE JSON_TABLE(?, '$[*]' COLUMNS (r BIGINT PATH '$.r',"
    " state VARCHAR(10) PATH '$.st', version BIGINT PATH '$.v',"
    " no BIGINT PATH '$.no', accepted BIGINT PATH '$.acc',"
    " sent DATETIME(6) PATH '$.fs', changed DATETIME(6) PATH '$.ch')) j"
    " JOIN report r ON r.id = j.r"
    " LEFT JOIN revision k ON k.report_id = r.id AND k.no = j.no"
    " SET r.state = j.state, r.version = j.version, r.revision_id = k.id,"
    " r.accepted_id = IF(j.accepted = 1, k.id, NULL), r.first_sent = j.sent,"
    " r.changed = j.changed");
DB_STMT(insert_events,
    "INSERT INTO report_event (report_id, act, person_id, at, revision_id,"
    " reason) SELECT k.report_id, j.act, j.person, j.at, k.id, j.reason"
    " FROM JSON_TABLE(?, '$[*]' COLUMNS (n FOR ORDINALITY,"
    " r BIGINT PATH '$.r', no BIGINT PATH '$.no',"
    " act VARCHAR(10) PATH '$.a', person BIGINT PATH '$.p',"
    " at DATETIME(6) PATH '$.at', reason VARCHAR(2000) PATH '$.why')) j"
    " JOIN revision k ON k.report_id = j.r AND k.no = j.no ORDER BY j.n");
DB_STMT(insert_signatures,
    "INSERT INTO revision_signature (revision_id, kind, signer, at, value)"
    " SELECT k.id, 'ed25519', j.k, ?, j.v FROM JSON_TABLE(?, '$[*]' COLUMNS"
    " (r BIGINT PATH '$.r', no BIGINT PATH '$.no', k CHAR(64) PATH '$.k',"
    " v CHAR(128) PATH '$.v')) j"
    " JOIN revision k ON k.report_id = j.r AND k.no = j.no");
DB_STMT(insert_uses,
    "INSERT INTO revision_use (revision_id, source_id) SELECT k.id, j.source"
    " FROM JSON_TABLE(?, '$[*]' COLUMNS (r BIGINT PATH '$.r',"
    " no BIGINT PATH '$.no', source BIGINT PATH '$.s')) j"
    " JOIN revision k ON k.report_id = j.r AND k.no = j.no");
DB_STMT(insert_drafts,
    "INSERT INTO draft (report_id, cell, num, made, changed, person_id, at)"
    " SELECT j.r, j.cell, j.num, 2, 2, j.person, j.at"
    " FROM JSON_TABLE(?, '$[*]' COLUMNS (r BIGINT PATH '$.r',"
    " cell BIGINT PATH '$.c', num DECIMAL(38,10) PATH '$.n',"
    " person BIGINT PATH '$.p', at DATETIME(6) PATH '$.at')) j");

/* A report while the period is built. */
struct node {
	struct report *r;
	struct demo_plan plan;
	long parent;      /* index, or -1 */
	long first, next; /* children, and the next child of the same parent */
	int depth;
	struct figures total; /* of an accepted one */
	const char *sha;
	long no;
};

/* Rows on their way to the database. */
struct rows {
	struct buf buf;
	struct json json;
	long n;
};
struct build {
	struct demo_job *job;
	const struct form *form;
	const char *before; /* code of the period before */
	struct node *node;
	size_t n, *order;
	bool current;
	struct arena *keep, *chunk, *work; /* period, chunk, one report */
	struct rows revisions, reports, events, drafts, accepted, uses, sigs;
};

static void
rows_open(struct build *b, struct rows *r)
{
	r->buf = (struct buf){ .mem = b->chunk, .max = JSON_MAX };
	r->json = (struct json){ .out = &r->buf };
	r->n = 0;
	json_array(&r->json, NULL);
}

static void
chunk_open(struct build *b)
{
	arena_reset(b->chunk, 0);
	rows_open(b, &b->revisions);
	rows_open(b, &b->reports);
	rows_open(b, &b->events);
	rows_open(b, &b->drafts);
	rows_open(b, &b->accepted);
	rows_open(b, &b->uses);
	rows_open(b, &b->sigs);
}

static enum rc
chunk_store(struct build *b)
{
	struct db *db = b->job->db;

	TRY(db_exec(db, insert_revisions,
	    ARGS(b->form->id, b->revisions.buf.at), NULL));
	TRY(db_exec(db, update_reports, ARGS(b->reports.buf.at), NULL));
	TRY(db_exec(db, insert_events, ARGS(b->events.buf.at), NULL));
	if (b->sigs.n > 0)
		TRY(db_exec(db, insert_signatures,
		    ARGS(b->job->ctx->real, b->sigs.buf.at), NULL));
	if (b->uses.n > 0)
		TRY(db_exec(db, insert_uses, ARGS(b->uses.buf.at), NULL));
	if (b->drafts.n > 0)
		TRY(db_exec(db, insert_drafts, ARGS(b->drafts.buf.at), NULL));
	return fact_add(db, b->accepted.buf.at);
}

static enum rc
chunk_flush(struct build *b)
{
	struct rows *all[] = { &b->revisions, &b->reports, &b->events,
		&b->drafts, &b->accepted, &b->uses, &b->sigs };

	for (size_t i = 0; i < COUNT(all); i++) {
		json_end(&all[i]->json);
		if (all[i]->buf.full)
			return fail(E_LIMIT, "demonstration: chunk too large");
	}
	b->job->revisions += b->revisions.n;
	if (b->reports.n > 0) {
		TRY(db_begin(b->job->db, DB_READ_WRITE));
		TRY(db_end(b->job->db, chunk_store(b)));
	}
	chunk_open(b);
	return OK;
}

static struct json *
row(struct rows *r)
{
	r->n++;
	json_object(&r->json, NULL);
	return &r->json;
}

static void
put_event(struct build *b, const struct node *x, const char *act, long person,
    const char *at, long no, const char *why)
{
	struct json *j = row(&b->events);

	json_long(j, "r", x->r->id);
	json_long(j, "no", no);
	json_text(j, "a", act);
	json_long(j, "p", person);
	json_text(j, "at", at);
	json_text(j, "why", why);
	json_end(j);
}

static void
put_revision(struct build *b, const struct node *x, const struct revision *k)
{
	struct json *j = row(&b->revisions);

	json_long(j, "r", x->r->id);
	json_long(j, "no", k->no);
	json_long(j, "p", k->person_id);
	json_text(j, "at", k->at);
	json_text(j, "b", k->body);
	json_text(j, "s", k->sha);
	json_text(j, "w", k->prev);
	json_end(j);
}

static enum rc
put_signature(struct build *b, const struct node *x, const struct revision *k)
{
	const char *text = signature_text(b->work, k);
	struct signature s;

	if (b->job->sign_key == NULL)
		return OK;
	TRY(sign_text(b->work, b->job->sign_key, text, strlen(text), &s));
	struct json *j = row(&b->sigs);
	json_long(j, "r", x->r->id);
	json_long(j, "no", k->no);
	json_text(j, "k", s.key);
	json_text(j, "v", s.value);
	json_end(j);
	return OK;
}

/* Revisions of other reports whose figures it has used. */
static void
put_uses(struct build *b, const struct node *x, const struct sheet *s, long no)
{
	for (size_t i = 0; i < s->homes.nfrom; i++) {
		struct json *j = row(&b->uses);
		json_long(j, "r", x->r->id);
		json_long(j, "no", no);
		json_long(j, "s", s->homes.from[i]->revision_id);
		json_end(j);
	}
}

static const char *
last_moment(const struct demo_plan *p)
{
	if (p->accepted != NULL)
		return p->accepted;
	if (p->revisions == 2)
		return p->sent[1];
	return p->returned != NULL ? p->returned : p->sent[0];
}

static void
put_report(struct build *b, const struct node *x)
{
	const struct demo_plan *p = &x->plan;
	bool accepted = str_eq(p->state, ACCEPTED);
	struct json *j = row(&b->reports);
	long steps = p->revisions + (p->returned != NULL) + accepted;

	json_long(j, "r", x->r->id);
	json_text(j, "st", p->state);
	json_long(j, "v", 2 + steps);
	json_long(j, "no", x->no);
	json_long(j, "acc", accepted);
	json_text(j, "fs", p->sent[0]);
	json_text(j, "ch", p->revisions == 0 ? x->r->changed : last_moment(p));
	json_end(j);
	if (accepted) {
		b->accepted.n++;
		json_long(&b->accepted.json, NULL, x->r->id);
	}
}

static void
put_draft(struct build *b, const struct node *x, const struct sheet *s,
    bool half)
{
	const struct demo_head *who =
	    demo_head_of(b->job->heads, x->r->unit_id);
	const char *at =
	    x->plan.returned != NULL ? x->plan.returned : x->r->changed;

	for (size_t i = 0; i < s->form->ncell / (half ? 2 : 1); i++) {
		if (!sheet_asks(s, i) || s->own.num[i].dec == NULL)
			continue;
		struct json *j = row(&b->drafts);
		json_long(j, "r", x->r->id);
		json_long(j, "c", (long)i);
		json_text(j, "n", dec_text(s->mem, s->own.num[i].dec));
		json_long(j, "p", who->person_id);
		json_text(j, "at", at);
		json_end(j);
	}
}

/* Out of the work arena, which is emptied after every report. */
static struct figures
keep(struct build *b, const struct figures *of)
{
	size_t n = b->form->ncell;
	struct figures f = { .num = arena_alloc(b->keep, n * sizeof *f.num),
		.txt = arena_alloc(b->keep, n * sizeof *f.txt) };

	for (size_t i = 0; i < n; i++)
		if (of->num[i].dec != NULL && b->form->item_ids[i] != 0)
			f.num[i].dec = dec_parse(b->keep,
			    dec_text(b->work, of->num[i].dec));
	return f;
}

static void
add_child(struct build *b, struct sheet *s, const struct node *c)
{
	const struct form *f = b->form;
	struct sheet_child *k = &s->child[s->nchild++];
	const struct demo_head *who =
	    demo_head_of(b->job->heads, c->r->unit_id);
	bool accepted = c->total.num != NULL;

	*k = (struct sheet_child){ .unit_id = c->r->unit_id,
		.report_id = c->r->id,
		.code = c->r->unit_code,
		.name = c->r->unit,
		.level = c->r->level,
		.state = c->plan.state,
		.sender = c->no > 0 ? who->name : NULL,
		.accepted = accepted,
		.revision_no = accepted ? c->no : 0,
		.sha = accepted ? c->sha : NULL };
	if (!accepted)
		return;
	s->naccepted++;
	for (size_t i = 0; i < f->ncell; i++)
		if (f->cells[i].sums && c->total.num[i].dec != NULL)
			sheet_add(s, &s->below, i, c->total.num[i].dec);
	if (f->synth == SYNTH_LIST) {
		k->is = sheet_figures(s);
		memcpy(k->is.num, c->total.num, f->ncell * sizeof *k->is.num);
		sheet_fill(s, &k->is);
	}
}

static enum rc
make_sheet(struct build *b, const struct node *x, int take, struct sheet *ret)
{
	struct findings f = { .mem = b->work };
	long n = 0;

	sheet_new(b->work, b->form, x->r, x->first >= 0, ret);
	for (long c = x->first; c >= 0; c = b->node[c].next)
		n++;
	ret->child = arena_alloc(b->work, (size_t)n * sizeof *ret->child);
	for (long c = x->first; c >= 0; c = b->node[c].next)
		add_child(b, ret, &b->node[c]);
	demo_figures(ret, b->before,
	    demo_head_of(b->job->heads, x->r->unit_id)->old, take,
	    x->first < 0 || b->form->synth == SYNTH_LIST);
	TRY(sheet_homes(b->job->db, ret));
	TRY(sheet_past(b->job->db, ret));
	sheet_compute(ret);
	sheet_check(ret, &f);
	if (f.nerror > 0 && x->plan.revisions > 0)
		return fail(E_INTERNAL, "demonstration: %s of %s: %s",
		    x->r->regime, x->r->unit, f.at[0].text);
	return OK;
}

static enum rc
make_revision(struct build *b, struct node *x, int no, const char **prev,
    struct sheet *s)
{
	const struct demo_head *who =
	    demo_head_of(b->job->heads, x->r->unit_id);
	struct revision k = { .no = no,
		.person_id = who->person_id,
		.person = who->name,
		.at = x->plan.sent[no - 1],
		.prev = *prev };

	TRY(make_sheet(b, x, x->plan.revisions - no, s));
	k.body = revision_body(b->work, s, no, k.at, k.person, NULL);
	if (k.body == NULL)
		return E_LIMIT;
	k.sha = revision_hash(b->work, k.prev, k.body);
	put_revision(b, x, &k);
	TRY(put_signature(b, x, &k));
	put_uses(b, x, s, no);
	put_event(b, x, "send", who->person_id, k.at, no, "");
	*prev = k.sha;
	x->sha = str_dup(b->keep, k.sha);
	x->no = no;
	return OK;
}

/* What waits for figures of another report cannot have been sent. */
static enum rc
make_wait(struct build *b, struct node *x)
{
	struct homes h;

	TRY(home_load(b->job->db, x->r, b->form, x->first >= 0, &h));
	for (size_t i = 0; h.at != NULL && i < b->form->ncell; i++)
		if (h.at[i] != NULL && home_awaited(h.at[i])) {
			x->plan = (struct demo_plan){ .state = DRAFT };
			return OK;
		}
	return OK;
}

/* Its whole story: sent, perhaps returned and sent again, accepted. */
static enum rc
make_report(struct build *b, struct node *x)
{
	static const char why[] = "Đề nghị rà soát lại số liệu kỳ trước "
				  "chuyển sang và kết quả xử lý.";
	const struct demo_plan *p = &x->plan;
	const char *prev = REVISION_NONE;

	TRY(make_wait(b, x));
	long by = demo_head_of(b->job->heads, x->r->receiver_id)->person_id;
	struct sheet s;

	for (int no = 1; no <= p->revisions; no++) {
		TRY(make_revision(b, x, no, &prev, &s));
		if (no == 1 && p->returned != NULL)
			put_event(b, x, "return", by, p->returned, 1, why);
	}
	if (p->revisions == 0)
		TRY(make_sheet(b, x, 0, &s));
	if (p->accepted != NULL) {
		x->total = keep(b, &s.total);
		if (x->r->receiver_id != 0)
			put_event(b, x, "accept", by, p->accepted, x->no, "");
	}
	if (str_eq(p->state, DRAFT) || str_eq(p->state, RETURNED))
		put_draft(b, x, &s, str_eq(p->state, DRAFT));
	put_report(b, x);
	return OK;
}

static enum demo_role
role_of(const struct demo_chain *c, long unit)
{
	if (unit == c->returned)
		return DEMO_RETURNED;
	return unit == c->centre || unit == c->province ||
		       unit == c->district || unit == c->commune ||
		       unit == c->ministry || unit == c->department ?
		   DEMO_CHAIN :
		   DEMO_PLAIN;
}

static int
by_unit(const void *a, const void *b)
{
	const struct node *x = a, *y = b;

	return (x->r->unit_id > y->r->unit_id) -
	       (x->r->unit_id < y->r->unit_id);
}

static long
node_of(const struct build *b, long unit_id)
{
	struct report r = { .unit_id = unit_id };
	struct node key = { .r = &r }, *found;

	found = bsearch(&key, b->node, b->n, sizeof key, by_unit);
	return found == NULL ? -1 : found - b->node;
}

static const struct build *sorting;

/* Those farthest from the top first; by code among them. */
static int
by_depth(const void *a, const void *b)
{
	const struct node *x = &sorting->node[*(const size_t *)a];
	const struct node *y = &sorting->node[*(const size_t *)b];

	if (x->depth != y->depth)
		return y->depth - x->depth;
	return strcmp(x->r->unit_code, y->r->unit_code);
}

/* Who is below whom, in order of codes. */
static void
link_nodes(struct build *b, const struct reports *rs)
{
	b->n = rs->n;
	b->node = arena_alloc(b->keep, b->n * sizeof *b->node);
	b->order = arena_alloc(b->keep, b->n * sizeof *b->order);
	for (size_t i = 0; i < b->n; i++)
		b->node[i] = (struct node){ .r = &rs->at[i],
			.parent = -1,
			.first = -1,
			.next = -1 };
	qsort(b->node, b->n, sizeof *b->node, by_unit);
	for (size_t i = 0; i < b->n; i++) {
		struct node *x = &b->node[i];
		x->parent = node_of(b, x->r->receiver_id);
		b->order[i] = i;
		for (const struct node *y = x; y->r->receiver_id != 0;
		     y = &b->node[node_of(b, y->r->receiver_id)])
			x->depth++;
	}
	sorting = b;
	qsort(b->order, b->n, sizeof *b->order, by_depth);
	for (size_t i = b->n; i-- > 0;) {
		struct node *x = &b->node[b->order[i]];
		if (x->parent < 0)
			continue;
		x->next = b->node[x->parent].first;
		b->node[x->parent].first = (long)b->order[i];
	}
}

static enum rc
build_all(struct build *b)
{
	for (size_t i = 0; i < b->n; i++) {
		struct node *x = &b->node[b->order[i]];
		demo_plan(b->keep, x->r, b->job->at, b->current,
		    role_of(b->job->chain, x->r->unit_id), &x->plan);
		if (str_eq(x->plan.state, DUE))
			continue;
		arena_reset(b->work, 0);
		db_into(b->job->db, b->work);
		TRY(make_report(b, x));
		if (b->revisions.buf.len > FLUSH)
			TRY(chunk_flush(b));
	}
	return chunk_flush(b);
}

static enum rc
load(struct build *b, const char *regime, const char *period)
{
	struct reports rs;
	struct period p;
	struct cutoff cutoff;

	TRY(report_all(b->job->db, regime, period, &rs));
	if (rs.n == 0)
		return E_NOTFOUND;
	TRY(form_get(b->job->db, rs.at[0].form_id, &b->form));
	link_nodes(b, &rs);
	if (!cutoff_read(rs.at[0].cutoff, &cutoff) ||
	    !period_read(b->keep, period, cutoff, &p))
		return E_INTERNAL;
	b->before = period_step(b->keep, p, cutoff, -1).code;
	return OK;
}

static enum rc
load_and_build(struct build *b, const char *regime, const char *period)
{
	struct db *db = b->job->db;

	db_into(db, b->keep);
	TRY(db_begin(db, DB_READ_ONLY));
	TRY(db_end(db, load(b, regime, period)));
	chunk_open(b);
	return build_all(b);
}

enum rc
demo_period(struct demo_job *job, const char *regime, const char *period,
    bool current)
{
	struct build b = { .job = job,
		.current = current,
		.keep = arena_new(),
		.chunk = arena_new(),
		.work = arena_new() };
	enum rc rc = load_and_build(&b, regime, period);

	db_into(job->db, job->ctx->mem);
	arena_free(b.keep);
	arena_free(b.chunk);
	arena_free(b.work);
	return rc == E_NOTFOUND ? OK : rc;
}
