/* design_panel.c - what is chosen in the designer: what it is, what can be done
 */
#include <string.h>
#include "core/design_part.h"
#include "view/design_view.h"
#include "view/page.h"
#include "view/widget.h"

enum { WORDS = 16 };

struct panel {
	struct ctx *ctx;
	const struct design_view *v;
	struct place at;
	const char *place;
};

/* ---- properties */

static void
open_form(const struct panel *p, const char *class)
{
	struct ctx *ctx = p->ctx;

	html(ctx->out, "<div class='%s'>\n", class);
	widget_form_open(ctx, url(ctx, "/form/draft/do"));
	widget_hidden_long(ctx, "id", p->v->id);
	widget_hidden_long(ctx, "version", p->v->version);
	widget_hidden(ctx, "place", p->place);
}

static void
close_form(const struct panel *p)
{
	widget_form_close(p->ctx);
	html(p->ctx->out, "</div>\n");
}

/* What was typed, if it was refused; else what it is. */
static const char *
value_of(const struct panel *p, const struct design_prop *prop,
    const char *name)
{
	const char *typed =
	    p->v->typed == NULL ? NULL : params_get(p->v->typed, name);

	return typed != NULL ? typed :
			       design_prop_get(p->v->design, p->at, prop,
				   num_lang(p->ctx->lang));
}

static void
put_choice(const struct panel *p, const struct design_prop *prop,
    const char *name)
{
	struct choice at[WORDS];
	size_t n = 0;

	for (const struct design_word *w = prop->words; w->name != NULL; w++)
		at[n++] = (struct choice){ w->name, tr(w->label) };
	widget_select(p->ctx, p->v->wrong, name, tr(prop->label), at, n,
	    value_of(p, prop, name));
}

static void
put_prop(const struct panel *p, const struct design_prop *prop)
{
	const char *name = str_fmt(p->ctx->mem, "p.%s", prop->name);

	if (prop->type == DESIGN_WORD) {
		put_choice(p, prop, name);
		return;
	}
	if (prop->type == DESIGN_YES) {
		widget_check(p->ctx, p->v->wrong, name, tr(prop->label),
		    strcmp(value_of(p, prop, name), "yes") == 0);
		return;
	}
	bool lines = prop->type == DESIGN_LINES || prop->type == DESIGN_OPTIONS;
	widget_input(p->ctx, p->v->wrong,
	    &(struct input){ .name = name,
		.label = tr(prop->label),
		.help = prop->help == NULL ? NULL : tr(prop->help),
		.value = value_of(p, prop, name),
		.type = lines ? "area" : NULL,
		.max = prop->type == DESIGN_LONG ? 6 : prop->max,
		.autocomplete = "off" });
}

/* Seldom needed: they stand folded away. */
static bool
is_seldom(const char *name)
{
	static const char *const seldom[] = { "item-name", "negative",
		"row-rules", "printed", "width", "note", "choices", "extend",
		"warn" };

	for (size_t i = 0; i < COUNT(seldom); i++)
		if (strcmp(seldom[i], name) == 0)
			return true;
	return false;
}

static bool
shown(const struct panel *p, const struct design_prop *prop)
{
	return (prop->kinds & 1u << p->at.kind) &&
	       design_prop_fits(p->v->design, p->at, prop);
}

/* Is one of those that are folded away wrong? */
static bool
seldom_wrong(const struct panel *p)
{
	for (size_t i = 0; i < design_nprop; i++)
		if (is_seldom(design_props[i].name) &&
		    finding_at(p->v->wrong,
			str_fmt(p->ctx->mem, "p.%s", design_props[i].name)))
			return true;
	return false;
}

static size_t
put_props(const struct panel *p, bool seldom)
{
	size_t n = 0;

	for (size_t i = 0; i < design_nprop; i++)
		if (shown(p, &design_props[i]) &&
		    is_seldom(design_props[i].name) == seldom) {
			put_prop(p, &design_props[i]);
			n++;
		}
	return n;
}

/* A box that is not ticked is not sent: their names are. */
static void
put_boxes(const struct panel *p)
{
	struct buf b = { .mem = p->ctx->mem, .max = 400 };

	for (size_t i = 0; i < design_nprop; i++)
		if (shown(p, &design_props[i]) &&
		    design_props[i].type == DESIGN_YES)
			buf_fmt(&b, "%s%s", b.len > 0 ? " " : "",
			    design_props[i].name);
	widget_hidden(p->ctx, "boxes", b.at == NULL ? "" : b.at);
}

static bool
has_seldom(const struct panel *p)
{
	for (size_t i = 0; i < design_nprop; i++)
		if (shown(p, &design_props[i]) &&
		    is_seldom(design_props[i].name))
			return true;
	return false;
}

