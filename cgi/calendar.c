/* calendar.c - working days: a year at a glance, and its table of days off */
#include "app/app.h"
#include "core/calendar_edit.h"
#include "view/calendar_form.h"
#include "view/calendar_grid.h"
#include "view/page.h"
#include "view/widget.h"

enum { YEAR_FIRST = 2000, YEAR_LAST = 2100, DATE_CHARS = 10 };

struct year_in {
	long year, seen;
	const char *list, *basis, *reason;
	long moved; /* after a change: so many deadlines followed, plus one */
};
static const struct field year_fields[] = {
	FIELD(struct year_in, year, .min = YEAR_FIRST, .max = YEAR_LAST,
	    .optional = true),
	FIELD(struct year_in, moved, .optional = true),
};
static const struct field import_fields[] = {
	FIELD(struct year_in, year, .min = YEAR_FIRST, .max = YEAR_LAST),
	FIELD(struct year_in, seen),
	FIELD(struct year_in, list, .max = DAYS_TEXT_MAX, .optional = true,
	    .many_lines = true),
	FIELD(struct year_in, basis, .optional = true),
};
static const struct field withdraw_fields[] = {
	FIELD(struct year_in, year, .min = YEAR_FIRST, .max = YEAR_LAST),
	FIELD(struct year_in, reason, .optional = true),
};

/* The year asked for, else this one. */
static int
year_of(struct rq *rq)
{
	const struct year_in *in = rq->in;
	struct date today = { 0 };

	if (in->year != 0)
		return (int)in->year;
	return date_parse(rq->ctx.today, &today) ? today.y : YEAR_FIRST;
}

/* Those that anybody looks at; others by their address. */
static void
put_years(struct ctx *ctx, int year)
{
	enum { BACK = 2, AHEAD = 5 };
	struct date today = { 0 };

	if (!date_parse(ctx->today, &today))
		return;
	html(ctx->out, "<nav class='pager' aria-label='%s'><ul>\n", _("Years"));
	for (int y = today.y - BACK; y <= today.y + AHEAD; y++)
		if (y == year)
			html(ctx->out,
			    "<li aria-current='page'><strong>%d</strong>"
			    "</li>\n",
			    y);
		else
			html(ctx->out, "<li><a href='%s'>%d</a></li>\n",
			    url(ctx, "/calendar?year=%d", y), y);
	html(ctx->out, "</ul></nav>\n");
}

static void
put_moved(struct ctx *ctx, long moved)
{
	if (moved <= 0)
		return;
	widget_notice(ctx, TONE_GOOD,
	    str_fmt(ctx->mem,
		trn("Stored. The deadline of %ld open report has changed.",
		    "Stored. The deadlines of %ld open reports have changed.",
		    (unsigned long)moved - 1),
		moved - 1));
}

/* Days that wait for a law, each with the one act that makes it one. */
static void
put_pending(struct rq *rq, const struct calendar *c, int year, bool edit)
{
	struct ctx *ctx = &rq->ctx;

	for (size_t i = 0; i < c->n; i++) {
		const struct day_off *d = &c->at[i];
		struct date day = date_from_days(d->at);
		if (!d->pending || day.y != year)
			continue;
		const char *iso = date_iso(ctx->mem, day);
		widget_notice(ctx, TONE_WARN,
		    str_fmt(ctx->mem,
			_("%s (%s) is not law yet: it counts as a working day"
			  " until an administrator confirms it."),
			d->name, date_show(ctx->mem, iso)));
		if (!edit)
			continue;
		html(ctx->out, "<p class='actions'>");
		widget_link(ctx, BUTTON_PLAIN, _("Confirm this day"),
		    url(ctx, "/calendar/day?day=%s", iso));
		html(ctx->out, "</p>\n");
	}
}

