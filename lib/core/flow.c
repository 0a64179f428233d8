/* flow.c - the states of a report and who may move it */
#include <string.h>
#include "base/utf8.h"
#include "core/audit.h"
#include "core/change.h"
#include "core/fact.h"
#include "core/flow.h"

enum { NAMES_MAX = 20 };

static const struct move {
	const char *from;
	enum act act;
	const char *to;
	enum right right;
} moves[] = {
	{ DUE, ACT_SAVE, DRAFT, MAY_ENTER },
	{ DRAFT, ACT_SAVE, DRAFT, MAY_ENTER },
	{ RETURNED, ACT_SAVE, RETURNED, MAY_ENTER },
	{ DUE, ACT_SEND, SENT, MAY_SEND },
	{ DRAFT, ACT_SEND, SENT, MAY_SEND },
	{ RETURNED, ACT_SEND, SENT, MAY_SEND },
	{ SENT, ACT_RETURN, RETURNED, MAY_REVIEW },
	{ ACCEPTED, ACT_RETURN, RETURNED, MAY_REVIEW },
	{ SENT, ACT_ACCEPT, ACCEPTED, MAY_REVIEW },
};
/* As report_event and the record have them. */
static const char *const acts[ACT_END] = {
	[ACT_SAVE] = "save",
	[ACT_SEND] = "send",
	[ACT_RETURN] = "return",
	[ACT_ACCEPT] = "accept",
};

DB_STMT(update_moved,
    "UPDATE report SET state = ?, version = version + 1,"
    " revision_id = NULLIF(?, 0), accepted_id = NULLIF(?, 0),"
    " first_sent = ?, changed = ? WHERE id = ? AND version = ?");
DB_STMT(insert_event,
    "INSERT INTO report_event (report_id, act, person_id, behalf_id, at,"
    " revision_id, reason) VALUES (?, ?, ?, ?, ?, ?, ?)");

static const struct move *
move_of(const struct report *r, enum act act)
{
	for (size_t i = 0; i < COUNT(moves); i++)
		if (moves[i].act == act && str_eq(moves[i].from, r->state))
			return &moves[i];
	return NULL;
}

bool
flow_can(const struct report *r, enum act act)
{
	return move_of(r, act) != NULL;
}

bool
flow_open(const struct report *r)
{
	return flow_can(r, ACT_SAVE);
}

/* The top of the line has nobody above to accept or to return. */
const char *
flow_next(const struct report *r, enum act act)
{
	const struct move *m = move_of(r, act);

	if (act == ACT_SEND && r->receiver_id == 0)
		return ACCEPTED;
	return m == NULL ? r->state : m->to;
}

enum right
flow_right(const struct report *r, enum act act)
{
	if (act == ACT_RETURN && r->receiver_id == 0)
		return MAY_SEND;
	for (size_t i = 0; i < COUNT(moves); i++)
		if (moves[i].act == act)
			return moves[i].right;
	return RIGHT_END;
}

/* A report about to move: locked, and with its unit's chain. */
struct step {
	const struct ctx *ctx; /* with whom the actor stands in for */
	struct audit_head head;
	struct report r;
};

static enum rc
step_lock(struct db *db, const struct ctx *ctx, enum right right, long id,
    struct step *ret)
{
	TRY(report_get(db, ctx, right, id, &ret->r));
	ret->ctx = acting(ctx, right,
	    right == MAY_REVIEW ? ret->r.receiver_id : ret->r.unit_id);
	TRY(audit_lock(db, ret->r.unit_id, &ret->head));
	return report_lock(db, &ret->r);
}

/* The row, the event and the record; r holds the ids as they shall be. */
static enum rc
step_done(struct db *db, struct step *s, enum act act, const char *reason,
    const char *detail)
{
	const struct ctx *ctx = s->ctx;
	const struct report *r = &s->r;
	struct change c = change_new(ctx->mem);
	long changed;

	TRY(db_exec(db, update_moved,
	    ARGS(flow_next(r, act), r->revision_id, r->accepted_id,
		r->first_sent, ctx->now, r->id, r->version),
	    &changed));
	if (changed != 1)
		return fail(E_BUSY, "report %ld moved while locked", r->id);
	TRY(db_exec(db, insert_event,
	    ARGS(r->id, acts[act], ctx->actor->id, ctx->actor->behalf, ctx->now,
		r->revision_id, reason == NULL ? "" : reason),
	    NULL));
	change_text(&c, "state", r->state, flow_next(r, act));
	return audit_change(db, ctx, &s->head, acts[act], "report", r->id,
	    detail, &c);
}

