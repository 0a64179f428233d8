/* map.c - text to a number: open addressing, grown by doubling */
#include <string.h>
#include "base/map.h"

struct map_slot {
	const char *key; /* NULL: free */
	long value;
};

/* FNV-1a; keys come from files that an administrator loads. */
static size_t
hash(const char *s)
{
	uint64_t h = 14695981039346656037u;

	for (; *s != '\0'; s++)
		h = (h ^ (unsigned char)*s) * 1099511628211u;
	return (size_t)(h ^ h >> 32);
}

static struct map_slot *
slot(const struct map *m, const char *key)
{
	size_t i = hash(key) & (m->cap - 1);

	while (m->at[i].key != NULL && strcmp(m->at[i].key, key) != 0)
		i = (i + 1) & (m->cap - 1);
	return &m->at[i];
}

static void
grow(struct map *m)
{
	struct map old = *m;

	m->cap = old.cap ? 2 * old.cap : 64;
	m->at = arena_alloc(m->mem, m->cap * sizeof *m->at);
	for (size_t i = 0; i < old.cap; i++)
		if (old.at[i].key != NULL)
			*slot(m, old.at[i].key) = old.at[i];
}

long
map_get(const struct map *m, const char *key)
{
	if (m->n == 0)
		return MAP_NONE;
	const struct map_slot *s = slot(m, key);
	return s->key == NULL ? MAP_NONE : s->value;
}

long
map_put(struct map *m, const char *key, long value)
{
	if (2 * (m->n + 1) > m->cap)
		grow(m);
	struct map_slot *s = slot(m, key);
	long was = s->key == NULL ? MAP_NONE : s->value;
	m->n += s->key == NULL;
	*s = (struct map_slot){ key, value };
	return was;
}
