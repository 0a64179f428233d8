/* regime_next.c - after a regime was published or assigned: what comes next */
#include "base/num.h"
#include "core/assign_edit.h"
#include "core/regime_list.h"
#include "view/regime_next.h"

enum rc
regime_next(struct db *db, const struct ctx *ctx, const struct regime_head *g,
    struct regime_next *ret)
{
	struct regime_form_rows forms;
	struct regime_versions versions;
	struct assignments who;

	*ret = (struct regime_next){ 0 };
	TRY(regime_forms(db, g->id, &forms));
	TRY(regime_version_list(db, g->id, &versions));
	TRY(assign_list(db, g->id, &who));
	ret->form = forms.n > 0;
	ret->assigned = who.n > 0;
	for (size_t i = 0; i < versions.n; i++)
		if (!str_eq(versions.at[i].state, "draft"))
			ret->published = true;
	enum rc rc = open_today(db, ctx, g->id, &ret->slot, &ret->missing);
	ret->open = rc == OK;
	return rc == E_NOTFOUND ? OK : rc;
}

/* One thing to do, with the page where it is done. */
static void
put_step(struct ctx *ctx, const char *href, const char *label, const char *why)
{
	html(ctx->out, "<li><a href='%s'>%s</a> – %s</li>\n", href, label, why);
}

static void
put_open(struct ctx *ctx, const struct regime_head *g,
    const struct regime_next *n)
{
	const char *period = period_show(ctx->mem, &n->slot.period);

	if (n->missing == 0) {
		html(ctx->out, "<p>%s</p>\n",
		    str_fmt(ctx->mem, _("All reports of %s are open."),
			period));
		return;
	}
	html(ctx->out, "<p>%s</p>\n",
	    str_fmt(ctx->mem,
		trn("%s report of %s is not open yet: it opens by itself"
		    " within minutes, or now.",
		    "%s reports of %s are not open yet: they open by"
		    " themselves within minutes, or now.",
		    (unsigned long)n->missing),
		num_show_long(ctx->mem, n->missing, num_lang(ctx->lang)),
		period));
	widget_form_open(ctx, url(ctx, "/regime/edit/open"));
	widget_hidden_long(ctx, "regime", g->id);
	widget_hidden_long(ctx, "version", g->version);
	widget_hidden(ctx, "period", n->slot.period.code);
	widget_button(ctx, BUTTON_MAIN,
	    str_fmt(ctx->mem, _("Open the reports of %s now"), period), NULL,
	    NULL);
	widget_form_close(ctx);
}

void
regime_next_put(struct ctx *ctx, const struct regime_head *g,
    const struct regime_next *n)
{
	html(ctx->out, "<section class='decide'><h2>%s</h2>\n",
	    _("What comes next"));
	if (n->published && n->assigned && n->open)
		put_open(ctx, g, n);
	html(ctx->out, "<ul>\n");
	if (!n->assigned)
		put_step(ctx, url(ctx, "/assign?regime=%ld", g->id),
		    _("Say who reports"),
		    _("until somebody is assigned, nothing is opened"));
	if (!n->form)
		put_step(ctx, url(ctx, "/form"), _("Draw its form"),
		    _("without one no report can be filled"));
	if (!n->published)
		put_step(ctx, url(ctx, "/regime/publish?regime=%ld", g->id),
		    _("Publish the draft"),
		    _("reports are opened by what is published"));
	else
		put_step(ctx, url(ctx, "/catalogue/regime?regime=%s", g->code),
		    _("See it in the public catalogue"),
		    _("so everybody finds it now"));
	if (n->assigned)
		put_step(ctx, url(ctx, "/assign/who?regime=%ld", g->id),
		    _("See who will report"), _("unit by unit"));
	html(ctx->out, "</ul>\n</section>\n");
}
