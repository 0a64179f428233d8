/* sample.c - forms and figures for looking at pages without a database */
#include <stdlib.h>
#include <string.h>
#include "sample.h"

/* One printed column: the heads above it, its code, its rule as printed. */
static const struct {
	const char *head[3], *code, *formula;
} units_cols[] = {
	{ { "Đơn vị" }, "MS", NULL },
	{ { "Tổng số đơn" }, "1", "1=2+3+...+7" },
	{ { "Kỳ trước chuyển sang", "Đơn có nhiều người đứng tên" }, "2",
	    NULL },
	{ { "Kỳ trước chuyển sang", "Đơn một người đứng tên" }, "3", NULL },
	{ { "Kỳ trước chuyển sang", "Đơn khác" }, "4", NULL },
	{ { "Tiếp nhận trong kỳ", "Đơn có nhiều người đứng tên" }, "5", NULL },
	{ { "Tiếp nhận trong kỳ", "Đơn một người đứng tên" }, "6", NULL },
	{ { "Tiếp nhận trong kỳ", "Đơn khác" }, "7", NULL },
	{ { "Số đơn đã xử lý" }, "8", NULL },
	{ { "Đủ điều kiện xử lý", "Số đơn" }, "9",
	    "9=11+12+13 =14+15+16+17 =18+22" },
	{ { "Đủ điều kiện xử lý", "Số vụ việc" }, "10", NULL },
	{ { "Phân loại đơn theo nội dung", "Khiếu nại" }, "11", NULL },
	{ { "Phân loại đơn theo nội dung", "Tố cáo" }, "12", NULL },
	{ { "Phân loại đơn theo nội dung", "Kiến nghị, phản ánh" }, "13",
	    NULL },
	{ { "Phân loại đơn theo tình trạng giải quyết", "Đã giải quyết",
	      "Lần đầu" },
	    "14", NULL },
	{ { "Phân loại đơn theo tình trạng giải quyết", "Đã giải quyết",
	      "Nhiều lần" },
	    "15", NULL },
	{ { "Phân loại đơn theo tình trạng giải quyết", "Đang giải quyết" },
	    "16", NULL },
	{ { "Phân loại đơn theo tình trạng giải quyết", "Chưa giải quyết" },
	    "17", NULL },
	{ { "Kết quả xử lý đơn", "Đơn thuộc thẩm quyền", "Tổng số" }, "18",
	    "18 = 19+20+21" },
	{ { "Kết quả xử lý đơn", "Đơn thuộc thẩm quyền", "Khiếu nại" }, "19",
	    NULL },
	{ { "Kết quả xử lý đơn", "Đơn thuộc thẩm quyền", "Tố cáo" }, "20",
	    NULL },
	{ { "Kết quả xử lý đơn", "Đơn thuộc thẩm quyền",
	      "Kiến nghị, phản ánh" },
	    "21", NULL },
	{ { "Kết quả xử lý đơn", "Đơn không thuộc thẩm quyền", "Tổng số" },
	    "22", "22 = 23+24+25" },
	{ { "Kết quả xử lý đơn", "Đơn không thuộc thẩm quyền", "Hướng dẫn" },
	    "23", NULL },
	{ { "Kết quả xử lý đơn", "Đơn không thuộc thẩm quyền", "Chuyển đơn" },
	    "24", NULL },
	{ { "Kết quả xử lý đơn", "Đơn không thuộc thẩm quyền",
	      "Đôn đốc giải quyết" },
	    "25", NULL },
	{ { "Số văn bản phúc đáp nhận được do chuyển đơn" }, "26", NULL },
};
enum { HEAD_ROWS = 3, MAX_HEAD = 100 };

/* Does column b stand under the same head as a, down to that row? */
static bool
same_head(size_t a, size_t b, size_t row)
{
	for (size_t r = 0; r <= row; r++)
		if (!str_eq(units_cols[a].head[r], units_cols[b].head[r]))
			return false;
	return true;
}

static size_t
make_heads(struct head *ret)
{
	size_t n = 0, ncol = COUNT(units_cols);

	for (size_t row = 0; row < HEAD_ROWS; row++)
		for (size_t c = 0, span; c < ncol; c += span) {
			const char *const *head = units_cols[c].head;
			size_t down = 1;
			for (span = 1;
			     c + span < ncol && same_head(c, c + span, row);)
				span++;
			if (head[row] == NULL) {
				span = 1;
				continue;
			}
			while (
			    row + down < HEAD_ROWS && head[row + down] == NULL)
				down++;
			ret[n++] =
			    (struct head){ head[row], row, c, down, span };
		}
	return n;
}

