/* sample.c - documents for the tests and benches of the renderers */
#include "draw/sample.h"

static const char *const provinces[] = { "Tuyên Quang", "Cao Bằng", "Lai Châu",
	"Lào Cai", "Thái Nguyên", "Điện Biên", "Lạng Sơn", "Sơn La", "Phú Thọ",
	"Bắc Ninh", "Quảng Ninh", "TP. Hà Nội", "TP. Hải Phòng", "Hưng Yên",
	"Ninh Bình", "Thanh Hóa", "Nghệ An", "Hà Tĩnh", "Quảng Trị", "TP. Huế",
	"TP. Đà Nẵng", "Quảng Ngãi", "Gia Lai", "Đắk Lắk", "Khánh Hòa",
	"Lâm Đồng", "Đồng Nai", "Tây Ninh", "TP. Hồ Chí Minh", "Đồng Tháp",
	"An Giang", "Vĩnh Long", "TP. Cần Thơ", "Cà Mau" };

/* The same figures every time. */
static unsigned
next(unsigned *seed)
{
	*seed = *seed * 1103515245u + 12345u;
	return *seed >> 16 & 0x7fff;
}

static struct doc_cell
figure(struct arena *mem, unsigned *seed, unsigned most)
{
	return (struct doc_cell){ .kind = DOC_NUM,
		.text = str_fmt(mem, "%u",
		    (next(seed) * 32768u + next(seed)) % most) };
}

static struct doc_cell
text(const char *s)
{
	return (struct doc_cell){ .kind = DOC_TEXT, .text = s };
}

static const struct document frame = {
	.superior = "Chính phủ",
	.agency = "Thanh tra Chính phủ",
	.number = "Số: 05/BC-TTCP",
	.place_date = "Hà Nội, ngày 28 tháng 9 năm 2026",
	.measure = "Đơn vị tính: đơn",
	.mark = "SỐ LIỆU MINH HỌA",
	.sign_left = "Người lập biểu",
	.sign_right = "Thủ trưởng đơn vị",
	.sign_left_name = "Nguyễn Thị Bưởi",
	.sign_right_name = "Trần Văn Độ",
	.foot =
	    "Bản 2, ngày 24/9/2026 · SHA-256 "
	    "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
	.made = "2026-09-28T02:03:04Z",
};

static const struct head xld01_heads[] = {
	{ "Đơn vị", 0, 0, 3, 1 },
	{ "Tổng số đơn", 0, 1, 3, 1 },
	{ "Kỳ trước chuyển sang", 0, 2, 1, 3 },
	{ "Đơn có nhiều người đứng tên", 1, 2, 2, 1 },
	{ "Đơn một người đứng tên", 1, 3, 2, 1 },
	{ "Đơn khác", 1, 4, 2, 1 },
	{ "Tiếp nhận trong kỳ", 0, 5, 1, 3 },
	{ "Đơn có nhiều người đứng tên", 1, 5, 2, 1 },
	{ "Đơn một người đứng tên", 1, 6, 2, 1 },
	{ "Đơn khác", 1, 7, 2, 1 },
	{ "Số đơn đã xử lý", 0, 8, 3, 1 },
	{ "Đủ điều kiện xử lý", 0, 9, 1, 2 },
	{ "Số đơn", 1, 9, 2, 1 },
	{ "Số vụ việc", 1, 10, 2, 1 },
	{ "Phân loại đơn theo nội dung", 0, 11, 1, 3 },
	{ "Khiếu nại", 1, 11, 2, 1 },
	{ "Tố cáo", 1, 12, 2, 1 },
	{ "Kiến nghị, phản ánh", 1, 13, 2, 1 },
	{ "Phân loại đơn theo tình trạng giải quyết", 0, 14, 1, 4 },
	{ "Đã giải quyết", 1, 14, 1, 2 },
	{ "Lần đầu", 2, 14, 1, 1 },
	{ "Nhiều lần", 2, 15, 1, 1 },
	{ "Đang giải quyết", 1, 16, 2, 1 },
	{ "Chưa giải quyết", 1, 17, 2, 1 },
	{ "Kết quả xử lý đơn", 0, 18, 1, 8 },
	{ "Đơn thuộc thẩm quyền", 1, 18, 1, 4 },
	{ "Tổng số", 2, 18, 1, 1 },
	{ "Khiếu nại", 2, 19, 1, 1 },
	{ "Tố cáo", 2, 20, 1, 1 },
	{ "Kiến nghị, phản ánh", 2, 21, 1, 1 },
	{ "Đơn không thuộc thẩm quyền", 1, 22, 1, 4 },
	{ "Tổng số", 2, 22, 1, 1 },
	{ "Hướng dẫn", 2, 23, 1, 1 },
	{ "Chuyển đơn", 2, 24, 1, 1 },
	{ "Đôn đốc giải quyết", 2, 25, 1, 1 },
	{ "Số văn bản phúc đáp nhận được do chuyển đơn", 0, 26, 3, 1 },
};

