/* test_design.c - drawing on a form: every operation, and the way back */
#include <setjmp.h>
#include <stdlib.h>
#include <string.h>
#include "core/design.h"
#include "core/form.h"
#include "data.h"
#include <cmocka.h> /* after base.h: it has a macro fail() */

static struct arena *mem;

#define COLUMN(code, rest) \
	"<column code='" code "' type='integer'" rest ">C" code "</column>\n"
#define ROW(code, rest) "<row code='" code "'" rest ">R" code "</row>\n"
static const char start[] =
    "<form version='1' number='T1'>"
    "<title lang='vi'>T</title><title lang='en'>T</title><columns>\n"
    "<label code='A' role='label'>L</label>\n" COLUMN("1",
	" formula='1=2+3+...+7'") "<group title='P'>" COLUMN("2",
	"") COLUMN("3", "") COLUMN("4",
	"") "</group>"
	    "<group title='Q'>" COLUMN("5", "") COLUMN("6", "") COLUMN("7",
		"") "</group>" COLUMN("8",
		" check='&lt;=5'") "</columns><rows kind='fixed'>\n"
				   "<group code='I'>H1</group>" ROW("1",
				       "") ROW("2",
				       " formula='2=2.1+2.2'") ROW("2.1",
				       " none='8'") ROW("2.2", "") ROW("3",
				       "") "<group "
					   "code='II'>H2</group>" ROW("4", "")
					       ROW("5", " formula='5=1+2+"
							"3'") "</rows></"
							      "form>";
#define COLS0 "A 1=2+3+...+7 {P 2 3 4} {Q 5 6 7} 8<=5"
#define ROWS0 "I. 1 2=2.1+2.2 2.1 2.2 3 II. 4 5=1+2+3"

/* Codes, formulas and checks, heads in braces: what the tests compare. */
static void
sketch_element(struct buf *b, const struct xml *e, bool rows)
{
	const char *code = "", *formula = NULL, *check = NULL, *title = "";

	for (size_t i = 0; i < e->nattr; i++) {
		const struct xml_attr *a = &e->attrs[i];
		if (strcmp(a->name, "code") == 0)
			code = a->value;
		if (strcmp(a->name, "formula") == 0)
			formula = a->value;
		if (strcmp(a->name, "check") == 0)
			check = a->value;
		if (strcmp(a->name, "title") == 0)
			title = a->value;
	}
	buf_fmt(b, "%s", b->len > 0 ? " " : "");
	if (strcmp(e->name, "group") != 0 || rows) {
		buf_str(b, formula != NULL ? formula : code);
		buf_str(b, check);
		buf_str(b, strcmp(e->name, "group") == 0    ? "." :
			   strcmp(e->name, "subtotal") == 0 ? "S" :
							      "");
		return;
	}
	buf_fmt(b, "{%s", title);
	for (const struct xml *k = e->kids; k != NULL; k = k->next)
		sketch_element(b, k, false);
	buf_str(b, "}");
}

static const char *
sketch(const struct design *d, bool rows)
{
	struct buf b = { .mem = mem, .max = 1 << 20 };
	const struct xml *k = rows ? d->rows->kids : d->columns->kids;

	for (; k != NULL; k = k->next)
		sketch_element(&b, k, rows);
	return b.at == NULL ? "" : b.at;
}

static void
begin(struct design *d)
{
	struct findings f = { .mem = mem };

	if (!design_read(mem, start, NULL, &f, d))
		fail_msg("%s: %s", f.at[0].where, f.at[0].text);
}

