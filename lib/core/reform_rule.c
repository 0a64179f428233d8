/* reform_rule.c - what follows to the units that come after */
#include "core/reform_rule.h"

const char *reform_class_name(enum reform_class class)
{
	static const char *const names[] = { [CLASS_SAME] = "same",
		[CLASS_MERGED] = "merged",
		[CLASS_SPLIT] = "split",
		[CLASS_ENDED] = "ended" };

	return names[class];
}

/* Who came to speak for others' units by it, is somebody's decision. */
static bool
is_weighty(enum role role)
{
	static const enum right weighty[] = { MAY_SEND, MAY_OWN, MAY_ADMIN,
		MAY_AUDIT, MAY_PUBLISH };

	for (size_t i = 0; i < COUNT(weighty); i++)
		if (role_has(role, weighty[i]))
			return true;
	return role == ROLE_MACHINE;
}

bool
reform_role_follows(enum reform_class class, enum role role)
{
	return class == CLASS_SAME ||
	       (class == CLASS_MERGED && !is_weighty(role));
}
