/*
 * api.c - for other systems: reports and official figures as JSON, and figures
 * into a draft
 *
 * By an API token alone (core/token.h); doc/api.md describes it for those who
 * call it.  Figures are written with a point and without groups, whatever the
 * account's language: "1234.5".  What a token writes stands in the draft; to
 * send it stays the act of a person.
 */
#include "app/app.h"
#include "app/object.h"
#include "app/posted.h"
#include "core/feed.h"
#include "core/flow.h"
#include "core/narrow.h"
#include "io/json.h"

enum { CELLS_MAX = 5000 };

static struct json
open_json(struct rq *rq)
{
	rq->type = "application/json";
	rq->ctx.lang = "en"; /* how figures are written; not the sentences */
	return (struct json){ .out = rq->ctx.out };
}

/* ------------------------------------------------------------ who am I */

static void
put_grants(struct json *j, const struct actor *who)
{
	json_array(j, "roles");
	for (size_t i = 0; i < who->ngrant; i++) {
		const struct grant *g = &who->grants[i];
		json_object(j, NULL);
		json_text(j, "role", role_name((enum role)g->role));
		json_long(j, "unit", g->unit_id);
		json_text(j, "name", g->unit);
		json_end(j);
	}
	json_end(j);
}

static enum rc
me(struct rq *rq)
{
	const struct actor *who = rq->ctx.actor;
	struct json j = open_json(rq);

	json_object(&j, NULL);
	json_text(&j, "login", who->login);
	json_text(&j, "rights", narrow_words(rq->ctx.mem, who->only->rights));
	json_long(&j, "only_unit", who->only->unit_id);
	json_long(&j, "only_regime", who->only->regime_id);
	json_text(&j, "today", rq->ctx.today);
	put_grants(&j, who);
	json_end(&j);
	return OK;
}

/* ------------------------------------------------------------ lists */

struct list_in {
	const char *regime, *period;
	long after;
};
static const struct field list_fields[] = {
	FIELD(struct list_in, regime, .max = 40),
	FIELD(struct list_in, period, .max = 30),
	FIELD(struct list_in, after, .optional = true),
};

static void
put_next(struct json *j, long next)
{
	json_end(j);
	if (next != 0)
		json_long(j, "next", next);
	json_end(j);
}

static enum rc
reports(struct rq *rq)
{
	const struct list_in *in = rq->in;
	struct json j = open_json(rq);
	struct feed_reports all;

	TRY(feed_reports(rq->db, &rq->ctx, in->regime, in->period, in->after,
	    &all));
	json_object(&j, NULL);
	json_array(&j, "reports");
	for (size_t i = 0; i < all.n; i++) {
		const struct feed_report *r = &all.at[i];
		json_object(&j, NULL);
		json_long(&j, "id", r->id);
		json_long(&j, "unit", r->unit_id);
		json_text(&j, "code", r->unit_code);
		json_text(&j, "name", r->unit);
		json_text(&j, "level", r->level);
		json_text(&j, "state", r->state);
		json_text(&j, "from", r->starts);
		json_text(&j, "to", r->ends);
		json_text(&j, "due", r->due);
		json_text(&j, "first_sent", r->first_sent);
		json_bool(&j, "official", r->official);
		json_long(&j, "version", r->version);
		json_end(&j);
	}
	put_next(&j, all.next);
	return OK;
}

static enum rc
figures(struct rq *rq)
{
	const struct list_in *in = rq->in;
	struct json j = open_json(rq);
	struct feed_facts all;

	TRY(feed_facts(rq->db, &rq->ctx, in->regime, in->period, in->after,
	    &all));
	json_object(&j, NULL);
	json_array(&j, "figures");
	for (size_t i = 0; i < all.n; i++) {
		const struct feed_fact *f = &all.at[i];
		if (f->item == NULL)
			continue;
		json_object(&j, NULL);
		json_long(&j, "report", f->id);
		json_long(&j, "revision", f->revision_no);
		json_long(&j, "unit", f->unit_id);
		json_text(&j, "code", f->unit_code);
		json_text(&j, "item", f->item);
		json_text(&j, "part", f->part == 0 ? "own" : "total");
		json_num(&j, "value", f->value);
		json_bool(&j, "copied", f->copied);
		json_end(&j);
	}
	put_next(&j, all.next);
	return OK;
}

/* ------------------------------------------------------------ one report */

struct report_in {
	long id, version;
};
static const struct field one_fields[] = {
	FIELD(struct report_in, id, .min = 1),
};
static const struct field cells_fields[] = {
	FIELD(struct report_in, id, .min = 1),
	FIELD(struct report_in, version),
};

