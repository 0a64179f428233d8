/* cmd_regime.c - baocao regime: what is reported, by whom, by when */
#include <stdio.h>
#include <unistd.h>
#include "core/open.h"
#include "tool/regime_tool.h"

struct listed {
	struct regime regime;
	struct regime_levels levels;
};
struct list {
	struct listed *at;
	size_t n;
};

static enum rc
do_list(struct tool *t, void *arg)
{
	struct list *l = arg;
	struct regimes all;

	TRY(regime_list(t->db, NULL, &all));
	l->n = all.n;
	l->at = arena_alloc(t->ctx.mem, all.n * sizeof *l->at);
	for (size_t i = 0; i < all.n; i++) {
		l->at[i].regime = all.at[i];
		TRY(regime_levels(t->db, all.at[i].id, t->ctx.today,
		    &l->at[i].levels));
	}
	return OK;
}

static void
show_levels(struct tool *t, const struct regime_levels *levels)
{
	for (size_t i = 0; i < levels->n; i++) {
		const struct regime_level *l = &levels->at[i];
		tool_say(t, "  %-12s %s", l->level, l->due);
		if (t->as_json)
			json_text(&t->json, l->level, l->due);
	}
}

static void
show_regime(struct tool *t, const struct listed *l)
{
	const struct regime *r = &l->regime;

	tool_say(t, "%s: %s (%s, %s, %s)", r->code,
	    tr_pick(r->title_vi, r->title_en), r->frequency, r->cutoff_name,
	    r->basis);
	if (!t->as_json) {
		show_levels(t, &l->levels);
		return;
	}
	json_object(&t->json, NULL);
	json_text(&t->json, "code", r->code);
	json_text(&t->json, "title_vi", r->title_vi);
	json_text(&t->json, "title_en", r->title_en);
	json_text(&t->json, "family", r->family);
	json_text(&t->json, "frequency", r->frequency);
	json_text(&t->json, "cutoff", r->cutoff_name);
	json_text(&t->json, "basis", r->basis);
	json_text(&t->json, "from", r->valid_from);
	json_text(&t->json, "to", r->valid_to);
	json_object(&t->json, "due");
	show_levels(t, &l->levels);
	json_end(&t->json);
	json_end(&t->json);
}

static int
list(struct tool *t)
{
	struct list l;
	enum rc rc = tool_read(t, do_list, &l);

	if (rc != OK)
		return tool_end(t, rc);
	if (t->as_json)
		json_array(&t->json, NULL);
	for (size_t i = 0; i < l.n; i++)
		show_regime(t, &l.at[i]);
	if (t->as_json)
		json_end(&t->json);
	return TOOL_OK;
}

struct due {
	const char *code, *level, *rule; /* rule NULL: show it */
	const char *is;
};

static enum rc
do_due(struct tool *t, void *arg)
{
	struct due *d = arg;
	struct regime r;

	TRY(regime_find(t->db, d->code, &r));
	if (d->rule != NULL)
		TRY(regime_set_due(t->db, &t->ctx, &r, d->level, d->rule));
	return regime_due(t->db, r.id, d->level, t->ctx.today, &d->is);
}

static int
due(struct tool *t, int argc, char **argv)
{
	struct due d = { .code = argv[0], .level = argv[1] };

	if (argc == 3)
		d.rule = argv[2];
	if (d.rule != NULL && !deadline_rule_ok(d.rule))
		return tool_usage(t,
		    _("\"%s\" is no deadline; write \"day 25\", \"work 2\" or "
		      "\"end+5\""),
		    d.rule);
	enum rc rc = d.rule == NULL ? tool_read(t, do_due, &d) :
				      tool_write(t, do_due, &d);
	if (rc == E_NOTFOUND)
		return tool_no(t, _("units of level %s do not report for %s"),
		    d.level, d.code);
	if (rc != OK)
		return tool_end(t, rc);
	tool_say(t, "%s %s: %s", d.code, d.level, d.is);
	if (t->as_json) {
		json_object(&t->json, NULL);
		json_text(&t->json, "regime", d.code);
		json_text(&t->json, "level", d.level);
		json_text(&t->json, "due", d.is);
		json_end(&t->json);
	}
	return TOOL_OK;
}