static void
operations_do_what_they_say(void **state)
{
	static const struct {
		const char *op, *place, *to;
		const char *cols, *rows, *ends; /* NULL: as before */
	} t[] = {
		/* columns: numbers run on, ranges grow and shrink */
		{ "after", "c4", NULL,
		    "A 1=2+3+...+8 {P 2 3 4 5} {Q 6 7 8} 9<=6", NULL, "c5" },
		{ "before", "c2", NULL,
		    "A 1=3+4+...+8 {P 2 3 4 5} {Q 6 7 8} 9<=6", NULL, "c2" },
		{ "after", "c2", NULL,
		    "A 1=2+3+...+8 {P 2 3 4 5} {Q 6 7 8} 9<=6", NULL, "c3" },
		{ "after", "g0", NULL,
		    "A 1=2+3+...+8 {P 2 3 4} 5 {Q 6 7 8} 9<=6", NULL, "c5" },
		{ "after", "c0", NULL,
		    "A B 1=2+3+...+7 {P 2 3 4} {Q 5 6 7} 8<=5", NULL, "c1" },
		{ "delete", "c3", NULL, "A 1=2+3+...+6 {P 2 3} {Q 4 5 6} 7<=4",
		    NULL, "c3" },
		{ "delete", "c2", NULL, "A 1=2+3+...+6 {P 2 3} {Q 4 5 6} 7<=4",
		    NULL, "c2" },
		{ "delete", "c7", NULL, "A 1=2+3+...+6 {P 2 3 4} {Q 5 6} 7<=5",
		    NULL, "c6" },
		{ "delete", "g0", NULL, "A 1=2+3+...+4 {Q 2 3 4} 5<=2", NULL,
		    "g0" },
		{ "delete", "c8", NULL, "A 1=2+3+...+7 {P 2 3 4} {Q 5 6 7}",
		    NULL, "g1" },
		{ "back", "c4", NULL, COLS0, NULL, "c3" },
		{ "back", "c2", NULL, "A 1=2+3+...+7 2 {P 3 4} {Q 5 6 7} 8<=5",
		    NULL, "c2" },
		{ "forth", "c4", NULL, "A 1=2+3+...+7 {P 2 3} 4 {Q 5 6 7} 8<=5",
		    NULL, "c4" },
		{ "forth", "g1", NULL, "A 1=2+3+...+8 {P 2 3 4} 5<=6 {Q 6 7 8}",
		    NULL, "g1" },
		{ "in", "c8", NULL, "A 1=2+3+...+7 {P 2 3 4} {Q 5 6 7 8<=5}",
		    NULL, "c8" },
		{ "in", "c1", NULL, "A {P 1=2+3+...+7 2 3 4} {Q 5 6 7} 8<=5",
		    NULL, "c1" },
		{ "out", "c2", NULL, "A 1=2+3+...+7 2 {P 3 4} {Q 5 6 7} 8<=5",
		    NULL, "c2" },
		{ "out", "c4", NULL, "A 1=2+3+...+7 {P 2 3} 4 {Q 5 6 7} 8<=5",
		    NULL, "c4" },
		{ "merge", "c2", "c3",
		    "A 1=2+3+...+7 {P {new 2 3} 4} {Q 5 6 7} 8<=5", NULL,
		    "g1" },
		{ "merge", "c7", "c3",
		    "A 1=2+3+...+7 {new {P 2 3 4} {Q 5 6 7}} 8<=5", NULL,
		    "g0" },
		{ "ungroup", "g1", NULL, "A 1=2+3+...+7 {P 2 3 4} 5 6 7 8<=5",
		    NULL, "c5" },
		{ "copy", "c1", NULL,
		    "A 1=3+4+...+8 2=3+4+...+8 {P 3 4 5} {Q 6 7 8} 9<=6", NULL,
		    "c2" },
		{ "total", "g0", NULL,
		    "A 1=3+4+...+8 {P 2=3+4+5 3 4 5} {Q 6 7 8} 9<=6", NULL,
		    "c2" },
		{ "total", "c5", "c7",
		    "A 1=2+3+...+8 {P 2 3 4} {Q 5=6+7+8 6 7 8} 9<=6", NULL,
		    "c5" },
		/* rows */
		{ "after", "r1", NULL, NULL,
		    "I. 1 2 3=3.1+3.2 3.1 3.2 4 II. 5 6=1+3+4", "r2" },
		{ "after", "r2", NULL, NULL,
		    "I. 1 2=2.1+2.2 2.1 2.2 3 4 II. 5 6=1+2+4", "r5" },
		{ "after", "r3", NULL, NULL,
		    "I. 1 2=2.1+2.3 2.1 2.2 2.3 3 II. 4 5=1+2+3", "r4" },
		{ "before", "r1", NULL, NULL,
		    "I. 1 2 3=3.1+3.2 3.1 3.2 4 II. 5 6=2+3+4", "r1" },
		{ "heading", "r5", NULL, NULL,
		    "I. 1 2=2.1+2.2 2.1 2.2 II. 3 III. 4 5=1+2+3", "r5" },
		{ "delete", "r7", NULL, NULL,
		    "I. 1 2=2.1+2.2 2.1 2.2 3 II. 4=1+2+3", "r7" },
		{ "delete", "r0", NULL, NULL,
		    "1 2=2.1+2.2 2.1 2.2 3 I. 4 5=1+2+3", "r0" },
		{ "back", "r5", NULL, NULL,
		    "I. 1 2 3=3.1+3.2 3.1 3.2 II. 4 5=1+3+2", "r2" },
		{ "forth", "r1", NULL, NULL,
		    "I. 1=1.1+1.2 1.1 1.2 2 3 II. 4 5=2+1+3", "r4" },
		{ "forth", "r5", NULL, NULL,
		    "I. 1 2=2.1+2.2 2.1 2.2 II. 3 4 5=1+2+3", "r6" },
		{ "in", "r5", NULL, NULL,
		    "I. 1 2=2.1+2.2 2.1 2.2 2.3 II. 3 4=1+2+2.3", "r5" },
		{ "in", "r2", NULL, NULL,
		    "I. 1 1.1=1.1.1+1.1.2 1.1.1 1.1.2 2 II. 3 4=1+1.1+2",
		    "r2" },
		{ "out", "r4", NULL, NULL, "I. 1 2=2.1+3 2.1 3 4 II. 5 6=1+2+4",
		    "r4" },
		{ "total", "r5", NULL, NULL,
		    "I. 1 2=2.1+2.2 2.1 2.2 3 4S II. 5 6=1+2+3", "r6" },
		{ "copy", "r7", NULL, NULL,
		    "I. 1 2=2.1+2.2 2.1 2.2 3 II. 4 5 6=1+2+3", "r8" },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(t); i++) {
		struct findings f = { .mem = mem };
		const char *place, *detail;
		struct design d;
		begin(&d);
		if (!design_do(&d,
			&(struct design_act){ .op = t[i].op,
			    .place = t[i].place,
			    .to = t[i].to,
			    .text = "new" },
			&f, &place, &detail))
			fail_msg("%s: %s", f.at[0].where, f.at[0].text);
		assert_string_equal(sketch(&d, false),
		    t[i].cols == NULL ? COLS0 : t[i].cols);
		assert_string_equal(sketch(&d, true),
		    t[i].rows == NULL ? ROWS0 : t[i].rows);
		if (t[i].ends != NULL)
			assert_string_equal(place, t[i].ends);
		assert_true(*detail != '\0');
	}
}

