/* xlsx.c - one worksheet, by libxlsxwriter */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <time.h>
#include <unistd.h>
#include <xlsxwriter.h>
#include "io/xlsx.h"

enum { TEXT_MAX = 32000, FORMATS = 128, DIGITS = 15, SHEET_NAME = 31 };

struct xlsx {
	lxw_workbook *book;
	lxw_worksheet *sheet;
	struct buf *out;
	int fd;
	/* The formats in use: a look and the decimals of a figure. */
	struct {
		int style, decimals;
		lxw_format *format;
	} formats[FORMATS];
	size_t nformat;
};

/*
 * The library writes to a named file only; a file in memory has a name in
 * /proc, and nothing is left behind whatever happens.
 */
static lxw_workbook *
open_book(int fd)
{
	lxw_workbook_options o = { .constant_memory = LXW_TRUE };
	char name[40];

	snprintf(name, sizeof name, "/proc/self/fd/%d", fd);
	return workbook_new_opt(name, &o);
}

static time_t
read_time(const char *made)
{
	struct tm tm = { 0 };

	if (made == NULL || strptime(made, "%Y-%m-%dT%H:%M:%S", &tm) == NULL)
		return 0;
	return timegm(&tm);
}

/* Excel takes 31 characters, and none of these. */
static lxw_worksheet *
add_sheet(lxw_workbook *book, const char *name)
{
	char ok[4 * SHEET_NAME + 1];
	size_t n = 0, chars = 0;

	for (const char *c = name == NULL ? "" : name; *c != '\0'; c++) {
		bool first = ((unsigned char)*c & 0xC0) != 0x80;
		if (first && chars++ == SHEET_NAME)
			break;
		ok[n++] =
		    strchr("[]:*?/\\'", *c) != NULL || (unsigned char)*c < ' ' ?
			' ' :
			*c;
		if (n == sizeof ok - 1)
			break;
	}
	while (n > 0 && ok[n - 1] == ' ')
		n--;
	ok[n] = '\0';
	if (n == 0 || workbook_validate_sheet_name(book, ok) != LXW_NO_ERROR)
		return workbook_add_worksheet(book, NULL);
	return workbook_add_worksheet(book, ok);
}

struct xlsx *
xlsx_begin(struct buf *out, const char *name, const char *title,
    const char *made)
{
	struct xlsx *x = calloc(1, sizeof *x);
	char head[200];
	lxw_doc_properties p = { .title = head, .created = read_time(made) };

	if (x == NULL)
		abort();
	x->out = out;
	x->fd = memfd_create("xlsx", MFD_CLOEXEC);
	x->book = x->fd < 0 ? NULL : open_book(x->fd);
	if (x->book == NULL)
		return x;
	x->sheet = add_sheet(x->book, name);
	snprintf(head, sizeof head, "%.*s", 190, title == NULL ? "" : title);
	if (strlen(head) == strlen(title == NULL ? "" : title))
		workbook_set_properties(x->book, &p);
	return x;
}

static enum rc
copy_out(struct xlsx *x)
{
	char part[65536];
	ssize_t n;

	if (lseek(x->fd, 0, SEEK_SET) != 0)
		return fail(E_INTERNAL, "xlsx: %s", strerror(errno));
	while ((n = read(x->fd, part, sizeof part)) > 0)
		buf_put(x->out, part, (size_t)n);
	if (n < 0)
		return fail(E_INTERNAL, "xlsx: %s", strerror(errno));
	if (x->out->full)
		return fail(E_LIMIT, "xlsx: over %zu bytes", x->out->max);
	return OK;
}

enum rc
xlsx_end(struct xlsx *x)
{
	enum rc rc;

	if (x->book == NULL) {
		rc = fail(E_INTERNAL, "xlsx: cannot be begun");
	} else {
		lxw_error e = workbook_close(x->book);
		rc = e == LXW_NO_ERROR ?
			 copy_out(x) :
			 fail(E_INTERNAL, "xlsx: %s", lxw_strerror(e));
	}
	if (x->fd >= 0)
		close(x->fd);
	free(x);
	return rc;
}

static void
set_look(lxw_format *f, int style)
{
	format_set_font_name(f, "Times New Roman");
	format_set_font_size(f, style & XLSX_BIG ? 14 : 11);
	format_set_align(f, LXW_ALIGN_VERTICAL_CENTER);
	if (style & XLSX_BOLD)
		format_set_bold(f);
	if (style & XLSX_ITALIC)
		format_set_italic(f);
	if (style & XLSX_CENTRE)
		format_set_align(f, LXW_ALIGN_CENTER);
	if (style & XLSX_RIGHT)
		format_set_align(f, LXW_ALIGN_RIGHT);
	if (style & XLSX_BORDER)
		format_set_border(f, LXW_BORDER_THIN);
	if (style & XLSX_WRAP)
		format_set_text_wrap(f);
	if (style & XLSX_SHADE)
		format_set_bg_color(f, 0xEFEFEF);
	if (style & XLSX_INDENT)
		format_set_indent(f, 1);
	if (style & XLSX_RED)
		format_set_font_color(f, 0xB01010);
}

