/* help.c - how formulas are written, with examples that are computed */
#include <string.h>
#include "app/app.h"
#include "base/num.h"
#include "core/formula.h"
#include "io/conf.h"
#include "io/file.h"
#include "io/xml.h"
#include "view/owner.h"
#include "view/page.h"
#include "view/widget.h"

enum { GIVEN_MAX = 4000, NAMES = 60 };

struct try_in {
	const char *formula, *given;
};
static const struct field try_fields[] = {
	FIELD(struct try_in, formula, .max = FORMULA_TEXT_MAX,
	    .optional = true),
	FIELD(struct try_in, given, .max = GIVEN_MAX, .optional = true,
	    .many_lines = true),
};

/* The text of the child of that name in the reader's language. */
static const char *
said(const struct ctx *ctx, struct xml *e, const char *name)
{
	for (struct xml *k = NULL; (k = xml_next(e, name, k)) != NULL;)
		if (str_eq(xml_attr(k, "lang"), ctx->lang))
			return k->text;
	return "";
}

/* What stands between two ` is set as it is typed. */
static void
put_text(struct ctx *ctx, const char *text)
{
	for (bool code = false; *text != '\0'; code = !code) {
		size_t n = strcspn(text, "`");
		const char *part = str_ndup(ctx->mem, text, n);
		if (code)
			html(ctx->out, "<code>%s</code>", part);
		else
			html(ctx->out, "%s", part);
		text += n + (text[n] == '`');
	}
}

/* "2=3 | 3=12", or one a line, into names with their values. */
static size_t
split(struct arena *mem, const char *given, const char *signs,
    const char *ret[NAMES])
{
	size_t n = 0;

	while (*given != '\0' && n < NAMES) {
		size_t len = strcspn(given, signs), end = len;
		const char *at = given;
		given += len + (given[len] != '\0');
		for (; end > 0 && strchr(" \t\r", *at) != NULL; at++)
			end--;
		while (end > 0 && strchr(" \t\r", at[end - 1]) != NULL)
			end--;
		if (end > 0)
			ret[n++] = str_ndup(mem, at, end);
	}
	return n;
}

/* An answer of formula_try() as people read it. */
static const char *
answer_show(const struct ctx *ctx, const struct formula_answer *a)
{
	if (!a->holds)
		return a->text;
	if (str_eq(a->text, "null"))
		return _("empty");
	if (str_eq(a->text, "true"))
		return _("it holds");
	const struct dec *d = dec_parse(ctx->mem, a->text);
	return d == NULL ? a->text :
			   num_show(ctx->mem, d, -1, num_lang(ctx->lang));
}

static void
put_answer(struct ctx *ctx, const char *formula, const char *given,
    const char *signs)
{
	const char *names[NAMES];
	struct findings f = { .mem = ctx->mem };
	struct formula_answer a;
	size_t n = split(ctx->mem, given, signs, names);

	if (!formula_try(ctx->mem, formula, names, n, num_lang(ctx->lang), &f,
		&a)) {
		html(ctx->out, "<output class='bad'>%s</output>", f.at[0].text);
		return;
	}
	html(ctx->out, "<output class='%s'>%s</output>",
	    a.holds ? "good" : "bad", answer_show(ctx, &a));
	for (size_t i = 0; i < f.n; i++)
		html(ctx->out, "<output class='warn'>%s</output>",
		    f.at[i].text);
}

static void
put_given(struct ctx *ctx, const char *given)
{
	const char *names[NAMES];
	size_t n = split(ctx->mem, given, "|", names);

	html(ctx->out, "<ul>");
	for (size_t i = 0; i < n; i++)
		html(ctx->out, "<li><code>%s</code></li>", names[i]);
	html(ctx->out, "</ul>");
}

/* As the field of the form below takes it: one a line. */
static const char *
lines(struct arena *mem, const char *given)
{
	const char *names[NAMES];
	size_t n = split(mem, given, "|", names);
	struct buf b = { .mem = mem, .max = GIVEN_MAX };

	buf_str(&b, "");
	for (size_t i = 0; i < n; i++)
		buf_fmt(&b, "%s%s", i > 0 ? "\n" : "", names[i]);
	return b.at == NULL ? "" : b.at;
}

