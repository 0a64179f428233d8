/* xml_guard.c - see the header */
#include <string.h>
#include "base/ctx.h"
#include "io/xml_guard.h"

/* Keeps the end of what was seen, for marks of several bytes. */
static void
remember(struct xml_guard *g, char c)
{
	if (g->nlast == sizeof g->last) {
		memmove(g->last, g->last + 1, sizeof g->last - 1);
		g->nlast--;
	}
	g->last[g->nlast++] = c;
}

static bool
ends(const struct xml_guard *g, const char *mark)
{
	size_t n = strlen(mark);

	return g->nlast >= n && memcmp(g->last + g->nlast - n, mark, n) == 0;
}

static void
enter(struct xml_guard *g, int in)
{
	g->in = in;
	g->nlast = 0;
}

/* Is what was read since '<' the beginning of that mark, or all of it? */
static bool
may_become(const struct xml_guard *g, const char *mark)
{
	return g->nlast <= strlen(mark) && memcmp(g->last, mark, g->nlast) == 0;
}

/* After '<': a comment, CDATA, an instruction or a tag; nothing else. */
static bool
decide(struct xml_guard *g, char c)
{
	static const char comment[] = "!--", cdata[] = "![CDATA[";

	remember(g, c);
	if (g->nlast == 1 && c == '?')
		enter(g, GUARD_INSTRUCTION);
	else if (g->nlast == 1 && c != '!')
		enter(g, c == '>' ? GUARD_TEXT : GUARD_TAG);
	else if (g->nlast == strlen(comment) && may_become(g, comment))
		enter(g, GUARD_COMMENT);
	else if (g->nlast == strlen(cdata) && may_become(g, cdata))
		enter(g, GUARD_CDATA);
	else
		return may_become(g, comment) || may_become(g, cdata);
	return true;
}

static void
in_tag(struct xml_guard *g, char c)
{
	if (g->in == GUARD_TAG && c == '>')
		enter(g, GUARD_TEXT);
	else if (g->in == GUARD_TAG && (c == '"' || c == '\''))
		g->in = c == '"' ? GUARD_DOUBLE : GUARD_SINGLE;
	else if ((g->in == GUARD_DOUBLE && c == '"') ||
		 (g->in == GUARD_SINGLE && c == '\''))
		g->in = GUARD_TAG;
}

static void
until(struct xml_guard *g, char c, const char *mark)
{
	remember(g, c);
	if (ends(g, mark))
		enter(g, GUARD_TEXT);
}

/* False: a document type begins, or something like it. */
static bool
one(struct xml_guard *g, char c)
{
	switch (g->in) {
	case GUARD_TEXT:
		if (c == '<') {
			enter(g, GUARD_OPEN);
			g->tag = 0;
		}
		return true;
	case GUARD_OPEN:
		return decide(g, c);
	case GUARD_TAG:
	case GUARD_SINGLE:
	case GUARD_DOUBLE:
		g->tag++;
		in_tag(g, c);
		return true;
	case GUARD_COMMENT:
		until(g, c, "-->");
		return true;
	case GUARD_CDATA:
		until(g, c, "]]>");
		return true;
	case GUARD_INSTRUCTION:
		until(g, c, "?>");
		return true;
	}
	return false;
}

bool
xml_guard_feed(struct xml_guard *g, const char *bytes, size_t n,
    const char **ret_why)
{
	for (size_t i = 0; i < n; i++) {
		if (bytes[i] == '\0')
			*ret_why = _("It is not text in UTF-8.");
		else if (!one(g, bytes[i]))
			*ret_why = _("A document type (DTD) is not allowed.");
		else if (g->tag > XML_TAG_MAX)
			*ret_why = _("An element has too many attributes.");
		else
			continue;
		return false;
	}
	return true;
}
