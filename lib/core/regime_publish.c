/* regime_publish.c - a draft becomes what everybody reports by */
#include <string.h>
#include "base/date.h"
#include "core/change.h"
#include "core/deadline.h"
#include "core/outline.h"
#include "core/regime_publish.h"
#include "io/db.h"

struct count {
	long n;
};
static const struct db_col count_cols[] = { COL(struct count, n) };
DB_ROWS(count_forms, count_cols,
    "SELECT COUNT(*) AS n FROM form WHERE regime_id = ? AND valid_from < ?"
    " AND ? < valid_to");

struct assigned {
	const char *kind, *level, *due;
};
struct all_assigned {
	struct assigned *at;
	size_t n;
};
static const struct db_col assigned_cols[] = { COL(struct assigned, kind),
	COL(struct assigned, level), COL(struct assigned, due) };
DB_ROWS(select_assigned, assigned_cols,
    "SELECT DISTINCT kind, level, due FROM assignment WHERE regime_id = ?"
    " AND NOT exempt AND valid_from < ? AND ? < valid_to"
    " ORDER BY kind, level, due");

struct missing {
	struct db *db;
	const struct ctx *ctx;
	const struct regime_version *v;
	struct findings *f;
	bool governed; /* by the decree */
	enum period_kind kind;
	struct cutoff cutoff;
};

/* Needed by the decree; of others it is only said. */
static void
lacks(struct missing *m, const char *where, const char *sentence)
{
	if (m->governed)
		finding(m->f, where, "%s", sentence);
	else
		finding_warn(m->f, where, "%s", sentence);
}

static void
words(struct missing *m)
{
	const struct regime_text *t = &m->v->text;

	if (str_eq(t->valid_from, DATE_MIN))
		finding(m->f, "valid_from",
		    _("Say from which day it takes effect."));
	if (str_empty(t->title_vi))
		finding(m->f, "title_vi", _("The name of the report."));
	if (str_empty(t->title_en))
		finding_warn(m->f, "title_en",
		    _("Without an English name the catalogue shows the"
		      " Vietnamese one to everybody."));
	if (str_empty(t->scope))
		lacks(m, "scope", _("What is to be reported, in words."));
	if (str_empty(t->reporters))
		finding(m->f, "reporters", _("Who reports."));
	if (str_empty(t->receivers))
		finding(m->f, "receivers", _("Who receives it, by name."));
	if (str_empty(t->media))
		lacks(m, "media", _("In which form it is sent."));
	if (str_empty(t->channels))
		lacks(m, "channels", _("By which way it is sent."));
	if (str_empty(t->outline))
		lacks(m, "outline",
		    _("The outline of the report: the decree makes it"
		      " compulsory."));
}

static void
basis(struct missing *m)
{
	const struct regime_text *t = &m->v->text;

	if (str_empty(t->basis))
		finding(m->f, "basis", _("The legal basis, as it is printed."));
	if (str_empty(t->basis_no))
		finding(m->f, "basis_no", _("The number of the legal act."));
	if (t->basis_date == NULL)
		finding(m->f, "basis_date", _("The date of the legal act."));
	if (str_empty(t->issuer))
		finding(m->f, "issuer", _("The body that issued it."));
}

static void
calendar_words(struct missing *m)
{
	const struct regime_text *t = &m->v->text;

	if (!period_kind_read(t->frequency, &m->kind) ||
	    !cutoff_read(t->cutoff, &m->cutoff)) {
		finding(m->f, "cutoff", _("The cut-off cannot be read."));
		return;
	}
	if (str_eq(t->family, "administrative") && period_regular(m->kind) &&
	    !str_eq(t->cutoff, "nd09"))
		finding_warn(m->f, "cutoff",
		    _("Administrative reports close on the 14th (article 12);"
		      " another cut-off needs a reason in the legal act."));
	if (!m->governed)
		finding_warn(m->f, "family",
		    _("Decree 09/2019/ND-CP does not govern this family of"
		      " reports; what it asks for is shown as advice."));
}

static enum rc
forms(struct missing *m)
{
	const struct regime_text *t = &m->v->text;
	struct outline o;
	struct count row;

	TRY(db_row(m->db, count_forms,
	    ARGS(m->v->regime_id, t->valid_to, t->valid_from), &row));
	if (row.n == 0 && str_eq(t->content, "text")) {
		if (outline_read(m->ctx->mem, t->outline, m->f, &o) && o.n == 0)
			finding_warn(m->f, "forms",
			    _("Without an outline or a form no report of it"
			      " can be opened here."));
	} else if (row.n == 0)
		finding(m->f, "forms",
		    _("It asks for figures, but no form is valid in its"
		      " time."));
	return OK;
}

/* A deadline of its first period, against the cut-off. */
static void
first_deadline(struct missing *m, const struct calendar *cal,
    const struct assigned *a)
{
	const char *who = str_empty(a->level) ? a->kind : a->level;
	struct date from, due;

	if (!deadline_rule_fits(a->due, m->kind)) {
		finding(m->f, "assignment",
		    _("The deadline \"%s\" (%s) does not suit a report of this"
		      " frequency."),
		    a->due, who);
		return;
	}
	if (!period_regular(m->kind) ||
	    !date_parse(m->v->text.valid_from, &from) || from.y < 1900)
		return;
	struct period p = period_at(m->ctx->mem, m->kind, m->cutoff, from);
	if (deadline(cal, a->due, &p, &due) &&
	    date_cmp(due, calendar_add_work(cal, p.ends, 1)) < 0)
		finding_warn(m->f, "assignment",
		    _("The deadline \"%s\" (%s) leaves less than one working"
		      " day after the cut-off (article 8(5)(b))."),
		    a->due, who);
}

