/* xlsx_sheet.c - the cells of one sheet */
#include <stdlib.h>
#include <string.h>
#include "base/ctx.h"
#include "base/date.h"
#include "io/xlsx.h"
#include "io/xlsx_part.h"

enum { COLS_MAX = 2000, WIDTH_MAX = 255 };

/* A sheet while it grows. */
struct growing {
	struct xlsx_sheet *sheet;
	struct xlsx_cell *cells;
	struct xlsx_merge *merges;
	struct xlsx_cols *cols;
	unsigned *hidden;
	size_t cell_cap, merge_cap, col_cap, hidden_cap;
	unsigned row, col; /* where the next one stands that does not say it */
	bool sorted;
};

/* "C7" or "$C$7" at *at, which moves behind it. */
static bool
read_ref(const char **at, unsigned *row, unsigned *col)
{
	const char *s = *at;
	unsigned long c = 0, r = 0;

	s += *s == '$';
	for (; *s >= 'A' && *s <= 'Z' && c <= XLSX_COL_LIMIT; s++)
		c = c * 26 + (unsigned long)(*s - 'A') + 1;
	s += *s == '$';
	for (; *s >= '0' && *s <= '9' && r <= XLSX_ROW_LIMIT; s++)
		r = r * 10 + (unsigned long)(*s - '0');
	if (c == 0 || r == 0 || c > XLSX_COL_LIMIT || r > XLSX_ROW_LIMIT)
		return false;
	*row = (unsigned)r - 1;
	*col = (unsigned)c - 1;
	*at = s;
	return true;
}

/* Where a cell says it stands; one that does not is beside the last one. */
static bool
read_place(struct xml_pull *p, struct growing *g, struct xlsx_cell *c)
{
	const char *at = xml_pull_attr(p, "r");

	c->row = g->row;
	c->col = g->col;
	if (at != NULL && (!read_ref(&at, &c->row, &c->col) || *at != '\0'))
		return false;
	g->row = c->row;
	g->col = c->col + 1;
	return c->row < XLSX_ROW_LIMIT && c->col < XLSX_COL_LIMIT;
}

/* What a cell consists of, before one knows what it means. */
struct raw {
	char type; /* of its attribute t: s, i(nlineStr), b, e, d, n, t (str) */
	const char *value, *rich, *formula;
	const struct xlsx_look *look;
};

static char
type_of(const char *t)
{
	if (t == NULL)
		return 'n';
	return str_eq(t, "inlineStr") ? 'i' : str_eq(t, "str") ? 't' : *t;
}

static const char *
content(struct xlsx_reading *r, struct xml_pull *p)
{
	struct buf b = { .mem = r->mem, .max = XLSX_TEXT_MAX };

	xml_pull_content(p, &b);
	if (b.full)
		xlsx_refuse(r, p, _("The text of a cell is too long."));
	return b.len == 0 ? "" : xlsx_tidy(r, p, b.at, b.len);
}

static struct raw
read_raw(struct xlsx_reading *r, struct xml_pull *p)
{
	static const struct xlsx_look plain = { .style = 0 };
	const char *style;
	unsigned long id;
	struct raw raw = { .type = type_of(xml_pull_attr(p, "t")),
		.look = &plain };

	style = xml_pull_attr(p, "s");
	if (style != NULL && xlsx_digits(style, SIZE_MAX >> 1, &id) &&
	    id < r->nlook)
		raw.look = &r->looks[id];
	while (xml_pull_child(p)) {
		if (xml_pull_is(p, "v"))
			raw.value = content(r, p);
		else if (xml_pull_is(p, "is"))
			raw.rich = xlsx_rich(r, p);
		else if (xml_pull_is(p, "f"))
			raw.formula = content(r, p);
		else
			xml_pull_skip(p);
	}
	return raw;
}

static void
set(struct xlsx_cell *c, enum xlsx_kind kind, const char *text)
{
	c->kind = kind;
	c->text = c->shown = text;
}

static void
set_number(const struct xlsx_reading *r, const struct raw *raw,
    struct xlsx_cell *c)
{
	const char *number = xlsx_number(r->mem, raw->value),
		   *day = number != NULL && raw->look->date ?
			      xlsx_day(r->mem, number, r->from_1904) :
			      NULL;

	if (day != NULL) {
		set(c, XLSX_IS_DATE, day);
	} else if (number != NULL) {
		set(c, XLSX_IS_NUMBER, number);
		if (!raw->look->date)
			c->shown = xlsx_show(r->mem, number, raw->look->format);
	} else
		set(c, XLSX_IS_TEXT, raw->value);
}

/* "2026-01-31T00:00:00" */
static void
set_iso(const struct xlsx_reading *r, const struct raw *raw,
    struct xlsx_cell *c)
{
	const char *day = str_ndup(r->mem, raw->value,
	    strnlen(raw->value, sizeof "2026-01-31" - 1));
	struct date d;

	if (date_parse(day, &d))
		set(c, XLSX_IS_DATE, day);
}

/* False: it names a shared text that is not there. */
static bool
set_value(const struct xlsx_reading *r, const struct raw *raw,
    struct xlsx_cell *c)
{
	unsigned long i;

