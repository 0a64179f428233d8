/* csv.c - tables as text */
#include <string.h>
#include "base/ctx.h"
#include "base/utf8.h"
#include "io/csv.h"

static const char bom[] = "\xef\xbb\xbf";

struct scan {
	struct arena *mem;
	const char *at, *end;
	long line;
	const char *why; /* NULL as long as all is well */
	const struct csv_limits *limits;
	char separator;
	const char **cell; /* of the row so far: limits->cells places */
	size_t n;
};

static bool
bad(struct scan *s, const char *why)
{
	if (s->why == NULL)
		s->why = why;
	return false;
}

/* Is a line break here?  LF or CRLF; a CR alone is none. */
static size_t
line_break(const struct scan *s)
{
	if (s->at < s->end && s->at[0] == '\n')
		return 1;
	if (s->at + 1 < s->end && s->at[0] == '\r' && s->at[1] == '\n')
		return 2;
	return 0;
}

static bool
keep(struct scan *s, const char *text, size_t len)
{
	if (len > s->limits->cell_bytes)
		return bad(s, _("a cell is too long"));
	if (memchr(text, '\0', len) != NULL)
		return bad(s, _("a cell holds a NUL byte"));
	const char *nfc = utf8_nfc(s->mem, str_ndup(s->mem, text, len));
	if (nfc == NULL)
		return bad(s,
		    _("a cell is not UTF-8, or holds control characters"));
	if (s->n == s->limits->cells)
		return bad(s, _("too many cells in the row"));
	s->cell[s->n++] = nfc;
	return true;
}

static bool
plain(struct scan *s)
{
	const char *from = s->at;

	while (s->at < s->end && *s->at != s->separator && line_break(s) == 0) {
		if (*s->at == '"')
			return bad(s,
			    _("a quotation mark inside a cell that does not "
			      "begin with one"));
		if (*s->at == '\r')
			return bad(s, _("a carriage return without line feed"));
		s->at++;
	}
	return keep(s, from, (size_t)(s->at - from));
}

static bool
quoted(struct scan *s)
{
	struct buf b = { .mem = s->mem, .max = s->limits->cell_bytes };
	long opened = s->line;

	for (s->at++;; s->at++) {
		const char *quote =
		    memchr(s->at, '"', (size_t)(s->end - s->at));
		if (quote == NULL)
			return bad(s,
			    str_fmt(s->mem,
				_("the quotation mark opened in line %ld is "
				  "not closed"),
				opened));
		buf_put(&b, s->at, (size_t)(quote - s->at));
		for (; s->at < quote; s->at++)
			s->line += *s->at == '\n';
		s->at++;
		if (s->at == s->end || *s->at != '"')
			break;
		buf_put(&b, "\"", 1);
	}
	if (s->at < s->end && *s->at != s->separator && line_break(s) == 0)
		return bad(s, _("text after the closing quotation mark"));
	if (b.full)
		return bad(s, _("a cell is too long"));
	return keep(s, b.len == 0 ? "" : b.at, b.len);
}

/* One row, with the line break after it. */
static bool
row(struct scan *s)
{
	s->n = 0;
	for (;;) {
		bool quote = s->at < s->end && *s->at == '"';
		if (!(quote ? quoted(s) : plain(s)))
			return false;
		if (s->at == s->end || *s->at != s->separator)
			break;
		s->at++;
	}
	s->at += line_break(s);
	return true;
}

static bool
add(struct scan *s, long line, size_t *cap, struct csv *ret)
{
	if (ret->n == 0)
		ret->ncell = s->n;
	if (s->n != ret->ncell)
		return bad(s,
		    str_fmt(s->mem, _("%zu cells where the first row has %zu"),
			s->n, ret->ncell));
	if (ret->n == s->limits->rows)
		return bad(s, _("too many rows"));
	if (ret->n == *cap) {
		*cap = *cap ? 2 * *cap : 64;
		struct csv_row *at = arena_alloc(s->mem, *cap * sizeof *at);
		if (ret->n > 0)
			memcpy(at, ret->row, ret->n * sizeof *at);
		ret->row = at;
	}
	const char **cell = arena_alloc(s->mem, s->n * sizeof *cell);
	memcpy(cell, s->cell, s->n * sizeof *cell);
	ret->row[ret->n++] = (struct csv_row){ cell, line };
	return true;
}

static bool
rows(struct scan *s, struct csv *ret)
{
	size_t cap = 0;

	while (s->at < s->end) {
		long line = s->line;
		if (!row(s))
			return false;
		if (!add(s, line, &cap, ret)) {
			s->line = line;
			return false;
		}
		s->line++;
	}
	return true;
}

