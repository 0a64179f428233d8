/* xml.c - a closed reader of XML files; the only file that knows libxml2 */
#include <libxml/parser.h>
#include <libxml/parserInternals.h>
#include <libxml/SAX2.h>
#include <stdlib.h>
#include <string.h>
#include "base/ctx.h"
#include "base/utf8.h"
#include "io/xml.h"

enum { TEXT_MAX = 8000 };

/* What the callbacks share; found through the parser's _private. */
struct reading {
	struct arena *mem;
	struct findings *findings;
	struct xml *root;
	struct open {
		struct xml *at, *last_kid;
		struct buf text;
	} open[XML_DEEP];
	size_t depth, elements;
	bool stopped;
};

static struct reading *
reading_of(void *ctxt)
{
	return ((xmlParserCtxtPtr)ctxt)->_private;
}

static const char *
line_of(struct reading *r, void *ctxt)
{
	return str_fmt(r->mem, "line %d", xmlSAX2GetLineNumber(ctxt));
}

/*
 * The sentence of the first refusal; nothing is heard of the file after it.
 * Not xmlStopParser(): it frees what the caller's arguments point into.
 */
static void
refuse(void *ctxt, const char *why)
{
	struct reading *r = reading_of(ctxt);

	if (!r->stopped)
		finding(r->findings, line_of(r, ctxt), "%s", why);
	r->stopped = true;
	((xmlParserCtxtPtr)ctxt)->disableSAX = 1;
}