	set(c, XLSX_IS_TEXT, raw->value == NULL ? "" : raw->value);
	if (raw->type == 'i')
		set(c, XLSX_IS_TEXT, raw->rich == NULL ? "" : raw->rich);
	else if (raw->value == NULL || *raw->value == '\0')
		return true;
	else if (raw->type == 's') {
		if (!xlsx_digits(raw->value, SIZE_MAX >> 1, &i) ||
		    i >= r->nstring)
			return false;
		set(c, XLSX_IS_TEXT, r->strings[i]);
	} else if (raw->type == 'b')
		set(c, XLSX_IS_BOOL,
		    str_eq(raw->value, "1") || str_eq(raw->value, "true") ?
			"TRUE" :
			"FALSE");
	else if (raw->type == 'e')
		c->kind = XLSX_IS_ERROR;
	else if (raw->type == 'd')
		set_iso(r, raw, c);
	else if (raw->type == 'n')
		set_number(r, raw, c);
	return true;
}

static void
add_cell(struct xlsx_reading *r, struct growing *g, const struct xlsx_cell *c)
{
	struct xlsx_sheet *s = g->sheet;
	const struct xlsx_cell *last =
	    s->ncell == 0 ? NULL : &g->cells[s->ncell - 1];

	if (last != NULL && (last->row > c->row ||
				(last->row == c->row && last->col >= c->col)))
		g->sorted = false;
	g->cells = xlsx_grow(r->mem, g->cells, s->ncell, &g->cell_cap,
	    sizeof *g->cells);
	g->cells[s->ncell++] = *c;
	r->ncell++;
	if (c->row >= s->rows)
		s->rows = c->row + 1;
	if (c->col >= s->width)
		s->width = c->col + 1;
}

/* <c r="C7" s="3" t="s"><f>..</f><v>12</v></c> */
static void
read_cell(struct xlsx_reading *r, struct xml_pull *p, struct growing *g)
{
	struct xlsx_cell c = { .row = 0 };

	if (!read_place(p, g, &c)) {
		xlsx_refuse(r, p, _("The file is damaged."));
		return;
	}
	struct raw raw = read_raw(r, p);
	if (!set_value(r, &raw, &c)) {
		xlsx_refuse(r, p, _("The file is damaged."));
		return;
	}
	c.style = raw.look->style;
	if (!str_empty(raw.formula))
		c.formula = raw.formula;
	if (*c.text == '\0' && c.formula == NULL)
		return;
	if (r->ncell == XLSX_CELLS_MAX) {
		xlsx_refuse(r, p, _("It has more cells than are allowed."));
		return;
	}
	add_cell(r, g, &c);
}

static bool
says_yes(struct xml_pull *p, const char *attr)
{
	const char *v = xml_pull_attr(p, attr);

	return str_eq(v, "1") || str_eq(v, "true");
}

/* <row r="7" hidden="1"> */
static void
read_row(struct xlsx_reading *r, struct xml_pull *p, struct growing *g)
{
	const char *said = xml_pull_attr(p, "r");
	unsigned long n;

	if (said != NULL) {
		if (!xlsx_digits(said, XLSX_ROW_LIMIT, &n) || n == 0) {
			xlsx_refuse(r, p, _("The file is damaged."));
			return;
		}
		g->row = (unsigned)n - 1;
	}
	g->col = 0;
	if (says_yes(p, "hidden") && g->sheet->nhidden < XLSX_CELLS_MAX) {
		g->hidden = xlsx_grow(r->mem, g->hidden, g->sheet->nhidden,
		    &g->hidden_cap, sizeof *g->hidden);
		g->hidden[g->sheet->nhidden++] = g->row;
	}
	while (xml_pull_child(p))
		if (xml_pull_is(p, "c"))
			read_cell(r, p, g);
		else
			xml_pull_skip(p);
	g->row++;
}

/* "12.7109375", in hundredths; the rest does not matter. */
static long
width_of(const char *s)
{
	size_t n = strcspn(s, ".");
	char digits[8] = "";
	unsigned long whole;

	if (n >= sizeof digits)
		return 0;
	memcpy(digits, s, n);
	if (!xlsx_digits(digits, WIDTH_MAX, &whole))
		return 0;
	long hundredths = (long)whole * 100;
	if (s[n] == '.' && s[n + 1] >= '0' && s[n + 1] <= '9')
		hundredths += (s[n + 1] - '0') * 10;
	return hundredths;
}

