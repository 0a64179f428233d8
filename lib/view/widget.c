/* widget.c - notices, badges, lists, tables: what is only shown */
#include <string.h>
#include "base/num.h"
#include "core/flow.h"
#include "view/page.h"
#include "view/widget.h"

static const char *
tone_class(enum tone tone)
{
	static const char *const names[] = { "plain", "info", "good", "warn",
		"bad" };

	return names[tone];
}

void
widget_notice(struct ctx *ctx, enum tone tone, const char *text)
{
	html(ctx->out, "<p class='notice %s' role='%s'>%s</p>\n",
	    tone_class(tone), tone == TONE_BAD ? "alert" : "status", text);
}

void
widget_empty(struct ctx *ctx, const char *text)
{
	html(ctx->out, "<p class='empty'>%s</p>\n", text);
}

static void
put_findings(struct ctx *ctx, const struct findings *f, bool warnings)
{
	html(ctx->out, "<ul>\n");
	for (size_t i = 0; i < f->n; i++) {
		if (f->at[i].warning != warnings)
			continue;
		/* "line 7" is no field of the page */
		if (strchr(f->at[i].where, ' ') != NULL)
			html(ctx->out, "<li>%s: %s</li>\n", f->at[i].where,
			    f->at[i].text);
		else
			html(ctx->out, "<li><a href='#%s'>%s</a></li>\n",
			    f->at[i].where, f->at[i].text);
	}
	html(ctx->out, "</ul>\n");
}

void
widget_findings(struct ctx *ctx, const struct findings *f)
{
	if (f == NULL || f->n + f->left == 0)
		return;
	size_t warn = f->n + f->left - f->nerror;
	if (f->nerror > 0) {
		html(ctx->out,
		    "<section class='notice bad' role='alert' id='wrong' "
		    "tabindex='-1'><h2>%s</h2>\n",
		    str_fmt(ctx->mem,
			trn("%lu thing must be put right",
			    "%lu things must be put right", f->nerror),
			(unsigned long)f->nerror));
		put_findings(ctx, f, false);
		html(ctx->out, "</section>\n");
	}
	if (warn > 0) {
		html(ctx->out,
		    "<section class='notice warn' role='status'><h2>%s</h2>\n",
		    str_fmt(ctx->mem,
			trn("%lu thing to look at again",
			    "%lu things to look at again", warn),
			(unsigned long)warn));
		put_findings(ctx, f, true);
		html(ctx->out, "</section>\n");
	}
	if (f->left > 0)
		widget_notice(ctx, TONE_WARN,
		    _("There are more than can be listed here."));
}

void
widget_badge(struct ctx *ctx, enum tone tone, const char *label)
{
	html(ctx->out, "<span class='badge %s'>%s</span>", tone_class(tone),
	    label);
}

static enum tone
tone_of(const char *state)
{
	static const struct {
		const char *state;
		enum tone tone;
	} tones[] = {
		{ DRAFT, TONE_INFO },
		{ SENT, TONE_WARN },
		{ RETURNED, TONE_BAD },
		{ ACCEPTED, TONE_GOOD },
	};

	for (size_t i = 0; i < COUNT(tones); i++)
		if (str_eq(tones[i].state, state))
			return tones[i].tone;
	return TONE_PLAIN;
}

void
widget_state(struct ctx *ctx, const char *state)
{
	widget_badge(ctx, tone_of(state), flow_state_show(state));
}

void
widget_progress(struct ctx *ctx, long k, long n, const char *label)
{
	html(ctx->out,
	    "<span class='progress'><progress value='%ld' max='%ld' "
	    "aria-label='%s'></progress> <span class='of'>",
	    k, n > 0 ? n : 1, label);
	/* k of n: "12/15", as it is written in both languages */
	html(ctx->out,
	    "<b>%s</b>/%s</span> <span class='what'>%s</span></span>\n",
	    num_show_long(ctx->mem, k, num_lang(ctx->lang)),
	    num_show_long(ctx->mem, n, num_lang(ctx->lang)), label);
}

void
widget_list_open(struct ctx *ctx)
{
	html(ctx->out, "<dl class='facts'>\n");
}

void
widget_list_item(struct ctx *ctx, const char *term, const char *text)
{
	html(ctx->out, "<div><dt>%s</dt><dd>%s</dd></div>\n", term, text);
}

void
widget_list_close(struct ctx *ctx)
{
	html(ctx->out, "</dl>\n");
}

