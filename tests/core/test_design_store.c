/* test_design_store.c - drafts of forms: history, two people, publishing */
#include <string.h>
#include "core/access.h"
#include "core/audit.h"
#include "core/design_store.h"
#include "core/form_publish.h"
#include "core/world.h"

enum { OWNER = HEAD + CENTRE, STRANGER = HEAD + PROVINCE2 };

static long draft;

/* Its heads own forms: the centre's of all, the province's of its own. */
static int
fresh(void **state)
{
	struct form_version v;
	int rc = world_new(state);

	script("INSERT INTO access (person_id, role, unit_id, valid_from,"
	       " valid_to) VALUES (101, 6, 1, '1000-01-01', '9999-12-31'),"
	       " (112, 6, 12, '1000-01-01', '9999-12-31')");
	script("UPDATE regime SET owner_id = 1 WHERE code = 'XLD01'");
	IS_OK(form_version(w.db, w.form->id, &v));
	IS_OK(design_new(w.db, as(OWNER),
	    &(struct design_draft){ .unit_id = CENTRE, .xml = v.xml }, "copy",
	    &w.f, &draft));
	return rc;
}

static struct design_draft
now(void)
{
	struct design_draft d;

	IS_OK(design_get(w.db, as(OWNER), draft, &d));
	return d;
}

static struct design
opened(const struct design_draft *d)
{
	struct design ret;

	assert_true(design_read(w.mem, d->xml, d->doubts, &w.f, &ret));
	return ret;
}

/* One operation on the version that is there; E_INVALID: it cannot be. */
static enum rc
does(long seen, const char *op, const char *place, const char *to,
    const struct design_value *v)
{
	struct design_draft was = now();
	struct design d = opened(&was);
	struct findings f = { .mem = w.mem };
	const char *end, *detail;

	if (!design_do(&d,
		&(struct design_act){ .op = op,
		    .place = place,
		    .to = to,
		    .text = "x",
		    .set = v,
		    .nset = v != NULL },
		&f, &end, &detail))
		return E_INVALID;
	return RUN(design_save(w.db, as(OWNER), draft, seen, &d, op, detail));
}

static enum rc
sets(const char *place, const char *name, const char *value)
{
	return does(now().version, "set", place, NULL,
	    &(struct design_value){ name, value });
}

/* From the version that is there now. */
static enum rc
undoes(void)
{
	long seen = now().version;

	return RUN(design_undo(w.db, as(OWNER), draft, seen));
}

static enum rc
redoes(void)
{
	long seen = now().version;

	return RUN(design_redo(w.db, as(OWNER), draft, seen));
}

static unsigned long seed = 2463534242UL;

static size_t
chance(size_t n)
{
	seed ^= seed << 13;
	seed ^= seed >> 7;
	seed ^= seed << 17;
	return (seed >> 11) % n;
}

static void
undo_leads_back_to_the_first(void **state)
{
	static const char *const ops[] = { "before", "after", "copy", "back",
		"forth", "in", "out", "merge", "ungroup", "delete" };
	const char *first = now().xml, *last;
	size_t done = 0, undone = 0, again = 0;

	(void)state;
	for (size_t i = 0; i < 60; i++) {
		const char *place = str_fmt(w.mem, "%c%zu",
		    chance(4) == 0 ? 'g' : 'c', chance(20));
		long was = now().version;
		enum rc rc = does(was, ops[chance(COUNT(ops))], place,
		    str_fmt(w.mem, "c%zu", chance(20)), NULL);
		assert_true(rc == OK || rc == E_INVALID);
		done += now().version > was;
	}
	assert_true(done > 15);
	last = now().xml;
	while (now().back != 0) {
		assert_int_equal(undoes(), OK);
		undone++;
	}
	assert_int_equal(undone, done);
	assert_string_equal(now().xml, first);
	while (now().forth != 0) {
		assert_int_equal(redoes(), OK);
		again++;
	}
	assert_int_equal(again, done);
	assert_string_equal(now().xml, last);
	assert_int_equal(now().version, 1 + 3 * done);
	assert_int_equal(number("SELECT COUNT(*) AS n FROM audit WHERE object ="
				" 'form_draft'"),
	    now().version);
}

/* What is done after an undo ends what could be done again. */
static void
a_new_branch_has_no_redo(void **state)
{
	long seen;

	(void)state;
	assert_int_equal(sets("c2", "label", "A"), OK);
	assert_int_equal(sets("c2", "label", "B"), OK);
	assert_int_equal(undoes(), OK);
	assert_int_equal(sets("c2", "label", "C"), OK);
	assert_int_equal(now().forth, 0);
	assert_int_equal(redoes(), E_CONFLICT);
	assert_int_equal(undoes(), OK);
	assert_non_null(strstr(now().xml, ">A<"));
	/* and every version can be brought back */
	seen = now().version;
	IS_OK(design_restore(w.db, as(OWNER), draft, seen, 3));
	assert_non_null(strstr(now().xml, ">B<"));
	assert_int_equal(undoes(), OK);
	assert_non_null(strstr(now().xml, ">A<"));
}