/* <col min="2" max="5" width="12.7" hidden="1"/> */
static void
read_cols(struct xlsx_reading *r, struct xml_pull *p, struct growing *g)
{
	struct xlsx_sheet *s = g->sheet;

	for (; xml_pull_child(p); xml_pull_skip(p)) {
		unsigned long from, to;
		const char *v = xml_pull_attr(p, "min");
		if (!xml_pull_is(p, "col") || v == NULL ||
		    !xlsx_digits(v, XLSX_COL_LIMIT, &from) || from == 0)
			continue;
		v = xml_pull_attr(p, "max");
		if (v == NULL || !xlsx_digits(v, XLSX_COL_LIMIT, &to) ||
		    to < from || s->ncols == COLS_MAX)
			continue;
		v = xml_pull_attr(p, "width");
		g->cols = xlsx_grow(r->mem, g->cols, s->ncols, &g->col_cap,
		    sizeof *g->cols);
		g->cols[s->ncols++] =
		    (struct xlsx_cols){ .from = (unsigned)from - 1,
			    .to = (unsigned)to - 1,
			    .width = v == NULL ? 0 : width_of(v),
			    .hidden = says_yes(p, "hidden") };
	}
}

/* <mergeCell ref="A1:C2"/>; a range of one cell is none. */
static void
read_merges(struct xlsx_reading *r, struct xml_pull *p, struct growing *g)
{
	struct xlsx_sheet *s = g->sheet;

	for (; xml_pull_child(p); xml_pull_skip(p)) {
		const char *at = xml_pull_attr(p, "ref");
		unsigned r0, c0, r1, c1;
		if (!xml_pull_is(p, "mergeCell"))
			continue;
		if (at == NULL || !read_ref(&at, &r0, &c0)) {
			xlsx_refuse(r, p, _("The file is damaged."));
			return;
		}
		r1 = r0;
		c1 = c0;
		if ((*at == ':' && (at++, !read_ref(&at, &r1, &c1))) ||
		    *at != '\0' || r1 < r0 || c1 < c0) {
			xlsx_refuse(r, p, _("The file is damaged."));
			return;
		}
		if (s->nmerge == XLSX_MERGES_MAX) {
			xlsx_refuse(r, p, _("It has too many merged cells."));
			return;
		}
		if (r0 == r1 && c0 == c1)
			continue;
		g->merges = xlsx_grow(r->mem, g->merges, s->nmerge,
		    &g->merge_cap, sizeof *g->merges);
		g->merges[s->nmerge++] = (struct xlsx_merge){ .row = r0,
			.col = c0,
			.rows = r1 - r0 + 1,
			.cols = c1 - c0 + 1 };
	}
}

static int
cell_order(const void *a, const void *b)
{
	const struct xlsx_cell *c = a, *d = b;

	if (c->row != d->row)
		return c->row < d->row ? -1 : 1;
	return (c->col > d->col) - (c->col < d->col);
}

static int
merge_order(const void *a, const void *b)
{
	const struct xlsx_merge *m = a, *n = b;

	if (m->row != n->row)
		return m->row < n->row ? -1 : 1;
	return (m->col > n->col) - (m->col < n->col);
}

static int
row_order(const void *a, const void *b)
{
	const unsigned *i = a, *k = b;

	return (*i > *k) - (*i < *k);
}

static bool
overlap(const struct xlsx_merge *m, const struct xlsx_merge *n)
{
	return m->row < n->row + n->rows && n->row < m->row + m->rows &&
	       m->col < n->col + n->cols && n->col < m->col + m->cols;
}

static bool
any_overlap(const struct xlsx_merge *m, size_t n)
{
	for (size_t i = 0; i < n; i++)
		for (size_t k = i + 1; k < n && m[k].row < m[i].row + m[i].rows;
		     k++)
			if (overlap(&m[i], &m[k]))
				return true;
	return false;
}

/* In order, and each place once. */
static void
finish(struct xlsx_reading *r, struct xml_pull *p, struct growing *g)
{
	struct xlsx_sheet *s = g->sheet;

	if (!g->sorted && s->ncell > 0)
		qsort(g->cells, s->ncell, sizeof *g->cells, cell_order);
	for (size_t i = 1; !g->sorted && i < s->ncell; i++)
		if (cell_order(&g->cells[i - 1], &g->cells[i]) == 0) {
			xlsx_refuse(r, p, _("The file is damaged."));
			return;
		}
	if (s->nmerge > 0)
		qsort(g->merges, s->nmerge, sizeof *g->merges, merge_order);
	if (any_overlap(g->merges, s->nmerge))
		xlsx_refuse(r, p,
		    _("Merged cells overlap. Open it in Excel, let it be "
		      "repaired, and save it again."));
	if (s->nhidden > 0)
		qsort(g->hidden, s->nhidden, sizeof *g->hidden, row_order);
	s->cells = g->cells;
	s->merges = g->merges;
	s->cols = g->cols;
	s->hidden_rows = g->hidden;
}

void
xlsx_sheet_read(struct xlsx_reading *r, struct xml_pull *p, void *sheet)
{
	struct growing g = { .sheet = sheet, .sorted = true };

	while (xml_pull_child(p)) {
		if (xml_pull_is(p, "sheetData")) {
			while (xml_pull_child(p))
				if (xml_pull_is(p, "row"))
					read_row(r, p, &g);
				else
					xml_pull_skip(p);
		} else if (xml_pull_is(p, "cols")) {
			read_cols(r, p, &g);
		} else if (xml_pull_is(p, "mergeCells")) {
			read_merges(r, p, &g);
		} else {
			xml_pull_skip(p);
		}
	}
	finish(r, p, &g);
}
