/*
 * reform_default.c - what the rules leave to somebody, decided by the plan
 *
 * Rows `rights` and `duties` of a plan (core/reform.h): for one unit, for the
 * units of a level or for all that end, of one role or kind or of all.  The
 * nearest row counts: one of the unit before one of its level, and of the same,
 * one of the role before one of all.
 */
#include <string.h>
#include "core/access.h"
#include "core/reform_part.h"

/* Where it goes; else a code. */
enum where { NOBODY, ABOVE, SUCCESSORS, POST, CODE };
static const char *const wheres[] = { [NOBODY] = "nobody",
	[ABOVE] = "above",
	[SUCCESSORS] = "successors",
	[POST] = "post" };

static enum where
where_of(const struct reform_row *r)
{
	for (enum where w = NOBODY; w < CODE; w++)
		if (str_eq(r->became, wheres[w]))
			return w;
	return CODE;
}

static const char *
key_of(struct arena *mem, const char *line, const char *unit, const char *level,
    const char *what)
{
	return str_fmt(mem, "%s|%s|%s|%s", line, unit, level, what);
}

/* The unit of that code in the line after the reform: an index, or -1. */
static long
unit_after(const struct reform_tree *t, const struct reform_row *r)
{
	const struct model *m = &t->model;
	long line = map_get(&t->lines, r->in_line);

	for (size_t i = 0; i < m->nplace; i++)
		if (m->place[i].line == line &&
		    model_holds(m->place[i].valid_to) &&
		    str_eq(m->unit[m->place[i].unit].code, r->became))
			return m->place[i].unit;
	return -1;
}

static void
check(struct reform_defaults *d, size_t row)
{
	struct reform_tree *t = d->t;
	const struct reform_row *r = &t->plan->at[row];
	const char *at = reform_at(t, r->line);
	enum where where = where_of(r);
	enum role role;

	if (!str_empty(r->unit) && !str_empty(r->level))
		finding(t->f, at,
		    _("say the unit or the level, not both: a unit has one"));
	if (!str_empty(r->level) && map_get(&t->levels, r->level) < 0)
		finding(t->f, at, _("level: \"%s\" is not known"), r->level);
	if (d->act == REFORM_RIGHTS && !str_empty(r->name) &&
	    !role_read(r->name, &role))
		finding(t->f, at, _("name: there is no role \"%s\""), r->name);
	if (d->act == REFORM_DUTIES && !str_empty(r->name) &&
	    !reform_duty_kind(r->name))
		finding(t->f, at, _("name: there is no duty \"%s\""), r->name);
	if (where == CODE && (d->to[row] = unit_after(t, r)) < 0)
		finding(t->f, at,
		    _("became: no unit has the code %s from %s on; or write"
		      " nobody, above, successors or post"),
		    r->became, t->in->on_date);
	if (where == POST && d->act == REFORM_DUTIES)
		finding(t->f, at, _("became: a duty has no post"));
}

static const char *
what_of(const struct reform_defaults *d, const struct reform_row *r)
{
	enum role role;

	if (d->act == REFORM_RIGHTS && role_read(r->name, &role))
		return role_name(role); /* it may go by several names */
	return r->name;
}

struct reform_defaults
reform_defaults_of(struct reform_tree *t, enum reform_act act)
{
	size_t n = t->plan->n + 1;
	struct reform_defaults d = { .t = t,
		.act = act,
		.by = { .mem = t->mem },
		.used = arena_alloc(t->mem, n * sizeof *d.used),
		.to = arena_alloc(t->mem, n * sizeof *d.to) };

	for (size_t i = 0; i < t->plan->n; i++) {
		const struct reform_row *r = &t->plan->at[i];
		if (r->act != act)
			continue;
		d.to[i] = -1;
		check(&d, i);
		const char *key = key_of(t->mem, r->in_line, r->unit, r->level,
		    what_of(&d, r));
		long was = map_put(&d.by, key, (long)i);
		if (was != MAP_NONE)
			finding(t->f, reform_at(t, r->line),
			    _("the same is decided in line %ld already"),
			    t->plan->at[was].line);
		d.n++;
	}
	return d;
}