static void
put_properties(const struct panel *p)
{
	struct ctx *ctx = p->ctx;

	open_form(p, "props");
	widget_hidden(ctx, "op", "set");
	put_boxes(p);
	put_props(p, false);
	if (has_seldom(p)) {
		if (seldom_wrong(p))
			html(ctx->out, "<details open='open'>");
		else
			html(ctx->out, "<details>");
		html(ctx->out, "<summary>%s</summary>\n", _("More"));
		put_props(p, true);
		html(ctx->out, "</details>\n");
	}
	widget_actions_open(ctx);
	widget_button(ctx, BUTTON_MAIN, _("Save"), NULL, NULL);
	widget_actions_close(ctx);
	close_form(p);
}

/* ---- operations */

static bool
can(const struct panel *p, const char *op)
{
	return design_op(op)->kinds & 1u << p->at.kind;
}

static void
put_buttons(const struct panel *p, const char *const ops[], size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (can(p, ops[i]))
			widget_button(p->ctx,
			    strcmp(ops[i], "delete") == 0 ? BUTTON_DANGER :
							    BUTTON_PLAIN,
			    design_act_show(ops[i], p->at.kind), "op", ops[i]);
}

static void
put_operations(const struct panel *p)
{
	static const char *const put_in[] = { "before", "after", "heading",
		"copy" };
	static const char *const move[] = { "back", "forth", "out", "in" };
	static const char *const more[] = { "total", "ungroup", "number",
		"delete" };

	if (!can(p, "delete"))
		return;
	open_form(p, "ops");
	if (can(p, "before")) {
		html(p->ctx->out, "<h3>%s</h3>\n<p class='actions'>",
		    _("Insert"));
		put_buttons(p, put_in, COUNT(put_in));
		html(p->ctx->out, "</p>\n<h3>%s</h3>\n<p class='actions'>",
		    _("Move"));
		put_buttons(p, move, COUNT(move));
		html(p->ctx->out, "</p>\n<h3>%s</h3>\n", _("More"));
	}
	html(p->ctx->out, "<p class='actions'>");
	put_buttons(p, more, COUNT(more));
	html(p->ctx->out, "</p>\n");
	close_form(p);
}

/* What a cell is: where its row and its column do not say all. */
static void
put_cell(const struct panel *p)
{
	static const char *const ops[] = { "usual", "typed", "none" };
	struct ctx *ctx = p->ctx;
	const struct design *d = p->v->design;
	const char *col = design_place(d, p->at.col, NULL);
	const char *row = design_place(d, p->at.at, NULL);
	const char *a = design_attr(p->at.at, "item");
	const char *b = design_attr(p->at.col, "item");
	const char *own = design_bind_get(d, p->at);

	html(ctx->out,
	    "<p><a href='%s'>%s</a> &#183; <a href='%s'>%s</a></p>\n",
	    design_href(ctx, p->v->id, row),
	    design_where(d, design_place_of(p->at.at, true)),
	    design_href(ctx, p->v->id, col),
	    design_where(d, design_place_of(p->at.col, false)));
	widget_list_open(ctx);
	widget_list_item(ctx, _("Item"),
	    *own != '\0' ? own :
	    a != NULL && b != NULL ?
			   str_fmt(ctx->mem, "%s.%s", a, b) :
			   _("none: its row and its column need one"));
	widget_list_close(ctx);
	open_form(p, "ops");
	html(ctx->out, "<h3>%s</h3>\n<p class='actions'>", _("This cell"));
	put_buttons(p, ops, COUNT(ops));
	html(ctx->out, "</p>\n");
	close_form(p);
}

/* Columns that a merged head can reach to; those of figures. */
static void
put_reach(const struct panel *p)
{
	const struct design *d = p->v->design;
	struct line l = design_line(d, false);
	struct choice *at = arena_alloc(d->mem, (l.n + 1) * sizeof *at);
	size_t n = 0;

	for (size_t i = 0; i < l.n; i++)
		if (!design_is(l.at[i], "label"))
			at[n++] = (struct choice){ str_fmt(d->mem, "c%zu", i),
				str_fmt(d->mem, "%s %.60s", l.code[i],
				    l.at[i]->text) };
	widget_select(p->ctx, NULL, "to", _("From here up to column"), at, n,
	    p->v->to != NULL ? p->v->to : p->place);
}

static void
put_merge(const struct panel *p)
{
	struct ctx *ctx = p->ctx;

	if (!can(p, "merge"))
		return;
	open_form(p, "ops merge");
	html(ctx->out, "<h3>%s</h3>\n", _("Merge heads"));
	put_reach(p);
	widget_input(ctx, NULL,
	    &(struct input){ .name = "text",
		.label = _("Text of the merged head"),
		.max = 300 });
	widget_actions_open(ctx);
	widget_button(ctx, BUTTON_PLAIN, _("Merge heads"), "op", "merge");
	widget_button(ctx, BUTTON_PLAIN, _("Total of these columns"), "op",
	    "total");
	widget_actions_close(ctx);
	close_form(p);
}

