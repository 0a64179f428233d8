/* burden.c - what reporting costs those who report */
#include "app/app.h"
#include "base/date.h"
#include "base/num.h"
#include "core/burden.h"
#include "core/inventory.h"
#include "core/level.h"
#include "core/unit.h"
#include "core/unit_group.h"
#include "view/burden_view.h"
#include "view/page.h"
#include "view/widget.h"

enum { UNITS_MAX = 500, DAYS_MAX = 8, DAY_MAX = 10, RATE_MAX = 15 };

struct account_in {
	const char *day, *before, *level;
	long unit, group, regime;
	bool done;
};
static const struct field account_fields[] = {
	FIELD(struct account_in, day, .max = DAY_MAX, .optional = true),
	FIELD(struct account_in, before, .max = DAY_MAX, .optional = true),
	FIELD(struct account_in, level, .max = 20, .optional = true),
	FIELD(struct account_in, unit, .min = 1, .optional = true),
	FIELD(struct account_in, group, .min = 1, .optional = true),
	FIELD(struct account_in, done),
};
static const struct field units_fields[] = {
	FIELD(struct account_in, day, .max = DAY_MAX, .optional = true),
	FIELD(struct account_in, level, .max = 20, .optional = true),
	FIELD(struct account_in, group, .min = 1, .optional = true),
	FIELD(struct account_in, regime, .min = 1, .optional = true),
};

/* What is asked for: days as ISO, or a finding; before may stay NULL. */
struct asked {
	const char *day, *before;
	struct burden_scope scope;
	struct burden_rates rates;
};

static const char *
day_of(struct rq *rq, const char *name, const char *typed,
    const char *otherwise)
{
	struct date d;

	if (str_empty(typed))
		return otherwise;
	if (date_parse(typed, &d) || date_parse_vi(typed, &d))
		return date_iso(rq->ctx.mem, d);
	finding(&rq->findings, name,
	    _("\"%s\" is not a date such as 28/09/2026."), typed);
	return otherwise;
}

static struct asked
asked_of(struct rq *rq)
{
	const struct account_in *in = rq->in;
	struct asked a = { .scope = { in->unit, in->group,
			       str_empty(in->level) ? NULL : in->level } };

	a.day = day_of(rq, "day", in->day, rq->ctx.today);
	a.before = day_of(rq, "before", in->before, NULL);
	return a;
}

static void
put_groups(struct rq *rq, const struct unit_groups *gs, long chosen)
{
	struct ctx *ctx = &rq->ctx;
	struct choice *c = arena_alloc(ctx->mem, (gs->n + 1) * sizeof *c);

	c[0] = (struct choice){ "", _("All units") };
	for (size_t i = 0; i < gs->n; i++)
		c[i + 1] = (struct choice){ str_long(ctx->mem, gs->at[i].id),
			gs->at[i].name };
	widget_select(ctx, NULL, "group", _("Group"), c, gs->n + 1,
	    chosen == 0 ? "" : str_long(ctx->mem, chosen));
}

static enum rc
put_choice(struct rq *rq, const struct asked *a)
{
	struct ctx *ctx = &rq->ctx;
	struct unit_groups gs;
	struct levels ls;

	TRY(level_list(rq->db, &ls));
	TRY(group_list(rq->db, ctx, &gs));
	struct choice *c = arena_alloc(ctx->mem, (ls.n + 1) * sizeof *c);
	c[0] = (struct choice){ "", _("All levels") };
	for (size_t i = 0; i < ls.n; i++)
		c[i + 1] = (struct choice){ ls.at[i].code,
			tr_pick(ls.at[i].name_vi, ls.at[i].name_en) };
	widget_query_open(ctx, url(ctx, "/burden"));
	widget_input(ctx, &rq->findings,
	    &(struct input){ .name = "day",
		.label = _("On"),
		.value = date_show(ctx->mem, a->day),
		.max = DAY_MAX });
	widget_input(ctx, &rq->findings,
	    &(struct input){ .name = "before",
		.label = _("Compared with"),
		.value = date_show(ctx->mem, a->before),
		.max = DAY_MAX });
	if (a->scope.unit_id == 0)
		widget_select(ctx, NULL, "level", _("Level"), c, ls.n + 1,
		    a->scope.level);
	else
		widget_hidden_long(ctx, "unit", a->scope.unit_id);
	if (a->scope.unit_id == 0 && gs.n > 0)
		put_groups(rq, &gs, a->scope.group_id);
	widget_query_close(ctx, _("Show"));
	return OK;
}

