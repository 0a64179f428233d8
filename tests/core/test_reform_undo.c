/* test_reform_undo.c - what follows a unit and comes back with it, one by one;
 * and what stands in the way of going back */
#include <string.h>
#include "core/access.h"
#include "core/reforming.h"
#include "core/report_extend.h"

#define RENAME "rename,00031,00099,,Xã Một Mới,,,,,,\n"
#define LAST "2026-09-14" /* the last day of the window of Q3 */

/* Whatever a unit can own: row 7777 of a table. */
static const struct {
	const char *table, *column, *insert; /* %ld: the unit */
} owned[] = {
	{ "regime", "owner_id",
	    "INSERT INTO regime (id, code, line_id, owner_id) SELECT 7777,"
	    " 'SPARE', line_id, %ld FROM regime WHERE code = 'XLD01'" },
	{ "unit_group", "owner_id",
	    "INSERT INTO unit_group (id, name, owner_id) VALUES (7777, 'g', "
	    "%ld)" },
	{ "item", "owner_id",
	    "INSERT INTO item (id, code, name, name_key, name_plain, measure,"
	    " decimals, over_units, over_time, owner_id) SELECT 7777, 'I77', "
	    "'i',"
	    " 'i', 'i', MIN(measure), 0, 'sum', 'sum', %ld FROM item" },
	{ "breakdown", "owner_id",
	    "INSERT INTO breakdown (id, code, name, name_en, whole, owner_id)"
	    " VALUES (7777, 'B77', 'b', 'b', 0, %ld)" },
	{ "register", "unit_id",
	    "INSERT INTO register (id, code, name_vi, name_en, attrs, unit_id,"
	    " version) VALUES (7777, 'r77', 'r', 'r', '', %ld, 1)" },
	{ "form_draft", "unit_id",
	    "INSERT INTO form_draft (id, unit_id, state, label, title,"
	    " person_id, version, made, changed, xml) VALUES (7777, %ld, "
	    "'open',"
	    " 'v', 'd', 131, 1, '2026-01-01', '2026-01-01', '')" },
	{ "form_template", "unit_id",
	    "INSERT INTO form_template (id, unit_id, person_id, made, name,"
	    " sha, size) VALUES (7777, %ld, 131, '2026-01-01', 't', '', 0)" },
};

static void
with_unit(const char *sql, long unit)
{
	const char *at = strstr(sql, "%ld");

	script(str_fmt(w.mem, "%.*s%ld%s", (int)(at - sql), sql, unit, at + 3));
}

static void
own(size_t i, long unit)
{
	with_unit(owned[i].insert, unit);
}

static long
owner(size_t i)
{
	return number(str_fmt(w.mem,
	    "SELECT COALESCE(%s, 0) AS n FROM %s WHERE id = 7777",
	    owned[i].column, owned[i].table));
}

static void
give_to(size_t i, long unit)
{
	script(str_fmt(w.mem, "UPDATE %s SET %s = %ld WHERE id = 7777",
	    owned[i].table, owned[i].column, unit));
}

static enum rc
undo(long id)
{
	long version = reform_by(id).version;
	enum rc rc = RUN(reform_undo(w.db, as(TOP), id, version, &w.f));

	if (rc == OK)
		to_its_end(id);
	return rc;
}

/* All of it goes on with the body, and comes back. */
static void
owners(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(owned); i++)
		own(i, COMMUNE);
	long id = carried_out(RENAME, BEFORE), unit = unit_now("00099");
	for (size_t i = 0; i < COUNT(owned); i++)
		if (owner(i) != unit)
			fail_msg("%s stays behind", owned[i].table);
	assert_int_equal(undo(id), OK);
	for (size_t i = 0; i < COUNT(owned); i++)
		if (owner(i) != COMMUNE)
			fail_msg("%s does not come back", owned[i].table);
}

/* What was given to another unit since is that one's. */
static void
owners_since(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(owned); i++)
		own(i, COMMUNE);
	long id = carried_out(RENAME, BEFORE);
	for (size_t i = 0; i < COUNT(owned); i++)
		give_to(i, DISTRICT);
	assert_int_equal(undo(id), OK);
	for (size_t i = 0; i < COUNT(owned); i++)
		if (owner(i) != DISTRICT)
			fail_msg("%s is taken back", owned[i].table);
}

