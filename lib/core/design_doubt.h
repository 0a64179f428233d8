/*
 * design_doubt.h - what other forms and owners have to say about a draft
 *
 * design_check() looks at the draft alone; this asks the database as well, for
 * a draft that design_check() has passed (f is the form that it made).
 */
#ifndef CORE_DESIGN_DOUBT_H
#define CORE_DESIGN_DOUBT_H
#include "base/findings.h"
struct db;
struct form;

/*
 * Warnings about units of measure, each at the place where it can be changed
 * (names: core/design.h), by the table of measures as it is and by items as
 * they are on that day; and an error at "form" where its formulas go in a
 * circle over other forms that are in force from that day on, with the way
 * round.  regime_id: whose form it will be, whose other versions are no other
 * forms; 0: not chosen yet, and no circle is looked for.
 */
enum rc design_doubt(struct db *, const struct form *, long regime_id,
    const char *day, struct findings *) NODISCARD;
#endif
