/*
 * json_read.h - JSON into a tree in the arena: the only file on jansson
 *
 * Figures are texts in what we write, so that no double is ever between; a
 * number with a fraction or an exponent is refused.
 */
#ifndef IO_JSON_READ_H
#define IO_JSON_READ_H
#include "base/base.h"

enum { NODE_DEPTH = 16 };
struct node {
	enum node_kind {
		NODE_NULL,
		NODE_BOOL,
		NODE_LONG,
		NODE_TEXT,
		NODE_ARRAY,
		NODE_OBJECT
	} kind;
	const char *key;  /* within an object */
	const char *text; /* of a NODE_TEXT */
	long num;         /* of a NODE_LONG or NODE_BOOL */
	struct node *first, *next;
};
/* False, with a reason, if it is not JSON, too deep or not as above. */
bool json_read(struct arena *, const char *text, struct node **ret,
    const char **ret_why);
/* A member of an object, or NULL; of NULL it is NULL. */
const struct node *node_get(const struct node *, const char *key);
/* Its text, or NULL; its number, or 0. */
const char *node_text(const struct node *, const char *key);
long node_long(const struct node *, const char *key);
#endif
