/* test_template.c - templates of every shape, and what is doubted in them */
#include <setjmp.h>
#include <string.h>
#include "core/form.h"
#include "core/template.h"
#include "io/csv.h"
#include "xlsx_make.h"
#include <cmocka.h> /* after base.h: it has a macro fail() */

static struct arena *mem;

enum { CELLS = 120, WANTS = 60 };

/* A sheet in lines: "A3:A6=Đơn vị" is a text in merged cells. */
struct sample {
	const char *name;
	const char *cells[CELLS];
	/* the columns as the table says them, without its first line */
	const char *csv;
	/* rows: "code|label|formula|measure", '#' before a heading */
	const char *rows[WANTS];
	/* "C7 c5 some words of the sentence" */
	const char *doubts[WANTS];
};

static void
put_xml(struct buf *b, const char *s)
{
	for (; *s != '\0'; s++)
		switch (*s) {
		case '&':
			buf_str(b, "&amp;");
			break;
		case '<':
			buf_str(b, "&lt;");
			break;
		case '\n':
			buf_str(b, "&#10;");
			break;
		default:
			buf_put(b, s, 1);
		}
}

/* "A3:A6=text": a cell, and perhaps its range; '#' before the text: bold; a
 * text of digits is a number. */
static void
put_cell(struct buf *cells, struct buf *merges, const char *line)
{
	const char *eq = strchr(line, '='), *text = eq + 1;
	const char *colon = memchr(line, ':', (size_t)(eq - line));
	int ref = (int)((colon == NULL ? eq : colon) - line);
	bool number = text[strspn(text, "0123456789.")] == '\0' && *text != '0';

	buf_fmt(cells, "<row><c r='%.*s'", ref, line);
	if (*text == '#') {
		buf_str(cells, " s='3'");
		text++;
	}
	if (number) {
		buf_fmt(cells, "><v>%s</v></c></row>", text);
	} else {
		buf_str(cells, " t='inlineStr'><is><t>");
		put_xml(cells, text);
		buf_str(cells, "</t></is></c></row>");
	}
	if (colon != NULL)
		buf_fmt(merges, "<mergeCell ref='%.*s'/>", (int)(eq - line),
		    line);
}

static void
read_sample(const char *const *lines, struct template *ret)
{
	struct buf cells = { .mem = mem, .max = 1 << 20 }, merges = cells;
	struct findings f = { .mem = mem };
	struct xlsx_book book;

	for (; *lines != NULL; lines++)
		put_cell(&cells, &merges, *lines);
	struct buf file = make_book(mem,
	    str_fmt(mem, "<sheetData>%s</sheetData><mergeCells>%s</mergeCells>",
		cells.at, merges.len == 0 ? "" : merges.at));
	if (!xlsx_read(mem, file.at, file.len, &f, &book))
		print_error("%s\n", f.at[0].text);
	assert_int_equal(book.n, 1);
	if (!template_read(mem, &book.sheets[0], "a_F1.xlsx", &f, ret))
		print_error("%s\n", f.at[0].text);
	assert_int_equal(f.n, 0);
}

static const char *
csv_of(const struct template *t)
{
	struct buf out = { .mem = mem, .max = 1 << 20 };

	template_csv(&(struct csv_out){ .out = &out, .lf = true }, t);
	return strchr(out.at, '\n') + 1;
}

static void
rows_are(const struct template *t, const char *const *want)
{
	size_t n = 0;

	for (; want[n] != NULL; n++) {
		if (n >= t->nrow)
			break;
		const struct template_row *r = &t->rows[n];
		const char *is = str_fmt(mem, "%s%s|%s|%s|%s",
		    r->heading ? "#" : "", r->printed, r->label, r->formula,
		    r->measure == NULL ? "" : r->measure);
		assert_string_equal(is, want[n]);
	}
	assert_null(want[n]);
	assert_int_equal(t->nrow, n);
}

static void
doubts_are(const struct template *t, const char *const *want)
{
	size_t n = 0;
	bool good = true;

	for (size_t i = 0; i < t->ndoubt; i++) {
		const struct template_doubt *d = &t->doubts[i];
		const char *place = d->place == NULL ? "-" : d->place;
		size_t head = strlen(d->source) + 1 + strlen(place) + 1;
		const char *begin = str_fmt(mem, "%s %s ", d->source, place);
		if (want[n] == NULL || strncmp(want[n], begin, head) != 0 ||
		    strstr(d->text, want[n] + head) == NULL) {
			print_error("%s%s\n", begin, d->text);
			good = false;
		} else
			n++;
	}
	assert_true(good);
	assert_null(want[n]);
}

