/*
 * unit.c - units: found by name, in the tree of any day, one by itself
 *
 * Open to everybody who is signed in: what units are called and where they
 * stand is public knowledge (core/unit_search.h).  People and reports of a unit
 * are shown as far as the reader's own rights reach.
 */
#include <limits.h>
#include <string.h>
#include "app/unit_page.h"
#include "base/date.h"
#include "base/utf8.h"
#include "core/regime_show.h"
#include "io/csv.h"
#include "io/json.h"
#include "view/page.h"
#include "view/regime_view.h"
#include "view/unit_view.h"
#include "view/widget.h"

enum { PAGE = 50, WORDS_MAX = 200, LINES = 20, DAYS = 8 };

struct in {
	long id, at, page;
	const char *q, *level, *day, *line;
	bool ever;
};
static const struct field fields[] = {
	FIELD(struct in, id, .optional = true),
	FIELD(struct in, at, .optional = true),
	FIELD(struct in, page, .optional = true),
	FIELD(struct in, q, .max = WORDS_MAX, .optional = true),
	FIELD(struct in, level, .max = 20, .optional = true),
	FIELD(struct in, day, .max = 20, .optional = true),
	FIELD(struct in, line, .max = 20, .optional = true),
	FIELD(struct in, ever),
};

/* What every part of these pages needs. */
struct view {
	const struct in *in;
	const char *day; /* ISO */
	const char *line;
	long line_id;
	struct levels levels, lines;
};

static enum rc
view_open(struct rq *rq, struct view *v)
{
	struct ctx *ctx = &rq->ctx;
	struct date d;

	v->in = rq->in;
	v->day = typed_day(ctx->mem, v->in->day);
	if (v->day != NULL && !date_parse(v->day, &d)) {
		finding(&rq->findings, "day",
		    _("\"%s\" is not a date: write it as 30/06/2025."), v->day);
		v->day = NULL;
	}
	if (v->day == NULL)
		v->day = ctx->today;
	TRY(level_list(rq->db, &v->levels));
	TRY(line_names(rq->db, &v->lines));
	if (v->lines.n == 0)
		return fail(E_INTERNAL, "there is no reporting line");
	v->line = v->in->line == NULL ? v->lines.at[0].code : v->in->line;
	return unit_line_id(rq->db, v->line, &v->line_id);
}

/* ---------------------------------------------------------------- search */

static void
put_search(struct rq *rq, const struct view *v)
{
	struct choice at[64] = { { "", _("all") } };
	struct ctx *ctx = &rq->ctx;
	size_t n = 1;

	for (size_t i = 0; i < v->levels.n && n < COUNT(at); i++)
		at[n++] = (struct choice){ v->levels.at[i].code,
			level_show(&v->levels, v->levels.at[i].code) };
	widget_query_open(ctx, url(ctx, "/unit"));
	widget_input(ctx, NULL,
	    &(struct input){ .name = "q",
		.label = _("Name or code of a unit"),
		.type = "search",
		.value = v->in->q,
		.max = WORDS_MAX });
	widget_select(ctx, NULL, "level", _("Level"), at, n,
	    v->in->level == NULL ? "" : v->in->level);
	widget_day(ctx, &rq->findings, "day", _("As of"), NULL,
	    date_show(ctx->mem, v->day));
	widget_check(ctx, NULL, "ever", _("whenever it existed"), v->in->ever);
	widget_query_close(ctx, _("Search"));
}

static void
put_total(struct ctx *ctx, const struct view *v, long total)
{
	unsigned long n = (unsigned long)total;

	if (v->in->ever)
		html(ctx->out, "<p class='help'>%s</p>\n",
		    str_fmt(ctx->mem, trn("%lu unit", "%lu units", n), n));
	else
		html(ctx->out, "<p class='help'>%s</p>\n",
		    str_fmt(ctx->mem,
			trn("%lu unit on %s", "%lu units on %s", n), n,
			date_show(ctx->mem, v->day)));
}

