/*
 * cron_key.h - keys for the URLs that cron calls
 *
 * A key is for one job ("run", "report") and acts for one account, with that
 * account's scope.  The database holds its SHA-256; the key itself is shown
 * once, when it is made.  session_by_key() turns it into an actor.
 */
#ifndef CORE_CRON_KEY_H
#define CORE_CRON_KEY_H
#include "base/ctx.h"
struct db;

#define CRON_RUN "run"
#define CRON_REPORT "report"

struct cron_key {
	long id;
	const char *name, *job, *login, *made, *revoked;
};
struct cron_keys {
	struct cron_key *at;
	size_t n;
};
/* *ret_key is what the job sends; it cannot be had again. */
enum rc cron_key_add(struct db *, const struct ctx *, const char *name,
    const char *job, long person, const char **ret_key) NODISCARD;
/* E_NOTFOUND: no such key, or it is revoked. */
enum rc cron_key_revoke(struct db *, const struct ctx *, long id) NODISCARD;
enum rc cron_key_list(struct db *, struct cron_keys *ret) NODISCARD;
#endif
