/*
 * idem.h - a write happens once, however often it is asked for
 *
 * The key was drawn when the form was shown.  It is stored UNIQUE in the same
 * transaction as the act, with a hash of what was asked and with the address
 * that the answer led to; it belongs to its actor and is kept for 30 days, or
 * as the policy says (core/policy.h).
 */
#ifndef CORE_IDEM_H
#define CORE_IDEM_H
#include "base/ctx.h"
struct db;

enum { IDEM_KEY_LEN = 32 };

struct idem {
	long person_id;
	const char *content, *location;
};
/* E_CONFLICT: this key was used. */
enum rc idem_store(struct db *, const struct ctx *, const char *key,
    const char *content, const char *location) NODISCARD;
enum rc idem_find(struct db *, const char *key, struct idem *ret) NODISCARD;
enum rc idem_sweep(struct db *, const char *real, long days) NODISCARD;
#endif
