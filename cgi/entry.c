/* entry.c - fill in a report, save it, send it, keep the receipt */
#include <string.h>
#include "app/confirm.h"
#include "app/form_page.h"
#include "app/object.h"
#include "app/posted.h"
#include "app/receipt.h"
#include "core/flow.h"
#include "core/signer.h"
#include "io/conf.h"
#include "view/page.h"
#include "view/report_list.h"
#include "view/widget.h"

enum {
	LIST_MAX = 200,
	CELLS_MAX = 5000,
	MORE_ROWS = 10, /* that a button adds to a list */
	SPARE_MAX = 200
};

struct form_in {
	long id, version, rows;
	bool saved, confirmed;
	const char *reason, *digest;
};
static const struct field show_fields[] = {
	FIELD(struct form_in, id, .min = 1),
	FIELD(struct form_in, saved),
	FIELD(struct form_in, rows, .max = SPARE_MAX, .optional = true),
};
static const struct field save_fields[] = {
	FIELD(struct form_in, id, .min = 1),
	FIELD(struct form_in, version),
	FIELD(struct form_in, confirmed),
	FIELD(struct form_in, rows, .max = SPARE_MAX, .optional = true),
	FIELD(struct form_in, digest, .max = 64, .optional = true),
	FIELD(struct form_in, reason, .max = FLOW_REASON_MAX, .optional = true,
	    .many_lines = true),
};
static const struct field confirm_fields[] = {
	FIELD(struct form_in, id, .min = 1),
};

static enum rc
list(struct rq *rq)
{
	struct ctx *ctx = &rq->ctx;
	struct reports open, settled;

	TRY(report_mine(rq->db, ctx, false, LIST_MAX, &open));
	TRY(report_mine(rq->db, ctx, true, LIST_MAX, &settled));
	page_open(ctx, _("Our reports"));
	html(ctx->out, "<h2>%s</h2>\n", _("Reports to send"));
	if (open.n == 0)
		widget_empty(ctx, _("Nothing waits for you."));
	else
		report_list_mine(ctx, &open);
	if (settled.n > 0) {
		html(ctx->out, "<h2>%s</h2>\n", _("Sent"));
		report_list_mine(ctx, &settled);
	}
	return page_close(ctx);
}

static enum rc
show_form(struct rq *rq)
{
	const struct form_in *in = rq->in;

	return form_page(rq,
	    &(struct form_shown){ .saved = in->saved, .rows = in->rows });
}

/*
 * Not saved: the page again, with everything that was typed.  The report is
 * read anew, since it may have moved on.
 */
static enum rc
again(struct rq *rq, enum rc rc, const struct draft_out *out,
    const struct params *typed)
{
	const struct form_in *in = rq->in;
	struct form_shown show = { .version = in->version,
		.rows = in->rows,
		.typed = typed };

	if (rc != E_INVALID && rc != E_CONFLICT)
		return rc;
	if (rc == E_CONFLICT)
		show.diff = out;
	TRY(report_get(rq->db, &rq->ctx, MAY_ENTER, in->id, rq->report));
	TRY(form_page(rq, &show));
	return refuse(rq, rc);
}

/* Back, another figure, the button again: what differs from what is stored. */
static enum rc
again_reused(struct rq *rq, const struct params *typed)
{
	struct draft_out out;

	TRY(form_page_reused(rq, typed, &out));
	return again(rq, E_CONFLICT, &out, typed);
}

/* Where a button leads once everything is kept. */
static const char *
saved_url(struct rq *rq, const struct posted *posted)
{
	long rows = ((const struct form_in *)rq->in)->rows;

	if (posted->op == OP_FILE)
		return url(&rq->ctx, "/attach/form?id=%ld&cell=%ld", rq->object,
		    posted->cell);
	if (posted->op == OP_ADD)
		rows =
		    rows + MORE_ROWS < SPARE_MAX ? rows + MORE_ROWS : SPARE_MAX;
	if (rows == 0)
		return url(&rq->ctx, "/entry/form?id=%ld&saved=1", rq->object);
	return url(&rq->ctx, "/entry/form?id=%ld&saved=1&rows=%ld", rq->object,
	    rows);
}

static enum rc
save(struct rq *rq)
{
	const struct form *f;
	const struct form_in *in = rq->in;
	struct draft_out out = { 0 };
	struct posted posted;

	TRY(form_get(rq->db, rq->report->form_id, &f));
	TRY(posted_read(rq, f, in->version, &posted));
	if (rq->reused && flow_open(rq->report))
		return again_reused(rq, &posted.typed);
	enum rc rc = draft_save(rq->db, &rq->ctx, rq->object, &posted.in,
	    &rq->findings, &out);
	posted_moved(rq, f, &out, &posted);
	if (rc != OK)
		return again(rq, rc, &out, &posted.typed);
	return redirect(rq, saved_url(rq, &posted));
}

static enum rc
confirm(struct rq *rq)
{
	if (!flow_can(rq->report, ACT_SEND))
		return redirect(rq,
		    url(&rq->ctx, "/entry/form?id=%ld", rq->object));
	return confirm_page(rq, &(struct confirm){ 0 });
}

