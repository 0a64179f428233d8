/*
 * reform_plan.c - the rows of a plan onto the units as they are
 *
 * What comes out are steps as the import of states has them (unit_file.h), one
 * for each reporting line, so that both end in the same structure.
 */
#include <string.h>
#include "base/date.h"
#include "base/utf8.h"
#include "core/reform_part.h"

enum { AMBIGUOUS = -2 };

/* What the plan says of a unit before, or of one after. */
struct old {
	long unit;    /* of the model */
	long parent;  /* its superior's, or -1 */
	long first;   /* row that names it; -1: none */
	bool alone;   /* by an act that bears no other beside it */
	bool abolish; /* goes with its level */
};
struct became {
	const char *code, *scheme, *level, *name, *parent;
	long first;  /* row */
	long said;   /* row that says what it is; -1: none */
	long same;   /* row that it is the same body by; -1 */
	long others; /* units that come into it */
};
/* One reporting line of the plan. */
struct part {
	struct reform_tree *t;
	const char *line;
	long line_id;
	struct unit_step *step;
	struct old *old;
	size_t nold;
	struct map olds, becames; /* code -> index */
	struct map pairs;         /* of splits -> line */
	struct became *became;
	size_t nbecame;
	const char *known; /* the last day on which the line changed */
};

const char *
reform_at(const struct reform_tree *t, long line)
{
	return str_fmt(t->mem, "%s:%ld", t->plan->name, line);
}

static const struct model_unit *
unit_of(const struct part *p, const struct old *o)
{
	return &p->t->model.unit[o->unit];
}

static struct old *
old_by(const struct part *p, const char *code)
{
	long i = map_get(&p->olds, code);

	return i < 0 ? NULL : &p->old[i];
}

/* Units that stand in the line until further notice, by code. */
static void
index_old(struct part *p)
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
		p->old[p->nold] = (struct old){ .unit = at->unit,
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
static struct old *
claim(struct part *p, long row)
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
	struct old *o = &p->old[i];
	if (o->first >= 0 && (o->alone || act_alone(r->act)))
		finding(p->t->f, where,
		    _("\"%s\" (%s) has another part in line %ld already: \"%s\""
		      " and \"%s\" do not go together"),
		    unit_of(p, o)->name, r->unit, p->t->plan->at[o->first].line,
		    reform_act_name(p->t->plan->at[o->first].act),
		    reform_act_name(r->act));
	if (o->first < 0)
		o->first = row;
	o->alone = o->alone || act_alone(r->act);
	return o;
}

/* Two rows say different things of the unit that they lead to. */
static void
agree(struct part *p, const struct reform_row *r, const struct became *b)
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