/* ... also before somebody decides about it. */
static void
owners_decided(void **state)
{
	static struct todo_outcome out;
	struct todo_choice above = { TODO_ABOVE, NULL };

	(void)state;
	own(1, COMMUNE);
	long id = carried_out(SPLIT, BEFORE);
	struct todo_query q = { .reform_id = id, .kind = "group_owner" };
	give_to(1, PROVINCE2);
	IS_OK(reform_decide(w.db, as(TOP), &q, NULL, &above, &w.f, &out));
	assert_int_equal(owner(1), PROVINCE2);
}

/* What somebody gave since to a unit that would vanish. */
static void
in_the_way(void **state)
{
	static const char *const others[] = {
		"INSERT INTO api_token (id, hash, hint, person_id, name, "
		"rights,"
		" unit_id, made_by, made, expires) VALUES (7777, '', '', 131,"
		" 'tok', 'view', %ld, 0, '2026-01-01', '2030-01-01')",
		"INSERT INTO unit_group_member (group_id, unit_id, valid_from,"
		" valid_to) VALUES (7778, %ld, '2026-01-01', '9999-12-31')",
		"INSERT INTO assignment (id, regime_id, kind, unit_id,"
		" valid_from, valid_to) SELECT 7777, id, 'unit', %ld,"
		" '2026-01-01', '9999-12-31' FROM regime WHERE code = 'XLD01'",
		"INSERT INTO form (id, regime_id, unit_id, version, valid_from,"
		" valid_to, sha, xml) SELECT 7777, id, %ld, 'e', '2026-01-01',"
		" '9999-12-31', '', '' FROM regime WHERE code = 'XLD01'",
	};
	static const char *const tables[] = { "api_token WHERE id = 7777",
		"unit_group_member WHERE group_id = 7778",
		"assignment WHERE id = 7777", "form WHERE id = 7777" };

	(void)state;
	script("INSERT INTO unit_group (id, name, owner_id) VALUES (7778, 'o',"
	       " 1)");
	long id = carried_out(RENAME, BEFORE), unit = unit_now("00099");
	for (size_t i = 0; i < COUNT(owned); i++) {
		own(i, unit);
		if (undo(id) != E_INVALID)
			fail_msg("%s is not in the way", owned[i].table);
		give_to(i, DISTRICT);
	}
	for (size_t i = 0; i < COUNT(others); i++) {
		with_unit(others[i], unit);
		if (undo(id) != E_INVALID)
			fail_msg("%s is not in the way", tables[i]);
		assert_non_null(finding_at(&w.f, "reform"));
		script(str_fmt(w.mem, "DELETE FROM %s", tables[i]));
	}
	assert_int_equal(undo(id), OK);
}

/* The structure changed once more: that is undone first. */
static void
the_later_first(void **state)
{
	(void)state;
	long first = carried_out(RENAME, BEFORE);
	long second =
	    carry("rename,00099,00098,,Xã Một Ba,,,,,,\n", "2026-09-10");
	assert_int_equal(undo(first), E_INVALID);
	assert_non_null(strstr(w.f.at[0].text, "10/09/2026"));
	assert_int_equal(undo(second), OK);
	assert_int_equal(undo(first), OK);
	assert_int_equal(unit_now("00031"), COMMUNE);
}

/* On the last day of a window it is the new unit's; then it is too late. */
static void
on_the_last_day(void **state)
{
	(void)state;
	struct report was = report_of(COMMUNE, "XLD01");
	long id = carried_out(RENAME, LAST), unit = unit_now("00099");
	struct report is = report_of(unit, "XLD01");
	assert_int_equal(is.id, was.id);
	/* whoever had it open before sees that it is another */
	assert_int_equal(is.version, was.version + 1);
	assert_int_equal(number(str_fmt(w.mem,
			     "SELECT COUNT(*) AS n FROM report_event WHERE"
			     " report_id = %ld AND act = 'carried' AND reason"
			     " LIKE 'NQ 1 %%'",
			     is.id)),
	    1);
	struct send_in in = { .cells = good(is.version, 2), .confirmed = true };
	assert_int_equal(RUN(send_seen(w.db, now_at(HEAD + COMMUNE, unit),
			     is.id, &in, &w.f, &w.out, &w.receipt)),
	    OK);
	assert_int_equal(undo(id), E_INVALID);
	assert_non_null(strstr(w.f.at[0].text, "Xã Một Mới"));
}

static void
the_day_after(void **state)
{
	(void)state;
	struct report was = report_of(COMMUNE, "XLD01");
	long id = carried_out(RENAME, "2026-09-15");
	struct report is = report_of(COMMUNE, "XLD01");
	assert_int_equal(is.id, was.id);
	assert_int_equal(is.version, was.version);
	sends(COMMUNE, 2);
	assert_int_equal(undo(id), OK);
	assert_string_equal(report_of(COMMUNE, "XLD01").state, SENT);
}

