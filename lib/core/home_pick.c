/* home_pick.c - which report is the home of a figure */
#include <string.h>
#include "base/ctx.h"
#include "core/home_part.h"
#include "core/period.h"

struct picking {
	struct arena *mem;
	const struct home_ask *ask;
	const struct home_rows *rows;
	struct homes *ret;
	/* reports of this window that await a figure of ours */
	const long **await_us;
	size_t nawait;
};

bool
home_awaited(const struct home *h)
{
	return h->there < h->expected;
}

bool
home_alike(const struct home *a, const struct home *b)
{
	if (a->kind != b->kind || a->n != b->n || a->there != b->there ||
	    !str_eq(a->how, b->how))
		return false;
	for (size_t i = 0; i < a->n; i++)
		if (a->from[i] != b->from[i])
			return false;
	return true;
}

const struct home *
home_of(const struct homes *h, size_t cell)
{
	return h->at == NULL ? NULL : h->at[cell];
}

const char *
home_title(const struct home_report *r)
{
	return tr_pick(r->title_vi, r->title_en);
}

const char *
home_period(struct arena *mem, const struct home_report *r)
{
	struct period p;
	struct cutoff rule;

	if (!cutoff_read(r->cutoff, &rule) ||
	    !period_read(mem, r->period, rule, &p))
		return r->period;
	return period_show(mem, &p);
}

static bool
is_window(const struct home_row *a, const char *kind, const char *starts,
    const char *ends)
{
	return str_eq(a->kind, kind) && str_eq(a->starts, starts) &&
	       str_eq(a->ends, ends);
}

static bool
is_ours(const struct picking *p, const struct home_row *a)
{
	const struct report *r = p->ask->report;

	return is_window(a, r->kind, r->starts, r->ends);
}

/* Of rows of one cell and window: the chosen one, else who asked first. */
static const struct home_row *
best(const struct home_row *at, size_t n)
{
	const struct home_row *b = at;

	for (size_t i = 0; i < n; i++) {
		if (at[i].regime_id == at[i].chosen)
			return &at[i];
		if (at[i].since < b->since ||
		    (at[i].since == b->since && at[i].regime_id < b->regime_id))
			b = &at[i];
	}
	return b;
}

/* Each report once, with the revision that is accepted. */
static const struct home_report *
report_as(struct picking *p, const struct home_row *a)
{
	struct homes *h = p->ret;
	bool accepted = a->accepted_id != 0;

	for (size_t i = 0; i < h->nfrom; i++)
		if (h->from[i]->report_id == a->report_id)
			return h->from[i];
	struct home_report *r = arena_alloc(p->mem, sizeof *r);
	*r = (struct home_report){ .report_id = a->report_id,
		.line_id = a->line_id,
		.revision_id = a->accepted_id,
		.no = accepted ? a->no : 0,
		.regime = a->regime,
		.title_vi = a->title_vi,
		.title_en = a->title_en,
		.cutoff = a->cutoff,
		.period = a->period,
		.kind = a->kind,
		.starts = a->starts,
		.ends = a->ends,
		.state = a->state,
		.sha = accepted ? a->sha : NULL,
		.at = accepted ? a->at : NULL,
		.person = accepted ? a->person : NULL };
	h->from[h->nfrom++] = r;
	return r;
}

static struct home *
home_new(struct picking *p, enum home_kind kind, const char *how,
    const struct home_row *const *row, size_t n)
{
	struct home *h = arena_alloc(p->mem, sizeof *h);
	const struct home_report **from = arena_alloc(p->mem, n * sizeof *from);

	for (size_t i = 0; i < n; i++)
		from[i] = report_as(p, row[i]);
	*h = (struct home){ .kind = kind,
		.how = how,
		.from = from,
		.n = n,
		.expected = n };
	return h;
}

static const struct dec *
figure(struct picking *p, const char *text)
{
	return text == NULL ? NULL : dec_parse(p->mem, text);
}

/* A unit with nothing below has its total as its own figure. */
static const char *
own_text(const struct picking *p, const struct home_row *a)
{
	return p->ask->superior ? a->own : a->total;
}

