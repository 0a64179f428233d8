/* fuzz_form_xml.c - a regime file by a stranger */
#include <string.h>
#include "core/form.h"
#include "fuzz.h"

/* What is kept of a form reads back as the same form, and to nothing else. */
static void
kept(struct arena *mem, const struct form *f, const char *xml)
{
	struct findings none = { .mem = mem };
	struct form again;

	HOLDS(form_read(mem, xml, strlen(xml), &none, &again));
	HOLDS(none.n == 0);
	HOLDS(again.ncell == f->ncell && again.norder == f->norder);
	for (size_t i = 0; i < f->ncell; i++)
		HOLDS(again.cells[i].type == f->cells[i].type);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	struct arena *mem = arena_new();
	struct findings f = { .mem = mem };
	struct regime_file r;
	enum rc rc = regime_read(mem, (const char *)data, n, &f, &r);

	HOLDS((rc == OK) == (f.nerror == 0));
	for (size_t i = 0; rc == OK && i < r.nform; i++)
		kept(mem, &r.forms[i], r.xml[i]);
	arena_free(mem);
	return 0;
}
