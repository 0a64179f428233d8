/* wrap.c - text into lines of a given width */
#include <string.h>
#include "view/wrap.h"

/* Bytes up to the next blank. */
static size_t
word_len(const char *s)
{
	size_t n = 0;

	while ((unsigned char)s[n] > ' ')
		n++;
	return n;
}

static bool
breaks_after(char c)
{
	return c == '/' || c == '-' || c == ',' || c == ';';
}

/* As much of a word wider than the line as fits, one character at least. */
static struct line
split(struct pdf_font f, const char *s, size_t len, double width)
{
	size_t best = 0, good = 0;
	double room = width - pdf_width(f, "-", 1);

	for (size_t n = 1; n < len; n++) {
		if (((unsigned char)s[n] & 0xC0) == 0x80)
			continue;
		if (best > 0 && pdf_width(f, s, n) > room)
			break;
		best = n;
		if (breaks_after(s[n - 1]))
			good = n;
	}
	if (good > 0)
		return (struct line){ .s = s, .n = good, .end = "" };
	if (best == 0)
		best = len;
	return (struct line){ .s = s, .n = best, .end = best < len ? "-" : "" };
}

/* The first line of a text that begins with no blank. */
static struct line
first_line(struct pdf_font f, const char *s, double width)
{
	struct line l = { .s = s, .end = "" };
	double blank = pdf_width(f, " ", 1), at = 0;

	for (const char *p = s; (unsigned char)*p > ' ';) {
		size_t n = word_len(p);
		double w = pdf_width(f, p, n);
		if (l.n > 0 && at + blank + w > width)
			break;
		if (l.n == 0 && w > width)
			return split(f, s, n, width);
		at += (l.n > 0 ? blank : 0) + w;
		l.n = (size_t)(p + n - s);
		p += n;
		while (*p == ' ' || *p == '\t')
			p++;
	}
	return l;
}

size_t
wrap(struct pdf_font f, const char *text, double width, struct line *ret,
    size_t max)
{
	size_t n = 0;

	if (text == NULL)
		return 0;
	width += 0.01;
	for (const char *p = text;;) {
		while (*p != '\0' && (unsigned char)*p <= ' ')
			p++;
		if (*p == '\0')
			return n;
		if (n == max) {
			if (n > 0)
				ret[n - 1].end = "…";
			return n;
		}
		ret[n] = first_line(f, p, width);
		ret[n].width = pdf_width(f, p, ret[n].n) +
			       pdf_width(f, ret[n].end, strlen(ret[n].end));
		p += ret[n].n;
		n++;
	}
}

size_t
wrap_even(struct pdf_font f, const char *text, double width, struct line *ret,
    size_t max)
{
	size_t n = wrap(f, text, width, ret, max);
	double low = width / 2;

	if (n < 2)
		return n;
	if (low < wrap_widest(f, text))
		low = wrap_widest(f, text);
	while (width - low > 1) {
		double mid = (low + width) / 2;
		if (wrap(f, text, mid, ret, max) > n)
			low = mid;
		else
			width = mid;
	}
	return wrap(f, text, width, ret, max);
}

double
wrap_widest(struct pdf_font f, const char *text)
{
	double widest = 0;

	for (const char *p = text == NULL ? "" : text; *p != '\0';) {
		size_t n = word_len(p), part = 0;
		for (size_t i = 0; i < n; i = part) {
			while (part < n && !breaks_after(p[part++]))
				;
			double w = pdf_width(f, p + i, part - i);
			widest = w > widest ? w : widest;
		}
		p += n > 0 ? n : 1;
	}
	return widest;
}

double
wrap_draw(struct pdf *p, struct pdf_font f, const struct line *l, size_t n,
    enum doc_align align, double x, double width, double y, double step)
{
	for (size_t i = 0; i < n; i++, y += step) {
		double spare = width - l[i].width;
		double at = align == DOC_LEFT  ? x :
			    align == DOC_RIGHT ? x + spare :
						 x + spare / 2;
		pdf_text(p, f, at, y, l[i].s, l[i].n);
		if (*l[i].end != '\0')
			pdf_text(p, f, at + pdf_width(f, l[i].s, l[i].n), y,
			    l[i].end, strlen(l[i].end));
	}
	return y;
}

size_t
wrap_code(struct pdf_font f, const char *code, struct line *ret, size_t max)
{
	size_t n = 0;

	while (code != NULL && *code != '\0' && n < max) {
		size_t len = strcspn(code, "=");
		if (code[len] == '=')
			len += 1 + strcspn(code + len + 1, "=");
		if (n > 0) /* begins with "=": up to the next one */
			len = 1 + strcspn(code + 1, "=");
		ret[n++] = (struct line){ .s = code,
			.n = len,
			.width = pdf_width(f, code, len),
			.end = "" };
		code += len;
	}
	return n;
}
