/*
 * reforming.h - reforms of the small country of world.h
 *
 * TOP administers the centre and brings the plans.
 */
#ifndef CORE_REFORMING_H
#define CORE_REFORMING_H
#include "core/reform_decide.h"
#include "core/world.h"

#define BEFORE "2026-09-01" /* the window of Q3 ends on the 14th */
#define AFTER "2026-09-20"
/* Two communes that become one, and one that becomes two. */
#define MERGE \
	"merge,00031,00031,commune,Xã Chung,00021,,,,,\n" \
	"merge,00032,00031,,,,,,,,\n"
#define SPLIT \
	"split,00031,00031,commune,Xã Một A,00021,,,,,\n" \
	"split,00031,00039,commune,Xã Một B,00021,,,,,\n"
enum { TOP = 401 };

struct reform_plan plan_of(const char *rows);
/* TOP, and 402 who administers a province. */
void administrator(void);
enum rc add_as(long person, const char *rows, const char *day, long *ret);
struct reform reform_by(long id);
void to_its_end(long id);
/* Brought, begun and carried out; its id. */
long carried_out(const char *rows, const char *day);
long carry(const char *rows, const char *day); /* administrator() was called */
/* The unit that has the code until further notice. */
long unit_now(const char *code);
/* Rows of that table, so chosen, at units that a reform has made. */
long named(const char *table, const char *where);
/* What waits for decision, as the command line sees it. */
struct reform_todos todos_of(long id);
/* Somebody whose rights followed to another unit, as the session has it. */
const struct ctx *now_at(long person, long unit);
#endif
