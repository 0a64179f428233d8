/* fuzz_csv.c - what is read as a table can be written and read back */
#include "fuzz.h"
#include "io/csv.h"

static const struct csv_limits limits = { .rows = 1000,
	.cells = 20,
	.cell_bytes = 2000 };
static const struct csv_limits wider = { .rows = 1000,
	.cells = 20,
	.cell_bytes = 4001 };

/* A cell is never a formula, wherever a spreadsheet lets it begin. */
static void
no_formula(const char *cell)
{
	bool begins = true;

	for (const char *s = cell; *s != '\0'; s++) {
		HOLDS(!begins || strchr("=+-@", *s) == NULL);
		begins = strchr(";\t\r\n", *s) != NULL || (begins && *s == '"');
	}
}

/* What was written is what is meant, of what is read. */
static void
same_cell(struct arena *mem, const char *was, const char *is)
{
	no_formula(is);
	HOLDS(str_eq(csv_meant(mem, is), was));
}

static void
again(struct arena *mem, const struct csv *csv)
{
	struct buf b = { .mem = mem, .max = 16 << 20 };
	struct csv_out c = { .out = &b };
	struct findings f = { .mem = mem };
	struct csv twice;

	csv_bom(&c);
	for (size_t i = 0; i < csv->n; i++) {
		for (size_t k = 0; k < csv->ncell; k++)
			csv_text(&c, csv->row[i].cell[k]);
		csv_end(&c);
	}
	HOLDS(!b.full);
	HOLDS(csv_read(mem, "b", b.at, b.len, &wider, &f, &twice));
	HOLDS(twice.n == csv->n);
	for (size_t i = 0; i < csv->n; i++)
		for (size_t k = 0; k < csv->ncell; k++)
			same_cell(mem, csv->row[i].cell[k],
			    twice.row[i].cell[k]);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	struct arena *mem = arena_new();
	struct findings f = { .mem = mem };
	struct csv csv;

	if (csv_read(mem, "a", (const char *)data, n, &limits, &f, &csv))
		again(mem, &csv);
	else
		HOLDS(f.nerror == 1);
	arena_free(mem);
	return 0;
}
