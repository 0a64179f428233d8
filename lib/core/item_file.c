/* item_file.c - the catalogue as a file: read and written */
#include <string.h>
#include "base/utf8.h"
#include "core/item_file.h"
#include "io/csv.h"
#include "io/xlsx.h"
#include "io/xlsx_read.h"

/* How the first head line calls the columns. */
static const char *const heads[ITEM_FIELDS] = {
	[ITEM_CODE] = "Mã chỉ tiêu",
	[ITEM_NAME] = "Tên chỉ tiêu",
	[ITEM_SHORT] = "Tên ngắn",
	[ITEM_NAME_EN] = "Tên tiếng Anh",
	[ITEM_MEASURE] = "Đơn vị tính",
	[ITEM_DECIMALS] = "Số chữ số thập phân",
	[ITEM_OVER_UNITS] = "Tổng hợp theo đơn vị",
	[ITEM_WEIGHT] = "Quyền số",
	[ITEM_OVER_TIME] = "Tổng hợp theo thời gian",
	[ITEM_BREAKDOWNS] = "Phân tổ",
	[ITEM_DEFINITION] = "Khái niệm",
	[ITEM_METHOD] = "Phương pháp tính",
	[ITEM_SOURCE] = "Nguồn số liệu",
	[ITEM_OWNER] = "Đơn vị quản lý",
	[ITEM_STATE] = "Trạng thái",
	[ITEM_FROM] = "Áp dụng từ ngày",
	[ITEM_REASON] = "Căn cứ",
};

/* A file's cells, whatever kind of file it is. */
struct table {
	const char **cell; /* n * ncell, NULL is empty */
	long *line;
	size_t n, ncell;
};

static bool
of_csv(struct arena *mem, const char *name, const char *bytes, size_t len,
    struct findings *f, struct table *ret)
{
	static const struct csv_limits limits = { .rows = ITEM_FILE_ROWS + 2,
		.cells = 2 * ITEM_FIELDS,
		.cell_bytes = 20000,
		.separator = CSV_GUESS };
	struct csv csv;

	if (!csv_read(mem, name, bytes, len, &limits, f, &csv))
		return false;
	ret->n = csv.n;
	ret->ncell = csv.ncell;
	ret->cell = arena_alloc(mem, csv.n * csv.ncell * sizeof *ret->cell);
	ret->line = arena_alloc(mem, csv.n * sizeof *ret->line);
	for (size_t i = 0; i < csv.n; i++) {
		ret->line[i] = csv.row[i].line;
		for (size_t k = 0; k < csv.ncell; k++) {
			ret->cell[i * csv.ncell + k] =
			    csv_meant(mem, csv.row[i].cell[k]);
		}
	}
	return true;
}

static bool
of_xlsx(struct arena *mem, const char *bytes, size_t len, struct findings *f,
    struct table *ret)
{
	struct xlsx_book book;

	if (!xlsx_read(mem, bytes, len, f, &book))
		return false;
	const struct xlsx_sheet *s = &book.sheets[0];
	if (s->rows > ITEM_FILE_ROWS + 2 || s->width > 2 * ITEM_FIELDS) {
		finding(f, "file", _("At most %d items in one file."),
		    ITEM_FILE_ROWS);
		return false;
	}
	ret->n = s->rows;
	ret->ncell = s->width;
	ret->cell = arena_alloc(mem, ret->n * ret->ncell * sizeof *ret->cell);
	ret->line = arena_alloc(mem, ret->n * sizeof *ret->line);
	for (size_t i = 0; i < ret->n; i++)
		ret->line[i] = (long)i + 1;
	for (size_t i = 0; i < s->ncell; i++)
		ret->cell[s->cells[i].row * ret->ncell + s->cells[i].col] =
		    s->cells[i].text;
	return true;
}

static const char *
at(const struct table *t, size_t row, size_t col)
{
	const char *s = t->cell[row * t->ncell + col];

	return s == NULL ? "" : s;
}

/* Which field a head names, by its code or in Vietnamese; -1: none. */
static int
field_of(struct arena *mem, const char *head)
{
	const char *key = utf8_key(mem, head, true);

	for (int i = 0; key != NULL && i < ITEM_FIELDS; i++)
		if (str_eq(key, item_field_defs[i].code) ||
		    str_eq(key, utf8_key(mem, heads[i], true)))
			return i;
	return -1;
}

/* The columns' fields from one line; false if it is no head line. */
static bool
head_read(struct arena *mem, const struct table *t, size_t row, int *field)
{
	bool code = false;

	for (size_t k = 0; k < t->ncell; k++) {
		field[k] = field_of(mem, at(t, row, k));
		code = code || field[k] == ITEM_CODE;
	}
	return code;
}

