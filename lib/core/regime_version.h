/*
 * regime_version.h - versions of a regime: from draft to retired
 *
 *     draft --publish--> published --a later one is published--> replaced
 *                                  --retire--------------------> retired
 *
 * A draft may be incomplete and is changed by its owners; core/regime_publish.h
 * says what is missing.  What was published never changes, but for the day on
 * which it ends: "replaced" means that another version follows on that day,
 * "retired" that none does.  Which is in force on a day is told by the dates
 * alone (core/regime.h).
 */
#ifndef CORE_REGIME_VERSION_H
#define CORE_REGIME_VERSION_H
#include "base/findings.h"
#include "core/regime_text.h"
struct db;

struct regime_version {
	long id, regime_id, no;
	long edit; /* what a page for a draft was made from */
	const char *state;
	const char *made, *published; /* instants; published may be NULL */
	const char *maker;            /* a person's name; NULL: command line */
	long reports;                 /* opened under it */
	struct regime_text text;
};
struct regime_versions {
	struct regime_version *at;
	size_t n;
};
/* All of a regime's, the latest first; the caller knows its scope. */
enum rc regime_version_list(struct db *, long regime_id,
    struct regime_versions *ret) NODISCARD;

/* One of them, whoever asks: for core/regime_edit.c. */
enum rc regime_version_row(struct db *, long id,
    struct regime_version *ret) NODISCARD;
/* Other words in a draft; E_CONFLICT: it is none any more, or has changed. */
enum rc regime_version_write(struct db *, const struct ctx *,
    const struct regime_version *, const char *code,
    const struct regime_text *) NODISCARD;
enum rc regime_version_delete(struct db *, long id) NODISCARD;
/* From draft to published, on a day; and the end of one that was. */
enum rc regime_version_publish(struct db *, const struct ctx *,
    const struct regime_version *) NODISCARD;
enum rc regime_version_end(struct db *, long id, const char *state,
    const char *day) NODISCARD;
/* Its row, from a text whose words are known to be good. */
enum rc regime_version_add(struct db *, const struct ctx *, long regime_id,
    const char *code, const char *state, const struct regime_text *,
    long *ret_id) NODISCARD;
/* What is in force on some day from there to there; NULL: nothing. */
const struct regime_text *regime_version_past(const struct regime_versions *,
    const char *from, const char *to);
/* Versions of a package that were published before; those for days on which
 * something is said here already are left out. */
enum rc regime_version_before(struct db *, const struct ctx *, long regime_id,
    const char *code, const struct regime_text *past, size_t n) NODISCARD;
/*
 * What a file says now of a regime that is there, see core/regime_load.h; the
 * regime's row is locked.  E_CONFLICT with findings.
 */
enum rc regime_version_load(struct db *, const struct ctx *, long regime_id,
    const char *code, const struct regime_text *, struct findings *) NODISCARD;
#endif
