/* cmd_account.c - baocao account: accounts, their roles and passwords */
#include <stdio.h>
#include <string.h>
#include "base/utf8.h"
#include "core/person.h"
#include "core/unit.h"
#include "tool/tool.h"

enum { LINE_MAX_LEN = 1000 };

struct account {
	const char *login, *name, *title;
	const char *password; /* NULL: one is drawn */
	const char *hash;
	const char *role_code, *unit_code, *level;
	enum role role;
	bool locked, revoke;
	struct unit unit;
};

/* ---------------------------------------------------------------- password */

/* The first line of standard input, as a browser would send it. */
static bool
read_password(struct tool *t, const char **ret)
{
	char line[LINE_MAX_LEN];

	if (fgets(line, sizeof line, stdin) == NULL)
		line[0] = '\0';
	line[strcspn(line, "\r\n")] = '\0';
	*ret = utf8_nfc(t->ctx.mem, line);
	return *ret != NULL;
}

/*
 * Draws or checks it, and hashes it, before the transaction: one of some
 * seconds would be ended by the server.
 */
static int
make_hash(struct tool *t, struct account *a, bool from_stdin)
{
	const struct secret_cost cost = { .kib = t->conf->hash_kib,
		.passes = t->conf->hash_passes,
		.dir = t->conf->run,
		.slots = t->conf->hash_slots };

	if (from_stdin) {
		if (!read_password(t, &a->password))
			return tool_no(t, _("the password is no UTF-8 text"));
		if (!password_allowed(a->login, a->password, "password",
			&t->findings))
			return tool_end(t, E_INVALID);
	} else
		a->password = secret_password(t->ctx.mem);
	return tool_end(t,
	    secret_hash(t->ctx.mem, &cost, a->password, &a->hash));
}

/* What was drawn is shown, this once; what was given is not. */
static void
show_password(struct tool *t, const struct account *a, bool given)
{
	if (!given)
		tool_say(t, _("Its password: %s"), a->password);
	if (!t->as_json)
		return;
	json_object(&t->json, NULL);
	json_text(&t->json, "login", a->login);
	if (!given)
		json_text(&t->json, "password", a->password);
	json_end(&t->json);
}

/* ---------------------------------------------------------------- add */

static enum rc
do_add(struct tool *t, void *arg)
{
	const struct account *a = arg;
	long id;

	TRY(person_add(t->db, &t->ctx, a->login, a->name, a->title,
	    &t->findings, &id));
	return secret_store(t->db, &t->ctx, id, a->hash);
}

static int
add(struct tool *t, int argc, char **argv)
{
	bool given = tool_flag(&argc, argv, "--password-stdin");
	struct account a = { .title = tool_option(&argc, argv, "--title") };

	if (argc != 3)
		return tool_usage(t, _("say a login name and a name"));
	a.login = argv[1];
	a.name = utf8_nfc(t->ctx.mem, argv[2]);
	if (a.title != NULL)
		a.title = utf8_nfc(t->ctx.mem, a.title);
	int status = make_hash(t, &a, given);
	if (status != TOOL_OK)
		return status;
	enum rc rc = tool_write(t, do_add, &a);
	if (rc == E_CONFLICT)
		return tool_no(t, _("there is an account %s already"), a.login);
	if (rc != OK)
		return tool_end(t, rc);
	tool_say(t, _("Account %s is made."), a.login);
	show_password(t, &a, given);
	return TOOL_OK;
}

static enum rc
do_password(struct tool *t, void *arg)
{
	const struct account *a = arg;
	struct person p;

	TRY(person_by_login(t->db, a->login, &p));
	TRY(person_expel(t->db, &t->ctx, &p));
	return secret_store(t->db, &t->ctx, p.id, a->hash);
}

