/* template_frame.c - the title block above the table, notes and signatures */
#include <ctype.h>
#include <string.h>
#include "base/utf8.h"
#include "core/template_part.h"

enum { TITLE_MAX = 300, SHORT_MAX = 100, NUMBER_MAX = 60, MEASURE_MAX = 40 };

/* The lines of a cell, as they were broken. */
static const char *
next_line(struct arena *mem, const char **at)
{
	const char *s = *at;

	while (*s == '\n')
		s++;
	if (*s == '\0')
		return NULL;
	size_t n = strcspn(s, "\n");
	*at = s + n;
	return text_clean(mem, str_ndup(mem, s, n));
}

/* Cut at a character, where a text is longer than the form may hold. */
static const char *
cut(struct arena *mem, const char *s, size_t max)
{
	size_t n = 0;

	for (size_t chars = 0; s[n] != '\0' && chars < max; chars++)
		do
			n++;
		while ((s[n] & 0xC0) == 0x80);
	return str_ndup(mem, s, n);
}

static const char *
behind_colon(struct arena *mem, const char *line)
{
	const char *colon = strchr(line, ':');

	return colon == NULL ? "" : text_clean(mem, colon + 1);
}

/* "Biểu số: 0601.N/BNV", "Mẫu số 01/TCD": without the words. */
static const char *
number_of(struct arena *mem, const char *line)
{
	const char *words[] = { "số", "Số", "SỐ" };
	const char *after = behind_colon(mem, line);
	size_t n;

	for (size_t i = 0; *after == '\0' && i < COUNT(words); i++) {
		const char *at = strstr(line, words[i]);
		if (at != NULL)
			after = text_clean(mem, at + strlen(words[i]));
	}
	if (*after == '\0' && line[n = strcspn(line, "0123456789")] != '\0' &&
	    !key_begins(text_key(mem, line), "phu luc"))
		after = line + n;
	if (*after == '\0')
		after = line;
	return cut(mem, after, NUMBER_MAX);
}

/* "Đơn vị tính: Số hồ sơ" counts "hồ sơ". */
static const char *
measure_in(struct arena *mem, const char *line)
{
	enum template_type type;
	const char *s = behind_colon(mem, line);
	size_t n = strlen(s);

	if (str_starts(s, "Số ") || str_starts(s, "số "))
		s += strlen("Số ");
	n = strlen(s);
	while (n > 0 && strchr(").;,", s[n - 1]) != NULL)
		n--;
	s = str_ndup(mem, s, n);
	return *s == '\0' ? NULL :
			    cut(mem, measure_name(mem, s, &type), MEASURE_MAX);
}

static const char *
joined(struct arena *mem, const char *a, const char *b)
{
	return a == NULL ? b : str_fmt(mem, "%s %s", a, b);
}

/* A line of the title block; the kind before it, which it may go on with. */
static enum line_kind
take_line(struct board *b, struct template_cell *c, const char *line,
    enum line_kind before)
{
	struct template *t = b->t;
	enum line_kind k = line_kind(b->mem, line);

	if (k == LINE_NUMBER && t->number == NULL) {
		t->number = number_of(b->mem, line);
		c->role = TEMPLATE_FORM_NUMBER;
	} else if (k == LINE_BASIS ||
		   (k == LINE_OTHER && before == LINE_BASIS) ||
		   (k == LINE_FRAME && before == LINE_BASIS &&
		       strchr(line, ':') == NULL)) {
		t->basis = joined(b->mem, t->basis, line);
		if (c->role == TEMPLATE_UNKNOWN)
			c->role = TEMPLATE_BASIS;
		k = LINE_BASIS;
	} else if (k == LINE_MEASURE) {
		t->measure = measure_in(b->mem, line);
		c->role = TEMPLATE_MEASURE;
	} else if ((k == LINE_FRAME || text_is_placeholder(line)) &&
		   c->role == TEMPLATE_UNKNOWN) {
		c->role = TEMPLATE_FRAME;
	} else if (k == LINE_OTHER && before != LINE_OTHER &&
		   c->role != TEMPLATE_UNKNOWN) {
		return before; /* goes on with what stands above it */
	}
	return k;
}

