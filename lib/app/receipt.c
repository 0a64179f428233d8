/* receipt.c - what its sender keeps of a report */
#include "app/receipt.h"
#include "core/flow.h"
#include "core/signature.h"
#include "view/page.h"
#include "view/report_list.h"
#include "view/signature_view.h"
#include "view/widget.h"

/* What its holder can prove with it; older ones have none. */
static enum rc
put_proof(struct rq *rq, const struct receipt *r)
{
	struct ctx *ctx = &rq->ctx;
	struct proof p;
	enum rc rc = proof_get(rq->db, r->report_id, r->no, &p);

	if (rc == OK)
		widget_list_item(ctx, _("Receipt of the record"),
		    proof_text(ctx->mem, &p));
	return rc == E_NOTFOUND ? OK : rc;
}

enum rc
receipt_page(struct rq *rq, long no)
{
	struct ctx *ctx = &rq->ctx;
	struct receipt r;
	struct revision k;
	struct signed_all seals;

	TRY(flow_receipt(rq->db, ctx, rq->object, no, &r, &k));
	TRY(signature_check(rq->db, ctx->mem, rq->conf, &k, &seals));
	page_open(ctx, _("The report is sent"));
	widget_notice(ctx, TONE_GOOD,
	    r.accepted ? _("The figures are official from now on.") :
			 _("It is with the receiver now. Keep the receipt."));
	widget_list_open(ctx);
	widget_list_item(ctx, _("Receipt"), r.code);
	widget_list_item(ctx, _("Report"), report_title(rq->report));
	widget_list_item(ctx, _("Reporting unit"), r.unit);
	widget_list_item(ctx, _("Reporting period"),
	    report_period_show(ctx->mem, rq->report));
	widget_list_item(ctx, _("Revision"), str_fmt(ctx->mem, "%ld", r.no));
	widget_list_item(ctx, "SHA-256", r.sha);
	TRY(put_proof(rq, &r));
	widget_list_close(ctx);
	html(ctx->out, "<p><small>%s</small></p>\n",
	    _("Print this page or keep the receipt of the record: with it you"
	      " can prove that the report was sent, even if somebody removes it"
	      " from the database."));
	signature_put(ctx, rq->report, &k, &seals);
	report_list_files(ctx, rq->report);
	html(ctx->out, "<p><a href='%s'>%s</a></p>\n", url(ctx, "/"),
	    _("To the start page"));
	return page_close(ctx);
}
