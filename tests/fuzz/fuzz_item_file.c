/*
 * fuzz_item_file.c - a catalogue of items as CSV or a workbook, by a stranger:
 * what is understood of it is written and understood as the same again
 */
#include "core/item_file.h"
#include "fuzz.h"

static void
same_again(struct arena *mem, const struct item_file *file)
{
	struct findings f = { .mem = mem };
	struct buf out = { .mem = mem, .max = 32 << 20 };
	struct item_file again;

	item_file_csv(&out, file);
	if (out.full)
		return;
	HOLDS(item_file_read(mem, "again.csv", out.at, out.len, &f, &again));
	HOLDS(again.n == file->n);
	for (size_t i = 0; i < file->n; i++)
		for (int k = 0; k < ITEM_FIELDS; k++) {
			const char *a = file->at[i].says.at[k];
			HOLDS(
			    str_eq(a == NULL ? "" : a, again.at[i].says.at[k]));
		}
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	struct arena *mem = arena_new();
	struct findings f = { .mem = mem };
	struct item_file file;

	if (item_file_read(mem, "fuzz", (const char *)data, n, &f, &file)) {
		HOLDS(f.nerror == 0 && file.n <= ITEM_FILE_ROWS + 2);
		same_again(mem, &file);
	} else
		HOLDS(f.nerror > 0);
	arena_free(mem);
	return 0;
}
