/* period_table.c - the periods of a regime, with their windows and deadlines */
#include <string.h>
#include "view/period_table.h"
#include "view/widget.h"

static const char *
day_show(struct ctx *ctx, struct date d)
{
	return date_show(ctx->mem, date_iso(ctx->mem, d));
}

static const char *
level_name(const struct period_who *who, const char *code)
{
	for (size_t i = 0; i < who->names.n; i++) {
		const struct level *l = &who->names.at[i];
		if (str_eq(l->code, code))
			return tr_pick(l->name_vi, l->name_en);
	}
	return code;
}

/* Levels with that rule; else it is that of some units or groups. */
static const char *
whose(struct ctx *ctx, const struct period_who *who, const char *rule)
{
	struct buf b = { .mem = ctx->mem, .max = 1000 };

	for (size_t i = 0; i < who->rules.n; i++)
		if (str_eq(who->rules.at[i].due, rule))
			buf_fmt(&b, "%s%s", b.len > 0 ? ", " : "",
			    level_name(who, who->rules.at[i].level));
	return b.len > 0 ? b.at : _("some units");
}

void
period_rules_put(struct ctx *ctx, const struct period_who *who)
{
	if (who->rules.n == 0)
		return;
	html(ctx->out, "<h2>%s</h2>\n", _("Deadlines by the rules"));
	widget_list_open(ctx);
	for (size_t i = 0; i < who->rules.n; i++)
		widget_list_item(ctx, level_name(who, who->rules.at[i].level),
		    deadline_show(ctx->mem, who->rules.at[i].due));
	widget_list_close(ctx);
}

static void
put_slot_dues(struct ctx *ctx, const struct period_who *who,
    const struct slot *q)
{
	html(ctx->out, "<ul class='plain'>\n");
	for (size_t i = 0; i < q->ndue; i++) {
		const struct slot_due *d = &q->due[i];
		html(ctx->out, "<li>%s <small>%s</small>",
		    day_show(ctx, d->due),
		    d->rule != NULL   ? whose(ctx, who, d->rule) :
		    *d->level == '\0' ? _("Everybody") :
					level_name(who, d->level));
		if (d->rule == NULL) {
			html(ctx->out, " ");
			widget_badge(ctx, TONE_INFO, _("set"));
		}
		html(ctx->out, "</li>\n");
	}
	html(ctx->out, "</ul>\n");
}

static void
slot_row(struct ctx *ctx, const struct regime *g, const struct period_who *who,
    const struct slot *q, bool edit)
{
	const struct period *p = &q->period;
	struct buf *h = ctx->out;

	html(h, "<tr><th scope='row'>%s", period_show(ctx->mem, p));
	if (*q->title != '\0')
		html(h, "<div><small>%s</small></div>", q->title);
	html(h, "</th><td>%s – %s", day_show(ctx, p->starts),
	    day_show(ctx, p->ends));
	if (q->moved) {
		html(h, " ");
		widget_badge(ctx, TONE_INFO, _("set for this period"));
	}
	if (*q->reason != '\0')
		html(h, "<div><small>%s</small></div>", q->reason);
	html(h, "</td><td>%s</td><td>", day_show(ctx, q->open));
	put_slot_dues(ctx, who, q);
	if (q->provisional)
		widget_badge(ctx, TONE_PLAIN, _("provisional"));
	html(h, "</td>");
	if (edit)
		html(h, "<td><a href='%s'>%s</a></td>",
		    url(ctx, "/period/one?regime=%s&period=%s", g->code,
			p->code),
		    _("Edit"));
	html(h, "</tr>\n");
}

void
period_table_put(struct ctx *ctx, const struct regime *g,
    const struct period_who *who, const struct slots *all, bool edit)
{
	const char *heads[] = { _("Period"), _("Data from and to"),
		_("Reports open on"), _("Due"), edit ? _("Edit") : NULL, NULL };

	widget_table_open(ctx, NULL, heads);
	for (size_t i = 0; i < all->n; i++)
		slot_row(ctx, g, who, &all->at[i], edit);
	widget_table_close(ctx);
}

static void
put_window(struct ctx *ctx, const struct findings *f, const struct slot *q,
    const struct slot_in *in)
{
	bool request = q == NULL;

	html(ctx->out, "<fieldset><legend>%s</legend>\n",
	    _("Period of the data"));
	if (!request)
		html(ctx->out, "<p class='help'>%s</p>\n",
		    _("Left empty: as the cut-off rule says. If the data cannot"
		      " be closed then, choose the moment nearest to the limit"
		      " (Decree 09/2019/ND-CP)."));
	widget_day(ctx, f, "starts", _("First day"), _("As 25/09/2026."),
	    in->starts);
	widget_day(ctx, f, "ends", _("Last day"), NULL, in->ends);
	html(ctx->out, "</fieldset>\n");
}

static void
put_dues(struct ctx *ctx, const struct findings *f,
    const struct period_who *who, const struct slot_in *in)
{
	html(ctx->out,
	    "<fieldset><legend>%s</legend>\n<p class='help'>%s</p>\n",
	    _("Deadlines for this period"),
	    _("Left empty: as the rules say. A level's own date comes before"
	      " that of everybody."));
	for (size_t i = 0; i < in->ndue; i++) {
		const struct slot_level *l = &in->due[i];
		widget_day(ctx, f, str_fmt(ctx->mem, "due_%s", l->level),
		    *l->level == '\0' ? _("Everybody") :
					level_name(who, l->level),
		    NULL, l->due);
	}
	html(ctx->out, "</fieldset>\n");
}

static void
put_clear(struct ctx *ctx, const struct regime *g, const struct slot *q)
{
	bool regular = period_regular(g->kind);

	html(ctx->out, "<section class='decide'>\n<h2>%s</h2>\n",
	    regular ? _("Back to the rules") : _("Withdraw this request"));
	widget_form_open(ctx, url(ctx, "/period/clear"));
	widget_hidden(ctx, "regime", g->code);
	widget_hidden(ctx, "period", q->period.code);
	widget_hidden_long(ctx, "version", q->version);
	widget_actions_open(ctx);
	widget_button(ctx, BUTTON_DANGER,
	    regular ? _("As the rules say") : _("Withdraw it"), NULL, NULL);
	widget_actions_close(ctx);
	widget_form_close(ctx);
	html(ctx->out, "</section>\n");
}

void
period_form_put(struct ctx *ctx, const struct findings *f,
    const struct regime *g, const struct period_who *who, const struct slot *q,
    const struct slot_in *in)
{
	bool request = !period_regular(g->kind);

	widget_form_open(ctx, url(ctx, "/period/set"));
	widget_hidden(ctx, "regime", g->code);
	if (q != NULL)
		widget_hidden(ctx, "period", q->period.code);
	widget_hidden_long(ctx, "version", in->version);
	if (request)
		widget_input(ctx, f,
		    &(struct input){ .name = "title",
			.label = _("What is asked for"),
			.value = in->title,
			.max = 300,
			.required = true });
	put_window(ctx, f, request ? NULL : q, in);
	put_dues(ctx, f, who, in);
	widget_input(ctx, f,
	    &(struct input){ .name = "reason",
		.label = _("Reason, or the act that says so"),
		.type = "area",
		.value = in->reason,
		.max = 1000,
		.required = true });
	widget_actions_open(ctx);
	widget_button(ctx, BUTTON_MAIN, _("Store for this period"), NULL, NULL);
	widget_actions_close(ctx);
	widget_form_close(ctx);
	if (q != NULL && q->id != 0)
		put_clear(ctx, g, q);
}
