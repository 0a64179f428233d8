/* reform_plan_check.c - do the rows of a plan make a structure? */
#include <string.h>
#include "base/date.h"
#include "base/utf8.h"
#include "core/reform_plan_part.h"

/* Its code must be free: what has it now ends, or becomes this very unit. */
static void
check_free(struct plan_part *p, const struct plan_became *b)
{
	const struct plan_old *o = plan_old_by(p, b->code);
	const struct reform_row *r = &p->t->plan->at[b->first];

	if (o == NULL || o->abolish)
		return;
	bool stays =
	    o->first < 0 || p->t->plan->at[o->first].act == REFORM_MOVE;
	if (stays && r->act == REFORM_MERGE)
		finding(p->t->f, reform_at(p->t, r->line),
		    _("became: \"%s\" (%s) takes in \"%s\" and so becomes"
		      " another unit: add a row merge %s to %s"),
		    plan_unit(p, o)->name, b->code, r->unit, b->code, b->code);
	else if (stays)
		finding(p->t->f, reform_at(p->t, r->line),
		    _("became: the code %s belongs to \"%s\", which goes on:"
		      " choose another, or say what becomes of it"),
		    b->code, plan_unit(p, o)->name);
}

void
plan_check_became(struct plan_part *p, const struct plan_became *b)
{
	const struct reform_row *r = &p->t->plan->at[b->first];
	const char *where = reform_at(p->t, r->line);

	check_free(p, b);
	if (b->said < 0)
		finding(p->t->f, where,
		    _("became: no row says what %s is; say its level, its name"
		      " and its superior in one of those that lead to it"),
		    b->code);
	else if (b->same < 0 && (str_empty(b->level) || str_empty(b->name) ||
				    str_empty(b->parent)))
		finding(p->t->f, reform_at(p->t, p->t->plan->at[b->said].line),
		    _("%s: its level, its name and its superior must stand in"
		      " one row"),
		    b->code);
	if (b->same >= 0 && b->others > 1)
		finding(p->t->f, reform_at(p->t, p->t->plan->at[b->same].line),
		    _("%s is the same body as before, and yet others come into"
		      " it: use merge for all of them"),
		    b->code);
}

void
plan_unit_add(struct plan_part *p, const struct plan_became *b)
{
	struct arena *mem = p->t->mem;
	const struct reform_row *r = &p->t->plan->at[b->said];
	const struct plan_old *o = b->same < 0 ? NULL : plan_old_by(p, r->unit);
	struct unit_row u = { b->scheme, b->level, b->code, b->name, b->parent,
		NULL, NULL, r->line };

	if (o != NULL && str_empty(u.level))
		u.level = plan_unit(p, o)->level;
	if (o != NULL && str_empty(u.name))
		u.name = plan_unit(p, o)->name;
	if (o != NULL && str_empty(u.parent))
		u.parent = plan_above(p, o);
	u.key = utf8_key(mem, u.name, true);
	u.plain = utf8_key(mem, u.name, false);
	if (map_get(&p->t->levels, u.level) < 0)
		finding(p->t->f, reform_at(p->t, r->line),
		    _("level: \"%s\" is not known"), u.level);
	p->step->unit[p->step->nunit++] = u;
}

static const char *
level_after(const struct plan_part *p, const char *code)
{
	const struct unit_step *s = p->step;
	const struct plan_old *o = plan_old_by(p, code);

	for (size_t i = 0; i < s->nunit; i++)
		if (str_eq(s->unit[i].code, code))
			return s->unit[i].level;
	return o == NULL ? NULL : plan_unit(p, o)->level;
}

/* A commune does not stand below a commune. */
void
plan_check_ranks(struct plan_part *p)
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

void
plan_check_day(const struct plan_part *p)
{
	if (p->known != NULL && strcmp(p->t->in->on_date, p->known) <= 0)
		finding(p->t->f, "on_date",
		    _("The line %s changed on %s; a reform must take effect"
		      " after that day."),
		    p->line, date_show(p->t->mem, p->known));
}