/* Untouched since, a report is as it was; else it is another than before. */
static void
as_it_was(void **state)
{
	(void)state;
	struct report was = report_of(COMMUNE, "XLD01");
	long id = carried_out(RENAME, BEFORE);
	assert_int_equal(undo(id), OK);
	struct report is = report_of(COMMUNE, "XLD01");
	assert_int_equal(is.version, was.version);
	assert_string_equal(is.due, was.due);
	assert_int_equal(number(str_fmt(w.mem,
			     "SELECT COUNT(*) AS n FROM report_event WHERE"
			     " report_id = %ld AND act = 'carried'",
			     is.id)),
	    0);
	id = carry(RENAME, BEFORE);
	long unit = unit_now("00099");
	struct report there = report_of(unit, "XLD01");
	struct draft_in in = typed(there.version, "2", "4", NULL);
	assert_int_equal(RUN(draft_save(w.db, now_at(CLERK + COMMUNE, unit),
			     there.id, &in, &w.f, &w.out)),
	    OK);
	there = report_of(unit, "XLD01");
	assert_int_equal(undo(id), OK);
	is = report_of(COMMUNE, "XLD01");
	assert_string_equal(is.state, DRAFT);
	assert_int_equal(is.version, there.version + 1);
}

/* A deadline of another level goes with it, whatever was typed meanwhile; more
 * time that was given stays. */
static const char *
due_undone(bool extended)
{
	long id = carried_out("retype,00031,00099,district,Huyện Mới,00011,,,,,"
			      "\n",
	    BEFORE);
	long unit = unit_now("00099");
	struct report r = report_of(unit, "XLD01");
	assert_string_equal(r.due, "2026-09-21");
	if (extended)
		IS_OK(report_extend(w.db, as(HEAD + PROVINCE), MAY_REVIEW, r.id,
		    r.version, "30/09/2026", "flood", &w.f));
	else {
		struct draft_in in = typed(r.version, "2", "4", NULL);
		assert_int_equal(RUN(draft_save(w.db,
				     now_at(CLERK + COMMUNE, unit), r.id, &in,
				     &w.f, &w.out)),
		    OK);
	}
	assert_int_equal(undo(id), OK);
	return report_of(COMMUNE, "XLD01").due;
}

static void
due_typed(void **state)
{
	(void)state;
	assert_string_equal(due_undone(false), "2026-09-18");
}

static void
due_extended(void **state)
{
	(void)state;
	assert_string_equal(due_undone(true), "2026-09-30");
}

/* Deadlines that were moved for all meanwhile. */
static void
due_moved(void **state)
{
	(void)state;
	long id = carried_out(RENAME, BEFORE);
	script("UPDATE report SET due = '2026-09-26', version = version + 1");
	assert_int_equal(undo(id), OK);
	assert_string_equal(report_of(COMMUNE, "XLD01").due, "2026-09-26");
}

/* Nothing is left of what was counted for units that vanish. */
static void
counts_vanish(void **state)
{
	static const char *const tables[] = { "rollup_unit", "rollup" };

	(void)state;
	long id = carried_out(RENAME, BEFORE), unit = unit_now("00099");
	script(str_fmt(w.mem,
	    "INSERT INTO rollup_unit (regime_id, period_id, unit_id, expected,"
	    " accepted, sent, returned, late, missing, at) SELECT 1, id,"
	    " %ld, 1, 0, 0, 0, 0, 0, '2026-09-02' FROM period; INSERT INTO"
	    " rollup_unit (regime_id, period_id, unit_id, expected, accepted,"
	    " sent, returned, late, missing, at) SELECT 1, id, 32, 1,"
	    " 0, 0, 0, 0, 0, '2026-09-02' FROM period",
	    unit));
	assert_int_equal(undo(id), OK);
	for (size_t i = 0; i < COUNT(tables); i++)
		assert_int_equal(number(str_fmt(w.mem,
				     "SELECT COUNT(*) AS n FROM %s WHERE"
				     " unit_id = %ld",
				     tables[i], unit)),
		    0);
	assert_true(number("SELECT COUNT(*) AS n FROM rollup_unit") > 0);
}

