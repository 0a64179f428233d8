/* cmd_overlap.c - baocao overlap: what is asked twice, and what becomes of it
 */
#include <string.h>
#include "core/home_share.h"
#include "core/overlap.h"
#include "tool/tool.h"

static enum rc
do_list(struct tool *t, void *arg)
{
	return overlap_register(t->db, t->ctx.today, arg);
}

static void
say_group(struct tool *t, const struct overlap_group *g)
{
	struct buf b = { .mem = t->ctx.mem, .max = 4000 };

	for (size_t i = 0; i < g->n; i++)
		buf_fmt(&b, "%s%s", i > 0 ? ", " : "", g->asks[i].regime->code);
	tool_say(t, _("%s (%s): home %s; asked for by %s; %ld units owe two"),
	    g->item.code, g->item.name, g->asks[0].regime->code, b.at,
	    g->units);
	if (!t->as_json)
		return;
	json_object(&t->json, NULL);
	json_text(&t->json, "item", g->item.code);
	json_text(&t->json, "name", g->item.name);
	json_bool(&t->json, "chosen", g->chosen);
	json_bool(&t->json, "together", g->together);
	json_long(&t->json, "units", g->units);
	json_array(&t->json, "regimes");
	for (size_t i = 0; i < g->n; i++)
		json_text(&t->json, NULL, g->asks[i].regime->code);
	json_end(&t->json);
	json_end(&t->json);
}

static void
say_pair(struct tool *t, const struct overlap_pair *p)
{
	tool_say(t, _("%s (%s) is like %s (%s): %d %%, %ld units owe both"),
	    p->a.item.code, p->a.item.name, p->b.item.code, p->b.item.name,
	    p->score, p->units);
	if (!t->as_json)
		return;
	json_object(&t->json, NULL);
	json_text(&t->json, "item", p->a.item.code);
	json_text(&t->json, "like", p->b.item.code);
	json_long(&t->json, "score", p->score);
	json_long(&t->json, "units", p->units);
	json_end(&t->json);
}

static int
run_list(struct tool *t)
{
	struct overlap_register r;
	enum rc rc = tool_read(t, do_list, &r);

	if (rc != OK)
		return tool_end(t, rc);
	if (t->as_json) {
		json_object(&t->json, NULL);
		json_array(&t->json, "items");
	}
	for (size_t i = 0; i < r.ngroup; i++)
		say_group(t, &r.group[i]);
	if (t->as_json) {
		json_end(&t->json);
		json_array(&t->json, "pairs");
	}
	for (size_t i = 0; i < r.npair; i++)
		say_pair(t, &r.pair[i]);
	if (t->as_json) {
		json_end(&t->json);
		json_end(&t->json);
	}
	return TOOL_OK;
}

/* What is done about two items, or an item and a regime. */
struct doing {
	const char *act, *one, *other, *from;
};

/* The command line sees what is chosen, and chooses over it. */
static enum rc
choose(struct tool *t, const struct doing *d)
{
	struct home_choice in = { .item = d->one,
		.regime = d->other,
		.from = d->from == NULL ? t->ctx.today : d->from,
		.seen = "" };
	const struct overlap_group *g;
	struct overlap_register r;

	TRY(overlap_register(t->db, in.from, &r));
	g = overlap_group_of(&r, d->one);
	if (g != NULL && g->chosen)
		in.seen = g->asks[0].regime->code;
	return home_choose(t->db, &t->ctx, &in, &t->findings);
}

static enum rc
do_act(struct tool *t, void *arg)
{
	const struct doing *d = arg;

	if (strcmp(d->act, "home") == 0)
		return choose(t, d);
	if (strcmp(d->act, "bind") == 0)
		return home_bind(t->db, &t->ctx, d->one, d->other,
		    &t->findings);
	if (strcmp(d->act, "apart") == 0)
		return home_apart(t->db, &t->ctx, d->one, d->other,
		    &t->findings);
	return home_unbind(t->db, &t->ctx, d->one, &t->findings);
}

static int
run(struct tool *t, int argc, char **argv)
{
	struct doing d = { .from = tool_option(&argc, argv, "--from") };
	bool one;

	if (argc == 2 && strcmp(argv[1], "list") == 0)
		return run_list(t);
	d.act = argc > 1 ? argv[1] : "";
	one = strcmp(d.act, "unbind") == 0;
	if (!one && strcmp(d.act, "home") != 0 && strcmp(d.act, "bind") != 0 &&
	    strcmp(d.act, "apart") != 0)
		return tool_usage(t,
		    _("say list, home, bind, unbind or apart"));
	if (argc != (one ? 3 : 4))
		return tool_usage(t,
		    one ? _("say an item") : _("say two things after it"));
	d.one = argv[2];
	d.other = one ? NULL : argv[3];
	int status = tool_end(t, tool_write(t, do_act, &d));
	if (status != TOOL_OK)
		return status;
	tool_say(t, _("It is stored."));
	if (t->as_json) {
		json_object(&t->json, NULL);
		json_bool(&t->json, "stored", true);
		json_end(&t->json);
	}
	return TOOL_OK;
}

const struct command cmd_overlap = { "overlap",
	"list\nhome ITEM REGIME [--from DATE]\nbind ITEM AS\nunbind ITEM\n"
	"apart ITEM OTHER",
	N_("what several regimes ask for, and which of them it is"), run,
	false };
