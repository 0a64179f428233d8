/* assign.c - who reports: assignments, exemptions, groups of units */
#include <string.h>
#include "app/app.h"
#include "app/object.h"
#include "base/date.h"
#include "core/unit_typed.h"
#include "view/assign_view.h"
#include "view/owner.h"
#include "view/page.h"
#include "view/regime_next.h"

enum { WORD_MAX = 200, REASON_MAX = 500, UNITS_MAX = 60000, ROWS = 100 };

struct assign_form {
	long regime, version, row, group, page;
	bool exempt, done;
	const char *kind, *level, *unit, *due, *reason, *from, *to, *day;
};
#define ID(m) FIELD(struct assign_form, m, .min = 1)
#define SEEN FIELD(struct assign_form, version)
#define WORD(m) FIELD(struct assign_form, m, .max = WORD_MAX, .optional = true)
static const struct field page_fields[] = { ID(regime), WORD(day),
	FIELD(struct assign_form, done) };
static const struct field who_fields[] = { ID(regime), WORD(day),
	FIELD(struct assign_form, page, .min = 1, .max = 9999,
	    .optional = true) };
static const struct field add_fields[] = { ID(regime), SEEN, WORD(kind),
	WORD(level), WORD(unit),
	FIELD(struct assign_form, group, .optional = true),
	FIELD(struct assign_form, exempt), WORD(due),
	FIELD(struct assign_form, reason, .max = REASON_MAX, .optional = true,
	    .many_lines = true),
	WORD(from), WORD(to) };
static const struct field end_fields[] = { ID(regime), SEEN, ID(row),
	WORD(day) };
static const struct field due_fields[] = { ID(regime), SEEN, ID(row),
	WORD(due) };

static const char *
said(const char *s)
{
	return s == NULL ? "" : s;
}

/* The day asked about; today where none, or none that can be read. */
static const char *
day_of(struct rq *rq, const char *typed)
{
	const char *day = typed_day(rq->ctx.mem, typed);
	struct date d;

	return day != NULL && date_parse(day, &d) ? day : rq->ctx.today;
}

static enum rc
put_page(struct rq *rq)
{
	const struct assign_form *in = rq->in;
	struct ctx *ctx = &rq->ctx;
	const char *day = day_of(rq, in->day);
	struct assign_page p = { .day = day,
		.findings = &rq->findings,
		.kind = in->kind,
		.level = in->level,
		.unit = in->unit,
		.due = in->due,
		.reason = in->reason,
		.from = in->from,
		.to = in->to,
		.group = in->group };
	struct regime_next next;

	TRY(regime_head(rq->db, ctx, rq->object, &p.head));
	TRY(regime_next(rq->db, ctx, &p.head, &next));
	TRY(assign_list(rq->db, rq->object, &p.rows));
	TRY(level_list(rq->db, &p.levels));
	TRY(group_list(rq->db, ctx, &p.groups));
	TRY(assign_count(rq->db, ctx, rq->object, day, &p.count));
	owner_page_open(ctx, _("Who reports"));
	if (in->done) {
		widget_notice(ctx, TONE_GOOD, _("It is stored."));
		regime_next_put(ctx, &p.head, &next);
	}
	widget_findings(ctx, &rq->findings);
	assign_page_put(ctx, &p);
	return page_close(ctx);
}

static enum rc
done(struct rq *rq, enum rc rc)
{
	if (rc == E_INVALID) {
		TRY(put_page(rq));
		return refuse(rq, rc);
	}
	TRY(rc);
	return redirect(rq,
	    url(&rq->ctx, "/assign?regime=%ld&done=1", rq->object));
}

static enum rc
add(struct rq *rq)
{
	const struct assign_form *in = rq->in;
	struct arena *mem = rq->ctx.mem;
	struct assign_in row = { .kind = said(in->kind),
		.level = said(in->level),
		.group_id = in->group,
		.exempt = in->exempt,
		.due = in->due,
		.reason = in->reason,
		.from = typed_day(mem, in->from),
		.to = typed_day(mem, in->to) };
	struct date d;

	if (str_eq(row.kind, "unit")) {
		const char *day = row.from != NULL && date_parse(row.from, &d) ?
				      row.from :
				      rq->ctx.today;
		TRY(unit_typed(rq->db, &rq->ctx, said(in->unit), day,
		    &rq->findings, &row.unit_id));
	}
	return done(rq, assign_add(rq->db, &rq->ctx, rq->object, in->version,
			    &row, &rq->findings));
}