/* Run one; what is wrong is in f. */
static bool
run(struct design *d, const char *op, const char *place, const char *to,
    struct findings *f, const char **ret_place)
{
	const char *detail;

	*f = (struct findings){ .mem = mem };
	return design_do(d,
	    &(struct design_act){ .op = op,
		.place = place,
		.to = to,
		.text = "new" },
	    f, ret_place, &detail);
}

static void
what_cannot_be_done_is_said(void **state)
{
	static const struct {
		const char *op, *place, *to, *says;
	} t[] = {
		{ "delete", "c5", NULL, "used by" }, /* 8 has <=5 */
		{ "delete", "r3", NULL, "used by" },
		{ "delete", "r1", NULL, "5=1+2+3" },
		{ "delete", "c99", NULL, "no such place" },
		{ "delete", "form", NULL, "cannot be done" },
		{ "nonsense", "c1", NULL, "cannot be done" },
		{ "back", "c0", NULL, "first one" },
		{ "back", "c1", NULL, "Label columns" },
		{ "forth", "c0", NULL, "Label columns" },
		{ "forth", "c8", NULL, "last one" },
		{ "back", "r3", NULL, "first one" },
		{ "forth", "r4", NULL, "last one" },
		{ "in", "c8", "", NULL },
		{ "out", "c1", NULL, "no merged head" },
		{ "out", "r1", NULL, "no other row" },
		{ "in", "r1", NULL, "no row above" },
		{ "merge", "c1", "c0", "label" },
		{ "merge", "c2", "c4", "already" },
		{ "merge", "c2", "zz", "label" },
		{ "total", "c8", NULL, "no two columns" },
		{ "none", "r0c1", NULL, "no such place" },
		{ "none", "r1c0", NULL, "no such place" },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(t); i++) {
		struct findings f;
		const char *place;
		struct design d;
		begin(&d);
		bool done = run(&d, t[i].op, t[i].place, t[i].to, &f, &place);
		if (t[i].says == NULL) {
			assert_true(done);
			continue;
		}
		if (done)
			fail_msg("%s %s was done", t[i].op, t[i].place);
		assert_true(f.n == 1);
		if (strstr(f.at[0].text, t[i].says) == NULL)
			fail_msg("%s %s: %s", t[i].op, t[i].place,
			    f.at[0].text);
	}
}

