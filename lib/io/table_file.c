/* table_file.c - a table that people hand in: CSV, or a workbook's first sheet
 */
#include <string.h>
#include "base/ctx.h"
#include "base/utf8.h"
#include "io/table_file.h"
#include "io/xlsx_read.h"

static const struct xlsx_sheet *
first_seen(const struct xlsx_book *book)
{
	for (size_t i = 0; i < book->n; i++)
		if (!book->sheets[i].hidden)
			return &book->sheets[i];
	return &book->sheets[0];
}

static void
too_long(const char *name, const struct csv_limits *max, struct findings *f)
{
	finding(f, name,
	    _("There are more than %zu lines below the first one: take the file"
	      " in parts."),
	    max->rows - 1);
}

/* Within the limits that a CSV file has. */
static bool
fits(struct arena *mem, const char *name, const struct xlsx_sheet *s,
    const struct csv_limits *max, struct findings *f)
{
	size_t before = f->nerror;

	if (s->rows > max->rows)
		too_long(name, max, f);
	if (s->width > max->cells)
		finding(f, name, _("There are more than %zu columns."),
		    max->cells);
	for (size_t i = 0; i < s->ncell; i++)
		if (strlen(s->cells[i].text) > max->cell_bytes)
			finding(f,
			    str_fmt(mem, "%s:%u", name, s->cells[i].row + 1),
			    _("The cell %s is too long."),
			    xlsx_ref(mem, s->cells[i].row, s->cells[i].col));
	return f->nerror == before;
}

static const char *
seen(const struct xlsx_cell *c)
{
	return c->kind == XLSX_IS_NUMBER ? c->shown : c->text;
}

/* Cells come by row: the blank ones of a row are "". */
static void
rows_of(struct arena *mem, const struct xlsx_sheet *s, struct csv *ret)
{
	const char **cell = NULL;
	long last = -1;

	ret->ncell = s->width;
	ret->row = arena_alloc(mem, (s->rows + 1) * sizeof *ret->row);
	for (size_t i = 0; i < s->ncell; i++) {
		const struct xlsx_cell *c = &s->cells[i];
		if (utf8_blank(seen(c)))
			continue;
		if (c->row != last) {
			last = c->row;
			cell = arena_take(mem, s->width * sizeof *cell);
			for (size_t k = 0; k < s->width; k++)
				cell[k] = "";
			ret->row[ret->n++] =
			    (struct csv_row){ .cell = cell, .line = last + 1 };
		}
		cell[c->col] = seen(c);
	}
}

/* UTF-8 throughout, and text: in UTF-16 every other byte is NUL. */
static bool
is_text(struct arena *mem, const char *text, size_t len)
{
	return memchr(text, '\0', len) == NULL &&
	       utf8_nfc(mem, str_ndup(mem, text, len)) != NULL;
}

static bool
read_text(struct arena *mem, const char *name, const char *text, size_t len,
    const struct csv_limits *max, struct findings *f, struct csv *ret)
{
	struct csv_limits limits = *max;
	struct findings found = { .mem = mem };

	limits.separator = CSV_GUESS;
	if (csv_read(mem, name, text, len, &limits, &found, ret))
		return true;
	const char *where = found.at[0].where;
	if (ret->n == max->rows)
		too_long(name, max, f);
	else if (is_text(mem, text, len))
		finding(f, name, _("Line %s: %s."), strrchr(where, ':') + 1,
		    found.at[0].text);
	else
		finding(f, name,
		    _("This is no CSV file in UTF-8. Save it as \"CSV UTF-8\","
		      " or choose the Excel workbook itself."));
	return false;
}

bool
table_file_read(struct arena *mem, const char *name, const char *bytes,
    size_t len, const struct csv_limits *max, struct findings *f,
    struct csv *ret)
{
	struct xlsx_book book;

	if (len < 2 || bytes[0] != 'P' || bytes[1] != 'K')
		return read_text(mem, name, bytes, len, max, f, ret);
	*ret = (struct csv){ 0 };
	if (!xlsx_read(mem, bytes, len, f, &book))
		return false;
	const struct xlsx_sheet *s = first_seen(&book);
	if (!fits(mem, name, s, max, f))
		return false;
	rows_of(mem, s, ret);
	return true;
}
