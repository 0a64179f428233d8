/* regime_file.c - the register as a worksheet and as JSON */
#include "base/date.h"
#include "io/json.h"
#include "io/xlsx.h"
#include "view/regime_view.h"

struct column {
	const char *head, *name; /* shown; in JSON */
	double width;
	const char *(*get)(struct ctx *, const struct regime_row *);
};

static const char *
code(struct ctx *ctx, const struct regime_row *r)
{
	(void)ctx;
	return r->code;
}
static const char *
title_vi(struct ctx *ctx, const struct regime_row *r)
{
	(void)ctx;
	return r->title_vi;
}
static const char *
title_en(struct ctx *ctx, const struct regime_row *r)
{
	(void)ctx;
	return r->title_en;
}
static const char *
family(struct ctx *ctx, const struct regime_row *r)
{
	(void)ctx;
	return family_show(r->family);
}
static const char *
frequency(struct ctx *ctx, const struct regime_row *r)
{
	(void)ctx;
	return frequency_show(r->frequency);
}
static const char *
cutoff(struct ctx *ctx, const struct regime_row *r)
{
	return cutoff_rule_show(ctx->mem, r->cutoff);
}
static const char *
reporters(struct ctx *ctx, const struct regime_row *r)
{
	(void)ctx;
	return r->reporters;
}
static const char *
receivers(struct ctx *ctx, const struct regime_row *r)
{
	(void)ctx;
	return r->receivers;
}
static const char *
basis(struct ctx *ctx, const struct regime_row *r)
{
	(void)ctx;
	return r->basis;
}
static const char *
issuer(struct ctx *ctx, const struct regime_row *r)
{
	(void)ctx;
	return r->issuer;
}
static const char *
owner(struct ctx *ctx, const struct regime_row *r)
{
	(void)ctx;
	return r->owner == NULL ? "" : r->owner;
}
static const char *
from(struct ctx *ctx, const struct regime_row *r)
{
	return shown_day(ctx->mem, r->valid_from);
}
static const char *
to(struct ctx *ctx, const struct regime_row *r)
{
	return shown_day(ctx->mem, r->valid_to);
}
static const char *
state(struct ctx *ctx, const struct regime_row *r)
{
	(void)ctx;
	return standing_show(r->standing);
}

static const struct column columns[] = {
	{ N_("Code"), "code", 14, code },
	{ N_("Name (Vietnamese)"), "title_vi", 44, title_vi },
	{ N_("Name (English)"), "title_en", 36, title_en },
	{ N_("Family"), "family", 14, family },
	{ N_("Frequency"), "frequency", 12, frequency },
	{ N_("Cut-off of data"), "cutoff", 30, cutoff },
	{ N_("Who reports"), "reporters", 36, reporters },
	{ N_("Who receives"), "receivers", 36, receivers },
	{ N_("Legal basis"), "basis", 40, basis },
	{ N_("Issued by"), "issuer", 24, issuer },
	{ N_("Owner"), "owner", 24, owner },
	{ N_("Takes effect"), "valid_from", 12, from },
	{ N_("Expires"), "valid_to", 12, to },
	{ N_("State"), "state", 16, state },
};

enum rc
regime_xlsx(struct ctx *ctx, const struct regime_rows *all, struct buf *out)
{
	const int head = XLSX_BOLD | XLSX_BORDER | XLSX_WRAP | XLSX_SHADE;
	const char *made =
	    str_fmt(ctx->mem, "%.10sT%.8sZ", ctx->now, ctx->now + 11);
	struct xlsx *x = xlsx_begin(out, _("Regimes"),
	    _("Catalogue of reporting regimes"), made);

	for (size_t c = 0; c < COUNT(columns); c++) {
		xlsx_width(x, c, columns[c].width);
		xlsx_text(x, 0, c, head, tr(columns[c].head));
	}
	for (size_t i = 0; i < all->n; i++)
		for (size_t c = 0; c < COUNT(columns); c++)
			xlsx_text(x, i + 1, c, XLSX_BORDER | XLSX_WRAP,
			    columns[c].get(ctx, &all->at[i]));
	xlsx_freeze(x, 1, 1);
	xlsx_print(x, XLSX_A3_LYING, 0, 0, "");
	return xlsx_end(x);
}

/* Codes and ISO dates, whatever the language: for programs. */
static void
put_json(struct json *j, const struct regime_row *r)
{
	json_object(j, NULL);
	json_text(j, "code", r->code);
	json_long(j, "version", r->no);
	json_text(j, "title_vi", r->title_vi);
	json_text(j, "title_en", r->title_en);
	json_text(j, "family", r->family);
	json_text(j, "content", r->content);
	json_text(j, "frequency", r->frequency);
	json_text(j, "cutoff", r->cutoff);
	json_text(j, "reporters", r->reporters);
	json_text(j, "receivers", r->receivers);
	json_text(j, "basis", r->basis);
	json_text(j, "basis_no", r->basis_no);
	json_text(j, "issuer", r->issuer);
	json_text(j, "owner", r->owner);
	json_text(j, "valid_from", r->valid_from);
	json_text(j, "valid_to",
	    str_eq(r->valid_to, DATE_MAX) ? NULL : r->valid_to);
	json_text(j, "state", standing_name(r->standing));
	json_end(j);
}

enum rc
regime_json(struct ctx *ctx, const struct regime_rows *all, struct buf *out)
{
	struct json j = { .out = out };

	(void)ctx;
	json_array(&j, NULL);
	for (size_t i = 0; i < all->n; i++)
		put_json(&j, &all->at[i]);
	json_end(&j);
	return out->full ? E_LIMIT : OK;
}