static const char *
text_of(struct design *d)
{
	const char *xml, *doubts;

	assert_int_equal(design_write(d, &xml, &doubts), OK);
	return xml;
}

/* Each of these leads back. */
static void
the_way_back_is_there(void **state)
{
	static const struct {
		const char *there, *place, *to, *back;
	} t[] = {
		{ "after", "c4", NULL, "delete" },
		{ "before", "c1", NULL, "delete" },
		{ "after", "r3", NULL, "delete" },
		{ "heading", "r5", NULL, "delete" },
		{ "copy", "c6", NULL, "delete" },
		{ "copy", "g1", NULL, "delete" },
		{ "copy", "r1", NULL, "delete" },
		{ "merge", "c2", "c3", "ungroup" },
		{ "merge", "g0", "c8", "ungroup" },
		{ "back", "c4", NULL, "forth" },
		{ "forth", "c3", NULL, "back" },
		{ "back", "r5", NULL, "forth" },
		{ "forth", "g0", NULL, "back" },
		{ "out", "c4", NULL, "in" },
		{ "in", "r5", NULL, "out" },
		{ "total", "g0", NULL, "delete" },
		{ "total", "r5", NULL, "delete" },
		{ "none", "r1c3", NULL, "usual" },
		{ "typed", "r1c1", NULL, "usual" },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(t); i++) {
		struct findings f;
		const char *place, *end;
		struct design d;
		begin(&d);
		const char *was = text_of(&d);
		assert_true(
		    run(&d, t[i].there, t[i].place, t[i].to, &f, &place));
		assert_string_not_equal(text_of(&d), was);
		if (!run(&d, t[i].back, place, NULL, &f, &end))
			fail_msg("%s, %s: %s", t[i].there, t[i].back,
			    f.at[0].text);
		assert_string_equal(text_of(&d), was);
	}
}

static void
what_is_written_is_what_was_read(void **state)
{
	static const char *const files[] = { "XLD01.xml", "KTXH.xml", "ICT.xml",
		"KCN.xml" };

	(void)state;
	for (size_t i = 0; i < COUNT(files); i++) {
		struct findings f = { .mem = mem };
		struct regime_file r;
		size_t len;
		const char *xml = data_file(mem,
		    str_fmt(mem, "sql/seed/form/%s", files[i]), &len);
		assert_int_equal(regime_read(mem, xml, len, &f, &r), OK);
		for (size_t k = 0; k < r.nform; k++) {
			struct buf again = { .mem = mem, .max = XML_BYTES };
			struct design d, same;
			struct form form;
			assert_true(design_read(mem, r.xml[k], NULL, &f, &d));
			xml_canon(&again, d.form);
			assert_string_equal(again.at, r.xml[k]);
			assert_true(
			    design_read(mem, text_of(&d), NULL, &f, &same));
			assert_string_equal(text_of(&same), text_of(&d));
			assert_true(design_check(&d, &f, &form));
			assert_true(form.ncell == r.forms[k].ncell);
		}
	}
}

static unsigned long seed = 88172645463325252UL;

static size_t
chance(size_t n)
{
	seed ^= seed << 13;
	seed ^= seed >> 7;
	seed ^= seed << 17;
	return (seed >> 11) % n;
}

/* Some place of the form: one that is there, more often than not. */
static const char *
some_place(void)
{
	switch (chance(5)) {
	case 0:
		return str_fmt(mem, "g%zu", chance(4));
	case 1:
	case 2:
		return str_fmt(mem, "c%zu", chance(14));
	case 3:
		return str_fmt(mem, "r%zu", chance(14));
	default:
		return str_fmt(mem, "r%zuc%zu", chance(12), chance(12));
	}
}

