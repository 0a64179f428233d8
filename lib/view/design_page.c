/* design_page.c - the page of the designer around its table and its panel */
#include <string.h>
#include "view/design_view.h"
#include "view/page.h"
#include "view/widget.h"

static void
put_walk(struct ctx *ctx, const struct design_draft *d, const char *place,
    const char *act, const char *label, bool can)
{
	html(ctx->out, "<form method='post' action='%s'>",
	    strcmp(act, "undo") == 0 ? url(ctx, "/form/draft/undo") :
				       url(ctx, "/form/draft/redo"));
	widget_hidden(ctx, "csrf", ctx->csrf);
	widget_hidden(ctx, "key", ctx->key);
	widget_hidden_long(ctx, "id", d->id);
	widget_hidden_long(ctx, "version", d->version);
	widget_hidden(ctx, "place", place);
	html(ctx->out, "<button class='quiet' name='%s'", act);
	if (!can)
		html(ctx->out, " disabled='disabled'");
	html(ctx->out, ">%s</button></form>\n", label);
}

static void
put_tools(struct ctx *ctx, const struct design_draft *d, const char *place)
{
	long id = d->id;

	html(ctx->out, "<div class='bar tools'>\n");
	put_walk(ctx, d, place, "undo", _("Undo"), d->back != 0);
	put_walk(ctx, d, place, "redo", _("Redo"), d->forth != 0);
	widget_link(ctx, BUTTON_QUIET, _("History"),
	    url(ctx, "/form/history?id=%ld", id));
	widget_link(ctx, BUTTON_PLAIN, _("Preview and try out"),
	    url(ctx, "/form/try?id=%ld", id));
	widget_link(ctx, BUTTON_MAIN, _("Publish"),
	    url(ctx, "/form/publish?id=%ld", id));
	html(ctx->out, "</div>\n");
}

static void
put_help(struct ctx *ctx)
{
	const struct {
		const char *keys, *what;
	} help[] = {
		{ "\u2190 \u2191 \u2192 \u2193",
		    _("go to the place beside it") },
		{ "Enter", _("to its properties; Escape leads back") },
		{ "F2", _("change its label") },
		{ "Insert, Shift+Insert", _("insert after it, before it") },
		{ "Delete", _("delete it") },
		{ "Ctrl+Z, Ctrl+Y", _("undo, redo") },
		{ "Alt+Shift+\u2190 \u2191 \u2192 \u2193", _("move it") },
		{ "< >", _("one level out, in") },
		{ "Shift+\u2190 \u2192, M",
		    _("reach over columns; merge their heads") },
		{ "?", _("this list") },
	};

	html(ctx->out, "<details class='keys'><summary>%s</summary>\n",
	    _("By keyboard"));
	widget_list_open(ctx);
	for (size_t i = 0; i < COUNT(help); i++)
		widget_list_item(ctx, help[i].keys, help[i].what);
	widget_list_close(ctx);
	html(ctx->out, "</details>\n");
}

static void
put_legend(struct ctx *ctx)
{
	html(ctx->out,
	    "<p class='marks'><span><i class='in'>0</i> %s</span>"
	    "<span><i class='x'>=</i> %s</span><span><i class='no'>\u2013</i>"
	    " %s</span><span><i class='in must'>0</i> %s</span>"
	    "<span><i class='in item'>0</i> %s</span></p>\n",
	    _("typed"), _("computed"), _("nothing stands there"),
	    _("must be filled in"), _("has an item"));
}

const char *
design_page_title(struct ctx *ctx, const struct design_draft *d)
{
	return str_fmt(ctx->mem, _("Form %s, version %s (draft)"),
	    str_empty(d->title) ? _("(no title yet)") : d->title, d->label);
}

void
design_page(struct ctx *ctx, const struct design_draft *d,
    const struct design_view *v)
{
	struct crumb path[] = { { _("Forms"), url(ctx, "/form") },
		{ d->title, NULL } };

	widget_path(ctx, path, COUNT(path));
	put_tools(ctx, d, v->place);
	design_wrong(ctx, v);
	html(ctx->out,
	    "<div class='designer' id='designer' data-panel='%s'"
	    " data-items='%s'>\n"
	    "<div class='sheet'>\n",
	    url(ctx, "/form/draft/panel?id=%ld&at=", d->id),
	    url(ctx, "/form/draft/items?q="));
	design_table(ctx, v);
	put_legend(ctx);
	design_paper_checks(ctx, v);
	put_help(ctx);
	html(ctx->out, "</div>\n");
	design_panel(ctx, v);
	html(ctx->out, "</div>\n<script type='module' src='%s'></script>\n",
	    page_asset(ctx, "design.js"));
}
