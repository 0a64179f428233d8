/* reform_rights.c - who may do what for the units that come after */
#include <stdlib.h>
#include <string.h>
#include "base/date.h"
#include "core/access.h"
#include "core/reform_part.h"
#include "io/db.h"

struct grant_rec {
	long access_id, person_id, unit_id, role, for_id, post;
	const char *login, *person, *unit, *valid_from, *valid_to;
};
static const struct db_col grant_cols[] = {
	COL(struct grant_rec, access_id),
	COL(struct grant_rec, person_id),
	COL(struct grant_rec, unit_id),
	COL(struct grant_rec, role),
	COL(struct grant_rec, for_id),
	COL(struct grant_rec, post),
	COL(struct grant_rec, login),
	COL(struct grant_rec, person),
	COL(struct grant_rec, unit),
	COL(struct grant_rec, valid_from),
	COL(struct grant_rec, valid_to),
};
DB_ROWS(select_grants, grant_cols,
    "SELECT STRAIGHT_JOIN x.id AS access_id, x.person_id, x.unit_id, x.role, "
    "x.for_id, COALESCE(o.unit_id, 0) AS post, p.login,"
    " p.name AS person, u.name AS unit, x.valid_from, x.valid_to FROM "
    "JSON_TABLE(?, '$[*]' COLUMNS"
    " (id BIGINT PATH '$')) j JOIN access x ON x.unit_id = j.id"
    " JOIN person p ON p.id = x.person_id JOIN unit u ON u.id = x.unit_id"
    " LEFT JOIN person_post o ON o.person_id = p.id AND o.valid_from < ?"
    " AND ? <= o.valid_to AND o.valid_from < o.valid_to"
    " WHERE x.valid_from < x.valid_to AND ? < x.valid_to"
    " ORDER BY x.unit_id, x.id");

/* What the plan itself decides: rows `give`. */
struct given {
	struct map first; /* "unit's id login" -> row + 1 */
	long *next;       /* row -> the next of the same + 1; 0: none */
	bool *used;
	long *to; /* row -> model's index, or -1 */
};

/* A unit that the plan names: one that ends, or one that begins. */
static long
look_by(const struct reform_tree *t, const struct reform_row *r,
    const char *code, enum reform_kind kind)
{
	for (size_t i = 0; i < t->look->nunit; i++) {
		const struct reform_unit *u = &t->look->unit[i];
		if (u->kind == kind && str_eq(u->code, code) &&
		    str_eq(u->line, r->in_line))
			return (long)i;
	}
	return -1;
}

static void
give_row(struct reform_tree *t, struct given *g, size_t row)
{
	const struct reform_row *r = &t->plan->at[row];
	const char *where = reform_at(t, r->line);
	long old = look_by(t, r, r->unit, UNIT_ENDS);

	long became = look_by(t, r, r->became, UNIT_BEGINS);

	g->to[row] = became < 0 ? -1 : t->modelof[became];
	if (old < 0)
		finding(t->f, where, _("unit: no unit of the code %s ends"),
		    r->unit);
	if (g->to[row] < 0)
		finding(t->f, where, _("became: no unit of the code %s begins"),
		    r->became);
	if (old < 0 || g->to[row] < 0)
		return;
	const char *key =
	    str_fmt(t->mem, "%ld %s", t->look->unit[old].id, r->name);
	long was = map_put(&g->first, key, (long)row + 1);
	g->next[row] = was == MAP_NONE ? 0 : was;
}

static struct given
given(struct reform_tree *t)
{
	size_t n = t->plan->n + 1;
	struct given g = { .first = { .mem = t->mem },
		.next = arena_alloc(t->mem, n * sizeof *g.next),
		.used = arena_alloc(t->mem, n * sizeof *g.used),
		.to = arena_alloc(t->mem, n * sizeof *g.to) };

	for (size_t i = 0; i < t->plan->n; i++)
		if (t->plan->at[i].act == REFORM_GIVE)
			give_row(t, &g, i);
	return g;
}

static void
give_check(const struct reform_tree *t, const struct given *g)
{
	for (size_t i = 0; i < t->plan->n; i++) {
		const struct reform_row *r = &t->plan->at[i];
		if (r->act == REFORM_GIVE && !g->used[i] && g->to[i] >= 0)
			finding(t->f, reform_at(t, r->line),
			    _("name: \"%s\" has no right on the unit %s"),
			    r->name, r->unit);
	}
}

static void
judge(const struct reform_tree *t, struct reform_grant *g)
{
	long at = reform_of(t, g->unit_id);
	const struct reform_heir *h = &t->heir[at];
	const struct reform_unit *u = &t->look->unit[at];

	g->became = u->others;
	g->fate = FATE_DECIDE;
	g->to = h->became < 0 ? -1 : t->modelof[h->became];
	if (h->class == CLASS_SAME) {
		g->fate = FATE_CARRIED;
		g->why = _("the same body goes on");
	} else if (h->class == CLASS_ENDED) {
		g->fate = FATE_KEPT;
		g->why = _("the unit has no successor; its old reports are"
			   " still theirs");
	} else if (h->class == CLASS_SPLIT)
		g->why = _("the unit is split: say for which of the new units"
			   " they work");
	else if (reform_role_follows(CLASS_MERGED, (enum role)g->role)) {
		g->fate = FATE_CARRIED;
		g->why = _("goes on in the merged unit");
	} else
		g->why = _("several units are merged: say who has this right in"
			   " the new one");
}