/* Every code once, and no formula that names what is not there. */
static void
codes_hold(struct design *d, const char *what)
{
	struct findings f = { .mem = mem };

	if (design_check(d, &f, NULL))
		return;
	for (size_t i = 0; i < f.n; i++)
		if (strstr(f.at[i].text, "used by two") != NULL ||
		    strstr(f.at[i].text, "no column") != NULL ||
		    strstr(f.at[i].text, "no row") != NULL)
			fail_msg("%s: %s: %s\n%s", what, f.at[i].where,
			    f.at[i].text, text_of(d));
}

/*
 * Random operations: what was refused left nothing behind once it is read
 * again, what was done can be read again as it was written, and going back
 * through the texts leads to the first one.
 */
static void
any_operations_can_be_undone(void **state)
{
	enum { WALKS = 60, STEPS = 40 };
	static const char *const ops[] = { "before", "after", "heading",
		"total", "copy", "back", "forth", "in", "out", "merge",
		"ungroup", "none", "typed", "usual", "delete" };
	size_t done = 0;

	(void)state;
	for (size_t w = 0; w < WALKS; w++) {
		const char *texts[STEPS + 1];
		size_t n = 0;
		struct findings f = { .mem = mem };
		const char *end;
		struct design d, again;
		begin(&d);
		texts[n++] = text_of(&d);
		for (size_t i = 0; i < STEPS; i++) {
			const char *op = ops[chance(COUNT(ops))];
			const char *place = some_place(), *to = some_place();
			if (run(&d, op, place, to, &f, &end)) {
				codes_hold(&d,
				    str_fmt(mem, "%s %s %s", op, place, to));
				texts[n++] = text_of(&d);
				done++;
			}
			f = (struct findings){ .mem = mem };
			assert_true(
			    design_read(mem, texts[n - 1], NULL, &f, &again));
			assert_string_equal(text_of(&again), texts[n - 1]);
			d = again;
		}
		while (n-- > 0) {
			assert_true(
			    design_read(mem, texts[n], NULL, &f, &again));
			assert_string_equal(text_of(&again), texts[n]);
		}
		begin(&d);
		assert_string_equal(texts[0], text_of(&d));
	}
	assert_true(done > WALKS * STEPS / 4);
}

static bool
set(struct design *d, const char *place, const char *name, const char *value,
    struct findings *f)
{
	const char *end, *detail;
	const struct design_value v = { name, value };

	*f = (struct findings){ .mem = mem };
	return design_do(d,
	    &(struct design_act){ .op = "set",
		.place = place,
		.set = &v,
		.nset = 1 },
	    f, &end, &detail);
}

static const char *
get(const struct design *d, const char *place, const char *name)
{
	struct place at = design_at(d, place);

	for (size_t i = 0; i < design_nprop; i++)
		if (design_props[i].kinds & 1u << at.kind &&
		    strcmp(design_props[i].name, name) == 0)
			return design_prop_get(d, at, &design_props[i], NUM_VI);
	return "there is no such property";
}

static void
properties_are_read_as_typed(void **state)
{
	static const struct {
		const char *place, *name, *typed, *is, *says;
	} t[] = {
		{ "form", "number", " Biểu   01/TH ", "Biểu 01/TH", NULL },
		{ "form", "title.vi", "Tổng hợp", "Tổng hợp", NULL },
		{ "form", "title.en", "", "", NULL },
		{ "form", "basis", "Thông tư số 1", "Thông tư số 1", NULL },
		{ "form", "notes", "a\n\n b\n", "a\nb", NULL },
		{ "form", "sign.left", "Người lập", "Người lập", NULL },
		{ "form", "kind", "units", "units", NULL },
		{ "form", "kind", "sideways", NULL, "Choose one" },
		{ "c2", "label", "Đơn", "Đơn", NULL },
		{ "g0", "label", "Nhóm", "Nhóm", NULL },
		{ "c2", "code", "9.1", "9.1", NULL },
		{ "c2", "code", "3", NULL, "Another column" },
		{ "r1", "code", "II", NULL, "Another row" },
		{ "c2", "code", "a b", NULL, "A code has" },
		{ "c2", "type", "text", "text", NULL },
		{ "c2", "type", "blob", NULL, "Choose one" },
		{ "c2", "min", "1.234,5", "1.234,5", NULL },
		{ "c2", "min", "1,2,3", NULL, "" },
		{ "c2", "decimals", "11", NULL, "0 to 10" },
		{ "c2", "decimals", "3", "3", NULL },
		{ "c2", "required", "yes", "yes", NULL },
		{ "r1", "required", "no", "no", NULL },
		{ "c2", "sums", "no", "no", NULL },
		{ "c2", "pattern", "(", NULL, "cannot be read" },
		{ "c2", "formula", "3+4", "2=3+4", NULL },
		{ "c2", "formula", "=3+4", "2=3+4", NULL },
		{ "c2", "formula", "2=3+4 =5", "2=3+4 =5", NULL },
		{ "c2", "formula", "", "", NULL },
		{ "c2", "check", "<=3", "<=3", NULL },
		{ "c2", "item", "XLD.DON", "XLD.DON", NULL },
		{ "c2", "item", "X Y", NULL, "code of an item" },
		{ "c0", "role", "stt", "stt", NULL },
		{ "c0", "width", "24", "24", NULL },
		{ "r2", "formula", "2.1+2.2", "2=2.1+2.2", NULL },
		{ "c2", "nonsense", "1", NULL, "no property" },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(t); i++) {
		struct findings f;
		struct design d;
		begin(&d);
		bool done = set(&d, t[i].place, t[i].name, t[i].typed, &f);
		if (t[i].says != NULL) {
			assert_false(done);
			if (strstr(f.at[0].text, t[i].says) == NULL)
				fail_msg("%s: %s", t[i].name, f.at[0].text);
			continue;
		}
		if (!done)
			fail_msg("%s: %s", t[i].name, f.at[0].text);
		assert_string_equal(get(&d, t[i].place, t[i].name), t[i].is);
	}
}