static void
put_example(struct ctx *ctx, struct xml *e)
{
	const char *formula = xml_attr(e, "formula");
	const char *given = xml_attr(e, "given");
	const char *from = xml_attr(e, "from");

	if (formula == NULL)
		return;
	html(ctx->out, "<div class='example'><p><code>%s</code>", formula);
	if (from != NULL)
		html(ctx->out, " <span class='badge'>%s</span>", from);
	html(ctx->out, "</p><p>");
	put_text(ctx, said(ctx, e, "say"));
	html(ctx->out, "</p><div class='tried'>");
	put_given(ctx, given == NULL ? "" : given);
	put_answer(ctx, formula, given == NULL ? "" : given, "|");
	html(ctx->out, "<a href='%s'>%s</a></div></div>\n",
	    url(ctx, "/help/formula?formula=%s&given=%s#try", formula,
		lines(ctx->mem, given == NULL ? "" : given)),
	    _("Try it"));
}

static void
put_section(struct ctx *ctx, struct xml *e)
{
	html(ctx->out, "<section id='%s'><h2>%s</h2>\n", xml_attr(e, "id"),
	    said(ctx, e, "title"));
	for (struct xml *k = NULL; (k = xml_any(e, k)) != NULL;) {
		if (str_eq(k->name, "example"))
			put_example(ctx, k);
		if (!str_eq(k->name, "p") ||
		    !str_eq(xml_attr(k, "lang"), ctx->lang))
			continue;
		html(ctx->out, "<p>");
		put_text(ctx, k->text);
		html(ctx->out, "</p>\n");
	}
	html(ctx->out, "</section>\n");
}

static void
put_contents(struct ctx *ctx, struct xml *root)
{
	html(ctx->out, "<nav class='contents' aria-label='%s'><ol>\n",
	    _("Contents"));
	for (struct xml *s = NULL; (s = xml_next(root, "section", s)) != NULL;)
		html(ctx->out, "<li><a href='#%s'>%s</a></li>\n",
		    xml_attr(s, "id"), said(ctx, s, "title"));
	html(ctx->out, "<li><a href='#try'>%s</a></li></ol></nav>\n",
	    _("Try a formula"));
}

static void
put_try(struct ctx *ctx, const struct try_in *in)
{
	html(ctx->out,
	    "<section id='try'><h2>%s</h2>\n<form method='get' "
	    "action='%s#try'>\n",
	    _("Try a formula"), url(ctx, "/help/formula"));
	widget_input(ctx, NULL,
	    &(struct input){ .name = "formula",
		.label = _("Formula"),
		.value = in->formula,
		.max = FORMULA_TEXT_MAX });
	widget_input(ctx, NULL,
	    &(struct input){ .name = "given",
		.label = _("What is known, one a line: 3=12"),
		.help = _("Figures with a point: 1234.5; empty after = is no "
			  "figure."),
		.type = "area",
		.value = in->given,
		.max = GIVEN_MAX });
	widget_actions_open(ctx);
	widget_button(ctx, BUTTON_MAIN, _("Compute"), NULL, NULL);
	widget_actions_close(ctx);
	html(ctx->out, "</form>\n");
	if (!str_empty(in->formula)) {
		html(ctx->out, "<div class='tried'>");
		put_answer(ctx, in->formula, in->given == NULL ? "" : in->given,
		    "\n");
		html(ctx->out, "</div>\n");
	}
	html(ctx->out, "</section>\n");
}

static enum rc
show_formula(struct rq *rq)
{
	struct ctx *ctx = &rq->ctx;
	const char *path =
	    str_fmt(ctx->mem, "%s/help/formula.xml", rq->conf->html);
	struct findings f = { .mem = ctx->mem };
	const char *why;
	struct file file;
	struct xml *root;

	if (!file_read(ctx->mem, path, XML_BYTES, &file, &why))
		return fail(E_INTERNAL, "%s: %s", path, why);
	if (!xml_read(ctx->mem, file.at, file.len, &f, &root))
		return fail(E_INTERNAL, "%s: %s: %s", path, f.at[0].where,
		    f.at[0].text);
	owner_page_open(ctx, said(ctx, root, "title"));
	html(ctx->out, "<div class='manual'><p>");
	put_text(ctx, said(ctx, root, "p"));
	html(ctx->out, "</p>\n");
	put_contents(ctx, root);
	for (struct xml *s = NULL; (s = xml_next(root, "section", s)) != NULL;)
		put_section(ctx, s);
	put_try(ctx, rq->in);
	html(ctx->out, "</div>\n");
	return page_close(ctx);
}

static const struct route routes[] = {
	{ .method = GET,
	    .path = "/help/formula",
	    .right = SIGNED_IN,
	    .run = show_formula,
	    IN(struct try_in, try_fields) },
};

int
main(int argc, char **argv)
{
	return app_run(argc, argv, routes, COUNT(routes));
}