static void
the_second_of_two_is_told(void **state)
{
	long seen = now().version;
	struct design_steps since;
	struct design_draft was;

	(void)state;
	assert_int_equal(sets("c2", "label", "mine"), OK);
	assert_int_equal(does(seen, "after", "c3", NULL, NULL), E_CONFLICT);
	assert_int_equal(RUN(design_undo(w.db, as(OWNER), draft, seen)),
	    E_CONFLICT);
	assert_int_equal(RUN(design_drop(w.db, as(OWNER), draft, seen)),
	    E_CONFLICT);
	IS_OK(design_since(w.db, as(OWNER), draft, seen, &since));
	assert_int_equal(since.n, 1);
	assert_string_equal(since.at[0].act, "set");
	IS_OK(design_was(w.db, as(OWNER), draft, seen, &was));
	assert_null(strstr(was.xml, ">mine<"));
	/* what changes nothing makes no version */
	seen = now().version;
	assert_int_equal(sets("c2", "label", "mine"), OK);
	assert_int_equal(now().version, seen);
}

static void
others_do_not_see_it(void **state)
{
	const struct ctx *stranger = as(STRANGER);
	struct design_draft d = now();
	struct design_drafts all;
	struct design_steps since;
	struct design is = opened(&d);
	long id;

	(void)state;
	assert_int_equal(RUN(design_get(w.db, stranger, draft, &d)),
	    E_NOTFOUND);
	assert_int_equal(RUN(design_reach(w.db, stranger, draft)), E_NOTFOUND);
	assert_int_equal(RUN(design_save(w.db, stranger, draft, 1, &is, "set",
			     "")),
	    E_NOTFOUND);
	assert_int_equal(RUN(design_undo(w.db, stranger, draft, 1)),
	    E_NOTFOUND);
	assert_int_equal(RUN(design_drop(w.db, stranger, draft, 1)),
	    E_NOTFOUND);
	IS_OK(design_list(w.db, stranger, 100, &all));
	assert_int_equal(all.n, 0);
	IS_OK(design_since(w.db, stranger, draft, 0, &since));
	assert_int_equal(since.n, 0);
	assert_int_equal(RUN(design_new(w.db, stranger,
			     &(struct design_draft){ .unit_id = PROVINCE,
				 .xml = design_blank(w.mem, "X") },
			     "blank", &w.f, &id)),
	    E_NOTFOUND);
}

static enum rc
publishes(long person, const char *from)
{
	long id, seen = now().version;

	return RUN(form_publish(w.db, as(person),
	    &(struct form_publishing){ .draft_id = draft,
		.seen = seen,
		.regime_id = w.form->regime_id,
		.from = from },
	    &w.f, &id));
}

static void
what_is_published_stays(void **state)
{
	long reports = number("SELECT COUNT(*) AS n FROM report r JOIN form f"
			      " ON f.id = r.form_id WHERE f.version = '2024'");

	(void)state;
	/* the copy has the name of the version that it was made of */
	assert_int_equal(publishes(OWNER, "01/01/2027"), E_INVALID);
	assert_non_null(strstr(w.f.at[0].text, "2024"));
	assert_int_equal(sets("form", "version", "2027"), OK);
	assert_int_equal(publishes(OWNER, "30/02/2027"), E_INVALID);
	assert_int_equal(publishes(OWNER, "01/01/2020"), E_INVALID);
	assert_int_equal(publishes(STRANGER, "01/01/2027"), E_NOTFOUND);
	assert_int_equal(sets("c3", "label", ""), OK);
	assert_int_equal(publishes(OWNER, "01/01/2027"), E_INVALID);
	assert_string_equal(w.f.at[0].where, "c3");
	assert_int_equal(undoes(), OK);
	assert_int_equal(publishes(OWNER, "01/01/2027"), OK);
	assert_int_equal(number("SELECT COUNT(*) AS n FROM form WHERE version ="
				" '2024' AND valid_to = '2027-01-01'"),
	    1);
	assert_int_equal(number("SELECT COUNT(*) AS n FROM form f JOIN"
				" form_draft d ON d.form_id = f.id WHERE"
				" f.version = '2027' AND f.valid_from ="
				" '2027-01-01' AND d.state = 'published'"),
	    1);
	assert_int_equal(number("SELECT COUNT(*) AS n FROM report r JOIN form f"
				" ON f.id = r.form_id WHERE f.version ="
				" '2024'"),
	    reports);
	assert_int_equal(publishes(OWNER, "01/01/2028"), E_CONFLICT);
	assert_int_equal(sets("c2", "label", "no"), E_CONFLICT);
	assert_int_equal(number("SELECT COUNT(*) AS n FROM audit WHERE act ="
				" 'publish' AND object = 'form'"),
	    1);
}

int
main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, fresh, world_free)
	const struct CMUnitTest tests[] = {
		TEST(undo_leads_back_to_the_first),
		TEST(a_new_branch_has_no_redo),
		TEST(the_second_of_two_is_told),
		TEST(others_do_not_see_it),
		TEST(what_is_published_stays),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