/* None on that day: perhaps at another time. */
static enum rc
put_nothing(struct rq *rq, const struct view *v, struct unit_query q)
{
	struct ctx *ctx = &rq->ctx;
	struct unit_hits all = { 0 };

	q.day = NULL;
	if (!v->in->ever)
		TRY(unit_search(rq->db, ctx->mem, &q, 1, 0, &all));
	widget_empty(ctx,
	    _("No unit is called that. A part of the name is enough, with or"
	      " without accents."));
	if (all.total > 0)
		html(ctx->out, "<p><a href='%s'>%s</a></p>\n",
		    url(ctx, "/unit?q=%s&level=%s&ever=1", q.words,
			q.level == NULL ? "" : q.level),
		    str_fmt(ctx->mem,
			trn("%lu unit was called that at another time",
			    "%lu units were called that at another time",
			    (unsigned long)all.total),
			(unsigned long)all.total));
	return OK;
}

static enum rc
put_hits(struct rq *rq, const struct view *v)
{
	const struct in *in = v->in;
	struct ctx *ctx = &rq->ctx;
	struct unit_query q = { in->q, in->level, in->ever ? NULL : v->day };
	long page = in->page < 1 ? 1 : in->page;
	struct unit_hits hits;

	if (page > LONG_MAX / PAGE)
		return E_NOTFOUND;
	TRY(unit_search(rq->db, ctx->mem, &q, PAGE, (page - 1) * PAGE, &hits));
	if (hits.total == 0)
		return put_nothing(rq, v, q);
	put_total(ctx, v, hits.total);
	unit_hit_table(ctx, &hits, &v->levels, in->ever ? NULL : v->day);
	widget_pager(ctx, page, (hits.total + PAGE - 1) / PAGE,
	    url(ctx, "/unit?q=%s&level=%s&day=%s%s&page=", in->q,
		in->level == NULL ? "" : in->level, v->day,
		in->ever ? "&ever=1" : ""));
	return OK;
}

/* ---------------------------------------------------------------- tree */

static const char *
path_json(struct arena *mem, const struct units *path)
{
	struct buf b = { .mem = mem, .max = 10000 };
	struct json j = { .out = &b };

	json_array(&j, NULL);
	for (size_t i = 0; i < path->n; i++)
		json_long(&j, NULL, path->at[i].id);
	json_end(&j);
	return b.at;
}

/* The days on which the tree became another one lead there. */
static enum rc
put_days(struct rq *rq, const struct view *v)
{
	struct ctx *ctx = &rq->ctx;
	struct unit_days days;

	TRY(unit_changes(rq->db, v->line_id, &days));
	if (days.n == 0)
		return OK;
	html(ctx->out, "<p class='help'>%s ", _("The line changed on:"));
	for (size_t i = 0; i < days.n && i < DAYS; i++)
		html(ctx->out, "%s<a href='%s'>%s</a>", i > 0 ? ", " : "",
		    url(ctx, "/unit?line=%s&day=%s", v->line, days.at[i].day),
		    date_show(ctx->mem, days.at[i].day));
	html(ctx->out, "</p>\n");
	return OK;
}

static enum rc
put_tree_head(struct rq *rq, const struct view *v)
{
	struct choice at[LINES];
	struct ctx *ctx = &rq->ctx;
	size_t n = 0;

	for (; n < v->lines.n && n < LINES; n++)
		at[n] = (struct choice){ v->lines.at[n].code,
			level_show(&v->lines, v->lines.at[n].code) };
	html(ctx->out, "<h2>%s</h2>\n",
	    str_fmt(ctx->mem, _("Who stands below whom on %s"),
		date_show(ctx->mem, v->day)));
	html(ctx->out, "<form class='bar' method='get' action='%s'>\n",
	    url(ctx, "/unit"));
	widget_select(ctx, NULL, "line", _("Reporting line"), at, n, v->line);
	html(ctx->out,
	    "<p class='field'><label for='tree_day'>%s</label>"
	    "<input type='text' id='tree_day' name='day' maxlength='20'"
	    " value='%s' /></p>\n",
	    _("As of"), date_show(ctx->mem, v->day));
	widget_query_close(ctx, _("Show the tree"));
	return put_days(rq, v);
}

