/*
 * xml_guard.h - bytes of XML looked at before a parser sees them
 *
 * A parser has read a whole document type, or a tag of a million attributes,
 * before anybody can say no to it.  The guard knows just enough of XML to see
 * them come: tags, quotes, comments, CDATA, processing instructions.  It says
 * nothing of what is well-formed; that is the parser's.
 */
#ifndef IO_XML_GUARD_H
#define IO_XML_GUARD_H
#include "base/base.h"

enum { XML_TAG_MAX = 32 << 10 }; /* bytes of one tag */

struct xml_guard { /* all zero at the start */
	enum {
		GUARD_TEXT,
		GUARD_OPEN, /* after '<': what will it be? */
		GUARD_TAG,
		GUARD_SINGLE, /* in quotes in a tag */
		GUARD_DOUBLE,
		GUARD_COMMENT,
		GUARD_CDATA,
		GUARD_INSTRUCTION
	} in;
	char last[12]; /* the bytes before, as far as they matter */
	size_t nlast;
	size_t tag; /* bytes since '<' */
};
/*
 * The next piece.  False with a translated sentence at a document type, an
 * entity, a tag that is too long, or a byte that is no UTF-8 text's (NUL).
 */
bool xml_guard_feed(struct xml_guard *, const char *, size_t n,
    const char **ret_why);
#endif