static void
a_code_takes_its_formulas_along(void **state)
{
	struct findings f;
	struct design d;

	(void)state;
	begin(&d);
	assert_true(set(&d, "c5", "code", "5.1", &f));
	assert_string_equal(get(&d, "c8", "check"), "<=5.1");
	assert_true(set(&d, "c8", "code", "11", &f));
	assert_string_equal(get(&d, "r3", "label"), "R2.1");
	assert_non_null(strstr(text_of(&d), "none=\"11\""));
	assert_true(set(&d, "r1", "code", "1a", &f));
	assert_string_equal(get(&d, "r8", "formula"), "5=1a+2+3");
}

/* Codes of the other axis stand in brackets; numbers of decimals are none. */
static void
only_codes_follow(void **state)
{
	static const struct {
		const char *formula, *after_row, *after_col;
	} t[] = {
		{ "2=round(3/4, 2)", "2=round(3/4, 2)", "3=round(4/5, 2)" },
		{ "2=[row 2, column 3]", "2=[row 3, column 3]",
		    "3=[row 2, column 4]" },
		{ "2=prev(3, 2)", "2=prev(3, 2)", "3=prev(4, 2)" },
		{ "2=item(\"A.2\")", "2=item(\"A.2\")", "3=item(\"A.2\")" },
		{ "2=sum(3,...,5)", "2=sum(3,...,5)", "3=sum(4,...,6)" },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(t); i++) {
		struct findings f;
		const char *place;
		struct design d;
		begin(&d);
		assert_true(set(&d, "c2", "formula", t[i].formula, &f));
		assert_true(run(&d, "before", "r1", NULL, &f, &place));
		assert_string_equal(get(&d, "c2", "formula"), t[i].after_row);
		begin(&d);
		assert_true(set(&d, "c2", "formula", t[i].formula, &f));
		assert_true(run(&d, "before", "c1", NULL, &f, &place));
		assert_string_equal(get(&d, "c3", "formula"), t[i].after_col);
	}
}

/* A check of the form reads codes as well, and keeps what it reads. */
static void
checks_follow_too(void **state)
{
	struct findings f;
	const char *place;
	struct design d;

	(void)state;
	begin(&d);
	assert_true(run(&d, "check", "form", NULL, &f, &place));
	assert_string_equal(place, "k0");
	assert_true(set(&d, "k0", "formula", "8>=2", &f));
	assert_true(set(&d, "k0", "columns", "8", &f));
	assert_true(set(&d, "k0", "message.vi", "Phải lớn hơn", &f));
	assert_true(run(&d, "before", "c1", NULL, &f, &place));
	assert_string_equal(get(&d, "k0", "formula"), "9>=3");
	assert_string_equal(get(&d, "k0", "columns"), "9");
	assert_false(run(&d, "delete", "c9", NULL, &f, &place));
	assert_non_null(strstr(f.at[0].text, "K1"));
	begin(&d);
	const char *was = text_of(&d);
	assert_true(run(&d, "check", "form", NULL, &f, &place));
	assert_true(run(&d, "delete", "k0", NULL, &f, &place));
	assert_string_equal(text_of(&d), was);
}