static enum rc
facts(struct db *db, const struct ctx *ctx, const struct report *r)
{
	return fact_add(db, str_fmt(ctx->mem, "[%ld]", r->id));
}

/* The units whose figures are not in the sum, by name. */
static void
warn_children(const struct sheet *s, struct findings *f)
{
	struct buf names = { .mem = s->mem, .max = 800 };
	size_t left = s->nchild - s->naccepted, named = 0;

	if (left == 0)
		return;
	for (size_t i = 0; i < s->nchild && named < NAMES_MAX; i++) {
		const struct sheet_child *c = &s->child[i];
		if (c->accepted)
			continue;
		buf_fmt(&names, "%s%s (%s)", named++ > 0 ? ", " : "", c->name,
		    c->lateness == MISSING ? _("not sent, overdue") :
					     flow_state_show(c->state));
	}
	finding_warn(f, "units",
	    trn("%zu of %zu units below is accepted; missing are: %s%s",
		"%zu of %zu units below are accepted; missing are: %s%s",
		s->naccepted),
	    s->naccepted, s->nchild, names.at, left > named ? ", ..." : "");
}

static enum rc
send_check(const struct sheet *s, const struct send_in *in, struct findings *f)
{
	sheet_check(s, f);
	warn_children(s, f);
	if (!str_empty(in->reason) && utf8_len(in->reason) > FLOW_REASON_MAX)
		finding(f, "reason", _("The explanation is too long."));
	if (in->confirmed && f->nerror == 0 && f->nexplain > 0 &&
	    utf8_blank(in->reason))
		finding(f, "reason",
		    _("Please explain the warnings: the receiver reads it "
		      "beside the figures."));
	if (f->nerror > 0 || (f->n > 0 && !in->confirmed))
		return E_INVALID;
	return OK;
}

static void
receipt_make(struct arena *mem, const struct report *r,
    const struct revision *k, struct receipt *ret)
{
	*ret = (struct receipt){ .report_id = r->id,
		.no = k->no,
		.unit_code = r->unit_code,
		.unit = r->unit,
		.regime = r->regime,
		.period = r->period,
		.at = k->at,
		.person = k->person,
		.behalf = k->behalf,
		.sha = k->sha,
		.code = str_fmt(mem, "%s/%s/%s/%ld-%.8s", r->regime, r->period,
		    r->unit_code, k->no, k->sha),
		.accepted = r->receiver_id == 0 };
}

static enum rc
send_sign(struct db *db, const struct ctx *ctx, const struct report *r,
    const struct revision *k, const struct signer *by, struct findings *f)
{
	struct signed_row rows[SIGNED_MAX];
	size_t n = 0;

	if (by == NULL)
		return OK;
	TRY(by->sign(by, ctx, r, signature_text(ctx->mem, k), rows, &n, f));
	for (size_t i = 0; i < n; i++)
		TRY(signature_add(db, k->id, &rows[i]));
	return OK;
}

/* Freeze it; at the top it is official at once. */
static enum rc
send_freeze(struct db *db, const struct ctx *ctx, struct step *st,
    const struct sheet *s, const struct send_in *in, struct findings *f,
    struct receipt *ret)
{
	struct report *r = &st->r;
	struct revision k;

