/* reform_mapping.c - the files of states as a plan */
#include <string.h>
#include "base/map.h"
#include "core/reform_mapping.h"

struct job {
	struct arena *mem;
	const struct unit_step *was, *is;
	struct map old, fresh; /* code -> row of was, of is */
	struct map mapped;     /* old code -> 1; " " and new code -> 1 */
	struct map said;       /* new code: a row says what it is */
	struct map goes_on;    /* old code -> 1 */
	struct reform_plan *plan;
};

static struct reform_row *
add(struct job *j, enum reform_act act, const char *unit, const char *became)
{
	struct reform_row *r = &j->plan->at[j->plan->n++];

	*r = (struct reform_row){ .line = (long)j->plan->n + 1,
		.act = act,
		.unit = unit,
		.became = became,
		.level = "",
		.name = "",
		.parent = "",
		.share = "",
		.item = "",
		.scheme = "",
		.in_line =
		    str_eq(j->is->line, "administrative") ? "" : j->is->line,
		.note = "" };
	return r;
}

/* Once for each unit after: what it is. */
static void
say(struct job *j, struct reform_row *r, const char *code,
    const struct unit_row *old)
{
	const struct unit_row *u = &j->is->unit[map_get(&j->fresh, code)];

	if (map_put(&j->said, code, 1) != MAP_NONE)
		return;
	r->level = u->level;
	r->name = u->name;
	r->parent = u->parent;
	r->scheme =
	    old == NULL || !str_eq(old->scheme, u->scheme) ? u->scheme : "";
}

static void
unchanged(struct job *j, const struct map_row *m, const struct unit_row *old)
{
	const struct unit_row *u = &j->is->unit[map_get(&j->fresh, m->became)];

	if (str_eq(u->parent, old->parent) &&
	    (str_empty(u->parent) || map_get(&j->goes_on, old->parent) >= 0))
		return;
	add(j, REFORM_MOVE, m->old, "")->parent = u->parent;
}

static void
map_one(struct job *j, const struct map_row *m)
{
	static const enum reform_act acts[REL_END] = { [REL_RENAMED] =
							   REFORM_RENAME,
		[REL_RETYPED] = REFORM_RETYPE,
		[REL_WHOLE] = REFORM_MERGE,
		[REL_PARTIAL] = REFORM_SPLIT,
		[REL_UNKNOWN] = REFORM_SPLIT };
	const struct unit_row *old = &j->was->unit[map_get(&j->old, m->old)];

	map_put(&j->mapped, m->old, 1);
	map_put(&j->mapped, str_fmt(j->mem, " %s", m->became), 1);
	if (m->relation == REL_UNCHANGED) {
		unchanged(j, m, old);
		return;
	}
	struct reform_row *r = add(j, acts[m->relation], m->old, m->became);
	say(j, r, m->became, old);
	if (m->relation == REL_UNKNOWN)
		r->share = "unknown";
}

/* Levels of which nobody is left are abolished; others end, by name. */
static void
ends(struct job *j)
{
	struct map levels = { .mem = j->mem }, gone = { .mem = j->mem };

	for (size_t i = 0; i < j->is->nunit; i++)
		map_put(&levels, j->is->unit[i].level, 1);
	for (size_t i = 0; i < j->was->nunit; i++) {
		const struct unit_row *u = &j->was->unit[i];
		if (map_get(&j->mapped, u->code) >= 0)
			continue;
		if (map_get(&levels, u->level) >= 0)
			add(j, REFORM_ENDS, u->code, "")->note =
			    j->is->decision;
		else if (map_put(&gone, u->level, 1) == MAP_NONE)
			add(j, REFORM_ABOLISH, u->level, "");
	}
}

static void
begins(struct job *j)
{
	for (size_t i = 0; i < j->is->nunit; i++) {
		const char *code = j->is->unit[i].code;
		if (map_get(&j->mapped, str_fmt(j->mem, " %s", code)) < 0)
			say(j, add(j, REFORM_NEW, "", code), code, NULL);
	}
}

static bool
check(struct job *j, struct findings *f)
{
	size_t before = f->nerror;

	if (!j->is->whole || j->was == NULL || !j->was->whole)
		finding(f, j->is->where,
		    _("only states that are told whole, one after the other,"
		      " can be made a plan"));
	else
		for (size_t i = 0; i < j->is->nmap; i++) {
			const struct map_row *m = &j->is->map[i];
			if (map_get(&j->old, m->old) < 0 ||
			    map_get(&j->fresh, m->became) < 0)
				finding(f, j->is->where,
				    _("the map names %s and %s, of which one"
				      " is not there"),
				    m->old, m->became);
		}
	return f->nerror == before;
}

static bool
line(struct job *j, struct findings *f)
{
	for (size_t i = 0; j->was != NULL && i < j->was->nunit; i++)
		map_put(&j->old, j->was->unit[i].code, (long)i);
	for (size_t i = 0; i < j->is->nunit; i++)
		map_put(&j->fresh, j->is->unit[i].code, (long)i);
	if (!check(j, f))
		return false;
	for (size_t i = 0; i < j->is->nmap; i++)
		if (j->is->map[i].relation == REL_UNCHANGED)
			map_put(&j->goes_on, j->is->map[i].old, 1);
	for (size_t i = 0; i < j->is->nmap; i++)
		map_one(j, &j->is->map[i]);
	begins(j);
	ends(j);
	return true;
}

static const struct unit_step *
before(const struct unit_steps *steps, size_t at)
{
	while (at-- > 0)
		if (str_eq(steps->at[at].line, steps->at[at + 1].line))
			return &steps->at[at];
		else
			break;
	return NULL;
}

bool
reform_from_states(struct arena *mem, const struct unit_steps *steps,
    const char *day, struct findings *f, struct reform_plan *ret)
{
	size_t n = 1, errors = f->nerror;

	*ret = (struct reform_plan){ .name = "plan", .sha = "" };
	for (size_t i = 0; i < steps->n; i++)
		n += steps->at[i].nunit + steps->at[i].nmap;
	ret->at = arena_alloc(mem, n * sizeof *ret->at);
	for (size_t i = 0; i < steps->n; i++) {
		struct job j = { .mem = mem,
			.is = &steps->at[i],
			.was = before(steps, i),
			.old = { .mem = mem },
			.fresh = { .mem = mem },
			.mapped = { .mem = mem },
			.said = { .mem = mem },
			.goes_on = { .mem = mem },
			.plan = ret };
		if (str_eq(j.is->from, day))
			line(&j, f);
	}
	if (ret->n == 0 && f->nerror == errors)
		finding(f, "--date", _("no state begins on %s"), day);
	return f->nerror == errors;
}
