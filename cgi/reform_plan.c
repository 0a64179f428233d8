/*
 * reform_plan.c - the plan of a reorganisation, brought as a file or made row
 * by row
 *
 * Nothing is stored while it is being made: its rows travel in the form, as the
 * text of the file that they would be (core/reform_file.h).  Keeping it looks
 * it over; what is wrong is said by line, and nothing is kept.
 */
#include <string.h>
#include "app/app.h"
#include "base/date.h"
#include "core/reform.h"
#include "core/regime_show.h"
#include "view/page.h"
#include "view/reform_view.h"
#include "view/regime_view.h"
#include "view/widget.h"

enum { TEXT_MAX = 600000, NOTE_MAX = 500, LEVELS = 40 };

struct in {
	long from, drop;
	const char *text, *decision, *decided, *on_date;
	const char *act, *unit, *became, *level, *name, *parent, *share, *item,
	    *line, *note;
};
#define TEXT(m, n, ...) \
	FIELD(struct in, m, .max = (n), .optional = true, ##__VA_ARGS__)
static const struct field rows_fields[] = {
	FIELD(struct in, from, .optional = true),
};
static const struct field row_fields[] = {
	TEXT(text, TEXT_MAX, .many_lines = true),
	FIELD(struct in, drop, .optional = true),
	TEXT(act, 20),
	TEXT(unit, 40),
	TEXT(became, 40),
	TEXT(level, 20),
	TEXT(name, 200),
	TEXT(parent, 40),
	TEXT(share, 20),
	TEXT(item, 80),
	TEXT(line, 20),
	TEXT(note, NOTE_MAX),
};
static const struct field keep_fields[] = {
	TEXT(text, TEXT_MAX, .many_lines = true),
	TEXT(decision, 200),
	TEXT(decided, 20),
	TEXT(on_date, 20),
};
static const struct field file_fields[] = {
	TEXT(decision, 200),
	TEXT(decided, 20),
	TEXT(on_date, 20),
};

static enum rc
at_top(struct rq *rq)
{
	bool may;

	TRY(right_at_top(rq->db, &rq->ctx, MAY_ADMIN, &may));
	return may ? OK : fail(E_DENIED, "reforms are made at the top");
}

/* ---------------------------------------------------------------- pages */

static void
put_text(struct rq *rq, const char *name, const char *help, const char *value)
{
	widget_input(&rq->ctx, &rq->findings,
	    &(struct input){ .name = name,
		.label = reform_field_show(name),
		.help = help,
		.value = value });
}

static void
put_head(struct rq *rq, const char *title)
{
	struct ctx *ctx = &rq->ctx;

	page_open(ctx, title);
	widget_path(ctx,
	    (struct crumb[]){ { _("Units"), url(ctx, "/unit") },
		{ _("Reorganisations"), url(ctx, "/unit/reform") },
		{ title, NULL } },
	    3);
	if (rq->findings.n > 0)
		reform_findings(ctx, &rq->findings);
}

/* By which decision, and from when on. */
static void
put_decision(struct rq *rq)
{
	const struct in *in = rq->in;

	put_text(rq, "decision", _("As it is printed: 202/2025/QH15."),
	    in->decision);
	put_text(rq, "decided", NULL, in->decided);
	put_text(rq, "on_date",
	    _("The first day of the new structure: 01/07/2025."), in->on_date);
}

static enum rc
file_page(struct rq *rq)
{
	struct ctx *ctx = &rq->ctx;

	put_head(rq, _("Bring a plan"));
	html(ctx->out, "<p>%s</p>\n",
	    _("Bring the plan as a CSV file or an Excel workbook, or make it"
	      " here row by row. Nothing is changed before you have seen what"
	      " would follow."));
	widget_form_open_file(ctx, url(ctx, "/unit/reform/new/file"));
	put_decision(rq);
	widget_file(ctx, &rq->findings, "file", _("File"), NULL, ".csv,.xlsx");
	widget_actions_open(ctx);
	widget_button(ctx, BUTTON_MAIN, _("Look it over"), NULL, NULL);
	widget_link(ctx, BUTTON_QUIET, _("Make it here, row by row"),
	    url(ctx, "/unit/reform/new/rows"));
	widget_actions_close(ctx);
	widget_form_close(ctx);
	reform_columns(ctx);
	return page_close(ctx);
}

static void
put_acts(struct rq *rq)
{
	struct choice at[REFORM_ACTS + 1] = { { "", "–" } };
	const struct in *in = rq->in;

	for (enum reform_act a = 0; a < REFORM_ACTS; a++)
		at[a + 1] =
		    (struct choice){ reform_act_name(a), reform_act_show(a) };
	widget_select(&rq->ctx, &rq->findings, "act", reform_field_show("act"),
	    at, COUNT(at), in->act == NULL ? "" : in->act);
}

static void
put_choice(struct rq *rq, const char *name, const struct levels *all,
    const char *now)
{
	struct choice at[LEVELS] = { { "", "–" } };
	size_t n = 1;

	for (size_t i = 0; i < all->n && n < LEVELS; i++)
		at[n++] = (struct choice){ all->at[i].code,
			tr_pick(all->at[i].name_vi, all->at[i].name_en) };
	widget_select(&rq->ctx, &rq->findings, name, reform_field_show(name),
	    at, n, now == NULL ? "" : now);
}

static enum rc
put_new_row(struct rq *rq)
{
	const struct in *in = rq->in;
	struct levels levels, lines;

	TRY(level_list(rq->db, &levels));
	TRY(line_names(rq->db, &lines));
	put_acts(rq);
	put_text(rq, "unit",
	    _("Where a level is abolished: its code, such as district."),
	    in->unit);
	put_text(rq, "became", _("Empty: it keeps its code."), in->became);
	put_text(rq, "name",
	    _("Said once, in one of the rows that lead to it."), in->name);
	put_choice(rq, "level", &levels, in->level);
	put_text(rq, "parent", NULL, in->parent);
	put_text(rq, "share", _("Of a split: 60. Empty: not comparable."),
	    in->share);
	put_text(rq, "item",
	    _("The share is of this item only. Empty: of all others."),
	    in->item);
	put_choice(rq, "line", &lines, in->line);
	put_text(rq, "note", NULL, in->note);
	return OK;
}

static enum rc
rows_page(struct rq *rq, const struct reform_plan *plan)
{
	struct buf text = { .mem = rq->ctx.mem, .max = TEXT_MAX };
	struct ctx *ctx = &rq->ctx;

	reform_plan_csv(&text, plan);
	put_head(rq, _("A plan, row by row"));
	widget_form_open(ctx, url(ctx, "/unit/reform/new/row"));
	widget_hidden(ctx, "text", plan->n == 0 || text.full ? "" : text.at);
	html(ctx->out, "<fieldset class='two'>\n<legend>%s</legend>\n",
	    _("One more row"));
	TRY(put_new_row(rq));
	widget_actions_open(ctx);
	widget_button(ctx, BUTTON_PLAIN, _("Add the row"), NULL, NULL);
	widget_actions_close(ctx);
	html(ctx->out, "</fieldset>\n<h2>%s</h2>\n", _("Rows of the plan"));
	if (plan->n == 0)
		widget_empty(ctx, _("No rows yet."));
	else
		reform_rows(ctx, plan, true);
	widget_form_close(ctx);
	if (plan->n > 0 && !text.full) {
		html(ctx->out, "<h2>%s</h2>\n", _("Look it over"));
		widget_form_open(ctx, url(ctx, "/unit/reform/new/keep"));
		widget_hidden(ctx, "text", text.at);
		put_decision(rq);
		widget_actions_open(ctx);
		widget_button(ctx, BUTTON_MAIN, _("Look it over"), NULL, NULL);
		widget_actions_close(ctx);
		widget_form_close(ctx);
	}
	return page_close(ctx);
}

/* ---------------------------------------------------------------- handlers */

static enum rc
bring(struct rq *rq)
{
	TRY(at_top(rq));
	return file_page(rq);
}

static bool
plan_of(struct rq *rq, const char *text, struct reform_plan *ret)
{
	*ret = (struct reform_plan){ .name = "plan" };
	return str_empty(text) || reform_plan_read(rq->ctx.mem, "plan", text,
				      strlen(text), &rq->findings, ret);
}

/* Empty, or out of the rows of a plan that is there. */
static enum rc
rows(struct rq *rq)
{
	const struct in *in = rq->in;
	struct reform_plan plan = { .name = "plan" };
	struct reform r;

	TRY(at_top(rq));
	if (in->from != 0) {
		TRY(reform_get(rq->db, in->from, &r));
		TRY(reform_plan_get(rq->db, &r, &plan));
	}
	return rows_page(rq, &plan);
}

static const char *
text_or(const char *s)
{
	return s == NULL ? "" : s;
}

/* Behind the others; they are all read again, together. */
static void
add_row(struct rq *rq, struct reform_plan *plan)
{
	const struct in *in = rq->in;
	struct reform_row *at =
	    arena_alloc(rq->ctx.mem, (plan->n + 1) * sizeof *at);
	struct reform_row r = { .unit = text_or(in->unit),
		.became = text_or(in->became),
		.level = text_or(in->level),
		.name = text_or(in->name),
		.parent = text_or(in->parent),
		.share = text_or(in->share),
		.item = text_or(in->item),
		.in_line = text_or(in->line),
		.scheme = "",
		.note = text_or(in->note) };
	struct buf b = { .mem = rq->ctx.mem, .max = TEXT_MAX };
	struct reform_plan more = { .name = "plan",
		.at = at,
		.n = plan->n + 1 };

	if (in->act == NULL || !reform_act_read(in->act, &r.act)) {
		finding(&rq->findings, "act", _("Say what happens."));
		return;
	}
	if (plan->n > 0)
		memcpy(at, plan->at, plan->n * sizeof *at);
	at[plan->n] = r;
	reform_plan_csv(&b, &more);
	if (b.full)
		finding(&rq->findings, "act",
		    _("The plan is too long for this page: bring it as a"
		      " file."));
	else if (plan_of(rq, b.at, &more))
		*plan = more;
}

static void
drop_row(struct reform_plan *plan, long no)
{
	if (no < 1 || (size_t)no > plan->n)
		return;
	for (size_t i = (size_t)no; i < plan->n; i++)
		plan->at[i - 1] = plan->at[i];
	plan->n--;
}

/* What was typed was taken over: the fields are empty again. */
static enum rc
row(struct rq *rq)
{
	static const struct in empty;
	const struct in *in = rq->in;
	struct reform_plan plan;

	TRY(at_top(rq));
	if (!plan_of(rq, in->text, &plan))
		plan.n = 0;
	else if (in->drop != 0)
		drop_row(&plan, in->drop);
	else
		add_row(rq, &plan);
	if (rq->findings.nerror == 0)
		rq->in = &empty;
	TRY(rows_page(rq, &plan));
	return rq->findings.nerror == 0 ? OK : refuse(rq, E_INVALID);
}

static const char *
day_of(struct rq *rq, const char *field, const char *typed, bool required)
{
	const char *day = typed_day(rq->ctx.mem, typed);
	struct date d;

	if (day != NULL && date_parse(day, &d))
		return day;
	if (day != NULL)
		finding(&rq->findings, field,
		    _("\"%s\" is not a date: write it as 30/06/2025."), day);
	else if (required)
		finding(&rq->findings, field,
		    _("Say from which day on it holds."));
	return NULL;
}

/* Looked over and kept; its page then shows what would follow. */
static enum rc
keep_plan(struct rq *rq, const struct reform_plan *plan)
{
	const struct in *in = rq->in;
	struct reform_in is = { .decision = in->decision,
		.decided = day_of(rq, "decided", in->decided, false),
		.on_date = day_of(rq, "on_date", in->on_date, true) };
	long id;

	if (str_empty(in->decision))
		finding(&rq->findings, "decision",
		    _("Say the number of the decision."));
	if (rq->findings.nerror > 0)
		return E_INVALID;
	TRY(reform_add(rq->db, &rq->ctx, &is, plan, &rq->findings, &id));
	return redirect(rq,
	    url(&rq->ctx, "/unit/reform/plan?id=%ld&done=1", id));
}

static enum rc
keep(struct rq *rq)
{
	const struct in *in = rq->in;
	struct reform_plan plan;
	enum rc rc = E_INVALID;

	TRY(at_top(rq));
	if (plan_of(rq, in->text, &plan))
		rc = keep_plan(rq, &plan);
	if (rc != E_INVALID)
		return rc;
	TRY(rows_page(rq, &plan));
	return refuse(rq, rc);
}

static enum rc
file(struct rq *rq)
{
	struct reform_plan plan;
	enum rc rc = E_INVALID;

	TRY(at_top(rq));
	if (str_empty(rq->file.name))
		finding(&rq->findings, "file", _("Choose a file first."));
	else if (reform_plan_read(rq->ctx.mem, rq->file.name, rq->file.bytes,
		     rq->file.len, &rq->findings, &plan))
		rc = keep_plan(rq, &plan);
	if (rc != E_INVALID)
		return rc;
	TRY(file_page(rq));
	return refuse(rq, rc);
}

static const struct route routes[] = {
	{ .method = GET,
	    .path = "/unit/reform/new",
	    .right = MAY_ADMIN,
	    .run = bring,
	    IN(struct in, rows_fields) },
	{ .method = GET,
	    .path = "/unit/reform/new/rows",
	    .right = MAY_ADMIN,
	    .run = rows,
	    IN(struct in, rows_fields) },
	{ .method = POST,
	    .path = "/unit/reform/new/row",
	    .right = MAY_ADMIN,
	    .no_key = true,
	    .run = row,
	    IN(struct in, row_fields) },
	{ .method = POST,
	    .path = "/unit/reform/new/keep",
	    .right = MAY_ADMIN,
	    .run = keep,
	    IN(struct in, keep_fields) },
	{ .method = POST,
	    .path = "/unit/reform/new/file",
	    .right = MAY_ADMIN,
	    .file = "file",
	    .file_max = REFORM_BYTES,
	    .run = file,
	    IN(struct in, file_fields) },
};

int
main(int argc, char **argv)
{
	return app_run(argc, argv, routes, COUNT(routes));
}
