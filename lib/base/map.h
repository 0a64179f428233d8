/* map.h - text to a number; keys are not copied, nothing is ever taken out */
#ifndef BASE_MAP_H
#define BASE_MAP_H
#include "base/base.h"

struct map {
	struct arena *mem;
	struct map_slot *at;
	size_t n, cap;
};
enum { MAP_NONE = -1 };
/* The value at a key; MAP_NONE if it is not there. */
long map_get(const struct map *, const char *key);
/* Put a value at a key, replacing what was there; returns what was there. */
long map_put(struct map *, const char *key, long value);
#endif
