/*
 * xml_pull.h - a closed reader of large XML, piece by piece
 *
 * For files of strangers that are too large, or too strange in their
 * namespaces, for xml.h's tree.  UTF-8 only; no DTD, hence no entities but the
 * five of XML itself; at most XML_PULL_DEEP deep; nothing is ever loaded from
 * disk or network; memory is that of the piece in hand.
 *
 *     struct xml_pull *p = xml_pull_open(mem, &source);
 *     if (xml_pull_child(p) && xml_pull_is(p, "list"))
 *             while (xml_pull_child(p))
 *                     xml_pull_skip(p); (each child up to its own end)
 *     good = xml_pull_close(p, &why);
 *
 * Every element opens and closes, empty ones too.  Names are without prefix;
 * what is in another namespace than the root never bears the name asked for.
 */
#ifndef IO_XML_PULL_H
#define IO_XML_PULL_H
#include "base/base.h"

enum { XML_PULL_DEEP = 32 };
struct xml_source {
	/* Up to n bytes; 0: the end; -1: it cannot be read. */
	long (*read)(void *from, char *to, size_t n);
	void *from;
};
enum xml_event {
	XML_PULL_END, /* of the document, or it is refused: for ever */
	XML_PULL_OPEN,
	XML_PULL_CLOSE,
	XML_PULL_TEXT /* may come in several pieces */
};
struct xml_pull;

struct xml_pull *xml_pull_open(struct arena *, const struct xml_source *);
enum xml_event xml_pull_next(struct xml_pull *);
/* Is the element that opened, or closed, of that name? */
bool xml_pull_is(const struct xml_pull *, const char *name);
/* Of the root; "" for none. */
const char *xml_pull_namespace(const struct xml_pull *);
/*
 * The attribute's value, NULL if there is none; it holds until the next call
 * of xml_pull_attr() or xml_pull_next().
 */
const char *xml_pull_attr(struct xml_pull *, const char *name);
/* The text; it holds until the next call. */
const char *xml_pull_text(const struct xml_pull *);
/*
 * The next element inside the one that has opened; false at that one's end.
 * What was done with the child before must have ended behind it.
 */
bool xml_pull_child(struct xml_pull *);
/* Behind the end of the element that has just opened. */
void xml_pull_skip(struct xml_pull *);
/* The same, with its text, and that of the elements in it, appended. */
void xml_pull_content(struct xml_pull *, struct buf *);
/* False with a translated sentence if it was not read, or not well-formed. */
bool xml_pull_close(struct xml_pull *, const char **ret_why);
/* Give it up: nothing more comes, and the sentence is this one. */
void xml_pull_refuse(struct xml_pull *, const char *why);
#endif
