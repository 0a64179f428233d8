/* reform_xlsx.c - a list of a dry run as a worksheet */
#include <string.h>
#include "io/xlsx.h"
#include "view/reform_xlsx.h"

enum { LONG_MAX_WIDTH = 60, LEAST = 8 };

/* As wide as its longest text, within reason. */
static void
widths(struct xlsx *x, const struct reform_sheet *s)
{
	for (size_t k = 0; k < s->ncol; k++) {
		size_t most = LEAST;
		for (size_t i = 0; i < s->n; i++) {
			const char *c = s->at[i].cell[k];
			size_t n = c == NULL ? 0 : strlen(c);
			most = n > most ? n : most;
		}
		xlsx_width(x, k,
		    most > LONG_MAX_WIDTH ? LONG_MAX_WIDTH : (double)most);
	}
}

enum rc
reform_sheet_xlsx(struct ctx *ctx, const struct reform_sheet *s,
    const char *name, const char *title)
{
	struct xlsx *x = xlsx_begin(ctx->out, name, title, ctx->now);

	widths(x, s);
	for (size_t k = 0; k < s->ncol; k++)
		xlsx_text(x, 0, k, XLSX_BOLD | XLSX_SHADE | XLSX_BORDER,
		    s->heads[k] + (s->heads[k][0] == '#'));
	for (size_t i = 0; i < s->n; i++)
		for (size_t k = 0; k < s->ncol; k++)
			xlsx_text(x, i + 1, k, XLSX_BORDER, s->at[i].cell[k]);
	xlsx_freeze(x, 1, 0);
	return xlsx_end(x);
}