static int
by_fate(const void *a, const void *b)
{
	const struct reform_grant *x = a, *y = b;

	if (x->fate != y->fate)
		return (int)y->fate - (int)x->fate;
	if (x->unit_id != y->unit_id)
		return (x->unit_id > y->unit_id) - (x->unit_id < y->unit_id);
	return (x->access_id > y->access_id) - (x->access_id < y->access_id);
}

/* How many more there may be than rights: several rows for one person, or a
 * rule for all successors. */
static size_t
give_most(const struct reform_tree *t, const struct given *by,
    const struct grant_rec *at, size_t n)
{
	size_t more = 0;

	for (size_t i = 0; i < n; i++) {
		const char *key =
		    str_fmt(t->mem, "%ld %s", at[i].unit_id, at[i].login);
		long row = map_get(&by->first, key);
		for (; row > 0; row = by->next[row - 1])
			more++;
		more +=
		    (size_t)t->look->unit[reform_of(t, at[i].unit_id)].nother;
	}
	return more;
}

static struct reform_grant *
grant_add(struct reform_look *look, const struct grant_rec *r)
{
	struct reform_grant *g = &look->grant[look->ngrant++];

	*g = (struct reform_grant){ .access_id = r->access_id,
		.person_id = r->person_id,
		.unit_id = r->unit_id,
		.role = r->role,
		.for_id = r->for_id,
		.login = r->login,
		.person = r->person,
		.unit = r->unit,
		.begins = r->valid_from,
		.ends = r->valid_to };
	return g;
}

static void
said(struct reform_tree *t, struct reform_grant *g, long to)
{
	g->to = to;
	g->fate = FATE_CARRIED;
	g->became = reform_model_show(t, to);
	g->why = _("so says the plan");
}

/* What the rules leave to somebody, a rule of the plan may decide. */
static void
by_default(struct reform_tree *t, struct reform_defaults *d,
    const struct grant_rec *r, struct reform_grant *g)
{
	if (g->fate == FATE_CARRIED)
		return;
	struct reform_targets to =
	    reform_default(d, (size_t)reform_of(t, r->unit_id),
		role_name((enum role)r->role), r->post);
	if (to.decided && to.n == 0) {
		g->fate = FATE_KEPT;
		g->why = _("so says the plan: on no other unit");
	}
	for (size_t i = 0; i < to.n; i++)
		said(t, i == 0 ? g : grant_add(t->look, r), to.at[i]);
}

/* By the plan, to each unit that it names; else by the rules. */
static void
follow(struct reform_tree *t, const struct given *by, struct reform_defaults *d,
    const struct grant_rec *r)
{
	const char *key = str_fmt(t->mem, "%ld %s", r->unit_id, r->login);
	long row = map_get(&by->first, key);

	if (row < 0) {
		struct reform_grant *g = grant_add(t->look, r);
		judge(t, g);
		by_default(t, d, r, g);
		return;
	}
	for (; row > 0; row = by->next[row - 1]) {
		by->used[row - 1] = true;
		said(t, grant_add(t->look, r), by->to[row - 1]);
	}
}

/*
 * Whoever stands in for somebody goes on with it where that one does, and
 * nowhere else: what is lent would otherwise not end with what it was lent
 * from.
 */
static void
lent_alone(struct reform_tree *t)
{
	struct reform_look *look = t->look;
	struct map own = { .mem = t->mem };

	for (size_t i = 0; i < look->ngrant; i++) {
		const struct reform_grant *g = &look->grant[i];
		if (g->for_id == 0 && g->fate == FATE_CARRIED)
			map_put(&own,
			    str_fmt(t->mem, "%ld %ld %ld", g->person_id,
				g->role, g->to),
			    1);
	}
	for (size_t i = 0; i < look->ngrant; i++) {
		struct reform_grant *g = &look->grant[i];
		if (g->for_id == 0 || g->fate != FATE_CARRIED ||
		    map_get(&own, str_fmt(t->mem, "%ld %ld %ld", g->for_id,
				      g->role, g->to)) == 1)
			continue;
		g->fate = FATE_DECIDE;
		g->why = _("whom they stand in for does not have this role"
			   " there: decide about that one first");
	}
}

static void
sum_up(struct reform_look *look)
{
	for (size_t i = 0; i < look->ngrant; i++) {
		enum reform_fate fate = look->grant[i].fate;
		look->grants_carried += fate == FATE_CARRIED;
		look->grants_decide += fate == FATE_DECIDE;
		look->grants_kept += fate == FATE_KEPT;
	}
	qsort(look->grant, look->ngrant, sizeof *look->grant, by_fate);
}

enum rc
reform_grants(struct reform_tree *t)
{
	struct reform_look *look = t->look;
	const char *day = t->in->on_date;
	struct given by = given(t);
	struct reform_defaults d = reform_defaults_of(t, REFORM_RIGHTS);
	struct {
		struct grant_rec *at;
		size_t n;
	} found;

	TRY(db_rows(t->db, select_grants,
	    ARGS(reform_ids(t, false), day, day, day), &found));
	look->grant = arena_alloc(t->mem,
	    (found.n + give_most(t, &by, found.at, found.n) + 1) *
		sizeof *look->grant);
	for (size_t i = 0; i < found.n; i++)
		follow(t, &by, &d, &found.at[i]);
	lent_alone(t);
	give_check(t, &by);
	if (t->f->nerror > 0) /* what is wrong there is said as well */
		reform_defaults_of(t, REFORM_DUTIES);
	else
		reform_defaults_check(&d);
	sum_up(look);
	return t->f->nerror > 0 ? E_INVALID : OK;
}