static bool
head_check(const struct table *t, const int *field, struct findings *f)
{
	bool seen[ITEM_FIELDS] = { false };
	size_t before = f->nerror;

	for (size_t k = 0; k < t->ncell; k++) {
		if (field[k] < 0 && !utf8_blank(at(t, 0, k)))
			finding(f, "line 1", _("No column is called \"%s\"."),
			    at(t, 0, k));
		if (field[k] >= 0 && seen[field[k]])
			finding(f, "line 1", _("%s stands there twice."),
			    item_field_defs[field[k]].code);
		if (field[k] >= 0)
			seen[field[k]] = true;
	}
	return f->nerror == before;
}

/* Nothing stands in it, under a column that has a name. */
static bool
is_blank(const struct table *t, size_t row, const int *field)
{
	for (size_t k = 0; k < t->ncell; k++)
		if (field[k] >= 0 && !utf8_blank(at(t, row, k)))
			return false;
	return true;
}

static bool
lines_read(struct arena *mem, const struct table *t, struct findings *f,
    struct item_file *ret)
{
	int *field = arena_alloc(mem, (t->ncell + 1) * sizeof *field);
	int *second = arena_alloc(mem, (t->ncell + 1) * sizeof *second);
	size_t row = 1;

	if (t->n == 0 || !head_read(mem, t, 0, field)) {
		finding(f, "line 1",
		    _("The first line must name the columns: code, name, "
		      "measure ..."));
		return false;
	}
	if (!head_check(t, field, f))
		return false;
	if (t->n > 1 && head_read(mem, t, 1, second))
		row = 2;
	ret->at = arena_alloc(mem, t->n * sizeof *ret->at);
	for (; row < t->n; row++) {
		if (is_blank(t, row, field))
			continue;
		struct item_line *l = &ret->at[ret->n++];
		l->line = t->line[row];
		for (size_t k = 0; k < t->ncell; k++)
			if (field[k] >= 0)
				l->says.at[field[k]] = at(t, row, k);
	}
	return true;
}

bool
item_file_read(struct arena *mem, const char *name, const char *bytes,
    size_t len, struct findings *f, struct item_file *ret)
{
	struct table t = { 0 };
	bool zip = len > 1 && bytes[0] == 'P' && bytes[1] == 'K';

	*ret = (struct item_file){ 0 };
	if (len > ITEM_FILE_BYTES) {
		finding(f, "file", _("The file is larger than %d MiB."),
		    ITEM_FILE_BYTES >> 20);
		return false;
	}
	if (zip ? !of_xlsx(mem, bytes, len, f, &t) :
		  !of_csv(mem, name, bytes, len, f, &t))
		return false;
	return lines_read(mem, &t, f, ret);
}

void
item_file_csv(struct buf *out, const struct item_file *file)
{
	struct csv_out c = { .out = out };

	csv_bom(&c);
	for (int i = 0; i < ITEM_FIELDS; i++)
		csv_text(&c, heads[i]);
	csv_end(&c);
	for (int i = 0; i < ITEM_FIELDS; i++)
		csv_text(&c, item_field_defs[i].code);
	csv_end(&c);
	for (size_t k = 0; k < file->n; k++) {
		for (int i = 0; i < ITEM_FIELDS; i++)
			csv_text(&c, file->at[k].says.at[i]);
		csv_end(&c);
	}
}

static const int widths[ITEM_FIELDS] = {
	[ITEM_CODE] = 22,
	[ITEM_NAME] = 50,
	[ITEM_SHORT] = 20,
	[ITEM_NAME_EN] = 30,
	[ITEM_MEASURE] = 14,
	[ITEM_DECIMALS] = 10,
	[ITEM_OVER_UNITS] = 12,
	[ITEM_WEIGHT] = 18,
	[ITEM_OVER_TIME] = 12,
	[ITEM_BREAKDOWNS] = 18,
	[ITEM_DEFINITION] = 50,
	[ITEM_METHOD] = 50,
	[ITEM_SOURCE] = 30,
	[ITEM_OWNER] = 16,
	[ITEM_STATE] = 12,
	[ITEM_FROM] = 14,
	[ITEM_REASON] = 30,
};

enum rc
item_file_xlsx(struct buf *out, const struct item_file *file, const char *made)
{
	const int head =
	    XLSX_BOLD | XLSX_BORDER | XLSX_WRAP | XLSX_SHADE | XLSX_CENTRE;
	struct xlsx *x = xlsx_begin(out, "Chỉ tiêu", "Danh mục chỉ tiêu", made);

	for (int i = 0; i < ITEM_FIELDS; i++) {
		xlsx_width(x, (size_t)i, widths[i]);
		xlsx_text(x, 0, (size_t)i, head, heads[i]);
	}
	for (int i = 0; i < ITEM_FIELDS; i++)
		xlsx_text(x, 1, (size_t)i, XLSX_ITALIC | XLSX_BORDER,
		    item_field_defs[i].code);
	xlsx_freeze(x, 2, 1);
	for (size_t k = 0; k < file->n; k++)
		for (int i = 0; i < ITEM_FIELDS; i++)
			xlsx_text(x, k + 2, (size_t)i, XLSX_BORDER | XLSX_WRAP,
			    file->at[k].says.at[i]);
	return xlsx_end(x);
}
