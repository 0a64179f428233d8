/* signed.c - the signatures of what was sent: looked at, and to take along */
#include "app/object.h"
#include "core/signature.h"
#include "io/conf.h"
#include "io/secret.h"
#include "view/page.h"
#include "view/report_list.h"
#include "view/signature_view.h"
#include "view/widget.h"

struct signed_in {
	long id, no;
	const char *kind;
};
static const struct field signed_fields[] = {
	FIELD(struct signed_in, id, .min = 1),
	FIELD(struct signed_in, no, .min = 1),
};
static const struct field file_fields[] = {
	FIELD(struct signed_in, id, .min = 1),
	FIELD(struct signed_in, no, .min = 1),
	FIELD(struct signed_in, kind, .max = 10),
};

static enum rc
show(struct rq *rq)
{
	const struct signed_in *in = rq->in;
	struct ctx *ctx = &rq->ctx;
	struct revision k;
	struct signed_all seals;

	TRY(revision_get(rq->db, rq->report, in->no, &k));
	TRY(signature_check(rq->db, ctx->mem, rq->conf, &k, &seals));
	page_open(ctx,
	    str_fmt(ctx->mem, _("Signature: %s"), report_title(rq->report)));
	widget_path(ctx,
	    (struct crumb[]){
		{ report_title(rq->report),
		    url(ctx, "/review/report?id=%ld", rq->report->id) },
		{ str_fmt(ctx->mem, _("revision %ld"), k.no), NULL } },
	    2);
	report_list_facts(ctx, rq->report);
	signature_put(ctx, rq->report, &k, &seals);
	signature_files(ctx, rq->report, &k, &seals);
	return page_close(ctx);
}

static enum rc
text(struct rq *rq, const struct revision *k)
{
	buf_str(rq->ctx.out, signature_text(rq->ctx.mem, k));
	rq->type = "text/plain; charset=utf-8";
	rq->filename = signature_name(rq->ctx.mem, rq->report, k->no, "txt");
	return OK;
}

static enum rc
file(struct rq *rq)
{
	const struct signed_in *in = rq->in;
	struct signed_rows rows;
	struct revision k;
	const char *bytes;
	size_t n;

	TRY(revision_get(rq->db, rq->report, in->no, &k));
	if (str_eq(in->kind, "text"))
		return text(rq, &k);
	TRY(signature_list(rq->db, k.id, &rows));
	for (size_t i = 0; i < rows.n; i++) {
		bool cert = str_eq(rows.at[i].kind, SIGNED_CERT);
		if (!str_eq(rows.at[i].kind, in->kind))
			continue;
		if (!signature_bytes(rq->ctx.mem, &rows.at[i], &bytes, &n))
			return fail(E_INTERNAL, "signature of revision %ld",
			    k.id);
		buf_put(rq->ctx.out, bytes, n);
		rq->type = cert ? "application/pkcs7-signature" :
				  "application/octet-stream";
		rq->filename = signature_name(rq->ctx.mem, rq->report, k.no,
		    cert ? "p7s" : "sig");
		return OK;
	}
	return E_NOTFOUND;
}

/* For everybody: whoever was handed a report can check it. */
static enum rc
key(struct rq *rq)
{
	struct arena *mem = rq->ctx.mem;
	struct sign_keys keys;

	TRY(sign_key_load(rq->db, mem, rq->conf->sign_key, &keys));
	if (keys.n == 0)
		buf_str(rq->ctx.out, "no key\n");
	for (size_t i = 0; i < keys.n; i++)
		buf_fmt(rq->ctx.out, "%s .. %s UTC\n%s", keys.at[i].valid_from,
		    keys.at[i].valid_to == NULL ? "" : keys.at[i].valid_to,
		    secret_public_pem(mem, keys.at[i].public));
	rq->type = "application/x-pem-file";
	rq->filename = "baocao.pem";
	return OK;
}

static const struct route routes[] = {
	{ .method = GET,
	    .path = "/signed",
	    .right = MAY_VIEW,
	    .object = &report_object,
	    .id = "id",
	    .run = show,
	    IN(struct signed_in, signed_fields) },
	{ .method = GET,
	    .path = "/signed/file",
	    .audit = "export",
	    .right = MAY_VIEW,
	    .object = &report_object,
	    .id = "id",
	    .run = file,
	    IN(struct signed_in, file_fields) },
	{ .method = GET, .path = "/signed/key", .right = ANYONE, .run = key },
};

int
main(int argc, char **argv)
{
	return app_run(argc, argv, routes, COUNT(routes));
}