/* What is made of it is a form, wherever its formulas are. */
static void
is_form(const struct template *t)
{
	struct findings f = { .mem = mem };
	struct form form;

	if (!form_read(mem, t->xml, strlen(t->xml), &f, &form))
		print_error("%s\n%s: %s\n", t->xml, f.at[0].where,
		    f.at[0].text);
	assert_int_equal(f.n, 0);
	assert_int_equal(form.ncol, t->ncol);
	for (size_t i = 0; i < t->ncol; i++)
		assert_string_equal(form.cols[i].code, t->cols[i].code);
}

static void
run(const struct sample *s, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		struct template t;
		print_message("%s\n", s[i].name);
		read_sample(s[i].cells, &t);
		assert_string_equal(csv_of(&t), s[i].csv);
		rows_are(&t, s[i].rows);
		doubts_are(&t, s[i].doubts);
		is_form(&t);
	}
}

static void
heads_of_every_depth(void **state)
{
	static const struct sample samples[] = {
		{ "one row of heads, nothing merged",
		    { "A1=BÁO CÁO SỐ LIỆU", "A3=Đơn vị", "B3=Tổng số", "C3=Nam",
			"D3=Nữ", "A4=A", "B4=1=2+3", "C4=2", "D4=3", NULL },
		    "1,A,Đơn vị,,,,,text,\n2,1,Tổng số,,,,1=2+3,integer,\n"
		    "3,2,Nam,,,,,integer,\n4,3,Nữ,,,,,integer,\n",
		    { NULL }, { NULL } },
		{ "shifted by rows and columns that are empty",
		    { "C4:F4=BÁO CÁO SỐ LIỆU", "C6:C7=Đơn vị", "D6:D7=Tổng số",
			"E6:F6=Trong đó", "E7=Nam", "F7=Nữ", "C8=A", "D8=1=2+3",
			"E8=2", "F8=3", NULL },
		    "3,A,Đơn vị,,,,,text,\n4,1,Tổng số,,,,1=2+3,integer,\n"
		    "5,2,Trong đó,Nam,,,,integer,\n"
		    "6,3,Trong đó,Nữ,,,,integer,\n",
		    { NULL }, { NULL } },
		{ "two rows of heads that nobody has merged",
		    { "A1=BÁO CÁO SỐ LIỆU", "A3=Đơn vị", "B3=Tổng số",
			"C3=Trong đó", "E3=Ghi chú", "C4=Nam", "D4=Nữ", "A5=A",
			"B5=1=2+3", "C5=2", "D5=3", "E5=4", NULL },
		    "1,A,Đơn vị,,,,,text,\n2,1,Tổng số,,,,1=2+3,integer,\n"
		    "3,2,Trong đó,Nam,,,,integer,\n"
		    "4,3,Trong đó,Nữ,,,,integer,\n5,4,Ghi chú,,,,,text,\n",
		    { NULL }, { NULL } },
		{ "five deep, the table has four columns for heads",
		    { "A1:D1=BÁO CÁO SỐ LIỆU", "A3:A7=Đơn vị", "B3:D3=Một",
			"B4:D4=Hai", "B5:C5=Ba", "D5:D7=Khác", "B6:C6=Bốn",
			"B7=Năm", "C7=Sáu", "A8=A", "B8=1", "C8=2", "D8=3",
			NULL },
		    "1,A,Đơn vị,,,,,text,\n"
		    "2,1,Một,Hai,Ba,Bốn / Năm,,integer,\n"
		    "3,2,Một,Hai,Ba,Bốn / Sáu,,integer,\n"
		    "4,3,Một,Hai,Khác,,,integer,\n",
		    { NULL }, { NULL } },
		{ "labels merged down through the row of numbers; NFD; breaks",
		    { "A1:C1=BÁO CÁO", "A3:A5=Đơn  vị",
			"B3:C3=So\xcc\x82\xcc\x81\n vụ", "B4=Nam",
			"C4= N\xc6\xb0\xcc\x83 ", "B5=1", "C5=2", NULL },
		    "1,A,Đơn vị,,,,,text,\n2,1,Số vụ,Nam,,,,integer,\n"
		    "3,2,Số vụ,Nữ,,,,integer,\n",
		    { NULL }, { NULL } },
		{ "numbers in parentheses; words between them",
		    { "A1=BÁO CÁO", "A3=Đơn vị", "B3=Tổng", "C3=Nam", "D3=Nữ",
			"E3=Tỷ lệ nữ (%)", "A4=(A)", "B4=(1)=(2)+(3)", "C4=(2)",
			"D4=(3)", "E4=(4)=(3):(1)x100", NULL },
		    "1,A,Đơn vị,,,,,text,\n2,1,Tổng,,,,1=2+3,integer,\n"
		    "3,2,Nam,,,,,integer,\n4,3,Nữ,,,,,integer,\n"
		    "5,4,Tỷ lệ nữ (%),,,,4=3/1*100,decimal,%\n",
		    { NULL }, { NULL } },
		{ "formulas in a row of their own",
		    { "A1=BÁO CÁO", "A3=Đơn vị", "B3=Tổng", "C3=Nam", "D3=Nữ",
			"A4=A", "B4=1", "C4=2", "D4=3", "B5=(1=2+3)", NULL },
		    "1,A,Đơn vị,,,,,text,\n2,1,Tổng,,,,1=2+3,integer,\n"
		    "3,2,Nam,,,,,integer,\n4,3,Nữ,,,,,integer,\n",
		    { NULL }, { NULL } },
		{ "formulas in the labels",
		    { "A1=BÁO CÁO", "A3=Đơn vị", "B3=Tổng (1=2+3)", "C3=Nam",
			"D3=Nữ", "A4=A", "B4=1", "C4=2", "D4=3", NULL },
		    "1,A,Đơn vị,,,,,text,\n2,1,Tổng,,,,1=2+3,integer,\n"
		    "3,2,Nam,,,,,integer,\n4,3,Nữ,,,,,integer,\n",
		    { NULL }, { NULL } },
		{ "functions of time; what stood there a period before",
		    { "A1=BÁO CÁO", "A3=Đơn vị", "B3=Kỳ trước chuyển sang",
			"C3=Trong kỳ", "D3=Lũy kế", "E3=Còn lại", "A4=A",
			"B4=1=4 kỳ trước", "C4=2", "D4=3 ytd(2)", "E4=4=1+2",
			NULL },
		    "1,A,Đơn vị,,,,,text,\n"
		    "2,1,Kỳ trước chuyển sang,,,,1=prev(4),integer,\n"
		    "3,2,Trong kỳ,,,,,integer,\n"
		    "4,3,Lũy kế,,,,ytd(2),integer,\n"
		    "5,4,Còn lại,,,,4=1+2,integer,\n",
		    { NULL }, { NULL } },
		{ "numbers in the heads, and no row of them",
		    { "A1=BÁO CÁO", "A3=Đơn vị", "B3=Tổng (1)=(2)+(3)",
			"C3=Nam (2)", "D3=Nữ (3)", NULL },
		    "1,A,Đơn vị,,,,,text,\n2,1,Tổng,,,,1=2+3,integer,\n"
		    "3,2,Nam,,,,,integer,\n4,3,Nữ,,,,,integer,\n",
		    { NULL }, { NULL } },
		{ "no numbers at all: made up, and said",
		    { "A1=UBND TỈNH X", "D1=CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
			"A2=BÁO CÁO", "A3:A4=Đơn vị", "B3:C3=Số lượng",
			"B4=Nam", "C4=Nữ", NULL },
		    "1,A,Đơn vị,,,,,text,\n2,,Số lượng,Nam,,,,integer,\n"
		    "3,,Số lượng,Nữ,,,,integer,\n",
		    { NULL }, { "A4 form There is no row of numbers", NULL } },
		{ "measures in heads, and one for the whole form",
		    { "A1=BÁO CÁO", "D2=Đơn vị tính: Phong trào", "A3=Đơn vị",
			"B3=Số phong trào", "C3=Kinh phí (Trđ)",
			"D3=Diện tích\n(ha)", "E3=Số người (người)", "A4=A",
			"B4=1", "C4=2", "D4=3", "E4=4", NULL },
		    "1,A,Đơn vị,,,,,text,\n"
		    "2,1,Số phong trào,,,,,integer,phong trào\n"
		    "3,2,Kinh phí (Trđ),,,,,decimal,triệu đồng\n"
		    "4,3,Diện tích (ha),,,,,decimal,ha\n"
		    "5,4,Số người (người),,,,,integer,người\n",
		    { NULL }, { NULL } },
		{ "a row of measures below the heads",
		    { "A1=BÁO CÁO", "A3:A4=Đơn vị", "B3=Số vụ", "C3=Số tiền",
			"B4=(vụ)", "C4=(triệu đồng)", "A5=A", "B5=1", "C5=2",
			NULL },
		    "1,A,Đơn vị,,,,,text,\n2,1,Số vụ,,,,,integer,vụ\n"
		    "3,2,Số tiền,,,,,decimal,triệu đồng\n",
		    { NULL }, { NULL } },
	};

	(void)state;
	run(samples, COUNT(samples));
}

