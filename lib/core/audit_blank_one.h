/*
 * audit_blank_one.h - one entry blanked by an administrator's word
 *
 * As core/audit_blank.h, for what the law (Decree 13/2023/ND-CP, Law
 * 91/2025/QH15 on personal data) asks for beyond a person's own traces: what
 * people wrote about people.  Entries of sendings cannot be blanked: receipts
 * are of them; nor those that the record needs to verify.
 */
#ifndef CORE_AUDIT_BLANK_ONE_H
#define CORE_AUDIT_BLANK_ONE_H
#include "base/ctx.h"
#include "base/findings.h"
struct db;

/*
 * E_NOTFOUND: no such entry.  E_INVALID with a finding: it cannot be blanked.
 * One that is blanked already stays as it is: OK.
 */
enum rc audit_blank_one(struct db *, const struct ctx *, long stream, long seq,
    const char *reason, struct findings *) NODISCARD;
#endif
