/*
 * inventory.h - a list of the regimes that exist, into the register
 *
 * Before regimes are put in order, somebody counts them: which reports there
 * are, how often, who sends them.  Such a list, as CSV, makes regimes that say
 * no more than that; they have no form and no deadline, so nothing is opened
 * for them, but the burden account (core/burden.h) counts them.
 *
 *     code,title,family,frequency,line,level,units,except,basis,from,to
 *
 * level, or units (their codes, blanks between), say who reports; except, codes
 * too, who of them does not.  A regime that is there already with the same
 * words is passed over.  Decree 09/2019/ND-CP art. 8 has the other parts.
 */
#ifndef CORE_INVENTORY_H
#define CORE_INVENTORY_H
#include "base/ctx.h"
#include "base/findings.h"
struct db;

enum { INVENTORY_BYTES = 4 << 20 };
struct inventory {
	long rows, made; /* in the list; of these, new */
};
/*
 * All of it or nothing (right: MAY_OWN of the owner, who is at the top of the
 * line): E_INVALID or E_CONFLICT with findings at "NAME:7".  The caller's
 * transaction is rolled back then.
 */
enum rc inventory_import(struct db *, const struct ctx *, const char *name,
    const char *csv, size_t len, struct findings *,
    struct inventory *ret) NODISCARD;
#endif