/* The days on which something began or ended: each an account to look at. */
static enum rc
put_days(struct rq *rq, const struct asked *a)
{
	struct ctx *ctx = &rq->ctx;
	struct burden_days days;
	struct date d;

	TRY(burden_days(rq->db, DAYS_MAX, &days));
	if (days.n == 0 || a->scope.unit_id != 0)
		return OK;
	html(ctx->out, "<h2>%s</h2>\n<ul>\n", _("Days of change"));
	for (size_t i = 0; i < days.n; i++) {
		const struct burden_day *b = &days.at[i];
		if (!date_parse(b->day, &d))
			continue;
		html(ctx->out, "<li><a href='%s'>%s</a>: %s</li>\n",
		    url(ctx, "/burden?day=%s&before=%s&level=%s", b->day,
			date_iso(ctx->mem, date_add_days(d, -1)),
			a->scope.level == NULL ? "" : a->scope.level),
		    date_show(ctx->mem, b->day),
		    str_fmt(ctx->mem, _("%ld regimes began, %ld ended"),
			b->begun, b->ended));
	}
	html(ctx->out, "</ul>\n");
	return OK;
}

static void
put_rate(struct rq *rq, const char *name, const char *label, const char *value)
{
	widget_input(&rq->ctx, &rq->findings,
	    &(struct input){ .name = name,
		.label = label,
		.value = value,
		.max = RATE_MAX,
		.required = true });
}

/* Those who may not change them see them. */
static void
put_rates(struct rq *rq, const struct burden_rates *r, bool may)
{
	struct ctx *ctx = &rq->ctx;

	html(ctx->out, "<h2 id='rates'>%s</h2>\n", _("Estimates"));
	if (!may) {
		widget_list_open(ctx);
		widget_list_item(ctx, _("Minutes on a report"),
		    num_show_text(ctx->mem, r->minutes_report, -1,
			num_lang(ctx->lang)));
		widget_list_item(ctx, _("Minutes on a cell"),
		    num_show_text(ctx->mem, r->minutes_cell, -1,
			num_lang(ctx->lang)));
		widget_list_item(ctx, _("Dong an hour"),
		    num_show_text(ctx->mem, r->dong_hour, -1,
			num_lang(ctx->lang)));
		widget_list_close(ctx);
		return;
	}
	widget_form_open(ctx, url(ctx, "/burden/rates"));
	widget_hidden_long(ctx, "version", r->version);
	put_rate(rq, "minutes_report", _("Minutes on a report"),
	    num_show_text(ctx->mem, r->minutes_report, -1,
		num_lang(ctx->lang)));
	put_rate(rq, "minutes_cell", _("Minutes on a cell"),
	    num_show_text(ctx->mem, r->minutes_cell, -1, num_lang(ctx->lang)));
	put_rate(rq, "dong_hour", _("Dong an hour"),
	    num_show_text(ctx->mem, r->dong_hour, -1, num_lang(ctx->lang)));
	widget_actions_open(ctx);
	widget_button(ctx, BUTTON_MAIN, _("Save the estimates"), NULL, NULL);
	widget_actions_close(ctx);
	widget_form_close(ctx);
}

static void
put_list(struct rq *rq)
{
	struct ctx *ctx = &rq->ctx;

	if (!actor_may(ctx->actor, MAY_OWN))
		return;
	html(ctx->out, "<h2>%s</h2>\n", _("A list of regimes"));
	widget_form_open_file(ctx, url(ctx, "/burden/list"));
	widget_file(ctx, &rq->findings, "list", _("List as CSV"),
	    _("Columns: code, title, family, frequency, line, level, units,"
	      " except, basis, from, to. Regimes that are there already are"
	      " passed over; one line that is wrong, and nothing is taken in."),
	    ".csv");
	widget_actions_open(ctx);
	widget_button(ctx, BUTTON_PLAIN, _("Take the list in"), NULL, NULL);
	widget_actions_close(ctx);
	widget_form_close(ctx);
}