static struct became *
became_of(struct part *p, long row, const char *code, const struct old *o)
{
	const struct reform_row *r = &p->t->plan->at[row];
	long i = map_get(&p->becames, code);

	if (i < 0) {
		i = (long)p->nbecame++;
		p->became[i] = (struct became){ .code = code,
			.scheme = o == NULL ? "gso" : unit_of(p, o)->scheme,
			.first = row,
			.said = -1,
			.same = -1 };
		map_put(&p->becames, code, i);
	}
	struct became *b = &p->became[i];
	if (!str_empty(r->scheme))
		b->scheme = r->scheme;
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
map_add(struct part *p, const struct reform_row *r, const char *became,
    enum relation relation)
{
	struct unit_step *s = p->step;

	s->map[s->nmap++] =
	    (struct map_row){ r->unit, became, relation, r->line };
}

/* Below whom it stands then, when nobody says: those above may change too. */
static const char *
above_after(const struct part *p, const struct old *o)
{
	for (long unit = o->parent; unit >= 0;) {
		const char *code = p->t->model.unit[unit].code;
		const struct old *above = old_by(p, code);
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
same_body(struct part *p, long row, struct old *o, enum relation relation)
{
	const struct reform_row *r = &p->t->plan->at[row];
	const char *code = str_empty(r->became) ? r->unit : r->became;
	struct became *b = became_of(p, row, code, o);

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
pair_known(struct part *p, const struct reform_row *r)
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
part_of(struct part *p, long row, struct old *o)
{
	const struct reform_row *r = &p->t->plan->at[row];
	struct became *b = became_of(p, row, r->became, o);

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
move(struct part *p, const struct reform_row *r, const struct old *o)
{
	const struct model_unit *u = unit_of(p, o);
	struct unit_step *s = p->step;

	s->unit[s->nunit++] = (struct unit_row){ u->scheme, u->level, u->code,
		u->name, r->parent, u->name_key, u->name_plain, r->line };
}

static void
read_row(struct part *p, long row)
{
	const struct reform_row *r = &p->t->plan->at[row];
	struct unit_step *s = p->step;
	struct old *o = NULL;

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
abolish(struct part *p, const struct reform_row *r)
{
	long n = 0;

	if (map_get(&p->t->levels, r->unit) < 0)
		finding(p->t->f, reform_at(p->t, r->line),
		    _("unit: there is no level \"%s\""), r->unit);
	for (size_t i = 0; i < p->nold; i++) {
		const struct model_unit *u = unit_of(p, &p->old[i]);
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

/* Its code must be free: what has it now ends, or becomes this very unit. */
static void
check_free(struct part *p, const struct became *b)
{
	const struct old *o = old_by(p, b->code);
	const struct reform_row *r = &p->t->plan->at[b->first];

	if (o == NULL || o->abolish)
		return;
	bool stays =
	    o->first < 0 || p->t->plan->at[o->first].act == REFORM_MOVE;
	if (stays && r->act == REFORM_MERGE)
		finding(p->t->f, reform_at(p->t, r->line),
		    _("became: \"%s\" (%s) takes in \"%s\" and so becomes"
		      " another unit: add a row merge %s to %s"),
		    unit_of(p, o)->name, b->code, r->unit, b->code, b->code);
	else if (stays)
		finding(p->t->f, reform_at(p->t, r->line),
		    _("became: the code %s belongs to \"%s\", which goes on:"
		      " choose another, or say what becomes of it"),
		    b->code, unit_of(p, o)->name);
}

static void
check_became(struct part *p, const struct became *b)
{
	const struct reform_row *r = &p->t->plan->at[b->first];
	const char *where = reform_at(p->t, r->line);

	check_free(p, b);
	if (b->said < 0)
		finding(p->t->f, where,
		    _("became: no row says what %s is; fill in level, name and"
		      " parent in one of those that lead to it"),
		    b->code);
	else if (b->same < 0 && (str_empty(b->level) || str_empty(b->name) ||
				    str_empty(b->parent)))
		finding(p->t->f, reform_at(p->t, p->t->plan->at[b->said].line),
		    _("%s: level, name and parent must stand in one row"),
		    b->code);
	if (b->same >= 0 && b->others > 1)
		finding(p->t->f, reform_at(p->t, p->t->plan->at[b->same].line),
		    _("%s is the same body as before, and yet others come into"
		      " it: use merge for all of them"),
		    b->code);
}

static void
unit_add(struct part *p, const struct became *b)
{
	struct arena *mem = p->t->mem;
	const struct reform_row *r = &p->t->plan->at[b->said];
	const struct old *o = b->same < 0 ? NULL : old_by(p, r->unit);
	struct unit_row u = { b->scheme, b->level, b->code, b->name, b->parent,
		NULL, NULL, r->line };

	if (o != NULL && str_empty(u.level))
		u.level = unit_of(p, o)->level;
	if (o != NULL && str_empty(u.name))
		u.name = unit_of(p, o)->name;
	if (o != NULL && str_empty(u.parent))
		u.parent = above_after(p, o);
	u.key = utf8_key(mem, u.name, true);
	u.plain = utf8_key(mem, u.name, false);
	if (map_get(&p->t->levels, u.level) < 0)
		finding(p->t->f, reform_at(p->t, r->line),
		    _("level: \"%s\" is not known"), u.level);
	p->step->unit[p->step->nunit++] = u;
}

static const char *
level_after(const struct part *p, const char *code)
{
	const struct unit_step *s = p->step;
	const struct old *o = old_by(p, code);

	for (size_t i = 0; i < s->nunit; i++)
		if (str_eq(s->unit[i].code, code))
			return s->unit[i].level;
	return o == NULL ? NULL : unit_of(p, o)->level;
}

/* A commune does not stand below a commune. */
static void
check_ranks(struct part *p)
{
	const struct unit_step *s = p->step;
	struct map above = { .mem = p->t->mem }; /* code -> rank */

	for (size_t i = 0; i < s->nunit; i++) {
		const struct unit_row *u = &s->unit[i];
		if (str_empty(u->parent))
			continue;
		long rank = map_get(&above, u->parent);
		if (rank < 0) {
			const char *level = level_after(p, u->parent);
			if (level == NULL) /* the import says so */
				continue;
			rank = map_get(&p->t->levels, level);
			map_put(&above, u->parent, rank);
		}
		if (rank >= map_get(&p->t->levels, u->level))
			finding(p->t->f, reform_at(p->t, u->line),
			    _("parent: \"%s\" (%s) cannot stand below %s, which"
			      " is of no higher level"),
			    u->name, u->code, u->parent);
	}
}

static void
check_day(const struct part *p)
{
	if (p->known != NULL && strcmp(p->t->in->on_date, p->known) <= 0)
		finding(p->t->f, "on_date",
		    _("The line %s changed on %s; a reform must take effect"
		      " after that day."),
		    p->line, date_show(p->t->mem, p->known));
}

static void
read_part(struct part *p)
{
	const struct reform_plan *plan = p->t->plan;

	index_old(p);
	check_day(p);
	for (size_t i = 0; i < plan->n; i++)
		if (str_eq(plan->at[i].in_line, p->line))
			read_row(p, (long)i);
	for (size_t i = 0; i < plan->n; i++)
		if (str_eq(plan->at[i].in_line, p->line) &&
		    plan->at[i].act == REFORM_ABOLISH)
			abolish(p, &plan->at[i]);
	for (size_t i = 0; i < p->nbecame; i++)
		check_became(p, &p->became[i]);
	if (p->t->f->nerror > 0)
		return;
	for (size_t i = 0; i < p->nbecame; i++)
		unit_add(p, &p->became[i]);
	if (p->t->f->nerror == 0)
		check_ranks(p);
}

static struct part
part_new(struct reform_tree *t, const char *line, struct unit_step *s)
{
	size_t n = t->plan->n + 1, units = t->model.nunit + n;
	struct part p = { .t = t,
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
		struct part p = part_new(t, r->in_line, &ret->at[ret->n++]);
		read_part(&p);
	}
	return t->f->nerror == 0;
}
