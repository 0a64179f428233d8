/*
 * reform_late.h - what is given to a unit whose end is decided already
 *
 * A reform is carried out before the day on which it takes effect.  Until then
 * people are given roles and posts, and stand in for others, at units that will
 * end: these follow to the units that come after by the rules for those that
 * were there when it was carried out (core/reform.h); what the rules leave to
 * somebody joins the list of what is to be decided.  What begins only when the
 * unit is over begins at the one that comes after.
 *
 * Called in the transaction that gives, after the row is written: writing it
 * waits for a reform that is just changing the unit (its foreign key), and what
 * is read here is what is committed by then, whatever the transaction saw when
 * it began.  A reform that comes after it waits in turn, and finds it there.
 */
#ifndef CORE_REFORM_LATE_H
#define CORE_REFORM_LATE_H
#include "core/grant.h"

enum rc reform_late_grant(struct db *, const struct ctx *,
    const struct grant_row *) NODISCARD;
/* A post from that day on, until further notice. */
enum rc reform_late_post(struct db *, const struct ctx *, long person,
    long unit, const char *from) NODISCARD;
/*
 * Units that are to be named until that day, a JSON text of their ids: members
 * of a group, who reports.  E_INVALID, with a finding at `where`, if one of
 * them is yet to end before it: those that come after are named instead.
 */
enum rc reform_late_name(struct db *, const struct ctx *, const char *ids,
    const char *to, const char *where, struct findings *) NODISCARD;
#endif
