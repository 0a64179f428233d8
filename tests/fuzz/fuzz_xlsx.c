/*
 * fuzz_xlsx.c - any bytes: as a workbook, and as a part of one
 *
 * The first byte says as which part the rest stands in a workbook that is
 * right otherwise; a file that begins as archives do is taken as it is.
 */
#include "../unit/xlsx_make.h"
#include "fuzz.h"
#include "base/findings.h"
#include "base/utf8.h"
#include "io/xlsx_read.h"

static void
sheet_holds(struct arena *mem, const struct xlsx_sheet *s)
{
	for (size_t i = 0; i < s->ncell; i++) {
		const struct xlsx_cell *c = &s->cells[i];
		HOLDS(c->row < s->rows && c->col < s->width);
		HOLDS(xlsx_at(s, c->row, c->col) == c);
		HOLDS(utf8_nfc(mem, c->text) != NULL);
		HOLDS(*c->text != '\0' || c->formula != NULL);
		if (c->kind == XLSX_IS_NUMBER)
			HOLDS(c->text[strspn(c->text, "-0123456789.")] == 0);
	}
	for (size_t i = 0; i < s->nmerge; i++)
		HOLDS(xlsx_merge_at(s, s->merges[i].row, s->merges[i].col) ==
		      &s->merges[i]);
}

static struct buf
as_part(struct arena *mem, const uint8_t *data, size_t n)
{
	struct make_part parts[MAKE_PARTS];

	make_parts(parts);
	parts[data[0] % MAKE_PARTS].bytes =
	    n > 1 ? str_ndup(mem, (const char *)data + 1, n - 1) : "";
	parts[data[0] % MAKE_PARTS].len = n - 1;
	return make_zip(mem, parts, MAKE_PARTS);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	struct arena *mem = arena_new();
	struct findings f = { .mem = mem };
	struct buf file = { .at = (char *)data, .len = n };
	struct xlsx_book book;

	if (n > 0 && data[0] != 'P')
		file = as_part(mem, data, n);
	bool good = xlsx_read(mem, file.at, file.len, &f, &book);
	HOLDS(good == (f.n == 0));
	HOLDS(good == (book.n > 0));
	for (size_t i = 0; i < book.n; i++)
		sheet_holds(mem, &book.sheets[i]);
	arena_free(mem);
	return 0;
}
