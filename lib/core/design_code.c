/* design_code.c - printed codes of columns and rows, and how they run on */
#include <stdlib.h>
#include <string.h>
#include "base/map.h"
#include "core/design_part.h"

enum { CODE_LEN = 12, DEEP = 12 };

size_t
design_depth(const char *code)
{
	size_t n = 0;

	for (; *code != '\0'; code++)
		n += *code == '.' && code[1] != '\0';
	return n;
}

/* Columns below, in the order printed; returns how many there are. */
static size_t
gather(struct xml *above, struct line *l)
{
	for (struct xml *k = above->kids; k != NULL; k = k->next) {
		if (design_is(k, "group"))
			gather(k, l);
		else if (l->n++, l->at != NULL)
			l->at[l->n - 1] = k;
	}
	return l->n;
}

struct line
design_line(const struct design *d, bool rows)
{
	struct line l = { .n = 0 };
	size_t n = 0;

	if (rows)
		for (struct xml *k = design_row(d, 0); k != NULL; k = k->next)
			n++;
	else
		n = gather(d->columns, &l);
	l = (struct line){ .at = arena_alloc(d->mem, n * sizeof *l.at),
		.code = arena_alloc(d->mem, n * sizeof *l.code) };
	if (!rows)
		gather(d->columns, &l);
	else
		for (struct xml *k = design_row(d, 0); k != NULL; k = k->next)
			l.at[l.n++] = k;
	for (size_t i = 0; i < l.n; i++)
		l.code[i] = design_text_of(l.at[i], "code");
	return l;
}

struct line
design_checks(const struct design *d)
{
	struct xml *first = d->checks == NULL ? NULL : d->checks->kids;
	struct line l = { .n = 0 };

	for (struct xml *k = first; k != NULL; k = k->next)
		l.n++;
	l.at = arena_alloc(d->mem, l.n * sizeof *l.at);
	l.code = arena_alloc(d->mem, l.n * sizeof *l.code);
	l.n = 0;
	for (struct xml *k = first; k != NULL; k = k->next) {
		l.code[l.n] = design_text_of(k, "id");
		l.at[l.n++] = k;
	}
	return l;
}

long
design_in_line(const struct line *l, const struct xml *e)
{
	for (size_t i = 0; i < l->n; i++)
		if (l->at[i] == e)
			return (long)i;
	return -1;
}

/* "7" is 7; -1 for what is not a whole number without zeros before it. */
static long
whole(const char *s)
{
	size_t n = strspn(s, "0123456789");

	if (n == 0 || n > 6 || s[n] != '\0' || *s == '0')
		return -1;
	return strtol(s, NULL, 10);
}

static const char *
roman(struct arena *mem, long n)
{
	static const struct {
		long is;
		const char *text;
	} parts[] = { { 50, "L" }, { 40, "XL" }, { 10, "X" }, { 9, "IX" },
		{ 5, "V" }, { 4, "IV" }, { 1, "I" } };
	struct buf b = { .mem = mem, .max = CODE_LEN };

	for (size_t i = 0; i < COUNT(parts); i++)
		for (; n >= parts[i].is; n -= parts[i].is)
			buf_str(&b, parts[i].text);
	return b.at == NULL ? "I" : b.at;
}

/* What kind of heading the first one is says how the others run. */
static const char *
heading_code(struct arena *mem, const char *first, long i)
{
	if (*first == 'A' && first[1] == '\0')
		return i < 26 ? str_fmt(mem, "%c", (char)('A' + i)) :
				str_fmt(mem, "A%ld", i);
	return roman(mem, i + 1);
}

/* Counters of the levels of rows: 1, 1.1, 1.2, 2 ... */
struct counter {
	long at[DEEP];
	size_t depth;
};

static const char *
count_on(struct arena *mem, struct counter *c, size_t depth)
{
	struct buf b = { .mem = mem, .max = 64 };

	if (depth >= DEEP)
		depth = DEEP - 1;
	for (size_t i = c->depth + 1; i <= depth; i++)
		c->at[i] = 0;
	c->depth = depth;
	c->at[depth]++;
	for (size_t i = 0; i <= depth; i++)
		buf_fmt(&b, "%s%ld", i > 0 ? "." : "", c->at[i]);
	return b.at;
}

/* The codes that rows would have if they ran through from `first`. */
static void
rows_run_on(const struct design *d, const struct line *l, bool heads,
    const char *first, const char **ret)
{
	struct counter c = { .at = {
				 whole(first) < 1 ? 0 : whole(first) - 1 } };
	long nhead = 0;

	for (size_t i = 0; i < l->n; i++) {
		bool group = design_is(l->at[i], "group");
		ret[i] = l->code[i];
		if (group && heads)
			ret[i] = heading_code(d->mem, first, nhead++);
		else if (!group && !heads)
			ret[i] = count_on(d->mem, &c, design_depth(l->code[i]));
	}
}

static void
cols_run_on(const struct design *d, const struct line *l, long first,
    const char **ret)
{
	for (size_t i = 0; i < l->n; i++)
		ret[i] = design_is(l->at[i], "label") ?
			     l->code[i] :
			     str_fmt(d->mem, "%ld", first++);
}

static bool
same(const struct line *l, const char *const *code)
{
	for (size_t i = 0; i < l->n; i++)
		if (strcmp(l->code[i], code[i]) != 0)
			return false;
	return true;
}