static struct doc_table
table(struct arena *mem, size_t nrow, size_t ncol)
{
	struct doc_col *cols = arena_alloc(mem, ncol * sizeof *cols);
	struct doc_table t = { .nrow = nrow,
		.ncol = ncol,
		.cols = cols,
		.rows = arena_alloc(mem, nrow * sizeof *t.rows),
		.code_row = true };

	for (size_t c = 0; c < ncol; c++)
		cols[c] = (struct doc_col){ .code = str_fmt(mem, "%zu", c),
			.align = DOC_RIGHT };
	cols[0].code = "MS";
	cols[0].align = DOC_LEFT;
	return t;
}

static const char *const xld01_notes[] = {
	"Ghi chú: Cột 1=2+3+…+7; cột 9=11+12+13=14+15+16+17=18+22; cột "
	"18=19+20+21; cột 22=23+24+25.",
	"Đơn vị chưa gửi: Sở Nội vụ tỉnh Cà Mau (quá hạn 3 ngày).",
};

const struct document *
sample_xld01(struct arena *mem, size_t nrow)
{
	struct document *d = arena_alloc(mem, sizeof *d);
	unsigned seed = 7;

	*d = frame;
	d->name = "XLD01";
	d->form_no = "Biểu số: 01/XLD";
	d->basis = "Ban hành theo Thông tư số 02/2021/TT-TTCP ngày 22/3/2021 "
		   "của Tổng Thanh tra Chính phủ";
	d->title = "Tổng hợp kết quả xử lý đơn";
	d->period_line =
	    "Kỳ báo cáo: Quý III năm 2026 (từ 15/6/2026 đến 14/9/2026)";
	d->reporter = "Đơn vị báo cáo: Thanh tra Chính phủ";
	d->receiver = "Đơn vị nhận báo cáo: Chính phủ";
	d->status = "Số liệu tạm tính: 33/34 đơn vị đã được tiếp nhận";
	d->notes = xld01_notes;
	d->nnote = COUNT(xld01_notes);
	d->table = table(mem, nrow, 27);
	d->table.heads = xld01_heads;
	d->table.nhead = COUNT(xld01_heads);
	d->table.head_rows = 3;
	for (size_t r = 0; r < nrow; r++) {
		struct doc_cell *cells = arena_alloc(mem, 27 * sizeof *cells);
		bool total = r + 1 == nrow;
		cells[0] = text(total ? "Tổng" : provinces[r % 34]);
		for (size_t c = 1; c < 27; c++)
			cells[c] = figure(mem, &seed, total ? 200000 : 9999);
		if (r == 33)
			for (size_t c = 1; c < 27; c++)
				cells[c] =
				    (struct doc_cell){ .kind = DOC_EMPTY };
		d->table.rows[r] =
		    (struct doc_row){ .kind = total ? DOC_TOTAL : DOC_ROW,
			    .cells = cells };
	}
	return d;
}

static const struct head wide_heads[] = {
	{ "STT", 0, 0, 2, 1 },
	{ "Tên xã, phường, đặc khu", 0, 1, 2, 1 },
	{ "Tỉnh, thành phố", 0, 2, 2, 1 },
	{ "Tổng số đơn", 0, 3, 2, 1 },
	{ "Phân loại đơn theo nội dung", 0, 4, 1, 3 },
	{ "Khiếu nại", 1, 4, 1, 1 },
	{ "Tố cáo", 1, 5, 1, 1 },
	{ "Kiến nghị, phản ánh", 1, 6, 1, 1 },
	{ "Kết quả xử lý", 0, 7, 1, 3 },
	{ "Đã xử lý", 1, 7, 1, 1 },
	{ "Đang xử lý", 1, 8, 1, 1 },
	{ "Tỷ lệ (%)", 1, 9, 1, 1 },
};

