/*
 * reform_plan.c - the rows of a plan onto the units as they are
 *
 * What comes out are steps as the import of states has them (unit_file.h), one
 * for each reporting line, so that both end in the same structure.
 */
#include <string.h>
#include "base/date.h"
#include "base/utf8.h"
#include "core/reform_plan_part.h"

enum { AMBIGUOUS = -2 };

const char *
reform_at(const struct reform_tree *t, long line)
{
	return str_fmt(t->mem, "%s:%ld", t->plan->name, line);
}

const struct model_unit *
plan_unit(const struct plan_part *p, const struct plan_old *o)
{
	return &p->t->model.unit[o->unit];
}

struct plan_old *
plan_old_by(const struct plan_part *p, const char *code)
{
	long i = map_get(&p->olds, code);

	return i < 0 ? NULL : &p->old[i];
}

/* Units that stand in the line until further notice, by code. */
static void
index_old(struct plan_part *p)
{
	const struct model *m = &p->t->model;

	p->old = arena_alloc(p->t->mem, (m->nplace + 1) * sizeof *p->old);
	p->olds.mem = p->becames.mem = p->pairs.mem = p->t->mem;
	for (size_t i = 0; i < m->nplace; i++) {
		const struct model_place *at = &m->place[i];
		if (at->line != p->line_id)
			continue;
		if (p->known == NULL || strcmp(p->known, at->valid_from) < 0)
			p->known = at->valid_from;
		if (!model_holds(at->valid_to))
			continue;
		const char *code = m->unit[at->unit].code;
		p->old[p->nold] = (struct plan_old){ .unit = at->unit,
			.parent = at->parent,
			.first = -1 };
		if (map_put(&p->olds, code, (long)p->nold++) != MAP_NONE)
			map_put(&p->olds, code, AMBIGUOUS);
	}
}

static bool
act_alone(enum reform_act a)
{
	return a != REFORM_MERGE && a != REFORM_SPLIT;
}

/* The unit before that a row names. */
static struct plan_old *
claim(struct plan_part *p, long row)
{
	const struct reform_row *r = &p->t->plan->at[row];
	const char *where = reform_at(p->t, r->line);
	long i = map_get(&p->olds, r->unit);

	if (i < 0) {
		finding(p->t->f, where,
		    i == AMBIGUOUS ?
			_("unit: several units have the code %s on %s") :
			_("unit: no unit has the code %s on %s"),
		    r->unit, p->t->in->on_date);
		return NULL;
	}
	struct plan_old *o = &p->old[i];
	if (o->first >= 0 && (o->alone || act_alone(r->act)))
		finding(p->t->f, where,
		    _("\"%s\" (%s) has another part in line %ld already: \"%s\""
		      " and \"%s\" do not go together"),
		    plan_unit(p, o)->name, r->unit,
		    p->t->plan->at[o->first].line,
		    reform_act_name(p->t->plan->at[o->first].act),
		    reform_act_name(r->act));
	if (o->first < 0)
		o->first = row;
	o->alone = o->alone || act_alone(r->act);
	return o;
}

/* Two rows say different things of the unit that they lead to. */
static void
agree(struct plan_part *p, const struct reform_row *r,
    const struct plan_became *b)
{
	const char *const said[] = { b->level, b->name, b->parent };
	const char *const says[] = { r->level, r->name, r->parent };

	for (size_t i = 0; i < COUNT(said); i++)
		if (!str_empty(says[i]) && !str_eq(says[i], said[i]))
			finding(p->t->f, reform_at(p->t, r->line),
			    _("%s: \"%s\" here, \"%s\" in line %ld; say it"
			      " once, or the same"),
			    r->became, says[i], said[i],
			    p->t->plan->at[b->said].line);
}

static void
say_scheme(struct plan_part *p, const struct reform_row *r,
    struct plan_became *b)
{
	if (str_empty(r->scheme))
		return;
	if (!str_eq(r->scheme, "gso") && !str_eq(r->scheme, "own"))
		finding(p->t->f, reform_at(p->t, r->line),
		    _("scheme: \"%s\" is not known: it is gso, or own"),
		    r->scheme);
	b->scheme = r->scheme;
}

