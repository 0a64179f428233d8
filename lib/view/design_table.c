/* design_table.c - a form that is being drawn, as it is printed */
#include <stdlib.h>
#include <string.h>
#include "base/map.h"
#include "core/design_part.h"
#include "view/design_view.h"
#include "view/widget.h"

/* A column as its cells need it. */
struct look {
	const struct xml *e;
	const char *type, *mark, *code;
	bool label, computed, item, required, rules, chosen;
};
struct table {
	struct ctx *ctx;
	const struct design_view *v;
	const char *href; /* the place comes behind it */
	struct map bad;   /* places with findings: 1 warning, 2 error */
	struct look *cols;
	size_t ncol, nlabel, deep;
	bool stt, cells_bad;
};

const char *
design_href(const struct ctx *ctx, long id, const char *place)
{
	return url(ctx, "/form/draft?id=%ld&at=%s", id, place);
}

static void
note_findings(struct table *t)
{
	const struct findings *f = t->v->findings;

	t->bad = (struct map){ .mem = t->ctx->mem };
	for (size_t i = 0; f != NULL && i < f->n; i++) {
		const char *where = f->at[i].where;
		if (map_get(&t->bad, where) < 2)
			map_put(&t->bad, where, f->at[i].warning ? 1 : 2);
		t->cells_bad = t->cells_bad ||
			       (*where == 'r' && strchr(where, 'c') != NULL);
	}
}

static const char *
bad_class(const struct table *t, const char *place)
{
	long is = map_get(&t->bad, place);

	return is == 2 ? " bad" : is == 1 ? " warn" : "";
}

static bool
chosen(const struct table *t, const char *place)
{
	return strcmp(t->v->place, place) == 0;
}

/* "0,00": what a figure of so many decimals looks like. */
static const char *
figure(struct arena *mem, const char *decimals, const char *usual)
{
	long n = strtol(decimals == NULL ? usual : decimals, NULL, 10);
	const char *point = tr_pick(",", ".");

	return n <= 0 ? "0" :
			str_fmt(mem, "0%s%.*s", point, (int)(n < 10 ? n : 10),
			    "0000000000");
}

static const char *
mark_of(struct arena *mem, const char *type, const char *decimals)
{
	if (strcmp(type, "decimal") == 0)
		return figure(mem, decimals, "2");
	if (strcmp(type, "percent") == 0)
		return str_fmt(mem, "%s %%", figure(mem, decimals, "2"));
	if (strcmp(type, "money") == 0)
		return str_fmt(mem, "%s \u00a4", figure(mem, decimals, "0"));
	if (strcmp(type, "text") == 0)
		return _("text");
	if (strcmp(type, "date") == 0)
		return _("date");
	if (strcmp(type, "choice") == 0)
		return _("choice");
	if (strcmp(type, "lookup") == 0)
		return _("entry");
	if (strcmp(type, "attachment") == 0)
		return _("file");
	return "0";
}

static bool
yes(const struct xml *e, const char *name, bool without)
{
	const char *v = design_attr(e, name);

	return v == NULL ? without : strcmp(v, "yes") == 0;
}

static void
look_at(struct table *t, const struct xml *e, size_t i)
{
	const char *type = design_type_of(e);

	t->cols[i] = (struct look){ .e = e,
		.label = design_is(e, "label"),
		.code = design_text_of(e, "code"),
		.type = type,
		.mark = mark_of(t->ctx->mem, type, design_attr(e, "decimals")),
		.computed = design_computes(design_attr(e, "formula")) ||
			    design_attr(e, "of") != NULL,
		.item = design_attr(e, "item") != NULL,
		.required = yes(e, "required", false),
		.rules = yes(e, "row-rules",
		    strcmp(type, "row") == 0 || strcmp(type, "integer") == 0 ||
			strcmp(type, "decimal") == 0 ||
			strcmp(type, "money") == 0),
		.chosen = chosen(t, str_fmt(t->ctx->mem, "c%zu", i)) };
	t->nlabel += t->cols[i].label;
	t->stt = t->stt ||
		 (t->cols[i].label && str_eq(design_attr(e, "role"), "stt"));
}