/* Parse the rules of an axis into its cells. */
static void
add_rule(struct arena *mem, const struct axis *axis, long self,
    const char *text, struct cell *c)
{
	struct findings bad = { .mem = mem };
	struct formula *f = arena_alloc(mem, sizeof *f);

	if (!formula_parse(mem, text, axis, self, "sample", &bad, f))
		abort();
	if (f->computed)
		c->computed = f;
	else
		c->checks[c->ncheck++] = f;
}

static const char *
path(struct arena *mem, const char *const *head)
{
	const char *ret = head[0];

	for (size_t i = 1; i < HEAD_ROWS && head[i] != NULL; i++)
		ret = str_fmt(mem, "%s / %s", ret, head[i]);
	return ret;
}

const struct form *
sample_units(struct arena *mem)
{
	size_t n = COUNT(units_cols);
	struct form *f = arena_alloc(mem, sizeof *f);
	struct head *heads = arena_alloc(mem, MAX_HEAD * sizeof *heads);
	struct col *cols = arena_alloc(mem, n * sizeof *cols);
	struct cell *cells = arena_alloc(mem, n * sizeof *cells);
	const char **codes = arena_alloc(mem, n * sizeof *codes);

	for (size_t i = 0; i < n; i++) {
		codes[i] = units_cols[i].code;
		cols[i] = (struct col){ .code = codes[i],
			.label = units_cols[i].head[0],
			.path = path(mem, units_cols[i].head),
			.role = i == 0 ? COL_LABEL : COL_CELL,
			.type = CELL_INTEGER,
			.sums = true,
			.formula = units_cols[i].formula };
	}
	*f = (struct form){ .regime = "XLD01",
		.rows_kind = ROWS_UNITS,
		.synth = SYNTH_LIST,
		.heads = heads,
		.nhead = make_heads(heads),
		.head_rows = HEAD_ROWS,
		.cols = cols,
		.ncol = n,
		.nlabel = 1,
		.nrow = 1,
		.cells = cells,
		.ncell = n,
		.col_axis = { codes, n } };
	f->rows = arena_alloc(mem, sizeof *f->rows);
	for (size_t i = 1; i < n; i++) {
		cells[i] = (struct cell){ .col = i,
			.type = CELL_INTEGER,
			.sums = true,
			.min = dec_long(mem, 0) };
		if (units_cols[i].formula != NULL)
			add_rule(mem, &f->col_axis, (long)i,
			    units_cols[i].formula, &cells[i]);
	}
	return f;
}

static const struct row fixed_rows[] = {
	{ .code = "I", .label = "BƯU CHÍNH", .group = true },
	{ .code = "1",
	    .label = "Doanh thu dịch vụ bưu chính",
	    .measure = "triệu đồng",
	    .type = CELL_DECIMAL,
	    .decimals = 2 },
	{ .code = "2",
	    .label = "Số điểm phục vụ bưu chính",
	    .measure = "điểm",
	    .type = CELL_INTEGER },
	{ .code = "2.1",
	    .label = "Trong đó: điểm Bưu điện – Văn hóa xã",
	    .measure = "điểm",
	    .type = CELL_INTEGER,
	    .depth = 1,
	    .check = "<=2" },
	{ .code = "II", .label = "VIỄN THÔNG – INTERNET", .group = true },
	{ .code = "4",
	    .label = "Số thuê bao điện thoại di động",
	    .measure = "thuê bao",
	    .type = CELL_INTEGER,
	    .formula = "4=4.1+4.2" },
	{ .code = "4.1",
	    .label = "Thuê bao chỉ sử dụng thoại, tin nhắn",
	    .measure = "thuê bao",
	    .type = CELL_INTEGER,
	    .depth = 1 },
	{ .code = "4.2",
	    .label = "Thuê bao có phát sinh lưu lượng dữ liệu",
	    .measure = "thuê bao",
	    .type = CELL_INTEGER,
	    .depth = 1 },
	{ .code = "5",
	    .label = "Tỷ lệ hộ gia đình có Internet cáp quang",
	    .measure = "%",
	    .type = CELL_PERCENT,
	    .decimals = 2 },
	{ .code = "6",
	    .label = "Doanh thu bình quân một điểm phục vụ",
	    .measure = "triệu đồng",
	    .type = CELL_DECIMAL,
	    .decimals = 2,
	    .formula = "6=1/2" },
};
static const struct col fixed_cols[] = {
	{ .code = "A", .label = "STT", .path = "STT", .role = COL_STT },
	{ .code = "B",
	    .label = "Chỉ tiêu",
	    .path = "Chỉ tiêu",
	    .role = COL_LABEL },
	{ .code = "C",
	    .label = "Đơn vị tính",
	    .path = "Đơn vị tính",
	    .role = COL_MEASURE },
	{ .code = "1",
	    .label = "Thực hiện trong tháng",
	    .path = "Thực hiện trong tháng",
	    .role = COL_CELL,
	    .type = CELL_DECIMAL,
	    .decimals = 2,
	    .row_rules = true,
	    .sums = true },
	{ .code = "2",
	    .label = "Ghi chú",
	    .path = "Ghi chú",
	    .role = COL_CELL,
	    .type = CELL_TEXT },
};
static const struct head fixed_heads[] = {
	{ "STT", 0, 0, 1, 1 },
	{ "Chỉ tiêu", 0, 1, 1, 1 },
	{ "Đơn vị tính", 0, 2, 1, 1 },
	{ "Thực hiện trong tháng", 0, 3, 1, 1 },
	{ "Ghi chú", 0, 4, 1, 1 },
};