static int
password(struct tool *t, int argc, char **argv)
{
	bool given = tool_flag(&argc, argv, "--password-stdin");
	struct account a = { 0 };

	if (argc != 2)
		return tool_usage(t, _("say whose password"));
	a.login = argv[1];
	int status = make_hash(t, &a, given);
	if (status != TOOL_OK)
		return status;
	enum rc rc = tool_write(t, do_password, &a);
	if (rc == E_NOTFOUND)
		return tool_no(t, _("there is no account %s"), a.login);
	if (rc != OK)
		return tool_end(t, rc);
	tool_say(t,
	    _("Account %s has a new password; it is signed out"
	      " everywhere."),
	    a.login);
	show_password(t, &a, given);
	return TOOL_OK;
}

/* ---------------------------------------------------------------- roles */

/* By code, or "id:7"; one only, or it says which there are. */
static enum rc
find_unit(struct tool *t, struct account *a)
{
	struct units us;
	long id;

	if (str_starts(a->unit_code, "id:") &&
	    tool_number(a->unit_code + 3, 1L << 40, &id))
		return unit_get(t->db, id, &a->unit);
	TRY(unit_by_code(t->db, a->level, a->unit_code, t->ctx.today, &us));
	for (size_t i = 0; us.n > 1 && i < us.n; i++)
		finding(&t->findings, us.at[i].name,
		    _("Which one is meant? This is --level %s, or id:%ld."),
		    us.at[i].level, us.at[i].id);
	if (us.n > 1)
		return E_INVALID;
	if (us.n == 0)
		return E_NOTFOUND;
	a->unit = us.at[0];
	return OK;
}

static enum rc
do_grant(struct tool *t, void *arg)
{
	struct account *a = arg;
	struct person p;

	TRY(find_unit(t, a));
	enum rc rc = person_by_login(t->db, a->login, &p);
	if (rc == E_NOTFOUND)
		finding(&t->findings, a->login, _("There is no such account."));
	if (rc != OK)
		return rc == E_NOTFOUND ? E_INVALID : rc;
	if (a->revoke)
		return person_revoke(t->db, &t->ctx, p.id, a->role, a->unit.id);
	return person_grant(t->db, &t->ctx, p.id, a->role, a->unit.id);
}

static int
grant(struct tool *t, int argc, char **argv)
{
	struct account a = { .level = tool_option(&argc, argv, "--level"),
		.revoke = str_eq(argv[0], "revoke") };

	if (argc != 4)
		return tool_usage(t,
		    _("say a login name, a role and a unit's code"));
	a.login = argv[1];
	a.role_code = argv[2];
	a.unit_code = argv[3];
	if (!role_read(a.role_code, &a.role))
		return tool_usage(t,
		    _("a role is clerk, head, reviewer, viewer or admin"));
	enum rc rc = tool_write(t, do_grant, &a);
	if (rc == E_NOTFOUND && a.unit.id == 0)
		return tool_no(t, _("no unit has the code %s today"),
		    a.unit_code);
	if (rc != OK)
		return tool_end(t, rc);
	if (a.revoke)
		tool_say(t, _("%s is no longer %s of %s."), a.login,
		    role_show(a.role), a.unit.name);
	else
		tool_say(t, _("%s is %s of %s from today on."), a.login,
		    role_show(a.role), a.unit.name);
	if (!t->as_json)
		return TOOL_OK;
	json_object(&t->json, NULL);
	json_text(&t->json, "login", a.login);
	json_text(&t->json, "role", a.role_code);
	json_long(&t->json, "unit", a.unit.id);
	json_end(&t->json);
	return TOOL_OK;
}

/* ---------------------------------------------------------------- lock */

static enum rc
do_lock(struct tool *t, void *arg)
{
	const struct account *a = arg;
	struct person p;

	TRY(person_by_login(t->db, a->login, &p));
	return person_lock(t->db, &t->ctx, p.id, a->locked);
}

