/*
 * regime_edit.h - the register, changed by those who own it
 *
 * A regime belongs to a unit; whoever has MAY_OWN over that unit changes it,
 * for others it is E_NOTFOUND.  ctx->actor NULL is the command line, which may
 * all.  Every change is made under the regime's lock: *version is what the
 * page was made from, and E_CONFLICT says that somebody was faster.  It leaves
 * its row in the regime's audit stream.
 */
#ifndef CORE_REGIME_EDIT_H
#define CORE_REGIME_EDIT_H
#include "core/audit.h"
#include "core/regime_version.h"

/* The identity, as its pages show it. */
struct regime_head {
	long id, version, line_id, owner_id;
	const char *code, *line, *line_vi, *line_en, *owner; /* NULL: nobody */
	long forms, reports;
};
enum rc regime_head(struct db *, const struct ctx *, long id,
    struct regime_head *ret) NODISCARD;
enum rc regime_head_by_code(struct db *, const struct ctx *, const char *code,
    struct regime_head *ret) NODISCARD;
/* Locked for a change, with its audit stream; version < 0: whatever it is. */
enum rc regime_lock(struct db *, const struct ctx *, long id, long version,
    struct audit_head *, struct regime_head *ret) NODISCARD;
/* The change is done and goes on record; the next one needs a fresh page. */
enum rc regime_changed(struct db *, const struct ctx *, struct audit_head *,
    const struct regime_head *, const char *act, const char *detail,
    struct change *) NODISCARD;

/*
 * What is wrong with the words of a draft, at the names of its parts: too long,
 * not a word of the list, a cut-off that cannot be read, a classified regime.
 * What is merely missing is not: see core/regime_publish.h.
 */
void regime_text_check(const struct regime_text *, struct findings *);

struct regime_new {
	const char *code, *line; /* codes */
	long owner_id;           /* 0: the first unit that the actor owns for */
	struct regime_text text;
};
/* A regime with its first draft.  E_INVALID with findings. */
enum rc regime_create(struct db *, const struct ctx *,
    const struct regime_new *, struct findings *, long *ret_id) NODISCARD;
/* One version, of a regime in reach. */
enum rc regime_version_get(struct db *, const struct ctx *, long id,
    struct regime_version *ret) NODISCARD;
/* A draft that begins as the last version is; the one there is, if any. */
enum rc regime_draft_begin(struct db *, const struct ctx *, long regime_id,
    long *ret_version_id) NODISCARD;
/* edit: what the page was made from.  E_CONFLICT, E_INVALID with findings. */
enum rc regime_draft_save(struct db *, const struct ctx *, long version_id,
    long edit, const struct regime_text *, struct findings *) NODISCARD;
/* A draft that nobody needs; a regime without any version goes with it. */
enum rc regime_draft_drop(struct db *, const struct ctx *, long version_id,
    long edit, bool *ret_all) NODISCARD;
/* To another unit that the actor owns for as well. */
enum rc regime_give(struct db *, const struct ctx *, long id, long version,
    long owner_id, struct findings *) NODISCARD;
#endif
