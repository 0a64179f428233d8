/*
 * demo.h - a country to look at: deterministic figures as of a date
 *
 * XLD01 and CDS by quarter, ICT and KTXH by month: the periods before are
 * complete up to the top; the current one is as it is on that day, with reports
 * sent, late, missing, returned and accepted.  Figures satisfy every formula
 * and check of their forms, and went through the same revisions, hashes and
 * facts as those that officials send.
 */
#ifndef CORE_DEMO_H
#define CORE_DEMO_H
#include "base/ctx.h"
#include "io/secret.h"
struct db;

#define DEMO_DATE "2026-09-28"
#define DEMO_PASSWORD "Baocao-2026"

/* The accounts one can sign in with. */
struct demo_account {
	const char *login, *name, *role, *unit; /* role: as shown */
	long role_no;
};
struct demo_accounts {
	struct demo_account *at;
	size_t n;
};
enum rc demo_accounts(struct db *, struct demo_accounts *ret) NODISCARD;

/*
 * Build it: the clock is set to `at`, settings mark the installation as a
 * demonstration.  Units and forms must be there.  Runs its own transactions,
 * outside any other; says what it does through tell().  E_CONFLICT: there are
 * reports already.
 */
enum rc demo_build(struct db *, const struct ctx *, const struct secret_cost *,
    const char *sign_key, const char *at,
    void (*tell)(const char *line)) NODISCARD;
/* Another day, of one that is there: what happens then can be tried.
 * E_CONFLICT: it is no demonstration. */
enum rc demo_move(struct db *, const struct ctx *, const char *at) NODISCARD;
#endif
