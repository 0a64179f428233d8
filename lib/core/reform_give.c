/* reform_give.c - one thing that waited, to the units that were chosen */
#include <string.h>
#include "base/date.h"
#include "core/grant.h"
#include "core/reform_todo_part.h"
#include "io/db.h"

struct right_rec {
	const char *valid_from, *valid_to, *sign_as;
};
static const struct db_col right_cols[] = {
	COL(struct right_rec, valid_from),
	COL(struct right_rec, valid_to),
	COL(struct right_rec, sign_as),
};
DB_ROWS(lock_right, right_cols,
    "SELECT valid_from, valid_to, sign_as FROM access WHERE id = ? FOR UPDATE");
struct count {
	long n;
};
static const struct db_col count_cols[] = { COL(struct count, n) };
/* Whoever stands in for somebody does what that one may do there. */
DB_ROWS(lock_lender, count_cols,
    "SELECT COUNT(*) AS n FROM access WHERE person_id = ? AND role = ?"
    " AND unit_id = ? AND for_id = 0 AND valid_from <= ? AND ? <= valid_to"
    " LOCK IN SHARE MODE");
/* On a unit that stays when the reform is undone. */
DB_STMT(note_right,
    "INSERT INTO reform_change (reform_id, no, tab, act, row_id, unit_id)"
    " SELECT r.id, COALESCE((SELECT MAX(c.no) FROM reform_change c"
    " WHERE c.reform_id = r.id), 0) + 1, 'access', 'add', x.id, x.unit_id"
    " FROM reform r JOIN access x ON x.person_id = ? AND x.role = ?"
    " AND x.unit_id = ? AND x.for_id = ? AND x.valid_from = ?"
    " WHERE r.id = ?");
#define NEXT_NO \
	" COALESCE((SELECT MAX(c.no) FROM reform_change c" \
	" WHERE c.reform_id = r.id), 0) + 1,"
DB_STMT(insert_assignment,
    "INSERT INTO assignment (regime_id, kind, exempt, level, unit_id,"
    " group_id, due, reason, valid_from, valid_to) SELECT a.regime_id, a.kind,"
    " a.exempt, a.level, ?, a.group_id, a.due, a.reason,"
    " GREATEST(?, a.valid_from), a.valid_to FROM assignment a"
    " LEFT JOIN assignment b ON b.regime_id = a.regime_id AND b.unit_id = ?"
    " AND b.exempt = a.exempt AND b.valid_from < a.valid_to"
    " AND GREATEST(?, a.valid_from) < b.valid_to WHERE a.id = ? AND ? < "
    "a.valid_to AND b.id IS NULL");
DB_STMT(note_assignment,
    "INSERT INTO reform_change (reform_id, no, tab, act, row_id, unit_id)"
    " SELECT r.id," NEXT_NO " 'assignment', 'add', ?, ? FROM reform r"
    " WHERE r.id = ?");
DB_STMT(insert_member,
    "INSERT INTO unit_group_member (group_id, unit_id, valid_from, valid_to)"
    " SELECT m.group_id, ?, GREATEST(?, m.valid_from), m.valid_to"
    " FROM unit_group_member m LEFT JOIN unit_group_member b"
    " ON b.group_id = m.group_id AND b.unit_id = ?"
    " AND b.valid_from < m.valid_to AND GREATEST(?, m.valid_from) <"
    " b.valid_to WHERE m.group_id = ? AND m.unit_id = ? AND ? < m.valid_to"
    " AND m.valid_from < m.valid_to AND b.unit_id IS NULL"
    " ORDER BY m.valid_from");
DB_STMT(note_member,
    "INSERT INTO reform_change (reform_id, no, tab, act, row_id, unit_id, day)"
    " SELECT r.id," NEXT_NO " 'member', 'add', ?, ?, r.on_date FROM reform r"
    " WHERE r.id = ?");
DB_STMT(note_owner,
    "INSERT INTO reform_change (reform_id, no, tab, act, row_id, unit_id,"
    " was_id) SELECT r.id," NEXT_NO " ?, 'set', ?, ?, ? FROM reform r"
    " WHERE r.id = ?");

static const char *
from_day(const struct ctx *ctx, const char *day, const char *from)
{
	if (strcmp(day, ctx->today) < 0)
		day = ctx->today;
	return strcmp(day, from) < 0 ? from : day;
}

/* What is lent is lent by somebody who has it there, all the time. */
static enum rc
lent_there(struct db *db, const struct grant_row *g, const char **ret_why)
{
	struct count has;

	if (g->for_id == 0)
		return OK;
	TRY(db_row(db, lock_lender,
	    ARGS(g->for_id, (long)g->role, g->unit, g->from, g->to), &has));
	if (has.n == 0)
		*ret_why = _("whom they stand in for does not have this role"
			     " there: decide about that one first");
	return OK;
}

/* Is it the actor's to give there, and does it go with what they have? */
static enum rc
may_give(struct db *db, const struct ctx *ctx, const struct grant_row *g,
    const char **ret_why)
{
	struct findings f = { .mem = ctx->mem };
	struct reach reach;

	TRY(delegate_reach(db, ctx, g->unit, &reach));
	if (!reach.inside)
		*ret_why = _("You do not manage the people of this unit.");
	else if (!delegate_may_give(&reach, g->role))
		*ret_why = str_fmt(ctx->mem,
		    _("The role %s is given by an administrator of a unit above"
		      " this one."),
		    role_show(g->role));
	if (*ret_why != NULL)
		return OK;
	TRY(standing_apart(db, g->person, g->role, g->from, g->to, &f));
	if (f.nerror > 0)
		*ret_why = f.at[0].text;
	return *ret_why != NULL ? OK : lent_there(db, g, ret_why);
}

