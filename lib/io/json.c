/* json.c - writing JSON */
#include <string.h>
#include "io/json.h"

static void
string(struct buf *b, const char *s)
{
	buf_put(b, "\"", 1);
	for (; *s != '\0'; s++) {
		unsigned char c = (unsigned char)*s;
		if (c == '"' || c == '\\')
			buf_put(b, "\\", 1);
		if (c < ' ' || c == 0x7f)
			buf_fmt(b, "\\u%04x", c);
		else
			buf_put(b, s, 1);
	}
	buf_put(b, "\"", 1);
}

/* The comma before a value, and its key. */
static void
lead(struct json *j, const char *key)
{
	if (j->more[j->depth])
		buf_put(j->out, ",", 1);
	j->more[j->depth] = true;
	if (key != NULL) {
		string(j->out, key);
		buf_put(j->out, ":", 1);
	}
}

static void
open(struct json *j, const char *key, const char *mark, char close)
{
	assert(j->depth < JSON_DEPTH);
	lead(j, key);
	buf_put(j->out, mark, 1);
	j->close[j->depth++] = close;
	j->more[j->depth] = false;
}

void
json_object(struct json *j, const char *key)
{
	open(j, key, "{", '}');
}

void
json_array(struct json *j, const char *key)
{
	open(j, key, "[", ']');
}

void
json_end(struct json *j)
{
	assert(j->depth > 0);
	buf_put(j->out, &j->close[--j->depth], 1);
}

void
json_text(struct json *j, const char *key, const char *s)
{
	lead(j, key);
	if (s == NULL)
		buf_str(j->out, "null");
	else
		string(j->out, s);
}

void
json_long(struct json *j, const char *key, long v)
{
	lead(j, key);
	buf_fmt(j->out, "%ld", v);
}

void
json_bool(struct json *j, const char *key, bool v)
{
	lead(j, key);
	buf_str(j->out, v ? "true" : "false");
}

void
json_num(struct json *j, const char *key, const char *canonical)
{
	lead(j, key);
	assert(canonical == NULL ||
	       canonical[strspn(canonical, "-0123456789.")] == '\0');
	buf_str(j->out, canonical == NULL ? "null" : canonical);
}
