/*
 * world.h - a small country for tests of the domain, on a real server
 *
 *	1 centre
 *	  11 province
 *	    21 district
 *	      31, 32 communes
 *	  12 province
 *	    22 district without communes, 33 commune
 *
 * Person 100 + unit is its head, 200 + unit its clerk, 300 + unit receives.
 * Today is 20 September 2026: XLD01 of 2026-Q3 was due on the 18th from
 * communes, and is due on the 21st from districts and the 25th from provinces.
 */
#ifndef CORE_WORLD_H
#define CORE_WORLD_H
#include "core/flow.h"
#include "io/db_open.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h> /* last: it has a macro fail() */

enum {
	CENTRE = 1,
	PROVINCE = 11,
	PROVINCE2 = 12,
	DISTRICT = 21,
	ISLAND = 22,
	COMMUNE = 31,
	COMMUNE2 = 32,
	COMMUNE3 = 33
};
enum { HEAD = 100, CLERK = 200, REVIEWER = 300 };

struct world {
	struct db *db, *other; /* two connections */
	struct arena *mem;
	struct findings f;
	struct draft_out out;
	struct receipt receipt;
	const struct form *form; /* XLD01 of 2024 */
};
extern struct world w;

/* A fresh one: XLD01 and the regime in tests/core/KIND.xml, Q3 open. */
int world_new(void **state);
int world_free(void **state);
/* Another regime of a file, with Q3 open. */
void world_also(const char *path, const char *regime);
const struct ctx *as(long person);
/* A file of the source tree; a regime out of one. */
const char *source(const char *path);
enum rc load_regime(const char *path);
/* In a transaction of its own, again when it was busy; its findings are w.f. */
#define RUN(expr) \
	__extension__({ \
		enum rc rc_ = E_BUSY; \
		for (int n_ = 0; rc_ == E_BUSY && n_ < 3; n_++) { \
			w.f = (struct findings){ .mem = w.mem }; \
			assert_int_equal(db_begin(w.db, DB_READ_WRITE), OK); \
			rc_ = db_end(w.db, (expr)); \
		} \
		rc_; \
	})
#define IS_OK(expr) assert_int_equal(RUN(expr), OK)
/* The report of a unit, as the command line sees it. */
struct report report_of(long unit, const char *regime);
/* By printed codes: typed("2", "14", "3", "", NULL). */
struct draft_in typed(long version, ...);
size_t cell(const char *code);
/* Figures that hold, k times as large. */
struct draft_in good(long version, long k);
enum rc save(long person, long unit, struct draft_in);
/* flow_send() of what its sender has looked at, as a person does. */
enum rc send_seen(struct db *, const struct ctx *, long report_id,
    struct send_in *, struct findings *, struct draft_out *, struct receipt *);
enum rc send_in(long person, long unit, struct draft_in, bool confirmed);
/* Good figures, sent by its head; and accepted by the head above. */
void sends(long unit, long k);
void accepts(long unit);
/* What a statement that yields one number yields. */
long number(const char *sql);
void script(const char *sql);
/* The text of a cell's total, as it stands now; NULL: no figure. */
const char *total(long unit, const char *regime, size_t cell);
#endif
