/* schedule_edit.c - a single period of a regime, otherwise than its rules say
 */
#include <string.h>
#include "base/utf8.h"
#include "core/access.h"
#include "core/audit.h"
#include "core/change.h"
#include "core/schedule_edit.h"
#include "io/json.h"

enum { REASON_MAX = 1000, TITLE_MAX = 300, DUES_MAX = 1 << 16 };

struct opened {
	long n;
};
static const struct db_col opened_cols[] = { COL(struct opened, n) };
DB_ROWS(count_opened, opened_cols,
    "SELECT COUNT(*) AS n FROM report r JOIN period p ON p.id = r.period_id"
    " WHERE r.regime_id = ? AND p.kind = ? AND p.code = " DB_CODE);
DB_STMT(insert_set,
    "INSERT INTO regime_period (regime_id, code, starts, ends, title, reason,"
    " made, person_id, version, changed)"
    " VALUES (?, ?, ?, ?, ?, ?, ?, ?, 1, ?)");
DB_STMT(update_set,
    "UPDATE regime_period SET starts = ?, ends = ?, title = ?, reason = ?,"
    " person_id = ?, version = version + 1, changed = ?"
    " WHERE id = ? AND version = ?");
DB_STMT(delete_set, "DELETE FROM regime_period WHERE id = ? AND version = ?");
DB_STMT(delete_dues,
    "DELETE FROM regime_period_due WHERE regime_period_id = ?");
DB_STMT(insert_dues,
    "INSERT INTO regime_period_due (regime_period_id, level, due)"
    " SELECT ?, j.level, j.due FROM JSON_TABLE(?, '$[*]' COLUMNS (level"
    " VARCHAR(20) PATH '$.level', due DATE PATH '$.due')) j");

/* What was typed, understood. */
struct edit {
	const struct schedule *s;
	const struct ctx *ctx;
	const struct slot_in *in;
	struct findings *f;
	struct audit_head head;
	struct period p;
	struct slot was; /* period.code NULL: a request that is not there */
	const char *dues;
	bool opened;
};

static bool
typed_date(const char *s, struct date *ret)
{
	return date_parse_vi(s, ret) || date_parse(s, ret);
}

static void
read_window(struct edit *e)
{
	const struct slot_in *in = e->in;
	struct date from = { 0 }, to = { 0 };
	size_t before = e->f->nerror;

	if (str_empty(in->starts) && str_empty(in->ends) &&
	    period_regular(e->s->g->kind))
		return; /* as the rule says */
	if (str_empty(in->starts) || !typed_date(in->starts, &from))
		finding(e->f, "starts",
		    _("Please write a date as 25/09/2026."));
	if (str_empty(in->ends) || !typed_date(in->ends, &to))
		finding(e->f, "ends", _("Please write a date as 25/09/2026."));
	if (e->f->nerror > before)
		return;
	if (date_cmp(from, to) > 0)
		finding(e->f, "ends",
		    _("The last day lies before the first one."));
	else if (date_days(to) - date_days(from) > 2 * 366)
		finding(e->f, "ends", _("That is longer than two years."));
	e->p.starts = from;
	e->p.ends = to;
}

static void
read_dues(struct edit *e)
{
	struct buf b = { .mem = e->ctx->mem, .max = DUES_MAX };
	struct json j = { .out = &b };
	struct date due;

	json_array(&j, NULL);
	for (size_t i = 0; i < e->in->ndue; i++) {
		const struct slot_level *l = &e->in->due[i];
		if (str_empty(l->due))
			continue;
		if (!typed_date(l->due, &due)) {
			finding(e->f, str_fmt(e->f->mem, "due_%s", l->level),
			    _("Please write a date as 25/09/2026."));
			continue;
		}
		json_object(&j, NULL);
		json_text(&j, "level", l->level);
		json_text(&j, "due", date_iso(e->ctx->mem, due));
		json_end(&j);
	}
	json_end(&j);
	e->dues = b.at;
}

static void
read_words(struct edit *e)
{
	bool request = !period_regular(e->s->g->kind);

	if (utf8_blank(e->in->reason))
		finding(e->f, "reason", _("Please say why, or by which act."));
	else if (utf8_len(e->in->reason) > REASON_MAX)
		finding(e->f, "reason", _("The reason is too long."));
	if (request && utf8_blank(e->in->title))
		finding(e->f, "title", _("Please say what is asked for."));
	else if (request && utf8_len(e->in->title) > TITLE_MAX)
		finding(e->f, "title", _("The title is too long."));
	if (request && strcmp(e->dues, "[]") == 0)
		finding(e->f, "due_",
		    _("Please say by when: no rule does for a request."));
}

/* Only its owner; the regime's stream is what every change locks first. */
static enum rc
begin(struct edit *e)
{
	const struct regime *g = e->s->g;

	TRY(unit_reach(e->s->db, e->ctx, MAY_OWN, g->owner_id));
	return audit_lock(e->s->db, AUDIT_REGIMES - g->id, &e->head);
}

/* What is there now: the period as it is, and whether it is open. */
static enum rc
look(struct edit *e, const char *code, long version)
{
	struct opened opened;

	if (code == NULL) {
		e->p.kind = e->s->g->kind;
		return period_regular(e->p.kind) ? E_NOTFOUND : OK;
	}
	TRY(schedule_slot(e->s, code, &e->was));
	if (e->was.version != version)
		return E_CONFLICT;
	if (!period_read(e->ctx->mem, code, e->s->g->cutoff, &e->p))
		return E_NOTFOUND;
	TRY(db_row(e->s->db, count_opened,
	    ARGS(e->s->g->id, period_kind_name(e->p.kind), code), &opened));
	e->opened = opened.n > 0;
	return OK;
}

