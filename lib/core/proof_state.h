/* proof_state.h - what has become of the sending that a receipt is of */
#ifndef CORE_PROOF_STATE_H
#define CORE_PROOF_STATE_H
#include "core/audit_entry.h"
#include "core/proof.h"

enum proof_is {
	PROOF_KEPT,     /* the entry is there, and what was sent too */
	PROOF_ARCHIVED, /* ... in an archive's file; what was sent is there */
	PROOF_LOST,     /* the entry is there, what was sent is not */
	PROOF_GONE,     /* there is no such entry */
	PROOF_OTHER     /* it is another one: the record was rewritten */
};
struct proof_state {
	enum proof_is is;
	struct audit_entry entry; /* of PROOF_KEPT, _LOST, _OTHER */
	long report_id, no;       /* 0: not known */
	const char *unit, *regime, *period, *person; /* NULL: not known */
	bool sealed;
};
/*
 * Only what the database says; whether the receipt is one of this
 * installation is its check code's matter.
 */
enum rc proof_state(struct db *, struct arena *, const struct proof *,
    struct proof_state *ret) NODISCARD;
#endif
