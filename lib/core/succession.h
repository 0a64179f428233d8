/*
 * succession.h - which unit became which, on what day, by which decision
 *
 * A unit is one version of a body: its name, type and code while they last.
 * Renamed or retyped it is a new unit with a row here, so that a report keeps
 * the name under which it was filed; merely moved below another superior it is
 * the same unit with another row in its line.
 *
 * A row is comparable when all of the old unit is in the new one.  Figures of a
 * new unit may be set beside the sum of its old ones only if every row that
 * leads to it is comparable (fact_past): a part, a relation the sources do not
 * tell, and rows that contradict each other are not.
 */
#ifndef CORE_SUCCESSION_H
#define CORE_SUCCESSION_H
#include "base/base.h"

enum relation {
	REL_UNCHANGED, /* the same unit; never a row, it goes on */
	REL_RENAMED,   /* the same body under another name */
	REL_RETYPED, /* ... as another kind: xã to phường, tỉnh to thành phố */
	REL_WHOLE,   /* all of it became (part of) the new one */
	REL_PARTIAL, /* some of it did */
	REL_UNKNOWN, /* it did, nobody tells how much of it */
	REL_END
};
bool relation_read(const char *, enum relation *ret);
const char *relation_name(enum relation);
#endif
