/* render_csv.c - a document's table as CSV */
#include <string.h>
#include "io/csv.h"
#include "view/render_csv.h"

/* The labels of the heads above a column, blanks and line breaks as one. */
static void
put_label(struct buf *b, const char *s)
{
	bool gap = false;

	for (; *s != '\0'; s++) {
		if ((unsigned char)*s <= ' ') {
			gap = b->len > 0;
			continue;
		}
		if (gap)
			buf_str(b, " ");
		gap = false;
		buf_put(b, s, 1);
	}
}

static const char *
path(struct arena *mem, const struct doc_table *t, size_t col)
{
	struct buf b = { .mem = mem, .max = 4096 };

	for (size_t r = 0; r < t->head_rows; r++)
		for (size_t i = 0; i < t->nhead; i++) {
			const struct head *h = &t->heads[i];
			if (h->row != r || col < h->col ||
			    col >= h->col + h->colspan || str_empty(h->label))
				continue;
			if (b.len > 0)
				buf_str(&b, " / ");
			put_label(&b, h->label);
		}
	return b.at == NULL ? t->cols[col].code : b.at;
}

static void
put_head(struct csv_out *o, const struct doc_table *t, int flags)
{
	for (size_t c = 0; c < t->ncol; c++)
		csv_text(o, flags & CSV_CODES ? t->cols[c].code :
						path(o->out->mem, t, c));
	csv_end(o);
}

static void
put_cell(struct csv_out *o, const struct doc_cell *c)
{
	if (c->kind == DOC_NUM)
		csv_num(o, c->text);
	else
		csv_text(o, c->kind == DOC_TEXT ? c->text : NULL);
}

enum rc
render_csv(const struct document *d, int flags, struct buf *out)
{
	struct csv_out o = { .out = out };
	const struct doc_table *t = &d->table;

	TRY(doc_check(d));
	if (flags & CSV_MARK)
		csv_bom(&o);
	put_head(&o, t, flags);
	for (size_t r = 0; r < t->nrow; r++) {
		for (size_t c = 0; c < t->ncol; c++)
			put_cell(&o, &t->rows[r].cells[c]);
		csv_end(&o);
	}
	return out->full ? fail(E_LIMIT, "csv: over %zu bytes", out->max) : OK;
}