static enum rc
show(struct rq *rq)
{
	const struct year_in *in = rq->in;
	struct ctx *ctx = &rq->ctx;
	int year = year_of(rq);
	struct calendar c;
	bool edit;

	TRY(calendar_load(rq->db, &c));
	TRY(calendar_editor(rq->db, ctx, &edit));
	bool provisional = calendar_provisional(&c, year);
	page_open(ctx, str_fmt(ctx->mem, _("Working days of %d"), year));
	put_moved(ctx, in->moved);
	widget_findings(ctx, &rq->findings);
	put_years(ctx, year);
	if (provisional)
		widget_notice(ctx, TONE_WARN,
		    _("Nobody has published the days off of this year yet."
		      " They are computed from the Labour Code and the lunar"
		      " calendar; every deadline that rests on them is"
		      " provisional."));
	put_pending(rq, &c, year, edit);
	calendar_legend_put(ctx);
	calendar_grid_put(ctx, &c, year);
	html(ctx->out, "<h2>%s</h2>\n", _("Days off and exchanged days"));
	if (edit) {
		html(ctx->out, "<p class='actions'>");
		widget_link(ctx, BUTTON_PLAIN, _("Add a day"),
		    url(ctx, "/calendar/day?year=%d", year));
		html(ctx->out, "</p>\n");
	}
	calendar_days_put(ctx, &c, year, edit);
	if (edit)
		calendar_form_year(ctx, &rq->findings, &c, year, in->list,
		    in->basis);
	if (edit && !provisional)
		calendar_form_withdraw(ctx, &rq->findings, year, in->reason);
	return page_close(ctx);
}

static enum rc
back_to(struct rq *rq, long year, long moved)
{
	return redirect(rq,
	    url(&rq->ctx, "/calendar?year=%ld&moved=%ld", year, moved + 1));
}

/* The year's page again, with what was typed and what is wrong with it. */
static enum rc
year_stored(struct rq *rq, enum rc rc, long moved)
{
	if (rc == E_INVALID) {
		TRY(show(rq));
		return refuse(rq, rc);
	}
	TRY(rc);
	return back_to(rq, ((const struct year_in *)rq->in)->year, moved);
}

static enum rc
import(struct rq *rq)
{
	const struct year_in *in = rq->in;
	long days, moved = 0;
	enum rc rc = calendar_import(rq->db, &rq->ctx, in->year, in->seen,
	    in->list, in->basis, &rq->findings, &days, &moved);

	return year_stored(rq, rc, moved);
}

static enum rc
withdraw(struct rq *rq)
{
	const struct year_in *in = rq->in;
	long moved = 0;
	enum rc rc = calendar_withdraw(rq->db, &rq->ctx, in->year, in->reason,
	    &rq->findings, &moved);

	return year_stored(rq, rc, moved);
}

struct one_in {
	struct day_in day;
	long year;
};
#define DAY_FIELD(m, ...) \
	{ \
		.name = #m, .at = offsetof(struct one_in, day.m), \
		.type = FIELD_TYPE(((struct day_in *)0)->m), __VA_ARGS__ \
	}
static const struct field ask_fields[] = {
	DAY_FIELD(day, .max = DATE_CHARS, .optional = true),
	FIELD(struct one_in, year, .min = YEAR_FIRST, .max = YEAR_LAST,
	    .optional = true),
};
static const struct field put_fields[] = {
	DAY_FIELD(day, .max = DATE_CHARS, .optional = true),
	DAY_FIELD(kind, .optional = true),
	DAY_FIELD(name, .optional = true),
	DAY_FIELD(basis, .optional = true),
	DAY_FIELD(reason, .optional = true),
	DAY_FIELD(pending),
	DAY_FIELD(version),
};

/* What the table says now, where the form says nothing. */
static void
fill(struct day_in *in, const struct day_off *is)
{
	if (is == NULL || in->kind != NULL)
		return;
	in->kind = day_kind_name(is->kind);
	in->name = is->name;
	in->basis = is->basis;
	in->pending = is->pending;
	in->version = is->version;
}