static void
options_are_lines(void **state)
{
	static const char lines[] = "1 = Xong | Done\n2 = Chưa";
	struct findings f;
	struct design d;

	(void)state;
	begin(&d);
	assert_true(set(&d, "c8", "check", "", &f));
	assert_true(set(&d, "c8", "type", "choice", &f));
	assert_true(set(&d, "c8", "options", lines, &f));
	assert_string_equal(get(&d, "c8", "options"), lines);
	assert_string_equal(get(&d, "c8", "choices"), "DS1");
	f = (struct findings){ .mem = mem };
	assert_true(design_check(&d, &f, NULL));
	assert_false(set(&d, "c8", "options", "x\ny = 1", &f));
	assert_false(set(&d, "c8", "options", "1 = a\n1 = b", &f));
	assert_true(set(&d, "c8", "type", "integer", &f));
	assert_null(strstr(text_of(&d), "choice"));
}

static void
what_is_wrong_is_said_at_its_place(void **state)
{
	static const struct {
		const char *place, *name, *typed, *where, *says;
	} t[] = {
		{ "c3", "label", "", "c3", "no text" },
		{ "g1", "label", "", "g1", "no text" },
		{ "r4", "label", "", "r4", "no text" },
		{ "r0", "label", "", "r0", "no text" },
		{ "form", "number", "", "form", "no number" },
		{ "form", "title.en", "", "form", "English" },
		{ "c1", "formula", "2+", "c1", "" },
		{ "c2", "formula", "1+3", "c", "" },
		{ "r1", "formula", "II+3", "r1", "heading" },
		{ "c8", "check", "5", "c8", "comparison" },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(t); i++) {
		struct findings f;
		struct design d;
		bool found = false;
		begin(&d);
		assert_true(set(&d, t[i].place, t[i].name, t[i].typed, &f));
		f = (struct findings){ .mem = mem };
		assert_false(design_check(&d, &f, NULL));
		for (size_t k = 0; k < f.n; k++)
			found = found ||
				(str_starts(f.at[k].where, t[i].where) &&
				    strstr(f.at[k].text, t[i].says) != NULL);
		if (!found)
			fail_msg("%s: %s: %s", t[i].name, f.at[0].where,
			    f.at[0].text);
	}
}

/* What is only worth a look holds nobody up, and is there to the end. */
static void
remarks_do_not_block(void **state)
{
	static const char said[] = "[{\"place\":\"c4\",\"source\":\"G7\","
				   "\"text\":\"look\",\"remark\":1}]";
	struct findings f = { .mem = mem };
	const char *xml, *doubts;
	struct design d;

	(void)state;
	assert_true(design_read(mem, start, said, &f, &d));
	assert_true(design_check(&d, &f, NULL));
	const struct finding *look = finding_at(&f, "c4");
	assert_non_null(look);
	assert_true(look->warning);
	assert_non_null(strstr(look->text, "look"));
	/* nor does a title that is the same in both languages */
	const struct finding *title = finding_at(&f, "form");
	assert_non_null(title);
	assert_true(title->warning);
	assert_non_null(strstr(title->text, "English title"));
	assert_int_equal(design_write(&d, &xml, &doubts), OK);
	assert_non_null(strstr(doubts, "\"remark\":1"));
}

/* A doubt goes with what it is about, through everything, until it is settled.
 */