static void
take_lines(struct board *b, struct template_cell *c)
{
	enum line_kind before = LINE_OTHER;
	const char *at = b->raw[c - b->t->cells], *line;

	while ((line = next_line(b->mem, &at)) != NULL)
		before = take_line(b, c, line, before);
}

/* How much a text looks like the title: in capitals, bold, long, wide. */
static int
title_rank(const struct board *b, const struct template_cell *c)
{
	int rank = 0;

	if (text_is_capitals(b->mem, c->text))
		rank += 4;
	if (c->bold)
		rank += 2;
	if (c->cols > 2 || c->cols >= b->right - b->left)
		rank += 2;
	if (utf8_len(c->text) >= 12)
		rank += 2;
	if (2 * c->cols < b->right - b->left + 1 &&
	    line_is_agency(b->mem, c->text))
		rank -= 5;
	return rank;
}

/* Another line of the title: it begins where the other does, and looks so. */
static bool
goes_with(const struct board *b, const struct template_cell *c,
    const struct template_cell *title)
{
	if (c->cols < title->cols && line_is_agency(b->mem, c->text))
		return false;
	return c->role == TEMPLATE_UNKNOWN && c->col == title->col &&
	       c->bold == title->bold &&
	       text_is_capitals(b->mem, c->text) ==
		   text_is_capitals(b->mem, title->text);
}

/* Of two that look alike, the wider; then the lower, nearer to the table. */
static bool
better(const struct template_cell *c, const struct template_cell *than)
{
	if (than == NULL)
		return false;
	if (c->cols != than->cols)
		return c->cols > than->cols;
	return c->row > than->row;
}

/*
 * What is left above the title in the corners is who reports to whom: the name
 * of an agency, or what goes on below "Đơn vị báo cáo:".
 */
static void
find_agencies(struct board *b)
{
	struct template *t = b->t;

	for (size_t i = 0; i < t->ncell && t->cells[i].row < b->head; i++) {
		struct template_cell *c = &t->cells[i];
		const struct template_cell *above =
		    c->row == 0 ? NULL : board_at(b, c->row - 1, c->col);
		if (c->role != TEMPLATE_UNKNOWN)
			continue;
		if (line_is_agency(b->mem, c->text) ||
		    (above != NULL && above->role == TEMPLATE_FRAME))
			c->role = TEMPLATE_FRAME;
	}
}

/* The title, and the lines right above and below it that look the same. */
static void
find_title(struct board *b)
{
	struct template *t = b->t;
	struct template_cell *best = NULL;
	int most = 1;

	for (size_t i = 0; i < t->ncell && t->cells[i].row < b->head; i++) {
		struct template_cell *c = &t->cells[i];
		int rank = title_rank(b, c);
		if (c->role == TEMPLATE_UNKNOWN &&
		    (rank > most || (rank == most && better(c, best)))) {
			most = rank;
			best = c;
		}
	}
	if (best == NULL)
		return;
	t->title = best->text;
	best->role = TEMPLATE_TITLE;
	for (struct template_cell *c = best, *first = best; c-- > t->cells;)
		if (goes_with(b, c, first) && c->row + 1 == first->row) {
			t->title = joined(b->mem, c->text, t->title);
			c->role = TEMPLATE_TITLE;
			first = c;
		}
	for (struct template_cell *c = best + 1, *last = best;
	     c < t->cells + t->ncell && c->row < b->head; c++)
		if (goes_with(b, c, last) && c->row == last->row + 1) {
			t->title = joined(b->mem, t->title, c->text);
			c->role = TEMPLATE_TITLE;
			last = c;
		}
}

/* The year in "Thông tư số 02/2021/TT-TTCP ngày 22/3/2021": the first. */
static const char *
year_of(struct arena *mem, const char *s)
{
	for (; s != NULL && *s != '\0'; s++) {
		size_t n = strspn(s, "0123456789");
		if (n == 4 && (*s == '1' || *s == '2'))
			return str_ndup(mem, s, 4);
		s += n > 0 ? n - 1 : 0;
	}
	return "1";
}