	TRY(revision_add(db, st->ctx, s, &k));
	TRY(send_sign(db, ctx, r, &k, in->signer, f));
	TRY(home_used(db, k.id, &s->homes));
	receipt_make(ctx->mem, r, &k, ret);
	r->revision_id = k.id;
	if (r->first_sent == NULL)
		r->first_sent = ctx->now;
	if (r->receiver_id == 0)
		r->accepted_id = k.id;
	TRY(step_done(db, st, ACT_SEND, in->reason,
	    str_fmt(ctx->mem, "revision=%ld; sha=%s", k.no, k.sha)));
	TRY(proof_add(db, ctx, &in->proof, r->id, k.no, &st->head));
	return r->receiver_id == 0 ? facts(db, ctx, r) : OK;
}

enum rc
flow_send(struct db *db, const struct ctx *ctx, long report_id,
    const struct send_in *in, struct findings *f, struct draft_out *out,
    struct receipt *ret)
{
	struct sheet s;
	struct step st;
	long changed;

	*out = (struct draft_out){ .closed = true };
	TRY(step_lock(db, ctx, MAY_SEND, report_id, &st));
	out->version = st.r.version;
	if (!flow_can(&st.r, ACT_SEND))
		return E_CONFLICT;
	TRY(sheet_open_draft(db, ctx, &st.r, &s));
	TRY(draft_apply(db, ctx, &s, &in->cells, f, out, &changed));
	sheet_compute(&s);
	if (!str_eq(in->seen, revision_digest(ctx->mem, &s))) {
		out->closed = false;
		return E_CONFLICT;
	}
	TRY(send_check(&s, in, f));
	if (f->nexplain > 0) {
		s.warned = f;
		s.explained = in->reason;
	}
	return send_freeze(db, ctx, &st, &s, in, f, ret);
}

enum rc
flow_look(struct db *db, const struct ctx *ctx, const struct report *r,
    struct sheet *ret, struct findings *f)
{
	if (!flow_can(r, ACT_SEND))
		return E_CONFLICT;
	TRY(sheet_open_draft(db, ctx, r, ret));
	sheet_compute(ret);
	sheet_check(ret, f);
	warn_children(ret, f);
	return OK;
}

enum rc
flow_receipt(struct db *db, const struct ctx *ctx, long report_id, long no,
    struct receipt *ret, struct revision *k)
{
	struct report r;

	TRY(report_get(db, ctx, MAY_VIEW, report_id, &r));
	TRY(revision_get(db, &r, no, k));
	receipt_make(ctx->mem, &r, k, ret);
	return OK;
}

static enum rc
step_at(struct db *db, const struct ctx *ctx, enum right right, long id,
    long version, enum act act, struct step *ret)
{
	TRY(step_lock(db, ctx, right, id, ret));
	return ret->r.version == version && flow_can(&ret->r, act) ? OK :
								     E_CONFLICT;
}

enum rc
flow_return(struct db *db, const struct ctx *ctx, long report_id, long version,
    const char *reason, struct findings *f)
{
	struct report seen;
	struct step st;

	TRY(report_get(db, ctx, MAY_VIEW, report_id, &seen));
	enum right right = flow_right(&seen, ACT_RETURN);
	TRY(report_get(db, ctx, right, report_id, &seen));
	if (utf8_blank(reason))
		finding(f, "reason",
		    _("Please say why the report is returned."));
	else if (utf8_len(reason) > FLOW_REASON_MAX)
		finding(f, "reason", _("The reason is too long."));
	if (f->nerror > 0)
		return E_INVALID;
	TRY(step_at(db, ctx, right, report_id, version, ACT_RETURN, &st));
	TRY(draft_restore(db, ctx, &st.r));
	st.r.accepted_id = 0;
	return step_done(db, &st, ACT_RETURN, reason,
	    str_fmt(ctx->mem, "revision=%ld; reason=%s", st.r.revision_no,
		reason));
}

enum rc
flow_accept(struct db *db, const struct ctx *ctx, long report_id, long version)
{
	struct step st;

	TRY(step_at(db, ctx, MAY_REVIEW, report_id, version, ACT_ACCEPT, &st));
	st.r.accepted_id = st.r.revision_id;
	TRY(step_done(db, &st, ACT_ACCEPT, NULL,
	    str_fmt(ctx->mem, "revision=%ld; sha=%s", st.r.revision_no,
		st.r.sha)));
	return facts(db, ctx, &st.r);
}