/* Where we are: the longest path, since one may lie below another. */
static size_t
tab_here(const struct ctx *ctx, const struct tab *tab, size_t n)
{
	size_t best = n;

	for (size_t i = 0; i < n; i++)
		if (page_is_at(ctx, tab[i].path) &&
		    (best == n || strlen(tab[i].path) > strlen(tab[best].path)))
			best = i;
	return best;
}

void
widget_tabs(struct ctx *ctx, const char *label, const struct tab *tab, size_t n)
{
	size_t here = tab_here(ctx, tab, n);

	html(ctx->out, "<nav class='tabs' aria-label='%s'><ul>\n", label);
	for (size_t i = 0; i < n; i++) {
		if (!actor_may(ctx->actor, (enum right)tab[i].right))
			continue;
		html(ctx->out, "<li><a href='%s%s'", ctx->base, tab[i].path);
		if (i == here)
			html(ctx->out, " aria-current='page'");
		html(ctx->out, ">%s</a></li>\n", tr(tab[i].label));
	}
	html(ctx->out, "</ul></nav>\n");
}

void
widget_path(struct ctx *ctx, const struct crumb *at, size_t n)
{
	html(ctx->out, "<nav class='path' aria-label='%s'><ol>\n",
	    _("You are here"));
	for (size_t i = 0; i < n; i++) {
		if (at[i].href != NULL)
			html(ctx->out, "<li><a href='%s'>%s</a></li>\n",
			    at[i].href, at[i].label);
		else
			html(ctx->out, "<li aria-current='location'>%s</li>\n",
			    at[i].label);
	}
	html(ctx->out, "</ol></nav>\n");
}

static void
put_step(struct ctx *ctx, const char *href, long page, const char *rel,
    const char *label)
{
	html(ctx->out, "<li><a href='%s%ld' rel='%s'>%s</a></li>\n", href, page,
	    rel, label);
}

void
widget_pager(struct ctx *ctx, long page, long pages, const char *href)
{
	if (pages < 2)
		return;
	html(ctx->out, "<nav class='pager' aria-label='%s'><ul>\n", _("Pages"));
	if (page > 1)
		put_step(ctx, href, page - 1, "prev", _("Previous page"));
	html(ctx->out, "<li aria-current='page'>%s</li>\n",
	    str_fmt(ctx->mem, _("Page %ld of %ld"), page, pages));
	if (page < pages)
		put_step(ctx, href, page + 1, "next", _("Next page"));
	html(ctx->out, "</ul></nav>\n");
}

void
widget_pager_on(struct ctx *ctx, const char *first, const char *before,
    const char *next, const char *label)
{
	if (first == NULL && next == NULL)
		return;
	html(ctx->out, "<nav class='pager' aria-label='%s'><ul>\n", _("Pages"));
	if (first != NULL)
		html(ctx->out, "<li><a href='%s'>%s</a></li>\n", first,
		    _("First page"));
	if (before != NULL)
		html(ctx->out, "<li><a href='%s' rel='prev'>%s</a></li>\n",
		    before, _("Previous page"));
	if (next != NULL)
		html(ctx->out, "<li><a href='%s' rel='next'>%s</a></li>\n",
		    next, label);
	html(ctx->out, "</ul></nav>\n");
}

void
widget_table_open(struct ctx *ctx, const char *caption,
    const char *const *heads)
{
	html(ctx->out,
	    "<div class='scroll' role='group' tabindex='0' aria-label='%s'>"
	    "<table class='list'>\n",
	    caption != NULL ? caption : *heads);
	if (caption != NULL)
		html(ctx->out, "<caption>%s</caption>\n", caption);
	html(ctx->out, "<thead><tr>");
	for (; *heads != NULL; heads++) {
		bool n = (*heads)[0] == '#';
		if (n)
			html(ctx->out, "<th scope='col' class='n'>%s</th>",
			    *heads + 1);
		else
			html(ctx->out, "<th scope='col'>%s</th>", *heads);
	}
	html(ctx->out, "</tr></thead>\n<tbody>\n");
}

void
widget_table_close(struct ctx *ctx)
{
	html(ctx->out, "</tbody></table></div>\n");
}

void
widget_table_filter(struct ctx *ctx, const char *label)
{
	html(ctx->out,
	    "<p class='filter' hidden='hidden'><label>%s <input type='search' "
	    "data-filter='1' autocomplete='off' /></label> "
	    "<span role='status'></span></p>\n",
	    label);
}
