/*
 * fuzz_unit.c - states of units, one after the other
 *
 * The input is three files with a line of dashes between them: the units of a
 * first state, those of a second, and the map between them.
 */
#include "core/unit_model.h"
#include "base/date.h"
#include "fuzz.h"

static struct file
part(const char **rest)
{
	const char *from = *rest, *end = strstr(from, "\n---\n");
	size_t n = end == NULL ? strlen(from) : (size_t)(end + 1 - from);

	*rest = end == NULL ? from + n : end + 5;
	return (struct file){ from, n };
}

/* A tree: every unit that lasts is below one that lasts, but one. */
static void
is_tree(const struct model *m)
{
	long tops = 0;

	for (size_t i = 0; i < m->nplace; i++) {
		const struct model_place *p = &m->place[i];
		if (!model_holds(p->valid_to))
			continue;
		HOLDS(m->unit[p->unit].lines == 1);
		HOLDS(model_holds(m->unit[p->unit].valid_to));
		tops += p->parent < 0;
		HOLDS(p->parent < 0 || m->unit[p->parent].lines == 1);
	}
	HOLDS(tops == 1);
}

static void
successions(const struct model *m)
{
	for (size_t i = 0; i < m->nsuccession; i++) {
		const struct model_succession *s = &m->succession[i];
		HOLDS(s->old != s->became);
		HOLDS(!model_holds(m->unit[s->old].valid_to));
		HOLDS(!s->comparable || (s->relation != REL_PARTIAL &&
					    s->relation != REL_UNKNOWN));
	}
}

static void
apply(struct arena *mem, struct unit_step *first, struct unit_step *second)
{
	struct findings f = { .mem = mem };
	struct model m = { .mem = mem };
	struct model_count count = { 0 };

	first->whole = true;
	first->from = DATE_MIN;
	second->from = "2025-07-01";
	first->where = second->where = "states";
	first->map_file = second->map_file = "map";
	first->decision = second->decision = "";
	model_apply(&m, first, 1, &f, &count);
	if (f.nerror > 0)
		return;
	is_tree(&m);
	model_apply(&m, second, 1, &f, &count);
	if (f.nerror > 0)
		return;
	is_tree(&m);
	successions(&m);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	struct arena *mem = arena_new();
	const char *rest = fuzz_text(mem, data, n);
	struct unit_step first = { 0 }, second = { 0 };
	struct findings f = { .mem = mem };

	unit_rows_read(mem, "first", part(&rest), &f, &first);
	unit_rows_read(mem, "second", part(&rest), &f, &second);
	unit_map_read(mem, "map", part(&rest), &f, &second);
	second.whole = n % 2 == 0;
	if (f.nerror == 0)
		apply(mem, &first, &second);
	arena_free(mem);
	return 0;
}
