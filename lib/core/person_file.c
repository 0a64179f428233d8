/* person_file.c - people as a file: read and written */
#include <string.h>
#include "base/utf8.h"
#include "core/access.h"
#include "core/person_file.h"
#include "io/csv.h"
#include "io/table_file.h"
#include "io/xlsx.h"

const struct person_col_def person_cols_defs[PERSON_COLS] = {
	[PERSON_LOGIN] = { "login", "Tên đăng nhập", "an.nguyen" },
	[PERSON_NAME] = { "name", "Họ và tên", "Nguyễn Văn An" },
	[PERSON_TITLE] = { "title", "Chức vụ", "Chánh Văn phòng" },
	[PERSON_EMAIL] = { "email", "Thư điện tử", "an.nguyen@coquan.gov.vn" },
	[PERSON_PHONE] = { "phone", "Điện thoại", "024 3943 1234" },
	[PERSON_UNIT] = { "unit", "Đơn vị", "Phường Ba Đình (00004)" },
	[PERSON_ROLE] = { "role", "Vai trò", "" },
	[PERSON_FROM] = { "from", "Từ ngày", "01/10/2026" },
	[PERSON_TO] = { "to", "Đến hết ngày", "" },
	[PERSON_DECISION] = { "decision", "Quyết định", "12/QĐ-UBND" },
};

const char *
person_col_sample(size_t col)
{
	return col == PERSON_ROLE ? role_show(ROLE_CLERK) :
				    person_cols_defs[col].sample;
}

static int
col_of(struct arena *mem, const char *head)
{
	const char *key = utf8_key(mem, head, false);

	for (int i = 0; key != NULL && i < PERSON_COLS; i++)
		if (str_eq(key, person_cols_defs[i].code) ||
		    str_eq(key, utf8_key(mem, person_cols_defs[i].vi, false)))
			return i;
	return -1;
}

/* Which column of the file holds what; SIZE_MAX: none. */
static bool
read_head(struct arena *mem, const char *where, const struct csv *t,
    size_t *place, struct findings *f)
{
	size_t before = f->nerror;

	for (int i = 0; i < PERSON_COLS; i++)
		place[i] = SIZE_MAX;
	for (size_t k = 0; t->n > 0 && k < t->ncell; k++) {
		const char *head = t->row[0].cell[k];
		int i = col_of(mem, head);
		if (i < 0 && !utf8_blank(head))
			finding(f, where, _("No column is called \"%s\"."),
			    head);
		if (i >= 0 && place[i] != SIZE_MAX)
			finding(f, where, _("%s stands there twice."),
			    person_cols_defs[i].code);
		if (i >= 0)
			place[i] = k;
	}
	if (f->nerror > before)
		return false;
	if (place[PERSON_LOGIN] == SIZE_MAX || place[PERSON_UNIT] == SIZE_MAX)
		finding(f, where,
		    _("The first line names the columns; login and unit are"
		      " needed. The template has them all."));
	return f->nerror == before;
}

static bool
is_blank(const struct csv_row *row, size_t n)
{
	for (size_t k = 0; k < n; k++)
		if (!utf8_blank(row->cell[k]))
			return false;
	return true;
}

bool
person_file_read(struct arena *mem, const char *name, const char *bytes,
    size_t len, struct findings *f, struct person_file *ret)
{
	static const struct csv_limits limits = { .rows = PERSON_FILE_ROWS + 1,
		.cells = 3 * PERSON_COLS,
		.cell_bytes = 2000 };
	size_t place[PERSON_COLS];
	struct csv t;

	*ret = (struct person_file){ 0 };
	if (!table_file_read(mem, name, bytes, len, &limits, f, &t) ||
	    !read_head(mem, name, &t, place, f))
		return false;
	ret->at = arena_alloc(mem, (t.n + 1) * sizeof *ret->at);
	for (size_t i = 1; i < t.n; i++) {
		if (is_blank(&t.row[i], t.ncell))
			continue;
		struct person_line *l = &ret->at[ret->n++];
		l->line = t.row[i].line;
		l->findings.mem = mem;
		for (int k = 0; k < PERSON_COLS; k++)
			l->cell[k] =
			    place[k] == SIZE_MAX ?
				"" :
				csv_meant(mem, t.row[i].cell[place[k]]);
	}
	if (ret->n == 0)
		finding(f, name, _("There is nobody in this file."));
	return ret->n > 0;
}

void
person_file_csv(struct buf *out, const struct person_file *file)
{
	struct csv_out csv = { .out = out };

	for (int k = 0; k < PERSON_COLS; k++)
		csv_text(&csv, person_cols_defs[k].code);
	csv_end(&csv);
	for (size_t i = 0; i < file->n; i++) {
		for (int k = 0; k < PERSON_COLS; k++)
			csv_text(&csv, file->at[i].cell[k]);
		csv_end(&csv);
	}
}

void
person_template_csv(struct buf *out)
{
	struct csv_out csv = { .out = out };

	csv_bom(&csv);
	for (int k = 0; k < PERSON_COLS; k++)
		csv_text(&csv, person_cols_defs[k].vi);
	csv_end(&csv);
	for (int k = 0; k < PERSON_COLS; k++)
		csv_text(&csv, person_col_sample((size_t)k));
	csv_end(&csv);
}

enum rc
person_template_xlsx(struct buf *out, const char *now)
{
	struct xlsx *x = xlsx_begin(out, "Người dùng", "Người dùng", now);

	for (size_t k = 0; k < PERSON_COLS; k++) {
		xlsx_width(x, k, 22);
		xlsx_text(x, 0, k, XLSX_BOLD | XLSX_SHADE | XLSX_BORDER,
		    person_cols_defs[k].vi);
	}
	for (size_t k = 0; k < PERSON_COLS; k++)
		xlsx_text(x, 1, k, XLSX_PLAIN, person_col_sample(k));
	xlsx_freeze(x, 1, 0);
	return xlsx_end(x);
}
