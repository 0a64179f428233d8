/* unit_apply.c - from one state of a line to the next */
#include <string.h>
#include "base/ctx.h"
#include "base/date.h"
#include "core/unit_apply.h"

static void
mark_ends(struct apply *a)
{
	for (size_t i = 0; i < a->nplace; i++)
		a->before[i].ends = apply_current(a, i) &&
				    (a->s->whole || a->before[i].maps > 0);
	for (size_t i = 0; i < a->nafter; i++)
		if (a->after[i].place >= 0) {
			struct before *b = &a->before[a->after[i].place];
			b->ends = false;
			b->listed = a->after[i].row != NULL;
		}
	for (size_t i = 0; i < a->s->nend; i++) {
		long place = map_get(&a->old, a->s->end[i].code);
		if (place < 0) {
			finding(a->f, a->s->where, _("no unit has the code %s"),
			    a->s->end[i].code);
			continue;
		}
		a->before[place].ends = true;
		a->before[place].lift = a->s->end[i].lift;
	}
}

static void
end_place(struct apply *a, long place)
{
	struct model_place *p = &a->m->place[place];

	p->valid_to = a->s->from;
	p->changed = p->stored;
	a->m->unit[p->unit].lines--;
}

static void
end_units(struct apply *a)
{
	for (size_t i = 0; i < a->nplace; i++) {
		if (!a->before[i].ends)
			continue;
		struct model_unit *u = apply_unit(a, (long)i);
		end_place(a, (long)i);
		if (u->lines > 0 && a->before[i].maps > 0)
			finding(a->f, a->s->where,
			    _("%s \"%s\" became another unit, but stands in"
			      " another line too"),
			    u->code, u->name);
		if (u->lines > 0) /* it leaves this line only */
			continue;
		u->valid_to = a->s->from;
		u->changed = u->id > 0;
		a->count->ended++;
	}
}

static const char *
full_code(const struct apply *a, const char *scheme, const char *level,
    const char *code)
{
	return str_fmt(a->m->mem, "%s %s %s", scheme, level, code);
}

/* Units of other lines that last, by their full code. */
static struct map
index_others(struct apply *a)
{
	struct map map = { .mem = a->m->mem };

	for (size_t i = 0; i < a->m->nunit; i++) {
		const struct model_unit *u = &a->m->unit[i];
		if (model_holds(u->valid_to))
			map_put(&map,
			    full_code(a, u->scheme, u->level, u->code),
			    (long)i);
	}
	return map;
}

static long
begin(struct apply *a, const struct unit_row *r)
{
	a->count->begun++;
	return model_unit_add(a->m, (struct model_unit){ .scheme = r->scheme,
					.level = r->level,
					.code = r->code,
					.name = r->name,
					.name_key = r->key,
					.name_plain = r->plain,
					.valid_from = a->s->from,
					.valid_to = DATE_MAX });
}

/* The unit of a row: that which goes on, one of another line, or a new one. */
static void
give_units(struct apply *a)
{
	struct map others = index_others(a);

	for (size_t i = 0; i < a->s->nunit; i++) {
		struct after *t = &a->after[i];
		const struct unit_row *r = t->row;
		if (t->place >= 0) {
			t->unit = a->m->place[t->place].unit;
			a->count->unchanged++;
			continue;
		}
		t->unit = map_get(&others,
		    full_code(a, r->scheme, r->level, r->code));
		if (t->unit < 0)
			t->unit = begin(a, r);
		else if (!str_eq(a->m->unit[t->unit].name_key, r->key))
			finding(a->f, apply_unit_at(a, r),
			    _("code %s belongs to \"%s\" in another line"),
			    r->code, a->m->unit[t->unit].name);
	}
}

/* -1: the top, which has no superior. */
static long
superior(const struct apply *a, const struct unit_row *r)
{
	if (str_empty(r->parent))
		return -1;
	long i = map_get(&a->fresh, r->parent);
	if (i >= 0)
		return a->after[i].unit;
	long place = map_get(&a->old, r->parent);
	if (!a->s->whole && place >= 0 && !a->before[place].ends)
		return a->m->place[place].unit;
	finding(a->f, apply_unit_at(a, r),
	    _("parent: no unit of this state has the code %s"), r->parent);
	return -1;
}

static void
put(struct apply *a, long unit, long parent)
{
	model_place_add(a->m, (struct model_place){ .line = a->line,
				  .unit = unit,
				  .parent = parent,
				  .valid_from = a->s->from,
				  .valid_to = DATE_MAX });
	a->m->unit[unit].lines++;
}

static void
place_listed(struct apply *a)
{
	for (size_t i = 0; i < a->s->nunit; i++) {
		const struct after *t = &a->after[i];
		long parent = superior(a, t->row);
		if (t->place >= 0 && a->m->place[t->place].parent == parent)
			continue;
		if (t->place >= 0) {
			end_place(a, t->place);
			a->count->moved++;
		}
		put(a, t->unit, parent);
	}
}

