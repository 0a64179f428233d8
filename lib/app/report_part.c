/* report_part.c - what the pages of a received report have in common */
#include "app/report_part.h"
#include "base/date.h"
#include "core/proof.h"
#include "view/page.h"
#include "view/report_list.h"
#include "view/sheet_grid.h"
#include "view/signature_view.h"
#include "view/widget.h"

/* From the receiver's list, for those who see it; others came another way. */
enum rc
report_part_path(struct rq *rq, const struct report *r)
{
	struct ctx *ctx = &rq->ctx;
	struct crumb path[] = {
		{ _("Received reports"), url(ctx, "/review") },
		{ r->receiver,
		    url(ctx, "/review/units?unit=%ld&regime=%s&period=%s",
			r->receiver_id, r->regime, r->period) },
		{ r->unit, NULL },
	};
	struct report above;

	if (r->receiver_id == 0 || !actor_may(ctx->actor, MAY_REVIEW))
		return OK;
	enum rc rc = report_find(rq->db, ctx, MAY_VIEW, r->receiver_id,
	    r->regime, r->period, &above);
	if (rc == OK)
		widget_path(ctx, path, COUNT(path));
	return rc == E_NOTFOUND ? OK : rc;
}

/* What its sender was warned of, and said about it: as it was sent. */
void
report_part_explained(struct ctx *ctx, const struct sheet *s)
{
	if (s->warned == NULL)
		return;
	widget_findings(ctx, s->warned);
	widget_notice(ctx, TONE_INFO,
	    str_fmt(ctx->mem, _("The sender explains the warnings: %s"),
		s->explained));
}

/* Of what the sheet shows, if that was sent. */
enum rc
report_part_signature(struct rq *rq, const struct sheet *s)
{
	struct signed_all seals;

	if (s->revision == NULL)
		return OK;
	TRY(signature_check(rq->db, rq->ctx.mem, rq->conf, s->revision,
	    &seals));
	signature_put(&rq->ctx, rq->report, s->revision, &seals);
	return OK;
}

enum rc
report_part_revision(struct rq *rq, long no)
{
	struct ctx *ctx = &rq->ctx;
	struct report *r = rq->report;
	struct proof p;
	struct sheet s;

	TRY(sheet_of_revision(rq->db, ctx, r, no, &s));
	page_open(ctx, report_title(r));
	TRY(report_part_path(rq, r));
	widget_notice(ctx, TONE_INFO,
	    str_fmt(ctx->mem, _("Revision %ld, as %s sent it at %s."), no,
		s.revision->person,
		date_show_instant(ctx->mem, s.revision->at)));
	report_part_explained(ctx, &s);
	sheet_grid_put(ctx,
	    &(struct sheet_grid){ .sheet = &s, .findings = s.warned });
	html(ctx->out, "<p><small>SHA-256 <code>%s</code></small></p>\n",
	    s.revision->sha);
	TRY(report_part_signature(rq, &s));
	enum rc rc = proof_get(rq->db, r->id, no, &p);
	if (rc == OK)
		html(ctx->out, "<p><small>%s <code>%s</code></small></p>\n",
		    _("Receipt of the record"), proof_text(ctx->mem, &p));
	else if (rc != E_NOTFOUND)
		return rc;
	return page_close(ctx);
}
