/* confirm.c - the page on which a report is signed and sent */
#include "app/confirm.h"
#include "core/flow.h"
#include "core/signer.h"
#include "view/page.h"
#include "view/send_view.h"

enum rc
confirm_page(struct rq *rq, const struct confirm *in)
{
	struct ctx *ctx = &rq->ctx;
	const struct ctx *as = acting(ctx, MAY_SEND, rq->report->unit_id);
	struct findings checks = { .mem = ctx->mem };
	struct signer_ready ready;
	struct sheet s;
	struct send_view v = { .report = rq->report,
		.sheet = &s,
		.checks = &checks,
		.findings = &rq->findings,
		.ready = &ready,
		.reason = in->reason,
		.confirmed = in->confirmed,
		.moved = in->moved };

	TRY(flow_look(rq->db, ctx, rq->report, &s, &checks));
	TRY(revision_behalf(rq->db, as, rq->report->unit_id, &v.behalf));
	signer_look(ctx->mem, rq->conf, rq->report, ctx->real, &ready);
	v.digest = revision_digest(ctx->mem, &s);
	page_open(ctx, _("Sign and send"));
	html(ctx->out, "<p class='lead'>%s</p>\n", report_title(rq->report));
	send_view_put(ctx, &v);
	return page_close(ctx);
}
