/* calendar_grid.c - a year at a glance, and its days one by one */
#include <string.h>
#include "view/calendar_grid.h"
#include "view/widget.h"

enum { WEEK = 7 };

static const struct weekday {
	const char *name, *vi, *en;
} weekdays[] = { { N_("Sunday"), "CN", "Su" }, { N_("Monday"), "T2", "Mo" },
	{ N_("Tuesday"), "T3", "Tu" }, { N_("Wednesday"), "T4", "We" },
	{ N_("Thursday"), "T5", "Th" }, { N_("Friday"), "T6", "Fr" },
	{ N_("Saturday"), "T7", "Sa" } };

const char *
calendar_weekday(struct date d)
{
	return tr(weekdays[date_weekday(d)].name);
}

/* How a day looks: a class, which the legend explains. */
static const char *
class_of(const struct day_off *d, bool works)
{
	static const char *const classes[] = { [DAY_HOLIDAY] = "holiday",
		[DAY_COMPENSATORY] = "instead",
		[DAY_SWAP_OFF] = "swap",
		[DAY_SWAP_WORK] = "worked" };

	if (d == NULL)
		return works ? "" : "rest";
	return d->pending ? "pending" : classes[d->kind];
}

static void
put_day(struct ctx *ctx, const struct calendar *c, struct date day)
{
	const struct day_off *d = calendar_find(c, day);
	const char *iso = date_iso(ctx->mem, day);
	struct buf *h = ctx->out;

	html(h, "<td class='%s%s%s'", class_of(d, calendar_works(c, day)),
	    d != NULL && d->computed ? " computed" : "",
	    str_eq(iso, ctx->today) ? " today" : "");
	if (str_eq(iso, ctx->today))
		html(h, " aria-current='date'");
	if (d == NULL)
		html(h, ">%d</td>", day.d);
	else
		html(h, "><a href='#d%s' title='%s'>%d</a></td>", iso, d->name,
		    day.d);
}

static void
put_heads(struct ctx *ctx)
{
	html(ctx->out, "<tr>");
	for (int i = 1; i <= WEEK; i++) {
		const struct weekday *w = &weekdays[i % WEEK];
		html(ctx->out,
		    "<th scope='col'><abbr title='%s'>%s</abbr></th>",
		    tr(w->name), tr_pick(w->vi, w->en));
	}
	html(ctx->out, "</tr>\n");
}

static const char *
month_name(struct arena *mem, int month)
{
	static const char *const names[] = { "", "January", "February", "March",
		"April", "May", "June", "July", "August", "September",
		"October", "November", "December" };

	return tr_pick(str_fmt(mem, "Tháng %d", month), names[month]);
}

static void
put_month(struct ctx *ctx, const struct calendar *c, int year, int month)
{
	struct date day = { year, month, 1 };
	int column = (date_weekday(day) + WEEK - 1) % WEEK;
	struct buf *h = ctx->out;

	html(h, "<table class='month'><caption>%s</caption>\n<thead>",
	    month_name(ctx->mem, month));
	put_heads(ctx);
	html(h, "</thead><tbody>\n<tr>");
	for (int i = 0; i < column; i++)
		html(h, "<td></td>");
	for (; day.m == month; day = date_add_days(day, 1)) {
		if (column == WEEK) {
			html(h, "</tr>\n<tr>");
			column = 0;
		}
		put_day(ctx, c, day);
		column++;
	}
	for (; column < WEEK; column++)
		html(h, "<td></td>");
	html(h, "</tr>\n</tbody></table>\n");
}

void
calendar_grid_put(struct ctx *ctx, const struct calendar *c, int year)
{
	html(ctx->out, "<div class='months'>\n");
	for (int m = 1; m <= 12; m++)
		put_month(ctx, c, year, m);
	html(ctx->out, "</div>\n");
}

void
calendar_legend_put(struct ctx *ctx)
{
	static const struct {
		const char *class, *label;
	} marks[] = { { "rest", N_("weekend") },
		{ "holiday", N_("public holiday") },
		{ "instead", N_("compensatory day off") },
		{ "swap", N_("day off by exchange") },
		{ "worked", N_("working day by exchange") },
		{ "pending", N_("not law yet: worked") } };

	html(ctx->out, "<ul class='legend'>\n");
	for (size_t i = 0; i < COUNT(marks); i++)
		html(ctx->out, "<li><span class='%s'>12</span> %s</li>\n",
		    marks[i].class, tr(marks[i].label));
	html(ctx->out, "</ul>\n");
}

static void
day_row(struct ctx *ctx, const struct day_off *d, bool edit)
{
	struct date day = date_from_days(d->at);
	const char *iso = date_iso(ctx->mem, day);
	struct buf *h = ctx->out;

	html(h,
	    "<tr id='d%s'><th scope='row'>%s</th><td>%s</td><td>%s</td><td>",
	    iso, date_show(ctx->mem, iso), calendar_weekday(day), d->name);
	html(h, "%s", day_kind_show(d->kind));
	if (d->pending) {
		html(h, " ");
		widget_badge(ctx, TONE_WARN, _("not law yet"));
	}
	if (d->computed) {
		html(h, " ");
		widget_badge(ctx, TONE_PLAIN, _("provisional"));
	}
	html(h, "</td><td>%s</td>", d->basis);
	if (edit)
		html(h, "<td><a href='%s'>%s</a></td>",
		    url(ctx, "/calendar/day?day=%s", iso), _("Edit"));
	html(h, "</tr>\n");
}

void
calendar_days_put(struct ctx *ctx, const struct calendar *c, int year,
    bool edit)
{
	const char *heads[] = { _("Day"), _("Weekday"), _("Name"), _("Kind"),
		_("Legal basis"), edit ? _("Edit") : NULL, NULL };

	widget_table_open(ctx, NULL, heads);
	for (size_t i = 0; i < c->n; i++)
		if (date_from_days(c->at[i].at).y == year)
			day_row(ctx, &c->at[i], edit);
	widget_table_close(ctx);
}