void
frame_read(struct board *b)
{
	struct template *t = b->t;
	struct template_cell *above = NULL;

	for (size_t i = 0; i < t->ncell && t->cells[i].row < b->head; i++) {
		struct template_cell *c = &t->cells[i];
		if (c->role != TEMPLATE_UNKNOWN)
			continue;
		take_lines(b, c);
		/* the basis may go on in the cell below */
		if (c->role == TEMPLATE_UNKNOWN && above != NULL &&
		    above->role == TEMPLATE_BASIS && above->col == c->col &&
		    c->row <= above->row + above->rows &&
		    !text_is_capitals(b->mem, c->text)) {
			t->basis = joined(b->mem, t->basis, c->text);
			c->role = TEMPLATE_BASIS;
		}
		above = c->role == TEMPLATE_BASIS ? c : above;
	}
	find_title(b);
	find_agencies(b);
	if (t->title != NULL)
		t->title = cut(b->mem, t->title, TITLE_MAX);
	if (t->basis != NULL)
		t->basis = cut(b->mem, t->basis, TITLE_MAX);
	t->version = year_of(b->mem, t->basis);
}

static void
add_note(struct board *b, struct template_cell *c)
{
	struct template *t = b->t;

	c->role = TEMPLATE_NOTE;
	t->notes[t->nnote++].text = cut(b->mem, c->text, TITLE_MAX);
}

/* The number before "Ghi chú" counts on behind the last column's. */
static void
check_note(struct board *b, const struct template_cell *c)
{
	const struct template *t = b->t;
	size_t n = strspn(c->text, "0123456789");
	unsigned long last = 0, said;

	if (n == 0 || n > 4 || c->text[n] != '.')
		return;
	said = printed_number(str_ndup(b->mem, c->text, n));
	for (size_t i = 0; i < t->ncol; i++)
		if (printed_number(t->cols[i].printed) > last)
			last = printed_number(t->cols[i].printed);
	if (last > 0 && said != last + 1)
		board_doubt(b, c->row, c->col, "form",
		    _("The note has the number %lu, but the last column is "
		      "%lu: columns may be missing, or the number is that of "
		      "another edition."),
		    said, last);
}

/* "Người lập biểu" left, "Thủ trưởng đơn vị" right: their first lines. */
static void
take_sign(struct board *b, struct template_cell *c, enum line_kind k)
{
	const char *at = b->raw[c - b->t->cells];
	const char *line = next_line(b->mem, &at);
	const char **to = k == LINE_LEFT ? &b->t->sign_left : &b->t->sign_right;

	c->role = TEMPLATE_SIGN;
	while (line != NULL && line_kind(b->mem, line) == LINE_FRAME)
		line = next_line(b->mem, &at);
	if (line == NULL)
		return;
	const char *end = strstr(line, " (");
	size_t n = end == NULL ? strlen(line) : (size_t)(end - line);
	if (*to == NULL)
		*to = cut(b->mem, str_ndup(b->mem, line, n), SHORT_MAX);
}

void
foot_read(struct board *b)
{
	struct template *t = b->t;
	bool notes = false, signs = false;

	t->notes = arena_alloc(b->mem, (t->ncell + 1) * sizeof *t->notes);
	for (size_t i = 0; i < t->ncell; i++) {
		struct template_cell *c = &t->cells[i];
		if (c->row < b->foot || c->role != TEMPLATE_UNKNOWN)
			continue;
		const char *at = b->raw[i], *line = next_line(b->mem, &at);
		enum line_kind k = line_kind(b->mem, line);
		if (k == LINE_FRAME) { /* a date above who signs */
			const char *rest = at, *next = next_line(b->mem, &rest);
			enum line_kind then =
			    next == NULL ? LINE_OTHER : line_kind(b->mem, next);
			k = then == LINE_LEFT || then == LINE_RIGHT ? then : k;
		}
		if (k == LINE_LEFT || k == LINE_RIGHT) {
			take_sign(b, c, k);
			signs = true;
		} else if (k == LINE_FRAME || (signs && c->text[0] == '(')) {
			c->role = TEMPLATE_FRAME;
		} else if (k == LINE_NOTE || (notes && !signs)) {
			notes = true;
			check_note(b, c);
			add_note(b, c);
		}
	}
}
