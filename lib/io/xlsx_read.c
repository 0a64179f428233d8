/* xlsx_read.c - what a file is, before it is read; cells found by place */
#include <stdlib.h>
#include <string.h>
#include "base/ctx.h"
#include "io/xlsx_part.h"

static const struct unzip_limits limits = { .entries = 1000,
	.bytes = XLSX_UNPACKED_MAX,
	.ratio = 250 };

static bool
has_bytes(const char *bytes, size_t len, const char *what, size_t n)
{
	return len >= n && memmem(bytes, len, what, n) != NULL;
}

/* A name in the directory of an OLE file: each letter takes two bytes. */
static bool
has_wide(const char *bytes, size_t len, const char *word)
{
	char wide[64] = { 0 };
	size_t n = strlen(word);

	assert(2 * n <= sizeof wide);
	for (size_t i = 0; i < n; i++)
		wide[2 * i] = word[i];
	return has_bytes(bytes, len, wide, 2 * n);
}

/* What else people send, and what to do about it; NULL: it may be one. */
static const char *
something_else(const char *bytes, size_t len)
{
	static const char ole[] = "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
			  ods[] = "mimetypeapplication/vnd.oasis";

	if (len == 0)
		return _("The file is empty.");
	if (len > XLSX_FILE_MAX)
		return _("The file is larger than is allowed.");
	if (len >= sizeof ole - 1 && memcmp(bytes, ole, sizeof ole - 1) == 0) {
		if (has_wide(bytes, len, "EncryptedPackage"))
			return _("It is protected by a password. Take the "
				 "protection off, and save it again.");
		return _("It is an old workbook (.xls). Open it in Excel, and "
			 "save it as .xlsx.");
	}
	if (len < 4 || memcmp(bytes, "PK", 2) != 0)
		return _("It is not an Excel workbook (.xlsx).");
	if (has_bytes(bytes, len < 200 ? len : 200, ods, sizeof ods - 1))
		return _("It is an OpenDocument file. Save it as .xlsx.");
	return NULL;
}

bool
xlsx_read(struct arena *mem, const char *bytes, size_t len, struct findings *f,
    struct xlsx_book *ret)
{
	struct xlsx_reading r = { .mem = mem };

	*ret = (struct xlsx_book){ .n = 0 };
	r.why = something_else(bytes, len);
	if (r.why == NULL &&
	    unzip_open(mem, bytes, len, &limits, &r.zip, &r.why)) {
		if (!xlsx_book_read(&r, ret))
			*ret = (struct xlsx_book){ .n = 0 };
		unzip_close(r.zip);
	}
	if (r.why != NULL)
		finding(f, "file", "%s", r.why);
	return r.why == NULL;
}

static int
cell_at(const void *key, const void *cell)
{
	const struct xlsx_cell *a = key, *b = cell;

	if (a->row != b->row)
		return a->row < b->row ? -1 : 1;
	return (a->col > b->col) - (a->col < b->col);
}

const struct xlsx_cell *
xlsx_at(const struct xlsx_sheet *s, unsigned row, unsigned col)
{
	const struct xlsx_cell key = { .row = row, .col = col };

	if (s->ncell == 0)
		return NULL;
	return bsearch(&key, s->cells, s->ncell, sizeof key, cell_at);
}

const struct xlsx_merge *
xlsx_merge_at(const struct xlsx_sheet *s, unsigned row, unsigned col)
{
	for (size_t i = 0; i < s->nmerge && s->merges[i].row <= row; i++) {
		const struct xlsx_merge *m = &s->merges[i];
		if (row - m->row < m->rows && col >= m->col &&
		    col - m->col < m->cols)
			return m;
	}
	return NULL;
}

bool
xlsx_row_hidden(const struct xlsx_sheet *s, unsigned row)
{
	for (size_t i = 0; i < s->nhidden && s->hidden_rows[i] <= row; i++)
		if (s->hidden_rows[i] == row)
			return true;
	return false;
}

bool
xlsx_col_hidden(const struct xlsx_sheet *s, unsigned col)
{
	for (size_t i = 0; i < s->ncols; i++)
		if (s->cols[i].hidden && s->cols[i].from <= col &&
		    col <= s->cols[i].to)
			return true;
	return false;
}

const struct xlsx_sheet *
xlsx_sheet(const struct xlsx_book *book, const char *name)
{
	for (size_t i = 0; i < book->n; i++)
		if (strcmp(book->sheets[i].name, name) == 0)
			return &book->sheets[i];
	return NULL;
}

const char *
xlsx_col_name(struct arena *mem, unsigned col)
{
	char name[8];
	size_t at = sizeof name;

	name[--at] = '\0';
	for (unsigned long n = (unsigned long)col + 1; n > 0; n = (n - 1) / 26)
		name[--at] = (char)('A' + (n - 1) % 26);
	return str_dup(mem, name + at);
}

const char *
xlsx_ref(struct arena *mem, unsigned row, unsigned col)
{
	return str_fmt(mem, "%s%lu", xlsx_col_name(mem, col),
	    (unsigned long)row + 1);
}