static const char *const syllables[] = { "An", "Bình", "Châu", "Đông", "Giang",
	"Hòa", "Khánh", "Lộc", "Mỹ", "Nghĩa", "Phước", "Quảng", "Sơn", "Thạnh",
	"Thượng", "Trung", "Vĩnh", "Xuân", "Yên", "Tân", "Phú", "Long", "Hưng",
	"Đức", "Cường", "Nguyễn", "Trãi", "Hiệp", "Ngọc", "Lĩnh" };

static const char *
commune(struct arena *mem, unsigned *seed)
{
	return str_fmt(mem, "%s %s %s", next(seed) % 4 ? "Xã" : "Phường",
	    syllables[next(seed) % COUNT(syllables)],
	    syllables[next(seed) % COUNT(syllables)]);
}

const struct document *
sample_wide(struct arena *mem, size_t nrow)
{
	struct document *d = arena_alloc(mem, sizeof *d);
	unsigned seed = 11;

	*d = frame;
	d->name = "Xã";
	d->form_no = "Biểu số: 02/XLD";
	d->title = "Kết quả xử lý đơn của các xã, phường, đặc khu";
	d->period_line = "Kỳ báo cáo: Quý III năm 2026";
	d->reporter = "Đơn vị báo cáo: Thanh tra Chính phủ";
	d->table = table(mem, nrow, 10);
	d->table.heads = wide_heads;
	d->table.nhead = COUNT(wide_heads);
	d->table.head_rows = 2;
	struct doc_col *cols = (struct doc_col *)d->table.cols;
	cols[0].align = DOC_CENTRE;
	cols[1].align = cols[2].align = DOC_LEFT;
	for (size_t r = 0; r < nrow; r++) {
		struct doc_cell *cells = arena_alloc(mem, 10 * sizeof *cells);
		cells[0] = text(str_fmt(mem, "%zu", r + 1));
		cells[1] = text(commune(mem, &seed));
		cells[2] = text(provinces[r * 34 / nrow]);
		for (size_t c = 3; c < 9; c++)
			cells[c] = figure(mem, &seed, 3000000);
		cells[9] = (struct doc_cell){ .kind = DOC_NUM,
			.text = str_fmt(mem, "%u.%02u", next(&seed) % 100,
			    next(&seed) % 100),
			.decimals = 2 };
		d->table.rows[r] = (struct doc_row){ .cells = cells };
	}
	return d;
}

static const struct head odd_heads[] = {
	{ "STT", 0, 0, 2, 1 },
	{ "Chỉ tiêu", 0, 1, 2, 1 },
	{ "Đơn vị tính", 0, 2, 2, 1 },
	{ "Tháng 9", 0, 3, 1, 2 },
	{ "Kế hoạch", 1, 3, 1, 1 },
	{ "Thực hiện", 1, 4, 1, 1 },
	{ "Ghi chú", 0, 5, 2, 1 },
};
static const struct doc_col odd_cols[] = {
	{ "A", DOC_CENTRE, 4 },
	{ "B", DOC_LEFT, 40 },
	{ "C", DOC_CENTRE, 0 },
	{ "1", DOC_RIGHT, 0 },
	{ "2", DOC_RIGHT, 0 },
	{ "3", DOC_LEFT, 0 },
};
#define T(s) \
	{ \
		DOC_TEXT, s, 0 \
	}
#define N(s, d) \
	{ \
		DOC_NUM, s, d \
	}
#define E \
	{ \
		DOC_EMPTY, NULL, 0 \
	}
#define NAN_ \
	{ \
		DOC_NAN, NULL, 0 \
	}
