/* reform.c - reforms as they are kept: planned, carried out, undone */
#include <string.h>
#include "core/access.h"
#include "core/audit.h"
#include "core/change.h"
#include "core/chunk.h"
#include "core/reform_part.h"

struct row_rec {
	long no;
	const char *act, *unit, *became, *level, *name, *parent, *share, *item,
	    *scheme, *in_line, *note;
};
struct count {
	long n;
};
static const struct db_col cols[] = {
	COL(struct reform, id),
	COL(struct reform, version),
	COL(struct reform, decision),
	COL(struct reform, decided),
	COL(struct reform, on_date),
	COL(struct reform, file),
	COL(struct reform, sha),
	COL(struct reform, state),
	COL(struct reform, done),
	COL(struct reform, total),
	COL(struct reform, mark),
	COL(struct reform, person_id),
	COL(struct reform, person),
	COL(struct reform, made),
	COL(struct reform, switched),
	COL(struct reform, undone),
	COL(struct reform, rows),
	COL(struct reform, note),
};
static const struct db_col row_cols[] = {
	COL(struct row_rec, no),
	COL(struct row_rec, act),
	COL(struct row_rec, unit),
	COL(struct row_rec, became),
	COL(struct row_rec, level),
	COL(struct row_rec, name),
	COL(struct row_rec, parent),
	COL(struct row_rec, share),
	COL(struct row_rec, item),
	COL(struct row_rec, scheme),
	COL(struct row_rec, in_line),
	COL(struct row_rec, note),
};
static const struct db_col count_cols[] = { COL(struct count, n) };
#define REFORM \
	"SELECT r.id, r.version, r.decision, r.decided, r.on_date, r.file," \
	" r.sha, r.state, r.done, r.total, r.mark, r.person_id," \
	" COALESCE((SELECT p.name FROM person p WHERE p.id = r.person_id), " \
	"'')" \
	" AS person, r.made, r.switched, r.undone, (SELECT COUNT(*)" \
	" FROM reform_row w WHERE w.reform_id = r.id) AS `rows`, r.note" \
	" FROM reform r"
DB_ROWS(select_all, cols, REFORM " ORDER BY r.on_date DESC, r.id DESC");
DB_ROWS(select_id, cols, REFORM " WHERE r.id = ?");
DB_ROWS(lock_id, cols, REFORM " WHERE r.id = ? FOR UPDATE");
DB_ROWS(select_same, cols,
    REFORM " WHERE r.sha = ? AND r.decision = ? AND r.on_date = ?"
	   " AND r.state IN ('planned', 'running', 'done') ORDER BY r.id");
DB_ROWS(select_running, cols,
    REFORM " WHERE r.state IN ('running', 'undoing') ORDER BY r.id LIMIT 1");
DB_ROWS(lock_running, count_cols,
    "SELECT COUNT(*) AS n FROM reform WHERE state IN ('running', 'undoing')"
    " FOR UPDATE");
DB_ROWS(select_rows, row_cols,
    "SELECT no, act, unit, became, level, name, parent, share, item, scheme,"
    " in_line, note FROM reform_row WHERE reform_id = ? ORDER BY no");
DB_STMT(insert_reform,
    "INSERT INTO reform (decision, decided, on_date, file, sha, state, done,"
    " total, mark, person_id, made, version) VALUES (?, NULLIF(?, ''), ?, ?, ?,"
    " 'planned', 0, 0, 0, ?, ?, 1)");
