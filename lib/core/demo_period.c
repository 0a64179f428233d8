/* demo_period.c - one period of a regime, from the lowest units upward */
#include <stdlib.h>
#include <string.h>
#include "core/demo_rows.h"
#include "core/flow.h"
#include "core/period.h"
#include "io/db_open.h"

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

struct build {
	struct demo_job *job;
	const struct form *form;
	const char *before; /* code of the period before */
	struct node *node;
	size_t n, *order;
	bool current;
	struct arena *keep, *work; /* of the period, of one report */
	struct demo_rows rows;
};

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
	k.body = revision_body(b->work, s, no, k.at, k.person,
	    &(struct behalf){ 0 });
	if (k.body == NULL)
		return E_LIMIT;
	k.sha = revision_hash(b->work, k.prev, k.body);
	demo_put_revision(&b->rows, x->r, &k);
	TRY(demo_put_signature(&b->rows, x->r, &k, b->job->sign_key, b->work));
	demo_put_uses(&b->rows, x->r, s, no);
	demo_put_event(&b->rows, x->r,
	    &(struct demo_event){ "send", who->person_id, k.at, no, "" });
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
			demo_put_event(&b->rows, x->r,
			    &(struct demo_event){ "return", by, p->returned, 1,
				why });
	}
	if (p->revisions == 0)
		TRY(make_sheet(b, x, 0, &s));
	if (p->accepted != NULL) {
		x->total = keep(b, &s.total);
		if (x->r->receiver_id != 0)
			demo_put_event(&b->rows, x->r,
			    &(struct demo_event){ "accept", by, p->accepted,
				x->no, "" });
	}
	if (str_eq(p->state, DRAFT) || str_eq(p->state, RETURNED))
		demo_put_draft(&b->rows, x->r, &s,
		    demo_head_of(b->job->heads, x->r->unit_id)->person_id,
		    p->returned != NULL ? p->returned : x->r->changed,
		    str_eq(p->state, DRAFT) ? 2 : 1);
	demo_put_report(&b->rows, x->r, p, x->no);
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
store(struct build *b)
{
	long revisions;

	TRY(demo_rows_store(&b->rows, b->job->db, b->form->id,
	    b->job->ctx->real, &revisions));
	b->job->revisions += revisions;
	return OK;
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
		if (demo_rows_many(&b->rows))
			TRY(store(b));
	}
	return store(b);
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
	demo_rows_open(&b->rows);
	return build_all(b);
}

enum rc
demo_period(struct demo_job *job, const char *regime, const char *period,
    bool current)
{
	struct build b = { .job = job,
		.current = current,
		.keep = arena_new(),
		.rows.mem = arena_new(),
		.work = arena_new() };
	enum rc rc = load_and_build(&b, regime, period);

	db_into(job->db, job->ctx->mem);
	arena_free(b.keep);
	arena_free(b.rows.mem);
	arena_free(b.work);
	return rc == E_NOTFOUND ? OK : rc;
}
