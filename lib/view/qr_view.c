/* qr_view.c - a QR code as a drawing in the page */
#include "io/html.h"
#include "io/qr.h"
#include "view/qr_view.h"

enum { QUIET = 4 }; /* squares of white around it, as readers want */

/* The dark squares of a row, each run of them one rectangle of the path. */
static void
put_row(struct buf *path, const struct qr *q, size_t y)
{
	const bool *row = q->dark + y * q->size;

	for (size_t x = 0, end; x < q->size; x = end) {
		for (end = x; end < q->size && row[end] == row[x];)
			end++;
		if (row[x])
			buf_fmt(path, "M%zu %zuh%zuv1h-%zuz", x + QUIET,
			    y + QUIET, end - x, end - x);
	}
}

enum rc
qr_view(struct ctx *ctx, const char *text, const char *label)
{
	struct buf path = { .mem = ctx->mem, .max = 1 << 16 };
	struct qr q;

	TRY(qr_make(ctx->mem, text, &q));
	for (size_t y = 0; y < q.size; y++)
		put_row(&path, &q, y);
	html(ctx->out,
	    "<svg class='qr' role='img' aria-label='%s' "
	    "viewBox='0 0 %zu %zu' width='216' height='216'>"
	    "<rect width='100%%' height='100%%' fill='#fff' />"
	    "<path d='%s' fill='#000' /></svg>\n",
	    label, q.size + 2 * QUIET, q.size + 2 * QUIET, path.at);
	return OK;
}
