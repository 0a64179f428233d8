/*
 * reform_todo.c - what reorganisations left to somebody: decided, many at once
 *
 * For every administrator, who sees what hung on units that are his
 * (core/reform_decide.h).  He looks for what goes together, ticks some or takes
 * all that match, and says where it goes.
 */
#include <stdlib.h>
#include "app/app.h"
#include "base/date.h"
#include "base/num.h"
#include "core/access.h"
#include "core/reform_decide.h"
#include "io/json.h"
#include "view/page.h"
#include "view/reform_view.h"
#include "view/widget.h"

enum { ROWS = 100, WORDS_MAX = 200, CODE_LEN = 60, CHOICES = 24 };

struct in {
	long id, page, done, left, more;
	const char *kind, *why, *role, *q, *how, *unit, *said;
	bool all, every;
};
#define FILTER \
	FIELD(struct in, id, .optional = true), \
	    FIELD(struct in, page, .optional = true), \
	    FIELD(struct in, kind, .max = 20, .optional = true), \
	    FIELD(struct in, why, .max = 20, .optional = true), \
	    FIELD(struct in, role, .max = 20, .optional = true), \
	    FIELD(struct in, q, .max = WORDS_MAX, .optional = true)
static const struct field list_fields[] = {
	FILTER,
	FIELD(struct in, all),
	FIELD(struct in, done, .optional = true),
	FIELD(struct in, left, .optional = true),
	FIELD(struct in, more, .optional = true),
	FIELD(struct in, said, .max = 600, .optional = true),
};
static const struct field decide_fields[] = {
	FILTER,
	FIELD(struct in, how, .max = 20, .optional = true),
	FIELD(struct in, unit, .max = CODE_LEN, .optional = true),
	FIELD(struct in, every),
};

static const char *
or_empty(const char *s)
{
	return s == NULL ? "" : s;
}

static struct todo_query
query_of(const struct in *in)
{
	enum role role;

	return (struct todo_query){ .reform_id = in->id,
		.kind = in->kind,
		.why = in->why,
		.words = in->q,
		.role = !str_empty(in->role) && role_read(in->role, &role) ?
			    (long)role :
			    0,
		.settled_too = in->all,
		.from = in->page > 1 ? (in->page - 1) * ROWS : 0,
		.limit = ROWS };
}

/* ---------------------------------------------------------------- the list */

static void
put_choice(struct ctx *ctx, const char *name, const char *label,
    const char *const *codes, size_t n, const char *(*show)(const char *),
    const char *now)
{
	struct choice at[CHOICES] = { { "", _("all") } };

	for (size_t i = 0; i < n && i + 1 < CHOICES; i++)
		at[i + 1] = (struct choice){ codes[i], show(codes[i]) };
	widget_select(ctx, NULL, name, label, at, n + 1, or_empty(now));
}

static const char *
role_word(const char *code)
{
	enum role role;

	return role_read(code, &role) ? role_show(role) : code;
}

static void
put_filter(struct ctx *ctx, const struct in *in)
{
	static const char *const kinds[] = { "grant", "post", "report",
		"assignment", "exemption", "group", "regime_owner",
		"group_owner", "item_owner", "breakdown_owner",
		"register_owner", "draft_owner", "template_owner", "extension",
		"token" };
	static const char *const whys[] = { "merged", "split", "ended", "stays",
		"below" };
	const char *roles[ROLE_END];

	for (int r = 1; r < ROLE_END; r++)
		roles[r - 1] = role_name((enum role)r);
	widget_query_open(ctx, url(ctx, "/unit/reform/todo"));
	if (in->id != 0)
		widget_hidden_long(ctx, "id", in->id);
	put_choice(ctx, "kind", _("What"), kinds, COUNT(kinds),
	    reform_kind_show, in->kind);
	put_choice(ctx, "role", _("Role"), roles, ROLE_END - 1, role_word,
	    in->role);
	put_choice(ctx, "why", _("Why"), whys, COUNT(whys), reform_why_show,
	    in->why);
	widget_input(ctx, NULL,
	    &(struct input){ .name = "q",
		.label = _("Unit, person or regime"),
		.type = "search",
		.value = in->q,
		.max = WORDS_MAX });
	widget_check(ctx, NULL, "all", _("Also what was decided"), in->all);
	widget_query_close(ctx, _("Search"));
}

