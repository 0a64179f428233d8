/* document.c - what all renderers of a document ask of it */
#include <string.h>
#include "core/document.h"

static bool
within(const struct document *d)
{
	const struct doc_table *t = &d->table;

	return t->ncol <= DOC_COLS && t->nrow <= DOC_ROWS &&
	       t->nhead <= DOC_HEADS && t->head_rows <= DOC_HEAD_ROWS &&
	       d->nnote <= DOC_NOTES;
}

/* Mark the cells of the grid that a head takes; false if one was taken. */
static bool
place(const struct doc_table *t, const struct head *h,
    bool taken[DOC_HEAD_ROWS][DOC_COLS])
{
	if (h->rowspan == 0 || h->rowspan > t->head_rows ||
	    h->row > t->head_rows - h->rowspan || h->colspan == 0 ||
	    h->colspan > t->ncol || h->col > t->ncol - h->colspan)
		return false;
	for (size_t r = h->row; r < h->row + h->rowspan; r++)
		for (size_t c = h->col; c < h->col + h->colspan; c++) {
			if (taken[r][c])
				return false;
			taken[r][c] = true;
		}
	return true;
}

enum rc
doc_check(const struct document *d)
{
	bool taken[DOC_HEAD_ROWS][DOC_COLS] = { { false } };
	const struct doc_table *t = &d->table;

	if (!within(d))
		return fail(E_LIMIT, "document: %zu rows of %zu columns",
		    t->nrow, t->ncol);
	if (t->ncol == 0)
		return fail(E_INTERNAL, "document: a table without columns");
	for (size_t i = 0; i < t->nhead; i++)
		if (!place(t, &t->heads[i], taken))
			return fail(E_INTERNAL,
			    "document: head %zu lies outside or on another", i);
	return OK;
}

const char *
doc_text(struct arena *mem, const struct doc_cell *c, enum num_lang lang)
{
	switch (c->kind) {
	case DOC_TEXT:
		return c->text == NULL ? "" : c->text;
	case DOC_NUM:
		return num_show_text(mem, c->text, c->decimals, lang);
	case DOC_NAN:
		return "-";
	case DOC_EMPTY:
		break;
	}
	return "";
}

size_t
doc_span(const struct doc_table *t, const struct doc_row *r, size_t col)
{
	size_t n = 1;

	if (r->kind == DOC_GROUP && r->cells[col].kind == DOC_TEXT)
		while (col + n < t->ncol && r->cells[col + n].kind == DOC_EMPTY)
			n++;
	return n;
}