static struct plan_became *
became_of(struct plan_part *p, long row, const char *code,
    const struct plan_old *o)
{
	const struct reform_row *r = &p->t->plan->at[row];
	long i = map_get(&p->becames, code);

	if (i < 0) {
		i = (long)p->nbecame++;
		p->became[i] = (struct plan_became){ .code = code,
			.scheme = o == NULL ? "gso" : plan_unit(p, o)->scheme,
			.first = row,
			.said = -1,
			.same = -1 };
		map_put(&p->becames, code, i);
	}
	struct plan_became *b = &p->became[i];
	say_scheme(p, r, b);
	if (str_empty(r->level) && str_empty(r->name) && str_empty(r->parent))
		return b;
	if (b->said >= 0) {
		agree(p, r, b);
		return b;
	}
	b->said = row;
	b->level = r->level;
	b->name = r->name;
	b->parent = r->parent;
	return b;
}

static void
map_add(struct plan_part *p, const struct reform_row *r, const char *became,
    enum relation relation)
{
	struct unit_step *s = p->step;

	s->map[s->nmap++] =
	    (struct map_row){ r->unit, became, relation, r->line };
}

/* Below whom it stands then, when nobody says: those above may change too. */
const char *
plan_above(const struct plan_part *p, const struct plan_old *o)
{
	for (long unit = o->parent; unit >= 0;) {
		const char *code = p->t->model.unit[unit].code;
		const struct plan_old *above = plan_old_by(p, code);
		if (above == NULL)
			return "";
		if (above->abolish) {
			unit = above->parent;
			continue;
		}
		if (above->first < 0)
			return code;
		const struct reform_row *r = &p->t->plan->at[above->first];
		if (r->act == REFORM_MOVE)
			return code;
		return str_empty(r->became) ? code : r->became;
	}
	return "";
}

static void
same_body(struct plan_part *p, long row, struct plan_old *o,
    enum relation relation)
{
	const struct reform_row *r = &p->t->plan->at[row];
	const char *code = str_empty(r->became) ? r->unit : r->became;
	struct plan_became *b = became_of(p, row, code, o);

	if (b->said != row) { /* a retyping that says nothing */
		b->said = row;
		b->level = b->name = b->parent = "";
	}
	b->same = row;
	b->others++;
	map_add(p, r, code, relation);
}

/* The second row of a pair is of another item: it says a share, and no more. */
static bool
pair_known(struct plan_part *p, const struct reform_row *r)
{
	struct arena *mem = p->t->mem;
	const char *pair = str_fmt(mem, "%s %s", r->unit, r->became);
	const char *item = str_fmt(mem, "%s %s", pair, r->item);
	long was = map_put(&p->pairs, item, r->line);

	if (was != MAP_NONE)
		finding(p->t->f, reform_at(p->t, r->line),
		    _("%s to %s stands in line %ld already"), r->unit,
		    r->became, was);
	return map_put(&p->pairs, pair, r->line) != MAP_NONE;
}

static void
part_of(struct plan_part *p, long row, struct plan_old *o)
{
	const struct reform_row *r = &p->t->plan->at[row];
	struct plan_became *b = became_of(p, row, r->became, o);

	if (r->act == REFORM_SPLIT && pair_known(p, r))
		return;
	b->others++;
	map_add(p, r, r->became,
	    r->act == REFORM_MERGE      ? REL_WHOLE :
	    str_eq(r->share, "unknown") ? REL_UNKNOWN :
					  REL_PARTIAL);
}

/* A unit that goes on; where it stands is all that changes. */
static void
move(struct plan_part *p, const struct reform_row *r, const struct plan_old *o)
{
	const struct model_unit *u = plan_unit(p, o);
	struct unit_step *s = p->step;

	s->unit[s->nunit++] = (struct unit_row){ u->scheme, u->level, u->code,
		u->name, r->parent, u->name_key, u->name_plain, r->line };
}