static enum rc
put_progress(struct rq *rq, const struct asked *a)
{
	struct ctx *ctx = &rq->ctx;
	struct burden_progress p;

	TRY(burden_progress(rq->db, ctx, a->day, &p));
	html(ctx->out, "<h2>%s</h2>\n<p class='help'>%s</p>\n",
	    _("Progress of standardisation"),
	    _("Regimes in force that have a form here and a deadline for who"
	      " reports, out of all that are known."));
	widget_progress(ctx, p.complete, p.known, _("regimes"));
	return OK;
}

static enum rc
put_accounts(struct rq *rq, const struct asked *a)
{
	struct ctx *ctx = &rq->ctx;
	struct burden now, was;
	struct burden_view v = { .now = &now,
		.scope = &a->scope,
		.rates = &a->rates };

	TRY(burden_on(rq->db, ctx, &a->scope, &a->rates, a->day, &now));
	if (a->before != NULL) {
		TRY(burden_on(rq->db, ctx, &a->scope, &a->rates, a->before,
		    &was));
		v.was = &was;
	}
	burden_view_account(ctx, &v);
	html(ctx->out, "<h2 id='kinds'>%s</h2>\n",
	    str_fmt(ctx->mem, _("Kinds of report on %s"),
		date_show(ctx->mem, now.day)));
	burden_view_regimes(ctx, &v, &now);
	if (v.was == NULL)
		return OK;
	html(ctx->out, "<h2>%s</h2>\n",
	    str_fmt(ctx->mem, _("Kinds of report on %s"),
		date_show(ctx->mem, was.day)));
	burden_view_regimes(ctx, &v, &was);
	return OK;
}

static enum rc
unit_name(struct rq *rq, long id, const char **ret)
{
	struct unit u;

	TRY(unit_get(rq->db, id, &u));
	*ret = u.name;
	return OK;
}

static enum rc
account(struct rq *rq)
{
	struct ctx *ctx = &rq->ctx;
	struct asked a = asked_of(rq);
	struct crumb path[] = { { _("Reporting burden"), url(ctx, "/burden") },
		{ NULL, NULL } };
	bool may;

	TRY(right_at_top(rq->db, ctx, MAY_ADMIN, &may));
	if (a.scope.unit_id != 0)
		TRY(unit_name(rq, a.scope.unit_id, &path[1].label));
	TRY(burden_rates(rq->db, &a.rates));
	page_open(ctx, _("Reporting burden"));
	if (a.scope.unit_id != 0)
		widget_path(ctx, path, COUNT(path));
	if (((const struct account_in *)rq->in)->done)
		widget_notice(ctx, TONE_GOOD, _("It is saved."));
	widget_findings(ctx, &rq->findings);
	html(ctx->out, "<p class='help'>%s</p>\n",
	    _("Counted from the register: how often each regime asks, who owes"
	      " it on that day, what its form has to be filled in."));
	TRY(put_choice(rq, &a));
	TRY(put_accounts(rq, &a));
	if (a.scope.unit_id == 0)
		TRY(put_progress(rq, &a));
	TRY(put_days(rq, &a));
	put_rates(rq, &a.rates, may);
	put_list(rq);
	return page_close(ctx);
}