/* The row that decides it; -1: none does. */
static long
row_for(struct reform_defaults *d, const struct reform_unit *u,
    const char *what)
{
	const char *const keys[][3] = { { u->code, "", what },
		{ u->code, "", "" }, { "", u->level, what },
		{ "", u->level, "" }, { "", "", what }, { "", "", "" } };

	for (size_t i = 0; d->n > 0 && i < COUNT(keys); i++) {
		long row =
		    map_get(&d->by, key_of(d->t->mem, u->line, keys[i][0],
					keys[i][1], keys[i][2]));
		if (row >= 0)
			return row;
	}
	return -1;
}

/* ------------------------------------------------------------ where it goes */

/* The superiors before the reform, by the model's index. */
static const long *
parents_was(struct reform_tree *t)
{
	const struct model *m = &t->model;

	if (t->parent_was != NULL)
		return t->parent_was;
	t->parent_was = arena_alloc(t->mem, (m->nunit + 1) * sizeof(long));
	for (size_t i = 0; i < m->nunit; i++)
		t->parent_was[i] = -1;
	for (size_t i = 0; i < t->nplace; i++) {
		const struct model_place *p = &m->place[i];
		if ((p->changed || model_holds(p->valid_to)) &&
		    t->parent_was[p->unit] < 0)
			t->parent_was[p->unit] = p->parent;
	}
	return t->parent_was;
}

/* What a unit of before is after: itself, or the one that took all of it. */
static long
goes_on_as(const struct reform_tree *t, long unit)
{
	long at = t->lookof[unit];

	if (at < 0 || t->look->unit[at].kind != UNIT_ENDS)
		return unit;
	return t->heir[at].became < 0 ? -1 : t->modelof[t->heir[at].became];
}

static long
above(struct reform_tree *t, size_t old)
{
	const long *parent = parents_was(t);

	for (long u = parent[t->modelof[old]]; u >= 0; u = parent[u]) {
		long after = goes_on_as(t, u);
		if (after >= 0)
			return after;
	}
	return -1;
}

/* The model's index of a unit that is stored; -1: there is none. */
static long
stored(struct reform_tree *t, long id)
{
	if (t->ids.n == 0)
		for (size_t i = 0; i < t->nunit; i++)
			map_put(&t->ids,
			    str_fmt(t->mem, "%ld", t->model.unit[i].id),
			    (long)i);
	return id == 0 ? -1 : map_get(&t->ids, str_fmt(t->mem, "%ld", id));
}

static struct reform_targets
one(struct reform_tree *t, long unit)
{
	struct reform_targets r = { .decided = unit >= 0, .n = unit >= 0 };

	r.at = arena_alloc(t->mem, sizeof *r.at);
	r.at[0] = unit;
	return r;
}

static struct reform_targets
successors(struct reform_tree *t, size_t old)
{
	struct reform_targets r = { 0 };
	const struct reform_look *look = t->look;

	r.at = arena_alloc(t->mem,
	    ((size_t)look->unit[old].nother + 1) * sizeof *r.at);
	for (size_t i = 0; i < look->nlink; i++)
		if (look->link[i].old == old)
			r.at[r.n++] = t->modelof[look->link[i].became];
	r.decided = r.n > 0;
	return r;
}

struct reform_targets
reform_default(struct reform_defaults *d, size_t old, const char *what,
    long post)
{
	struct reform_tree *t = d->t;
	long row = row_for(d, &t->look->unit[old], what), unit;

	if (row < 0)
		return (struct reform_targets){ 0 };
	d->used[row] = true;
	switch (where_of(&t->plan->at[row])) {
	case NOBODY:
		return (struct reform_targets){ .decided = true };
	case ABOVE:
		return one(t, above(t, old));
	case SUCCESSORS:
		return successors(t, old);
	case POST:
		unit = stored(t, post);
		return one(t, unit < 0 ? -1 : goes_on_as(t, unit));
	default:
		return one(t, d->to[row]);
	}
}

void
reform_defaults_check(const struct reform_defaults *d)
{
	for (size_t i = 0; i < d->t->plan->n; i++)
		if (d->t->plan->at[i].act == d->act && !d->used[i])
			finding_warn(d->t->f,
			    reform_at(d->t, d->t->plan->at[i].line),
			    _("nothing waits for decision that this row would"
			      " decide"));
}
