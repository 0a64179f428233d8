/* burden_view.c - the burden account as tables */
#include <string.h>
#include "base/date.h"
#include "base/num.h"
#include "core/period.h"
#include "view/burden_view.h"
#include "view/widget.h"

static const char *
count(const struct ctx *ctx, long n)
{
	return num_show_long(ctx->mem, n, num_lang(ctx->lang));
}

static const char *
range(const struct ctx *ctx, long least, long most)
{
	if (least == most)
		return count(ctx, least);
	return str_fmt(ctx->mem, "%s–%s", count(ctx, least), count(ctx, most));
}

static const char *
figure(const struct ctx *ctx, const struct dec *d)
{
	return num_show(ctx->mem, d, 0, num_lang(ctx->lang));
}

static const struct dec *
hours(const struct ctx *ctx, const struct burden *b)
{
	return dec_div(ctx->mem, b->minutes, dec_long(ctx->mem, 60));
}

const char *
burden_view_query(const struct ctx *ctx, const struct burden_scope *s,
    const char *day)
{
	const char *level = s->level == NULL ? "" : s->level;
	struct buf b = { .mem = ctx->mem, .max = 200 };

	buf_fmt(&b, "day=%s", day);
	if (*level != '\0')
		buf_fmt(&b, "&level=%s", level);
	if (s->group_id != 0)
		buf_fmt(&b, "&group=%ld", s->group_id);
	return b.at;
}

/* One line of the account: a word, then the day before, the day, the change. */
struct line {
	const char *label, *href; /* of the list behind it; or NULL */
	const char *now, *was, *less;
};

static void
put_line(struct ctx *ctx, const struct line *l, bool both)
{
	html(ctx->out, "<tr><th scope='row'>");
	if (l->href == NULL)
		html(ctx->out, "%s", l->label);
	else
		html(ctx->out, "<a href='%s'>%s</a>", l->href, l->label);
	html(ctx->out, "</th>");
	if (both)
		html(ctx->out, "<td class='n'>%s</td>", l->was);
	html(ctx->out, "<td class='n'>%s</td>", l->now);
	if (both)
		html(ctx->out, "<td class='n'><b>%s</b></td>", l->less);
	html(ctx->out, "</tr>\n");
}

static const char *
less(const struct ctx *ctx, long was, long now)
{
	return was == now ? "0" :
			    str_fmt(ctx->mem, "%s%s", was > now ? "−" : "+",
				count(ctx, was > now ? was - now : now - was));
}

static const char *
less_dec(const struct ctx *ctx, const struct dec *was, const struct dec *now)
{
	const struct dec *d = dec_sub(ctx->mem, now, was);

	return str_fmt(ctx->mem, "%s%s",
	    dec_sign(d) < 0 ? "−" :
	    dec_sign(d) > 0 ? "+" :
			      "",
	    figure(ctx, dec_abs(ctx->mem, d)));
}

static void
put_units(struct ctx *ctx, const struct burden_view *v, bool both)
{
	const struct burden *now = v->now, *was = both ? v->was : v->now;
	const struct line lines[] = {
		{ _("Units that report"),
		    url(ctx, "/burden/units?day=%s&level=%s&group=%s", now->day,
			v->scope->level == NULL ? "" : v->scope->level,
			v->scope->group_id == 0 ?
			    "" :
			    str_long(ctx->mem, v->scope->group_id)),
		    count(ctx, now->units), count(ctx, was->units),
		    less(ctx, was->units, now->units) },
		{ _("Kinds of report of one unit"), "#kinds",
		    range(ctx, now->least, now->most),
		    range(ctx, was->least, was->most),
		    less(ctx, was->most, now->most) },
		{ _("Reports of one unit in a year"), "#kinds",
		    range(ctx, now->few, now->many),
		    range(ctx, was->few, was->many),
		    less(ctx, was->many, now->many) },
	};

	for (size_t i = 0; i < COUNT(lines); i++)
		put_line(ctx, &lines[i], both);
}