static void
put_value(struct json *j, struct arena *mem, const struct sheet *s, size_t cell)
{
	if (!sheet_is_figure(s->form, cell))
		json_text(j, "value", s->own.txt[cell]);
	else if (s->own.num[cell].dec == NULL)
		json_num(j, "value", NULL);
	else
		json_num(j, "value", dec_text(mem, s->own.num[cell].dec));
}

static void
put_cells(struct json *j, struct arena *mem, const struct sheet *s)
{
	json_array(j, "cells");
	for (size_t i = 0; i < s->form->ncell; i++) {
		if (!sheet_is_figure(s->form, i) &&
		    !sheet_enterable(s->form, i))
			continue;
		json_object(j, NULL);
		json_text(j, "cell", sheet_name(mem, i));
		json_text(j, "where", sheet_where(mem, s->form, i));
		json_bool(j, "enter", sheet_asks(s, i));
		put_value(j, mem, s, i);
		json_end(j);
	}
	json_end(j);
}

static enum rc
one(struct rq *rq)
{
	const struct report *r = rq->report;
	struct json j = open_json(rq);
	struct sheet s;

	TRY(sheet_open(rq->db, &rq->ctx, r, &s));
	json_object(&j, NULL);
	json_long(&j, "id", r->id);
	json_text(&j, "regime", r->regime);
	json_text(&j, "period", r->period);
	json_long(&j, "unit", r->unit_id);
	json_text(&j, "code", r->unit_code);
	json_text(&j, "state", r->state);
	json_text(&j, "due", r->due);
	json_long(&j, "version", r->version);
	json_long(&j, "revision", r->revision_no);
	json_bool(&j, "open", flow_open(r));
	put_cells(&j, rq->ctx.mem, &s);
	json_end(&j);
	return OK;
}

/* What others changed since `version`, where the caller has to decide. */
static enum rc
moved_on(struct rq *rq, const struct draft_out *out)
{
	if (out->closed)
		finding(&rq->findings, "state",
		    _("The report has been sent and takes no figures."));
	else
		finding(&rq->findings, "version", "%ld", out->version);
	for (size_t i = 0; i < out->ndiff; i++)
		finding(&rq->findings, out->diff[i].name,
		    _("%s has changed it to \"%s\"."), out->diff[i].who,
		    out->diff[i].theirs);
	return E_CONFLICT;
}

static enum rc
cells(struct rq *rq)
{
	const struct report_in *in = rq->in;
	struct json j = open_json(rq);
	struct draft_out out = { 0 };
	const struct form *f;
	struct posted posted;

	TRY(form_get(rq->db, rq->report->form_id, &f));
	TRY(posted_read(rq, f, in->version, &posted));
	enum rc rc = draft_save(rq->db, &rq->ctx, rq->object, &posted.in,
	    &rq->findings, &out);
	if (rc == E_CONFLICT)
		return moved_on(rq, &out);
	TRY(rc);
	json_object(&j, NULL);
	json_long(&j, "id", rq->object);
	json_long(&j, "version", out.version);
	json_end(&j);
	return OK;
}

static const struct route routes[] = {
	{ .method = GET,
	    .path = "/api/me",
	    .right = SIGNED_IN,
	    .token = TOKEN_ONLY,
	    .run = me },
	{ .method = GET,
	    .path = "/api/reports",
	    .right = MAY_VIEW,
	    .token = TOKEN_ONLY,
	    .audit = "export",
	    .run = reports,
	    IN(struct list_in, list_fields) },
	{ .method = GET,
	    .path = "/api/figures",
	    .right = MAY_VIEW,
	    .token = TOKEN_ONLY,
	    .audit = "export",
	    .run = figures,
	    IN(struct list_in, list_fields) },
	{ .method = GET,
	    .path = "/api/report",
	    .right = MAY_VIEW,
	    .token = TOKEN_ONLY,
	    .audit = "export",
	    .object = &report_object,
	    .id = "id",
	    .run = one,
	    IN(struct report_in, one_fields) },
	{ .method = POST,
	    .path = "/api/cells",
	    .right = MAY_ENTER,
	    .token = TOKEN_ONLY,
	    .object = &report_object,
	    .id = "id",
	    .no_key = true,
	    .open = CELLS_MAX,
	    .run = cells,
	    IN(struct report_in, cells_fields) },
};

int
main(int argc, char **argv)
{
	return app_run(argc, argv, routes, COUNT(routes));
}
