/*
 * audit_many.h - one act that changed more than one entry holds
 *
 * The import of units, the load of a register: what changed is told member by
 * member, as in core/change.h, in as many entries as it takes, all of the same
 * act and object, in one chain.
 *
 *	struct audit_many m = { db, ctx, &head, "import", "unit", 0, detail };
 *	audit_many_open(&m);
 *	TRY(audit_many_text(&m, name, was, became));
 *	TRY(audit_many_close(&m));
 */
#ifndef CORE_AUDIT_MANY_H
#define CORE_AUDIT_MANY_H
#include "core/audit.h"
#include "core/change.h"

struct audit_many {
	struct db *db;
	const struct ctx *ctx;
	struct audit_head *head;
	const char *act, *object;
	long object_id;
	const char *detail;
	struct change c;
	long parts; /* entries so far */
};
void audit_many_open(struct audit_many *);
enum rc audit_many_text(struct audit_many *, const char *name, const char *was,
    const char *became) NODISCARD;
/* The last entry, also when nothing differed. */
enum rc audit_many_close(struct audit_many *) NODISCARD;
#endif