static enum rc
end(struct rq *rq)
{
	const struct assign_form *in = rq->in;

	return done(rq,
	    assign_end(rq->db, &rq->ctx, rq->object, in->version, in->row,
		typed_day(rq->ctx.mem, in->day), &rq->findings));
}

static enum rc
due(struct rq *rq)
{
	const struct assign_form *in = rq->in;

	return done(rq, assign_due(rq->db, &rq->ctx, rq->object, in->version,
			    in->row, in->due, &rq->findings));
}

static enum rc
who(struct rq *rq)
{
	const struct assign_form *in = rq->in;
	struct ctx *ctx = &rq->ctx;
	const char *day = day_of(rq, in->day);
	long page = in->page == 0 ? 1 : in->page, all, without;
	struct regime_head g;
	struct levels levels;
	struct owings units;

	TRY(regime_head(rq->db, ctx, rq->object, &g));
	TRY(level_list(rq->db, &levels));
	TRY(assign_who(rq->db, ctx, rq->object, day, ROWS, (page - 1) * ROWS,
	    &units, &all, &without));
	owner_page_open(ctx, _("Who will report"));
	assign_path(ctx, &g, _("Who will report"));
	assign_who_put(ctx, &units, &levels, day, all, without);
	widget_pager(ctx, page, (all + ROWS - 1) / ROWS,
	    url(ctx, "/assign/who?regime=%ld&day=%s&page=", g.id,
		shown_day(ctx->mem, day)));
	return page_close(ctx);
}

/* ---- groups */

struct group_form {
	long group, version, unit, owner;
	bool done;
	const char *name, *units, *from, *to, *day;
	const char *words, *level, *above;
};
#define GROUP_WORD(m) \
	FIELD(struct group_form, m, .max = WORD_MAX, .optional = true)
#define GROUP_ID \
	FIELD(struct group_form, group, .min = 1), \
	    FIELD(struct group_form, version)
static const struct field list_fields[] = { GROUP_WORD(name),
	FIELD(struct group_form, owner, .optional = true) };
static const struct field group_fields[] = {
	FIELD(struct group_form, group, .min = 1),
	FIELD(struct group_form, done),
	GROUP_WORD(words),
	GROUP_WORD(level),
	GROUP_WORD(above),
};
static const struct field rename_fields[] = { GROUP_ID, GROUP_WORD(name) };
static const struct field delete_fields[] = { GROUP_ID };
static const struct field member_fields[] = { GROUP_ID,
	FIELD(struct group_form, units, .max = UNITS_MAX, .optional = true,
	    .many_lines = true),
	GROUP_WORD(from), GROUP_WORD(to) };
static const struct field leave_fields[] = { GROUP_ID,
	FIELD(struct group_form, unit, .min = 1), GROUP_WORD(day) };

static enum rc
groups(struct rq *rq)
{
	const struct group_form *in = rq->in;
	struct ctx *ctx = &rq->ctx;
	struct unit_groups all;

	TRY(group_list(rq->db, ctx, &all));
	owner_page_open(ctx, _("Groups of units"));
	widget_findings(ctx, &rq->findings);
	group_list_put(ctx, &rq->findings, &all, in->name);
	return page_close(ctx);
}

static enum rc
group_new(struct rq *rq)
{
	const struct group_form *in = rq->in;
	long id;
	enum rc rc = group_create(rq->db, &rq->ctx, in->owner, in->name,
	    &rq->findings, &id);

	if (rc == E_INVALID) {
		TRY(groups(rq));
		return refuse(rq, rc);
	}
	TRY(rc);
	return redirect(rq, url(&rq->ctx, "/group/one?group=%ld", id));
}

/* An empty search lists nothing: there are ten thousand units. */
static enum rc
search(struct rq *rq, struct group_search *ret)
{
	const struct group_form *in = rq->in;
	struct group_query q = { in->group, in->words, in->level, 0 };
	struct ctx *ctx = &rq->ctx;

	*ret = (struct group_search){ .words = in->words,
		.level = in->level,
		.above = in->above,
		.asked = !str_empty(in->words) || !str_empty(in->level) ||
			 !str_empty(in->above) };
	if (!ret->asked)
		return OK;
	if (!str_empty(in->above)) {
		TRY(unit_typed(rq->db, ctx, in->above, ctx->today,
		    &rq->findings, &q.above));
		if (q.above == 0) {
			ret->asked = false;
			return OK;
		}
	}
	return group_find(rq->db, ctx, &q, &ret->found, &ret->more);
}

