/* form_page.c - the page a report is filled in on */
#include <string.h>
#include "app/form_page.h"
#include "core/flow.h"
#include "view/home_list.h"
#include "view/page.h"
#include "view/report_list.h"
#include "view/sheet_grid.h"
#include "view/widget.h"

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
put_notices(struct rq *rq, const struct form_shown *show)
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
version_of(const struct report *r, const struct form_shown *show)
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
put_form(struct rq *rq, const struct sheet *s, const struct form_shown *show)
{
	struct ctx *ctx = &rq->ctx;
	const struct report *r = s->report;
	bool open = flow_open(r);
	const struct sheet_grid grid = { .sheet = s,
		.editable = open,
		.typed = show->typed,
		.diff = show->diff,
		.findings = &rq->findings,
		.spare = (size_t)show->rows };

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
type_over(struct ctx *ctx, struct sheet *s, const struct form_shown *show)
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

enum rc
form_page(struct rq *rq, const struct form_shown *show)
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

enum rc
form_page_reused(struct rq *rq, const struct params *typed,
    struct draft_out *ret)
{
	struct ctx *ctx = &rq->ctx;
	struct sheet s, mine;

	*ret = (struct draft_out){ .version = rq->report->version,
		.diff = arena_alloc(ctx->mem, typed->n * sizeof *ret->diff) };
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
			ret->diff[ret->ndiff++] = d;
	}
	return OK;
}