static enum rc
deadlines(struct missing *m)
{
	const struct regime_text *t = &m->v->text;
	struct all_assigned all;
	struct calendar cal;

	TRY(db_rows(m->db, select_assigned,
	    ARGS(m->v->regime_id, t->valid_to, t->valid_from), &all));
	if (all.n == 0) {
		finding_warn(m->f, "assignment",
		    _("Nobody is assigned to it yet: nothing will be"
		      " opened."));
		return OK;
	}
	TRY(calendar_load(m->db, &cal));
	for (size_t i = 0; i < all.n; i++) {
		const struct assigned *a = &all.at[i];
		if (!str_empty(a->due))
			first_deadline(m, &cal, a);
		else if (str_eq(a->kind, "level"))
			finding(m->f, "assignment",
			    _("The level %s has no deadline (article"
			      " 8(5)(b))."),
			    a->level);
	}
	return OK;
}

enum rc
regime_missing(struct db *db, const struct ctx *ctx,
    const struct regime_head *g, const struct regime_version *v,
    struct findings *f)
{
	struct missing m = { .db = db, .ctx = ctx, .v = v, .f = f };

	(void)g;
	m.governed = !str_eq(v->text.family, "statistical") &&
		     !str_eq(v->text.family, "internal");
	regime_text_check(&v->text, f);
	words(&m);
	basis(&m);
	calendar_words(&m);
	TRY(forms(&m));
	return deadlines(&m);
}

/* The one it follows ends; it must not begin before another begins. */
static enum rc
follow(struct db *db, const struct regime_version *v, struct findings *f)
{
	const char *from = v->text.valid_from;
	struct regime_versions all;

	TRY(regime_version_list(db, v->regime_id, &all));
	for (size_t i = 0; i < all.n; i++) {
		const struct regime_version *w = &all.at[i];
		if (str_eq(w->state, "draft") ||
		    strcmp(w->text.valid_to, from) <= 0)
			continue;
		if (strcmp(w->text.valid_from, from) >= 0) {
			finding(f, "valid_from",
			    _("Version %ld takes effect on that day or later:"
			      " choose a day after it."),
			    w->no);
			return E_INVALID;
		}
		TRY(regime_version_end(db, w->id, "replaced", from));
	}
	return OK;
}

enum rc
regime_publish(struct db *db, const struct ctx *ctx, long version_id, long edit,
    struct findings *f)
{
	struct regime_version v;
	struct audit_head head;
	struct regime_head g;

	TRY(regime_version_get(db, ctx, version_id, &v));
	TRY(regime_lock(db, ctx, v.regime_id, -1, &head, &g));
	TRY(regime_version_row(db, version_id, &v));
	if (!str_eq(v.state, "draft") || v.edit != edit)
		return E_CONFLICT;
	TRY(regime_missing(db, ctx, &g, &v, f));
	if (f->nerror > 0)
		return E_INVALID;
	TRY(follow(db, &v, f));
	TRY(regime_version_publish(db, ctx, &v));
	TRY(outline_publish(db, ctx, g.code, &v, f));
	struct change c = change_new(ctx->mem);
	change_text(&c, "state", v.state, "published");
	change_text(&c, "version", NULL, str_long(ctx->mem, v.no));
	change_text(&c, "from", NULL, v.text.valid_from);
	change_text(&c, "to", NULL, v.text.valid_to);
	return regime_changed(db, ctx, &head, &g, "publish",
	    str_fmt(ctx->mem, "version=%ld; from=%s; to=%s", v.no,
		v.text.valid_from, v.text.valid_to),
	    &c);
}

enum rc
regime_retire(struct db *db, const struct ctx *ctx, long id, long version,
    const char *day, struct findings *f)
{
	struct regime_versions all;
	struct audit_head head;
	struct change c = change_new(ctx->mem);
	struct regime_head g;
	struct date d;
	long ended = 0;

	TRY(regime_lock(db, ctx, id, version, &head, &g));
	if (!date_parse(day, &d)) {
		finding(f, "day", _("Please write a date as 25/09/2026."));
		return E_INVALID;
	}
	TRY(regime_version_list(db, id, &all));
	for (size_t i = 0; i < all.n; i++) {
		const struct regime_version *w = &all.at[i];
		if (str_eq(w->state, "draft") ||
		    strcmp(w->text.valid_to, day) <= 0)
			continue;
		TRY(regime_version_end(db, w->id, "retired", day));
		change_text(&c, str_fmt(ctx->mem, "version %ld", w->no),
		    str_fmt(ctx->mem, "%s, %s", w->state, w->text.valid_to),
		    str_fmt(ctx->mem, "retired, %s", day));
		ended++;
	}
	if (ended == 0) {
		finding(f, "day", _("Nothing of it is in force on that day."));
		return E_INVALID;
	}
	return regime_changed(db, ctx, &head, &g, "retire",
	    str_fmt(ctx->mem, "from=%s; versions=%ld", day, ended), &c);
}
