/* cmd_token.c - baocao token: API tokens of accounts */
#include <string.h>
#include "base/utf8.h"
#include "core/narrow.h"
#include "core/person.h"
#include "core/token.h"
#include "tool/tool.h"

enum { USUAL_DAYS = 90, DAYS_MAX = 100000 };

struct adding {
	const char *login, *token;
	struct token_in in;
	long id;
};

static enum rc
do_add(struct tool *t, void *arg)
{
	struct adding *a = arg;
	struct person p;

	t->findings.n = t->findings.nerror = 0;
	TRY(person_by_login(t->db, a->login, &p));
	return token_add(t->db, &t->ctx, p.id, &a->in, a->token, &t->findings,
	    &a->id);
}

/* "view,enter": every word of it must be one. */
static bool
read_rights(struct tool *t, const char *text, unsigned long *ret)
{
	char *words = str_dup(t->ctx.mem, text);

	for (char *c = words; *c != '\0'; c++)
		if (*c == ',')
			*c = ' ';
	*ret = narrow_rights(words);
	size_t given = 1, known = 0;
	for (const char *c = words; *c != '\0'; c++)
		given += *c == ' ';
	for (enum right r = 1; r < RIGHT_END; r++)
		known += (*ret & 1UL << r) != 0;
	return known == given;
}

static void
show_made(struct tool *t, const struct adding *a)
{
	tool_say(t, "%s", a->token);
	if (!t->as_json)
		return;
	json_object(&t->json, NULL);
	json_long(&t->json, "id", a->id);
	json_text(&t->json, "token", a->token);
	json_end(&t->json);
}

static int
add(struct tool *t, int argc, char **argv)
{
	const char *rights = tool_option(&argc, argv, "--rights");
	const char *unit = tool_option(&argc, argv, "--unit");
	const char *regime = tool_option(&argc, argv, "--regime");
	const char *days = tool_option(&argc, argv, "--days");
	struct adding a = { .in = { .days = USUAL_DAYS, .regime = regime } };

	if (argc != 3)
		return tool_usage(t, _("say an account, and what it is for"));
	a.login = argv[1];
	a.in.name = utf8_nfc(t->ctx.mem, argv[2]);
	if (a.in.name == NULL)
		return tool_no(t, _("the name is no UTF-8 text"));
	if (!read_rights(t, rights == NULL ? "view" : rights, &a.in.rights))
		return tool_usage(t, _("rights of a token are view and enter,"
				       " with a comma between"));
	if (unit != NULL && !tool_number(unit, 1L << 40, &a.in.unit_id))
		return tool_usage(t, _("say the unit by its number"));
	if (days != NULL && !tool_number(days, DAYS_MAX, &a.in.days))
		return tool_usage(t, _("say a number of days"));
	a.token = token_draw(t->ctx.mem);
	enum rc rc = tool_write(t, do_add, &a);
	if (rc == E_NOTFOUND)
		return tool_no(t, _("there is no account %s in force"),
		    a.login);
	if (rc != OK)
		return tool_end(t, rc);
	show_made(t, &a);
	return TOOL_OK;
}

struct listing {
	const char *login; /* NULL: everybody's */
	struct tokens all;
};

static enum rc
do_list(struct tool *t, void *arg)
{
	struct listing *l = arg;
	struct person p = { 0 };

	if (l->login != NULL)
		TRY(person_by_login(t->db, l->login, &p));
	TRY(tool_seen(t, "read", "person", p.id, "token list"));
	return token_list(t->db, &t->ctx, p.id, &l->all);
}

static void
list_one(struct tool *t, const struct token *k)
{
	tool_say(t, "%ld  %-10s %s... %s (%s%s%s%s%s) %s%s", k->id, k->login,
	    k->hint, k->name, k->rights, k->unit == NULL ? "" : ", ",
	    k->unit == NULL ? "" : k->unit, k->regime == NULL ? "" : ", ",
	    k->regime == NULL ? "" : k->regime, k->expires,
	    k->revoked != NULL ? _(", revoked") :
	    k->ended           ? _(", expired") :
				 "");
	if (!t->as_json)
		return;
	json_object(&t->json, NULL);
	json_long(&t->json, "id", k->id);
	json_text(&t->json, "login", k->login);
	json_text(&t->json, "name", k->name);
	json_text(&t->json, "begins", k->hint);
	json_text(&t->json, "rights", k->rights);
	json_long(&t->json, "unit", k->unit_id);
	json_text(&t->json, "regime", k->regime);
	json_text(&t->json, "made", k->made);
	json_text(&t->json, "expires", k->expires);
	json_text(&t->json, "used", k->used);
	json_text(&t->json, "revoked", k->revoked);
	json_end(&t->json);
}

static int
list(struct tool *t, const char *login)
{
	struct listing l = { .login = login };
	enum rc rc = tool_write(t, do_list, &l);

	if (rc == E_NOTFOUND)
		return tool_no(t, _("there is no account %s"), login);
	if (rc != OK)
		return tool_end(t, rc);
	if (t->as_json)
		json_array(&t->json, NULL);
	for (size_t i = 0; i < l.all.n; i++)
		list_one(t, &l.all.at[i]);
	if (t->as_json)
		json_end(&t->json);
	return TOOL_OK;
}

static enum rc
do_revoke(struct tool *t, void *arg)
{
	return token_revoke(t->db, &t->ctx, 0, *(const long *)arg);
}

static int
revoke(struct tool *t, const char *number)
{
	long id;
	int status = tool_revoke(t, number, do_revoke,
	    _("say the number that `token list' shows"),
	    _("there is no such token in force"), &id);

	if (status == TOOL_OK)
		tool_say(t, _("Token %ld opens nothing any more."), id);
	return status;
}

static int
run(struct tool *t, int argc, char **argv)
{
	if (argc > 1 && str_eq(argv[1], "add"))
		return add(t, argc - 1, argv + 1);
	if ((argc == 2 || argc == 3) && str_eq(argv[1], "list"))
		return list(t, argc == 3 ? argv[2] : NULL);
	if (argc == 3 && str_eq(argv[1], "revoke"))
		return revoke(t, argv[2]);
	return tool_usage(t, _("say add, list or revoke"));
}

const struct command cmd_token = { "token",
	"add LOGIN NAME [--rights view,enter] [--unit ID] [--regime CODE]"
	" [--days N]\nlist [LOGIN]\nrevoke ID",
	N_("API tokens, by which other systems act for an account; shown once"),
	run, false };
