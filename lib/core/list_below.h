/*
 * list_below.h - the rows of all lists that were accepted below a unit
 *
 * What a superior's report has as one line for each unit, this has row by row,
 * from the lowest units up, to be searched and filtered.  Figures are those of
 * the accepted revisions; nothing is added up here.  Reports that were sent on
 * another version of the form have other columns: they are counted and left
 * out.
 */
#ifndef CORE_LIST_BELOW_H
#define CORE_LIST_BELOW_H
#include "base/num.h"
#include "core/form.h"
#include "core/report.h"

enum { LIST_BELOW_REPORTS = 1000, LIST_BELOW_ROWS = 5000 };

struct list_query {
	const char *words; /* in the unit's name or any text; NULL: all */
	/* By column of the form: the code an option must have; NULL: any. */
	const char *const *option;
};
struct list_row {
	long report_id;
	const char *unit_code, *unit;
	const char **num;  /* by column: canonical figures, or NULL */
	const char **text; /* by column: as it is shown; figures as well */
};
struct list_rows {
	struct list_row *at;
	size_t n;
	long reports; /* how many were looked at */
	long others;  /* on another version of the form: not looked at */
	bool cut_reports, cut_rows; /* there are more than the limits above */
};
/*
 * The report is the superior's, its scope was established; E_INVALID if its
 * form is no list.
 */
enum rc list_below(struct db *, const struct ctx *, const struct report *,
    const struct form *, const struct list_query *,
    struct list_rows *ret) NODISCARD;
#endif