static size_t
deep(const struct xml *e)
{
	size_t most = 0;

	for (const struct xml *k = e->kids; k != NULL; k = k->next) {
		size_t n = 1 + deep(k);
		most = n > most ? n : most;
	}
	return most;
}

static void
look(struct table *t)
{
	struct line l = design_line(t->v->design, false);

	t->ncol = l.n;
	t->cols = arena_alloc(t->ctx->mem, (l.n + 1) * sizeof *t->cols);
	for (size_t i = 0; i < l.n; i++)
		look_at(t, l.at[i], i);
	t->deep = deep(t->v->design->columns);
}

/* ---- the head */

static void
put_link(struct table *t, const char *place, const char *text)
{
	struct buf *h = t->ctx->out;
	bool empty = *text == '\0';

	html(h, "<a href='%s%s#%s'", t->href, place, place);
	if (empty)
		html(h, " class='none'");
	if (chosen(t, place))
		html(h, " aria-current='true'");
	html(h, ">%s</a>", empty ? _("(no text yet)") : text);
}

/* A, B ... Z, AA: as spreadsheets name columns. */
static const char *
letters(struct arena *mem, size_t i)
{
	return i < 26 ? str_fmt(mem, "%c", (char)('A' + i)) :
			str_fmt(mem, "%c%c", (char)('A' + i / 26 - 1),
			    (char)('A' + i % 26));
}

static void
put_handles(struct table *t)
{
	struct buf *h = t->ctx->out;

	html(h, "<tr class='hands'><th class='hand%s'>",
	    chosen(t, "form") ? " sel" : "");
	html(h, "<a href='%sform' title='%s' aria-label='%s'>&#9635;</a></th>",
	    t->href, _("The form"), _("The form"));
	for (size_t i = 0; i < t->ncol; i++) {
		const char *place = str_fmt(t->ctx->mem, "c%zu", i);
		html(h, "<th class='hand%s%s'><a href='%s%s'>%s</a></th>",
		    t->cols[i].chosen ? " sel" : "", bad_class(t, place),
		    t->href, place, letters(t->ctx->mem, i));
	}
	html(h, "</tr>\n");
}

static size_t
width(const struct xml *e)
{
	size_t n = 0;

	if (!design_is(e, "group"))
		return 1;
	for (const struct xml *k = e->kids; k != NULL; k = k->next)
		n += width(k);
	return n > 0 ? n : 1;
}

/* Where the walk over the heads is. */
struct at {
	size_t col, head;
};

static void
put_head(struct table *t, const struct xml *e, size_t level, const char *place)
{
	bool group = design_is(e, "group");
	const char *text = group ? design_text_of(e, "title") : e->text;
	const char *note = design_attr(e, "note");
	struct buf *h = t->ctx->out;
	size_t rows = group ? 1 : t->deep - level;

	html(h, "<th scope='%s' id='%s'", group ? "colgroup" : "col", place);
	if (rows > 1)
		html(h, " rowspan='%zu'", rows);
	if (group)
		html(h, " colspan='%zu'", width(e));
	html(h, " class='%s%s%s'>", group ? "over" : "leaf",
	    chosen(t, place) ? " sel" : "", bad_class(t, place));
	put_link(t, place, text);
	if (note != NULL)
		html(h, "<sup>(%s)</sup>", note);
	html(h, "</th>");
}

/* The heads of one row of the head; columns are counted over all of them. */
static void
put_heads(struct table *t, const struct xml *above, size_t level, size_t want,
    struct at *at)
{
	for (const struct xml *k = above->kids; k != NULL; k = k->next) {
		bool group = design_is(k, "group");
		const char *place = str_fmt(t->ctx->mem,
		    group ? "g%zu" : "c%zu", group ? at->head : at->col);
		if (level == want)
			put_head(t, k, level, place);
		at->head += group;
		at->col += !group;
		if (group)
			put_heads(t, k, level + 1, want, at);
	}
}