/* The code of the first column of figures, heading, or row. */
static const char *
first_of(const struct line *l, bool rows, bool heads)
{
	for (size_t i = 0; i < l->n; i++)
		if (rows ? design_is(l->at[i], "group") == heads :
			   !design_is(l->at[i], "label"))
			return l->code[i];
	return "";
}

static const char **
new_codes(const struct design *d, const struct line *l)
{
	return arena_alloc(d->mem, (l->n + 1) * sizeof(char *));
}

void
design_codes_note(const struct design *d, struct codes *ret)
{
	*ret = (struct codes){ .cols = design_line(d, false),
		.rows = design_line(d, true) };
	const char **is = new_codes(d, &ret->cols);
	long first = whole(first_of(&ret->cols, false, false));
	cols_run_on(d, &ret->cols, first, is);
	ret->cols_run = first > 0 && same(&ret->cols, is);
	is = new_codes(d, &ret->rows);
	rows_run_on(d, &ret->rows, false, first_of(&ret->rows, true, false),
	    is);
	ret->rows_run = d->fixed && same(&ret->rows, is);
	rows_run_on(d, &ret->rows, true, first_of(&ret->rows, true, true), is);
	ret->heads_run = d->fixed && same(&ret->rows, is);
}

/* No two alike: headings and rows share one set of codes. */
static bool
all_differ(struct arena *mem, const char *const *code, size_t n)
{
	struct map seen = { .mem = mem };

	for (size_t i = 0; i < n; i++)
		if (*code[i] != '\0' && map_put(&seen, code[i], 1) != MAP_NONE)
			return false;
	return true;
}

static void
take_over(struct design *d, const struct line *l, const char *const *code)
{
	if (!all_differ(d->mem, code, l->n))
		return;
	for (size_t i = 0; i < l->n; i++)
		if (*code[i] != '\0')
			xml_set(d->mem, l->at[i], "code", code[i]);
}

/* What the operation has put in stands at its end, with a code nobody had. */
static struct line
with_new(const struct design *d, const struct line *was, bool rows)
{
	struct line now = design_line(d, rows);
	struct line l = { .at = arena_alloc(d->mem,
			      (was->n + now.n) * sizeof *l.at),
		.code = arena_alloc(d->mem, (was->n + now.n) * sizeof *l.code),
		.n = was->n };

	if (was->n > 0) {
		memcpy(l.at, was->at, was->n * sizeof *l.at);
		memcpy(l.code, was->code, was->n * sizeof *l.code);
	}
	for (size_t i = 0; i < now.n; i++)
		if (now.n != was->n && design_in_line(was, now.at[i]) < 0) {
			l.at[l.n] = now.at[i];
			l.code[l.n++] = now.code[i];
		}
	return l;
}

static void
cols_follow(struct design *d, const struct codes *was)
{
	struct line before = with_new(d, &was->cols, false);
	struct line l = design_line(d, false);
	const char **is = new_codes(d, &l);

	if (was->cols_run) {
		cols_run_on(d, &l, whole(first_of(&was->cols, false, false)),
		    is);
		take_over(d, &l, is);
		l = design_line(d, false);
	}
	design_formulas_follow(d, false, &before, &l);
}

static void
rows_follow(struct design *d, const struct codes *was)
{
	struct line before = with_new(d, &was->rows, true);
	struct line l = design_line(d, true);
	const char **is = new_codes(d, &l);

	if (was->heads_run) {
		rows_run_on(d, &l, true, first_of(&was->rows, true, true), is);
		take_over(d, &l, is);
		l = design_line(d, true);
	}
	if (was->rows_run) {
		rows_run_on(d, &l, false, first_of(&was->rows, true, false),
		    is);
		take_over(d, &l, is);
		l = design_line(d, true);
	}
	design_formulas_follow(d, true, &before, &l);
}

void
design_codes_follow(struct design *d, const struct codes *was)
{
	cols_follow(d, was);
	rows_follow(d, was);
}

void
design_codes_number(struct design *d, bool rows)
{
	struct line l = design_line(d, rows);
	const char **is = new_codes(d, &l);

	if (!rows) {
		cols_run_on(d, &l, 1, is);
		take_over(d, &l, is);
		return;
	}
	rows_run_on(d, &l, true, first_of(&l, true, true), is);
	take_over(d, &l, is);
	l = design_line(d, true);
	rows_run_on(d, &l, false, "1", is);
	take_over(d, &l, is);
}

static bool
used(const struct line *l, const char *code)
{
	for (size_t i = 0; i < l->n; i++)
		if (strcmp(l->code[i], code) == 0)
			return true;
	return false;
}

/* Counting on in the last part of it; a letter goes on with letters. */
const char *
design_code_after(const struct design *d, bool rows, const char *code)
{
	struct line l = design_line(d, rows);
	const char *dot = strrchr(code, '.');
	size_t head = dot == NULL ? 0 : (size_t)(dot + 1 - code);
	const char *above = str_ndup(d->mem, code, head);
	long n = whole(code + head);

	if (n < 0 && head == 0 && code[0] >= 'A' && code[0] < 'Z' &&
	    code[1] == '\0')
		for (char c = code[0]; c <= 'Z'; c++)
			if (!used(&l, str_fmt(d->mem, "%c", c)))
				return str_fmt(d->mem, "%c", c);
	for (n = n < 1 ? 1 : n;; n++) {
		const char *next = str_fmt(d->mem, "%s%ld", above, n);
		if (!used(&l, next))
			return strlen(next) <= CODE_LEN ? next : "";
	}
}
