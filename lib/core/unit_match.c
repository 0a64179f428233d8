/*
 * unit_match.c - which units go on from one state to the next
 *
 * Codes are reused for other units, so what goes on is never told by a code:
 * the map says it, or, where a state lists changes only, silence does.
 */
#include <string.h>
#include "base/ctx.h"
#include "core/unit_apply.h"

const char *
apply_unit_at(const struct apply *a, const struct unit_row *r)
{
	return str_fmt(a->f->mem, "%s:%ld", a->s->units_file, r->line);
}

static const char *
map_at(const struct apply *a, const struct map_row *r)
{
	return str_fmt(a->f->mem, "%s:%ld", a->s->map_file, r->line);
}

struct model_unit *
apply_unit(const struct apply *a, long place)
{
	return &a->m->unit[a->m->place[place].unit];
}

bool
apply_current(const struct apply *a, size_t place)
{
	const struct model_place *p = &a->m->place[place];

	return p->line == a->line && model_holds(p->valid_to);
}

static void
index_before(struct apply *a)
{
	for (size_t i = 0; i < a->nplace; i++) {
		if (!apply_current(a, i))
			continue;
		const char *code = apply_unit(a, (long)i)->code;
		if (map_put(&a->old, code, (long)i) != MAP_NONE)
			map_put(&a->old, code, AMBIGUOUS);
	}
}

static void
index_after(struct apply *a)
{
	for (size_t i = 0; i < a->s->nunit; i++) {
		const struct unit_row *r = &a->s->unit[i];
		long was = map_put(&a->fresh, r->code, (long)i);
		if (was != MAP_NONE)
			finding(a->f, apply_unit_at(a, r),
			    _("code %s stands in line %ld already"), r->code,
			    a->s->unit[was].line);
		a->after[a->nafter++] =
		    (struct after){ .row = r, .place = MAP_NONE, .unit = -1 };
	}
}

/* Is the unit that a row describes the one at that place? */
static bool
same_unit(const struct apply *a, const struct unit_row *r, long place)
{
	const struct model_unit *u = apply_unit(a, place);

	return str_eq(u->scheme, r->scheme) && str_eq(u->level, r->level) &&
	       str_eq(u->code, r->code) && str_eq(u->name_key, r->key);
}

/* The unit of that code in the state after; where only changes are listed, a
 * place that is not mentioned goes on. */
static long
find_after(struct apply *a, const char *code)
{
	long i = map_get(&a->fresh, code);

	if (i >= 0 || a->s->whole)
		return i;
	long place = map_get(&a->old, code);
	if (place < 0)
		return place;
	a->after[a->nafter] =
	    (struct after){ .place = place, .unit = a->m->place[place].unit };
	map_put(&a->fresh, code, (long)a->nafter);
	return (long)a->nafter++;
}

static bool
is_same_body(enum relation r)
{
	return r == REL_UNCHANGED || r == REL_RENAMED || r == REL_RETYPED;
}

static void
not_there(const struct apply *a, const struct map_row *r, long found,
    const char *column, const char *code)
{
	if (found == AMBIGUOUS)
		finding(a->f, map_at(a, r),
		    _("%s: several units have the code %s"), column, code);
	else
		finding(a->f, map_at(a, r), _("%s: no unit has the code %s"),
		    column, code);
}

static void
resolve(struct apply *a, const struct map_row *r, struct link *k)
{
	k->old = map_get(&a->old, r->old);
	k->became = find_after(a, r->became);
	if (k->old < 0)
		not_there(a, r, k->old, "old", r->old);
	if (k->became < 0)
		not_there(a, r, k->became, "new", r->became);
	if (k->old < 0 || k->became < 0)
		return;
	struct before *b = &a->before[k->old];
	struct after *t = &a->after[k->became];
	b->maps++;
	b->sure += is_same_body(r->relation) || r->relation == REL_WHOLE;
	t->maps++;
	t->same += is_same_body(r->relation);
}

