/* form_db.c - what core reads back of loaded regimes; run by form.t */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "core/form.h"
#include "core/regime.h"
#include "io/conf.h"
#include "io/db.h"
#include "io/db_open.h"

#define DAY "2026-09-28"

static struct arena *mem;
static struct db *db;

#define HOLDS(x) \
	do { \
		if (!(x)) { \
			printf("%s:%d: %s\n", __FILE__, __LINE__, #x); \
			exit(1); \
		} \
	} while (0)

static void
forms(void)
{
	const struct form *f, *again;
	struct regime r;
	long id;

	HOLDS(regime_find(db, "XLD01", &r) == OK);
	HOLDS(r.kind == PERIOD_QUARTER && cutoff_same(r.cutoff, cutoff_nd09));
	HOLDS(regime_form(db, r.id, "2021-04-30", &id) == E_NOTFOUND);
	HOLDS(regime_form(db, r.id, "2023-12-14", &id) == OK);
	HOLDS(form_get(db, id, &f) == OK);
	HOLDS(strcmp(f->version, "2021") == 0 && f->id == id);
	HOLDS(strcmp(f->regime, "XLD01") == 0 && f->regime_id == r.id);
	HOLDS(strcmp(f->valid_to, "2024-03-08") == 0);
	HOLDS(regime_form(db, r.id, "2024-03-14", &id) == OK);
	HOLDS(form_get(db, id, &f) == OK);
	HOLDS(strcmp(f->version, "2024") == 0);
	long asked = db_count(db);
	HOLDS(form_get(db, id, &again) == OK && again == f);
	HOLDS(db_count(db) == asked);
	HOLDS(form_get(db, 999999, &again) == E_NOTFOUND);
	for (size_t i = 0; i < f->ncell; i++)
		HOLDS((f->item_ids[i] != 0) == (f->cells[i].item != NULL));
}

static void
items_are_shared(void)
{
	const struct form *a, *b;
	struct regime r;
	long id;

	HOLDS(regime_find(db, "XLD01", &r) == OK);
	HOLDS(regime_form(db, r.id, "2023-12-14", &id) == OK);
	HOLDS(form_get(db, id, &a) == OK);
	HOLDS(regime_form(db, r.id, "2026-09-14", &id) == OK);
	HOLDS(form_get(db, id, &b) == OK);
	HOLDS(a->item_ids[form_col(a, "9")] == b->item_ids[form_col(b, "6")]);
	HOLDS(a->item_ids[form_col(a, "2")] != b->item_ids[form_col(b, "2")]);
}

static void
regimes(void)
{
	struct regime_levels levels;
	struct regimes all;

	HOLDS(regime_list(db, NULL, &all) == OK && all.n == 11);
	HOLDS(regime_list(db, "2026-09-28", &all) == OK && all.n == 11);
	HOLDS(regime_list(db, "2021-06-01", &all) == OK && all.n == 6);
	HOLDS(strcmp(all.at[4].code, "XLD01") == 0);
	HOLDS(regime_levels(db, all.at[4].id, DAY, &levels) == OK);
	HOLDS(levels.n == 4);
	HOLDS(strcmp(levels.at[0].level, "centre") == 0);
	HOLDS(strcmp(levels.at[3].level, "commune") == 0);
	HOLDS(regime_find(db, "NONE", &all.at[0]) == E_NOTFOUND);
}

static void
deadlines(void)
{
	struct calendar calendar;
	struct regime r;
	struct period p;
	const char *rule;
	struct date day;

	HOLDS(calendar_load(db, &calendar) == OK && calendar.n > 40);
	HOLDS(!calendar_works(&calendar, (struct date){ 2026, 9, 2 }));
	HOLDS(regime_find(db, "XLD01", &r) == OK);
	HOLDS(period_read(mem, "2026-Q3", r.cutoff, &p));
	HOLDS(regime_due(db, r.id, "province", DAY, &rule) == OK);
	HOLDS(deadline(&calendar, rule, &p, &day));
	HOLDS(strcmp(date_iso(mem, day), "2026-09-25") == 0);
	HOLDS(regime_due(db, r.id, "commune", DAY, &rule) == OK);
	HOLDS(deadline(&calendar, rule, &p, &day));
	HOLDS(strcmp(date_iso(mem, day), "2026-09-18") == 0);
	HOLDS(regime_due(db, r.id, "ministry", DAY, &rule) == E_NOTFOUND);
}

/* One window is one row; the decree's and the calendar's are two. */
static void
periods(void)
{
	struct period a, b, c;

	HOLDS(period_read(mem, "2026-Q1", cutoff_nd09, &a));
	HOLDS(period_read(mem, "2026-Q1", cutoff_calendar, &b));
	c = a;
	HOLDS(period_store(db, &a) == OK && a.id > 0);
	HOLDS(period_store(db, &b) == OK && b.id > 0 && b.id != a.id);
	HOLDS(period_store(db, &c) == OK && c.id == a.id);
}

int
main(void)
{
	mem = arena_new();
	db = db_open(&conf_load()->db);
	db_into(db, mem);
	HOLDS(db_begin(db, DB_READ_WRITE) == OK);
	forms();
	items_are_shared();
	regimes();
	deadlines();
	periods();
	HOLDS(db_end(db, E_CONFLICT) == E_CONFLICT); /* nothing stays */
	db_close(db);
	arena_free(mem);
	return 0;
}