static int
lock(struct tool *t, int argc, char **argv)
{
	struct account a = { .locked = str_eq(argv[0], "lock") };

	if (argc != 2)
		return tool_usage(t, _("say which account"));
	a.login = argv[1];
	enum rc rc = tool_write(t, do_lock, &a);
	if (rc == E_NOTFOUND)
		return tool_no(t, _("there is no account %s"), a.login);
	if (rc != OK)
		return tool_end(t, rc);
	if (a.locked)
		tool_say(t, _("Account %s is locked and signed out."), a.login);
	else
		tool_say(t, _("Account %s is open again."), a.login);
	if (!t->as_json)
		return TOOL_OK;
	json_object(&t->json, NULL);
	json_text(&t->json, "login", a.login);
	json_bool(&t->json, "locked", a.locked);
	json_end(&t->json);
	return TOOL_OK;
}

/* ---------------------------------------------------------------- list */

static enum rc
do_list(struct tool *t, void *arg)
{
	return person_list(t->db, arg);
}

static void
show_role(struct tool *t, const struct person_role *p)
{
	if (p->role == 0)
		return;
	tool_say(t, "  %-9s %s (%s, %s; %s - %s)",
	    role_name((enum role)p->role), p->unit, p->level, p->unit_code,
	    p->valid_from, p->valid_to);
	if (!t->as_json)
		return;
	json_object(&t->json, NULL);
	json_text(&t->json, "role", role_name((enum role)p->role));
	json_long(&t->json, "unit", p->unit_id);
	json_text(&t->json, "code", p->unit_code);
	json_text(&t->json, "level", p->level);
	json_text(&t->json, "from", p->valid_from);
	json_text(&t->json, "to", p->valid_to);
	json_end(&t->json);
}

/* The account at *i with all its roles; *i moves on to the next one. */
static void
show_account(struct tool *t, const struct person_roles *all, size_t *i)
{
	const struct person_role *p = &all->at[*i];

	tool_say(t, "%s: %s%s%s%s", p->login, p->name,
	    str_empty(p->title) ? "" : ", ", p->title,
	    p->locked ? _(" (locked)") : "");
	if (t->as_json) {
		json_object(&t->json, NULL);
		json_text(&t->json, "login", p->login);
		json_text(&t->json, "name", p->name);
		json_text(&t->json, "title", p->title);
		json_bool(&t->json, "locked", p->locked);
		json_array(&t->json, "roles");
	}
	for (; *i < all->n && str_eq(all->at[*i].login, p->login); ++*i)
		show_role(t, &all->at[*i]);
	if (t->as_json) {
		json_end(&t->json);
		json_end(&t->json);
	}
}

static int
list(struct tool *t)
{
	struct person_roles all;
	enum rc rc = tool_read(t, do_list, &all);

	if (rc != OK)
		return tool_end(t, rc);
	if (t->as_json)
		json_array(&t->json, NULL);
	for (size_t i = 0; i < all.n;)
		show_account(t, &all, &i);
	if (t->as_json)
		json_end(&t->json);
	return TOOL_OK;
}

static const struct {
	const char *name;
	int (*run)(struct tool *, int argc, char **argv);
} verbs[] = {
	{ "add", add },
	{ "password", password },
	{ "grant", grant },
	{ "revoke", grant },
	{ "lock", lock },
	{ "unlock", lock },
};

static int
run(struct tool *t, int argc, char **argv)
{
	if (argc == 2 && str_eq(argv[1], "list"))
		return list(t);
	for (size_t i = 0; argc > 1 && i < COUNT(verbs); i++)
		if (str_eq(argv[1], verbs[i].name))
			return verbs[i].run(t, argc - 1, argv + 1);
	return tool_usage(t,
	    _("say add, password, grant, revoke, lock, unlock or list"));
}

const struct command cmd_account = { "account",
	"add LOGIN NAME [--title TITLE] [--password-stdin]\n"
	"password LOGIN [--password-stdin]\n"
	"grant LOGIN ROLE UNIT [--level LEVEL]\n"
	"revoke LOGIN ROLE UNIT [--level LEVEL]\n"
	"lock LOGIN\nunlock LOGIN\nlist",
	N_("make accounts, give and take roles, lock, set a password"), run,
	false };
