/*
 * erase.h - somebody who has left is erased from screens
 *
 * Personal Data Protection Law 91/2025/QH15; Decree 13/2023/ND-CP art. 16: data
 * are erased when the purpose is gone, except what other law keeps.  The
 * account's login name, name, e-mail and telephone are replaced ("người dùng
 * đã xóa 123", the number being the account's); password, sessions, tokens,
 * linked identities and requests are deleted; what the record says of their
 * coming and going and of their account is blanked (core/audit_blank.h), so
 * that it still verifies.
 *
 * What stays, under the number: who sent, decided, typed which official figure,
 * with the position they had, since reports are archived by law (Law on
 * Archives 33/2024/QH15, Decree 09/2019/ND-CP art. 17), and the revisions that
 * were signed, byte for byte.
 */
#ifndef CORE_ERASE_H
#define CORE_ERASE_H
#include "base/ctx.h"
#include "base/findings.h"
struct db;

enum { ERASE_STEP = 200 /* entries of the record, in one transaction */ };

/*
 * The first step and the following ones alike, until *ret_left is false.
 * E_INVALID with a finding at "person": the account has not ended, or it is the
 * actor's own; at "decision": why it is done must be said.  E_NOTFOUND: no such
 * person.  Whether the actor manages them is the caller's to see to.
 */
enum rc erase_person(struct db *, const struct ctx *, long person,
    const char *decision, struct findings *, bool *ret_left) NODISCARD;
#endif