static void
read_row(struct plan_part *p, long row)
{
	const struct reform_row *r = &p->t->plan->at[row];
	struct unit_step *s = p->step;
	struct plan_old *o = NULL;

	if (r->act == REFORM_ABOLISH || r->act >= REFORM_GIVE)
		return; /* later, or of no unit */
	if (r->act == REFORM_NEW) {
		became_of(p, row, r->became, NULL);
		return;
	}
	if ((o = claim(p, row)) == NULL)
		return;
	switch (r->act) {
	case REFORM_RENAME:
		same_body(p, row, o, REL_RENAMED);
		break;
	case REFORM_RETYPE:
		same_body(p, row, o, REL_RETYPED);
		break;
	case REFORM_MOVE:
		move(p, r, o);
		break;
	case REFORM_ENDS:
		s->end[s->nend++] = (struct end_row){ r->unit, false, r->line };
		break;
	default:
		part_of(p, row, o);
	}
}

static void
abolish(struct plan_part *p, const struct reform_row *r)
{
	long n = 0;

	if (map_get(&p->t->levels, r->unit) < 0)
		finding(p->t->f, reform_at(p->t, r->line),
		    _("unit: there is no level \"%s\""), r->unit);
	for (size_t i = 0; i < p->nold; i++) {
		const struct model_unit *u = plan_unit(p, &p->old[i]);
		if (!str_eq(u->level, r->unit))
			continue;
		n++;
		if (p->old[i].first >= 0 || p->old[i].abolish)
			continue;
		p->old[i].abolish = true;
		p->step->end[p->step->nend++] =
		    (struct end_row){ u->code, true, r->line };
	}
	if (n == 0)
		finding(p->t->f, reform_at(p->t, r->line),
		    _("no unit of the line %s is of the level %s on %s"),
		    p->line, r->unit, p->t->in->on_date);
}

static void
read_part(struct plan_part *p)
{
	const struct reform_plan *plan = p->t->plan;

	index_old(p);
	plan_check_day(p);
	for (size_t i = 0; i < plan->n; i++)
		if (str_eq(plan->at[i].in_line, p->line))
			read_row(p, (long)i);
	for (size_t i = 0; i < plan->n; i++)
		if (str_eq(plan->at[i].in_line, p->line) &&
		    plan->at[i].act == REFORM_ABOLISH)
			abolish(p, &plan->at[i]);
	for (size_t i = 0; i < p->nbecame; i++)
		plan_check_became(p, &p->became[i]);
	if (p->t->f->nerror > 0)
		return;
	for (size_t i = 0; i < p->nbecame; i++)
		plan_unit_add(p, &p->became[i]);
	if (p->t->f->nerror == 0)
		plan_check_ranks(p);
}

static struct plan_part
part_new(struct reform_tree *t, const char *line, struct unit_step *s)
{
	size_t n = t->plan->n + 1, units = t->model.nunit + n;
	struct plan_part p = { .t = t,
		.line = line,
		.line_id = map_get(&t->lines, line),
		.step = s };

	*s = (struct unit_step){ .where = t->plan->name,
		.from = t->in->on_date,
		.line = line,
		.decision = t->in->decision,
		.units_file = t->plan->name,
		.map_file = t->plan->name,
		.along = true,
		.unit = arena_alloc(t->mem, n * sizeof *s->unit),
		.map = arena_alloc(t->mem, n * sizeof *s->map),
		.end = arena_alloc(t->mem, units * sizeof *s->end) };
	p.became = arena_alloc(t->mem, n * sizeof *p.became);
	return p;
}

bool
reform_steps(struct reform_tree *t, struct unit_steps *ret)
{
	struct map seen = { .mem = t->mem };

	*ret = (struct unit_steps){ 0 };
	ret->at = arena_alloc(t->mem, (t->lines.n + 1) * sizeof *ret->at);
	for (size_t i = 0; i < t->plan->n; i++) {
		const struct reform_row *r = &t->plan->at[i];
		if (map_put(&seen, r->in_line, 1) != MAP_NONE)
			continue;
		if (map_get(&t->lines, r->in_line) < 0) {
			finding(t->f, reform_at(t, r->line),
			    _("line: \"%s\" is not known"), r->in_line);
			continue;
		}
		struct plan_part p =
		    part_new(t, r->in_line, &ret->at[ret->n++]);
		read_part(&p);
	}
	return t->f->nerror == 0;
}
