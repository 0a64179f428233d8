/*
 * extend.h - a common form with a unit's own rows below it
 *
 * A framework is one form for many units, so that their figures add up; a unit
 * that needs more puts rows of its own under it, instead of sending one report
 * more.  A form says whether it may be extended (<form extend="yes">); it must
 * have fixed rows.  The extension is a form of its own, for that unit alone:
 * the common part, as it is, then a heading and the own rows.  So the cells of
 * the common part have the same numbers and the same items in both, and the
 * common totals are what they would be without it.
 *
 * The item of an own row is PREFIX.XXXXXXXX: a hash of what it means, so that
 * the same words, measure and type make one series over all extensions.
 */
#ifndef CORE_EXTEND_H
#define CORE_EXTEND_H
#include "core/form.h"

enum { EXTEND_ROWS = 40 };
#define EXTEND_GROUP "R" /* code of the heading; rows are R1, R2, ... */

struct own_row {
	const char *label, *measure; /* measure may be "" */
	enum cell_type type;         /* integer, decimal or percent */
	long decimals;               /* of a decimal, a percentage */
};
struct own_rows {
	struct own_row *at;
	size_t n;
};
/*
 * The extension's <form>, as version `version`.  False with findings: at "form"
 * when the form cannot be extended, at "label0", "measure0" ... by row.
 */
bool extend_form(struct arena *, const char *base_xml, const char *version,
    const char *prefix, const struct own_rows *, struct findings *,
    const char **ret_xml);
/* The own rows of an extension of that form. */
void extend_rows(struct arena *, const struct form *base,
    const struct form *extension, struct own_rows *ret);
/* The common part is the same in both: columns, rows, cells, items. */
bool extend_keeps(const struct form *base, const struct form *extension);
#endif
