/* fuzz_package.c - a package of the form library by a stranger */
#include "core/library_part.h"
#include "fuzz.h"

/* What an item meant before ends where the next meaning begins. */
static void
past_holds(const struct library_past *past, const struct item_says *is)
{
	for (size_t i = 0; i < past->n; i++) {
		const struct item_version *v = &past->at[i];
		HOLDS(strcmp(v->valid_from, v->valid_to) < 0);
		HOLDS(str_eq(v->valid_to, i + 1 < past->n ?
					      past->at[i + 1].valid_from :
					      is->at[ITEM_FROM]));
		HOLDS(!str_empty(v->name) && v->decimals >= 0);
	}
}

static void
package_holds(const struct library_package *p)
{
	const struct regime_file *r = &p->regime;

	HOLDS(!str_empty(p->sha) && !str_empty(r->code));
	for (size_t i = 0; i < p->items.n; i++) {
		for (size_t k = 0; k < LIBRARY_FIELDS; k++)
			HOLDS(p->items.at[i].says.at[library_fields[k].field] !=
			      NULL);
		past_holds(&p->past[i], &p->items.at[i].says);
	}
	for (size_t i = 0; i < r->npast; i++)
		HOLDS(strcmp(r->past[i].valid_to,
			  i + 1 < r->npast ? r->past[i + 1].valid_from :
					     r->text.valid_from) <= 0);
	for (size_t i = 0; i < p->nmeasure; i++)
		HOLDS(p->measures[i].name != NULL);
	for (size_t i = 0; i < p->nbreakdown; i++)
		HOLDS(p->breakdowns[i].says.categories != NULL);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	struct arena *mem = arena_new();
	struct findings f = { .mem = mem };
	struct library_package p;
	enum rc rc = library_parse(mem, (const char *)data, n, &f, &p);

	HOLDS(rc == OK || rc == E_INVALID || rc == E_LIMIT);
	HOLDS(rc != OK || f.nerror == 0);
	HOLDS(rc != E_INVALID || f.nerror > 0);
	if (rc == OK)
		package_holds(&p);
	arena_free(mem);
	return 0;
}
