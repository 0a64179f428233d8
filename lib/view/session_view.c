/* session_view.c - a table of sessions */
#include <string.h>
#include "base/date.h"
#include "view/session_view.h"
#include "view/widget.h"

/* "Firefox, Windows": what people know of their browser; else its own words. */
static const char *
browser(struct ctx *ctx, const char *agent)
{
	static const struct {
		const char *word, *name;
	} browsers[] = { { "Edg/", "Edge" }, { "coc_coc", "Coc Coc" },
		{ "OPR/", "Opera" }, { "Firefox/", "Firefox" },
		{ "Chrome/", "Chrome" }, { "Safari/", "Safari" } },
	  systems[] = { { "Android", "Android" }, { "iPhone", "iPhone" },
		  { "iPad", "iPad" }, { "Windows", "Windows" },
		  { "Macintosh", "macOS" }, { "Linux", "Linux" } };
	const char *a = NULL, *b = NULL;

	for (size_t i = 0; i < COUNT(browsers) && a == NULL; i++)
		if (strstr(agent, browsers[i].word) != NULL)
			a = browsers[i].name;
	for (size_t i = 0; i < COUNT(systems) && b == NULL; i++)
		if (strstr(agent, systems[i].word) != NULL)
			b = systems[i].name;
	if (a == NULL || b == NULL)
		return *agent == '\0' ? _("Unknown browser") : agent;
	return str_fmt(ctx->mem, "%s, %s", a, b);
}

static void
put_end(struct ctx *ctx, const struct session_row *s, const char *end,
    long person)
{
	html(ctx->out,
	    "<form class='row' method='post' action='%s'>"
	    "<input type='hidden' name='csrf' value='%s' />"
	    "<input type='hidden' name='key' value='%s' />"
	    "<input type='hidden' name='session' value='%ld' />",
	    end, ctx->csrf, ctx->key, s->id);
	if (person != 0)
		html(ctx->out, "<input type='hidden' name='id' value='%ld' />",
		    person);
	html(ctx->out,
	    "<button class='quiet' aria-label='%s'>%s</button>"
	    "</form>",
	    str_fmt(ctx->mem, _("End the session in %s"),
		browser(ctx, s->agent)),
	    _("End it"));
}

static void
put_row(struct ctx *ctx, const struct session_row *s, long here,
    const char *end, long person)
{
	html(ctx->out, "<tr><th scope='row'>%s", browser(ctx, s->agent));
	if (s->strong)
		html(ctx->out, " <small>%s</small>", _("two factors"));
	html(ctx->out, "</th><td>%s</td><td>%s</td><td>%s</td><td>", s->address,
	    date_show_instant(ctx->mem, s->made),
	    date_show_instant(ctx->mem, s->seen));
	if (s->id == here)
		widget_badge(ctx, TONE_GOOD, _("here"));
	else
		put_end(ctx, s, end, person);
	html(ctx->out, "</td></tr>\n");
}

void
session_table(struct ctx *ctx, const struct session_rows *rows, long here,
    const char *end, long person)
{
	const char *const heads[] = { _("Browser"), _("Address"), _("Since"),
		_("Last seen"), _("What now"), NULL };

	if (rows->n == 0) {
		widget_empty(ctx, _("Signed in nowhere."));
		return;
	}
	widget_table_open(ctx, NULL, heads);
	for (size_t i = 0; i < rows->n; i++)
		put_row(ctx, &rows->at[i], here, end, person);
	widget_table_close(ctx);
}
