/* cmd_sign_verify.c - baocao sign verify: what was sent, and who signed it */
#include "core/signature_walk.h"
#include "tool/sign_tool.h"

struct verifying {
	const char *code;
	struct revision k;
	struct signed_all seals;
	const char *why;
};

static enum rc
do_one(struct tool *t, void *arg)
{
	struct verifying *v = arg;

	TRY(signature_receipt(t->db, t->ctx.mem, v->code, &v->k));
	return signature_whole(t->db, t->ctx.mem, t->conf, &v->k, &v->seals,
	    &v->why);
}

static void
say_seal(struct tool *t, const struct signed_one *s)
{
	tool_say(t, "%-8s %s  %s  %s", s->kind, s->at, s->who, s->says);
	if (!t->as_json)
		return;
	json_object(&t->json, NULL);
	json_text(&t->json, "kind", s->kind);
	json_bool(&t->json, "good", s->good);
	json_text(&t->json, "at", s->at);
	json_text(&t->json, "who", s->who);
	json_text(&t->json, "says", s->says);
	json_end(&t->json);
}

static void
say_one(struct tool *t, const struct verifying *v)
{
	const struct revision *k = &v->k;

	tool_say(t, "%s%s%s  %s  %s", k->person, k->behalf == NULL ? "" : " / ",
	    k->behalf == NULL ? "" : k->behalf, k->at, k->sha);
	if (t->as_json) {
		json_object(&t->json, NULL);
		json_text(&t->json, "by", k->person);
		json_text(&t->json, "for", k->behalf);
		json_text(&t->json, "at", k->at);
		json_text(&t->json, "sha", k->sha);
		json_array(&t->json, "signatures");
	}
	for (size_t i = 0; i < v->seals.n; i++)
		say_seal(t, &v->seals.at[i]);
	if (t->as_json) {
		json_end(&t->json);
		json_end(&t->json);
	} else if (v->seals.n == 0)
		tool_say(t, _("Unsigned."));
}

static int
one(struct tool *t, const char *code)
{
	struct verifying v = { .code = code };
	enum rc rc = tool_read(t, do_one, &v);

	if (rc == E_MALFORMED)
		return tool_usage(t,
		    _("\"%s\" is no receipt; write it as "
		      "XLD01/2026-Q3/00004/1-3f9a2c01"),
		    code);
	if (rc == E_NOTFOUND)
		return tool_no(t, _("nothing like %s was ever sent"), code);
	if (rc == E_CONFLICT)
		return tool_no(t,
		    _("%s was sent with another hash than the receipt says: "
		      "%s"),
		    code, v.k.sha);
	if (rc != OK)
		return tool_end(t, rc);
	if (v.why != NULL)
		return tool_no(t, "%s: %s", code, v.why);
	say_one(t, &v);
	return TOOL_OK;
}

/* Page by page, each in a transaction and an arena of its own. */
static enum rc
do_walk(struct tool *t, void *arg)
{
	struct signature_walk *w = arg;
	struct signature_walk next = *w;

	enum rc rc = signature_walk(t->db, t->ctx.mem, t->conf, &next);
	if (rc == OK || rc == E_CONFLICT)
		*w = next;
	return rc;
}

enum rc
tool_signatures(struct tool *t, struct signature_walk *w)
{
	struct arena *page = arena_new(), *whole = t->ctx.mem;
	enum rc rc = OK;

	while (rc == OK && !w->done) {
		arena_reset(page, 0);
		t->ctx.mem = page;
		db_into(t->db, page);
		rc = tool_read(t, do_walk, w);
	}
	t->ctx.mem = whole;
	db_into(t->db, whole);
	if (rc == E_CONFLICT)
		w->why = str_dup(whole, w->why);
	arena_free(page);
	return rc;
}

static void
say_all(struct tool *t, const struct signature_walk *w)
{
	tool_say(t, _("%ld revisions: %ld signed and good, %ld unsigned"),
	    w->seen, w->signed_n, w->unsigned_n);
	if (w->late > 0)
		tool_say(t,
		    _("%ld of the unsigned were sent after others had been "
		      "signed: find out why"),
		    w->late);
	if (!t->as_json)
		return;
	json_object(&t->json, NULL);
	json_long(&t->json, "revisions", w->seen);
	json_long(&t->json, "signed", w->signed_n);
	json_long(&t->json, "unsigned", w->unsigned_n);
	json_long(&t->json, "late", w->late);
	json_end(&t->json);
}

static int
all(struct tool *t)
{
	struct signature_walk w = { 0 };
	enum rc rc = tool_signatures(t, &w);

	if (rc == E_CONFLICT)
		return tool_no(t, _("revision %ld of report %ld: %s"), w.bad.no,
		    w.bad.report_id, w.why);
	if (rc != OK)
		return tool_end(t, rc);
	say_all(t, &w);
	return TOOL_OK;
}

int
tool_sign_verify(struct tool *t, int argc, char **argv)
{
	bool every = tool_flag(&argc, argv, "--all");

	if (argc != (every ? 1 : 2))
		return tool_usage(t, _("say a receipt, or --all"));
	return every ? all(t) : one(t, argv[1]);
}
