/*
 * audit_blank.h - the text of an entry removed, as the law may ask for
 *
 * What people wrote about people can have to go (Decree 13/2023/ND-CP, Law
 * 91/2025/QH15 on personal data): detail, address, before and after are
 * removed with their salt; the hash of what they were stays, so that the chain
 * still verifies, and a later entry of the same chain says who removed it and
 * why.  Entries of sendings cannot be blanked: receipts are of them.
 */
#ifndef CORE_AUDIT_BLANK_H
#define CORE_AUDIT_BLANK_H
#include "base/ctx.h"
#include "base/findings.h"
struct db;

/*
 * E_NOTFOUND: no such entry.  E_INVALID with a finding: it cannot be blanked
 * (a sending, an entry of the first format, no reason given).  One that is
 * blanked already stays as it is: OK.
 */
enum rc audit_blank(struct db *, const struct ctx *, long stream, long seq,
    const char *reason, struct findings *) NODISCARD;
#endif
