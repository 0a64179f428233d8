/* audit_file.c - entries of the record as rows for other programs */
#include "base/ctx.h"
#include "io/csv.h"
#include "io/json.h"
#include "view/audit_file.h"
#include "view/audit_view.h"

const struct audit_column audit_columns[AUDIT_COLUMNS_N] = {
	{ "chain", NULL, offsetof(struct audit_hit, stream) },
	{ "seq", NULL, offsetof(struct audit_hit, seq) },
	{ "at", "t", offsetof(struct audit_hit, at) },
	{ "person_id", NULL, offsetof(struct audit_hit, person_id) },
	{ "login", "t", offsetof(struct audit_hit, login) },
	{ "person", "t", offsetof(struct audit_hit, person) },
	{ "on_behalf_of", "t", offsetof(struct audit_hit, behalf) },
	{ "role", "t", offsetof(struct audit_hit, role) },
	{ "act", "t", offsetof(struct audit_hit, act) },
	{ "object", "t", offsetof(struct audit_hit, object) },
	{ "object_id", NULL, offsetof(struct audit_hit, object_id) },
	{ "unit", "t", offsetof(struct audit_hit, unit) },
	{ "detail", "t", offsetof(struct audit_hit, detail) },
	{ "address", "t", offsetof(struct audit_hit, address) },
	{ "request", "t", offsetof(struct audit_hit, request) },
	{ "was", "t", offsetof(struct audit_hit, was) },
	{ "became", "t", offsetof(struct audit_hit, became) },
};

const char *
audit_column_text(struct arena *mem, const struct audit_column *c,
    const struct audit_hit *h)
{
	const void *at = (const char *)h + c->at;

	return c->text != NULL ? *(const char *const *)at :
				 str_long(mem, *(const long *)at);
}

enum rc
audit_csv(struct ctx *ctx, const struct audit_hits *hs)
{
	struct csv_out c = { .out = ctx->out };

	csv_bom(&c);
	for (size_t k = 0; k < AUDIT_COLUMNS_N; k++)
		csv_text(&c, audit_columns[k].name);
	csv_end(&c);
	for (size_t i = 0; i < hs->n; i++) {
		for (size_t k = 0; k < AUDIT_COLUMNS_N; k++)
			csv_text(&c, audit_column_text(ctx->mem,
					 &audit_columns[k], &hs->at[i]));
		csv_end(&c);
	}
	return ctx->out->full ? E_LIMIT : OK;
}

enum rc
audit_jsonl(struct ctx *ctx, const struct audit_hits *hs)
{
	for (size_t i = 0; i < hs->n; i++) {
		struct json j = { .out = ctx->out };
		json_object(&j, NULL);
		for (size_t k = 0; k < AUDIT_COLUMNS_N; k++) {
			const struct audit_column *c = &audit_columns[k];
			const void *at = (const char *)&hs->at[i] + c->at;
			if (c->text != NULL)
				json_text(&j, c->name,
				    *(const char *const *)at);
			else
				json_long(&j, c->name, *(const long *)at);
		}
		json_end(&j);
		buf_put(ctx->out, "\n", 1);
	}
	return ctx->out->full ? E_LIMIT : OK;
}
