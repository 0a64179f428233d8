/* item_page.c - the catalogue of items: the list, and what one item is */
#include "base/date.h"
#include "base/num.h"
#include "view/item_page.h"
#include "view/widget.h"

static const struct choice states[] = {
	{ "", N_("Any state") },
	{ "active", N_("in use") },
	{ "draft", N_("draft") },
	{ "retired", N_("retired") },
};

void
item_badge(struct ctx *ctx, const char *state)
{
	if (str_eq(state, "active"))
		widget_badge(ctx, TONE_GOOD, _("in use"));
	else if (str_eq(state, "draft"))
		widget_badge(ctx, TONE_INFO, _("draft"));
	else
		widget_badge(ctx, TONE_PLAIN, _("retired"));
}

static void
select_of(struct ctx *ctx, const char *name, const char *label,
    const struct item_choices *from, const char *asked)
{
	struct choice *at = arena_alloc(ctx->mem, (from->n + 1) * sizeof *at);

	at[0] = (struct choice){ "", _("Any") };
	for (size_t i = 0; i < from->n; i++)
		at[i + 1] =
		    (struct choice){ from->at[i].code, from->at[i].name };
	widget_select(ctx, NULL, name, label, at, from->n + 1, asked);
}

void
item_filters(struct ctx *ctx, const struct item_filters *f)
{
	const struct item_query *q = f->asked;
	struct choice shown[COUNT(states)];

	for (size_t i = 0; i < COUNT(states); i++)
		shown[i] =
		    (struct choice){ states[i].value, tr(states[i].label) };
	widget_query_open(ctx, url(ctx, "/item"));
	widget_input(ctx, NULL,
	    &(struct input){ .name = "q",
		.label = _("Name or code"),
		.type = "search",
		.value = q->words });
	select_of(ctx, "measure", _("Unit of measure"), &f->measures,
	    q->measure);
	widget_select(ctx, NULL, "state", _("State"), shown, COUNT(shown),
	    q->state);
	select_of(ctx, "regime", _("Used in"), &f->regimes, q->regime);
	select_of(ctx, "owner", _("Owner"), &f->owners,
	    q->owner_id == 0 ? "" : str_long(ctx->mem, q->owner_id));
	widget_check(ctx, NULL, "members", _("Categories, too"), q->members);
	widget_query_close(ctx, _("Search"));
}

static void
row(struct ctx *ctx, const struct item *i)
{
	enum over units = OVER_NONE;

	over_read(i->over_units, &units);
	html(ctx->out,
	    "<tr><th scope='row'><a href='%s'>%s</a></th><td>%s</td>"
	    "<td>%s</td><td>%s</td><td>%s</td><td>",
	    url(ctx, "/item/show?item=%ld", i->id), i->code,
	    str_eq(ctx->lang, "en") && !str_empty(i->name_en) ? i->name_en :
								i->name,
	    i->measure, over_show(units), i->owner == NULL ? "" : i->owner);
	item_badge(ctx, i->state);
	html(ctx->out, "</td></tr>\n");
}

void
item_table(struct ctx *ctx, const struct item_hits *hits)
{
	const char *heads[] = { _("Code"), _("Name"), _("Unit of measure"),
		_("Over units"), _("Owner"), _("State"), NULL };

	widget_table_open(ctx, NULL, heads);
	for (size_t i = 0; i < hits->n; i++)
		row(ctx, &hits->at[i]);
	widget_table_close(ctx);
}

/* "mean, weighted by LD.SO" */
static const char *
over_text(struct ctx *ctx, const char *over, const char *weight)
{
	enum over how = OVER_NONE;

	over_read(over, &how);
	return str_empty(weight) ? over_show(how) :
				   str_fmt(ctx->mem, _("%s, weighted by %s"),
				       over_show(how), weight);
}

static void
line(struct ctx *ctx, const char *term, const char *text)
{
	if (!str_empty(text))
		widget_list_item(ctx, term, text);
}

static void
prose(struct ctx *ctx, const char *head, const char *text)
{
	if (!str_empty(text))
		html(ctx->out, "<h3>%s</h3>\n<p class='why'>%s</p>\n", head,
		    text);
}

void
item_facts(struct ctx *ctx, const struct item *i, const struct item_says *s)
{
	html(ctx->out, "<p><code>%s</code> ", i->code);
	item_badge(ctx, i->state);
	html(ctx->out, "</p>\n");
	widget_list_open(ctx);
	line(ctx, _("Name in English"), i->name_en);
	line(ctx, _("Short name"), i->short_name);
	line(ctx, _("Unit of measure"), i->measure);
	line(ctx, _("Decimals"), str_long(ctx->mem, i->decimals));
	line(ctx, _("Over units"), over_text(ctx, i->over_units, i->weight));
	line(ctx, _("Over time"), over_text(ctx, i->over_time, NULL));
	line(ctx, _("Category of"), i->base);
	line(ctx, _("Breakdowns"), s->at[ITEM_BREAKDOWNS]);
	line(ctx, _("Owner"), i->owner);
	widget_list_close(ctx);
	prose(ctx, _("Definition"), s->at[ITEM_DEFINITION]);
	prose(ctx, _("Method"), s->at[ITEM_METHOD]);
	prose(ctx, _("Source of the figures"), s->at[ITEM_SOURCE]);
}