static void
fixed_cell(struct arena *mem, const struct axis *axis, size_t r, size_t col,
    struct cell *c)
{
	const struct row *row = &fixed_rows[r];
	bool number = fixed_cols[col].type != CELL_TEXT;

	*c = (struct cell){ .row = r, .col = col };
	if (row->group)
		return;
	c->type = number ? row->type : CELL_TEXT;
	c->decimals = number ? row->decimals : 0;
	c->sums = number && row->type != CELL_PERCENT;
	c->min = dec_long(mem, 0);
	c->by_row = number;
	if (number && row->formula != NULL)
		add_rule(mem, axis, (long)r, row->formula, c);
	if (number && row->check != NULL) {
		c->check_by_row[c->ncheck] = true;
		add_rule(mem, axis, (long)r, row->check, c);
	}
}

const struct form *
sample_rows(struct arena *mem)
{
	size_t nrow = COUNT(fixed_rows), ncol = COUNT(fixed_cols);
	struct form *f = arena_alloc(mem, sizeof *f);
	struct cell *cells = arena_alloc(mem, nrow * ncol * sizeof *cells);
	const char **codes = arena_alloc(mem, nrow * sizeof *codes);

	for (size_t r = 0; r < nrow; r++)
		codes[r] = fixed_rows[r].code;
	*f = (struct form){ .regime = "ICT",
		.rows_kind = ROWS_FIXED,
		.synth = SYNTH_CELLS,
		.heads = fixed_heads,
		.nhead = COUNT(fixed_heads),
		.head_rows = 1,
		.cols = fixed_cols,
		.ncol = ncol,
		.nlabel = 3,
		.rows = fixed_rows,
		.nrow = nrow,
		.cells = cells,
		.ncell = nrow * ncol,
		.row_axis = { codes, nrow } };
	for (size_t r = 0; r < nrow; r++)
		for (size_t c = f->nlabel; c < ncol; c++)
			fixed_cell(mem, &f->row_axis, r, c,
			    &cells[r * ncol + c]);
	return f;
}

struct figures
sample_figures(struct arena *mem, const struct form *f, long seed)
{
	struct figures ret = {
		.num = arena_alloc(mem, f->ncell * sizeof *ret.num),
		.txt = arena_alloc(mem, f->ncell * sizeof *ret.txt),
	};
	unsigned long x = (unsigned long)seed * 2654435761UL + 12345;

	for (size_t i = 0; i < f->ncell; i++) {
		x = x * 6364136223846793005UL + 1442695040888963407UL;
		if (f->cells[i].type == CELL_NONE || f->cells[i].computed)
			continue;
		if (f->cells[i].type != CELL_TEXT)
			ret.num[i].dec = dec_parse(mem,
			    str_fmt(mem, "%lu%s", (x >> 33) % 4000,
				f->cells[i].decimals > 0 ? ".5" : ""));
	}
	return ret;
}