static enum rc
group_page(struct rq *rq)
{
	const struct group_form *in = rq->in;
	struct ctx *ctx = &rq->ctx;
	struct group_members members;
	struct group_search found;
	struct levels levels;
	struct unit_group g;

	TRY(search(rq, &found));
	TRY(group_get(rq->db, ctx, in->group, &g));
	TRY(group_members(rq->db, g.id, &members));
	TRY(level_list(rq->db, &levels));
	owner_page_open(ctx, g.name);
	if (in->done)
		widget_notice(ctx, TONE_GOOD, _("It is stored."));
	widget_findings(ctx, &rq->findings);
	group_put(ctx, &rq->findings, &g, &members, &levels, &found, in->units);
	return page_close(ctx);
}

static enum rc
group_done(struct rq *rq, enum rc rc)
{
	const struct group_form *in = rq->in;

	if (rc == E_INVALID) {
		TRY(group_page(rq));
		return refuse(rq, rc);
	}
	TRY(rc);
	return redirect(rq,
	    url(&rq->ctx, "/group/one?group=%ld&done=1", in->group));
}

static enum rc
rename_it(struct rq *rq)
{
	const struct group_form *in = rq->in;

	return group_done(rq, group_rename(rq->db, &rq->ctx, in->group,
				  in->version, in->name, &rq->findings));
}

static enum rc
delete_it(struct rq *rq)
{
	const struct group_form *in = rq->in;
	enum rc rc = group_delete(rq->db, &rq->ctx, in->group, in->version,
	    &rq->findings);

	return rc == OK ? redirect(rq, url(&rq->ctx, "/group")) :
			  group_done(rq, rc);
}

/* The codes that were typed, and those of the units that were ticked: u12. */
static const char *
units_of(struct rq *rq, const char *typed)
{
	struct buf b = { .mem = rq->ctx.mem, .max = UNITS_MAX };

	buf_str(&b, said(typed));
	for (size_t i = 0; i < rq->params.n; i++) {
		const char *name = rq->params.at[i].name;
		if (name[0] == 'u' && name[1] >= '0' && name[1] <= '9')
			buf_fmt(&b, "\n%s", rq->params.at[i].value);
	}
	return b.at;
}

static enum rc
member_add(struct rq *rq)
{
	const struct group_form *in = rq->in;
	struct arena *mem = rq->ctx.mem;
	long added;

	return group_done(rq,
	    group_add(rq->db, &rq->ctx, in->group, in->version,
		units_of(rq, in->units), typed_day(mem, in->from),
		typed_day(mem, in->to), &rq->findings, &added));
}

static enum rc
member_end(struct rq *rq)
{
	const struct group_form *in = rq->in;

	return group_done(rq,
	    group_end(rq->db, &rq->ctx, in->group, in->version, in->unit,
		typed_day(rq->ctx.mem, in->day), &rq->findings));
}

#define OF_REGIME(method_, path_, run_, fields_) \
	{ \
		.method = method_, .path = path_, .right = MAY_OWN, \
		.object = &regime_object, .id = "regime", .run = run_, \
		IN(struct assign_form, fields_) \
	}
#define OF_GROUP(path_, run_, fields_) \
	{ \
		.method = POST, .path = path_, .right = MAY_OWN, \
		.object = &group_object, .id = "group", .run = run_, \
		IN(struct group_form, fields_) \
	}
static const struct route routes[] = {
	OF_REGIME(GET, "/assign", put_page, page_fields),
	OF_REGIME(GET, "/assign/who", who, who_fields),
	OF_REGIME(POST, "/assign/add", add, add_fields),
	OF_REGIME(POST, "/assign/end", end, end_fields),
	OF_REGIME(POST, "/assign/due", due, due_fields),
	{ .method = GET,
	    .path = "/group",
	    .right = MAY_OWN,
	    .run = groups,
	    IN(struct group_form, list_fields) },
	{ .method = POST,
	    .path = "/group/new",
	    .right = MAY_OWN,
	    .run = group_new,
	    IN(struct group_form, list_fields) },
	{ .method = GET,
	    .path = "/group/one",
	    .right = MAY_OWN,
	    .run = group_page,
	    IN(struct group_form, group_fields) },
	OF_GROUP("/group/rename", rename_it, rename_fields),
	OF_GROUP("/group/delete", delete_it, delete_fields),
	{ .method = POST,
	    .path = "/group/add",
	    .right = MAY_OWN,
	    .object = &group_object,
	    .id = "group",
	    .run = member_add,
	    .open = GROUP_FOUND,
	    IN(struct group_form, member_fields) },
	OF_GROUP("/group/end", member_end, leave_fields),
};

int
main(int argc, char **argv)
{
	return app_run(argc, argv, routes, COUNT(routes));
}