static const struct home *
same_window(struct picking *p, const struct home_row *a)
{
	struct home *h = home_new(p, HOME_SAME, NULL, &a, 1);

	h->there = a->accepted_id != 0;
	h->own = figure(p, own_text(p, a));
	h->total = figure(p, a->total);
	return h;
}

/* The windows of one kind, each with the home of the item in it. */
struct tiles {
	const struct home_row **at;
	size_t n, expected;
};

static size_t
same_kind(const struct home_row *at, size_t n)
{
	size_t i = 1;

	while (i < n && str_eq(at[i].kind, at[0].kind))
		i++;
	return i;
}

static size_t
same_days(const struct home_row *at, size_t n)
{
	size_t i = 1;

	while (i < n && is_window(&at[i], at[0].kind, at[0].starts, at[0].ends))
		i++;
	return i;
}

static bool
follows(struct arena *mem, const char *ends, const char *starts)
{
	struct date d;

	return date_parse(ends, &d) &&
	       str_eq(date_iso(mem, date_add_days(d, 1)), starts);
}

/* How many windows are still to be opened after that one; 0: they do not fit.
 */
static size_t
to_come(const struct picking *p, const struct home_row *last)
{
	struct cutoff rule;
	struct period at;
	struct date end;
	size_t n = 0;

	if (!date_parse(p->ask->report->ends, &end) ||
	    !cutoff_read(last->cutoff, &rule) ||
	    !period_read(p->mem, last->period, rule, &at) ||
	    !period_regular(at.kind))
		return 0;
	while (date_cmp(at.ends, end) < 0) {
		at = period_step(p->mem, at, rule, 1);
		n++;
	}
	return date_cmp(at.ends, end) == 0 ? n : 0;
}

/* Do they tile the window, with those that will be opened yet? */
static enum rc
tiled(struct picking *p, struct tiles *t, bool *ret)
{
	const struct report *r = p->ask->report;
	const struct home_row *last = t->at[t->n - 1];

	*ret = str_eq(t->at[0]->starts, r->starts);
	for (size_t i = 1; *ret && i < t->n; i++)
		*ret = follows(p->mem, t->at[i - 1]->ends, t->at[i]->starts);
	t->expected = t->n;
	if (!*ret || str_eq(last->ends, r->ends))
		return OK;
	t->expected += to_come(p, last);
	*ret = t->expected > t->n;
	if (*ret && p->ask->owes != NULL)
		return p->ask->owes(p->ask->arg, last, ret);
	return OK;
}

static const struct dec *
together(struct picking *p, const struct tiles *t, bool total, const char *how)
{
	const struct dec *sum = NULL;

	if (strcmp(how, "last") == 0) {
		const struct home_row *a = t->at[t->n - 1];
		return figure(p, total ? a->total : own_text(p, a));
	}
	for (size_t i = 0; i < t->n; i++) {
		const char *text =
		    total ? t->at[i]->total : own_text(p, t->at[i]);
		if (text == NULL)
			continue;
		const struct dec *d = dec_parse(p->mem, text);
		sum = sum == NULL ? d : dec_add(p->mem, sum, d);
	}
	if (sum == NULL || strcmp(how, "mean") != 0)
		return sum;
	return dec_div(p->mem, sum, dec_long(p->mem, (long)t->n));
}

/* NULL: all are accepted, and no figure can be made of them. */
static const struct home *
of_parts(struct picking *p, const struct tiles *t, size_t cell)
{
	const char *how = t->at[0]->over_time;
	int decimals = p->ask->form->cells[cell].decimals;
	size_t accepted = 0, figures = 0;

	for (size_t i = 0; i < t->n; i++) {
		accepted += t->at[i]->accepted_id != 0;
		figures += t->at[i]->accepted_id != 0 &&
			   (t->at[i]->total != NULL ||
			       (strcmp(how, "last") == 0 && i + 1 < t->n));
	}
	if (accepted == t->expected && figures < t->expected)
		return NULL;
	struct home *h = home_new(p, HOME_PARTS, how, t->at, t->n);
	h->expected = t->expected;
	h->there = accepted;
	if (accepted < t->expected)
		return h;
	h->total = dec_round(p->mem, together(p, t, true, how), decimals);
	if (dec_too_big(h->total))
		return NULL;
	h->own = together(p, t, false, how);
	if (h->own != NULL)
		h->own = dec_round(p->mem, h->own, decimals);
	return h;
}