static const char *
since(struct ctx *ctx, const struct item_version *v)
{
	bool always = str_eq(v->valid_from, DATE_MIN);
	bool still = str_eq(v->valid_to, DATE_MAX);
	const char *last = date_last(ctx->mem, v->valid_to);

	if (always && still)
		return _("always");
	if (always)
		return str_fmt(ctx->mem, _("until %s"),
		    date_show(ctx->mem, last));
	if (still)
		return str_fmt(ctx->mem, _("from %s"),
		    date_show(ctx->mem, v->valid_from));
	return str_fmt(ctx->mem, "%s - %s", date_show(ctx->mem, v->valid_from),
	    date_show(ctx->mem, last));
}

void
item_versions(struct ctx *ctx, const struct item_versions *all)
{
	const char *heads[] = { _("Periods that end"), _("Name"),
		_("Unit of measure"), _("#Decimals"), _("Over units"),
		_("Over time"), _("Reason"), NULL };

	widget_table_open(ctx, NULL, heads);
	for (size_t i = 0; i < all->n; i++) {
		const struct item_version *v = &all->at[i];
		html(ctx->out,
		    "<tr><th scope='row'>%s</th><td>%s</td><td>%s</td>"
		    "<td class='n'>%ld</td><td>%s</td><td>%s</td>"
		    "<td class='why'>%s</td></tr>\n",
		    since(ctx, v), v->name, v->measure, v->decimals,
		    over_text(ctx, v->over_units, v->weight),
		    over_text(ctx, v->over_time, NULL), v->reason);
	}
	widget_table_close(ctx);
}

void
item_member_table(struct ctx *ctx, const struct members *ms)
{
	const char *heads[] = { _("Code"), _("Name"), _("Category"), _("State"),
		NULL };

	widget_table_open(ctx, NULL, heads);
	for (size_t i = 0; i < ms->n; i++) {
		const struct member *m = &ms->at[i];
		html(ctx->out,
		    "<tr><th scope='row'><a href='%s'>%s</a></th><td>%s</td>"
		    "<td>%s</td><td>",
		    url(ctx, "/item/show?item=%ld", m->id), m->code, m->name,
		    m->cut);
		item_badge(ctx, m->state);
		html(ctx->out, "</td></tr>\n");
	}
	widget_table_close(ctx);
}

void
item_place_table(struct ctx *ctx, const struct item_places *ps,
    const char *const *where)
{
	const char *heads[] = { _("Regime"), _("Version of the form"),
		_("Periods that end"), _("Item"), _("Cell"), NULL };

	widget_table_open(ctx, NULL, heads);
	for (size_t i = 0; i < ps->n; i++) {
		const struct item_place *p = &ps->at[i];
		struct item_version v = { .valid_from = p->valid_from,
			.valid_to = p->valid_to };
		html(ctx->out,
		    "<tr><th scope='row'>%s</th><td>%s</td><td>%s</td>"
		    "<td><code>%s</code></td><td>%s</td></tr>\n",
		    p->regime, p->version, since(ctx, &v), p->item, where[i]);
	}
	widget_table_close(ctx);
}

void
item_series_table(struct ctx *ctx, const struct item *i,
    const struct item_series *s)
{
	const char *heads[] = { _("Period"), _("Window"),
		str_fmt(ctx->mem, "#%s", i->measure), _("#As it was reported"),
		_("Form"), NULL };
	enum num_lang lang = num_lang(ctx->lang);

	widget_table_open(ctx, NULL, heads);
	for (size_t k = 0; k < s->n; k++) {
		const struct item_point *p = &s->at[k];
		html(ctx->out,
		    "<tr><th scope='row'>%s</th><td>%s - %s</td>"
		    "<td class='n'>%s</td><td class='n'>%s %s</td>"
		    "<td>%s %s</td></tr>\n",
		    p->period, date_show(ctx->mem, p->starts),
		    date_show(ctx->mem, p->ends),
		    p->value == NULL ? "-" :
				       num_show_text(ctx->mem, p->value,
					   (int)p->decimals, lang),
		    num_show_text(ctx->mem, p->asked, -1, lang),
		    str_eq(p->measure, i->measure) ? "" : p->measure, p->regime,
		    p->form);
	}
	widget_table_close(ctx);
}
