/* reform_decide.c - what a reform left to somebody, decided */
#include <string.h>
#include "core/audit.h"
#include "core/change.h"
#include "core/reform_todo_part.h"
#include "core/unit_typed.h"
#include "io/db.h"

static const struct {
	const char *name, *shown;
} hows[TODO_HOWS] = {
	[TODO_SEEN] = { "seen", N_("it was seen to in another way") },
	[TODO_NOBODY] = { "nobody", N_("nothing follows") },
	[TODO_SUCCESSORS] = { "successors", N_("to all units that it became") },
	[TODO_ABOVE] = { "above", N_("to its superior") },
	[TODO_UNIT] = { "unit", N_("to this unit") },
};
static const struct db_col target_cols[] = {
	COL(struct todo_target, id),
	COL(struct todo_target, begun),
};
#define BEGUN(unit) \
	"EXISTS (SELECT 1 FROM reform_change c WHERE c.reform_id = ?" \
	" AND c.tab = 'unit' AND c.act = 'add' AND c.row_id = " unit ")"
DB_ROWS(select_successors, target_cols,
    "SELECT s.new_id AS id, " BEGUN(
	"s.new_id") " AS begun FROM succession s"
		    " WHERE s.old_id = ? AND s.on_date = ? ORDER BY s.id");
/* The nearest that goes on, or of which all went into one. */
DB_ROWS(select_above, target_cols,
    "SELECT COALESCE(s.new_id, u.id) AS id, " BEGUN(
	"s.new_id") " AS begun"
		    " FROM line k JOIN unit_above a ON a.line_id = k.id"
		    " AND a.unit_id = ? JOIN unit u ON u.id = a.above_id"
		    " LEFT JOIN succession s ON s.old_id = u.id AND s.on_date "
		    "= ?"
		    " AND s.comparable AND NOT EXISTS (SELECT 1 FROM "
		    "succession k WHERE"
		    " k.old_id = s.old_id AND k.on_date = s.on_date AND k.id "
		    "<> s.id)"
		    " WHERE a.depth > 0 AND ? <= a.valid_to"
		    " AND (u.valid_to > ? OR s.id IS NOT NULL)"
		    " ORDER BY a.depth, u.id LIMIT 1");
DB_ROWS(select_unit, target_cols,
    "SELECT u.id, " BEGUN(
	"u.id") " AS begun FROM unit u WHERE u.id = ? ORDER BY u.id");
DB_STMT(update_settled,
    "UPDATE reform_todo SET settled = ?, settled_by = ?, choice = ?"
    " WHERE reform_id = ? AND no = ? AND settled IS NULL");

bool
todo_how_read(const char *s, enum todo_how *ret)
{
	for (enum todo_how h = TODO_SEEN; h < TODO_HOWS; h++)
		if (str_eq(s, hows[h].name)) {
			*ret = h;
			return true;
		}
	return false;
}

const char *
todo_how_name(enum todo_how h)
{
	return hows[h].name;
}

const char *
todo_how_show(enum todo_how h)
{
	return tr(hows[h].shown);
}

struct deciding {
	struct db *db;
	const struct ctx *ctx;
	const struct todo_choice *choice;
	long unit; /* of TODO_UNIT */
	struct todo_outcome *out;
};

static enum rc
targets(const struct deciding *d, const struct reform_todo *t,
    struct todo_targets *ret)
{
	const char *day = t->on_date;
	long r = t->reform_id;

	*ret = (struct todo_targets){ 0 };
	switch (d->choice->how) {
	case TODO_SUCCESSORS:
		return db_rows(d->db, select_successors,
		    ARGS(r, t->unit_id, day), ret);
	case TODO_ABOVE:
		return db_rows(d->db, select_above,
		    ARGS(r, t->unit_id, day, day, day), ret);
	case TODO_UNIT:
		return db_rows(d->db, select_unit, ARGS(r, d->unit), ret);
	default:
		return OK;
	}
}

static bool
gives(enum todo_how how)
{
	return how >= TODO_SUCCESSORS;
}

static enum rc
decide(struct deciding *d, const struct reform_todo *t)
{
	struct todo_targets to;
	const char *why = NULL;
	long by = d->ctx->actor == NULL ? 0 : d->ctx->actor->id, n;

	TRY(targets(d, t, &to));
	if (gives(d->choice->how)) {
		if (to.n == 0)
			why = _("there is no such unit after it");
		else
			TRY(todo_give(d->db, d->ctx, t, &to, &why));
	}
	if (why != NULL) {
		d->out->left++;
		if (d->out->why == NULL)
			d->out->why = str_fmt(d->ctx->mem, "%s, %s: %s",
			    t->what, t->unit, why);
		return OK;
	}
	TRY(db_exec(d->db, update_settled,
	    ARGS(d->ctx->now, by, todo_how_name(d->choice->how), t->reform_id,
		t->no),
	    &n));
	d->out->done++;
	return n == 1 ? OK : fail(E_BUSY, "decided meanwhile");
}

static enum rc
record(struct deciding *d, struct audit_head *head,
    const struct reform_todos *all)
{
	const struct todo_outcome *out = d->out;
	struct buf b = { .mem = d->ctx->mem, .max = 900 };

	for (size_t i = 0; i < all->n && b.len < 700; i++)
		buf_fmt(&b, "%s%ld", i > 0 ? "," : "", all->at[i].no);
	struct change c = change_new(d->ctx->mem);
	change_long(&c, "open", (long)all->n, out->left);
	change_text(&c, "choice", NULL, todo_how_name(d->choice->how));
	return audit_change(d->db, d->ctx, head, "settle", "reform",
	    all->at[0].reform_id,
	    str_fmt(d->ctx->mem, "unit=%ld; decided=%ld; rows=%s", d->unit,
		out->done, b.at),
	    &c);
}

/* As units stand on the day of the reform, which may be yet to come. */
static enum rc
unit_of(struct deciding *d, const struct todo_query *q, struct findings *f)
{
	const char *day = d->ctx->today, *typed = d->choice->unit;
	struct reform r;

	if (q->reform_id != 0) {
		enum rc rc = reform_get(d->db, q->reform_id, &r);
		if (rc != OK)
			return rc == E_NOTFOUND ? E_CONFLICT : rc;
		if (strcmp(r.on_date, day) > 0)
			day = r.on_date;
	}
	return unit_typed(d->db, d->ctx, typed == NULL ? "" : typed, day, f,
	    &d->unit);
}

enum rc
reform_decide(struct db *db, const struct ctx *ctx, const struct todo_query *q,
    const char *nos, const struct todo_choice *choice, struct findings *f,
    struct todo_outcome *ret)
{
	struct deciding d = { .db = db,
		.ctx = ctx,
		.choice = choice,
		.out = ret };
	struct todo_query open = *q;
	struct audit_head head;
	struct reform_todos all;

	*ret = (struct todo_outcome){ 0 };
	if (choice->how == TODO_UNIT)
		TRY(unit_of(&d, q, f));
	if (f->nerror > 0)
		return E_INVALID;
	open.settled_too = false;
	TRY(audit_lock(db, AUDIT_UNITS, &head));
	TRY(todo_rows(db, ctx, &open, nos, DECIDE_MOST, &all));
	ret->more = all.total - (long)all.n;
	for (size_t i = 0; i < all.n; i++)
		TRY(decide(&d, &all.at[i]));
	if (all.n == 0)
		return E_CONFLICT;
	return ret->done == 0 ? OK : record(&d, &head, &all);
}
