/*
 * design_store.h - drafts of forms in the database, with their history
 *
 * A draft belongs to a unit and to those with MAY_OWN over it.  Every change
 * makes a version; whoever changes names the version that they saw, and
 * gets E_CONFLICT when there is a newer one: design_since() tells what was done
 * meanwhile, and nothing is lost, since every version is kept.  Undo and redo
 * are versions too.
 */
#ifndef CORE_DESIGN_STORE_H
#define CORE_DESIGN_STORE_H
#include "base/ctx.h"
#include "core/design.h"
struct db;

#define DRAFT_OPEN "open"
#define DRAFT_PUBLISHED "published"
#define DRAFT_DROPPED "dropped"

struct design_draft {
	long id, unit_id, regime_id, form_id; /* 0: none */
	long person_id, version, back, forth; /* 0: nothing to undo, to redo */
	const char *state, *label, *title;
	const char *unit, *regime, *person; /* names; regime's code or NULL */
	const char *made, *changed;         /* UTC */
	const char *xml, *doubts;           /* not in lists */
};
struct design_drafts {
	struct design_draft *at;
	size_t n;
};
struct design_step {
	long version, same;
	const char *act, *detail, *person, *at;
};
struct design_steps {
	struct design_step *at;
	size_t n;
};

/*
 * A new draft: unit_id, regime_id (or 0), xml and doubts (or NULL) are taken;
 * the text must be one that design_read() takes.  `act` says where it is from:
 * "blank", "copy", "import".  E_NOTFOUND: the unit is out of the actor's reach;
 * E_INVALID, with findings: the text is no form.
 */
enum rc design_new(struct db *, const struct ctx *, const struct design_draft *,
    const char *act, struct findings *, long *ret_id) NODISCARD;
/* Those in the actor's reach that are open, the latest first. */
enum rc design_list(struct db *, const struct ctx *, size_t max,
    struct design_drafts *ret) NODISCARD;
/* Is it there, and in the actor's reach?  Else E_NOTFOUND. */
enum rc design_reach(struct db *, const struct ctx *, long id) NODISCARD;
enum rc design_get(struct db *, const struct ctx *, long id,
    struct design_draft *ret) NODISCARD;
/*
 * Store what an operation made of version `seen`; nothing is done when it is
 * the same text.  E_CONFLICT: there is a newer version, or it is not open.
 */
enum rc design_save(struct db *, const struct ctx *, long id, long seen,
    struct design *, const char *act, const char *detail) NODISCARD;
/* E_CONFLICT also when there is nothing to undo or redo. */
enum rc design_undo(struct db *, const struct ctx *, long id,
    long seen) NODISCARD;
enum rc design_redo(struct db *, const struct ctx *, long id,
    long seen) NODISCARD;
/* Back to the text of an earlier version; what was since stays in the history.
 */
enum rc design_restore(struct db *, const struct ctx *, long id, long seen,
    long version) NODISCARD;
/* Which regime it will be a form of. */
enum rc design_attach(struct db *, const struct ctx *, long id, long seen,
    long regime_id) NODISCARD;
/* It is not needed any more; it can be looked at no longer. */
enum rc design_drop(struct db *, const struct ctx *, long id,
    long seen) NODISCARD;
/* What was done after that version, oldest first; 0: all of it. */
enum rc design_since(struct db *, const struct ctx *, long id, long version,
    struct design_steps *ret) NODISCARD;
/* The text as it was in a version: E_NOTFOUND. */
enum rc design_was(struct db *, const struct ctx *, long id, long version,
    struct design_draft *ret) NODISCARD;
#endif