static void
put_paste(const struct panel *p)
{
	struct ctx *ctx = p->ctx;
	bool row = design_is_line(p->at.kind);

	if (!can(p, "paste"))
		return;
	html(ctx->out, "<details class='paste'><summary>%s</summary>\n",
	    row ? _("Paste rows from a sheet") :
		  _("Paste columns from a sheet"));
	open_form(p, "ops");
	widget_input(ctx, NULL,
	    &(struct input){ .name = "text",
		.label =
		    row ? _("Code, label, unit of measure") : _("Code, label"),
		.help = _("One line for each, as copied from a sheet. The code"
			  " and the unit may be left out."),
		.type = "area",
		.max = 100000 });
	widget_actions_open(ctx);
	widget_button(ctx, BUTTON_PLAIN, _("Paste"), "op", "paste");
	widget_actions_close(ctx);
	close_form(p);
	html(ctx->out, "</details>\n");
}

/* An item by its words: a script looks while one types into the field. */
static void
put_find(const struct panel *p)
{
	struct ctx *ctx = p->ctx;
	const struct design_view *v = p->v;

	if (p->at.kind != PLACE_COLUMN && p->at.kind != PLACE_ROW &&
	    (p->at.kind != PLACE_CELL || !design_is(p->at.at, "row")))
		return;
	if (str_empty(v->q))
		html(ctx->out, "<details class='find'>");
	else
		html(ctx->out, "<details class='find' open='open'>");
	html(ctx->out, "<summary>%s</summary>\n", _("Find an item"));
	widget_query_open(ctx, url(ctx, "/form/draft"));
	widget_hidden_long(ctx, "id", v->id);
	widget_hidden(ctx, "at", p->place);
	widget_input(ctx, NULL,
	    &(struct input){ .name = "q",
		.label = _("Words of its name"),
		.value = v->q,
		.type = "search",
		.max = 100 });
	widget_query_close(ctx, _("Find"));
	if (!str_empty(v->q)) {
		open_form(p, "bind");
		widget_hidden(ctx, "op", "set");
		design_found(ctx, v->hits, true);
		close_form(p);
	}
	html(ctx->out, "<p><a href='%s'>%s</a></p></details>\n",
	    url(ctx, "/item/edit/new"), _("Put a new item into the catalogue"));
}

/* ---- what is wrong here */

/* Anything but warnings? */
static bool
wrong_here(const struct panel *p)
{
	const struct findings *f = p->v->findings;

	for (size_t i = 0; i < f->n; i++)
		if (strcmp(f->at[i].where, p->place) == 0 && !f->at[i].warning)
			return true;
	return false;
}

static void
put_findings(const struct panel *p)
{
	const struct findings *f = p->v->findings;
	bool any = false;

	for (size_t i = 0; f != NULL && i < f->n; i++) {
		if (strcmp(f->at[i].where, p->place) != 0)
			continue;
		if (!any)
			html(p->ctx->out, "<ul class='notice %s'>\n",
			    wrong_here(p) ? "bad" : "warn");
		any = true;
		html(p->ctx->out, "<li>%s</li>\n", f->at[i].text);
	}
	if (any)
		html(p->ctx->out, "</ul>\n");
}

static void
put_doubts(const struct panel *p)
{
	const struct design *d = p->v->design;
	bool any = false;

	for (size_t i = 0; i < d->ndoubt; i++)
		any = any || (d->doubts[i].at == p->at.at &&
				 d->doubts[i].col == p->at.col);
	if (!any)
		return;
	open_form(p, "ops");
	widget_actions_open(p->ctx);
	widget_button(p->ctx, BUTTON_PLAIN, _("Looked at: it is right"), "op",
	    "settle");
	widget_actions_close(p->ctx);
	close_form(p);
}

void
design_panel(struct ctx *ctx, const struct design_view *v)
{
	struct panel p = { .ctx = ctx,
		.v = v,
		.at = design_at(v->design, v->place),
		.place = v->place };

	if (p.at.kind == PLACE_NONE) {
		p.place = "form";
		p.at = design_at(v->design, "form");
	}
	html(ctx->out,
	    "<aside class='panel' id='panel' aria-labelledby='panel-head'"
	    " data-place='%s'>\n<h2 id='panel-head' tabindex='-1'>%s</h2>\n",
	    p.place, design_where(v->design, p.at));
	widget_findings(ctx, v->wrong);
	put_findings(&p);
	put_doubts(&p);
	if (p.at.kind == PLACE_CELL)
		put_cell(&p);
	if (p.at.kind != PLACE_CELL ||
	    (p.v->design->fixed && design_is(p.at.at, "row")))
		put_properties(&p);
	put_find(&p);
	put_operations(&p);
	put_merge(&p);
	put_paste(&p);
	html(ctx->out, "</aside>\n");
}