struct opening {
	const char *regime, *period;
	struct job job;
};

static enum rc
do_open(struct tool *t, void *arg)
{
	struct opening *o = arg;
	struct regime g;
	struct slot q;
	enum rc rc = open_find(t->db, &t->ctx, o->regime, o->period, &g, &q);

	if (rc == OK)
		rc = open_start(t->db, &t->ctx, &g, &q, &o->job);
	if (rc == E_INVALID)
		finding(&t->findings, o->period,
		    _("There is no such period of %s, or no form for it."),
		    o->regime);
	return rc;
}

static enum rc
do_step(struct tool *t, void *arg)
{
	return open_step(t->db, &t->ctx, &((struct opening *)arg)->job);
}

/* Step by step, each in a transaction of its own. */
static int
open_now(struct tool *t, char **argv)
{
	struct opening o = { .regime = argv[0], .period = argv[1] };
	enum rc rc = tool_write(t, do_open, &o);

	if (rc == E_NOTFOUND)
		return tool_no(t, _("there is no regime %s in force"),
		    o.regime);
	while (rc == OK && str_eq(o.job.state, "running")) {
		rc = tool_write(t, do_step, &o);
		if (rc == OK && isatty(STDERR_FILENO))
			fprintf(stderr, "\r%ld/%ld", o.job.done, o.job.total);
	}
	if (rc != OK)
		return tool_end(t, rc);
	if (str_eq(o.job.state, "failed"))
		return tool_no(t, _("%s %s cannot be opened any more"),
		    o.regime, o.period);
	tool_say(t, _("%s %s: %ld reports opened"), o.regime, o.period,
	    o.job.made);
	if (t->as_json) {
		json_object(&t->json, NULL);
		json_text(&t->json, "regime", o.regime);
		json_text(&t->json, "period", o.period);
		json_long(&t->json, "opened", o.job.made);
		json_end(&t->json);
	}
	return TOOL_OK;
}

static int
run(struct tool *t, int argc, char **argv)
{
	if (argc == 2 && str_eq(argv[1], "list"))
		return list(t);
	if ((argc == 4 || argc == 5) && str_eq(argv[1], "due"))
		return due(t, argc - 2, argv + 2);
	if (argc == 4 && str_eq(argv[1], "open"))
		return open_now(t, argv + 2);
	if (argc >= 3 && str_eq(argv[1], "show"))
		return tool_regime_show(t, argc - 2, argv + 2);
	if (argc >= 3 && str_eq(argv[1], "publish"))
		return tool_regime_publish(t, argc - 2, argv + 2);
	if (argc >= 3 && str_eq(argv[1], "assign"))
		return tool_regime_assign(t, argc - 2, argv + 2);
	if (argc >= 3 && str_eq(argv[1], "who"))
		return tool_regime_who(t, argc - 2, argv + 2);
	if (argc >= 3 && str_eq(argv[1], "give"))
		return tool_regime_give(t, argc - 2, argv + 2);
	return tool_usage(t,
	    _("say list, show, due, open, publish, assign, who or give"));
}

const struct command cmd_regime = { "regime",
	"list\nshow REGIME\ndue REGIME LEVEL [RULE]\nopen REGIME PERIOD\n"
	"publish REGIME [--from DATE]\nwho REGIME [--at DATE]\n"
	"give REGIME UNIT\n"
	"assign REGIME --level L|--unit U|--group G [--due RULE]\n"
	"       [--exempt --reason TEXT] [--from DATE] [--to DATE]",
	N_("the register of reporting regimes: look, assign, publish, open"),
	run, false };
