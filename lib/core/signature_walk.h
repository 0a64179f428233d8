/*
 * signature_walk.h - the signatures of a receipt, and of everything that was
 * ever sent: for the command line
 */
#ifndef CORE_SIGNATURE_WALK_H
#define CORE_SIGNATURE_WALK_H
#include "core/signature.h"

/*
 * The revision that a receipt names, "XLD01/2026-Q3/00004/1-3f9a2c01".
 * E_MALFORMED: that is no receipt; E_NOTFOUND: there is nothing like it;
 * E_CONFLICT: there is, with another hash (*ret is it).
 */
enum rc signature_receipt(struct db *, struct arena *, const char *code,
    struct revision *ret) NODISCARD;
/*
 * A revision as a whole: its hash is that of its body, and whatever signed it
 * holds.  *ret_why: a sentence, or NULL.
 */
enum rc signature_whole(struct db *, struct arena *, const struct conf *,
    const struct revision *, struct signed_all *ret,
    const char **ret_why) NODISCARD;

/* Begin with nothing; call until `done`, or E_CONFLICT. */
struct signature_walk {
	long last; /* id of the last revision that was looked at */
	long seen, unsigned_n, signed_n;
	long late; /* unsigned, though one before it is signed */
	bool done;
	/* with E_CONFLICT: the first that does not hold */
	struct revision bad;
	const char *why;
};
/* Some more of them, in the order of sending; in an arena of its own. */
enum rc signature_walk(struct db *, struct arena *, const struct conf *,
    struct signature_walk *) NODISCARD;
#endif
