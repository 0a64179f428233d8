/* unit_view.c - units on pages: found, and in the tree */
#include "base/num.h"
#include "core/regime_show.h"
#include "core/validity.h"
#include "io/url.h"
#include "view/page.h"
#include "view/unit_view.h"
#include "view/widget.h"

const char *
unit_href(struct ctx *ctx, long id, const char *day)
{
	if (str_empty(day) || str_eq(day, ctx->today))
		return url(ctx, "/unit?id=%ld", id);
	return url(ctx, "/unit?id=%ld&day=%s", id, day);
}

void
unit_link(struct ctx *ctx, long id, const char *name, const char *day)
{
	html(ctx->out, "<a href='%s'>%s</a>", unit_href(ctx, id, day), name);
}

void
unit_item(struct ctx *ctx, const char *term, long id, const char *name,
    const char *day)
{
	html(ctx->out, "<div><dt>%s</dt><dd>", term);
	unit_link(ctx, id, name, day);
	html(ctx->out, "</dd></div>\n");
}

void
unit_hit_table(struct ctx *ctx, const struct unit_hits *hits,
    const struct levels *levels, const char *day)
{
	const char *heads[] = { _("Unit"), _("Code"), _("Level"),
		_("Stands below"), _("Existed"), NULL };

	widget_table_open(ctx, NULL, heads);
	for (size_t i = 0; i < hits->n; i++) {
		const struct unit_hit *u = &hits->at[i];
		html(ctx->out, "<tr><th scope='row'>");
		unit_link(ctx, u->id, u->name, day);
		html(ctx->out,
		    "</th><td>%s</td><td>%s</td><td>%s</td><td>%s</td></tr>\n",
		    u->code, level_show(levels, u->level), u->path,
		    validity_show(ctx->mem, u->valid_from, u->valid_to));
	}
	widget_table_close(ctx);
}

/* ---------------------------------------------------------------- tree */

static bool
is_open(const struct unit_tree_view *v, long id)
{
	for (size_t i = 0; i < v->path->n; i++)
		if (v->path->at[i].id == id)
			return true;
	return false;
}

/* Opened by a link to the same page, which a script follows in place. */
static void
put_fold(struct ctx *ctx, const struct unit_tree_view *v,
    const struct unit_branch *b, bool open)
{
	html(ctx->out,
	    "<a class='fold' href='%s#u%ld' aria-expanded='%s'"
	    " aria-label='%s'></a>",
	    url(ctx, "/unit?line=%s&day=%s&at=%ld", v->line, v->day,
		open ? b->parent_id : b->id),
	    b->id, open ? "true" : "false",
	    str_fmt(ctx->mem, _("Units below %s"), b->name));
}

static void put_branches(struct ctx *, const struct unit_tree_view *,
    long parent);

static void
put_branch(struct ctx *ctx, const struct unit_tree_view *v,
    const struct unit_branch *b)
{
	bool open = is_open(v, b->id);

	html(ctx->out, "<li id='u%ld'><div>", b->id);
	if (b->below > 0 && b->parent_id != 0)
		put_fold(ctx, v, b, open);
	else
		html(ctx->out, "<span class='fold'></span>");
	unit_link(ctx, b->id, b->name, v->day);
	html(ctx->out, " <small>%s · %s", level_show(v->levels, b->level),
	    b->code);
	if (b->below > 0)
		html(ctx->out, " · %s",
		    str_fmt(ctx->mem,
			trn("%lu unit below", "%lu units below",
			    (unsigned long)b->below),
			(unsigned long)b->below));
	html(ctx->out, "</small></div>\n");
	if (open && b->below > 0)
		put_branches(ctx, v, b->id);
	html(ctx->out, "</li>\n");
}

static void
put_branches(struct ctx *ctx, const struct unit_tree_view *v, long parent)
{
	html(ctx->out, "<ul>\n");
	for (size_t i = 0; i < v->below->n; i++)
		if (v->below->at[i].parent_id == parent)
			put_branch(ctx, v, &v->below->at[i]);
	html(ctx->out, "</ul>\n");
}

void
unit_tree_put(struct ctx *ctx, const struct unit_tree_view *v)
{
	html(ctx->out, "<ul class='tree'>\n");
	for (size_t i = 0; i < v->tops->n; i++) {
		const struct unit *u = &v->tops->at[i];
		struct unit_branch b = { .id = u->id,
			.code = u->code,
			.level = u->level,
			.name = u->name };
		for (size_t k = 0; k < v->below->n; k++)
			b.below += v->below->at[k].parent_id == u->id;
		put_branch(ctx, v, &b);
	}
	html(ctx->out, "</ul>\n<script type='module' src='%s'></script>\n",
	    page_asset(ctx, "tree.js"));
}