static void
forms_with_rows(void **state)
{
	static const struct sample samples[] = {
		{ "BNV 0601: coded rows with a chain, headings between them",
		    { "A1=Biểu số: 0601.N/BNV-TĐKT\nBan hành theo Thông tư số "
		      "2/2023/TT-BNV\nngày 23/3/2023\nNgày nhận báo cáo: 15/12",
			"C1=#SỐ PHONG TRÀO THI ĐUA", "C2=Năm 20...",
			"E1=Đơn vị báo cáo:\nĐơn vị nhận báo cáo:",
			"E3=Đơn vị tính: Phong trào", "A4:A5=Chỉ tiêu",
			"B4:B5=Mã số", "C4:C5=Tổng số",
			"D4:E4=Chia theo cấp phát động", "D5=Trung ương",
			"E5=Cơ quan, tổ chức", "A6=A", "B6=B", "C6=1=2+3",
			"D6=2", "E6=3", "A7=Tổng số", "B7=01=02+03=04+05",
			"A8=1. Chia theo phạm vi", "A9=- Toàn quốc", "B9=02",
			"A10=- Bộ, ban, ngành", "B10=03",
			"A11=2. Chia theo thời hạn", "A12=- Dưới 1 năm",
			"B12=04", "A13=- Từ 1 năm trở lên", "B13=05",
			"A15=Người lập biểu\n(Ký, họ tên)",
			"D15=..., ngày ... tháng ... năm ...\nThủ trưởng đơn vị"
			"\n(Ký, đóng dấu)",
			NULL },
		    "1,A,Chỉ tiêu,,,,,text,\n2,B,Mã số,,,,,code,\n"
		    "3,1,Tổng số,,,,1=2+3,integer,phong trào\n"
		    "4,2,Chia theo cấp phát động,Trung ương,,,,integer,"
		    "phong trào\n"
		    "5,3,Chia theo cấp phát động,\"Cơ quan, tổ chức\",,,,"
		    "integer,phong trào\n",
		    { "01|Tổng số|01=02+03=04+05|", "#|1. Chia theo phạm vi||",
			"02|- Toàn quốc||", "03|- Bộ, ban, ngành||",
			"#|2. Chia theo thời hạn||", "04|- Dưới 1 năm||",
			"05|- Từ 1 năm trở lên||", NULL },
		    { NULL } },
		{ "KTXH: measures by row, shares, other periods",
		    { "A1:G1=#CHỈ TIÊU KINH TẾ - XÃ HỘI", "A3:A4=STT",
			"B3:B4=Chỉ tiêu", "C3:C4=Đơn vị tính",
			"D3:D4=Kế hoạch năm", "E3:E4=Thực hiện tháng",
			"F3:G3=So sánh (%)", "F4=Với tháng trước",
			"G4=Với kế hoạch", "H3:H4=Ghi chú", "A5=A", "B5=B",
			"C5=C", "D5=1", "E5=2", "F5=3=2/prev(2)*100",
			"G5=4=2/1*100", "H5=5", "A6=1", "B6=Tăng trưởng GRDP",
			"C6=%", "D6=x", "A7=2", "B7=Tổng thu ngân sách",
			"C7=tỷ đồng", "A8=2.1", "B8=Thu nội địa", "C8=Tỷ đồng",
			"A9=3", "B9=Số dự án", "C9=Dự án", NULL },
		    "1,A,STT,,,,,text,\n2,B,Chỉ tiêu,,,,,text,\n"
		    "3,C,Đơn vị tính,,,,,text,\n4,1,Kế hoạch năm,,,,,decimal,\n"
		    "5,2,Thực hiện tháng,,,,,decimal,\n"
		    "6,3,So sánh (%),Với tháng trước,,,3=2/prev(2)*100,decimal,"
		    "%\n"
		    "7,4,So sánh (%),Với kế hoạch,,,4=2/1*100,decimal,%\n"
		    "8,5,Ghi chú,,,,,text,\n",
		    { "1|Tăng trưởng GRDP||%", "2|Tổng thu ngân sách||tỷ đồng",
			"2.1|Thu nội địa||tỷ đồng", "3|Số dự án||dự án", NULL },
		    { NULL } },
		{ "MIC: groups in Roman numbers, sums of rows in their codes",
		    { "A1=#BÁO CÁO THÁNG", "A3=STT", "B3=Chỉ tiêu", "C3=ĐVT",
			"D3=Số liệu", "A4=A", "B4=B", "C4=C", "D4=1", "A5=I",
			"B5=VIỄN THÔNG", "A6=4=4.1+4.2", "B6=Thuê bao",
			"C6=thuê bao", "A7=4.1.", "B7=Chỉ thoại", "C7=thuê bao",
			"A8=4.2.", "B8=Có dữ liệu", "C8=thuê bao",
			"A9:D9=BÁO CHÍ", "A10=5",
			"B10=Doanh thu (9=9.1/9.2*100)", "C10=triệu đồng",
			NULL },
		    "1,A,STT,,,,,text,\n2,B,Chỉ tiêu,,,,,text,\n"
		    "3,C,ĐVT,,,,,text,\n4,1,Số liệu,,,,,decimal,\n",
		    { "#I|VIỄN THÔNG||", "4|Thuê bao|4=4.1+4.2|thuê bao",
			"4.1|Chỉ thoại||thuê bao", "4.2|Có dữ liệu||thuê bao",
			"#|BÁO CHÍ||", "5|Doanh thu|9=9.1/9.2*100|triệu đồng",
			NULL },
		    { "B10 r5 is for 9, but stands at 5", NULL } },
		{ "VPCP II.06a: label columns are numbered, 11 is a chain",
		    { "A1=Biểu số II.06a/VPCP/KSTT\nBan hành theo Thông tư số "
		      "01/2020/TT-VPCP ngày 21/10/2020",
			"D1=#TÌNH HÌNH GIẢI QUYẾT THỦ TỤC HÀNH CHÍNH",
			"M1=- Đơn vị báo cáo:\n+ UBND tỉnh\n- Đơn vị nhận báo "
			"cáo:",
			"D2=Kỳ báo cáo: Quý ...",
			"M3=Đơn vị tính: Số hồ sơ TTHC.", "A4:A6=TT",
			"B4:B6=Lĩnh vực, công việc giải quyết theo cấp",
			"C4:F4=Số hồ sơ nhận giải quyết",
			"G4:J4=Số hồ sơ đã giải quyết",
			"K4:M4=Số lượng hồ sơ đang giải quyết", "C5:C6=Tổng số",
			"D5:E5=Trong kỳ", "F5:F6=Từ kỳ trước", "D6=Trực tuyến",
			"E6=Trực tiếp", "G5:G6=Tổng số", "H5:H6=Trước hạn",
			"I5:I6=Đúng hạn", "J5:J6=Quá hạn", "K5:K6=Tổng số",
			"L5:L6=Trong hạn", "M5:M6=Quá hạn", "A7=(1)", "B7=(2)",
			"C7=(3)=(4)+(5)+(6)", "D7=(4)", "E7=(5)", "F7=(6)",
			"G7=(7)=(8)+(9)+(10)", "H7=(8)", "I7=(9)", "J7=(10)",
			"K7=(11)=(12)+(13)=(3)-(7)", "L7=(12)", "M7=(13)",
			"B8=Lĩnh vực ...", "A8=1", "A9=2", "B9=...",
			"B10=Tổng cộng", NULL },
		    "1,1,TT,,,,,text,\n"
		    "2,2,\"Lĩnh vực, công việc giải quyết theo cấp\",,,,,text,"
		    "\n"
		    "3,3,Số hồ sơ nhận giải quyết,Tổng số,,,3=4+5+6,integer,"
		    "hồ sơ TTHC\n"
		    "4,4,Số hồ sơ nhận giải quyết,Trong kỳ,Trực tuyến,,,"
		    "integer,hồ sơ TTHC\n"
		    "5,5,Số hồ sơ nhận giải quyết,Trong kỳ,Trực tiếp,,,integer,"
		    "hồ sơ TTHC\n"
		    "6,6,Số hồ sơ nhận giải quyết,Từ kỳ trước,,,,integer,"
		    "hồ sơ TTHC\n"
		    "7,7,Số hồ sơ đã giải quyết,Tổng số,,,7=8+9+10,integer,"
		    "hồ sơ TTHC\n"
		    "8,8,Số hồ sơ đã giải quyết,Trước hạn,,,,integer,"
		    "hồ sơ TTHC\n"
		    "9,9,Số hồ sơ đã giải quyết,Đúng hạn,,,,integer,hồ sơ TTHC"
		    "\n"
		    "10,10,Số hồ sơ đã giải quyết,Quá hạn,,,,integer,hồ sơ TTHC"
		    "\n"
		    "11,11,Số lượng hồ sơ đang giải quyết,Tổng số,,,"
		    "11=12+13=3-7,integer,hồ sơ TTHC\n"
		    "12,12,Số lượng hồ sơ đang giải quyết,Trong hạn,,,,integer,"
		    "hồ sơ TTHC\n"
		    "13,13,Số lượng hồ sơ đang giải quyết,Quá hạn,,,,integer,"
		    "hồ sơ TTHC\n",
		    { NULL }, { "B8 form No rows are printed", NULL } },
		{ "a list with a total",
		    { "A1=#DANH SÁCH DỰ ÁN", "A3=STT", "B3=Tên dự án",
			"C3=Chủ đầu tư", "D3=Vốn đăng ký (tỷ đồng)",
			"E3=Ngày cấp", "A4=A", "B4=B", "C4=1", "D4=2", "E4=3",
			"A5=1", "A6=2", "A7=...", "B8=Tổng cộng", NULL },
		    "1,A,STT,,,,,text,\n2,B,Tên dự án,,,,,text,\n"
		    "3,1,Chủ đầu tư,,,,,text,\n"
		    "4,2,Vốn đăng ký (tỷ đồng),,,,,decimal,tỷ đồng\n"
		    "5,3,Ngày cấp,,,,,date,\n",
		    { NULL }, { NULL } },
		{ "rows without codes are numbered, and it is said",
		    { "A1=#BÁO CÁO", "A3=Nội dung", "B3=Số vụ", "C3=Số người",
			"A4=A", "B4=1", "C4=2", "A5=Khiếu nại", "A6=Tố cáo",
			NULL },
		    "1,A,Nội dung,,,,,text,\n2,1,Số vụ,,,,,integer,\n"
		    "3,2,Số người,,,,,integer,\n",
		    { "|Khiếu nại||", "|Tố cáo||", NULL },
		    { "A5 r0 The rows have no codes", NULL } },
	};

	(void)state;
	run(samples, COUNT(samples));
}

