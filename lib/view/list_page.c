/* list_page.c - the rows of all lists below a unit */
#include <stdlib.h>
#include <string.h>
#include "base/num.h"
#include "io/csv.h"
#include "view/list_page.h"
#include "view/widget.h"

const char *const *
list_options(const struct ctx *ctx, const struct form *f,
    const struct params *ps)
{
	const char **ret = arena_alloc(ctx->mem, f->ncol * sizeof *ret);
	bool any = false;

	for (size_t i = f->nlabel; i < f->ncol; i++) {
		const char *v = params_get(ps, str_fmt(ctx->mem, "o%zu", i));
		if (f->cols[i].type == CELL_CHOICE && !str_empty(v)) {
			ret[i] = v;
			any = true;
		}
	}
	return any ? ret : NULL;
}

static void
put_option(struct ctx *ctx, const struct col *c, size_t i, const char *selected)
{
	const struct form_choices *of = c->choices;
	struct choice *at = arena_alloc(ctx->mem, (of->n + 1) * sizeof *at);

	at[0] = (struct choice){ "", _("all") };
	for (size_t k = 0; k < of->n; k++)
		at[k + 1] = (struct choice){ of->at[k].code,
			tr_pick(of->at[k].label_vi, of->at[k].label_en) };
	widget_select(ctx, NULL, str_fmt(ctx->mem, "o%zu", i), c->label, at,
	    of->n + 1, selected == NULL ? "" : selected);
}

static void
put_filter(struct ctx *ctx, const struct report *r, const struct form *f,
    const struct list_query *q)
{
	widget_query_open(ctx, url(ctx, "/review/list"));
	widget_hidden_long(ctx, "id", r->id);
	widget_input(ctx, NULL,
	    &(struct input){ .name = "q",
		.label = _("Unit or text"),
		.type = "search",
		.value = q->words });
	for (size_t i = f->nlabel; i < f->ncol; i++)
		if (f->cols[i].type == CELL_CHOICE)
			put_option(ctx, &f->cols[i], i,
			    q->option == NULL ? NULL : q->option[i]);
	widget_query_close(ctx, _("Show"));
}

/* A sentence for each kind of row that is not there; the most there can be. */
enum { LEFT_OUT = 3 };
static size_t
left_out(const struct ctx *ctx, const struct list_rows *rows,
    const char *ret[LEFT_OUT])
{
	enum num_lang lang = num_lang(ctx->lang);
	size_t n = 0;

	if (rows->others > 0)
		ret[n++] = str_fmt(ctx->mem,
		    trn("%s accepted report is on another version of the form,"
			" with other columns. It is not in here: open it from "
			"the list of units.",
			"%s accepted reports are on another version of the "
			"form, with other columns. They are not in here: open "
			"them from the list of units.",
			(size_t)rows->others),
		    num_show_long(ctx->mem, rows->others, lang));
	if (rows->cut_reports)
		ret[n++] = str_fmt(ctx->mem,
		    _("Only the first %s accepted reports, by the codes of "
		      "their units, have been looked at. Ask for the rest a "
		      "level below."),
		    num_show_long(ctx->mem, LIST_BELOW_REPORTS, lang));
	if (rows->cut_rows)
		ret[n++] = str_fmt(ctx->mem,
		    _("Only the first %s rows are here: ask for less with the "
		      "filter."),
		    num_show_long(ctx->mem, LIST_BELOW_ROWS, lang));
	return n;
}

static void
put_left_out(struct ctx *ctx, const struct list_rows *rows)
{
	const char *text[LEFT_OUT];
	size_t n = left_out(ctx, rows, text);

	for (size_t i = 0; i < n; i++)
		widget_notice(ctx, TONE_WARN, text[i]);
}

static const char *
csv_href(struct ctx *ctx, const struct report *r, const struct form *f,
    const struct list_query *q)
{
	const char *ret = url(ctx, "/review/list?id=%ld&csv=1", r->id);

	if (!str_empty(q->words))
		ret = url_more(ctx, ret, "&q=%s", q->words);
	for (size_t i = f->nlabel; q->option != NULL && i < f->ncol; i++)
		if (q->option[i] != NULL)
			ret = url_more(ctx, ret, "&o%zu=%s", i, q->option[i]);
	return ret;
}

static const char *
head(struct arena *mem, const struct col *c)
{
	bool figure = cell_type_is_figure(c->type);

	return str_fmt(mem, "%s%s%s%s%s", figure ? "#" : "", c->path,
	    figure && c->measure != NULL ? " (" : "",
	    figure && c->measure != NULL ? c->measure : "",
	    figure && c->measure != NULL ? ")" : "");
}

static void
put_row(struct ctx *ctx, const struct form *f, const struct list_row *r)
{
	html(ctx->out, "<tr><th scope='row'><a href='%s'>%s</a></th>",
	    url(ctx, "/review/report?id=%ld", r->report_id), r->unit);
	for (size_t i = f->nlabel; i < f->ncol; i++)
		html(ctx->out, "<td%s>%s</td>",
		    cell_type_is_figure(f->cols[i].type) ? " class='n'" : "",
		    r->text[i] == NULL ? "" : r->text[i]);
	html(ctx->out, "</tr>\n");
}

static void
put_table(struct ctx *ctx, const struct form *f, const struct list_rows *rows)
{
	const char **heads =
	    arena_alloc(ctx->mem, (f->ncol + 2) * sizeof *heads);
	size_t n = 0;

	heads[n++] = _("Unit");
	for (size_t i = f->nlabel; i < f->ncol; i++)
		heads[n++] = head(ctx->mem, &f->cols[i]);
	widget_table_open(ctx, NULL, heads);
	for (size_t i = 0; i < rows->n; i++)
		put_row(ctx, f, &rows->at[i]);
	widget_table_close(ctx);
}

void
list_page_put(struct ctx *ctx, const struct report *r, const struct form *f,
    const struct list_query *q, const struct list_rows *rows)
{
	if (f->rows_kind == ROWS_LIST)
		put_filter(ctx, r, f, q);
	html(ctx->out, "<p>%s</p>\n",
	    str_fmt(ctx->mem,
		trn("%zu row of accepted reports",
		    "%zu rows of accepted reports", rows->n),
		rows->n));
	put_left_out(ctx, rows);
	if (rows->n == 0)
		widget_empty(ctx, _("No accepted report has such a row."));
	else
		put_table(ctx, f, rows);
	html(ctx->out, "<p><a href='%s'>%s</a></p>\n", csv_href(ctx, r, f, q),
	    _("These rows as a CSV file"));
}

void
list_csv(struct ctx *ctx, const struct form *f, const struct list_rows *rows)
{
	struct csv_out o = { .out = ctx->out };
	const char *text[LEFT_OUT];
	size_t n = left_out(ctx, rows, text);

	csv_bom(&o);
	csv_text(&o, _("Unit"));
	for (size_t i = f->nlabel; i < f->ncol; i++)
		csv_text(&o, f->cols[i].path);
	csv_end(&o);
	for (size_t k = 0; k < rows->n; k++) {
		const struct list_row *r = &rows->at[k];
		csv_text(&o, r->unit);
		for (size_t i = f->nlabel; i < f->ncol; i++) {
			if (r->num[i] != NULL)
				csv_num(&o, r->num[i]);
			else
				csv_text(&o, r->text[i]);
		}
		csv_end(&o);
	}
	for (size_t i = 0; i < n; i++) {
		csv_text(&o, text[i]);
		for (size_t k = f->nlabel; k < f->ncol; k++)
			csv_text(&o, NULL);
		csv_end(&o);
	}
}
