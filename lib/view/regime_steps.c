/* regime_steps.c - publishing a regime and opening its periods, as pages */
#include "base/num.h"
#include "view/regime_view.h"

/* Where each part is put right. */
static const struct place {
	const char *part, *section;
} places[] = { { "title_vi", "what" }, { "title_en", "what" },
	{ "family", "what" }, { "secrecy", "what" }, { "content", "what" },
	{ "scope", "what" }, { "reporters", "who" }, { "receivers", "who" },
	{ "media", "who" }, { "channels", "who" }, { "frequency", "when" },
	{ "cutoff", "when" }, { "valid_from", "when" }, { "valid_to", "when" },
	{ "outline", "how" }, { "guidance", "how" }, { "basis", "why" },
	{ "basis_no", "why" }, { "basis_date", "why" }, { "issuer", "why" } };

const char *
regime_section_of(const char *part)
{
	for (size_t i = 0; i < COUNT(places); i++)
		if (str_eq(places[i].part, part))
			return places[i].section;
	return NULL;
}

static const char *
place_of(struct ctx *ctx, const struct regime_head *g, const char *part)
{
	const char *section = regime_section_of(part);

	if (section != NULL)
		return url(ctx, "/regime/edit/form?regime=%ld&part=%s", g->id,
		    section);
	if (str_eq(part, "assignment"))
		return url(ctx, "/assign?regime=%ld", g->id);
	return url(ctx, "/regime/one?regime=%ld", g->id);
}

static void
put_list(struct ctx *ctx, const struct regime_head *g, const struct findings *f,
    bool warnings)
{
	html(ctx->out, "<ul class='findings'>\n");
	for (size_t i = 0; i < f->n; i++)
		if (f->at[i].warning == warnings)
			html(ctx->out, "<li><a href='%s'>%s</a></li>\n",
			    place_of(ctx, g, f->at[i].where), f->at[i].text);
	html(ctx->out, "</ul>\n");
}

void
regime_publish_list(struct ctx *ctx, const struct regime_head *g,
    const struct findings *f)
{
	if (f->nerror > 0) {
		html(ctx->out, "<section class='notice bad'><h2>%s</h2>\n",
		    _("It cannot be published yet. This is missing:"));
		put_list(ctx, g, f, false);
		html(ctx->out, "</section>\n");
	} else {
		widget_notice(ctx, TONE_GOOD,
		    _("Everything that is needed is there."));
	}
	if (f->n == f->nerror)
		return;
	html(ctx->out, "<section class='notice warn'><h2>%s</h2>\n",
	    _("Please look at this:"));
	put_list(ctx, g, f, true);
	html(ctx->out, "</section>\n");
}

void
regime_owing_list(struct ctx *ctx, const struct regime_head *g,
    const struct owing_levels *levels, const char *day)
{
	long n = 0;

	for (size_t i = 0; i < levels->n; i++)
		n += levels->at[i].n;
	html(ctx->out, "<h2>%s</h2>\n<p><a href='%s'>%s</a></p>\n",
	    _("Who will report"),
	    url(ctx, "/assign/who?regime=%ld&day=%s", g->id,
		shown_day(ctx->mem, day)),
	    str_fmt(ctx->mem, trn("%s unit", "%s units", (unsigned long)n),
		num_show_long(ctx->mem, n, num_lang(ctx->lang))));
}

void
regime_opening(struct ctx *ctx, const struct regime_head *g,
    const struct job *job, const char *period, long without)
{
	const char *made =
	    num_show_long(ctx->mem, job->made, num_lang(ctx->lang));

	html(ctx->out, "<h2>%s</h2>\n", period);
	if (str_eq(job->state, "failed")) {
		widget_notice(ctx, TONE_BAD,
		    _("It stopped: no version or no form of the regime is in"
		      " force for this period any more."));
		return;
	}
	widget_progress(ctx, job->done, job->total, _("units looked at"));
	html(ctx->out, "<p>%s</p>\n",
	    str_fmt(ctx->mem,
		trn("%s report opened", "%s reports opened",
		    (unsigned long)job->made),
		made));
	if (str_eq(job->state, "done")) {
		widget_notice(ctx, TONE_GOOD, _("The period is open."));
		if (without > 0)
			widget_notice(ctx, TONE_WARN,
			    str_fmt(ctx->mem,
				_("%ld units have no deadline, so that no"
				  " report could be made for them: give their"
				  " level one."),
				without));
		return;
	}
	html(ctx->out, "<p class='help'>%s</p>\n",
	    _("This page asks again by itself. The system goes on with it"
	      " every few minutes; you can also do it now."));
	widget_form_open(ctx, url(ctx, "/regime/edit/step"));
	widget_hidden_long(ctx, "regime", g->id);
	widget_hidden_long(ctx, "version", g->version);
	widget_hidden_long(ctx, "job", job->id);
	widget_button(ctx, BUTTON_MAIN, _("Go on now"), NULL, NULL);
	widget_form_close(ctx);
}