/* Reported where it stands, and not put right. */
static void
mistakes_are_doubts(void **state)
{
#define THREE "A1=#BÁO CÁO", "A3=Đơn vị", "B3=Tổng", "C3=Nam", "D3=Nữ", "A4=A"
#define CSV(code1, f1, code2, f2, code3, f3) \
	"1,A,Đơn vị,,,,,text,\n2," code1 ",Tổng,,,," f1 ",integer,\n3," code2 \
	",Nam,,,," f2 ",integer,\n4," code3 ",Nữ,,,," f3 ",integer,\n"
	static const struct sample samples[] = {
		{ "a chain that names a column that is not there",
		    { THREE, "B4=1=2+3=2+9", "C4=2", "D4=3", NULL },
		    CSV("1", "1=2+3=2+9", "2", "", "3", ""), { NULL },
		    { "B4 c1 names 9, which is not", NULL } },
		{ "a formula that cannot be read",
		    { THREE, "B4=1=2++3", "C4=2", "D4=3", NULL },
		    CSV("1", "1=2++3", "2", "", "3", ""), { NULL },
		    { "B4 c1 cannot be used", NULL } },
		{ "a number that is missing", { THREE, "B4=1", "D4=3", NULL },
		    CSV("1", "", "", "", "3", ""), { NULL },
		    { "C3 c2 has no number", "D4 c3 3 comes after 1", NULL } },
		{ "a number used twice, and named in a formula",
		    { THREE, "B4=1=2+3", "C4=2", "D4=2", NULL },
		    CSV("1", "1=2+3", "2", "", "2", ""), { NULL },
		    { "B4 c1 names 2, which stands over two",
			"D4 c3 2 is also that of column C", NULL } },
		{ "a circle", { THREE, "B4=1=2+3", "C4=2=1-3", "D4=3", NULL },
		    CSV("1", "1=2+3", "2", "2=1-3", "3", ""), { NULL },
		    { "B4 c1 circle: 1", NULL } },
		{ "a share that is not multiplied",
		    { "A1=#BÁO CÁO", "A3=Đơn vị", "B3=Tỷ lệ (%)", "C3=Nam",
			"D3=Nữ", "A4=A", "B4=1=2/3", "C4=2", "D4=3", NULL },
		    "1,A,Đơn vị,,,,,text,\n2,1,Tỷ lệ (%),,,,1=2/3,decimal,%\n"
		    "3,2,Nam,,,,,integer,\n4,3,Nữ,,,,,integer,\n",
		    { NULL }, { "B4 c1 does not multiply", NULL } },
		{ "a note whose number does not go on; words that slip",
		    { "A1=#BÁO CÁO", "A3=Đơn vị", "B3=Giải quyết lần đầu",
			"C3=Quyết định giải quyết lần đẩu",
			"D3=Hủy quyết định giải quyết lần đầu", "A4=A", "B4=1",
			"C4=2", "D4=3", "A7=27. Ghi chú:", NULL },
		    "1,A,Đơn vị,,,,,text,\n2,1,Giải quyết lần đầu,,,,,integer,"
		    "\n3,2,Quyết định giải quyết lần đẩu,,,,,integer,\n"
		    "4,3,Hủy quyết định giải quyết lần đầu,,,,,integer,\n",
		    { NULL },
		    { "C3 c2 \"lần đẩu\" is written \"lần đầu\"",
			"A7 form number 27, but the last column is 3", NULL } },
		{ "something that means nothing to us",
		    { THREE, "B4=1", "C4=2", "D4=3", "G4=hello", "F12=world",
			NULL },
		    CSV("1", "", "2", "", "3", ""), { NULL },
		    { "G4 - was not understood", "F12 - was not understood",
			NULL } },
	};

	(void)state;
	run(samples, COUNT(samples));
}

