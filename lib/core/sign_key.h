/*
 * sign_key.h - the key of this installation, and what it signed
 *
 * The secret is a file outside the database (setting sign_key, mode 0600 or
 * 0640: whoever can read it can sign as this installation), an Ed25519 key in
 * PEM.  Beside it, with ".pub" behind its name, lies the public key: what is
 * trusted is what that file says, since who may write to the database could
 * write himself a key.  The table sign_key has every public key that ever was,
 * with the time in which it was in force; each row is vouched for (signed) by
 * the key in force, so that after a rotation the one file is enough to check
 * what the keys before it signed.
 *
 * Three files: sign_key.c checks, sign_key_secret.c signs (it alone reads the
 * secret; tests/web/secrets.t says who uses it), sign_key_make.c makes and
 * replaces the key (the command line).
 *
 * What is signed says in its first bytes what it is, so that a signature of
 * one thing is never one of another: "baocao-key" a row of the table, 64 hex
 * digits and a newline a revision (core/revision.h), "baocao-head" and so on.
 */
#ifndef CORE_SIGN_KEY_H
#define CORE_SIGN_KEY_H
#include "base/ctx.h"
#include "base/findings.h"
struct db;

/* Both hex: the public key that it verifies with, and itself (Ed25519). */
struct signature {
	const char *key, *value;
};

/*
 * Sign with the key in the file.  E_NOTFOUND: path is NULL, or there is no such
 * file: this installation does not sign.  E_INTERNAL, with a line in the log:
 * the file cannot be read, is open to everybody, or holds no key.  Reads the
 * file each time, so that a new key needs no restart.  The same text gives the
 * same signature: fit for a transaction that runs again.
 */
enum rc sign_text(struct arena *, const char *path, const void *, size_t,
    struct signature *ret) NODISCARD;

struct sign_key {
	const char *public, *valid_from, *valid_to, *replaced_by, *vouched;
};
struct sign_keys {
	struct sign_key *at; /* newest first */
	size_t n;
	const char *root; /* the public key in the file; NULL: no such file */
};
/* The table, and the file PATH.pub; path may be NULL. */
enum rc sign_key_load(struct db *, struct arena *, const char *path,
    struct sign_keys *ret) NODISCARD;

enum sign_state {
	SIGN_GOOD,
	SIGN_ALTERED,  /* these are not the bytes that were signed */
	SIGN_UNKNOWN,  /* by a key that this installation never had */
	SIGN_NO_TRUST, /* the key's row is not vouched for by the file's key */
	SIGN_UNTIMELY, /* the key was not in force at that time */
	SIGN_NO_FILE   /* there is no public key file to check against */
};
/*
 * Was there a key, vouched for, to sign with at that time?  Also where the
 * table does not know the file's own key: somebody has taken it out.
 */
bool sign_key_due(struct arena *, const struct sign_keys *, const char *at);
/* `at`: when it was signed, real time. */
enum sign_state sign_state(struct arena *, const struct sign_keys *,
    const struct signature *, const char *at, const void *, size_t);
/* A sentence on it, in the language in force. */
const char *sign_state_show(enum sign_state);
/* "3f9a2c01 77aa...": the beginning of a public key, for people to compare. */
const char *sign_key_short(struct arena *, const char *public);

/*
 * Whether nothing but the key lies in its folder: then the programs that sign
 * are let into the folder (app/confine.c), and find a key that replaces it
 * while they run.  Else they are let into the one file, and need a restart.
 */
bool sign_key_alone(const char *path);

/*
 * For the command line, outside a transaction of the caller for the files, in
 * one for the rows.  A key is first written as PATH.new, then stored, then
 * moved to its place; each of these finishes what was interrupted before.
 * `like`: a file that those who sign can read, whose owner and group it gets;
 * `fresh`: a new key although there is one.
 */
enum rc sign_key_draft(struct arena *, const char *path, const char *like,
    bool fresh, const char **ret_public, struct findings *) NODISCARD;
/*
 * Store that key as the one in force.  E_CONFLICT: another one is in force and
 * `replace` is false.  The old one's signatures count for `overlap_h` hours
 * more, while other machines take over the file.
 */
enum rc sign_key_store(struct db *, const struct ctx *, const char *path,
    bool replace, long overlap_h) NODISCARD;
/* Throw PATH.new away: what was drafted and not stored. */
void sign_key_drop(struct arena *, const char *path);
/* Move PATH.new to its place, if it is there; write PATH.pub. */
enum rc sign_key_settle(struct arena *, const char *path,
    struct findings *) NODISCARD;
#endif
