/*
 * regime.h - reporting regimes (che do bao cao): who reports, when, on what
 *
 * Decree 09/2019/ND-CP art. 8(5)(b): a report through several levels states a
 * deadline for each of them.  The deadlines are data (regime_level), loaded
 * from the regime's file the first time and edited here; the versions of its
 * form are valid by date, for the periods whose last day lies in them.
 */
#ifndef CORE_REGIME_H
#define CORE_REGIME_H
#include "base/ctx.h"
#include "core/deadline.h"

struct regime {
	long id, line_id; /* core/unit.h: enum line */
	const char *code, *title_vi, *title_en, *family, *basis;
	const char *frequency, *cutoff_name; /* as the two below, as text */
	const char *valid_from, *valid_to;
	enum period_kind kind;
	struct cutoff cutoff;
};
struct regimes {
	struct regime *at;
	size_t n;
};
struct regime_level { /* who reports, and by when: core/deadline.h */
	const char *level, *due;
};
struct regime_levels { /* the lowest level last */
	struct regime_level *at;
	size_t n;
};
/* E_NOTFOUND: there is none. */
enum rc regime_find(struct db *, const char *code,
    struct regime *ret) NODISCARD;
/* Those valid on that day, by code; NULL: all. */
enum rc regime_list(struct db *, const char *day,
    struct regimes *ret) NODISCARD;
enum rc regime_levels(struct db *, long id,
    struct regime_levels *ret) NODISCARD;
/* The version of its form for a period that ends on that day: E_NOTFOUND. */
enum rc regime_form(struct db *, long id, const char *ends,
    long *ret_form_id) NODISCARD;
/* The rule of a level: E_NOTFOUND when that level does not report. */
enum rc regime_due(struct db *, long id, const char *level,
    const char **ret) NODISCARD;
/*
 * Change it, with its audit row; reports that are open already keep theirs.
 * E_INVALID: the rule cannot be read, or is none for its periods; E_NOTFOUND:
 * no such level.
 */
enum rc regime_set_due(struct db *, const struct ctx *, const struct regime *,
    const char *level, const char *due) NODISCARD;
#endif
