/*
 * audit_blank.h - the body of an entry of the record is done away with by law
 *
 * Who has left may ask that what the record says of them be erased.  The entry
 * stays in its place in the chain, with who, when, which act on which object;
 * its body (address, detail, before and after, salt) is emptied, and body_sha
 * stays, so that the chain verifies.  An event in the same chain says which
 * entry was blanked and why: one that nobody tells of is a fault that `baocao
 * verify` names.  Entries of the first format have no body apart and cannot be
 * blanked.
 */
#ifndef CORE_AUDIT_BLANK_H
#define CORE_AUDIT_BLANK_H
#include "core/audit.h"

/*
 * With the stream locked.  E_NOTFOUND: no such entry, blanked already, of the
 * first format, or an event of blanking itself.
 */
enum rc audit_blank(struct db *, const struct ctx *, struct audit_head *,
    long seq, const char *why) NODISCARD;
/*
 * Up to `limit` of what the record says of the person with that login name: of
 * their own coming and going, and of what was done to their account.  What they
 * did to reports, forms and others stays: it is the office's record, under
 * their number. *ret_left: there is more.
 */
enum rc audit_blank_person(struct db *, const struct ctx *, long person,
    const char *login, const char *why, long limit, bool *ret_left) NODISCARD;
/*
 * How many entries of the first format are about that person: their text is
 * part of what was hashed, so they cannot be blanked, and stay until their
 * month is archived (core/audit_archive.h).
 */
enum rc audit_blank_not(struct db *, long person, const char *login,
    long *ret_n) NODISCARD;
#endif