static const struct doc_cell odd_cells[][6] = {
	{ T("I"), T("Bưu chính, chuyển phát"), E, E, E, E },
	{ T("1"), T("Doanh thu dịch vụ bưu chính"), T("triệu đồng"),
	    N("1234567.891", 1), N("0", 0), T("=HYPERLINK(\"http://x\")") },
	{ T("1.1"), T("Trong đó: <b>dịch vụ công ích</b> & khác"),
	    T("triệu đồng"), N("-1234.5", 1), NAN_, T("+84 24 1234") },
	{ T("2"), T("Số không vừa trong một double"), T("đồng"),
	    N("12345678901234567890.1234567891", 10), E,
	    T("@SUM(A1), \"nháy\"\nhai dòng") },
	{ T("II"), T("Viễn thông"), E, E, E, E },
	{ T("3"),
	    T("Một chỉ tiêu có tên rất dài để xem chữ có xuống dòng đúng ở "
	      "khoảng trắng giữa các âm tiết hay không, kể cả khi nó chiếm "
	      "nhiều dòng của bảng biểu này"),
	    T("thuê bao/100 dân/tháng"), N("99.5", 2), N("100", 0),
	    T("-2+3 chữ 漢字 và 🙂") },
	{ E, T("Tổng số"), E, N("1234567890123456", 0), N("123456789012345", 0),
	    T("\tthẻ tab") },
};
#undef T
#undef N
#undef E
#undef NAN_

const struct document *
sample_odd(struct arena *mem)
{
	static const enum doc_row_kind kinds[] = { DOC_GROUP, DOC_ROW, DOC_ROW,
		DOC_OWN, DOC_GROUP, DOC_ROW, DOC_TOTAL };
	struct document *d = arena_alloc(mem, sizeof *d);

	*d = frame;
	d->superior = "Ủy ban nhân dân thành phố Hồ Chí Minh";
	d->agency = "Sở Khoa học và Công nghệ thành phố Hồ Chí Minh";
	d->title = "Báo cáo tháng / 9: [thử]";
	d->period_line = "Tháng 9 năm 2026";
	d->notes = xld01_notes;
	d->nnote = 1;
	d->table = (struct doc_table){ .heads = odd_heads,
		.nhead = COUNT(odd_heads),
		.head_rows = 2,
		.cols = odd_cols,
		.ncol = COUNT(odd_cols),
		.rows =
		    arena_alloc(mem, COUNT(odd_cells) * sizeof *d->table.rows),
		.nrow = COUNT(odd_cells),
		.code_row = true };
	for (size_t r = 0; r < COUNT(odd_cells); r++)
		d->table.rows[r] = (struct doc_row){ .kind = kinds[r],
			.depth = r == 2,
			.cells = odd_cells[r] };
	return d;
}

const struct document *
sample_named(struct arena *mem, const char *name)
{
	if (str_eq(name, "xld01"))
		return sample_xld01(mem, 35);
	if (str_eq(name, "bench"))
		return sample_wide(mem, 1800);
	return str_eq(name, "odd") ? sample_odd(mem) : NULL;
}

static const struct chart *
chart(struct arena *mem, size_t n, const char *const *values)
{
	struct chart *c = arena_alloc(mem, sizeof *c);
	const char **labels = arena_alloc(mem, n * sizeof *labels);

	for (size_t i = 0; i < n; i++)
		labels[i] = provinces[i % 34];
	*c = (struct chart){ .title = "Tổng số đơn tiếp nhận, Quý III năm 2026",
		.measure = "Đơn vị tính: đơn",
		.source = "Nguồn: XLD01, 2026-Q3, số liệu đã được tiếp nhận",
		.mark = "SỐ LIỆU MINH HỌA",
		.labels = labels,
		.values = values,
		.n = n };
	return c;
}

const struct chart *
sample_chart(struct arena *mem, const char *name)
{
	static const char *const gap[] = { "1234.5", "0", "-420", NULL,
		"987654321012345678901234.5" };
	static const char *const few[] = { "1234", "0", "-420", NULL, "800",
		"12" };
	static const char *const zero[] = { "1234", "0", "-420", "0", "800",
		"12" };
	const char **many = arena_alloc(mem, 63 * sizeof *many);
	unsigned seed = 3;

	if (str_eq(name, "gap"))
		return chart(mem, COUNT(few), few);
	if (str_eq(name, "zero"))
		return chart(mem, COUNT(zero), zero);
	if (str_eq(name, "huge"))
		return chart(mem, COUNT(gap), gap);
	for (size_t i = 0; i < 63; i++)
		many[i] = i == 40 ? NULL : figure(mem, &seed, 9999).text;
	return str_eq(name, "many") ? chart(mem, 63, many) : NULL;
}
