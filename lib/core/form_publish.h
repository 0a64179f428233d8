/*
 * form_publish.h - a draft becomes a version of its regime's form
 *
 * What is published never changes.  It holds for periods whose last day is on
 * or after the day it begins; the version before it ends there.  Reports stay
 * on the version under which they were opened.
 */
#ifndef CORE_FORM_PUBLISH_H
#define CORE_FORM_PUBLISH_H
#include "base/ctx.h"
#include "base/findings.h"
struct db;
struct design_draft;
struct form;

/*
 * A version that there is, whoever owns it: what a new one can begin with.
 * Not one with a unit's own rows (core/extend.h), which are that unit's.
 */
struct form_version {
	long id, regime_id, reports;
	const char *regime, *title_vi, *title_en; /* the regime's */
	const char *version, *valid_from, *valid_to;
	const char *xml; /* not in lists */
};
struct form_versions {
	struct form_version *at;
	size_t n;
};
/* By the regime's code, the latest first; of one regime, or 0: of all. */
enum rc form_versions(struct db *, long regime_id,
    struct form_versions *ret) NODISCARD;
enum rc form_version(struct db *, long id, struct form_version *ret) NODISCARD;

/* Regimes whose owner the actor reaches with MAY_OWN: what may be published. */
struct form_regime {
	long id;
	const char *code, *title_vi, *title_en;
};
struct form_regimes {
	struct form_regime *at;
	size_t n;
};
enum rc form_regimes(struct db *, const struct ctx *,
    struct form_regimes *ret) NODISCARD;

struct design;
/*
 * Items for the figures of a draft that has none, as if it were published for
 * that regime: by the regime's code; of a second form, by its version, too,
 * since its columns may be others (core/design.h: design_name_items()).
 */
enum rc form_name_items(struct db *, const struct form_regime *,
    struct design *, const char *version) NODISCARD;

struct form_publishing {
	long draft_id, seen; /* the draft's version that was looked at */
	long regime_id;
	const char *from; /* as typed: d/m/yyyy, or ISO */
};
/*
 * E_INVALID with findings (at "from", "regime", or a place of the form): what
 * keeps it from being published; nothing was stored.  E_CONFLICT: the draft has
 * moved on.  E_NOTFOUND: draft or regime are out of the actor's reach.
 */
enum rc form_publish(struct db *, const struct ctx *,
    const struct form_publishing *, struct findings *, long *ret_id) NODISCARD;
#endif