static bool
is_blank(char c)
{
	return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

/* NFC, no blanks at the ends, runs of blanks as one; NULL: not allowed. */
static const char *
tidy(struct arena *mem, const char *s, size_t n)
{
	const char *nfc = utf8_nfc(mem, str_ndup(mem, s, n));
	size_t len = 0;

	if (nfc == NULL)
		return NULL;
	char *out = arena_alloc(mem, strlen(nfc) + 1);
	for (const char *c = nfc; *c != '\0'; c++) {
		if (!is_blank(*c))
			out[len++] = *c;
		else if (len > 0 && out[len - 1] != ' ')
			out[len++] = ' ';
	}
	if (len > 0 && out[len - 1] == ' ')
		len--;
	out[len] = '\0';
	return out;
}

static const char *
tidy_or_refuse(void *ctxt, const char *s, size_t n)
{
	const char *text = tidy(reading_of(ctxt)->mem, s, n);

	if (text == NULL)
		refuse(ctxt, _("It has characters that are not allowed."));
	return text == NULL ? "" : text;
}

/* libxml2 gives five pointers an attribute: name, prefix, URI, value, end. */
static void
take_attrs(void *ctxt, struct xml *e, int n, const xmlChar **a)
{
	e->attrs =
	    arena_alloc(reading_of(ctxt)->mem, (size_t)n * sizeof *e->attrs);
	for (int i = 0; i < n; i++, a += 5) {
		if (a[1] != NULL || a[2] != NULL) {
			refuse(ctxt, _("Namespaces are not allowed."));
			return;
		}
		const char *v = (const char *)a[3];
		size_t len = (size_t)((const char *)a[4] - v);
		e->attrs[e->nattr++] =
		    (struct xml_attr){ .name = str_dup(reading_of(ctxt)->mem,
					   (char *)a[0]),
			    .value = tidy_or_refuse(ctxt, v, len) };
	}
}

static const char *
too_much(const struct reading *r, int nattr)
{
	if (r->depth == XML_DEEP)
		return _("Elements are nested too deep.");
	if (r->elements == XML_ELEMENTS)
		return _("There are too many elements.");
	if (nattr > XML_ATTRS)
		return _("An element has too many attributes.");
	return NULL;
}

static void
hang(struct reading *r, struct xml *e)
{
	if (r->depth == 0) {
		r->root = e;
		return;
	}
	struct open *up = &r->open[r->depth - 1];
	if (up->last_kid == NULL)
		up->at->kids = e;
	else
		up->last_kid->next = e;
	up->last_kid = e;
}

static void
on_start(void *ctxt, const xmlChar *name, const xmlChar *prefix,
    const xmlChar *uri, int nns, const xmlChar **ns, int nattr, int ndefault,
    const xmlChar **attrs)
{
	struct reading *r = reading_of(ctxt);
	const char *why = too_much(r, nattr);

	(void)ns;
	(void)ndefault;
	if (r->stopped)
		return;
	if (why == NULL && (prefix != NULL || uri != NULL || nns > 0))
		why = _("Namespaces are not allowed.");
	if (why != NULL) {
		refuse(ctxt, why);
		return;
	}
	struct xml *e = arena_alloc(r->mem, sizeof *e);
	e->name = str_dup(r->mem, (const char *)name);
	e->line = xmlSAX2GetLineNumber(ctxt);
	take_attrs(ctxt, e, nattr, attrs);
	hang(r, e);
	r->elements++;
	r->open[r->depth++] = (struct open){ .at = e,
		.text = { .mem = r->mem, .max = TEXT_MAX } };
}

static void
on_end(void *ctxt, const xmlChar *name, const xmlChar *prefix,
    const xmlChar *uri)
{
	struct reading *r = reading_of(ctxt);

	(void)name;
	(void)prefix;
	(void)uri;
	if (r->stopped)
		return;
	assert(r->depth > 0);
	struct open *o = &r->open[--r->depth];
	if (o->text.full) {
		refuse(ctxt, _("The text of an element is too long."));
		return;
	}
	o->at->text = tidy_or_refuse(ctxt, o->text.len > 0 ? o->text.at : "",
	    o->text.len);
	if (o->at->kids != NULL && *o->at->text != '\0')
		refuse(ctxt, _("Text and elements are mixed."));
}

static void
on_text(void *ctxt, const xmlChar *s, int n)
{
	struct reading *r = reading_of(ctxt);

	if (!r->stopped && r->depth > 0)
		buf_put(&r->open[r->depth - 1].text, (const char *)s,
		    (size_t)n);
}

/* Called at "<!DOCTYPE name", before anything in it is read. */
static void
on_doctype(void *ctxt, const xmlChar *name, const xmlChar *id,
    const xmlChar *system)
{
	(void)name;
	(void)id;
	(void)system;
	refuse(ctxt, _("A document type (DTD) is not allowed."));
	xmlStopParser(ctxt);
}

static xmlEntityPtr
on_entity(void *ctxt, const xmlChar *name)
{
	(void)name;
	refuse(ctxt, _("Entities are not allowed."));
	return NULL;
}

static void
on_instruction(void *ctxt, const xmlChar *target, const xmlChar *data)
{
	(void)target;
	(void)data;
	refuse(ctxt, _("Processing instructions are not allowed."));
}

static void
on_nothing(void *ctxt)
{
	(void)ctxt;
}

#if LIBXML_VERSION >= 21200
static void
on_error(void *ctxt, const xmlError *e)
#else
static void
on_error(void *ctxt, xmlErrorPtr e)
#endif
{
	struct reading *r = reading_of(ctxt);
	const char *what = e->message == NULL ? "" : e->message;

	if (r->stopped || e->level < XML_ERR_ERROR)
		return;
	finding(r->findings, str_fmt(r->mem, "line %d", e->line),
	    _("It is not well-formed XML: %.200s."),
	    str_ndup(r->mem, what, strcspn(what, "\n")));
	r->stopped = true;
}

/* Nothing is ever fetched, whoever asks. */
static xmlParserInputPtr
load_nothing(const char *url, const char *id, xmlParserCtxtPtr ctxt)
{
	(void)url;
	(void)id;
	(void)ctxt;
	return NULL;
}

static xmlParserCtxtPtr
new_parser(struct reading *r)
{
	xmlSetExternalEntityLoader(load_nothing);
	xmlParserCtxtPtr ctxt = xmlNewParserCtxt();
	if (ctxt == NULL)
		abort();
	ctxt->_private = r;
	*ctxt->sax = (xmlSAXHandler){ .initialized = XML_SAX2_MAGIC,
		.startDocument = on_nothing,
		.endDocument = on_nothing,
		.startElementNs = on_start,
		.endElementNs = on_end,
		.characters = on_text,
		.ignorableWhitespace = on_text,
		.cdataBlock = on_text,
		.internalSubset = on_doctype,
		.externalSubset = on_doctype,
		.getEntity = on_entity,
		.getParameterEntity = on_entity,
		.processingInstruction = on_instruction,
		.serror = on_error };
	return ctxt;
}

/* UTF-8, or what says nothing; the parser would take other encodings too. */
static bool
says_utf8(const char *xml, size_t len)
{
	static const char bom[] = "\xef\xbb\xbf", name[] = "encoding";

	if (len >= 3 && memcmp(xml, bom, 3) == 0) {
		xml += 3;
		len -= 3;
	}
	const char *end = memmem(xml, len, "?>", 2);
	if (end == NULL || !str_starts(xml, "<?xml"))
		return true;
	const char *said =
	    memmem(xml, (size_t)(end - xml), name, sizeof name - 1);
	if (said == NULL)
		return true;
	said += sizeof name - 1;
	said += strspn(said, " \t\r\n=\"'");
	return strncasecmp(said, "UTF-8", 5) == 0;
}

bool
xml_read(struct arena *mem, const char *xml, size_t len, struct findings *f,
    struct xml **ret_root)
{
	struct reading r = { .mem = mem, .findings = f };

	*ret_root = NULL;
	if (len > XML_BYTES) {
		finding(f, "line 1", _("The file is larger than %d MiB."),
		    XML_BYTES >> 20);
		return false;
	}
	if (len == 0 || memchr(xml, '\0', len) != NULL ||
	    !says_utf8(xml, len)) {
		finding(f, "line 1", _("It is not an XML file in UTF-8."));
		return false;
	}
	xmlParserCtxtPtr ctxt = new_parser(&r);
	xmlDocPtr doc = xmlCtxtReadMemory(ctxt, xml, (int)len, NULL, "UTF-8",
	    XML_PARSE_NONET | XML_PARSE_COMPACT);
	bool good = !r.stopped && ctxt->wellFormed && r.root != NULL;
	xmlFreeDoc(doc);
	xmlFreeParserCtxt(ctxt);
	if (!good && !r.stopped)
		finding(f, "line 1", _("It is not an XML file in UTF-8."));
	if (good)
		*ret_root = r.root;
	return good;
}
