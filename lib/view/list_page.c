/* list_page.c - the rows of all lists below a unit */
#include <stdlib.h>
#include <string.h>
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

void
list_filter(struct ctx *ctx, const struct report *r, const struct form *f,
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

void
list_table(struct ctx *ctx, const struct form *f, const struct list_rows *rows)
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
list_csv(struct ctx *ctx, const struct form *f, const struct list_rows *rows)
{
	struct csv_out o = { .out = ctx->out };

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
}
