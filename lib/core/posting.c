/* posting.c - posts, moving and leaving */
#include <string.h>
#include "base/date.h"
#include "core/account.h"
#include "core/audit.h"
#include "core/change.h"
#include "core/grant.h"
#include "core/posting.h"
#include "core/reform_late.h"
#include "core/signin_link.h"
#include "core/unit_typed.h"

DB_STMT(insert_post,
    "INSERT INTO person_post (person_id, valid_from, valid_to, unit_id,"
    " decision) VALUES (?, ?, ?, ?, ?) ON DUPLICATE KEY UPDATE"
    " valid_to = VALUES(valid_to), unit_id = VALUES(unit_id),"
    " decision = VALUES(decision)"); /* moved on the day that it began */
/* The last post stays, to say who manages the account: also an empty one. */
DB_STMT(delete_later,
    "DELETE FROM person_post WHERE person_id = ? AND valid_from > ?");
DB_STMT(end_posts, "UPDATE person_post SET valid_to = ? WHERE person_id = ?"
		   " AND ? < valid_to");
DB_STMT(update_until,
    "UPDATE person SET valid_to = ?, version = version + 1 WHERE id = ?");

/* The unit is held: no reform ends it meanwhile, on no node. */
static enum rc
begin(struct db *db, const struct ctx *ctx, long person, long unit,
    const char *day, const char *decision)
{
	TRY(audit_hold(db, str_fmt(ctx->mem, "[%ld]", unit)));
	TRY(db_exec(db, insert_post,
	    ARGS(person, day, DATE_MAX, unit, decision == NULL ? "" : decision),
	    NULL));
	return reform_late_post(db, ctx, person, unit, day);
}

enum rc
posting_begin(struct db *db, const struct ctx *ctx, long person, long unit)
{
	return begin(db, ctx, person, unit, ctx->today, NULL);
}

/* "head of Tinh An; clerk of Xa Mot": what they lose, for the record. */
static const char *
roles_of(struct arena *mem, const struct standing *s)
{
	struct buf b = { .mem = mem, .max = 900 };

	for (size_t i = 0; i < s->held.n; i++) {
		const struct held *h = &s->held.at[i];
		if (h->live)
			buf_fmt(&b, "%s%s of %s", b.len > 0 ? "; " : "",
			    role_name((enum role)h->role), h->unit);
	}
	return b.at == NULL ? "" : b.at;
}

/* Every right ends on that day; if it is today, so does what is open. */
static enum rc
end_all(struct db *db, const struct ctx *ctx, const struct standing *s,
    const char *day, const char *until)
{
	TRY(grant_end_all(db, ctx, s->p.id, s->p.id, day));
	TRY(db_exec(db, delete_later, ARGS(s->p.id, day), NULL));
	TRY(db_exec(db, end_posts, ARGS(day, s->p.id, day), NULL));
	TRY(db_exec(db, update_until, ARGS(until, s->p.id), NULL));
	if (strcmp(day, ctx->today) > 0)
		return OK;
	return person_out(db, ctx, s->p.id, true);
}

static enum rc
record(struct db *db, const struct ctx *ctx, const struct standing *s,
    const char *act, const char *day, const char *unit, const char *decision,
    bool link)
{
	struct change c = change_new(ctx->mem);
	struct audit_head head;

	TRY(audit_lock(db, audit_stream_of(s->p.login), &head));
	change_text(&c, "unit", s->post == NULL ? NULL : s->post->unit, unit);
	change_text(&c, "from", NULL, day);
	change_text(&c, "roles", roles_of(ctx->mem, s), "");
	change_text(&c, "decision", NULL, decision);
	change_bool(&c, "link", link, false);
	return audit_change(db, ctx, &head, act, "person", s->p.id, s->p.login,
	    &c);
}

static enum rc
new_unit(struct db *db, const struct ctx *ctx, const struct move_in *in,
    const char *day, struct findings *f, struct unit *ret)
{
	struct reach reach;
	long id = in->unit_id;

	if (id == 0)
		TRY(unit_typed(db, ctx, in->unit == NULL ? "" : in->unit, day,
		    f, &id));
	if (id == 0)
		return E_INVALID;
	TRY(delegate_reach(db, ctx, id, &reach));
	if (!reach.inside) {
		finding(f, "unit",
		    _("You do not manage the people of this unit. An"
		      " administrator above both units moves somebody from one"
		      " to the other."));
		return E_INVALID;
	}
	return unit_get(db, id, ret);
}

enum rc
posting_move(struct db *db, const struct ctx *ctx, const struct move_in *in,
    struct findings *f)
{
	const char *day = ctx->today;
	struct standing s;
	struct unit to = { 0 };
	bool link;

	TRY(account_hold(db, ctx, in->person, in->version, f, &s));
	decision_typed(in->decision, false, f);
	if (day_typed(ctx, in->from, "from", f, &day)) {
		enum rc rc = new_unit(db, ctx, in, day, f, &to);
		if (rc != OK)
			return rc;
	}
	if (f->nerror > 0)
		return E_INVALID;
	TRY(end_all(db, ctx, &s, day, DATE_MAX));
	TRY(begin(db, ctx, s.p.id, to.id, day, in->decision));
	TRY(signin_link_end(db, s.p.id, &link));
	TRY(record(db, ctx, &s, "move", day, to.name, in->decision, link));
	if (str_empty(in->role))
		return OK;
	return grant_add(db, ctx,
	    &(struct grant_in){ .person = s.p.id,
		.version = -1,
		.role = in->role,
		.unit_id = to.id,
		.from = day,
		.decision = in->decision },
	    f);
}

enum rc
posting_leave(struct db *db, const struct ctx *ctx, const struct move_in *in,
    struct findings *f)
{
	const char *day = ctx->today;
	struct standing s;

	TRY(account_hold(db, ctx, in->person, in->version, f, &s));
	decision_typed(in->decision, false, f);
	day_typed(ctx, in->from, "from", f, &day);
	if (f->nerror > 0)
		return E_INVALID;
	TRY(end_all(db, ctx, &s, day, day));
	return record(db, ctx, &s, "leave", day, NULL, in->decision, false);
}
