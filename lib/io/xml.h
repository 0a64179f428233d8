/*
 * xml.h - a closed reader of XML files, into a small tree
 *
 * Made for files that a stranger may have written: UTF-8 only, at most
 * XML_BYTES long, XML_DEEP deep, XML_ELEMENTS large; no DTD of any kind, hence
 * no entities but the five of XML itself; no namespaces, no XInclude, no
 * processing instructions; nothing is ever loaded from disk or network.
 *
 * An element has either children or text, never both.  Reading is by asking:
 * xml_attr() and xml_next() mark what was asked for, and xml_strict() reports
 * every attribute and every element that nobody asked for.
 */
#ifndef IO_XML_H
#define IO_XML_H
#include "base/findings.h"

enum {
	XML_BYTES = 2 << 20,
	XML_DEEP = 12,
	XML_ELEMENTS = 20000,
	XML_ATTRS = 40
};

struct xml_attr {
	const char *name, *value; /* blanks at the ends are gone */
	bool seen;
};
struct xml {
	const char *name;
	long line;
	struct xml_attr *attrs;
	size_t nattr;
	const char *text; /* runs of blanks as one; "" when there is none */
	struct xml *kids, *next; /* first child; next sibling */
	bool seen;
};

/* False, with findings at "line 7", if it is not such a file. */
bool xml_read(struct arena *, const char *xml, size_t len, struct findings *,
    struct xml **ret_root);
/* Where a finding about it belongs: "line 7". */
const char *xml_where(struct arena *, const struct xml *);
/* The attribute's value, NULL if it is not there. */
const char *xml_attr(struct xml *, const char *name);
/* The next child of that name after `last` (NULL: the first one), or NULL. */
struct xml *xml_next(struct xml *parent, const char *name, struct xml *last);
/* The next child of any name; marked as asked for. */
struct xml *xml_any(struct xml *parent, struct xml *last);
/* Report what nobody asked for, below it too; false if there was any. */
bool xml_strict(struct arena *, const struct xml *, struct findings *);
/*
 * Canonical text: no comments, no indentation, attributes in order of name, so
 * that two files which say the same are the same bytes.
 */
void xml_canon(struct buf *, const struct xml *);
/*
 * The same, with every element that has children on lines of its own and every
 * other on one line, so that a line names one element; sets their `line`.
 */
void xml_lines(struct buf *, struct xml *);

/*
 * Changing a tree.  Names and values are kept as they are given: they must live
 * as long as the tree.
 */
struct xml *xml_new(struct arena *, const char *name);
/* NULL takes the attribute away. */
void xml_set(struct arena *, struct xml *, const char *name, const char *value);
/* Hang it below, after that child; NULL: as the first one. */
void xml_hang(struct xml *parent, struct xml *after, struct xml *kid);
/* Take a child out of its parent, with all that is below it. */
void xml_take(struct xml *parent, struct xml *kid);
/* The child before it; NULL: it is the first. */
struct xml *xml_before(const struct xml *parent, const struct xml *kid);
/* The element of which it is a child, from the root down; NULL: the root. */
struct xml *xml_parent(struct xml *root, const struct xml *kid);
/* All of it again: nothing is shared but the texts. */
struct xml *xml_copy(struct arena *, const struct xml *);
#endif