/* The same pair twice says nothing new, or contradicts itself. */
static void
check_pairs(struct apply *a)
{
	struct map seen = { .mem = a->m->mem };

	for (size_t i = 0; i < a->s->nmap; i++) {
		const struct map_row *r = &a->s->map[i];
		const char *pair =
		    str_fmt(a->m->mem, "%s %s", r->old, r->became);
		long was = map_put(&seen, pair, (long)i);
		if (was != MAP_NONE)
			finding(a->f, map_at(a, r),
			    _("%s to %s stands in line %ld already"), r->old,
			    r->became, a->s->map[was].line);
	}
}

/*
 * All of a unit cannot become one thing while it also becomes another, and what
 * is the same body as before cannot have come from others too.
 */
static void
judge(struct apply *a, const struct map_row *r, struct link *k)
{
	const struct before *b = &a->before[k->old];
	const struct after *t = &a->after[k->became];
	bool old_torn = b->sure > 0 && b->maps > 1;
	bool new_torn = t->same > 0 && t->maps > 1;
	bool sure = is_same_body(r->relation) || r->relation == REL_WHOLE;

	k->comparable = sure && !old_torn && !new_torn;
	if (old_torn)
		finding_warn(a->f, map_at(a, r),
		    _("contradiction: all of %s goes to one unit, yet it goes"
		      " to %ld; marked not comparable"),
		    r->old, b->maps);
	if (new_torn)
		finding_warn(a->f, map_at(a, r),
		    _("contradiction: %s is the same as before, yet it comes"
		      " from %ld units; marked not comparable"),
		    r->became, t->maps);
}

/* An unchanged unit goes on, with its id. */
static void
go_on(struct apply *a, const struct map_row *r, const struct link *k)
{
	struct after *t = &a->after[k->became];

	if (r->relation != REL_UNCHANGED || !k->comparable)
		return;
	if (t->row == NULL)
		return;
	if (!same_unit(a, t->row, k->old)) {
		finding(a->f, map_at(a, r),
		    _("%s is called unchanged, but was \"%s\" (%s) and is"
		      " \"%s\" (%s): say renamed or retyped"),
		    r->old, apply_unit(a, k->old)->name,
		    apply_unit(a, k->old)->code, t->row->name, t->row->code);
		return;
	}
	t->place = k->old;
}

/* What is not listed goes on: it cannot have become something else. */
static void
check_silent(struct apply *a, const struct map_row *r)
{
	long i = map_get(&a->fresh, r->old);

	if (i >= 0 && a->after[i].row == NULL && r->relation != REL_UNCHANGED)
		finding(a->f, map_at(a, r),
		    _("%s becomes %s, and goes on too: list what it is now"),
		    r->old, r->became);
}

static void
read_map(struct apply *a)
{
	check_pairs(a);
	for (size_t i = 0; i < a->s->nmap; i++)
		resolve(a, &a->s->map[i], &a->link[i]);
	for (size_t i = 0; i < a->s->nmap; i++)
		check_silent(a, &a->s->map[i]);
	if (a->f->nerror > 0)
		return;
	for (size_t i = 0; i < a->s->nmap; i++) {
		const struct map_row *r = &a->s->map[i];
		judge(a, r, &a->link[i]);
		go_on(a, r, &a->link[i]);
		if (is_same_body(r->relation) && a->link[i].comparable &&
		    r->relation != REL_UNCHANGED &&
		    a->after[a->link[i].became].row == NULL)
			finding(a->f, map_at(a, r),
			    _("%s is not in the file of units"), r->became);
	}
}

/* Where only changes are listed: a row without a word in the map. */
static void
match_listed(struct apply *a)
{
	for (size_t i = 0; !a->s->whole && i < a->s->nunit; i++) {
		struct after *t = &a->after[i];
		long place = map_get(&a->old, t->row->code);
		if (place < 0 || t->place >= 0 || a->before[place].maps > 0)
			continue;
		if (same_unit(a, t->row, place))
			t->place = place;
		else
			finding(a->f, apply_unit_at(a, t->row),
			    _("code %s belongs to \"%s\": the map must say what"
			      " became of that"),
			    t->row->code, apply_unit(a, place)->name);
	}
}

void
apply_match(struct apply *a)
{
	index_before(a);
	index_after(a);
	read_map(a);
	if (a->f->nerror == 0)
		match_listed(a);
}