static void
title_block_and_foot(void **state)
{
	static const char *const cells[] = {
		"A1=Biểu số: 01/TCD\nBan hành theo Thông tư số 02/2021/TT-TTCP "
		"ngày 22/3/2021",
		"A2=THANH TRA CHÍNH PHỦ:", "C2=Linh tinh:",
		"A3:D3=#TỔNG HỢP KẾT QUẢ", "A4:D4=#TIẾP CÔNG DÂN",
		"A5:D5=SO_LIEU_TINH_TU_NGAY_DEN_NGAY",
		"D6=(Đơn vị tính: Triệu đồng)", "A7=Đơn vị", "B7=Tổng",
		"C7=Nam", "D7=Nữ", "A8=MS", "B8=1=2+3", "C8=2", "D8=3",
		"A11=4. Ghi chú:", "A12=Cột 1 là tổng số.",
		"A14=NGƯỜI LẬP BIỂU\n(Ký, ghi rõ họ tên)",
		"C14=Hà Nội, ngày 5 tháng 1 năm 2026", "C15=THỦ TRƯỞNG ĐƠN VỊ",
		NULL
	};
	struct template t;

	(void)state;
	read_sample(cells, &t);
	assert_string_equal(t.number, "01/TCD");
	assert_string_equal(t.basis,
	    "Ban hành theo Thông tư số 02/2021/TT-TTCP ngày 22/3/2021");
	assert_string_equal(t.version, "2021");
	assert_string_equal(t.title,
	    "TỔNG HỢP KẾT QUẢ TIẾP CÔNG DÂN"); /* two lines */
	assert_string_equal(t.measure, "triệu đồng");
	assert_int_equal(t.nnote, 2);
	assert_string_equal(t.notes[1].text, "Cột 1 là tổng số.");
	assert_string_equal(t.sign_left, "NGƯỜI LẬP BIỂU");
	assert_string_equal(t.sign_right, "THỦ TRƯỞNG ĐƠN VỊ");
	doubts_are(&t, (const char *const[]){ "C2 - not understood", NULL });
	assert_int_equal(t.rows_kind, TEMPLATE_UNITS);
	assert_string_equal(template_at(&t, 7, 1)->place, "c1");
	assert_string_equal(template_at(&t, 2, 3)->place, "form");
	assert_null(template_at(&t, 30, 1));
	is_form(&t);
}

