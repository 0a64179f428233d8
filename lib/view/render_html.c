/* render_html.c - a document's table on the screen */
#include "io/html.h"
#include "view/render_html.h"

struct screen {
	const struct doc_table *t;
	enum num_lang lang;
	struct buf *h;
	size_t label; /* the column that names the row */
};

/* The first column of texts that are no running number. */
static size_t
label_column(const struct doc_table *t)
{
	for (size_t c = 0; c < t->ncol; c++)
		if (t->cols[c].align == DOC_LEFT)
			return c;
	return 0;
}

static const char *
column_class(const struct screen *s, size_t col)
{
	if (col == s->label)
		return "lab";
	if (col < s->label)
		return "stt";
	switch (s->t->cols[col].align) {
	case DOC_LEFT:
		return "t";
	case DOC_CENTRE:
		return "mea";
	case DOC_RIGHT:
		break;
	}
	return "";
}

static void
put_span(struct screen *s, const char *name, size_t n)
{
	if (n > 1)
		html(s->h, " %s='%zu'", name, n);
}

static void
put_head_cell(struct screen *s, const struct head *h)
{
	html(s->h, "<th scope='%s'", h->colspan > 1 ? "colgroup" : "col");
	put_span(s, "rowspan", h->rowspan);
	put_span(s, "colspan", h->colspan);
	if (h->colspan == 1)
		html(s->h, " class='%s'", column_class(s, h->col));
	html(s->h, ">%s</th>", h->label);
}

static void
put_head(struct screen *s)
{
	html(s->h, "<thead>\n");
	for (size_t r = 0; r < s->t->head_rows; r++) {
		html(s->h, "<tr>");
		for (size_t c = 0; c < s->t->ncol; c++)
			for (size_t i = 0; i < s->t->nhead; i++)
				if (s->t->heads[i].row == r &&
				    s->t->heads[i].col == c)
					put_head_cell(s, &s->t->heads[i]);
		html(s->h, "</tr>\n");
	}
	if (s->t->code_row) {
		html(s->h, "<tr class='codes'>");
		for (size_t c = 0; c < s->t->ncol; c++)
			html(s->h, "<th scope='col' class='%s'>%s</th>",
			    column_class(s, c), s->t->cols[c].code);
		html(s->h, "</tr>\n");
	}
	html(s->h, "</thead>\n");
}

static void
put_cell(struct screen *s, const struct doc_row *r, size_t col, size_t span)
{
	const struct doc_cell *c = &r->cells[col];
	const char *text = doc_text(s->h->mem, c, s->lang);
	const char *class = column_class(s, col);

	if (r->kind == DOC_GROUP && c->kind == DOC_TEXT && span > 1)
		html(s->h, "<th scope='rowgroup'");
	else if (col == s->label)
		html(s->h, "<th scope='row'");
	else
		html(s->h, "<td");
	put_span(s, "colspan", span);
	if (*class != '\0' || r->depth > 0)
		html(s->h, " class='%s%s'", class,
		    col == s->label && r->depth > 0 ? " deep" : "");
	if (col == s->label || (r->kind == DOC_GROUP && span > 1))
		html(s->h, ">%s</th>", text);
	else
		html(s->h, ">%s</td>", text);
}

static void
put_row(struct screen *s, const struct doc_row *r)
{
	static const char *const class[] = { [DOC_ROW] = "child",
		[DOC_GROUP] = "group",
		[DOC_TOTAL] = "sum",
		[DOC_OWN] = "own" };

	html(s->h, "<tr class='%s'>", class[r->kind]);
	for (size_t c = 0, span; c < s->t->ncol; c += span) {
		span = doc_span(s->t, r, c);
		put_cell(s, r, c, span);
	}
	html(s->h, "</tr>\n");
}

enum rc
render_html(const struct document *d, const char *lang, struct buf *out)
{
	struct screen s = { .t = &d->table,
		.lang = num_lang(lang),
		.h = out,
		.label = label_column(&d->table) };

	TRY(doc_check(d));
	html(out,
	    "<div class='gridbox' role='group' tabindex='0' "
	    "aria-label='%s'>\n<table class='grid%s'>\n<caption>%s",
	    d->title, s.label == 0 ? " nostt" : "", d->title);
	if (!str_empty(d->period_line))
		html(out, ". %s", d->period_line);
	html(out, "</caption>\n");
	put_head(&s);
	html(out, "<tbody>\n");
	for (size_t r = 0; r < s.t->nrow; r++)
		put_row(&s, &s.t->rows[r]);
	html(out, "</tbody>\n</table>\n</div>\n");
	if (!str_empty(d->measure))
		html(out, "<p class='measure'>%s</p>\n", d->measure);
	return out->full ? fail(E_LIMIT, "html: over %zu bytes", out->max) : OK;
}
