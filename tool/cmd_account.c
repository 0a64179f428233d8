/* cmd_account.c - baocao account: accounts, their roles and passwords */
#include <stdio.h>
#include <string.h>
#include "base/utf8.h"
#include "core/account.h"
#include "tool/account_tool.h"

enum { LINE_MAX_LEN = 1000 };

struct account {
	const char *login, *name, *title;
	const char *password; /* NULL: one is drawn */
	const char *hash;
	const char *email, *phone, *unit_code, *level, *role, *decision;
	bool locked;
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

/* As on a page; of a new account by the unit where it is to work. */
static enum rc
look_at(struct tool *t, void *arg)
{
	const struct account *a = arg;
	struct unit u = { 0 };

	if (a->unit_code != NULL)
		TRY(account_unit(t, a->unit_code, a->level, &u));
	TRY(password_look(t->db, &t->ctx,
	    &(struct password_of){ a->login, a->name, u.id, t->conf },
	    a->password, "password", &t->findings));
	return t->findings.nerror > 0 ? E_INVALID : OK;
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
		enum rc rc = tool_read(t, look_at, a);
		if (rc != OK)
			return tool_end(t, rc);
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

	struct account_in in = { .says = { a->login, a->name, a->title,
				     a->email, a->phone },
		.role = a->role,
		.decision = a->decision };
	struct unit u;

	if (a->unit_code == NULL) {
		TRY(person_add(t->db, &t->ctx, &in.says, &t->findings, &id));
	} else {
		TRY(account_unit(t, a->unit_code, a->level, &u));
		in.unit_id = u.id;
		TRY(account_add(t->db, &t->ctx, &in, &t->findings, &id));
	}
	return secret_store(t->db, &t->ctx, id, a->hash);
}

static int
add(struct tool *t, int argc, char **argv)
{
	bool given = tool_flag(&argc, argv, "--password-stdin");
	struct account a = { .title = tool_option(&argc, argv, "--title"),
		.email = tool_option(&argc, argv, "--email"),
		.phone = tool_option(&argc, argv, "--phone"),
		.unit_code = tool_option(&argc, argv, "--unit"),
		.level = tool_option(&argc, argv, "--level"),
		.role = tool_option(&argc, argv, "--role"),
		.decision = tool_option(&argc, argv, "--decision") };

	if (argc != 3)
		return tool_usage(t, _("say a login name and a name"));
	if (a.role != NULL && a.unit_code == NULL)
		return tool_usage(t, _("a role is at a unit: --unit CODE"));
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

/* ---------------------------------------------------------------- lock */

static enum rc
do_lock(struct tool *t, void *arg)
{
	const struct account *a = arg;
	struct person p;

	TRY(person_by_login(t->db, a->login, &p));
	return account_lock(t->db, &t->ctx, p.id, -1, a->locked, &t->findings);
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

static const struct {
	const char *name;
	account_verb *run;
} verbs[] = {
	{ "add", add },
	{ "password", password },
	{ "grant", account_grant },
	{ "revoke", account_grant },
	{ "move", account_move },
	{ "leave", account_leave },
	{ "deputise", account_deputise },
	{ "show", account_show },
	{ "list", account_list },
	{ "import", account_import },
	{ "invite", account_invite },
	{ "lock", lock },
	{ "unlock", lock },
	{ "link", account_link },
	{ "second", account_second },
	{ "sessions", account_sessions },
};

static int
run(struct tool *t, int argc, char **argv)
{
	for (size_t i = 0; argc > 1 && i < COUNT(verbs); i++)
		if (str_eq(argv[1], verbs[i].name))
			return verbs[i].run(t, argc - 1, argv + 1);
	return tool_usage(t, _("say add, import, invite, password, grant, "
			       "revoke, move, leave, deputise,"
			       " lock, unlock, show or list"));
}

const struct command cmd_account = { "account",
	"add LOGIN NAME [--title TITLE] [--email ADDRESS] [--phone NUMBER]"
	" [--unit UNIT [--level LEVEL] [--role ROLE] [--decision NUMBER]]"
	" [--password-stdin]\n"
	"import FILE [--dry-run]\n"
	"invite LOGIN [--print]\n"
	"password LOGIN [--password-stdin]\n"
	"grant LOGIN ROLE UNIT [--level LEVEL] [--from DAY] [--to DAY]"
	" [--decision NUMBER]\n"
	"revoke LOGIN ROLE UNIT [--level LEVEL] [--to DAY]\n"
	"move LOGIN UNIT [--level LEVEL] [--from DAY] [--role ROLE]"
	" [--decision NUMBER]\n"
	"leave LOGIN [--from DAY] [--decision NUMBER]\n"
	"deputise LOGIN ROLE UNIT DEPUTY [--level LEVEL] [--from DAY]"
	" --to DAY --as KT|TUQ --decision NUMBER\n"
	"deputise LOGIN ROLE UNIT DEPUTY [--level LEVEL] --end\n"
	"lock LOGIN\nunlock LOGIN\nshow LOGIN\n"
	"link LOGIN\nsecond LOGIN --drop\nsessions LOGIN [--end]\n"
	"list [--unit UNIT [--level LEVEL]] [--role ROLE]"
	" [--state open|locked|left] [--name WORDS]",
	N_("make accounts, give and take roles, move, lock, set a password"),
	run, false };
