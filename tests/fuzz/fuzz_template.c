/*
 * fuzz_template.c - any sheet at all: what is made of it is always XML, every
 * doubt has its cell, and what is no form is said to be none
 *
 * The input is what stands inside <worksheet>.
 */
#include "../unit/xlsx_make.h"
#include "fuzz.h"
#include "core/template.h"
#include "io/xml.h"

static void
template_holds(struct arena *mem, const struct template *t)
{
	struct findings f = { .mem = mem };
	struct xml *root;

	HOLDS(xml_read(mem, t->xml, strlen(t->xml), &f, &root));
	HOLDS(str_eq(root->name, "form"));
	HOLDS(t->ncol >= 2 && t->nlabel >= 1 && t->nlabel < t->ncol);
	for (size_t i = 0; i < t->ndoubt; i++) {
		HOLDS(*t->doubts[i].text != '\0');
		HOLDS(i == 0 || t->doubts[i - 1].row <= t->doubts[i].row);
	}
	for (size_t i = 0; i < t->ncol; i++)
		HOLDS(*t->cols[i].code != '\0');
	HOLDS((template_doubts_json(mem, t) == NULL) == (t->ndoubt == 0));
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	struct arena *mem = arena_new();
	struct findings f = { .mem = mem };
	struct buf file = make_book(mem, fuzz_text(mem, data, n));
	struct xlsx_book book;
	struct template t;

	if (xlsx_read(mem, file.at, file.len, &f, &book)) {
		if (template_read(mem, &book.sheets[0], "a_b.xlsx", &f, &t))
			template_holds(mem, &t);
		else
			HOLDS(f.n > 0);
	}
	arena_free(mem);
	return 0;
}