static enum rc
units(struct rq *rq)
{
	const struct account_in *in = rq->in;
	struct ctx *ctx = &rq->ctx;
	struct asked a = asked_of(rq);
	struct crumb path[] = {
		{ _("Reporting burden"), url(ctx, "/burden?day=%s", a.day) },
		{ _("Units that report"), NULL },
	};
	struct burden_units us;

	TRY(burden_units(rq->db, ctx, &a.scope, a.day, in->regime, UNITS_MAX,
	    &us));
	page_open(ctx, _("Units that report"));
	widget_path(ctx, path, COUNT(path));
	widget_findings(ctx, &rq->findings);
	html(ctx->out, "<p class='help'>%s</p>\n",
	    str_fmt(ctx->mem, _("On %s; those who report most first."),
		date_show(ctx->mem, a.day)));
	if (us.n == 0)
		widget_empty(ctx, _("Nobody owed a report on that day."));
	else
		burden_view_units(ctx, &us, a.day);
	if (us.n == UNITS_MAX)
		html(ctx->out, "<p class='help'>%s</p>\n",
		    _("The list ends here. Choose a level to see others."));
	return page_close(ctx);
}

struct rates_in {
	const char *minutes_report, *minutes_cell, *dong_hour;
	long version;
};
static const struct field rates_fields[] = {
	FIELD(struct rates_in, version),
	FIELD(struct rates_in, minutes_report, .max = RATE_MAX,
	    .optional = true),
	FIELD(struct rates_in, minutes_cell, .max = RATE_MAX, .optional = true),
	FIELD(struct rates_in, dong_hour, .max = RATE_MAX, .optional = true),
};

/* As people type it, into canonical text; what it is not is found later. */
static const char *
rate_of(struct rq *rq, const char *typed)
{
	const struct dec *d;
	const char *why;

	if (!num_read(rq->ctx.mem, typed == NULL ? "" : typed,
		num_lang(rq->ctx.lang), 2, &d, &why) ||
	    d == NULL)
		return typed;
	return dec_text(rq->ctx.mem, d);
}

static enum rc
rates_page(struct rq *rq, const struct burden_rates *r)
{
	page_open(&rq->ctx, _("Reporting burden"));
	widget_findings(&rq->ctx, &rq->findings);
	put_rates(rq, r, true);
	return page_close(&rq->ctx);
}

static enum rc
rates_save(struct rq *rq)
{
	const struct rates_in *in = rq->in;
	struct burden_rates r = { rate_of(rq, in->minutes_report),
		rate_of(rq, in->minutes_cell), rate_of(rq, in->dong_hour),
		in->version };
	enum rc rc = burden_set_rates(rq->db, &rq->ctx, &r, &rq->findings);

	if (rc == E_INVALID) {
		TRY(rates_page(rq, &r));
		return refuse(rq, rc);
	}
	TRY(rc);
	return redirect(rq, url(&rq->ctx, "/burden?done=1"));
}

static enum rc
list_take(struct rq *rq)
{
	struct ctx *ctx = &rq->ctx;
	struct inventory done;
	enum rc rc = E_INVALID;

	if (str_empty(rq->file.name))
		finding(&rq->findings, "list", _("Choose a file."));
	else
		rc = inventory_import(rq->db, ctx, "list", rq->file.bytes,
		    rq->file.len, &rq->findings, &done);
	if (rc != OK && rq->findings.nerror == 0)
		return rc;
	if (rc == OK)
		return redirect(rq, url(ctx, "/burden?done=1"));
	page_open(ctx, _("A list of regimes"));
	widget_findings(ctx, &rq->findings);
	put_list(rq);
	TRY(page_close(ctx));
	return refuse(rq, E_INVALID);
}

static const struct route routes[] = {
	{ .method = GET,
	    .path = "/burden",
	    .right = SIGNED_IN,
	    .run = account,
	    IN(struct account_in, account_fields) },
	{ .method = GET,
	    .path = "/burden/units",
	    .right = SIGNED_IN,
	    .run = units,
	    IN(struct account_in, units_fields) },
	{ .method = POST,
	    .path = "/burden/rates",
	    .right = MAY_ADMIN,
	    .run = rates_save,
	    IN(struct rates_in, rates_fields) },
	{ .method = POST,
	    .path = "/burden/list",
	    .right = MAY_OWN,
	    .run = list_take,
	    .file = "list",
	    .file_max = INVENTORY_BYTES },
};

int
main(int argc, char **argv)
{
	return app_run(argc, argv, routes, COUNT(routes));
}
