/* verify_receipt.c - baocao verify receipt: what a receipt proves */
#include <stdio.h>
#include "core/proof_state.h"
#include "io/secret.h"
#include "tool/audit_tool.h"

/* What the check code says of who made it. */
enum code { CODE_GOOD, CODE_WRONG, CODE_NONE, CODE_NO_KEY };

struct job {
	struct proof proof;
	struct proof_state state;
};

static enum rc
do_state(struct tool *t, void *arg)
{
	struct job *j = arg;

	return proof_state(t->db, t->ctx.mem, &j->proof, &j->state);
}

static enum rc
check_code(struct tool *t, const char *key, const struct proof *p,
    enum code *ret)
{
	const char *is;

	*ret = CODE_NONE;
	if (str_empty(p->code))
		return OK;
	TRY(proof_code(t->ctx.mem, key, proof_body(t->ctx.mem, p), &is));
	*ret = str_empty(is)             ? CODE_NO_KEY :
	       secret_equal(is, p->code) ? CODE_GOOD :
					   CODE_WRONG;
	return OK;
}

static const char *const codes[] = { "good", "wrong", "none", "no-key" };
static const char *const states[] = { "kept", "archived", "lost", "gone",
	"other" };

static const char *
say_code(enum code c)
{
	switch (c) {
	case CODE_GOOD:
		return _("The check code is one of this installation: it has"
			 " given this receipt.");
	case CODE_WRONG:
		return _("The check code is not one of this installation's"
			 " key: it is mistyped, invented, or of an earlier key"
			 " (--key FILE).");
	case CODE_NO_KEY:
		return _("There is no key to check the code with (setting"
			 " sign_key, or --key FILE).");
	default:
		return _("It has no check code, so that nobody can tell who"
			 " made it.");
	}
}

static const char *
say_state(enum proof_is is)
{
	switch (is) {
	case PROOF_KEPT:
		return _("The record has this entry, and the report as it was"
			 " sent.");
	case PROOF_ARCHIVED:
		return _("The entry is in an archive; the report is there as it"
			 " was sent.");
	case PROOF_LOST:
		return _("The record has this entry, but what was sent is gone"
			 " or was altered.");
	case PROOF_OTHER:
		return _("The record has another entry in this place: it was"
			 " rewritten, or the receipt is not of here.");
	default:
		return _("The record has no such entry: it was removed, or the"
			 " receipt is not of here.");
	}
}

static void
put_json(struct tool *t, const struct job *j, enum code code, bool good)
{
	const struct proof_state *s = &j->state;

	json_object(&t->json, NULL);
	json_bool(&t->json, "good", good);
	json_text(&t->json, "code", codes[code]);
	json_text(&t->json, "entry", states[s->is]);
	json_bool(&t->json, "sealed", s->sealed);
	json_text(&t->json, "unit", s->unit);
	json_text(&t->json, "regime", s->regime);
	json_text(&t->json, "period", s->period);
	json_long(&t->json, "revision", s->no);
	json_text(&t->json, "at", s->entry.at);
	json_end(&t->json);
}

/* The verdict in one line: what its holder wants to know. */
static int
verdict(struct tool *t, const struct job *j, enum code code)
{
	const struct proof_state *s = &j->state;
	bool kept = s->is == PROOF_KEPT || s->is == PROOF_ARCHIVED;
	bool good = kept && code != CODE_WRONG;

	if (s->unit != NULL)
		tool_say(t, _("%s %s, %s, revision %ld, sent by %s"), s->regime,
		    s->period, s->unit, s->no,
		    s->person == NULL ? "-" : s->person);
	tool_say(t, "%s", say_code(code));
	tool_say(t, "%s", say_state(s->is));
	if (t->as_json) {
		put_json(t, j, code, good);
		if (!good)
			puts(t->out.at);
		return good ? TOOL_OK : TOOL_NO;
	}
	if (!kept && code == CODE_GOOD)
		return tool_no(t,
		    _("PROVEN: this installation took in that report, and its"
		      " record does not have it any more."));
	if (!good)
		return tool_no(t, "%s %s", say_code(code), say_state(s->is));
	return TOOL_OK;
}

int
tool_verify_receipt(struct tool *t, int argc, char **argv)
{
	const char *key = tool_option(&argc, argv, "--key");
	enum code code;
	struct job j;

	if (argc != 2)
		return tool_usage(t, _("say the receipt, as "
				       "1000-7-0123456789abcdef-7Q4M2KX9P0ZT"));
	if (!proof_read(t->ctx.mem, argv[1], &j.proof))
		return tool_no(t,
		    _("\"%s\" is no receipt; they look like"
		      " 1000-7-0123456789abcdef-7Q4M2KX9P0ZT"),
		    argv[1]);
	enum rc rc = check_code(t, key == NULL ? t->conf->sign_key : key,
	    &j.proof, &code);
	if (rc == OK)
		rc = tool_read(t, do_state, &j);
	return rc == OK ? verdict(t, &j, code) : tool_end(t, rc);
}
