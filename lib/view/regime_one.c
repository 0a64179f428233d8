/* regime_one.c - the page of one regime: its versions, and what can be done */
#include "base/date.h"
#include "base/num.h"
#include "core/validity.h"
#include "view/regime_one.h"
#include "view/widget.h"

void
regime_facts(struct ctx *ctx, const struct regime_head *g,
    const struct regime_version *v)
{
	widget_list_open(ctx);
	widget_list_item(ctx, _("Code"), g->code);
	widget_list_item(ctx, _("Version"), str_long(ctx->mem, v->no));
	widget_list_item(ctx, _("State"),
	    standing_show(regime_standing(v->state, v->text.valid_from,
		v->text.valid_to, ctx->today)));
	widget_list_item(ctx, _("Validity"),
	    validity_show(ctx->mem, v->text.valid_from, v->text.valid_to));
	widget_list_item(ctx, _("Owner"), g->owner == NULL ? "–" : g->owner);
	widget_list_item(ctx, _("Reporting line"),
	    tr_pick(g->line_vi, g->line_en));
	widget_list_item(ctx, _("Reports opened"),
	    num_show_long(ctx->mem, v->reports, num_lang(ctx->lang)));
	widget_list_close(ctx);
}

void
regime_form_list(struct ctx *ctx, const struct regime_form_rows *forms)
{
	html(ctx->out, "<h2>%s</h2>\n", _("Forms"));
	if (forms->n == 0) {
		widget_empty(ctx, _("It has no form yet."));
		return;
	}
	html(ctx->out, "<ul>\n");
	for (size_t i = 0; i < forms->n; i++)
		html(ctx->out, "<li>%s: %s</li>\n", forms->at[i].version,
		    validity_show(ctx->mem, forms->at[i].valid_from,
			forms->at[i].valid_to));
	html(ctx->out, "</ul>\n");
}

void
regime_version_table(struct ctx *ctx, const struct regime_head *g,
    const struct regime_versions *all)
{
	const char *heads[] = { _("#Version"), _("State"), _("Validity"),
		_("Legal basis"), _("Begun by"), _("What to do"), NULL };

	html(ctx->out, "<h2>%s</h2>\n", _("Versions"));
	widget_table_open(ctx, NULL, heads);
	for (size_t i = 0; i < all->n; i++) {
		const struct regime_version *v = &all->at[i];
		html(ctx->out,
		    "<tr><th scope='row' class='n'><a href='%s'>%ld</a></th>"
		    "<td>",
		    url(ctx, "/regime/one?regime=%ld&no=%ld", g->id, v->no),
		    v->no);
		regime_badge(ctx, regime_standing(v->state, v->text.valid_from,
				      v->text.valid_to, ctx->today));
		html(ctx->out,
		    "</td><td>%s</td><td>%s</td><td>%s <small>%s</small></td>"
		    "<td>",
		    str_eq(v->state, "draft") ?
			"–" :
			validity_show(ctx->mem, v->text.valid_from,
			    v->text.valid_to),
		    v->text.basis_no,
		    v->maker == NULL ? _("the command line") : v->maker,
		    date_show_instant(ctx->mem, v->made));
		if (i + 1 < all->n)
			html(ctx->out, "<a href='%s'>%s</a>",
			    url(ctx, "/regime/compare?regime=%ld&a=%ld&b=%ld",
				g->id, all->at[i + 1].no, v->no),
			    _("what changed"));
		html(ctx->out, "</td></tr>\n");
	}
	widget_table_close(ctx);
}

void
regime_difference(struct ctx *ctx, const struct regime_version *a,
    const struct regime_version *b)
{
	const char *heads[] = { _("Part"),
		str_fmt(ctx->mem, _("Version %ld"), a->no),
		str_fmt(ctx->mem, _("Version %ld"), b->no), NULL };
	size_t n = 0;

	widget_table_open(ctx, NULL, heads);
	for (size_t i = 0; i < REGIME_PARTS; i++) {
		const char *was = part_value_show(ctx->mem, &a->text, i);
		const char *is = part_value_show(ctx->mem, &b->text, i);
		if (str_eq(was, is))
			continue;
		html(ctx->out,
		    "<tr><th scope='row'>%s</th><td class='was'>%s</td>"
		    "<td class='is'>%s</td></tr>\n",
		    part_show(i), was, is);
		n++;
	}
	widget_table_close(ctx);
	if (n == 0)
		widget_empty(ctx, _("They say the same."));
}

