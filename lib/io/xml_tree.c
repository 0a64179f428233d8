/* xml_tree.c - asking a tree for what is in it, and its canonical text */
#include <stdlib.h>
#include <string.h>
#include "base/ctx.h"
#include "io/fmt.h"
#include "io/xml.h"

const char *
xml_where(struct arena *mem, const struct xml *e)
{
	return str_fmt(mem, "line %ld", e->line);
}

const char *
xml_attr(struct xml *e, const char *name)
{
	for (size_t i = 0; i < e->nattr; i++)
		if (strcmp(e->attrs[i].name, name) == 0) {
			e->attrs[i].seen = true;
			return e->attrs[i].value;
		}
	return NULL;
}

struct xml *
xml_any(struct xml *parent, struct xml *last)
{
	struct xml *e = last == NULL ? parent->kids : last->next;

	if (e != NULL)
		e->seen = true;
	return e;
}

struct xml *
xml_next(struct xml *parent, const char *name, struct xml *last)
{
	struct xml *e = last == NULL ? parent->kids : last->next;

	while (e != NULL && strcmp(e->name, name) != 0)
		e = e->next;
	if (e != NULL)
		e->seen = true;
	return e;
}

bool
xml_strict(struct arena *mem, const struct xml *e, struct findings *f)
{
	bool good = true;

	for (size_t i = 0; i < e->nattr; i++)
		if (!e->attrs[i].seen) {
			good = false;
			finding(f, xml_where(mem, e),
			    _("Attribute \"%.40s\" is not known in <%.40s>."),
			    e->attrs[i].name, e->name);
		}
	for (const struct xml *k = e->kids; k != NULL; k = k->next) {
		if (!k->seen) {
			good = false;
			finding(f, xml_where(mem, k),
			    _("Element <%.40s> is not known in <%.40s>."),
			    k->name, e->name);
		} else if (!xml_strict(mem, k, f))
			good = false;
	}
	return good;
}

static void
encode(struct buf *b, const char *s, size_t n)
{
	for (; n > 0; s++, n--)
		switch (*s) {
		case '&':
			buf_str(b, "&amp;");
			break;
		case '<':
			buf_str(b, "&lt;");
			break;
		case '>':
			buf_str(b, "&gt;");
			break;
		case '"':
			buf_str(b, "&quot;");
			break;
		default:
			buf_put(b, s, 1);
		}
}

static void FMT(2, 3) put(struct buf *b, const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	fmt_put(b, encode, fmt, ap);
	va_end(ap);
}

static int
by_name(const void *a, const void *b)
{
	return strcmp(((const struct xml_attr *)a)->name,
	    ((const struct xml_attr *)b)->name);
}

/* "<name a="1"": attributes in order of name; the end is the caller's. */
static void
put_open(struct buf *b, const struct xml *e)
{
	struct xml_attr attrs[XML_ATTRS];

	assert(e->nattr <= XML_ATTRS);
	if (e->nattr > 0)
		memcpy(attrs, e->attrs, e->nattr * sizeof *attrs);
	qsort(attrs, e->nattr, sizeof *attrs, by_name);
	put(b, "<%s", e->name);
	for (size_t i = 0; i < e->nattr; i++)
		put(b, " %s=\"%s\"", attrs[i].name, attrs[i].value);
}

void
xml_canon(struct buf *b, const struct xml *e)
{
	put_open(b, e);
	if (e->kids == NULL && *e->text == '\0') {
		put(b, "/>");
		return;
	}
	put(b, ">%s", e->text);
	for (const struct xml *k = e->kids; k != NULL; k = k->next)
		xml_canon(b, k);
	put(b, "</%s>", e->name);
}

static void
put_lines(struct buf *b, struct xml *e, long *line)
{
	e->line = (*line)++;
	put_open(b, e);
	if (e->kids == NULL && *e->text == '\0') {
		put(b, "/>\n");
		return;
	}
	put(b, ">%s", e->text);
	if (e->kids != NULL) {
		put(b, "\n");
		for (struct xml *k = e->kids; k != NULL; k = k->next)
			put_lines(b, k, line);
		(*line)++;
	}
	put(b, "</%s>\n", e->name);
}

void
xml_lines(struct buf *b, struct xml *e)
{
	long line = 1;

	put_lines(b, e, &line);
}