static bool
typed(const char *s, struct date *ret)
{
	return s != NULL && (date_parse_vi(s, ret) || date_parse(s, ret));
}

static enum rc
day_page(struct rq *rq)
{
	const struct one_in *in = rq->in;
	struct ctx *ctx = &rq->ctx;
	struct day_in now = in->day;
	const struct day_off *is = NULL;
	struct date day = { 0 };
	struct calendar c;
	bool edit;

	TRY(calendar_load(rq->db, &c));
	TRY(calendar_editor(rq->db, ctx, &edit));
	if (typed(now.day, &day)) {
		is = calendar_find(&c, day);
		now.day = date_show(ctx->mem, date_iso(ctx->mem, day));
	}
	fill(&now, is);
	page_open(ctx, is == NULL ? _("A day to add") :
				    str_fmt(ctx->mem, _("%s, %s"),
					calendar_weekday(day), now.day));
	widget_findings(ctx, &rq->findings);
	if (!edit)
		widget_notice(ctx, TONE_INFO,
		    _("The days off of the whole country are changed by"
		      " administrators of the topmost unit."));
	else
		calendar_form_day(ctx, &rq->findings, &now,
		    is != NULL && is->version > 0);
	long year = day.y != 0 ? day.y : in->year;
	html(ctx->out, "<p><a href='%s'>%s</a></p>\n",
	    year == 0 ? url(ctx, "/calendar") :
			url(ctx, "/calendar?year=%ld", year),
	    _("Back to the year"));
	return page_close(ctx);
}

static enum rc
day_stored(struct rq *rq, enum rc rc, long moved)
{
	const struct one_in *in = rq->in;
	struct date day;

	if (rc == E_INVALID) {
		TRY(day_page(rq));
		return refuse(rq, rc);
	}
	TRY(rc);
	return back_to(rq, typed(in->day.day, &day) ? day.y : 0, moved);
}

typedef enum rc change(struct db *, const struct ctx *, const struct day_in *,
    struct findings *, long *);

static enum rc
change_day(struct rq *rq, change *act)
{
	const struct one_in *in = rq->in;
	long moved = 0;
	enum rc rc = act(rq->db, &rq->ctx, &in->day, &rq->findings, &moved);

	return day_stored(rq, rc, moved);
}

static enum rc
put(struct rq *rq)
{
	return change_day(rq, calendar_put);
}

static enum rc
confirm(struct rq *rq)
{
	return change_day(rq, calendar_confirm);
}

static enum rc
take_out(struct rq *rq)
{
	return change_day(rq, calendar_remove);
}

static const struct route routes[] = {
	{ .method = GET,
	    .path = "/calendar",
	    .right = SIGNED_IN,
	    .run = show,
	    IN(struct year_in, year_fields) },
	{ .method = GET,
	    .path = "/calendar/day",
	    .right = MAY_ADMIN,
	    .run = day_page,
	    IN(struct one_in, ask_fields) },
	{ .method = POST,
	    .path = "/calendar/put",
	    .right = MAY_ADMIN,
	    .run = put,
	    IN(struct one_in, put_fields) },
	{ .method = POST,
	    .path = "/calendar/confirm",
	    .right = MAY_ADMIN,
	    .run = confirm,
	    IN(struct one_in, put_fields) },
	{ .method = POST,
	    .path = "/calendar/remove",
	    .right = MAY_ADMIN,
	    .run = take_out,
	    IN(struct one_in, put_fields) },
	{ .method = POST,
	    .path = "/calendar/import",
	    .right = MAY_ADMIN,
	    .run = import,
	    IN(struct year_in, import_fields) },
	{ .method = POST,
	    .path = "/calendar/withdraw",
	    .right = MAY_ADMIN,
	    .run = withdraw,
	    IN(struct year_in, withdraw_fields) },
};

int
main(int argc, char **argv)
{
	return app_run(argc, argv, routes, COUNT(routes));
}
