/* succession.c - words for how one unit became another */
#include "core/succession.h"

static const char *const names[REL_END] = { "unchanged", "renamed", "retyped",
	"whole", "partial", "unknown" };

bool
relation_read(const char *s, enum relation *ret)
{
	for (size_t i = 0; i < REL_END; i++)
		if (str_eq(s, names[i])) {
			*ret = (enum relation)i;
			return true;
		}
	return false;
}

const char *
relation_name(enum relation r)
{
	return names[r];
}