/* What is hidden is left out; a doubt says so where a head is. */
static void
hidden_columns(void **state)
{
	struct findings f = { .mem = mem };
	struct xlsx_book book;
	struct template t;

	(void)state;
	struct buf file = make_book(mem,
	    "<cols><col min='3' max='3' hidden='1'/></cols><sheetData>"
	    "<row r='1'><c r='A1' t='str'><v>BÁO CÁO</v></c></row>"
	    "<row r='3'><c r='A3' t='str'><v>Đơn vị</v></c>"
	    "<c r='B3' t='str'><v>Nam</v></c><c r='C3' t='str'><v>Cũ</v></c>"
	    "<c r='D3' t='str'><v>Nữ</v></c></row>"
	    "<row r='4'><c r='A4' t='str'><v>A</v></c><c r='B4'><v>1</v></c>"
	    "<c r='D4'><v>2</v></c></row></sheetData>");
	assert_true(xlsx_read(mem, file.at, file.len, &f, &book));
	assert_true(template_read(mem, &book.sheets[0], "", &f, &t));
	assert_string_equal(csv_of(&t),
	    "1,A,Đơn vị,,,,,text,\n2,1,Nam,,,,,integer,\n"
	    "4,2,Nữ,,,,,integer,\n");
	doubts_are(&t, (const char *const[]){ "C3 - hidden", NULL });
}

