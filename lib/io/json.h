/*
 * json.h - writing JSON: for programs that read our output, and for the sets of
 * rows that travel into one statement through JSON_TABLE(?)
 *
 *	struct json j = { .out = &buf };
 *	json_array(&j, NULL);
 *	json_object(&j, NULL);
 *	json_text(&j, "name", "Hòa Bình");
 *	json_long(&j, "id", 7);
 *	json_end(&j);
 *	json_end(&j);
 *
 * The key is NULL inside an array and at the outside.  Text must be UTF-8.
 */
#ifndef IO_JSON_H
#define IO_JSON_H
#include "base/base.h"

enum { JSON_DEPTH = 40 };
struct json {
	struct buf *out;
	int depth;
	char close[JSON_DEPTH];
	bool more[JSON_DEPTH + 1]; /* something stands at this depth already */
};
void json_object(struct json *, const char *key);
void json_array(struct json *, const char *key);
void json_end(struct json *);
void json_text(struct json *, const char *key, const char *); /* NULL: null */
void json_long(struct json *, const char *key, long);
void json_bool(struct json *, const char *key, bool);
/* A figure in canonical text ("-12.5"), as an exact number; NULL: null. */
void json_num(struct json *, const char *key, const char *canonical);
#endif