static void
doubts_stay_with_their_element(void **state)
{
	static const char json[] =
	    "[{\"place\":\"c3\",\"source\":\"G7\",\"text\":\"D1\"},"
	    "{\"place\":\"r3c5\",\"text\":\"D2\"},"
	    "{\"place\":\"c99\",\"text\":\"D3\"}]";
	struct findings f = { .mem = mem };
	const char *xml, *doubts, *place;
	struct design d;

	(void)state;
	assert_true(design_read(mem, start, json, &f, &d));
	assert_true(d.ndoubt == 3);
	assert_true(run(&d, "before", "c2", NULL, &f, &place));
	assert_true(run(&d, "delete", "r0", NULL, &f, &place));
	assert_int_equal(design_write(&d, &xml, &doubts), OK);
	assert_non_null(strstr(doubts, "\"place\":\"c4\",\"source\":\"G7\""));
	assert_non_null(strstr(doubts, "\"place\":\"r2c6\""));
	assert_non_null(strstr(doubts, "\"place\":\"form\""));
	f = (struct findings){ .mem = mem };
	assert_false(design_check(&d, &f, NULL));
	assert_non_null(strstr(finding_at(&f, "c4")->text, "G7"));
	assert_true(run(&d, "settle", "r2c6", NULL, &f, &place));
	assert_true(run(&d, "settle", "form", NULL, &f, &place));
	assert_true(run(&d, "delete", "c4", NULL, &f, &place));
	assert_int_equal(design_write(&d, &xml, &doubts), OK);
	assert_null(doubts);
}

static void
lines_of_a_sheet_are_pasted(void **state)
{
	static const char lines[] = "6\tSố đơn\tđơn\n\nChỉ một nhãn\n"
				    "1\tMã đã có\n";
	struct findings f = { .mem = mem };
	const char *place, *detail;
	struct design d;

	(void)state;
	begin(&d);
	assert_true(design_do(&d,
	    &(struct design_act){ .op = "paste", .place = "r8", .text = lines },
	    &f, &place, &detail));
	assert_string_equal(place, "r11");
	assert_string_equal(get(&d, "r9", "label"), "Số đơn");
	assert_string_equal(get(&d, "r9", "measure"), "đơn");
	assert_string_equal(get(&d, "r10", "label"), "Chỉ một nhãn");
	assert_string_equal(sketch(&d, true), ROWS0 " 6 7 8");
}

static void
a_blank_form_can_be_drawn_on(void **state)
{
	struct findings f = { .mem = mem };
	struct design d;
	const char *place;

	(void)state;
	assert_true(design_read(mem, design_blank(mem, "B1"), NULL, &f, &d));
	assert_false(design_check(&d, &f, NULL));
	assert_true(set(&d, "form", "title.vi", "B", &f));
	assert_true(set(&d, "form", "title.en", "B", &f));
	assert_true(set(&d, "c0", "label", "B", &f));
	assert_true(set(&d, "c1", "label", "B", &f));
	assert_true(set(&d, "r0", "label", "B", &f));
	assert_true(design_check(&d, &f, NULL));
	assert_true(run(&d, "delete", "r0", NULL, &f, &place));
	assert_string_equal(place, "form");
	f = (struct findings){ .mem = mem };
	assert_false(design_check(&d, &f, NULL));
}

/* Doubling again and again ends where a form could not be read any more. */
static void
a_form_does_not_grow_for_ever(void **state)
{
	struct findings f;
	struct design d;
	const char *place = "g0";
	size_t n = 0;

	(void)state;
	begin(&d);
	while (n < 100 && run(&d, "merge", place, NULL, &f, &place))
		n++;
	assert_true(n < 10);
	begin(&d);
	for (n = 0; n < 1000 && run(&d, "copy", "g0", NULL, &f, &place); n++)
		;
	assert_true(n < 100);
	assert_non_null(strstr(f.at[0].text, "at most"));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(operations_do_what_they_say),
		cmocka_unit_test(what_cannot_be_done_is_said),
		cmocka_unit_test(the_way_back_is_there),
		cmocka_unit_test(what_is_written_is_what_was_read),
		cmocka_unit_test(any_operations_can_be_undone),
		cmocka_unit_test(properties_are_read_as_typed),
		cmocka_unit_test(a_code_takes_its_formulas_along),
		cmocka_unit_test(only_codes_follow),
		cmocka_unit_test(checks_follow_too),
		cmocka_unit_test(options_are_lines),
		cmocka_unit_test(what_is_wrong_is_said_at_its_place),
		cmocka_unit_test(doubts_stay_with_their_element),
		cmocka_unit_test(remarks_do_not_block),
		cmocka_unit_test(lines_of_a_sheet_are_pasted),
		cmocka_unit_test(a_blank_form_can_be_drawn_on),
		cmocka_unit_test(a_form_does_not_grow_for_ever),
	};
	mem = arena_new();
	int rc = cmocka_run_group_tests(tests, NULL, NULL);
	arena_free(mem);
	return rc;
}
