/* cmd_person.c - baocao person: what is stored about somebody, and its end */
#include "base/utf8.h"
#include "core/audit_blank.h"
#include "core/erase.h"
#include "core/person.h"
#include "core/personal.h"
#include "core/policy.h"
#include "tool/tool.h"

enum { STEPS_MAX = 10000, DAYS_MAX = 1000000 };

struct whom {
	const char *login, *decision;
	long id, kept; /* kept: entries that cannot be blanked */
	bool left;
};

static enum rc
do_export(struct tool *t, void *arg)
{
	const struct whom *w = arg;
	struct person p;

	TRY(person_by_login(t->db, w->login, &p));
	TRY(tool_seen(t, "export", "person", p.id, "person export"));
	buf_clear(&t->out);
	return personal_json(t->db, &t->ctx, p.id, &t->out);
}

static int
export_one(struct tool *t, const char *login)
{
	struct whom w = { .login = login };
	enum rc rc = tool_write(t, do_export, &w);

	if (rc == E_NOTFOUND)
		return tool_no(t, _("there is no account %s"), login);
	if (rc == OK && !t->as_json)
		buf_str(&t->out, "\n");
	return tool_end(t, rc);
}

static enum rc
do_erase(struct tool *t, void *arg)
{
	struct whom *w = arg;
	struct person p;

	t->findings.n = t->findings.nerror = 0;
	if (w->id == 0) {
		TRY(person_by_login(t->db, w->login, &p));
		w->id = p.id;
		TRY(audit_blank_not(t->db, w->id, p.login, &w->kept));
	}
	return erase_person(t->db, &t->ctx, w->id, w->decision, &t->findings,
	    &w->left);
}

static int
erase_one(struct tool *t, const char *login, const char *decision)
{
	struct whom w = { .login = login,
		.decision =
		    decision == NULL ? "" : utf8_nfc(t->ctx.mem, decision),
		.left = true };
	enum rc rc = OK;

	for (int i = 0; rc == OK && w.left && i < STEPS_MAX; i++)
		rc = tool_write(t, do_erase, &w);
	if (rc == E_NOTFOUND)
		return tool_no(t, _("there is no account %s"), login);
	if (rc != OK)
		return tool_end(t, rc);
	tool_say(t, _("Account %s is erased; it is number %ld from now on."),
	    login, w.id);
	if (w.kept > 0)
		tool_say(t,
		    _("%ld entries of the record are of the first format and"
		      " keep their texts until their months are archived."),
		    w.kept);
	if (t->as_json) {
		json_object(&t->json, NULL);
		json_long(&t->json, "kept_entries", w.kept);
		json_long(&t->json, "erased", w.id);
		json_end(&t->json);
	}
	return TOOL_OK;
}

struct keeping {
	enum policy policy; /* 0: all of them are asked for */
	long days, values[POLICY_END];
};

static enum rc
do_keep(struct tool *t, void *arg)
{
	struct keeping *k = arg;

	t->findings.n = t->findings.nerror = 0;
	if (k->policy != 0)
		TRY(policy_put(t->db, &t->ctx, k->policy, k->days,
		    &t->findings));
	return policy_all(t->db, k->values);
}

static int
keep(struct tool *t, int argc, char **argv)
{
	struct keeping k = { 0 };

	if (argc == 3 && (!policy_read(argv[1], &k.policy) ||
			     !tool_number(argv[2], DAYS_MAX, &k.days)))
		return tool_usage(t,
		    _("say a name that `person keep' shows, and days"));
	enum rc rc =
	    argc == 3 ? tool_write(t, do_keep, &k) : tool_read(t, do_keep, &k);
	if (rc != OK)
		return tool_end(t, rc);
	if (t->as_json)
		json_object(&t->json, NULL);
	for (enum policy p = 1; p < POLICY_END; p++) {
		const struct policy_rule *r = policy_rule(p);
		tool_say(t, "%-14s %5ld  %s (%ld - %ld)", r->name, k.values[p],
		    tr(r->shown), r->min, r->max);
		if (t->as_json)
			json_long(&t->json, r->name, k.values[p]);
	}
	if (t->as_json)
		json_end(&t->json);
	return TOOL_OK;
}

static int
run(struct tool *t, int argc, char **argv)
{
	const char *decision = tool_option(&argc, argv, "--decision");

	if (argc == 3 && str_eq(argv[1], "export"))
		return export_one(t, argv[2]);
	if (argc == 3 && str_eq(argv[1], "erase"))
		return erase_one(t, argv[2], decision);
	if ((argc == 2 || argc == 4) && str_eq(argv[1], "keep"))
		return keep(t, argc - 1, argv + 1);
	return tool_usage(t, _("say export, erase or keep"));
}

const struct command cmd_person = { "person",
	"export LOGIN\nerase LOGIN --decision TEXT\nkeep [NAME DAYS]",
	N_("what is stored about somebody, its end, and how long things are"
	   " kept"),
	run, false };
