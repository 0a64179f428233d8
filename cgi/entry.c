/* entry.c - fill in a report, save it, send it, keep the receipt */
#include <stdlib.h>
#include <string.h>
#include "app/confirm.h"
#include "app/object.h"
#include "app/posted.h"
#include "app/receipt.h"
#include "core/flow.h"
#include "core/signer.h"
#include "io/conf.h"
#include "view/home_list.h"
#include "view/page.h"
#include "view/report_list.h"
#include "view/sheet_grid.h"
#include "view/widget.h"

enum {
	LIST_MAX = 200,
	CELLS_MAX = 5000,
	REASON_MAX = 2000,
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
	FIELD(struct form_in, reason, .max = REASON_MAX, .optional = true,
	    .many_lines = true),
};
static const struct field confirm_fields[] = {
	FIELD(struct form_in, id, .min = 1),
};

/* What the page is shown with, besides the report itself. */
struct shown {
	bool saved;
	long version; /* of the page that was typed into; 0: a fresh one */
	const struct params *typed;
	const struct draft_out *diff;
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

/* Why it came back: the last words of the one who returned it. */
static void
put_return(struct ctx *ctx, const struct report *r, const struct events *es)
{
	if (strcmp(r->state, RETURNED) != 0)
		return;
	for (size_t i = 0; i < es->n; i++)
		if (strcmp(es->at[i].act, "return") == 0) {
			widget_notice(ctx, TONE_WARN,
			    str_fmt(ctx->mem, _("%s returned it: %s"),
				es->at[i].person, es->at[i].reason));
			return;
		}
}

static void
put_notices(struct rq *rq, const struct shown *show)
{
	struct ctx *ctx = &rq->ctx;

	if (show->saved)
		widget_notice(ctx, TONE_GOOD, _("The draft is saved."));
	if (show->diff != NULL)
		widget_notice(ctx, TONE_WARN,
		    show->diff->closed ?
			_("Somebody has sent this report meanwhile; what you "
			  "typed"
			  " was not saved.") :
		    rq->reused ?
			_("This form was used before, with other figures."
			  " Nothing of yours is lost: compare the marked cells,"
			  " then save again.") :
			_("Somebody else has saved this report since you opened"
			  " it. Nothing of yours is lost: compare the marked"
			  " cells, then save again."));
	widget_findings(ctx, &rq->findings);
}

static void
put_buttons(struct ctx *ctx, const struct report *r)
{
	widget_actions_open(ctx);
	widget_button(ctx, BUTTON_MAIN, _("Save draft"), NULL, NULL);
	if (actor_may_at(ctx->actor, MAY_SEND, r->unit_id))
		html(ctx->out,
		    "<button class='button' formaction='%s'>%s"
		    "</button>\n",
		    url(ctx, "/entry/check"), _("Check and send"));
	else
		html(ctx->out, "<p class='help'>%s</p>\n",
		    _("The head of your unit sends it."));
	widget_actions_close(ctx);
	report_list_files(ctx, r);
}

/*
 * The page stays at the version it was made from until somebody was shown what
 * has changed since: else a figure of another person would be taken for one
 * that this page had emptied.
 */
static long
version_of(const struct report *r, const struct shown *show)
{
	if (show->diff != NULL)
		return show->diff->version;
	return show->version != 0 ? show->version : r->version;
}

/* As the typed text of a cell would be shown, and as what is stored is. */
static bool
differs(struct ctx *ctx, struct sheet *mine, const struct sheet *s, size_t cell,
    const char *text, const char **ret_mine, const char **ret_theirs)
{
	struct findings unused = { .mem = ctx->mem };

	*ret_mine = text;
	if (sheet_type(mine, cell, text, s->lang, &unused))
		*ret_mine =
		    sheet_show(ctx->mem, s->form, cell, &mine->own, s->lang);
	*ret_theirs = sheet_show(ctx->mem, s->form, cell, &s->own, s->lang);
	return !str_eq(*ret_mine, *ret_theirs);
}

/* It was sent meanwhile: what was typed for nothing, so that it can be used. */
static void
put_unsaved(struct ctx *ctx, const struct sheet *s, const struct params *typed)
{
	struct sheet mine = *s;
	const char *text, *is;
	bool any = false;

	mine.own = sheet_figures(s);
	for (size_t i = 0; i < typed->n; i++) {
		long cell = sheet_cell(s->form, typed->at[i].name);
		if (cell < 0 || str_empty(typed->at[i].value) ||
		    !differs(ctx, &mine, s, (size_t)cell, typed->at[i].value,
			&text, &is))
			continue;
		if (!any) {
			html(ctx->out, "<h2>%s</h2>\n",
			    _("Figures of yours that were not sent"));
			widget_list_open(ctx);
		}
		any = true;
		widget_list_item(ctx,
		    sheet_where(ctx->mem, s->form, (size_t)cell), text);
	}
	if (any)
		widget_list_close(ctx);
}

/* The first button is the one that Enter means: never one of a row. */
static void
put_list(struct ctx *ctx, const struct sheet_grid *grid)
{
	if (grid->sheet->form->rows_kind != ROWS_LIST)
		return;
	widget_hidden_long(ctx, "rows", (long)grid->spare);
	html(ctx->out, "<button class='unseen' tabindex='-1'>%s</button>\n",
	    _("Save draft"));
}

static void
put_form(struct rq *rq, const struct sheet *s, const struct shown *show)
{
	struct ctx *ctx = &rq->ctx;
	const struct report *r = s->report;
	bool open = flow_open(r);
	const struct sheet_grid grid = { .sheet = s,
		.editable = open,
		.typed = show->typed,
		.diff = show->diff,
		.findings = &rq->findings,
		.spare = (size_t)((const struct form_in *)rq->in)->rows };

	if (!open) {
		if (show->diff != NULL)
			put_unsaved(ctx, s, show->typed);
		sheet_grid_put(ctx, &grid);
		report_list_files(ctx, r);
		return;
	}
	widget_form_open(ctx, url(ctx, "/entry/save"));
	widget_hidden_long(ctx, "id", r->id);
	widget_hidden_long(ctx, "version", version_of(r, show));
	put_list(ctx, &grid);
	sheet_grid_put(ctx, &grid);
	put_buttons(ctx, r);
	widget_form_close(ctx);
}

/* Somebody else's figure in a cell that this page left as it was. */
static bool
taken_over(const struct draft_out *diff, long cell)
{
	for (size_t i = 0; diff != NULL && i < diff->ndiff; i++)
		if (diff->diff[i].cell == cell)
			return !diff->diff[i].conflict;
	return false;
}

/* The figures as posted, over those that are stored. */
static void
type_over(struct ctx *ctx, struct sheet *s, const struct shown *show)
{
	const struct params *typed = show->typed;
	struct findings unused = { .mem = ctx->mem };

	for (size_t i = 0; typed != NULL && i < typed->n; i++) {
		long cell = sheet_cell(s->form, typed->at[i].name);
		if (cell >= 0 && sheet_enterable(s->form, (size_t)cell) &&
		    !taken_over(show->diff, cell))
			(void)sheet_type(s, (size_t)cell, typed->at[i].value,
			    num_lang(ctx->lang), &unused);
	}
	if (typed != NULL)
		sheet_compute(s);
}

static enum rc
form_page(struct rq *rq, const struct shown *show)
{
	struct ctx *ctx = &rq->ctx;
	struct report *r = rq->report;
	struct events es = { 0 };
	struct home_stales stale;
	struct sheet s;

	TRY(sheet_open(rq->db, ctx, r, &s));
	TRY(home_stale(rq->db, r, &stale));
	if (r->revision_no > 0)
		TRY(report_history(rq->db, ctx, r->id, &es));
	if (flow_open(r))
		type_over(ctx, &s, show);
	page_open(ctx, report_title(r));
	put_notices(rq, show);
	put_return(ctx, r, &es);
	home_list_stale(ctx, r, &stale);
	report_list_facts(ctx, r);
	put_form(rq, &s, show);
	report_list_events(ctx, r, &es);
	return page_close(ctx);
}

static enum rc
show_form(struct rq *rq)
{
	const struct form_in *in = rq->in;

	return form_page(rq, &(struct shown){ .saved = in->saved });
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
	struct shown show = { .version = in->version, .typed = typed };

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
	struct ctx *ctx = &rq->ctx;
	struct sheet s, mine;
	struct draft_out out = { .version = rq->report->version,
		.diff = arena_alloc(ctx->mem, typed->n * sizeof *out.diff) };

	TRY(sheet_open(rq->db, ctx, rq->report, &s));
	mine = s;
	mine.own = sheet_figures(&s);
	for (size_t i = 0; i < typed->n; i++) {
		struct draft_diff d = { .who = ctx->actor->name,
			.cell = sheet_cell(s.form, typed->at[i].name),
			.name = typed->at[i].name,
			.conflict = true };
		if (d.cell >= 0 && sheet_enterable(s.form, (size_t)d.cell) &&
		    differs(ctx, &mine, &s, (size_t)d.cell, typed->at[i].value,
			&d.mine, &d.theirs))
			out.diff[out.ndiff++] = d;
	}
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
		TRY(form_page(rq, &(struct shown){ 0 }));
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