DB_STMT(insert_rows,
    "INSERT INTO reform_row (reform_id, no, act, unit, became, level, name,"
    " parent, share, item, scheme, in_line, note) SELECT j.reform_id, j.no,"
    " j.act, j.unit, j.became, j.level, j.name, j.parent, j.share, j.item,"
    " j.scheme, j.in_line, j.note FROM JSON_TABLE(?, '$[*]' COLUMNS"
    " (reform_id BIGINT PATH '$[0]', no BIGINT PATH '$[1]',"
    " act VARCHAR(10) PATH '$[2]', unit VARCHAR(20) PATH '$[3]',"
    " became VARCHAR(20) PATH '$[4]', level VARCHAR(20) PATH '$[5]',"
    " name VARCHAR(200) PATH '$[6]', parent VARCHAR(20) PATH '$[7]',"
    " share VARCHAR(20) PATH '$[8]', item VARCHAR(80) PATH '$[9]',"
    " scheme VARCHAR(20) PATH '$[10]', in_line VARCHAR(20) PATH '$[11]',"
    " note VARCHAR(500) PATH '$[12]')) j");
DB_STMT(update_state,
    "UPDATE reform SET state = ?, done = ?, total = ?, note = ?,"
    " version = version + 1 WHERE id = ? AND version = ?");

/* What the whole installation stands on is changed from the top. */
static enum rc
allowed(struct db *db, const struct ctx *ctx)
{
	bool may;

	if (ctx->actor == NULL || ctx->actor->id == 0)
		return OK;
	TRY(right_at_top(db, ctx, MAY_ADMIN, &may));
	return may ? OK : E_DENIED;
}

enum rc
reform_list(struct db *db, struct reforms *ret)
{
	return db_rows(db, select_all, ARGS(), ret);
}

enum rc
reform_get(struct db *db, long id, struct reform *ret)
{
	return db_row(db, select_id, ARGS(id), ret);
}

enum rc
reform_next(struct db *db, struct reform *ret)
{
	return db_row(db, select_running, ARGS(), ret);
}

enum rc
reform_plan_get(struct db *db, const struct reform *r, struct reform_plan *ret)
{
	struct arena *mem = db_arena(db);
	struct {
		struct row_rec *at;
		size_t n;
	} rows;

	TRY(db_rows(db, select_rows, ARGS(r->id), &rows));
	*ret = (struct reform_plan){ .name = r->file, .sha = r->sha };
	ret->at = arena_alloc(mem, (rows.n + 1) * sizeof *ret->at);
	for (size_t i = 0; i < rows.n; i++) {
		const struct row_rec *k = &rows.at[i];
		struct reform_row w = { k->no, REFORM_ACTS, k->unit, k->became,
			k->level, k->name, k->parent, k->share, k->item,
			k->scheme, k->in_line, k->note };
		if (!reform_act_read(k->act, &w.act))
			return fail(E_INTERNAL, "reform %ld: act %s", r->id,
			    k->act);
		ret->at[ret->n++] = w;
	}
	return OK;
}

static enum rc
store_rows(struct db *db, long id, const struct reform_plan *plan)
{
	struct chunk c = chunk_open(db, insert_rows);

	for (size_t i = 0; i < plan->n; i++) {
		const struct reform_row *r = &plan->at[i];
		const char *const texts[] = { reform_act_name(r->act), r->unit,
			r->became, r->level, r->name, r->parent, r->share,
			r->item, r->scheme, r->in_line, r->note };
		TRY(chunk_begin(&c));
		json_long(&c.json, NULL, id);
		json_long(&c.json, NULL, r->line);
		for (size_t k = 0; k < COUNT(texts); k++)
			json_text(&c.json, NULL, texts[k]);
		json_end(&c.json);
	}
	return chunk_send(&c);
}

/*
 * The record of the tree.  What was read before the lock was had must be so
 * still: all that changes the tree is recorded there.
 */
static enum rc
lock_tree(struct db *db, struct audit_head *ret)
{
	struct audit_head seen = { .seq = 0 };
	enum rc rc = audit_peek(db, AUDIT_UNITS, &seen);

	if (rc != E_NOTFOUND)
		TRY(rc);
	TRY(audit_lock(db, AUDIT_UNITS, ret));
	return seen.seq == ret->seq ?
		   OK :
		   fail(E_BUSY, "units changed at the same time");
}

