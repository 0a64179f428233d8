/* xml_pull.c - libxml2's text reader, closed */
#include <libxml/xmlreader.h>
#include <stdlib.h>
#include <string.h>
#include "base/ctx.h"
#include "io/xml_guard.h"
#include "io/xml_pull.h"

struct xml_pull {
	struct arena *mem;
	struct xml_source source;
	struct xml_guard guard;
	xmlTextReaderPtr reader;
	const char *why; /* the first refusal */
	const char *space;
	const char *name, *its_space, *text;
	bool started, closing; /* an empty element: its end comes next */
	bool over;
};

void
xml_pull_refuse(struct xml_pull *p, const char *why)
{
	if (p->why == NULL)
		p->why = why;
	p->over = true;
}

/* What the library reads by; after a refusal it reads nothing. */
static int
feed(void *arg, char *to, int n)
{
	struct xml_pull *p = arg;
	const char *why = NULL;

	if (p->why != NULL)
		return -1;
	long got = p->source.read(p->source.from, to, (size_t)n);
	if (got < 0)
		xml_pull_refuse(p, _("The file is damaged."));
	else if (!xml_guard_feed(&p->guard, to, (size_t)got, &why))
		xml_pull_refuse(p, why);
	return p->why != NULL ? -1 : (int)got;
}

static void
hear_nothing(void *arg, xmlErrorPtr e)
{
	(void)arg;
	(void)e;
}

static xmlParserInputPtr
load_nothing(const char *url, const char *id, xmlParserCtxtPtr ctxt)
{
	(void)url;
	(void)id;
	(void)ctxt;
	return NULL;
}

struct xml_pull *
xml_pull_open(struct arena *mem, const struct xml_source *source)
{
	struct xml_pull *p = arena_alloc(mem, sizeof *p);

	*p = (struct xml_pull){ .mem = mem, .source = *source, .space = "" };
	xmlSetExternalEntityLoader(load_nothing);
	/* "UTF-8" wins over what the file says of itself */
	p->reader = xmlReaderForIO(feed, NULL, p, NULL, "UTF-8",
	    XML_PARSE_NONET | XML_PARSE_COMPACT);
	if (p->reader == NULL) {
		xml_pull_refuse(p, _("The file is damaged."));
		return p;
	}
	xmlTextReaderSetStructuredErrorHandler(p->reader, hear_nothing, p);
	return p;
}

static const char *
or_empty(const xmlChar *s)
{
	return s == NULL ? "" : (const char *)s;
}

static enum xml_event
on_open(struct xml_pull *p)
{
	if (xmlTextReaderDepth(p->reader) >= XML_PULL_DEEP) {
		xml_pull_refuse(p, _("Elements are nested too deep."));
		return XML_PULL_END;
	}
	p->name = or_empty(xmlTextReaderConstLocalName(p->reader));
	p->its_space = or_empty(xmlTextReaderConstNamespaceUri(p->reader));
	if (!p->started)
		p->space = str_dup(p->mem, p->its_space);
	p->started = true;
	p->closing = xmlTextReaderIsEmptyElement(p->reader) == 1;
	return XML_PULL_OPEN;
}

/* What the node is to the caller; -1: nothing. */
static int
event_of(struct xml_pull *p)
{
	switch (xmlTextReaderNodeType(p->reader)) {
	case XML_READER_TYPE_ELEMENT:
		return on_open(p);
	case XML_READER_TYPE_END_ELEMENT:
		p->name = or_empty(xmlTextReaderConstLocalName(p->reader));
		p->its_space =
		    or_empty(xmlTextReaderConstNamespaceUri(p->reader));
		return XML_PULL_CLOSE;
	case XML_READER_TYPE_TEXT:
	case XML_READER_TYPE_CDATA:
	case XML_READER_TYPE_WHITESPACE:
	case XML_READER_TYPE_SIGNIFICANT_WHITESPACE:
		p->text = or_empty(xmlTextReaderConstValue(p->reader));
		return XML_PULL_TEXT;
	case XML_READER_TYPE_COMMENT:
	case XML_READER_TYPE_PROCESSING_INSTRUCTION:
	case XML_READER_TYPE_XML_DECLARATION:
		return -1;
	default: /* a document type, an entity: the guard has missed it */
		xml_pull_refuse(p, _("Entities are not allowed."));
		return XML_PULL_END;
	}
}

enum xml_event
xml_pull_next(struct xml_pull *p)
{
	int event = -1;

	if (p->over)
		return XML_PULL_END;
	if (p->closing) {
		p->closing = false;
		return XML_PULL_CLOSE;
	}
	while (event < 0) {
		int got = xmlTextReaderRead(p->reader);
		if (p->why != NULL)
			return XML_PULL_END;
		if (got < 0)
			xml_pull_refuse(p, _("The file is damaged."));
		if (got <= 0) {
			p->over = true;
			return XML_PULL_END;
		}
		event = event_of(p);
	}
	return event;
}

bool
xml_pull_is(const struct xml_pull *p, const char *name)
{
	return strcmp(p->name, name) == 0 &&
	       strcmp(p->its_space, p->space) == 0;
}

const char *
xml_pull_namespace(const struct xml_pull *p)
{
	return p->space;
}

const char *
xml_pull_attr(struct xml_pull *p, const char *name)
{
	const char *found = NULL;
	int more = xmlTextReaderMoveToFirstAttribute(p->reader);

	for (; more == 1 && found == NULL;
	     more = xmlTextReaderMoveToNextAttribute(p->reader))
		if (strcmp(or_empty(xmlTextReaderConstLocalName(p->reader)),
			name) == 0 &&
		    xmlTextReaderIsNamespaceDecl(p->reader) != 1) {
			found = or_empty(xmlTextReaderConstValue(p->reader));
			break;
		}
	xmlTextReaderMoveToElement(p->reader);
	return found;
}

const char *
xml_pull_text(const struct xml_pull *p)
{
	return p->text;
}

bool
xml_pull_child(struct xml_pull *p)
{
	enum xml_event event;

	do
		event = xml_pull_next(p);
	while (event == XML_PULL_TEXT);
	return event == XML_PULL_OPEN;
}

void
xml_pull_skip(struct xml_pull *p)
{
	xml_pull_content(p, NULL);
}

void
xml_pull_content(struct xml_pull *p, struct buf *to)
{
	for (size_t deep = 1; deep > 0;)
		switch (xml_pull_next(p)) {
		case XML_PULL_OPEN:
			deep++;
			break;
		case XML_PULL_CLOSE:
			deep--;
			break;
		case XML_PULL_TEXT:
			if (to != NULL)
				buf_str(to, p->text);
			break;
		case XML_PULL_END:
			return;
		}
}

bool
xml_pull_close(struct xml_pull *p, const char **ret_why)
{
	if (p->reader != NULL)
		xmlFreeTextReader(p->reader);
	p->reader = NULL;
	if (p->why == NULL && !p->started)
		p->why = _("The file is damaged.");
	*ret_why = p->why;
	return p->why == NULL;
}
