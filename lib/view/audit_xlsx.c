/* audit_xlsx.c - entries of the record as a workbook */
#include "io/xlsx.h"
#include "view/audit_file.h"
#include "view/audit_view.h"

static const double widths[AUDIT_COLUMNS_N] = { 8, 8, 26, 10, 16, 24, 24, 12,
	12, 12, 10, 24, 60, 16, 24, 40, 40 };

enum rc
audit_xlsx(struct ctx *ctx, const struct audit_hits *hs)
{
	struct xlsx *x = xlsx_begin(ctx->out, _("Record"), _("Record"),
	    str_fmt(ctx->mem, "%.10sT%.8sZ", ctx->real, ctx->real + 11));

	for (size_t k = 0; k < AUDIT_COLUMNS_N; k++) {
		xlsx_width(x, k, widths[k]);
		xlsx_text(x, 0, k, XLSX_BOLD | XLSX_SHADE,
		    audit_columns[k].name);
	}
	xlsx_freeze(x, 1, 0);
	for (size_t i = 0; i < hs->n; i++)
		for (size_t k = 0; k < AUDIT_COLUMNS_N; k++) {
			const struct audit_column *c = &audit_columns[k];
			const char *s =
			    audit_column_text(ctx->mem, c, &hs->at[i]);
			if (c->text != NULL)
				xlsx_text(x, i + 1, k, XLSX_PLAIN, s);
			else
				xlsx_num(x, i + 1, k, XLSX_PLAIN, s, 0);
		}
	return xlsx_end(x);
}