enum rc
reform_add(struct db *db, const struct ctx *ctx, const struct reform_in *in,
    const struct reform_plan *plan, struct findings *f, long *ret_id)
{
	struct audit_head head;
	struct reform_look look;
	struct reform was;
	const char *decided = in->decided == NULL ? "" : in->decided;

	TRY(allowed(db, ctx));
	TRY(lock_tree(db, &head));
	enum rc rc = db_row(db, select_same,
	    ARGS(plan->sha, in->decision, in->on_date), &was);
	if (rc == OK)
		*ret_id = was.id;
	if (rc != E_NOTFOUND)
		return rc;
	TRY(reform_look(db, ctx, in, plan, f, &look));
	TRY(db_insert(db, insert_reform,
	    ARGS(in->decision, decided, in->on_date, plan->name, plan->sha,
		ctx->actor == NULL ? 0L : ctx->actor->id, ctx->now),
	    ret_id));
	TRY(store_rows(db, *ret_id, plan));
	struct change c = change_new(ctx->mem);
	change_text(&c, "state", NULL, "planned");
	change_text(&c, "date", NULL, in->on_date);
	change_text(&c, "decision", NULL, in->decision);
	change_text(&c, "sha256", NULL, plan->sha);
	return audit_change(db, ctx, &head, "plan", "reform", *ret_id,
	    str_fmt(ctx->mem,
		"decision=%s; date=%s; plan=%s; begin=%ld; end=%ld; move=%ld",
		in->decision, in->on_date, plan->sha, look.begun, look.ended,
		look.moved),
	    &c);
}

/* As it is now, for a writer; E_CONFLICT where it moved on. */
static enum rc
lock(struct db *db, const struct ctx *ctx, long id, long version,
    const char *state, struct audit_head *head, struct reform *ret)
{
	TRY(allowed(db, ctx));
	TRY(lock_tree(db, head));
	TRY(db_row(db, lock_id, ARGS(id), ret));
	return str_eq(ret->state, state) && ret->version == version ?
		   OK :
		   E_CONFLICT;
}

static enum rc
put_state(struct db *db, struct reform *r, const char *state, long done,
    long total)
{
	long changed;

	r->state = state;
	r->done = done;
	r->total = total;
	TRY(db_exec(db, update_state,
	    ARGS(state, done, total, r->note, r->id, r->version), &changed));
	r->version++;
	return changed == 1 ? OK : fail(E_BUSY, "reform %ld moved", r->id);
}

/* On record: it is in another state than before. */
static enum rc
stepped(struct db *db, const struct ctx *ctx, struct audit_head *head,
    const struct reform *r, const char *act, const char *was,
    const char *detail)
{
	struct change c = change_new(ctx->mem);

	change_text(&c, "state", was, r->state);
	return audit_change(db, ctx, head, act, "reform", r->id, detail, &c);
}

enum rc
reform_drop(struct db *db, const struct ctx *ctx, long id, long version)
{
	struct audit_head head;
	struct reform r;

	TRY(lock(db, ctx, id, version, "planned", &head, &r));
	TRY(put_state(db, &r, "dropped", 0, 0));
	return stepped(db, ctx, &head, &r, "drop", "planned", r.decision);
}

static struct reform_in
in_of(const struct reform *r)
{
	return (struct reform_in){ r->decision, r->decided, r->on_date };
}

enum rc
reform_start(struct db *db, const struct ctx *ctx, long id, long version,
    struct findings *f)
{
	struct audit_head head;
	struct reform_look look;
	struct reform_plan plan;
	struct reform r;
	struct count running;

	TRY(lock(db, ctx, id, version, "planned", &head, &r));
	TRY(db_row(db, lock_running, ARGS(), &running));
	if (running.n > 0)
		return E_CONFLICT;
	TRY(reform_plan_get(db, &r, &plan));
	struct reform_in in = in_of(&r);
	TRY(reform_look(db, ctx, &in, &plan, f, &look));
	TRY(put_state(db, &r, "running", 0, (long)look.nunit));
	return stepped(db, ctx, &head, &r, "start", "planned",
	    str_fmt(ctx->mem, "decision=%s; date=%s; plan=%s", r.decision,
		r.on_date, r.sha));
}

