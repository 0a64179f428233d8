/*
 * regime.h - reporting regimes (che do bao cao) and the versions in force
 *
 * A regime is an identity: a code, the line its reports go up, the unit that
 * owns it.  What it says is in its versions (table regime_version), each for
 * the periods whose last day lies in its validity; struct regime is the one
 * with the other.  Here are those that were published; drafts, and how they
 * become published, replaced and retired, are in core/regime_version.h; who
 * owes a report is in core/assign.h.
 */
#ifndef CORE_REGIME_H
#define CORE_REGIME_H
#include "base/ctx.h"
#include "core/deadline.h"

struct regime {
	long id, line_id; /* core/unit.h: enum line */
	long owner_id;    /* 0: nobody's, the command line's alone */
	long version_id, no;
	const char *code, *title_vi, *title_en, *family, *basis, *state;
	const char *frequency, *cutoff_name; /* as the two below, as text */
	const char *valid_from, *valid_to;   /* of this version */
	enum period_kind kind;
	struct cutoff cutoff;
};
struct regimes {
	struct regime *at;
	size_t n;
};
struct regime_level { /* a level that reports, and by when: core/deadline.h */
	const char *level, *due;
};
struct regime_levels { /* the lowest level last */
	struct regime_level *at;
	size_t n;
};
/* As its last version says.  E_NOTFOUND: there is none but drafts. */
enum rc regime_find(struct db *, const char *code,
    struct regime *ret) NODISCARD;
/*
 * The same; of a regime that was never published, its draft: what is made for
 * it before anybody reports.  E_NOTFOUND: there is no version at all.
 */
enum rc regime_planned(struct db *, long id, struct regime *ret) NODISCARD;
/* The version in force on that day; E_NOTFOUND: none is. */
enum rc regime_at(struct db *, long id, const char *day,
    struct regime *ret) NODISCARD;
/* Those in force on that day, by code; NULL: all, as their last version is. */
enum rc regime_list(struct db *, const char *day,
    struct regimes *ret) NODISCARD;
/* All versions of one that were published, the latest first. */
enum rc regime_versions(struct db *, const char *code,
    struct regimes *ret) NODISCARD;
/* The levels that are assigned on that day. */
enum rc regime_levels(struct db *, long id, const char *day,
    struct regime_levels *ret) NODISCARD;
/* The version of its form for a period that ends on that day: E_NOTFOUND. */
enum rc regime_form(struct db *, long id, const char *ends,
    long *ret_form_id) NODISCARD;
/* The rule of a level on that day: E_NOTFOUND when it does not report. */
enum rc regime_due(struct db *, long id, const char *level, const char *day,
    const char **ret) NODISCARD;
/*
 * Change it, with its audit row; reports that are open already keep theirs.
 * E_INVALID: the rule cannot be read, or is none for its periods; E_NOTFOUND:
 * no such level.
 */
enum rc regime_set_due(struct db *, const struct ctx *, const struct regime *,
    const char *level, const char *due) NODISCARD;
#endif