/* What stands between the cells of the first line, outside quotation marks. */
static char
separator_of(const char *text, size_t len)
{
	bool quoted = false;
	char ret = ',';

	for (size_t i = 0; i < len && (quoted || text[i] != '\n'); i++) {
		if (text[i] == '"')
			quoted = !quoted;
		else if (!quoted && text[i] == ',')
			return ',';
		else if (!quoted && ret == ',' &&
			 (text[i] == ';' || text[i] == '\t'))
			ret = text[i];
	}
	return ret;
}

bool
csv_read(struct arena *mem, const char *name, const char *text, size_t len,
    const struct csv_limits *limits, struct findings *f, struct csv *ret)
{
	struct scan s = { .mem = mem,
		.at = text,
		.end = text + len,
		.line = 1,
		.limits = limits,
		.separator = limits->separator,
		.cell = arena_alloc(mem, limits->cells * sizeof *s.cell) };

	*ret = (struct csv){ 0 };
	if (s.separator == '\0')
		s.separator = ',';
	else if (s.separator == CSV_GUESS)
		s.separator = separator_of(text, len);
	if (len >= 3 && memcmp(text, bom, 3) == 0)
		s.at += 3;
	if (rows(&s, ret))
		return true;
	finding(f, str_fmt(mem, "%s:%ld", name, s.line), "%s", s.why);
	return false;
}

bool
csv_head(const char *name, const struct csv *csv, const char *const *names,
    size_t n, struct findings *f)
{
	struct buf b = { .mem = f->mem, .max = 1000 };
	bool same = csv->n > 0 && csv->ncell == n;

	for (size_t i = 0; i < n; i++) {
		same = same && str_eq(csv->row[0].cell[i], names[i]);
		buf_fmt(&b, i == 0 ? "%s" : ",%s", names[i]);
	}
	if (!same)
		finding(f, str_fmt(f->mem, "%s:1", name),
		    _("the first row must be: %s"), b.at);
	return same;
}

void
csv_bom(struct csv_out *c)
{
	buf_str(c->out, bom);
}

static void
cell(struct csv_out *c)
{
	if (c->cells++ > 0)
		buf_put(c->out, ",", 1);
}

/*
 * Would a spreadsheet take what begins here for a formula?  What has an
 * apostrophe already gets one more, so that csv_meant() takes away one.
 */
static bool
is_formula(const char *s)
{
	s += strspn(s, "'");
	return *s != '\0' && strchr("=+-@\t\r", *s) != NULL;
}

/*
 * Can a cell begin here?  Where a comma stands before decimals Excel parts
 * cells at semicolons, and knows our quotation marks only where one begins.
 */
static bool
begins(const char *text, const char *s)
{
	while (s > text && s[-1] == '"')
		s--;
	return s == text || strchr(";\t\n\r", s[-1]) != NULL;
}

static bool
needs_quotes(const char *s)
{
	return is_formula(s) || s[strcspn(s, "\",\r\n")] != '\0' || *s == ' ';
}

void
csv_text(struct csv_out *c, const char *text)
{
	const char *from = text == NULL ? "" : text;
	bool quote = needs_quotes(from);

	cell(c);
	if (quote)
		buf_put(c->out, "\"", 1);
	for (const char *s = from; *s != '\0'; s++) {
		if (*s == '"')
			buf_put(c->out, "\"", 1);
		else if (begins(from, s) && is_formula(s))
			buf_put(c->out, "'", 1);
		buf_put(c->out, s, 1);
	}
	if (quote)
		buf_put(c->out, "\"", 1);
}

const char *
csv_meant(struct arena *mem, const char *text)
{
	char *bare = str_dup(mem, text), *to = bare;

	for (const char *s = text; *s != '\0'; s++)
		if (*s != '\'' || !begins(text, s) || !is_formula(s))
			*to++ = *s;
	*to = '\0';
	return bare;
}

void
csv_num(struct csv_out *c, const char *canonical)
{
	const char *s = canonical == NULL ? "" : canonical;

	if (s[strspn(s, "-0123456789.")] != '\0') {
		csv_text(c, s); /* no number: as safe as any text */
		return;
	}
	cell(c);
	buf_str(c->out, s);
}

void
csv_end(struct csv_out *c)
{
	buf_str(c->out, c->lf ? "\n" : "\r\n");
	c->cells = 0;
}