static bool
same_window(const struct period *a, const struct period *b)
{
	return date_cmp(a->starts, b->starts) == 0 &&
	       date_cmp(a->ends, b->ends) == 0;
}

/* A request's code is its window. */
static void
check_window(struct edit *e)
{
	if (!period_regular(e->p.kind))
		e->p = period_between(e->ctx->mem, e->p.kind, e->p.starts,
		    e->p.ends);
	if (e->in->code == NULL || same_window(&e->p, &e->was.period))
		return;
	if (!period_regular(e->p.kind))
		finding(e->f, "starts",
		    _("Another window is another request: withdraw this one"
		      " and make a new one."));
	else if (e->opened)
		finding(e->f, "starts",
		    _("Reports of this period are open already: their window"
		      " stays as it is."));
}

static enum rc
store(struct edit *e)
{
	const struct ctx *ctx = e->ctx;
	const char *from = date_iso(ctx->mem, e->p.starts);
	const char *to = date_iso(ctx->mem, e->p.ends);
	const char *title = e->in->title == NULL ? "" : e->in->title;
	long id = e->was.id, n = 1;

	if (id == 0)
		TRY(db_insert(e->s->db, insert_set,
		    ARGS(e->s->g->id, e->p.code, from, to, title, e->in->reason,
			ctx->today, ctx->actor->id, ctx->now),
		    &id));
	else
		TRY(db_exec(e->s->db, update_set,
		    ARGS(from, to, title, e->in->reason, ctx->actor->id,
			ctx->now, id, e->was.version),
		    &n));
	if (n != 1)
		return E_CONFLICT;
	TRY(db_exec(e->s->db, delete_dues, ARGS(id), NULL));
	return db_exec(e->s->db, insert_dues, ARGS(id, e->dues), NULL);
}

/* The deadlines of a slot that were set: "commune 2026-09-18, ..." */
static const char *
dues_text(struct arena *mem, const struct slot *q)
{
	struct buf b = { .mem = mem, .max = 400 };

	for (size_t i = 0; i < q->ndue; i++)
		if (q->due[i].rule == NULL)
			buf_fmt(&b, "%s%s %s", b.len > 0 ? ", " : "",
			    *q->due[i].level == '\0' ? "all" : q->due[i].level,
			    date_iso(mem, q->due[i].due));
	return b.len > 0 ? b.at : "none";
}

static const char *
window_text(struct arena *mem, const struct period *p)
{
	if (p->code == NULL)
		return "none";
	return str_fmt(mem, "%s..%s", date_iso(mem, p->starts),
	    date_iso(mem, p->ends));
}

/* Reports follow, and the record says what became of what. */
static enum rc
record(struct edit *e, const char *act, const char *code, const char *reason)
{
	struct arena *mem = e->ctx->mem;
	struct slot is = { 0 };
	long moved = 0;
	enum rc rc = schedule_slot(e->s, code, &is);

	if (rc != OK && rc != E_NOTFOUND)
		return rc;
	if (rc == OK && e->opened)
		TRY(schedule_refresh(e->s, e->ctx, &is, &moved));
	const char *window = window_text(mem, &is.period);
	const char *was_window = window_text(mem, &e->was.period);
	const char *due = dues_text(mem, &is),
		   *was_due = dues_text(mem, &e->was);
	struct change c = change_new(mem);
	change_text(&c, "window", was_window, window);
	change_text(&c, "due", was_due, due);
	return audit_change(e->s->db, e->ctx, &e->head, act, "regime",
	    e->s->g->id,
	    str_fmt(mem,
		"period=%s; window=%s; due=%s; was=%s; was_due=%s;"
		" reports=%ld; reason=%s",
		code, window, due, was_window, was_due, moved, reason),
	    &c);
}

enum rc
schedule_set(const struct schedule *s, const struct ctx *ctx,
    const struct slot_in *in, struct findings *f, const char **ret_code)
{
	struct edit e = { .s = s, .ctx = ctx, .in = in, .f = f };

	TRY(begin(&e));
	TRY(look(&e, in->code, in->version));
	read_window(&e);
	read_dues(&e);
	read_words(&e);
	if (f->nerror == 0)
		check_window(&e);
	if (f->nerror > 0)
		return E_INVALID;
	enum rc rc = store(&e);
	if (rc == E_CONFLICT && in->code == NULL) {
		finding(f, "starts",
		    _("There is a request for these days already."));
		return E_INVALID;
	}
	TRY(rc);
	*ret_code = e.p.code;
	return record(&e, "period", e.p.code, in->reason);
}

enum rc
schedule_clear(const struct schedule *s, const struct ctx *ctx,
    const char *code, long version, struct findings *f)
{
	struct edit e = { .s = s, .ctx = ctx, .f = f };
	long n;

	TRY(begin(&e));
	TRY(look(&e, code, version));
	if (e.was.id == 0)
		return E_CONFLICT; /* somebody else did it */
	if (e.opened && (e.was.moved || !period_regular(e.p.kind))) {
		finding(f, "code",
		    _("Reports of this period are open already: it stays as"
		      " it is."));
		return E_INVALID;
	}
	TRY(db_exec(s->db, delete_dues, ARGS(e.was.id), NULL));
	TRY(db_exec(s->db, delete_set, ARGS(e.was.id, version), &n));
	if (n != 1)
		return E_CONFLICT;
	return record(&e, "period-off", code, "");
}