static void
put_sums(struct ctx *ctx, const struct burden_view *v, bool both)
{
	const struct burden *now = v->now, *was = both ? v->was : v->now;
	const struct line lines[] = {
		{ _("Reports in a year, all together"), "#kinds",
		    count(ctx, now->reports), count(ctx, was->reports),
		    less(ctx, was->reports, now->reports) },
		{ _("Cells asked for in a year"), "#kinds",
		    count(ctx, now->asked), count(ctx, was->asked),
		    less(ctx, was->asked, now->asked) },
		{ _("Of these to enter, each figure once"), "#kinds",
		    count(ctx, now->cells), count(ctx, was->cells),
		    less(ctx, was->cells, now->cells) },
		{ _("Kinds whose cells are not known"), "#kinds",
		    count(ctx, now->unknown), count(ctx, was->unknown),
		    less(ctx, was->unknown, now->unknown) },
		{ _("Hours of work in a year (estimate)"), "#rates",
		    figure(ctx, hours(ctx, now)), figure(ctx, hours(ctx, was)),
		    less_dec(ctx, hours(ctx, was), hours(ctx, now)) },
		{ _("Dong in a year (estimate)"), "#rates",
		    figure(ctx, now->dong), figure(ctx, was->dong),
		    less_dec(ctx, was->dong, now->dong) },
	};

	for (size_t i = 0; i < COUNT(lines); i++)
		put_line(ctx, &lines[i], both);
}

static const char *
head_of(const struct ctx *ctx, const char *day)
{
	return str_fmt(ctx->mem, "#%s", date_show(ctx->mem, day));
}

void
burden_view_account(struct ctx *ctx, const struct burden_view *v)
{
	bool both = v->was != NULL;
	const char *one[] = { _("Account"), head_of(ctx, v->now->day), NULL };
	const char *two[] = { _("Account"),
		head_of(ctx, both ? v->was->day : v->now->day), one[1],
		_("#Change"), NULL };

	widget_table_open(ctx, NULL, both ? two : one);
	put_units(ctx, v, both);
	put_sums(ctx, v, both);
	widget_table_close(ctx);
}

static const char *
frequency(const char *name)
{
	enum period_kind kind;

	return period_kind_read(name, &kind) ? period_kind_show(kind) : name;
}

static void
put_regime(struct ctx *ctx, const struct burden_view *v, const char *day,
    const struct burden_regime *r)
{
	const char *href = url(ctx, "/burden/units?day=%s&regime=%ld&level=%s",
	    day, r->regime_id, v->scope->level == NULL ? "" : v->scope->level);

	html(ctx->out,
	    "<tr><th scope='row' class='keep'>%s</th><td>%s</td><td>%s</td>"
	    "<td class='n'>%s</td><td class='n'><a href='%s'>%s</a></td>"
	    "<td class='n'>%s</td><td class='n'>%s</td>"
	    "<td class='n'>%s</td></tr>\n",
	    r->code, tr_pick(r->title_vi, r->title_en), frequency(r->frequency),
	    count(ctx, r->times), href, count(ctx, r->units),
	    count(ctx, r->reports), r->has_form ? count(ctx, r->cells) : "–",
	    r->has_form ?
		count(ctx, r->cells * r->reports - r->times * r->shown) :
		"–");
}

void
burden_view_regimes(struct ctx *ctx, const struct burden_view *v,
    const struct burden *b)
{
	const char *heads[] = { _("Code"), _("Regime"), _("Frequency"),
		_("#Times a year"), _("#Units"), _("#Reports a year"),
		_("#Cells of a report"), _("#Cells to enter a year"), NULL };

	if (b->n == 0) {
		widget_empty(ctx, _("Nobody owed a report on that day."));
		return;
	}
	widget_table_open(ctx, NULL, heads);
	for (size_t i = 0; i < b->n; i++)
		put_regime(ctx, v, b->day, &b->at[i]);
	widget_table_close(ctx);
}

void
burden_view_units(struct ctx *ctx, const struct burden_units *us,
    const char *day)
{
	const char *heads[] = { _("Code"), _("Unit"), _("#Kinds of report"),
		_("#Reports a year"), NULL };

	widget_table_filter(ctx, _("Find a unit in this list"));
	widget_table_open(ctx, NULL, heads);
	for (size_t i = 0; i < us->n; i++) {
		const struct burden_unit *u = &us->at[i];
		html(ctx->out,
		    "<tr><td>%s</td><th scope='row'><a href='%s'>%s</a></th>"
		    "<td class='n'>%s</td><td class='n'>%s</td></tr>\n",
		    u->code,
		    url(ctx, "/burden?day=%s&unit=%ld", day, u->unit_id),
		    u->name, count(ctx, u->kinds), count(ctx, u->reports));
	}
	widget_table_close(ctx);
}
