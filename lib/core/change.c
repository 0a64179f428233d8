/* change.c - what an act changed, as two texts for the record */
#include <string.h>
#include "core/change.h"

enum { VALUE_MAX = 1500, CHANGE_MAX = 15900, MORE_MAX = 60 };

struct change
change_new(struct arena *mem)
{
	struct change c = { .mem = mem };

	for (int i = 0; i < 2; i++) {
		c.out[i] = arena_alloc(mem, sizeof *c.out[i]);
		*c.out[i] =
		    (struct buf){ .mem = mem, .max = CHANGE_MAX + MORE_MAX };
		c.json[i].out = c.out[i];
		json_object(&c.json[i], NULL);
	}
	return c;
}

/* Cut between characters. */
static const char *
shortened(struct arena *mem, const char *s)
{
	size_t n = VALUE_MAX;

	if (strlen(s) <= VALUE_MAX)
		return s;
	while (n > 0 && ((unsigned char)s[n] & 0xc0) == 0x80)
		n--;
	return str_fmt(mem, "%.*s ...", (int)n, s);
}

/* What would not fit is left out on both sides: each stays whole JSON. */
static bool
fits(const struct change *c, const char *name, const char *was,
    const char *became)
{
	const char *value[] = { was, became };

	for (int i = 0; i < 2; i++) {
		size_t need = strlen(name) + 8;
		if (value[i] == NULL)
			continue;
		for (const char *s = value[i]; *s != '\0'; s++)
			need += (unsigned char)*s < 0x20 || *s == '"' ||
					*s == '\\' ?
				    6 :
				    1;
		if (c->out[i]->len + need > CHANGE_MAX)
			return false;
	}
	return true;
}

void
change_text(struct change *c, const char *name, const char *was,
    const char *became)
{
	if (was == NULL && became == NULL)
		return;
	if (was != NULL && became != NULL && strcmp(was, became) == 0)
		return;
	if (was != NULL)
		was = shortened(c->mem, was);
	if (became != NULL)
		became = shortened(c->mem, became);
	if (!fits(c, name, was, became)) {
		c->left++;
		return;
	}
	c->n++;
	if (was != NULL)
		json_text(&c->json[0], name, was);
	if (became != NULL)
		json_text(&c->json[1], name, became);
}

void
change_long(struct change *c, const char *name, long was, long became)
{
	if (was != became)
		change_text(c, name, str_long(c->mem, was),
		    str_long(c->mem, became));
}

void
change_id(struct change *c, const char *name, long was, long became)
{
	change_text(c, name, was == 0 ? NULL : str_long(c->mem, was),
	    became == 0 ? NULL : str_long(c->mem, became));
}

void
change_bool(struct change *c, const char *name, bool was, bool became)
{
	if (was != became)
		change_text(c, name, was ? "yes" : "no", became ? "yes" : "no");
}

static const char *
side(struct change *c, int i)
{
	if (c->json[i].depth > 0) {
		if (c->left > 0)
			json_text(&c->json[i], "more",
			    str_long(c->mem, (long)c->left));
		json_end(&c->json[i]);
	}
	return c->n > 0 && c->out[i]->len <= 2 ? NULL : c->out[i]->at;
}

const char *
change_was(struct change *c)
{
	return side(c, 0);
}

const char *
change_became(struct change *c)
{
	return side(c, 1);
}