/* Rows of one cell, and of windows shorter than ours. */
static enum rc
parts(struct picking *p, const struct home_row *at, size_t n, size_t cell)
{
	struct tiles t = { .at = arena_alloc(p->mem, n * sizeof *t.at) };
	size_t kind, days;
	bool is;

	if (n == 0 || str_empty(at[0].over_time) ||
	    strcmp(at[0].over_time, "none") == 0)
		return OK;
	for (; n > 0; at += kind, n -= kind) {
		kind = same_kind(at, n);
		t.n = 0;
		for (size_t i = 0; i < kind; i += days) {
			days = same_days(at + i, kind - i);
			t.at[t.n++] = best(at + i, days);
		}
		if (str_eq(t.at[0]->kind, p->ask->report->kind))
			continue;
		TRY(tiled(p, &t, &is));
		if (!is)
			continue;
		p->ret->at[cell] = of_parts(p, &t, cell);
		return OK;
	}
	return OK;
}

/* Rows of our own window: who of the others is the home, or waits for us. */
static const struct home_row *
home_in(struct picking *p, const struct home_row *at, size_t n)
{
	const struct report *r = p->ask->report;
	const struct home_row *b = best(at, n);
	bool ours =
	    at[0].chosen == r->regime_id ||
	    (b->regime_id != b->chosen &&
		(at[0].mine < b->since ||
		    (at[0].mine == b->since && r->regime_id < b->regime_id)));

	if (!ours)
		return b;
	for (size_t i = 0; i < n; i++)
		p->await_us[p->nawait++] = &at[i].report_id;
	return NULL;
}

static enum rc
pick_cell(struct picking *p, const struct home_row *at, size_t n)
{
	const struct home_row *same = NULL, *home;
	size_t cell = (size_t)at[0].cell, nsame = 0;

	if (cell >= p->ask->form->ncell ||
	    p->ask->form->cells[cell].computed != NULL)
		return OK;
	for (size_t i = 0; i < n; i++)
		if (is_ours(p, &at[i])) {
			same = same == NULL ? &at[i] : same;
			nsame++;
		}
	home = same == NULL ? NULL : home_in(p, same, nsame);
	if (home == NULL)
		return parts(p, at, n, cell);
	p->ret->at[cell] = same_window(p, home);
	return OK;
}

/* Two reports that wait for each other: neither must be stopped by it. */
static void
mark_mutual(struct picking *p)
{
	for (size_t c = 0; c < p->ask->form->ncell; c++) {
		struct home *h = (struct home *)p->ret->at[c];
		for (size_t i = 0; h != NULL && i < p->nawait; i++)
			h->mutual |= h->kind == HOME_SAME &&
				     h->from[0]->report_id == *p->await_us[i];
	}
}

enum rc
home_pick(struct arena *mem, const struct home_ask *ask,
    const struct home_rows *rows, struct homes *ret)
{
	struct picking p = { mem, ask, rows, ret, NULL, 0 };
	size_t n;

	*ret = (struct homes){ 0 };
	if (rows->n == 0)
		return OK;
	ret->at = arena_alloc(mem, ask->form->ncell * sizeof *ret->at);
	ret->from = arena_alloc(mem, rows->n * sizeof *ret->from);
	p.await_us = arena_alloc(mem, rows->n * sizeof *p.await_us);
	for (size_t i = 0; i < rows->n; i += n) {
		const struct home_row *at = &rows->at[i];
		for (n = 1; i + n < rows->n && at[n].cell == at->cell; n++)
			;
		TRY(pick_cell(&p, at, n));
	}
	mark_mutual(&p);
	if (ret->nfrom == 0)
		ret->at = NULL;
	return OK;
}