enum rc
reform_undo(struct db *db, const struct ctx *ctx, long id, long version,
    struct findings *f)
{
	struct audit_head head;
	struct reform r;

	TRY(lock(db, ctx, id, version, "done", &head, &r));
	TRY(reform_undo_ok(db, ctx, &r, f));
	TRY(put_state(db, &r, "undoing", 0, r.total));
	return stepped(db, ctx, &head, &r, "undo", "done", r.decision);
}

/* The act itself: everything that somebody could see, at once. */
static enum rc
carry_out(struct db *db, const struct ctx *ctx, struct audit_head *head,
    struct reform *r)
{
	struct findings f = { .mem = ctx->mem };
	struct reform_look look;
	struct reform_plan plan;
	struct reform_tree t;
	struct reform_in in = in_of(r);

	TRY(reform_plan_get(db, r, &plan));
	enum rc rc = reform_look_all(db, ctx, &in, &plan, &f, &look, &t);
	if (rc == E_INVALID) { /* something changed since it was started */
		r->note = str_fmt(ctx->mem, "%.100s: %.300s", f.at[0].where,
		    f.at[0].text);
		TRY(audit_add(db, ctx, head, "refuse", "reform", r->id,
		    r->note));
		return put_state(db, r, "planned", 0, 0);
	}
	TRY(rc);
	TRY(reform_hold(&t));
	TRY(reform_apply(&t, ctx, r));
	TRY(reform_follow(&t, ctx, r));
	TRY(reform_get(db, r->id, r));
	return stepped(db, ctx, head, r, "reform", "running",
	    str_fmt(ctx->mem,
		"decision=%s; date=%s; plan=%s; begun=%ld; ended=%ld;"
		" moved=%ld; rights=%ld; reports carried=%ld rerouted=%ld"
		" closed=%ld",
		r->decision, r->on_date, r->sha, look.begun, look.ended,
		look.moved, look.grants_carried, look.reports_carried,
		look.reports_rerouted, look.reports_closed));
}

static enum rc
take_back(struct db *db, const struct ctx *ctx, struct audit_head *head,
    struct reform *r)
{
	struct findings f = { .mem = ctx->mem };
	long gone;
	enum rc rc = reform_undo_ok(db, ctx, r, &f);

	if (rc == E_INVALID) { /* somebody sent one in between */
		r->note = str_fmt(ctx->mem, "%.400s", f.at[0].text);
		TRY(audit_add(db, ctx, head, "refuse", "reform", r->id,
		    r->note));
		return put_state(db, r, "done", r->total, r->total);
	}
	TRY(rc);
	TRY(reform_revert(db, ctx, r, &gone));
	TRY(reform_get(db, r->id, r));
	return stepped(db, ctx, head, r, "unreform", "undoing",
	    str_fmt(ctx->mem, "decision=%s; date=%s; reports gone=%ld",
		r->decision, r->on_date, gone));
}

/* The record of some units; at the end it is done. */
static enum rc
record(struct db *db, const struct ctx *ctx, struct reform *r)
{
	bool undoing = str_eq(r->state, "undoing");
	long n;

	TRY(reform_record(db, ctx, r, &n));
	if (n == RECORD_STEP)
		return put_state(db, r, r->state, r->done + n, r->total);
	return put_state(db, r, undoing ? "undone" : "done", r->total,
	    r->total);
}

enum rc
reform_step(struct db *db, const struct ctx *ctx, struct reform *ret)
{
	struct audit_head head;

	TRY(lock_tree(db, &head));
	TRY(db_row(db, lock_id, ARGS(ret->id), ret));
	if (str_eq(ret->state, "running") && ret->switched == NULL)
		return carry_out(db, ctx, &head, ret);
	if (str_eq(ret->state, "undoing") && ret->undone == NULL)
		return take_back(db, ctx, &head, ret);
	if (!str_eq(ret->state, "running") && !str_eq(ret->state, "undoing"))
		return OK;
	return record(db, ctx, ret);
}