/* The row of numbers, as it is printed. */
static void
put_codes(struct table *t)
{
	struct buf *h = t->ctx->out;

	html(h, "<tr class='codes'><td class='hand'></td>");
	for (size_t i = 0; i < t->ncol; i++) {
		const struct look *c = &t->cols[i];
		const char *printed = design_attr(c->e, "printed");
		const char *formula = design_attr(c->e, "formula");
		const char *check = design_attr(c->e, "check");
		html(h, "<th class='%s'>%s", c->chosen ? "sel" : "",
		    printed != NULL ? printed :
		    formula == NULL ? c->code :
				      formula);
		if (check != NULL)
			html(h, " <small>%s</small>", check);
		html(h, "</th>");
	}
	html(h, "</tr>\n");
}

static void
put_thead(struct table *t)
{
	struct buf *h = t->ctx->out;

	html(h, "<thead>\n");
	put_handles(t);
	for (size_t r = 0; r < t->deep; r++) {
		html(h, "<tr>");
		if (r == 0)
			html(h, "<td class='hand' rowspan='%zu'></td>",
			    t->deep);
		put_heads(t, t->v->design->columns, 0, r, &(struct at){ 0, 0 });
		html(h, "</tr>\n");
	}
	put_codes(t);
	html(h, "</thead>\n");
}

/* ---- the body */

/* "4 7" names the column of that code. */
static bool
is_named(const char *codes, const char *code)
{
	size_t len = strlen(code);

	for (const char *s = codes; s != NULL && *s != '\0';) {
		size_t n = strcspn(s, " ");
		if (n == len && memcmp(s, code, n) == 0)
			return true;
		s += n + (s[n] == ' ');
	}
	return false;
}

struct row_look {
	const struct xml *e;
	size_t i;
	const char *entered, *none, *type, *mark, *place;
	bool computed, item, required, chosen;
};

/* A typed cell shows what a figure looks like; a computed one that it is. */
static void
put_cell(struct table *t, const struct row_look *r, size_t col)
{
	const struct look *c = &t->cols[col];
	bool none = r->none != NULL && is_named(r->none, c->code);
	bool by_row = r->computed && c->rules;
	bool computed =
	    by_row || (c->computed && !(r->entered != NULL &&
					  is_named(r->entered, c->code)));
	const char *mark = strcmp(c->type, "row") == 0 ? r->mark : c->mark;
	const char *at = str_fmt(t->ctx->mem, "%sc%zu", r->place, col);
	struct buf *h = t->ctx->out;

	html(h, "<td class='%s%s%s%s%s'><a href='%s%s'",
	    none     ? "no" :
	    computed ? "x" :
		       "in",
	    !none && c->item && r->item ? " item" : "",
	    !none && !computed && c->required && r->required ? " must" : "",
	    chosen(t, at)          ? " sel" :
	    c->chosen || r->chosen ? " on" :
				     "",
	    t->cells_bad ? bad_class(t, at) : "", t->href, at);
	if (chosen(t, at))
		html(h, " aria-current='true'");
	html(h, ">%s</a></td>", none ? "\u2013" : computed ? "=" : mark);
}

/* What stands in a label column of a row. */
static void
put_label(struct table *t, const struct row_look *r, const struct look *c)
{
	const char *role = design_text_of(c->e, "role");
	const char *note = design_attr(r->e, "note");
	struct buf *h = t->ctx->out;

	if (strcmp(role, "label") != 0) {
		html(h, "<td class='%s'>%s</td>",
		    strcmp(role, "stt") == 0 ? "stt" : "mea",
		    strcmp(role, "stt") == 0 ? design_text_of(r->e, "code") :
					       design_text_of(r->e, "measure"));
		return;
	}
	html(h, "<th scope='row' class='lab%s%s%s'>",
	    design_depth(design_text_of(r->e, "code")) > 0 ? " deep" : "",
	    r->chosen ? " sel" : "", bad_class(t, r->place));
	if (!t->stt)
		html(h, "<small class='code'>%s</small> ",
		    design_text_of(r->e, "code"));
	put_link(t, r->place, r->e->text);
	if (note != NULL)
		html(h, "<sup>(%s)</sup>", note);
	html(h, "</th>");
}