static enum rc
put_tree(struct rq *rq, const struct view *v)
{
	struct ctx *ctx = &rq->ctx;
	struct units tops, path = { 0 };
	struct unit_branches below = { 0 };

	TRY(unit_top(rq->db, v->line_id, v->day, &tops));
	if (v->in->at != 0)
		TRY(unit_path(rq->db, v->line_id, v->in->at, v->day, &path));
	if (path.n == 0)
		path = tops;
	TRY(put_tree_head(rq, v));
	if (tops.n == 0) {
		widget_empty(ctx, _("The line had no units on that day."));
		return OK;
	}
	TRY(unit_below(rq->db, v->line_id, path_json(ctx->mem, &path), v->day,
	    &below));
	unit_tree_put(ctx, &(struct unit_tree_view){ v->line, v->day, &tops,
			       &path, &below, &v->levels });
	html(ctx->out, "<p><a href='%s'>%s</a></p>\n",
	    url(ctx, "/unit/file?line=%s&day=%s", v->line, v->day),
	    _("The whole line of this day as a CSV file"));
	return OK;
}

/* Reorganisations are made at the top. */
static enum rc
put_actions(struct rq *rq)
{
	struct ctx *ctx = &rq->ctx;
	bool may;

	TRY(right_at_top(rq->db, ctx, MAY_ADMIN, &may));
	if (!may)
		return OK;
	widget_actions_open(ctx);
	widget_link(ctx, BUTTON_QUIET, _("Reorganisations"),
	    url(ctx, "/unit/reform"));
	widget_actions_close(ctx);
	return OK;
}

static enum rc
units(struct rq *rq)
{
	struct ctx *ctx = &rq->ctx;
	struct view v = { 0 };

	TRY(view_open(rq, &v));
	if (v.in->id != 0)
		return unit_page(rq, &(struct unit_page){ v.in->id,
					 v.in->day == NULL ? NULL : v.day,
					 &v.levels, &v.lines });
	page_open(ctx, _("Units"));
	widget_findings(ctx, &rq->findings);
	TRY(put_actions(rq));
	put_search(rq, &v);
	if (!utf8_blank(v.in->q))
		TRY(put_hits(rq, &v));
	else
		TRY(put_tree(rq, &v));
	return page_close(ctx);
}

/* ---------------------------------------------------------------- a file */

static enum rc
file(struct rq *rq)
{
	static const char *const heads[] = { "scheme", "level", "code", "name",
		"parent" };
	struct csv_out csv = { .out = rq->ctx.out };
	struct view v = { 0 };
	struct unit_list all;

	TRY(view_open(rq, &v));
	TRY(unit_all(rq->db, v.line_id, v.day, &all));
	csv_bom(&csv);
	for (size_t i = 0; i < COUNT(heads); i++)
		csv_text(&csv, heads[i]);
	csv_end(&csv);
	for (size_t i = 0; i < all.n; i++) {
		const struct unit_listed *u = &all.at[i];
		csv_text(&csv, u->scheme);
		csv_text(&csv, u->level);
		csv_text(&csv, u->code);
		csv_text(&csv, u->name);
		csv_text(&csv, u->parent);
		csv_end(&csv);
	}
	rq->seen.act = "export";
	rq->type = "text/csv; charset=utf-8";
	rq->filename = str_fmt(rq->ctx.mem, "%s_%s.csv", v.line, v.day);
	return OK;
}

static const struct route routes[] = {
	{ .method = GET,
	    .path = "/unit",
	    .right = SIGNED_IN,
	    .run = units,
	    IN(struct in, fields) },
	{ .method = GET,
	    .path = "/unit/file",
	    .right = SIGNED_IN,
	    .run = file,
	    IN(struct in, fields) },
};

int
main(int argc, char **argv)
{
	return app_run(argc, argv, routes, COUNT(routes));
}
