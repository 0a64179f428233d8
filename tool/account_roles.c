/* account_roles.c - baocao account grant, revoke, move, leave, deputise */
#include "base/date.h"
#include "core/deputy.h"
#include "core/grant.h"
#include "core/posting.h"
#include "tool/account_tool.h"

struct asked {
	const char *login, *role, *unit_code, *level, *from, *to, *decision;
	const char *deputy, *sign_as, *name;
	bool end;
	struct unit unit;
	struct standing left; /* of an end */
};

enum rc
account_find(struct tool *t, const char *login, struct person *ret)
{
	enum rc rc = person_by_login(t->db, login, ret);

	if (rc != E_NOTFOUND)
		return rc;
	finding(&t->findings, login, _("There is no such account."));
	return E_INVALID;
}

enum rc
account_unit(struct tool *t, const char *code, const char *level,
    struct unit *ret)
{
	struct units us;
	long id;

	if (str_starts(code, "id:") && tool_number(code + 3, 1L << 40, &id)) {
		enum rc rc = unit_get(t->db, id, ret);
		if (rc != E_NOTFOUND)
			return rc;
		us.n = 0;
	} else
		TRY(unit_by_code(t->db, level, code, t->ctx.today, &us));
	for (size_t i = 0; us.n > 1 && i < us.n; i++)
		finding(&t->findings, us.at[i].name,
		    _("Which one is meant? This is --level %s, or id:%ld."),
		    us.at[i].level, us.at[i].id);
	if (us.n == 0)
		finding(&t->findings, code, _("No unit has this code today."));
	if (us.n != 1)
		return E_INVALID;
	*ret = us.at[0];
	return OK;
}

static void
options(int *argc, char **argv, struct asked *a)
{
	*a = (struct asked){ .level = tool_option(argc, argv, "--level"),
		.from = tool_option(argc, argv, "--from"),
		.to = tool_option(argc, argv, "--to"),
		.role = tool_option(argc, argv, "--role"),
		.sign_as = tool_option(argc, argv, "--as"),
		.decision = tool_option(argc, argv, "--decision") };
}

/* The same role elsewhere: given there, or by a reform that carried it over. */
static bool
is_left(const struct asked *a, const struct held *h)
{
	return h->live && h->for_id == 0 && h->unit_id != a->unit.id &&
	       str_eq(role_name((enum role)h->role), a->role);
}

static void
json_left(struct tool *t, const struct asked *a)
{
	json_array(&t->json, "still");
	for (size_t i = 0; i < a->left.held.n; i++)
		if (is_left(a, &a->left.held.at[i]))
			json_long(&t->json, NULL, a->left.held.at[i].unit_id);
	json_end(&t->json);
}

static void
show_json(struct tool *t, const struct asked *a)
{
	if (!t->as_json)
		return;
	json_object(&t->json, NULL);
	json_text(&t->json, "login", a->login);
	if (a->role != NULL)
		json_text(&t->json, "role", a->role);
	if (a->unit.id != 0)
		json_long(&t->json, "unit", a->unit.id);
	if (a->left.p.id != 0)
		json_left(t, a);
	if (a->deputy != NULL)
		json_text(&t->json, "deputy", a->deputy);
	json_end(&t->json);
}

/* ---------------------------------------------------------------- roles */

static enum rc
do_grant(struct tool *t, void *arg)
{
	struct asked *a = arg;
	struct person p;
	enum role role;

	TRY(account_unit(t, a->unit_code, a->level, &a->unit));
	TRY(account_find(t, a->login, &p));
	if (a->end && role_read(a->role, &role)) {
		TRY(grant_end_role(t->db, &t->ctx, p.id, role, a->unit.id,
		    a->to, &t->findings));
		return standing_get(t->db, &t->ctx, p.id, &a->left);
	}
	return grant_add(t->db, &t->ctx,
	    &(struct grant_in){ .person = p.id,
		.version = -1,
		.role = a->role,
		.unit_id = a->unit.id,
		.from = a->from,
		.to = a->to,
		.decision = a->decision },
	    &t->findings);
}

static int
no_role(struct tool *t)
{
	struct buf b = { .mem = t->ctx.mem, .max = 1000 };

	for (enum role r = 1; r < ROLE_END; r++)
		buf_fmt(&b, "%s%s", r > 1 ? ", " : "", role_name(r));
	return tool_usage(t, _("a role is one of %s"), b.at);
}

/* A role of a unit that is reorganised is held at the one after it, too. */
static void
say_left(struct tool *t, const struct asked *a, enum role role)
{
	for (size_t i = 0; i < a->left.held.n; i++) {
		const struct held *h = &a->left.held.at[i];
		if (is_left(a, h))
			tool_say(t,
			    _("They have this role still: %s of %s (id:%ld),"
			      " from %s on. Revoke it there, too, if it is to"
			      " end."),
			    role_show(role), h->unit, h->unit_id,
			    date_show(t->ctx.mem, h->valid_from));
	}
}