/* Who is the same body as each unit that ends. */
static void
find_heirs(struct apply *a)
{
	for (size_t i = 0; i < a->nplace; i++)
		a->before[i].heir = MAP_NONE;
	for (size_t i = 0; i < a->s->nmap; i++) {
		enum relation r = a->s->map[i].relation;
		if ((r == REL_RENAMED || r == REL_RETYPED ||
			(r == REL_WHOLE && a->s->along)) &&
		    a->link[i].comparable)
			a->before[a->link[i].old].heir =
			    a->after[a->link[i].became].unit;
	}
}

/* Below whom those below a place that ends are then; negative: not said. */
static long
heir_of(const struct apply *a, const struct map *ended, long place)
{
	while (place >= 0 && a->before[place].lift) {
		long above = a->m->place[place].parent;
		place = map_get(ended, str_fmt(a->m->mem, "%ld", above));
		if (place < 0)
			return above;
	}
	return place < 0 ? MAP_NONE : a->before[place].heir;
}

/* Where only changes are listed: those below a body that was renamed stay
 * below it. */
static void
follow(struct apply *a)
{
	struct map ended = { .mem = a->m->mem }; /* unit -> place */

	for (size_t i = 0; i < a->nplace; i++)
		if (a->before[i].ends)
			map_put(&ended,
			    str_fmt(a->m->mem, "%ld", a->m->place[i].unit),
			    (long)i);
	for (size_t i = 0; i < a->nplace; i++) {
		if (!apply_current(a, i) || a->before[i].listed)
			continue;
		const struct model_place p = a->m->place[i];
		long above =
		    map_get(&ended, str_fmt(a->m->mem, "%ld", p.parent));
		if (above < 0)
			continue;
		long heir = heir_of(a, &ended, above);
		if (heir < 0) {
			finding(a->f, a->s->where,
			    _("\"%s\" is below \"%s\", which ends: list it with"
			      " its new superior"),
			    a->m->unit[p.unit].name,
			    a->m->unit[a->m->place[above].unit].name);
			continue;
		}
		end_place(a, (long)i);
		put(a, p.unit, heir);
		a->count->moved++;
	}
}

/* One top, and no circles. */
static void
check_tree(struct apply *a)
{
	long *above = arena_alloc(a->m->mem, a->m->nunit * sizeof *above);
	long tops = 0;

	for (size_t i = 0; i < a->m->nplace; i++)
		if (apply_current(a, i)) {
			above[a->m->place[i].unit] = a->m->place[i].parent;
			tops += a->m->place[i].parent < 0;
		}
	if (tops != 1)
		finding(a->f, a->s->where,
		    _("%ld units have no superior; it must be one"), tops);
	for (size_t i = 0; i < a->m->nplace; i++) {
		int levels = 0;
		long u = a->m->place[i].unit;
		if (!apply_current(a, i))
			continue;
		while (u >= 0 && levels <= MAX_LEVELS) {
			u = above[u];
			levels++;
		}
		if (levels > MAX_LEVELS)
			finding(a->f, a->s->where,
			    _("\"%s\" stands below itself, or deeper than %d"
			      " levels"),
			    a->m->unit[a->m->place[i].unit].name, MAX_LEVELS);
	}
}

static void
succeed(struct apply *a)
{
	for (size_t i = 0; i < a->s->nmap; i++) {
		const struct link *k = &a->link[i];
		struct model_succession s = { .old = a->m->place[k->old].unit,
			.became = a->after[k->became].unit,
			.relation = a->s->map[i].relation,
			.comparable = k->comparable,
			.decision = a->s->decision,
			.on_date = a->s->from };
		if (s.old == s.became)
			continue;
		model_succession_add(a->m, s);
		a->count->successions++;
		a->count->not_comparable += !s.comparable;
	}
}

/* States are told in order: what was, was. */
static void
check_day(struct apply *a)
{
	const char *last = NULL;

	for (size_t i = 0; i < a->nplace; i++) {
		const char *from = a->m->place[i].valid_from;
		if (a->m->place[i].line == a->line &&
		    (last == NULL || strcmp(last, from) < 0))
			last = from;
	}
	if (last != NULL && strcmp(a->s->from, last) <= 0)
		finding(a->f, a->s->where,
		    _("from: the line is known as of %s already; a state must"
		      " be later"),
		    last);
	if (strcmp(a->s->from, DATE_MAX) >= 0 ||
	    strcmp(a->s->from, DATE_MIN) < 0)
		finding(a->f, a->s->where, _("from: out of range"));
}

void
model_apply(struct model *m, const struct unit_step *s, long line,
    struct findings *f, struct model_count *ret)
{
	struct apply a = { .m = m,
		.s = s,
		.f = f,
		.count = ret,
		.line = line,
		.nplace = m->nplace,
		.old = { .mem = m->mem },
		.fresh = { .mem = m->mem } };

	a.before = arena_alloc(m->mem, m->nplace * sizeof *a.before);
	a.after = arena_alloc(m->mem, (s->nunit + s->nmap) * sizeof *a.after);
	a.link = arena_alloc(m->mem, s->nmap * sizeof *a.link);
	check_day(&a);
	apply_match(&a);
	if (f->nerror > 0)
		return;
	mark_ends(&a);
	end_units(&a);
	give_units(&a);
	place_listed(&a);
	if (f->nerror > 0)
		return;
	find_heirs(&a);
	follow(&a);
	check_tree(&a);
	succeed(&a);
}
