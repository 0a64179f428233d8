/* item_form.c - the fields by which an item is made and changed */
#include "base/date.h"
#include "view/item_page.h"
#include "view/widget.h"

static void
text(struct ctx *ctx, const struct item_form *f, enum item_field field,
    const char *help, bool area, bool required)
{
	const struct item_field_def *d = &item_field_defs[field];

	widget_input(ctx, f->findings,
	    &(struct input){ .name = d->code,
		.label = tr(d->label),
		.help = help,
		.type = area ? "area" : NULL,
		.value = f->says->at[field],
		.max = (long)d->max,
		.required = required });
}

static void
measure(struct ctx *ctx, const struct item_form *f)
{
	const struct measures *all = f->measures;
	struct choice *at = arena_alloc(ctx->mem, (all->n + 2) * sizeof *at);
	const char *now = f->says->at[ITEM_MEASURE];
	size_t n = 0;
	bool found = str_empty(now);

	at[n++] = (struct choice){ "", _("none") };
	for (size_t i = 0; i < all->n; i++) {
		const struct measure *m = &all->at[i];
		at[n++] = (struct choice){ m->name,
			str_eq(ctx->lang, "en") &&
				!str_eq(m->name, m->name_en) ?
			    str_fmt(ctx->mem, "%s (%s)", m->name, m->name_en) :
			    m->name };
		found = found || str_eq(now, m->name);
	}
	if (!found)
		at[n++] = (struct choice){ now, now };
	widget_select(ctx, f->findings, "measure", _("Unit of measure"), at, n,
	    now);
}

static void
overs(struct ctx *ctx, const struct item_form *f)
{
	static const enum over units[] = { OVER_SUM, OVER_MEAN, OVER_MAX,
		OVER_LAST, OVER_NONE };
	static const enum over times[] = { OVER_SUM, OVER_MEAN, OVER_LAST,
		OVER_NONE };
	struct choice at[COUNT(units)];

	for (size_t i = 0; i < COUNT(units); i++)
		at[i] =
		    (struct choice){ over_name(units[i]), over_show(units[i]) };
	widget_select(ctx, f->findings, "over_units",
	    _("Over units: figures of the units below make one"), at,
	    COUNT(units), f->says->at[ITEM_OVER_UNITS]);
	text(ctx, f, ITEM_WEIGHT,
	    _("Code of the item that a mean is weighted by; empty: each unit "
	      "counts alike."),
	    false, false);
	for (size_t i = 0; i < COUNT(times); i++)
		at[i] =
		    (struct choice){ over_name(times[i]), over_show(times[i]) };
	widget_select(ctx, f->findings, "over_time",
	    _("Over time: months make a quarter, quarters a year"), at,
	    COUNT(times), f->says->at[ITEM_OVER_TIME]);
}

static void
breakdowns(struct ctx *ctx, const struct item_form *f)
{
	struct buf b = { .mem = ctx->mem, .max = 4000 };

	buf_str(&b, _("Dimensions with commas between, e.g. \"sex, age\"; with "
		      "\"sex*age\" each pair is counted. There are:"));
	for (size_t i = 0; i < f->breakdowns->n; i++)
		buf_fmt(&b, "%s %s (%s)", i > 0 ? "," : "",
		    f->breakdowns->at[i].code,
		    tr_pick(f->breakdowns->at[i].name,
			f->breakdowns->at[i].name_en));
	text(ctx, f, ITEM_BREAKDOWNS, b.at, false, false);
}

static void
administration(struct ctx *ctx, const struct item_form *f)
{
	const struct choice states[] = { { "draft", _("draft") },
		{ "active", _("in use") }, { "retired", _("retired") } };

	widget_select(ctx, f->findings, "owner", _("Owner"), f->owners,
	    f->nowner, f->says->at[ITEM_OWNER]);
	widget_select(ctx, f->findings, "state", _("State"), states,
	    COUNT(states), f->says->at[ITEM_STATE]);
}

/* What is asked for keeps its meaning for the past. */
static void
version(struct ctx *ctx, const struct item_form *f)
{
	const char *help =
	    f->bound ?
		str_fmt(ctx->mem,
		    _("Forms ask for this item. If its unit of measure, "
		      "decimals "
		      "or way to add up change, say from which day on; reports "
		      "until %s stay as they are."),
		    str_empty(f->after) ? "-" : date_show(ctx->mem, f->after)) :
		_("Leave it as it is to correct what stands here; give a later "
		  "day to keep the present meaning for what was before.");

	html(ctx->out, "<h2>%s</h2>\n", _("From when on"));
	widget_input(ctx, f->findings,
	    &(struct input){ .name = "from",
		.label = _("In this meaning from"),
		.help = help,
		.value = date_show(ctx->mem, f->says->at[ITEM_FROM]),
		.max = 10 });
	text(ctx, f, ITEM_REASON,
	    _("E.g. the document that changes it, with number and date."),
	    false, false);
}

void
item_fields(struct ctx *ctx, const struct item_form *f)
{
	if (f->fresh)
		text(ctx, f, ITEM_CODE,
		    _("Letters without marks, digits, dots: LD.SO. It cannot "
		      "be "
		      "changed later."),
		    false, true);
	if (!f->member)
		text(ctx, f, ITEM_NAME, NULL, false, true);
	text(ctx, f, ITEM_SHORT, NULL, false, false);
	text(ctx, f, ITEM_NAME_EN, NULL, false, false);
	if (f->member)
		return;
	measure(ctx, f);
	text(ctx, f, ITEM_DECIMALS, NULL, false, true);
	overs(ctx, f);
	breakdowns(ctx, f);
	html(ctx->out, "<h2>%s</h2>\n", _("Meaning"));
	text(ctx, f, ITEM_DEFINITION, NULL, true, false);
	text(ctx, f, ITEM_METHOD, NULL, true, false);
	text(ctx, f, ITEM_SOURCE, NULL, true, false);
	administration(ctx, f);
	if (!f->fresh)
		version(ctx, f);
	if (f->confirm) {
		html(ctx->out,
		    "<fieldset class='confirm'><legend>%s</legend>\n",
		    _("There are warnings"));
		widget_check(ctx, NULL, "confirmed",
		    _("I have checked them: it is another item."), false);
		html(ctx->out, "</fieldset>\n");
	}
}
