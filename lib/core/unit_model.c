/* unit_model.c - all units and their lines in memory */
#include <string.h>
#include "base/date.h"
#include "core/unit_model.h"

/* Room for one more; the arena keeps the old array, doubling bounds that. */
static void *
room(struct arena *mem, void *at, size_t n, size_t *cap, size_t size)
{
	if (n < *cap)
		return at;
	*cap = *cap ? 2 * *cap : 4096;
	void *grown = arena_alloc(mem, *cap * size);
	if (n > 0)
		memcpy(grown, at, n * size);
	return grown;
}

long
model_unit_add(struct model *m, struct model_unit u)
{
	m->unit = room(m->mem, m->unit, m->nunit, &m->unit_cap, sizeof u);
	m->unit[m->nunit] = u;
	return (long)m->nunit++;
}

long
model_place_add(struct model *m, struct model_place p)
{
	m->place = room(m->mem, m->place, m->nplace, &m->place_cap, sizeof p);
	m->place[m->nplace] = p;
	return (long)m->nplace++;
}

void
model_succession_add(struct model *m, struct model_succession s)
{
	m->succession = room(m->mem, m->succession, m->nsuccession,
	    &m->succession_cap, sizeof s);
	m->succession[m->nsuccession++] = s;
}

bool
model_holds(const char *valid_to)
{
	return strcmp(valid_to, DATE_MAX) == 0;
}