/* What can be done, by how it stands. */
void
regime_actions(struct ctx *ctx, const struct regime_head *g,
    const struct regime_version *draft)
{
	widget_actions_open(ctx);
	if (draft != NULL) {
		widget_link(ctx, BUTTON_MAIN, _("Edit the draft"),
		    url(ctx, "/regime/edit/form?regime=%ld", g->id));
		widget_link(ctx, BUTTON_PLAIN, _("Publish the draft"),
		    url(ctx, "/regime/publish?regime=%ld", g->id));
	}
	widget_link(ctx, BUTTON_PLAIN, _("Who reports"),
	    url(ctx, "/assign?regime=%ld", g->id));
	widget_actions_close(ctx);
	if (draft != NULL)
		return;
	widget_form_open(ctx, url(ctx, "/regime/edit/begin"));
	widget_hidden_long(ctx, "regime", g->id);
	widget_hidden_long(ctx, "version", g->version);
	widget_button(ctx, BUTTON_PLAIN, _("Begin a new version"), NULL, NULL);
	widget_form_close(ctx);
}

static void
put_open(struct ctx *ctx, const struct regime_head *g)
{
	html(ctx->out, "<section class='decide'><h2>%s</h2>\n",
	    _("Open a period"));
	widget_form_open(ctx, url(ctx, "/regime/edit/open"));
	widget_hidden_long(ctx, "regime", g->id);
	widget_hidden_long(ctx, "version", g->version);
	widget_input(ctx, NULL,
	    &(struct input){ .name = "period",
		.label = _("Period"),
		.help = _("For example 2026-10, 2026-Q4, 2026-H2, 2026-9M or"
			  " 2026. Periods also open by themselves, 15 days"
			  " before they end."),
		.max = 30,
		.required = true });
	widget_button(ctx, BUTTON_PLAIN, _("Open it now"), NULL, NULL);
	widget_form_close(ctx);
	html(ctx->out, "</section>\n");
}

static void
put_retire(struct ctx *ctx, const struct regime_head *g)
{
	html(ctx->out, "<section class='decide'><h2>%s</h2>\n", _("Retire"));
	widget_form_open(ctx, url(ctx, "/regime/edit/retire"));
	widget_hidden_long(ctx, "regime", g->id);
	widget_hidden_long(ctx, "version", g->version);
	widget_input(ctx, NULL,
	    &(struct input){ .name = "day",
		.label = _("First day without it"),
		.help = _("Reports that are open stay as they are."),
		.max = 10,
		.required = true });
	widget_button(ctx, BUTTON_DANGER, _("Retire the regime"), NULL, NULL);
	widget_form_close(ctx);
	html(ctx->out, "</section>\n");
}

/* To another of the units that the actor owns regimes for. */
static void
put_give(struct ctx *ctx, const struct regime_head *g)
{
	html(ctx->out, "<section class='decide'><h2>%s</h2>\n", _("Hand over"));
	widget_form_open(ctx, url(ctx, "/regime/edit/give"));
	widget_hidden_long(ctx, "regime", g->id);
	widget_hidden_long(ctx, "version", g->version);
	widget_input(ctx, NULL,
	    &(struct input){ .name = "unit",
		.label = _("The unit that owns it from now on"),
		.help = _("Its name, its code, or level/code as"
			  " province/01. It must be among those you own"
			  " regimes for; you may lose sight of the regime."),
		.max = 200,
		.required = true });
	widget_button(ctx, BUTTON_PLAIN, _("Hand it over"), NULL, NULL);
	widget_form_close(ctx);
	html(ctx->out, "</section>\n");
}

void
regime_decide(struct ctx *ctx, const struct regime_head *g, bool published)
{
	if (published) {
		put_open(ctx, g);
		put_retire(ctx, g);
	}
	put_give(ctx, g);
}

void
regime_done(struct ctx *ctx, const char *done)
{
	if (str_eq(done, "publish"))
		widget_notice(ctx, TONE_GOOD, _("The version is published."));
	else if (str_eq(done, "retire"))
		widget_notice(ctx, TONE_GOOD, _("The regime is retired."));
	else if (str_eq(done, "drop"))
		widget_notice(ctx, TONE_GOOD, _("The draft is gone."));
	else if (str_eq(done, "give"))
		widget_notice(ctx, TONE_GOOD,
		    _("The regime has another owner."));
}