/* "Head of unit: Nguyen Van A (a10)", who leads to the person's page. */
static void
put_what(struct ctx *ctx, const struct reform_todo *t)
{
	const char *what = t->role == 0 ? reform_kind_show(t->kind) :
					  role_show((enum role)t->role);

	if (t->person_id == 0 || str_empty(t->person)) {
		html(ctx->out, "%s: %s", what, t->what);
		return;
	}
	html(ctx->out, "%s: <a href='%s'>%s</a> (%s)", what,
	    url(ctx, "/person/show?id=%ld", t->person_id), t->person, t->what);
}

static void
put_row(struct ctx *ctx, const struct reform_todo *t, bool tick)
{
	enum todo_how how;

	html(ctx->out, "<tr>");
	if (tick && t->settled == NULL)
		html(ctx->out,
		    "<td><input type='checkbox' name='n%ld.%ld' value='1'"
		    " aria-label='%s' /></td>",
		    t->reform_id, t->no,
		    str_fmt(ctx->mem, "%s, %s", t->what, t->unit));
	else if (tick)
		html(ctx->out, "<td></td>");
	html(ctx->out, "<th scope='row'>");
	put_what(ctx, t);
	html(ctx->out, "</th><td>%s</td><td>%s</td><td>%s</td><td>", t->unit,
	    t->became, reform_why_show(t->why));
	if (t->settled == NULL)
		widget_badge(ctx, TONE_WARN, _("to decide"));
	else
		html(ctx->out, "%s <small>%s</small>",
		    todo_how_read(t->choice, &how) ? todo_how_show(how) :
						     _("Seen to"),
		    date_show_instant(ctx->mem, t->settled));
	html(ctx->out, "</td></tr>\n");
}

static void
put_rows(struct ctx *ctx, const struct reform_todos *all, bool tick)
{
	const char *heads[] = { _("Tick"), _("What"), _("Unit before"),
		_("It became"), _("Why"), _("State"), NULL };

	widget_table_open(ctx, NULL, tick ? heads : heads + 1);
	for (size_t i = 0; i < all->n; i++)
		put_row(ctx, &all->at[i], tick);
	widget_table_close(ctx);
}

static void
put_decision(struct rq *rq, const struct reform_todos *all)
{
	const struct in *in = rq->in;
	struct ctx *ctx = &rq->ctx;
	struct choice at[TODO_HOWS + 1] = { { "", "–" } };

	for (enum todo_how h = 0; h < TODO_HOWS; h++)
		at[h + 1] =
		    (struct choice){ todo_how_name(h), todo_how_show(h) };
	html(ctx->out, "<section class='decide'>\n<h2>%s</h2>\n", _("Decide"));
	widget_select(ctx, &rq->findings, "how", _("Where it goes"), at,
	    COUNT(at), or_empty(in->how));
	widget_input(ctx, &rq->findings,
	    &(struct input){ .name = "unit",
		.label = _("Unit"),
		.help = _("Only for \"to this unit\": its code or its name."),
		.value = in->unit,
		.max = CODE_LEN });
	widget_check(ctx, &rq->findings, "every",
	    str_fmt(ctx->mem,
		trn("All %ld that match, not only those that are ticked",
		    "All %ld that match, not only those that are ticked",
		    (unsigned long)all->total),
		all->total),
	    in->every);
	widget_actions_open(ctx);
	widget_button(ctx, BUTTON_MAIN, _("Decide so"), NULL, NULL);
	widget_actions_close(ctx);
	html(ctx->out, "</section>\n");
}

static void
put_outcome(struct ctx *ctx, const struct in *in)
{
	if (in->done > 0)
		widget_notice(ctx, TONE_GOOD,
		    str_fmt(ctx->mem,
			trn("%ld was decided.", "%ld were decided.",
			    (unsigned long)in->done),
			in->done));
	if (in->left > 0)
		widget_notice(ctx, TONE_WARN,
		    str_fmt(ctx->mem,
			trn("%ld could not be decided so, such as: %s",
			    "%ld could not be decided so, such as: %s",
			    (unsigned long)in->left),
			in->left, or_empty(in->said)));
	if (in->more > 0)
		widget_notice(ctx, TONE_INFO,
		    str_fmt(ctx->mem,
			_("%ld more match: press again to go on with them."),
			in->more));
}

static void
put_form(struct rq *rq, const struct reform_todos *all)
{
	const struct in *in = rq->in;
	struct ctx *ctx = &rq->ctx;

	widget_form_open(ctx, url(ctx, "/unit/reform/todo/decide"));
	widget_hidden_long(ctx, "id", in->id);
	widget_hidden(ctx, "kind", or_empty(in->kind));
	widget_hidden(ctx, "why", or_empty(in->why));
	widget_hidden(ctx, "role", or_empty(in->role));
	widget_hidden(ctx, "q", or_empty(in->q));
	put_rows(ctx, all, true);
	put_decision(rq, all);
	widget_form_close(ctx);
}

