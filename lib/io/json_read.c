/* json_read.c - JSON into a tree in the arena */
#include <jansson.h>
#include <string.h>
#include "io/json_read.h"

static bool convert(struct arena *, const json_t *, int depth, struct node *);

static struct node *
add(struct arena *mem, struct node *of, struct node *last)
{
	struct node *n = arena_alloc(mem, sizeof *n);

	if (last == NULL)
		of->first = n;
	else
		last->next = n;
	return n;
}

static bool
convert_array(struct arena *mem, const json_t *j, int depth, struct node *ret)
{
	struct node *last = NULL;

	for (size_t i = 0; i < json_array_size(j); i++) {
		last = add(mem, ret, last);
		if (!convert(mem, json_array_get(j, i), depth + 1, last))
			return false;
	}
	return true;
}

static bool
convert_object(struct arena *mem, json_t *j, int depth, struct node *ret)
{
	struct node *last = NULL;
	const char *key;
	json_t *value;

	json_object_foreach(j, key, value)
	{
		last = add(mem, ret, last);
		last->key = str_dup(mem, key);
		if (!convert(mem, value, depth + 1, last))
			return false;
	}
	return true;
}

static bool
convert(struct arena *mem, const json_t *j, int depth, struct node *ret)
{
	if (depth > NODE_DEPTH)
		return false;
	switch (json_typeof(j)) {
	case JSON_OBJECT:
		ret->kind = NODE_OBJECT;
		return convert_object(mem, (json_t *)j, depth, ret);
	case JSON_ARRAY:
		ret->kind = NODE_ARRAY;
		return convert_array(mem, j, depth, ret);
	case JSON_STRING:
		ret->kind = NODE_TEXT;
		ret->text = str_dup(mem, json_string_value(j));
		return true;
	case JSON_INTEGER:
		ret->kind = NODE_LONG;
		ret->num = (long)json_integer_value(j);
		return true;
	case JSON_TRUE:
	case JSON_FALSE:
		ret->kind = NODE_BOOL;
		ret->num = json_is_true(j);
		return true;
	case JSON_NULL:
		return true;
	default:
		return false;
	}
}

bool
json_read(struct arena *mem, const char *text, struct node **ret,
    const char **ret_why)
{
	json_error_t e;
	json_t *j = json_loads(text, JSON_REJECT_DUPLICATES, &e);

	if (j == NULL) {
		*ret_why = str_fmt(mem, "line %d: %s", e.line, e.text);
		return false;
	}
	*ret = arena_alloc(mem, sizeof **ret);
	bool ok = convert(mem, j, 0, *ret);
	json_decref(j);
	if (!ok)
		*ret_why = "too deep, or a number with a fraction";
	return ok;
}

const struct node *
node_get(const struct node *of, const char *key)
{
	if (of == NULL)
		return NULL;
	for (const struct node *n = of->first; n != NULL; n = n->next)
		if (n->key != NULL && strcmp(n->key, key) == 0)
			return n;
	return NULL;
}

const char *
node_text(const struct node *of, const char *key)
{
	const struct node *n = node_get(of, key);

	return n == NULL ? NULL : n->text;
}

long
node_long(const struct node *of, const char *key)
{
	const struct node *n = node_get(of, key);

	return n == NULL ? 0 : n->num;
}