/* Which sheet it is, or that somebody must say it. */
static void
sheets_are_chosen(void **state)
{
	static const char table[] =
	    "<sheetData><row r='1'><c t='str'><v>Đơn vị</v></c>"
	    "<c t='str'><v>Nam</v></c><c t='str'><v>Nữ</v></c></row>"
	    "<row r='2'><c t='str'><v>A</v></c><c><v>1</v></c><c><v>2</v></c>"
	    "</row></sheetData>";
	static const char words[] =
	    "<sheetData><row><c t='str'><v>Hướng dẫn</v></c></row></sheetData>";
	struct xlsx_sheet sheets[3], one, other;
	struct findings f = { .mem = mem };
	const struct xlsx_sheet **with;
	struct xlsx_book book;
	struct template t;
	size_t n;

	(void)state;
	struct buf file = make_book(mem, table);
	assert_true(xlsx_read(mem, file.at, file.len, &f, &book));
	one = book.sheets[0];
	file = make_book(mem, words);
	assert_true(xlsx_read(mem, file.at, file.len, &f, &book));
	other = book.sheets[0];
	sheets[0] = other;
	sheets[1] = sheets[2] = one;
	sheets[2].hidden = true;
	book = (struct xlsx_book){ .sheets = sheets, .n = 3 };
	assert_ptr_equal(template_sheet(mem, &book, &with, &n), &sheets[1]);
	sheets[2].hidden = false;
	assert_null(template_sheet(mem, &book, &with, &n));
	assert_int_equal(n, 2);
	book.n = 1;
	assert_ptr_equal(template_sheet(mem, &book, &with, &n), &sheets[0]);
	assert_false(template_read(mem, &sheets[0], "", &f, &t));
	assert_string_equal(f.at[0].where, "sheet");
}

static int
setup(void **state)
{
	(void)state;
	mem = arena_new();
	return 0;
}

static int
teardown(void **state)
{
	(void)state;
	arena_free(mem);
	return 0;
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
#define T(f) cmocka_unit_test_setup_teardown(f, setup, teardown)
		T(heads_of_every_depth),
		T(forms_with_rows),
		T(mistakes_are_doubts),
		T(title_block_and_foot),
		T(hidden_columns),
		T(sheets_are_chosen),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