static void
put_row(struct table *t, const struct xml *e, size_t i)
{
	bool group = design_is(e, "group"), sum = design_is(e, "subtotal");
	struct arena *mem = t->ctx->mem;
	const char *type = design_type_of(e);
	const char *place = str_fmt(mem, "r%zu", i);
	const struct row_look r = { .e = e,
		.i = i,
		.place = place,
		.entered = design_attr(e, "entered"),
		.none = design_attr(e, "none"),
		.type = type,
		.mark = mark_of(mem, type, design_attr(e, "decimals")),
		.computed = sum || design_computes(design_attr(e, "formula")),
		.item = design_attr(e, "item") != NULL,
		.required = yes(e, "required", true),
		.chosen = chosen(t, place) };
	struct buf *h = t->ctx->out;

	html(h, "<tr id='%s' class='%s'>", place,
	    group ? "group" :
	    sum   ? "sum" :
		    "own");
	html(h, "<th class='hand%s%s'><a href='%s%s'>%zu</a></th>",
	    r.chosen ? " sel" : "", bad_class(t, place), t->href, place, i + 1);
	for (size_t col = 0; col < t->ncol; col++)
		if (t->cols[col].label)
			put_label(t, &r, &t->cols[col]);
		else if (!group)
			put_cell(t, &r, col);
	if (group && t->ncol > t->nlabel)
		html(h, "<td colspan='%zu'></td>", t->ncol - t->nlabel);
	html(h, "</tr>\n");
}

/* A row that nobody draws: one for each unit, or one of a list. */
static void
put_sample(struct table *t, const char *hand, const char *label, bool total)
{
	struct buf *h = t->ctx->out;
	bool said = false;

	html(h, "<tr class='%s'><td class='hand'>%s</td>",
	    total ? "sum" : "own", hand);
	for (size_t col = 0; col < t->ncol; col++) {
		const struct look *c = &t->cols[col];
		const char *place = str_fmt(t->ctx->mem, "c%zu", col);
		bool stt = str_eq(design_attr(c->e, "role"), "stt");
		if (c->label && !stt && !said) {
			html(h, "<th class='lab'>%s</th>", label);
			said = true;
			continue;
		}
		if (c->label) {
			html(h, "<td class='stt'></td>");
			continue;
		}
		html(h, "<td class='%s%s%s%s'><a href='%s%s'>%s</a></td>",
		    c->computed || total ? "x" : "in",
		    c->item && !total ? " item" : "",
		    c->required && !total ? " must" : "",
		    c->chosen ? " on" : "", t->href, place,
		    total       ? "" :
		    c->computed ? "=" :
				  c->mark);
	}
	html(h, "</tr>\n");
}

static void
put_samples(struct table *t)
{
	const struct xml *total = t->v->design->rows->kids;

	if (!t->v->design->list) {
		put_sample(t, "1", _("Each unit below has one row"), false);
		return;
	}
	put_sample(t, "1", _("As many rows as there are"), false);
	put_sample(t, "2", "\u2026", false);
	if (total != NULL)
		put_sample(t, "\u03a3", total->text, true);
}

static void
put_tbody(struct table *t)
{
	size_t i = 0;

	html(t->ctx->out, "<tbody>\n");
	if (!t->v->design->fixed)
		put_samples(t);
	for (const struct xml *k = design_row(t->v->design, 0); k != NULL;
	     k = k->next)
		put_row(t, k, i++);
	html(t->ctx->out, "</tbody>\n");
}

void
design_table(struct ctx *ctx, const struct design_view *v)
{
	struct table t = { .ctx = ctx,
		.v = v,
		.href = design_href(ctx, v->id, "") };
	struct buf *h = ctx->out;

	note_findings(&t);
	look(&t);
	design_paper_head(ctx, v);
	html(h,
	    "<div class='gridbox'>\n<table class='grid draw%s'"
	    " aria-label='%s'>\n",
	    t.stt ? "" : " nostt", _("The form's table"));
	put_thead(&t);
	put_tbody(&t);
	html(h, "</table>\n</div>\n");
	design_paper_foot(ctx, v);
}