int
account_grant(struct tool *t, int argc, char **argv)
{
	struct asked a;
	enum role role;

	options(&argc, argv, &a);
	a.end = str_eq(argv[0], "revoke");
	if (argc != 4)
		return tool_usage(t,
		    _("say a login name, a role and a unit's code"));
	a.login = argv[1];
	a.role = argv[2];
	a.unit_code = argv[3];
	if (!role_read(a.role, &role))
		return no_role(t);
	a.role = role_name(role);
	enum rc rc = tool_write(t, do_grant, &a);
	if (rc == E_NOTFOUND)
		return tool_no(t, _("%s does not have this role there"),
		    a.login);
	if (rc != OK)
		return tool_end(t, rc);
	if (a.end) {
		tool_say(t, _("%s is no longer %s of %s."), a.login,
		    role_show(role), a.unit.name);
		say_left(t, &a, role);
	} else
		tool_say(t, _("%s is %s of %s."), a.login, role_show(role),
		    a.unit.name);
	show_json(t, &a);
	return TOOL_OK;
}

/* ---------------------------------------------------------------- posts */

static enum rc
do_move(struct tool *t, void *arg)
{
	struct asked *a = arg;
	struct person p;

	TRY(account_find(t, a->login, &p));
	struct move_in in = { .person = p.id,
		.version = -1,
		.from = a->from,
		.decision = a->decision,
		.role = a->role };
	if (a->unit_code == NULL)
		return posting_leave(t->db, &t->ctx, &in, &t->findings);
	TRY(account_unit(t, a->unit_code, a->level, &a->unit));
	in.unit_id = a->unit.id;
	return posting_move(t->db, &t->ctx, &in, &t->findings);
}

int
account_move(struct tool *t, int argc, char **argv)
{
	struct asked a;

	options(&argc, argv, &a);
	if (argc != 3)
		return tool_usage(t, _("say a login name and a unit's code"));
	a.login = argv[1];
	a.unit_code = argv[2];
	enum rc rc = tool_write(t, do_move, &a);
	if (rc != OK)
		return tool_end(t, rc);
	tool_say(t, _("%s moves to %s; every role from before ends."), a.login,
	    a.unit.name);
	show_json(t, &a);
	return TOOL_OK;
}

int
account_leave(struct tool *t, int argc, char **argv)
{
	struct asked a;

	options(&argc, argv, &a);
	if (argc != 2)
		return tool_usage(t, _("say which account"));
	a.login = argv[1];
	enum rc rc = tool_write(t, do_move, &a);
	if (rc != OK)
		return tool_end(t, rc);
	tool_say(t, _("Account %s is over; every role of it ends."), a.login);
	show_json(t, &a);
	return TOOL_OK;
}

/* ---------------------------------------------------------------- deputies */

static enum rc
do_deputise(struct tool *t, void *arg)
{
	struct asked *a = arg;
	struct standing s;
	struct person p;

	TRY(account_unit(t, a->unit_code, a->level, &a->unit));
	TRY(account_find(t, a->login, &p));
	TRY(standing_get(t->db, &t->ctx, p.id, &s));
	const struct helds *all = a->end ? &s.lent : &s.held;
	for (size_t i = 0; i < all->n; i++) {
		const struct held *h = &all->at[i];
		if (!h->live || h->unit_id != a->unit.id ||
		    !str_eq(role_name((enum role)h->role), a->role) ||
		    (a->end ? !str_eq(h->other_login, a->deputy) :
			      h->for_id != 0))
			continue;
		if (a->end)
			return deputy_end(t->db, &t->ctx, h->id, -1,
			    &t->findings);
		return deputy_add(t->db, &t->ctx,
		    &(struct deputy_in){ h->id, a->deputy, a->from, a->to,
			a->sign_as, a->decision },
		    &t->findings);
	}
	return E_NOTFOUND;
}

int
account_deputise(struct tool *t, int argc, char **argv)
{
	bool end = tool_flag(&argc, argv, "--end");
	struct asked a;
	enum role role;

	options(&argc, argv, &a);
	a.end = end;
	if (argc != 5)
		return tool_usage(t,
		    _("say a login name, a role, a unit's code and who stands"
		      " in"));
	a.login = argv[1];
	if (!role_read(argv[2], &role))
		return no_role(t);
	a.role = role_name(role);
	a.unit_code = argv[3];
	a.deputy = argv[4];
	enum rc rc = tool_write(t, do_deputise, &a);
	if (rc == E_NOTFOUND)
		return tool_no(t, _("%s does not have this role there"),
		    a.login);
	if (rc != OK)
		return tool_end(t, rc);
	if (a.end)
		tool_say(t, _("%s no longer stands in for %s."), a.deputy,
		    a.login);
	else
		tool_say(t, _("%s stands in for %s as %s of %s."), a.deputy,
		    a.login, role_show(role), a.unit.name);
	show_json(t, &a);
	return TOOL_OK;
}
