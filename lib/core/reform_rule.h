/* reform_rule.h - what follows to the units that come after (core/reform.h) */
#ifndef CORE_REFORM_RULE_H
#define CORE_REFORM_RULE_H
#include "core/access.h"

/* What a unit that ends comes to, for all that hangs on it. */
enum reform_class {
	CLASS_SAME,   /* the same body goes on as another unit */
	CLASS_MERGED, /* all of it went into one unit, others as well */
	CLASS_SPLIT,  /* in parts, or nobody can tell */
	CLASS_ENDED   /* nothing */
};
/* "same", "merged", "split", "ended": as reform_todo.why has it. */
const char *reform_class_name(enum reform_class);
/* Does whoever has the role there have it at the unit that comes after? */
bool reform_role_follows(enum reform_class, enum role);
#endif
