/* unit_page.c - the page of one unit */
#include <string.h>
#include "app/unit_page.h"
#include "base/date.h"
#include "core/unit_typed.h"
#include "core/regime_show.h"
#include "core/validity.h"
#include "view/page.h"
#include "view/unit_view.h"
#include "view/widget.h"

enum { REPORTS = 50 };

static enum rc
put_below(struct rq *rq, const struct unit_page *v)
{
	struct ctx *ctx = &rq->ctx;
	const char *ids = str_fmt(ctx->mem, "[%ld]", v->id);
	bool any = false;

	html(ctx->out, "<h2 id='below'>%s</h2>\n", _("Units below"));
	widget_query_open(ctx, url(ctx, "/unit"));
	widget_hidden_long(ctx, "id", v->id);
	widget_day(ctx, &rq->findings, "day", _("As of"), NULL,
	    date_show(ctx->mem, v->day));
	widget_query_close(ctx, _("Show"));
	for (size_t i = 0; i < v->lines->n; i++) {
		const char *code = v->lines->at[i].code;
		struct unit_branches below;
		long line;
		TRY(unit_line_id(rq->db, code, &line));
		TRY(unit_below(rq->db, line, ids, v->day, &below));
		any = any || below.n > 0;
		if (below.n > 0)
			unit_put_below(ctx, &below, v->levels,
			    level_show(v->lines, code), v->day);
	}
	if (!any)
		widget_empty(ctx,
		    str_fmt(ctx->mem, _("No unit stood below it on %s."),
			date_show(ctx->mem, v->day)));
	return OK;
}

/* The way down to it in each line, as of the day; links lead to each. */
static enum rc
put_ways(struct rq *rq, const struct unit_page *v, const struct unit *u)
{
	struct ctx *ctx = &rq->ctx;

	for (size_t i = 0; i < v->lines->n; i++) {
		const char *code = v->lines->at[i].code;
		struct units path;
		long line;
		TRY(unit_line_id(rq->db, code, &line));
		TRY(unit_path(rq->db, line, u->id, v->day, &path));
		if (path.n == 0)
			continue;
		struct crumb *at = arena_alloc(ctx->mem, path.n * sizeof *at);
		for (size_t k = 0; k < path.n; k++)
			at[k] = (struct crumb){ path.at[k].name,
				k + 1 < path.n ?
				    unit_href(ctx, path.at[k].id, v->day) :
				    NULL };
		if (path.n > 1)
			widget_path(ctx, at, path.n);
		html(ctx->out, "<p><a href='%s#u%ld'>%s</a></p>\n",
		    url(ctx, "/unit?line=%s&day=%s&at=%ld", code, v->day,
			u->id),
		    u->id,
		    str_fmt(ctx->mem, _("Show it in the tree: %s"),
			level_show(v->lines, code)));
	}
	return OK;
}

static void
put_facts(struct ctx *ctx, const struct unit_page *v, const struct unit *u)
{
	bool there = strcmp(u->valid_from, v->day) <= 0 &&
		     strcmp(v->day, u->valid_to) < 0;

	if (!there)
		widget_notice(ctx, TONE_WARN,
		    str_fmt(ctx->mem, _("It did not exist on %s."),
			date_show(ctx->mem, v->day)));
	widget_list_open(ctx);
	widget_list_item(ctx, _("Level"), level_show(v->levels, u->level));
	widget_list_item(ctx, _("Code"), u->code);
	widget_list_item(ctx, _("Codes of"),
	    str_eq(u->scheme, "gso") ? _("the National Statistics Office") :
				       _("this installation"));
	widget_list_item(ctx, _("Existed"),
	    validity_show(ctx->mem, u->valid_from, u->valid_to));
	widget_list_close(ctx);
}

static enum rc
put_series(struct rq *rq, long id)
{
	struct ctx *ctx = &rq->ctx;
	enum rc rc = actor_may(ctx->actor, MAY_VIEW) ?
			 unit_reach(rq->db, ctx, MAY_VIEW, id) :
			 E_NOTFOUND;

	if (rc == OK)
		html(ctx->out, "<h2>%s</h2>\n<p><a href='%s'>%s</a></p>\n",
		    _("Figures over time"), url(ctx, "/series?unit=%ld", id),
		    _("As it was, as it is now, and restated"));
	return rc == E_NOTFOUND ? OK : rc;
}

/* People, for administrators of this unit; reports, as far as one sees. */
static enum rc
put_inside(struct rq *rq, const struct unit *u)
{
	struct ctx *ctx = &rq->ctx;
	struct unit_people people;
	struct unit_reports reports;
	enum rc rc = unit_reach(rq->db, ctx, MAY_ADMIN, u->id);

	if (rc == OK) {
		TRY(unit_people(rq->db, ctx, u->id, &people));
		for (size_t i = 0; i < people.n; i++)
			rq_saw(rq, people.at[i].id);
		unit_put_people(ctx, &people,
		    strcmp(ctx->today, u->valid_to) < 0 ?
			unit_typed_show(ctx->mem, u->name, u->code) :
			NULL);
	} else if (rc != E_NOTFOUND) {
		return rc;
	}
	TRY(put_series(rq, u->id));
	TRY(unit_reports(rq->db, ctx, u->id, REPORTS, &reports));
	if (reports.n > 0)
		unit_put_reports(ctx, &reports);
	return OK;
}

enum rc
unit_page(struct rq *rq, const struct unit_page *asked)
{
	struct ctx *ctx = &rq->ctx;
	struct unit_past came, became;
	struct unit_places places;
	struct unit_names names;
	struct unit_page v = *asked;
	struct unit u;

	TRY(unit_get(rq->db, v.id, &u));
	if (v.day == NULL) /* of one that is no more: its last */
		v.day = strcmp(u.valid_to, ctx->today) <= 0 ?
			    date_last(ctx->mem, u.valid_to) :
			    ctx->today;
	TRY(unit_names(rq->db, u.id, &names));
	TRY(unit_places(rq->db, &names, &places));
	TRY(unit_came_of(rq->db, u.id, &came));
	TRY(unit_became(rq->db, u.id, &became));
	page_open_name(ctx, u.name);
	widget_findings(ctx, &rq->findings);
	TRY(put_ways(rq, &v, &u));
	put_facts(ctx, &v, &u);
	unit_put_past(ctx, _("What became of it"), &became, u.id, false);
	unit_put_past(ctx, _("What it came of"), &came, u.id, true);
	unit_put_names(ctx, &names, v.levels, u.id);
	unit_put_places(ctx, &places, v.levels);
	TRY(put_inside(rq, &u));
	TRY(put_below(rq, &v));
	return page_close(ctx);
}