static enum rc
give_one(struct db *db, const struct ctx *ctx, const struct reform_todo *t,
    const struct todo_target *to, const struct grant_row *g)
{
	enum rc rc = grant_store(db, ctx, g);

	if (rc == E_CONFLICT) /* they have it there */
		return OK;
	TRY(rc);
	if (to->begun)
		return OK;
	return db_exec(db, note_right,
	    ARGS(g->person, (long)g->role, g->unit, g->for_id, g->from,
		t->reform_id),
	    NULL);
}

static enum rc
give_right(struct db *db, const struct ctx *ctx, const struct reform_todo *t,
    const struct todo_targets *to, const char **ret_why)
{
	struct grant_row g = { .person = t->person_id,
		.role = (enum role)t->role,
		.for_id = t->for_id,
		.decision = t->decision };
	struct right_rec r;
	struct person p;

	if (!delegate_system(ctx) && ctx->actor->id == t->person_id) {
		*ret_why = _("Nobody gives a role to himself: ask another"
			     " administrator.");
		return OK;
	}
	enum rc rc = db_row(db, lock_right, ARGS(t->row_id), &r);
	if (rc == E_NOTFOUND)
		return OK; /* it is over: nothing is left to give */
	TRY(rc);
	g.from = from_day(ctx, t->on_date, r.valid_from);
	g.to = r.valid_to;
	g.sign_as = r.sign_as;
	if (strcmp(g.to, g.from) <= 0)
		return OK;
	TRY(standing_person(db, t->person_id, -1, &p));
	for (size_t i = 0; i < to->n && *ret_why == NULL; i++) {
		g.unit = to->at[i].id;
		TRY(may_give(db, ctx, &g, ret_why));
	}
	for (size_t i = 0; i < to->n && *ret_why == NULL; i++) {
		g.unit = to->at[i].id;
		TRY(give_one(db, ctx, t, &to->at[i], &g));
	}
	return *ret_why != NULL ? OK : standing_touch(db, t->person_id);
}

static enum rc
give_post(struct db *db, const struct ctx *ctx, const struct reform_todo *t,
    const struct todo_targets *to, const char **ret_why)
{
	struct reach reach;

	TRY(delegate_reach(db, ctx, to->at[0].id, &reach));
	if (to->n > 1)
		*ret_why = _("nobody works at several units: choose one");
	else if (!reach.inside)
		*ret_why = _("You do not manage the people of this unit.");
	else if (!delegate_system(ctx) && ctx->actor->id == t->row_id)
		*ret_why = _("Nobody manages his own account: ask another"
			     " administrator.");
	if (*ret_why != NULL)
		return OK;
	return reform_post_put(db, t, to->at[0].id);
}

/* What is there already was given by somebody, and is not the reform's. */
static enum rc
give_named(struct db *db, const struct reform_todo *t, long to)
{
	const char *day = t->on_date;
	long n, id;

	if (str_eq(t->kind, "group")) {
		TRY(db_exec(db, insert_member,
		    ARGS(to, day, to, day, t->row_id, t->unit_id, day), &n));
		return n == 0 ? OK :
				db_exec(db, note_member,
				    ARGS(t->row_id, to, t->reform_id), NULL);
	}
	TRY(db_insert(db, insert_assignment,
	    ARGS(to, day, to, day, t->row_id, day), &id));
	return id == 0 ? OK :
			 db_exec(db, note_assignment,
			     ARGS(id, to, t->reform_id), NULL);
}

static bool
is_named(const char *kind)
{
	return str_eq(kind, "assignment") || str_eq(kind, "exemption") ||
	       str_eq(kind, "group");
}

static enum rc
give_duty(struct db *db, const struct ctx *ctx, const struct reform_todo *t,
    const struct todo_targets *to, const char **ret_why)
{
	const struct db_stmt *owning = reform_owning(t->kind);
	bool may = true;

	if (!delegate_system(ctx))
		TRY(right_at_top(db, ctx, MAY_ADMIN, &may));
	if (!may)
		*ret_why = _("duties are given at the top");
	else if (owning == NULL && !is_named(t->kind))
		*ret_why = _("it is made anew, by hand");
	else if (owning != NULL && to->n > 1)
		*ret_why = _("it has one owner: choose one unit");
	for (size_t i = 0; i < to->n && owning == NULL; i++)
		if (!to->at[i].begun && *ret_why == NULL)
			*ret_why = _("the unit was there before: name it on the"
				     " page of the regime or the group");
	if (*ret_why != NULL)
		return OK;
	for (size_t i = 0; i < to->n && owning == NULL; i++)
		TRY(give_named(db, t, to->at[i].id));
	if (owning == NULL)
		return OK;
	TRY(db_exec(db, note_owner,
	    ARGS(t->kind, t->row_id, to->at[0].id, t->unit_id, t->reform_id),
	    NULL));
	return db_exec(db, owning, ARGS(t->reform_id), NULL);
}

enum rc
todo_give(struct db *db, const struct ctx *ctx, const struct reform_todo *t,
    const struct todo_targets *to, const char **ret_why)
{
	*ret_why = NULL;
	if (str_eq(t->kind, "grant"))
		return give_right(db, ctx, t, to, ret_why);
	if (str_eq(t->kind, "post"))
		return give_post(db, ctx, t, to, ret_why);
	if (!str_eq(t->kind, "report"))
		return give_duty(db, ctx, t, to, ret_why);
	*ret_why = _("a report is looked at, and given to nobody");
	return OK;
}