/* Totals that have in them what is closed: once sent, and if it was in. */
static long
below(bool accepted, const char *upper, const char *rows)
{
	sends(COMMUNE, 2);
	if (accepted) {
		accepts(COMMUNE);
		sends(COMMUNE2, 2);
		accepts(COMMUNE2);
	}
	if (!str_eq(upper, DUE))
		sends(DISTRICT, 1);
	if (str_eq(upper, ACCEPTED))
		accepts(DISTRICT);
	long total = report_of(DISTRICT, "XLD01").id;
	long id = carried_out(rows, BEFORE);
	struct reform_todos all = todos_of(id);
	long n = 0;

	for (size_t i = 0; i < all.n; i++)
		n += str_eq(all.at[i].kind, "report") &&
		     str_eq(all.at[i].why, "below") &&
		     all.at[i].row_id == total;
	return n;
}

#define BELOW(name, accepted, upper, rows, n) \
	static void name(void **state) \
	{ \
		(void)state; \
		assert_int_equal(below(accepted, upper, rows), n); \
	}
BELOW(in_a_total, true, SENT, MERGE, 1)
BELOW(total_official, true, ACCEPTED, MERGE, 1)
BELOW(total_moved, true, SENT, "move,00021,,,,00012,,,,,\n" MERGE, 1)
BELOW(total_renamed, true, SENT,
    "rename,00021,00098,,Huyện Mới,,,,,,\n"
    "merge,00031,00031,commune,Xã Chung,00098,,,,,\n"
    "merge,00032,00031,,,,,,,,\n",
    1)
BELOW(not_accepted, false, SENT, MERGE, 0)
BELOW(total_not_sent, true, DUE, MERGE, 0)
BELOW(total_closed, true, SENT,
    "abolish,district,,,,,,,,,\n"
    "merge,00031,00031,commune,Xã Chung,00011,,,,,\n"
    "merge,00032,00031,,,,,,,,\n",
    0)

/* Two decide at once: the one who read before is told to look again. */
static void
decided_meanwhile(void **state)
{
	static struct todo_outcome out;
	struct todo_choice seen = { TODO_SEEN, NULL };
	struct reform r;

	(void)state;
	long id = carried_out(SPLIT, BEFORE);
	struct todo_query q = { .reform_id = id };
	assert_int_equal(db_begin(w.db, DB_READ_WRITE), OK);
	assert_int_equal(reform_get(w.db, id, &r), OK);
	assert_int_equal(db_begin(w.other, DB_READ_WRITE), OK);
	assert_int_equal(db_end(w.other, reform_decide(w.other, as(TOP), &q,
					     NULL, &seen, &w.f, &out)),
	    OK);
	assert_int_equal(db_end(w.db, reform_decide(w.db, as(0), &q, NULL,
					  &seen, &w.f, &out)),
	    E_BUSY);
	assert_int_equal(number("SELECT COUNT(DISTINCT settled_by) AS n FROM"
				" reform_todo"),
	    1);
	assert_int_equal(number("SELECT COUNT(*) AS n FROM audit WHERE act ="
				" 'settle' AND became LIKE '%\"seen\"%'"),
	    1);
}

/* A right that ended before somebody decided is not given on. */
static void
over_by_then(void **state)
{
	static struct todo_outcome out;
	struct todo_choice all = { TODO_SUCCESSORS, NULL };

	(void)state;
	long id = carried_out(SPLIT, BEFORE);
	struct todo_query q = { .reform_id = id, .kind = "grant" };
	script("UPDATE access SET valid_to = '2026-09-20' WHERE unit_id = 31");
	IS_OK(reform_decide(w.db, as(402), &q, NULL, &all, &w.f, &out));
	assert_int_equal(number("SELECT COUNT(*) AS n FROM access WHERE"
				" given_by = 402"),
	    0);
}

/* A new world does not clear these. */
static int
finish(void **state)
{
	for (size_t i = COUNT(owned); i > 0; i--)
		script(str_fmt(w.mem, "DELETE FROM %s WHERE id = 7777",
		    owned[i - 1].table));
	script("DELETE FROM api_token; DELETE FROM unit_group WHERE id ="
	       " 7778");
	return world_free(state);
}

#define T(f) cmocka_unit_test_setup_teardown(f, world_new, finish)
int
main(void)
{
	const struct CMUnitTest tests[] = {
		T(owners),
		T(owners_since),
		T(owners_decided),
		T(in_the_way),
		T(the_later_first),
		T(on_the_last_day),
		T(the_day_after),
		T(as_it_was),
		T(due_typed),
		T(due_extended),
		T(due_moved),
		T(counts_vanish),
		T(in_a_total),
		T(total_official),
		T(total_moved),
		T(total_renamed),
		T(not_accepted),
		T(total_not_sent),
		T(total_closed),
		T(decided_meanwhile),
		T(over_by_then),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
