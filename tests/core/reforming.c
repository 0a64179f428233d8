/* reforming.c - reforms of the small country of world.h */
#include <string.h>
#include "core/reforming.h"

#define HEADS "act,unit,became,level,name,parent,share,item,scheme,line,note\n"
enum { STEPS_MAX = 20 };

struct reform_plan
plan_of(const char *rows)
{
	const char *text = str_fmt(w.mem, HEADS "%s", rows);
	struct reform_plan plan;

	assert_true(
	    reform_plan_read(w.mem, "plan", text, strlen(text), &w.f, &plan));
	return plan;
}

void
administrator(void)
{
	script("INSERT INTO person (id, login, name, created) VALUES (401,"
	       " 'top', 'Top', '2026-01-01'), (402, 'half', 'Half',"
	       " '2026-01-01'); INSERT INTO access (person_id, role, unit_id,"
	       " valid_from, valid_to) VALUES (401, 5, 1, '2026-01-01',"
	       " '9999-12-31'), (402, 5, 11, '2026-01-01', '9999-12-31')");
}

enum rc
add_as(long person, const char *rows, const char *day, long *ret)
{
	struct reform_in in = { "NQ 1", NULL, day };
	struct reform_plan plan = plan_of(rows);

	return RUN(reform_add(w.db, as(person), &in, &plan, &w.f, ret));
}

struct reform
reform_by(long id)
{
	struct reform r;

	IS_OK(reform_get(w.db, id, &r));
	return r;
}

void
to_its_end(long id)
{
	struct reform r = reform_by(id);

	for (int n = 0; n < STEPS_MAX && (str_eq(r.state, "running") ||
					     str_eq(r.state, "undoing"));
	     n++)
		IS_OK(reform_step(w.db, as(0), &r));
	assert_true(str_eq(r.state, "done") || str_eq(r.state, "undone"));
}

long
carried_out(const char *rows, const char *day)
{
	administrator();
	return carry(rows, day);
}

long
carry(const char *rows, const char *day)
{
	long id;

	assert_int_equal(add_as(TOP, rows, day, &id), OK);
	IS_OK(reform_start(w.db, as(TOP), id, 1, &w.f));
	to_its_end(id);
	return id;
}

long
unit_now(const char *code)
{
	return number(str_fmt(w.mem,
	    "SELECT id AS n FROM unit WHERE code = '%s' AND valid_to ="
	    " '9999-12-31'",
	    code));
}

/* Somebody whose rights followed to another unit, as the session has it. */
const struct ctx *
now_at(long person, long unit)
{
	struct ctx *ctx = arena_alloc(w.mem, sizeof *ctx);
	struct actor *who = arena_alloc(w.mem, sizeof *who);
	struct grant *grant = arena_alloc(w.mem, sizeof *grant);

	*ctx = *as(person);
	*who = *ctx->actor;
	*grant = who->grants[0];
	grant->unit_id = unit;
	who->grants = grant;
	ctx->actor = who;
	return ctx;
}

struct reform_todos
todos_of(long id)
{
	struct todo_query q = { .reform_id = id };
	struct reform_todos all;

	IS_OK(reform_todos(w.db, as(0), &q, &all));
	return all;
}

long
named(const char *table, const char *where)
{
	return number(str_fmt(w.mem,
	    "SELECT COUNT(*) AS n FROM %s WHERE unit_id > 33 AND %s", table,
	    where));
}