/* The format of a look; decimals < 0 is that of a text. */
static lxw_format *
format(struct xlsx *x, int style, int decimals)
{
	char num[16] = "#,##0.0000000000";
	size_t i = 0;

	for (; i < x->nformat; i++)
		if (x->formats[i].style == style &&
		    x->formats[i].decimals == decimals)
			return x->formats[i].format;
	if (i == FORMATS)
		return NULL;
	lxw_format *f = workbook_add_format(x->book);
	set_look(f, style);
	if (decimals >= 0) {
		num[decimals == 0 ? 5 : 6 + decimals] = '\0';
		format_set_num_format(f, num);
	}
	x->formats[i].style = style;
	x->formats[i].decimals = decimals;
	x->formats[i].format = f;
	x->nformat++;
	return f;
}

void
xlsx_text(struct xlsx *x, size_t row, size_t col, int style, const char *s)
{
	char cut[TEXT_MAX + 1];

	if (x->sheet == NULL)
		return;
	if (s != NULL && strlen(s) > TEXT_MAX) {
		size_t n = TEXT_MAX;
		while (n > 0 && ((unsigned char)s[n] & 0xC0) == 0x80)
			n--;
		memcpy(cut, s, n);
		cut[n] = '\0';
		s = cut;
	}
	if (str_empty(s))
		worksheet_write_blank(x->sheet, (lxw_row_t)row, (lxw_col_t)col,
		    format(x, style, -1));
	else
		worksheet_write_string(x->sheet, (lxw_row_t)row, (lxw_col_t)col,
		    s, format(x, style, -1));
}

/* Digits from the first that is not 0 to the last that says something. */
static int
significant(const char *s, int *ret_decimals)
{
	int digits = 0, zeros = 0;
	bool point = false;

	*ret_decimals = 0;
	for (; *s != '\0'; s++) {
		if (*s == '.') {
			point = true;
			continue;
		}
		if (*s < '0' || *s > '9')
			continue;
		*ret_decimals += point;
		if (digits == 0 && *s == '0')
			continue;
		digits++;
		zeros = *s == '0' ? zeros + 1 : 0;
	}
	return digits - zeros;
}

bool
xlsx_num(struct xlsx *x, size_t row, size_t col, int style,
    const char *canonical, int decimals)
{
	int has, digits = significant(canonical, &has);

	if (x->sheet == NULL)
		return true;
	if (digits > DIGITS) {
		xlsx_text(x, row, col, style | XLSX_RIGHT, canonical);
		return false;
	}
	if (decimals < 0)
		decimals = has;
	worksheet_write_number(x->sheet, (lxw_row_t)row, (lxw_col_t)col,
	    strtod(canonical, NULL),
	    format(x, style, decimals > 9 ? 9 : decimals));
	return true;
}

/*
 * The library writes every cell of the range.  Those in rows that have left
 * memory it cannot reach any more, and says nothing of it; they were written
 * when their rows were.
 */
void
xlsx_merge(struct xlsx *x, size_t row, size_t col, size_t rows, size_t cols,
    int style, const char *s)
{
	if (x->sheet == NULL || rows * cols < 2)
		return;
	worksheet_merge_range(x->sheet, (lxw_row_t)row, (lxw_col_t)col,
	    (lxw_row_t)(row + rows - 1), (lxw_col_t)(col + cols - 1), s,
	    format(x, style, -1));
}

void
xlsx_height(struct xlsx *x, size_t row, double points)
{
	if (x->sheet != NULL)
		worksheet_set_row(x->sheet, (lxw_row_t)row,
		    points > 400 ? 400 : points, NULL);
}

void
xlsx_width(struct xlsx *x, size_t col, double chars)
{
	if (x->sheet != NULL)
		worksheet_set_column(x->sheet, (lxw_col_t)col, (lxw_col_t)col,
		    chars, NULL);
}

void
xlsx_freeze(struct xlsx *x, size_t row, size_t col)
{
	if (x->sheet != NULL)
		worksheet_freeze_panes(x->sheet, (lxw_row_t)row,
		    (lxw_col_t)col);
}

/* In heads and feet "&" begins a command. */
static void
set_foot(struct xlsx *x, const char *foot)
{
	char s[200] = "&L&8";
	size_t n = 4;

	for (; *foot != '\0' && n < sizeof s - 8; foot++) {
		if (*foot == '&')
			s[n++] = '&';
		s[n++] = *foot;
	}
	if (*foot == '\0')
		worksheet_set_footer(x->sheet, s);
}

void
xlsx_print(struct xlsx *x, enum xlsx_paper paper, size_t from, size_t to,
    const char *foot)
{
	enum { A3 = 8, A4 = 9 }; /* as the format numbers them */

	if (x->sheet == NULL)
		return;
	if (paper != XLSX_A4)
		worksheet_set_landscape(x->sheet);
	worksheet_set_paper(x->sheet, paper == XLSX_A3_LYING ? A3 : A4);
	worksheet_fit_to_pages(x->sheet, 1, 0);
	worksheet_set_margins(x->sheet, 1.18, 0.59, 0.79, 0.79);
	worksheet_repeat_rows(x->sheet, (lxw_row_t)from, (lxw_row_t)to);
	worksheet_set_header(x->sheet, "&C&13&P");
	if (foot != NULL)
		set_foot(x, foot);
}
