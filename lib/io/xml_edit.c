/* xml_edit.c - a tree of elements, changed */
#include <string.h>
#include "io/xml.h"

struct xml *
xml_new(struct arena *mem, const char *name)
{
	struct xml *e = arena_alloc(mem, sizeof *e);

	e->name = name;
	e->text = "";
	return e;
}

static void
take_attr(struct xml *e, size_t i)
{
	memmove(&e->attrs[i], &e->attrs[i + 1],
	    (e->nattr - i - 1) * sizeof *e->attrs);
	e->nattr--;
}

static void
add_attr(struct arena *mem, struct xml *e, struct xml_attr a)
{
	struct xml_attr *at = arena_alloc(mem, (e->nattr + 1) * sizeof *at);

	if (e->nattr > 0)
		memcpy(at, e->attrs, e->nattr * sizeof *at);
	at[e->nattr++] = a;
	e->attrs = at;
}

void
xml_set(struct arena *mem, struct xml *e, const char *name, const char *value)
{
	for (size_t i = 0; i < e->nattr; i++) {
		if (strcmp(e->attrs[i].name, name) != 0)
			continue;
		if (value == NULL)
			take_attr(e, i);
		else
			e->attrs[i].value = value;
		return;
	}
	if (value != NULL)
		add_attr(mem, e,
		    (struct xml_attr){ .name = name, .value = value });
}

void
xml_hang(struct xml *parent, struct xml *after, struct xml *kid)
{
	struct xml **at = after == NULL ? &parent->kids : &after->next;

	kid->next = *at;
	*at = kid;
}

struct xml *
xml_before(const struct xml *parent, const struct xml *kid)
{
	struct xml *e = parent->kids;

	if (e == kid)
		return NULL;
	while (e != NULL && e->next != kid)
		e = e->next;
	return e;
}

void
xml_take(struct xml *parent, struct xml *kid)
{
	struct xml *before = xml_before(parent, kid);

	if (before == NULL)
		parent->kids = kid->next;
	else
		before->next = kid->next;
	kid->next = NULL;
}

struct xml *
xml_parent(struct xml *root, const struct xml *kid)
{
	for (struct xml *e = root->kids; e != NULL; e = e->next) {
		if (e == kid)
			return root;
		struct xml *found = xml_parent(e, kid);
		if (found != NULL)
			return found;
	}
	return NULL;
}

struct xml *
xml_copy(struct arena *mem, const struct xml *e)
{
	struct xml *ret = xml_new(mem, e->name), *last = NULL;

	ret->text = e->text;
	for (size_t i = 0; i < e->nattr; i++)
		add_attr(mem, ret, e->attrs[i]);
	for (const struct xml *k = e->kids; k != NULL; k = k->next) {
		struct xml *kid = xml_copy(mem, k);
		xml_hang(ret, last, kid);
		last = kid;
	}
	return ret;
}