static enum rc
list(struct rq *rq)
{
	const struct in *in = rq->in;
	struct ctx *ctx = &rq->ctx;
	struct todo_query q = query_of(in);
	struct reform_todos all;

	TRY(reform_todos(rq->db, ctx, &q, &all));
	page_open(ctx, _("What reorganisations left to decide"));
	widget_path(ctx,
	    (struct crumb[]){ { _("Units"), url(ctx, "/unit") },
		{ _("To decide"), NULL } },
	    2);
	widget_findings(ctx, &rq->findings);
	put_outcome(ctx, in);
	put_filter(ctx, in);
	html(ctx->out, "<p class='help'>%s</p>\n",
	    str_fmt(ctx->mem,
		trn("%s row", "%s rows", (unsigned long)all.total),
		num_show_long(ctx->mem, all.total, num_lang(ctx->lang))));
	if (all.n == 0)
		widget_empty(ctx, _("Nothing of that waits for you."));
	else
		put_form(rq, &all);
	widget_pager(ctx, in->page < 1 ? 1 : in->page,
	    (all.total + ROWS - 1) / ROWS,
	    url(ctx,
		"/unit/reform/todo?id=%ld&kind=%s&why=%s&role=%s&q=%s&all=%s"
		"&page=",
		in->id, or_empty(in->kind), or_empty(in->why),
		or_empty(in->role), or_empty(in->q), in->all ? "1" : ""));
	return page_close(ctx);
}

/* ---------------------------------------------------------------- decided */

/* "n7.12": row 12 of reform 7; all are of one reform. */
static const char *
ticked(struct rq *rq, long *ret_reform)
{
	struct buf b = { .mem = rq->ctx.mem, .max = 20000 };
	struct json j = { .out = &b };
	long n = 0;

	json_array(&j, NULL);
	for (size_t i = 0; i < rq->params.n; i++) {
		char *end;
		const char *name = rq->params.at[i].name;
		if (name[0] != 'n' || name[1] < '0' || name[1] > '9')
			continue;
		long reform = strtol(name + 1, &end, 10);
		if (*end != '.' || (*ret_reform != 0 && reform != *ret_reform))
			continue;
		*ret_reform = reform;
		json_long(&j, NULL, strtol(end + 1, NULL, 10));
		n++;
	}
	json_end(&j);
	return n == 0 || b.full ? NULL : b.at;
}

static enum rc
again(struct rq *rq, enum rc rc)
{
	TRY(list(rq));
	return refuse(rq, rc);
}

static enum rc
decide(struct rq *rq)
{
	const struct in *in = rq->in;
	struct ctx *ctx = &rq->ctx;
	struct todo_query q = query_of(in);
	struct todo_choice choice = { .unit = in->unit };
	struct todo_outcome out;
	const char *nos = in->every ? NULL : ticked(rq, &q.reform_id);

	q.from = 0;
	if (str_empty(in->how) || !todo_how_read(in->how, &choice.how))
		finding(&rq->findings, "how", _("Say where it goes."));
	if (!in->every && nos == NULL)
		finding(&rq->findings, "every",
		    _("Tick what is to be decided, or take all that match."));
	if (rq->findings.nerror > 0)
		return again(rq, E_INVALID);
	enum rc rc =
	    reform_decide(rq->db, ctx, &q, nos, &choice, &rq->findings, &out);
	if (rc == E_CONFLICT)
		finding(&rq->findings, "main",
		    _("Nothing of that waits any more; this is how it stands"
		      " now."));
	if (rc == E_INVALID || rc == E_CONFLICT)
		return again(rq, rc);
	TRY(rc);
	return redirect(rq,
	    url(ctx,
		"/unit/reform/todo?id=%ld&kind=%s&why=%s&role=%s&q=%s&done=%ld"
		"&left=%ld&more=%ld&said=%s",
		in->id, or_empty(in->kind), or_empty(in->why),
		or_empty(in->role), or_empty(in->q), out.done, out.left,
		out.more, or_empty(out.why)));
}

static const struct route routes[] = {
	{ .method = GET,
	    .path = "/unit/reform/todo",
	    .right = MAY_ADMIN,
	    .run = list,
	    IN(struct in, list_fields) },
	{ .method = POST,
	    .path = "/unit/reform/todo/decide",
	    .right = MAY_ADMIN,
	    .step_up = true,
	    .open = ROWS,
	    .run = decide,
	    IN(struct in, decide_fields) },
};

int
main(int argc, char **argv)
{
	return app_run(argc, argv, routes, COUNT(routes));
}
