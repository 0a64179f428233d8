/*
 * proof.h - the receipt of a sending, as evidence in its holder's hand
 *
 * Every sending is an entry of its unit's chain.  Its receipt says which, how
 * its hash begins, and a check code that only this installation can have made:
 *
 *     1000-7-0123456789abcdef-7Q4M2KX9P0ZT
 *     stream, seq, 16 digits of the entry's hash, the check code
 *
 * The holders are witnesses whom nobody can reach: a sending that is removed
 * from the database, entry and all, even before it was sealed, is proven by
 * its receipt.  The code is 60 bits of SHA-256 over the signature
 * (core/sign_key.h) of "baocao-receipt" and what stands before it; who does not
 * have the secret key cannot invent one.  Without a key (sign_key is not set)
 * the code is left out.  Codes of an earlier key need that key's file.
 *
 * In the transaction of the sending, since the code needs the secret, which
 * programs that draw papers do not have.
 */
#ifndef CORE_PROOF_H
#define CORE_PROOF_H
#include "core/audit.h"

enum { PROOF_HASH = 16, PROOF_CODE = 12 };

struct proof {
	long stream, seq;
	const char *hash; /* the entry's; of one that was read, its beginning */
	const char *code; /* "": none */
};
/* Who makes codes; all zero: nobody. */
struct proof_maker {
	const char *key_file;
	/* proof_code(): by pointer, so that only who sends links the secret */
	enum rc (*code)(struct arena *, const char *key_file, const char *text,
	    const char **ret);
};
/* For the entry that was just added to the chain. */
enum rc proof_add(struct db *, const struct ctx *, const struct proof_maker *,
    long report_id, long no, const struct audit_head *) NODISCARD;
/* Of a revision; E_NOTFOUND: it was sent before there were any. */
enum rc proof_get(struct db *, long report_id, long no,
    struct proof *ret) NODISCARD;
/* As it is printed. */
const char *proof_text(struct arena *, const struct proof *);
/* What the code is over: the same without it. */
const char *proof_body(struct arena *, const struct proof *);
/*
 * Read it back, as people copy it: spaces around it, small letters, O for 0 and
 * I or L for 1 in the code.  False: it is none.
 */
bool proof_read(struct arena *, const char *text, struct proof *ret);

/* proof_code.c: links the secret.  "" where there is no key. */
enum rc proof_code(struct arena *, const char *key_file, const char *text,
    const char **ret) NODISCARD;
#endif
