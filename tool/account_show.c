/* account_show.c - baocao account show and list: who may do what, and why */
#include <string.h>
#include "base/utf8.h"
#include "core/person_list.h"
#include "tool/account_tool.h"

/* ---------------------------------------------------------------- show */

struct shown {
	const char *login;
	struct standing s;
};

static enum rc
do_show(struct tool *t, void *arg)
{
	struct shown *a = arg;
	struct person p;

	TRY(account_find(t, a->login, &p));
	TRY(tool_seen(t, "read", "person", p.id, "account show"));
	return standing_get(t->db, &t->ctx, p.id, &a->s);
}

static void
put_rights(struct tool *t, const struct held *h)
{
	json_array(&t->json, "rights");
	for (enum right r = ANYONE; r < RIGHT_END; r++)
		if (role_has((enum role)h->role, r))
			json_text(&t->json, NULL, right_name(r));
	json_end(&t->json);
}

static void
put_held(struct tool *t, const struct held *h)
{
	tool_say(t, "  %-11s %s (%s/%s; %s - %s)%s%s%s%s%s",
	    role_name((enum role)h->role), h->unit, h->level, h->code,
	    h->valid_from, h->valid_to, h->now ? "" : _(" (not today)"),
	    h->other == NULL ? "" : " <> ", h->other == NULL ? "" : h->other,
	    str_empty(h->decision) ? "" : ", ", h->decision);
	if (!t->as_json)
		return;
	json_object(&t->json, NULL);
	json_long(&t->json, "id", h->id);
	json_text(&t->json, "role", role_name((enum role)h->role));
	put_rights(t, h);
	json_long(&t->json, "unit", h->unit_id);
	json_text(&t->json, "code", h->code);
	json_text(&t->json, "level", h->level);
	json_text(&t->json, "from", h->valid_from);
	json_text(&t->json, "to", h->valid_to);
	json_bool(&t->json, "today", h->now);
	json_text(&t->json, "decision", h->decision);
	json_text(&t->json, "given_by", h->giver);
	json_text(&t->json, "given", h->given);
	json_text(&t->json, "other", h->other_login);
	json_text(&t->json, "sign_as", h->sign_as);
	json_end(&t->json);
}

static void
put_helds(struct tool *t, const char *name, const char *heading,
    const struct helds *all)
{
	if (all->n > 0)
		tool_say(t, "%s", heading);
	if (t->as_json)
		json_array(&t->json, name);
	for (size_t i = 0; i < all->n; i++)
		put_held(t, &all->at[i]);
	if (t->as_json)
		json_end(&t->json);
}

static void
put_posts(struct tool *t, const struct posts *all)
{
	if (t->as_json)
		json_array(&t->json, "posts");
	for (size_t i = 0; i < all->n; i++) {
		const struct post *q = &all->at[i];
		tool_say(t, _("Works at: %s (%s/%s; %s - %s)"), q->unit,
		    q->level, q->code, q->valid_from, q->valid_to);
		if (!t->as_json)
			continue;
		json_object(&t->json, NULL);
		json_long(&t->json, "unit", q->unit_id);
		json_text(&t->json, "from", q->valid_from);
		json_text(&t->json, "to", q->valid_to);
		json_text(&t->json, "decision", q->decision);
		json_end(&t->json);
	}
	if (t->as_json)
		json_end(&t->json);
}

int
account_show(struct tool *t, int argc, char **argv)
{
	struct shown a = { 0 };

	if (argc != 2)
		return tool_usage(t, _("say which account"));
	a.login = argv[1];
	enum rc rc = tool_write(t, do_show, &a);
	if (rc != OK)
		return tool_end(t, rc);
	const struct person *p = &a.s.p;
	tool_say(t, "%s: %s%s%s%s", p->login, p->name,
	    str_empty(p->title) ? "" : ", ", p->title,
	    p->locked ? _(" (locked)") : "");
	if (t->as_json) {
		json_object(&t->json, NULL);
		json_text(&t->json, "login", p->login);
		json_text(&t->json, "name", p->name);
		json_text(&t->json, "title", p->title);
		json_text(&t->json, "email", p->email);
		json_text(&t->json, "phone", p->phone);
		json_bool(&t->json, "locked", p->locked);
		json_text(&t->json, "to", p->valid_to);
	}
	put_posts(t, &a.s.posts);
	put_helds(t, "roles", _("Roles:"), &a.s.held);
	put_helds(t, "lent", _("Others stand in:"), &a.s.lent);
	if (t->as_json)
		json_end(&t->json);
	return TOOL_OK;
}

