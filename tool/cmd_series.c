/* cmd_series.c - baocao series: a figure over time, across reorganisations */
#include <string.h>
#include "base/date.h"
#include "core/series.h"
#include "core/unit_typed.h"
#include "tool/tool.h"

struct ask {
	const char *unit, *item, *at;
	struct series_in in;
	bool no_item;
	struct series s;
};

/* A unit that is no more, or not yet: on which day it can be asked for. */
static enum rc
say_when(struct tool *t, const char *typed, const char *day)
{
	enum { SOME = 3 };
	struct arena *mem = t->ctx.mem;
	struct units ever;

	TRY(unit_typed_all(t->db, mem, typed, NULL, &ever));
	for (size_t i = 0; i < ever.n && i < SOME; i++) {
		const struct unit *u = &ever.at[i];
		const char *name = unit_typed_show(mem, u->name, u->code);
		const char *last = date_last(mem, u->valid_to);
		if (strcmp(u->valid_to, day) <= 0)
			finding(&t->findings, "--at",
			    _("%s existed until %s: say --at %s."), name,
			    date_show(mem, last), last);
		else if (strcmp(day, u->valid_from) < 0)
			finding(&t->findings, "--at",
			    _("%s exists from %s on: say --at %s."), name,
			    date_show(mem, u->valid_from), u->valid_from);
	}
	return E_INVALID;
}

/* A unit of that day; of today by default. */
static enum rc
do_series(struct tool *t, void *arg)
{
	struct ask *a = arg;
	const char *day = a->at == NULL ? t->ctx.today : a->at;
	struct item i;

	t->findings = (struct findings){ .mem = t->ctx.mem };
	TRY(unit_typed(t->db, &t->ctx, a->unit, day, &t->findings,
	    &a->in.unit_id));
	if (a->in.unit_id == 0)
		return say_when(t, a->unit, day);
	enum rc rc = item_find(t->db, a->item, &i);
	a->no_item = rc == E_NOTFOUND;
	TRY(rc);
	a->in.item_id = i.id;
	TRY(series_body(t->db, &t->ctx, a->in.unit_id, &a->in.unit_id));
	return series_open(t->db, &t->ctx, &a->in, &a->s);
}

static void
put_json(struct tool *t, const struct series *s)
{
	struct json *j = &t->json;

	json_object(j, NULL);
	json_text(j, "unit", s->unit.name);
	json_text(j, "code", s->unit.code);
	json_long(j, "unit_id", s->unit.id);
	json_text(j, "item", s->item.code);
	json_text(j, "measure", s->item.measure);
	json_text(j, "reading", series_reading_name(s->reading));
	json_text(j, "part", s->part == 0 ? "own" : "total");
	json_text(j, "why", s->why);
	json_array(j, "points");
	for (size_t i = 0; i < s->n; i++) {
		const struct series_point *p = &s->at[i];
		json_object(j, NULL);
		json_text(j, "kind", p->kind);
		json_text(j, "period", p->period);
		json_text(j, "starts", p->starts);
		json_text(j, "ends", p->ends);
		if (s->reading == SERIES_AS_WAS) {
			json_text(j, "unit", p->unit);
			json_text(j, "code", p->unit_code);
			json_long(j, "unit_id", p->unit_id);
		}
		json_num(j, "value", p->value);
		json_text(j, "state", series_state_name(p->state));
		json_text(j, "of", p->of);
		json_long(j, "figures", p->figures);
		json_long(j, "units", p->units);
		json_text(j, "why", p->why);
		json_text(j, "reported_as", p->as);
		json_end(j);
	}
	json_end(j);
	json_end(j);
}

static void
say_point(struct tool *t, const struct series *s, const struct series_point *p)
{
	tool_say(t, "%-10s %s - %s %18s  %s%s%s%s", p->period, p->starts,
	    p->ends, p->value == NULL ? "-" : p->value,
	    s->reading == SERIES_AS_WAS ? p->unit : series_state_show(p->state),
	    str_empty(p->of) ? "" : ": ", p->of,
	    p->state == SERIES_PARTLY ?
		str_fmt(t->ctx.mem, " (%ld/%ld)", p->figures, p->units) :
		"");
	if (p->why != NULL)
		tool_say(t, "           %s", p->why);
	if (p->as != NULL)
		tool_say(t, "           %s", series_as(t->ctx.mem, p));
}

static void
say(struct tool *t, const struct series *s)
{
	tool_say(t, "%s (%s): %s, %s; %s", s->unit.name, s->unit.code,
	    s->item.name, s->item.measure, series_reading_show(s->reading));
	for (size_t i = 0; i < s->n; i++)
		say_point(t, s, &s->at[i]);
	if (s->n == 0)
		tool_say(t, "%s",
		    _("No figures of it were accepted in that time."));
}

/* One of --as-was, --now, --restated; none is as it was. */
static bool
read_reading(struct arena *mem, int *argc, char **argv,
    enum series_reading *ret)
{
	int n = 0;

	*ret = SERIES_AS_WAS;
	for (enum series_reading r = 0; r < SERIES_END; r++)
		if (tool_flag(argc, argv,
			str_fmt(mem, "--%s", series_reading_name(r)))) {
			*ret = r;
			n++;
		}
	return n <= 1;
}

static int
run(struct tool *t, int argc, char **argv)
{
	const char *from = tool_option(&argc, argv, "--from");
	const char *to = tool_option(&argc, argv, "--to");
	const char *at = tool_option(&argc, argv, "--at");
	struct ask a = { .in = { .part = 1 } };

	if (tool_flag(&argc, argv, "--own"))
		a.in.part = 0;
	if (!read_reading(t->ctx.mem, &argc, argv, &a.in.reading) || argc != 3)
		return tool_usage(t,
		    _("say a unit, an item, and one of --as-was, --now and"
		      " --restated"));
	if ((from != NULL && !tool_day(t, from, &a.in.from)) ||
	    (to != NULL && !tool_day(t, to, &a.in.to)) ||
	    (at != NULL && !tool_day(t, at, &a.at)))
		return TOOL_USAGE;
	a.unit = argv[1];
	a.item = argv[2];
	enum rc rc = tool_read(t, do_series, &a);
	if (a.no_item)
		return tool_no(t, _("there is no item %s"), a.item);
	if (rc != OK)
		return tool_end(t, rc);
	if (a.s.why != NULL)
		return tool_no(t, "%s", a.s.why);
	if (t->as_json)
		put_json(t, &a.s);
	else
		say(t, &a.s);
	return TOOL_OK;
}

const struct command cmd_series = { "series",
	"UNIT ITEM [--as-was|--now|--restated] [--own]\n"
	"       [--from DATE] [--to DATE] [--at DATE]",
	N_("a figure over time, across reorganisations: as it was, on today's "
	   "units, or restated"),
	run, false };
