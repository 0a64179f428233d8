/*
 * series.c - a figure over time, across reorganisations of units
 *
 * The unit is within the reader's scope; what it came of is its own past
 * (core/series.h).
 */
#include "app/object.h"
#include "base/date.h"
#include "core/series.h"
#include "view/page.h"
#include "view/regime_view.h"
#include "view/series_view.h"
#include "view/unit_view.h"
#include "view/widget.h"

struct in {
	long unit, item;
	const char *reading, *part, *from, *to;
	bool csv;
};
static const struct field fields[] = {
	FIELD(struct in, unit, .min = 1),
	FIELD(struct in, item, .optional = true),
	FIELD(struct in, reading, .max = 20, .optional = true),
	FIELD(struct in, part, .max = 10, .optional = true),
	FIELD(struct in, from, .max = 20, .optional = true),
	FIELD(struct in, to, .max = 20, .optional = true),
	FIELD(struct in, csv),
};

/* A day, or NULL with a finding. */
static const char *
day_of(struct rq *rq, const char *field, const char *typed)
{
	const char *day = typed_day(rq->ctx.mem, typed);
	struct date d;

	if (day == NULL || date_parse(day, &d))
		return day;
	finding(&rq->findings, field,
	    _("\"%s\" is not a date: write it as 30/06/2025."), day);
	return NULL;
}

/* The body as it is called today, where the reader's right reaches that. */
static enum rc
body_of(struct rq *rq, long unit, long *ret)
{
	*ret = unit;
	long now;

	TRY(series_body(rq->db, &rq->ctx, unit, &now));
	if (now == unit)
		return OK;
	enum rc rc = unit_reach(rq->db, &rq->ctx, MAY_VIEW, now);
	if (rc == OK)
		*ret = now;
	return rc == E_NOTFOUND ? OK : rc;
}

static enum rc
read_in(struct rq *rq, struct series_in *ret)
{
	const struct in *in = rq->in;

	*ret = (struct series_in){ .item_id = in->item,
		.part = str_eq(in->part, "own") ? 0 : 1,
		.from = day_of(rq, "from", in->from),
		.to = day_of(rq, "to", in->to) };
	if (in->reading != NULL &&
	    !series_reading_read(in->reading, &ret->reading))
		return E_MALFORMED;
	return body_of(rq, in->unit, &ret->unit_id);
}

static void
put_form(struct rq *rq, const struct series_in *in)
{
	const struct choice parts[] = { { "total", _("with the units below") },
		{ "own", _("what it typed itself") } };
	struct ctx *ctx = &rq->ctx;

	widget_query_open(ctx, url(ctx, "/series"));
	widget_hidden_long(ctx, "unit", in->unit_id);
	widget_hidden_long(ctx, "item", in->item_id);
	widget_hidden(ctx, "reading", series_reading_name(in->reading));
	widget_select(ctx, NULL, "part", _("Figures"), parts, COUNT(parts),
	    in->part == 0 ? "own" : "total");
	widget_day(ctx, &rq->findings, "from", _("Windows that end from"), NULL,
	    shown_day(ctx->mem, in->from));
	widget_day(ctx, &rq->findings, "to", _("to"), NULL,
	    shown_day(ctx->mem, in->to));
	widget_query_close(ctx, _("Show"));
}

static void
put_path(struct ctx *ctx, const struct unit *u, const struct item *i)
{
	struct crumb at[] = {
		{ u->name, unit_href(ctx, u->id, NULL) },
		{ _("Figures over time"),
		    i == NULL ? NULL : url(ctx, "/series?unit=%ld", u->id) },
		{ i == NULL ? "" : i->code, NULL },
	};

	widget_path(ctx, at, i == NULL ? 2 : 3);
}

static enum rc
choose(struct rq *rq, long unit)
{
	struct ctx *ctx = &rq->ctx;
	struct series_items items;
	struct unit u;

	TRY(unit_get(rq->db, unit, &u));
	TRY(series_items(rq->db, unit, &items));
	page_open(ctx, _("Figures over time"));
	put_path(ctx, &u, NULL);
	series_choose(ctx, unit, &items);
	return page_close(ctx);
}

static enum rc
show(struct rq *rq, const struct series_in *in, const struct series *s)
{
	struct ctx *ctx = &rq->ctx;

	page_open_name(ctx, s->item.name);
	put_path(ctx, &s->unit, &s->item);
	widget_findings(ctx, &rq->findings);
	series_readings(ctx, in);
	put_form(rq, in);
	if (s->why != NULL)
		widget_notice(ctx, TONE_WARN, s->why);
	else if (s->n == 0)
		widget_empty(ctx,
		    _("No figures of it were accepted in that time."));
	else
		series_table(ctx, s);
	if (s->n > 0)
		html(ctx->out, "<p><a href='%s'>%s</a></p>\n",
		    series_href(ctx, in, true), _("As a CSV file"));
	return page_close(ctx);
}

static enum rc
series(struct rq *rq)
{
	const struct in *in = rq->in;
	struct series_in ask;
	struct series s;

	TRY(read_in(rq, &ask));
	if (in->item == 0)
		return choose(rq, ask.unit_id);
	TRY(series_open(rq->db, &rq->ctx, &ask, &s));
	if (!in->csv)
		return show(rq, &ask, &s);
	series_csv(&rq->ctx, &s);
	rq->seen.act = "export";
	rq->type = "text/csv; charset=utf-8";
	rq->filename = str_fmt(rq->ctx.mem, "%s_%s_%s.csv", s.unit.code,
	    s.item.code, series_reading_name(s.reading));
	return OK;
}

static const struct route routes[] = {
	{ .method = GET,
	    .path = "/series",
	    .right = MAY_VIEW,
	    .object = &unit_object,
	    .id = "unit",
	    .run = series,
	    IN(struct in, fields) },
};

int
main(int argc, char **argv)
{
	return app_run(argc, argv, routes, COUNT(routes));
}