/* ---------------------------------------------------------------- list */

struct list {
	const char *unit_code, *level, *words, *state;
	enum role role; /* 0: any */
	struct person_alls all;
};

static enum rc
do_list(struct tool *t, void *arg)
{
	struct list *l = arg;
	struct unit u = { 0 };

	if (l->unit_code != NULL)
		TRY(account_unit(t, l->unit_code, l->level, &u));
	TRY(tool_seen(t, "read", "unit", u.id, "account list"));
	return person_all(t->db, u.id, &l->all);
}

static void
put_role(struct tool *t, const struct person_all *p)
{
	if (p->role == 0)
		return;
	tool_say(t, "  %-9s %s (%s, %s; %s - %s)%s",
	    role_name((enum role)p->role), p->unit, p->level, p->unit_code,
	    p->valid_from, p->valid_to, p->for_id != 0 ? " *" : "");
	if (!t->as_json)
		return;
	json_object(&t->json, NULL);
	json_text(&t->json, "role", role_name((enum role)p->role));
	json_long(&t->json, "unit", p->unit_id);
	json_text(&t->json, "code", p->unit_code);
	json_text(&t->json, "level", p->level);
	json_text(&t->json, "from", p->valid_from);
	json_text(&t->json, "to", p->valid_to);
	json_bool(&t->json, "stands_in", p->for_id != 0);
	json_end(&t->json);
}

/* Does the account whose rows these are fit what was asked for? */
static bool
fits(const struct tool *t, const struct list *l, const struct person_all *p,
    size_t n)
{
	bool left = strcmp(p->person_to, t->ctx.today) <= 0, has = false;

	for (size_t i = 0; i < n; i++)
		has = has || p[i].role == (long)l->role;
	if (l->role != 0 && !has)
		return false;
	if (l->words != NULL && strstr(p->search, l->words) == NULL)
		return false;
	if (l->state == NULL)
		return true;
	return str_eq(l->state, "locked") ? p->locked :
	       str_eq(l->state, "left")   ? left :
					    !left && !p->locked;
}

static void
put_account(struct tool *t, const struct person_all *p, size_t n)
{
	tool_say(t, "%s: %s%s%s%s", p->login, p->name,
	    str_empty(p->title) ? "" : ", ", p->title,
	    p->locked ? _(" (locked)") : "");
	if (t->as_json) {
		json_object(&t->json, NULL);
		json_text(&t->json, "login", p->login);
		json_text(&t->json, "name", p->name);
		json_text(&t->json, "title", p->title);
		json_bool(&t->json, "locked", p->locked);
		json_text(&t->json, "to", p->person_to);
		json_array(&t->json, "roles");
	}
	for (size_t i = 0; i < n; i++)
		put_role(t, &p[i]);
	if (t->as_json) {
		json_end(&t->json);
		json_end(&t->json);
	}
}

static int
options(struct tool *t, int *argc, char **argv, struct list *l)
{
	const char *role = tool_option(argc, argv, "--role");

	l->unit_code = tool_option(argc, argv, "--unit");
	l->level = tool_option(argc, argv, "--level");
	l->state = tool_option(argc, argv, "--state");
	l->words = tool_option(argc, argv, "--name");
	if (l->words != NULL)
		l->words = utf8_key(t->ctx.mem, l->words, false);
	if (role != NULL && !role_read(role, &l->role))
		return tool_usage(t, _("there is no role \"%s\""), role);
	if (l->state != NULL && !str_eq(l->state, "open") &&
	    !str_eq(l->state, "locked") && !str_eq(l->state, "left"))
		return tool_usage(t, _("a state is open, locked or left"));
	return *argc == 1 ? TOOL_OK :
			    tool_usage(t, _("\"%s\" is too much"), argv[1]);
}

int
account_list(struct tool *t, int argc, char **argv)
{
	struct list l = { 0 };
	int status = options(t, &argc, argv, &l);

	if (status != TOOL_OK)
		return status;
	enum rc rc = tool_write(t, do_list, &l);
	if (rc != OK)
		return tool_end(t, rc);
	if (t->as_json)
		json_array(&t->json, NULL);
	for (size_t i = 0, n; i < l.all.n; i += n) {
		const struct person_all *p = &l.all.at[i];
		for (n = 1; i + n < l.all.n && str_eq(p[n].login, p->login);)
			n++;
		if (fits(t, &l, p, n))
			put_account(t, p, n);
	}
	if (t->as_json)
		json_end(&t->json);
	return TOOL_OK;
}
