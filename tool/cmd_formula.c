/* cmd_formula.c - baocao formula eval: what a printed formula gives */
#include <stdio.h>
#include "core/formula.h"
#include "tool/tool.h"

/* Doubts about units of measure: they change nothing about the answer. */
static void
show_doubts(struct tool *t)
{
	for (size_t i = 0; i < t->findings.n; i++)
		if (t->as_json)
			json_text(&t->json, NULL, t->findings.at[i].text);
		else
			fprintf(stderr, "%s: %s\n", _("warning"),
			    t->findings.at[i].text);
}

static void
show(struct tool *t, const struct formula_answer *a)
{
	if (!t->as_json) {
		tool_say(t, "%s", a->text);
		show_doubts(t);
		return;
	}
	json_object(&t->json, NULL);
	json_text(&t->json, "answer", a->text);
	json_bool(&t->json, "holds", a->holds);
	json_array(&t->json, "warnings");
	show_doubts(t);
	json_end(&t->json);
	json_end(&t->json);
}

static int
run(struct tool *t, int argc, char **argv)
{
	struct formula_answer a;

	if (argc < 3 || !str_eq(argv[1], "eval"))
		return tool_usage(t, _("say eval, and which formula"));
	if (!formula_try(t->ctx.mem, argv[2], (const char *const *)argv + 3,
		(size_t)argc - 3, num_lang(t->ctx.lang), &t->findings, &a))
		return tool_end(t, E_INVALID);
	show(t, &a);
	if (a.holds)
		return TOOL_OK;
	/* an answer, and it says no */
	printf("%s%s", t->out.at, t->as_json ? "\n" : "");
	return TOOL_NO;
}

const struct command cmd_formula = { "formula", "eval EXPR [NAME=VALUE...]",
	N_("compute a formula as it is printed, or check it"), run, true };