/* Keep what was typed; nothing but warnings: on to where it is sent from. */
static enum rc
check(struct rq *rq)
{
	const struct form_in *in = rq->in;
	const struct form *f;
	struct draft_out out = { 0 };
	struct posted posted;
	struct sheet s;

	TRY(form_get(rq->db, rq->report->form_id, &f));
	TRY(posted_read(rq, f, in->version, &posted));
	if (rq->reused && flow_open(rq->report))
		return again_reused(rq, &posted.typed);
	enum rc rc = draft_save(rq->db, &rq->ctx, rq->object, &posted.in,
	    &rq->findings, &out);
	posted_moved(rq, f, &out, &posted);
	if (rc == OK) {
		TRY(report_get(rq->db, &rq->ctx, MAY_SEND, in->id, rq->report));
		TRY(flow_look(rq->db, &rq->ctx, rq->report, &s, &rq->findings));
		rc = rq->findings.nerror > 0 ? E_INVALID : OK;
	}
	if (rc != OK)
		return again(rq, rc, &out, &posted.typed);
	return redirect(rq, url(&rq->ctx, "/entry/confirm?id=%ld", rq->object));
}

/* Not sent: why, on the page that it was to be sent from. */
static enum rc
not_sent(struct rq *rq, enum rc rc)
{
	const struct form_in *in = rq->in;

	if (rc != E_INVALID && rc != E_CONFLICT)
		return rc;
	TRY(report_get(rq->db, &rq->ctx, MAY_SEND, rq->object, rq->report));
	if (!flow_can(rq->report, ACT_SEND))
		TRY(form_page(rq, &(struct form_shown){ .rows = in->rows }));
	else
		TRY(confirm_page(rq, &(struct confirm){ .reason = in->reason,
					 .confirmed = in->confirmed,
					 .moved = rc == E_CONFLICT }));
	return refuse(rq, rc);
}

/*
 * From the page that shows what is sent, with its digest: nobody sends what
 * they were not shown.  Figures may come along, if they make the same; without
 * a digest they are kept, and the page is what follows.
 */
static enum rc
send(struct rq *rq)
{
	const struct form_in *in = rq->in;
	const struct form *f;
	struct draft_out out = { 0 };
	struct posted posted;
	struct receipt receipt;
	struct signer signer = signer_of(rq->conf);
	struct send_in what = { .confirmed = in->confirmed,
		.seen = in->digest,
		.signer = &signer,
		.reason = in->reason,
		.proof = { rq->conf->sign_key, proof_code } };

	if (in->digest == NULL)
		return check(rq);
	TRY(form_get(rq->db, rq->report->form_id, &f));
	TRY(posted_read(rq, f, in->version, &posted));
	what.cells = posted.in;
	if (rq->reused)
		return not_sent(rq, E_CONFLICT);
	enum rc rc = flow_send(rq->db, &rq->ctx, rq->object, &what,
	    &rq->findings, &out, &receipt);
	if (rc != OK)
		return not_sent(rq, rc);
	return redirect(rq, url(&rq->ctx, "/entry/receipt?id=%ld&no=%ld",
				rq->object, receipt.no));
}

struct receipt_in {
	long id, no;
};
static const struct field receipt_fields[] = {
	FIELD(struct receipt_in, id, .min = 1),
	FIELD(struct receipt_in, no, .min = 1),
};

static enum rc
show_receipt(struct rq *rq)
{
	return receipt_page(rq, ((const struct receipt_in *)rq->in)->no);
}

static const struct route routes[] = {
	{ .method = GET, .path = "/entry", .right = MAY_ENTER, .run = list },
	{ .method = GET,
	    .path = "/entry/form",
	    .right = MAY_ENTER,
	    .object = &report_object,
	    .id = "id",
	    .run = show_form,
	    IN(struct form_in, show_fields) },
	{ .method = POST,
	    .path = "/entry/save",
	    .right = MAY_ENTER,
	    .object = &report_object,
	    .id = "id",
	    .open = CELLS_MAX,
	    .run = save,
	    IN(struct form_in, save_fields) },
	{ .method = POST,
	    .path = "/entry/check",
	    .right = MAY_SEND,
	    .object = &report_object,
	    .id = "id",
	    .open = CELLS_MAX,
	    .run = check,
	    IN(struct form_in, save_fields) },
	{ .method = GET,
	    .path = "/entry/confirm",
	    .right = MAY_SEND,
	    .step_up = true,
	    .object = &report_object,
	    .id = "id",
	    .run = confirm,
	    IN(struct form_in, confirm_fields) },
	{ .method = POST,
	    .path = "/entry/send",
	    .right = MAY_SEND,
	    .step_up = true,
	    .object = &report_object,
	    .id = "id",
	    .open = CELLS_MAX,
	    .run = send,
	    IN(struct form_in, save_fields) },
	{ .method = GET,
	    .path = "/entry/receipt",
	    .right = MAY_VIEW,
	    .object = &report_object,
	    .id = "id",
	    .run = show_receipt,
	    IN(struct receipt_in, receipt_fields) },
};

int
main(int argc, char **argv)
{
	return app_run(argc, argv, routes, COUNT(routes));
}
