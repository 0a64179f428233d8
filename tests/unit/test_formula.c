/* test_formula.c - the language of computed cells and checks */
#include <setjmp.h>
#include <stdio.h>
#include <string.h>
#include "core/formula.h"
#include <cmocka.h> /* after base.h: it has a macro fail() */

static struct arena *mem;

/* "1=5 2= 3=-" ..: null, not computable; the codes in that order. */
struct sheet {
	const char *code[60];
	struct value value[60][LAST_YEAR + 1];
	struct axis axis;
	long asked;
};

static struct value
get(const void *from, size_t i, enum when when)
{
	struct sheet *s = (struct sheet *)(uintptr_t)from;

	s->asked++;
	return s->value[i][when];
}

static struct sheet *
sheet(const char *given)
{
	struct sheet *s = arena_alloc(mem, sizeof *s);
	char *copy = str_dup(mem, given);

	for (char *p = strtok(copy, " "); p != NULL; p = strtok(NULL, " ")) {
		char *eq = strchr(p, '=');
		size_t i = s->axis.n++;
		s->code[i] = str_ndup(mem, p, (size_t)(eq - p));
		struct value *v = s->value[i];
		v[NOW] = (struct value){ dec_parse(mem, eq + 1),
			str_eq(eq + 1, "-") };
		/* Other times are told apart: 100, 200, 300 more. */
		for (int w = PREV; w <= LAST_YEAR && v->dec != NULL; w++)
			v[w].dec = dec_add(mem, v->dec, dec_long(mem, 100 * w));
	}
	s->axis.code = s->code;
	return s;
}

static const char *
shown(struct value v)
{
	return v.nan ? "-" : v.dec == NULL ? "null" : dec_exact(mem, v.dec);
}

static struct formula
must_parse(const char *text, const struct axis *axis, long self)
{
	struct findings f = { .mem = mem };
	struct formula ret;

	if (!formula_parse(mem, text, axis, self, "line 7", &f, &ret))
		fail_msg("%s: %s", text, f.at[0].text);
	assert_int_equal(f.n, 0);
	return ret;
}

static const char *
worth(const char *text, const char *given)
{
	struct sheet *s = sheet(given);
	struct cells cells = { .get = get, .from = s };
	struct formula f = must_parse(text, &s->axis, -1);

	return shown(
	    formula_eval(mem, f.check != NULL ? f.check : f.side[0], &cells));
}

struct worth {
	const char *text, *given, *is;
};

static void
all_worth(const struct worth *t, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (!str_eq(worth(t[i].text, t[i].given), t[i].is))
			fail_msg("%s with %s: %s, not %s", t[i].text,
			    t[i].given, worth(t[i].text, t[i].given), t[i].is);
}

#define SEVEN "1=0 2=1 3=2 4=4 5=8 6=16 7=32"

static void
reads_printed_notation(void **state)
{
	static const struct worth t[] = {
		{ "1=2+3+...+7", SEVEN, "63" },
		{ "1=2+..+5", SEVEN, "15" },
		{ "1 = 2+…+ 5", SEVEN, "15" },
		{ "2+...+5", SEVEN, "15" },
		{ "1=(2+3+4)", SEVEN, "7" },
		{ "1=2+3+...+5+7", SEVEN, "47" },
		{ "  1\t=\302\2402 + 3 ", SEVEN, "3" },
		{ "3=2/1", "1=4 2=1 3=", "0.25" },
		{ "9=9.1/9.2*100", "9= 9.1=1 9.2=3", "100/3" },
		{ "11=3–7", "3=5 7=2 11=", "3" },
		{ "11=3−7", "3=5 7=2 11=", "3" },
		{ "2×3÷4", "2=2 3=3 4=4", "1.5" },
		{ "A+I", "A=1 I=2", "3" },
		{ "01=02+03", "01= 02=1 03=2", "3" },
		{ "Đ1+ổ", "Đ1=1 ổ=2", "3" },
		{ "Đ1+o\314\202\314\211", "Đ1=1 ổ=2", "3" }, /* NFD */
		/* A number that is no code is a constant. */
		{ "2*100", "2=7", "700" },
		{ "2*100", "2=7 100=3", "21" },
		{ "2*0.5", "2=7", "3.5" },
		{ "2*9.1", "2=7 9=1 9.1=2", "14" },
	};

	(void)state;
	all_worth(t, COUNT(t));
}

static void
ranges_take_their_own_kind(void **state)
{
	static const struct worth t[] = {
		{ "1+...+3", "1=1 2=10 2.1=5 3=100", "111" },
		{ "1+...+3", "I=7 1=1 2=10 II=7 3=100", "111" },
		{ "2.1+...+2.3", "1=1 2=1 2.1=10 2.2=20 2.2.1=9 2.3=30", "60" },
		{ "A+...+C", "A=1 1=50 B=2 C=4", "7" },
		{ "A+...+C", "A=1 A.x=9 B=2 B.1=9 C=4", "7" },
		/* In the order of the form, not of the numbers. */
		{ "5+...+6", "5=1 9=2 7=4 6=8", "15" },
	};

	(void)state;
	all_worth(t, COUNT(t));
}

static void
computes_exactly(void **state)
{
	static const struct worth t[] = {
		{ "1+2*3", "a=1", "7" },
		{ "(1+2)*3", "a=1", "9" },
		{ "-2*3", "a=1", "-6" },
		{ "2--3", "a=1", "5" },
		{ "12/3/2", "a=1", "2" },
		{ "12/(3/2)", "a=1", "8" },
		{ "10-3-2", "a=1", "5" },
		{ "10-(3-2)", "a=1", "9" },
		{ "1/3+1/3+1/3", "a=1", "1" },
		{ "0.1+0.2", "a=1", "0.3" },
		{ "a*a", "a=9999999999999999999999999999",
		    "9999999999999999999999999998000000000000000000000000000"
		    "1" },
		{ "round(2.5)", "a=1", "3" },
		{ "round(-2.5,0)", "a=1", "-3" },
		{ "round(2/3*100, 2)", "2=2 3=3", "66.67" },
		{ "abs(-3)", "a=1", "3" },
		{ "min(3,1,2)", "a=1", "1" },
		{ "max(3;1;2)", "a=1", "3" },
		{ "mean(1,2,4)", "a=1", "7/3" },
		{ "mean(2,...,5)", SEVEN, "3.75" },
		{ "count(2,...,5,7)", SEVEN, "5" },
		{ "sum(2,…,4)", SEVEN, "7" },
		{ "max(2+3, 7)", SEVEN, "32" },
		{ "prev(2)+ytd(2)+same_period_last_year(2)", "2=1", "603" },
		{ "2/prev(2)*100", "2=100", "50" },
	};

	(void)state;
	all_worth(t, COUNT(t));
}

static void
null_is_not_zero(void **state)
{
	static const struct worth t[] = {
		{ "2+3", "2= 3=5", "5" },
		{ "2-3", "2= 3=5", "-5" },
		{ "2-3", "2=5 3=", "5" },
		{ "2+3", "2= 3=", "null" },
		{ "2+...+4", "2= 3= 4=", "null" },
		{ "2+...+4", "2= 3=0 4=", "0" },
		{ "-2", "2=", "null" },
		{ "2+1", "2=", "1" },
		{ "2*3", "2= 3=5", "null" },
		{ "2*3", "2=0 3=", "null" },
		{ "2/3", "2= 3=5", "null" },
		{ "2/3", "2=5 3=", "-" },
		{ "2/3", "2=5 3=0", "-" },
		{ "2/3", "2=0 3=0", "-" },
		{ "2/3", "2= 3=", "-" },
		{ "2*4/3", "2= 3=0 4=1", "-" },
		{ "2+4/3", "2=1 3=0 4=1", "-" },
		{ "2+3", "2=1 3=-", "-" },
		{ "sum(2,3)", "2=1 3=-", "-" },
		{ "count(2,3)", "2=1 3=-", "-" },
		{ "coalesce(2,3)", "2=- 3=1", "-" },
		{ "coalesce(2,3)", "2= 3=1", "1" },
		{ "coalesce(2,3)", "2=2 3=-", "2" },
		{ "coalesce(2,3)", "2= 3=", "null" },
		{ "min(2,3)", "2= 3=5", "5" },
		{ "max(2,3)", "2= 3=-5", "-5" },
		{ "sum(2,3)", "2= 3=", "null" },
		{ "mean(2,3)", "2= 3=5", "5" },
		{ "mean(2,3)", "2= 3=", "null" },
		{ "count(2,3)", "2= 3=5", "1" },
		{ "count(2,3)", "2= 3=", "0" },
		{ "abs(2)", "2=", "null" },
		{ "round(2)", "2=", "null" },
		{ "round(2)", "2=-", "-" },
		{ "if(2>1,3,4)", "2=2 3=3 4=4", "3" },
		{ "if(2>1,3,4)", "2=0 3=3 4=4", "4" },
		{ "if(2>1,3,4)", "2= 3=3 4=4", "null" },
		{ "if(2>1,3,4)", "2=- 3=3 4=4", "-" },
		{ "if(3<>0,2/3,0)", "2=1 3=0", "0" },
	};

	(void)state;
	all_worth(t, COUNT(t));
}

static void
logic_has_three_values(void **state)
{
	static const struct worth t[] = {
		{ "2<=3", "2=1 3=1", "1" },
		{ "2<3", "2=1 3=1", "0" },
		{ "2>=3", "2=1 3=1", "1" },
		{ "2>3", "2=1 3=1", "0" },
		{ "2<>3", "2=1 3=1", "0" },
		{ "2≠3", "2=1 3=2", "1" },
		{ "2!=3", "2=1 3=2", "1" },
		{ "2≤3", "2=1 3=2", "1" },
		{ "2≥3", "2=1 3=2", "0" },
		{ "2+0=3+0", "2=1 3=1", "1" },
		{ "2<3", "2= 3=1", "null" },
		{ "2<3", "2=- 3=1", "-" },
		{ "not 2<3", "2=1 3=2", "0" },
		{ "not 2<3", "2= 3=2", "null" },
		{ "1<2 and 2<3", "1=1 2=2 3=3", "1" },
		{ "1<2 and 2<3", "1=1 2= 3=3", "null" },
		{ "1<2 and 3<0", "1= 2=2 3=3", "0" },
		{ "3<0 and 1<2", "1= 2=2 3=3", "0" },
		{ "1<2 and 3<0", "1=- 2=2 3=3", "0" },
		{ "1<2 and 3>0", "1=- 2= 3=3", "-" },
		{ "1<2 or 3>0", "1= 2=2 3=3", "1" },
		{ "1<2 or 3<0", "1= 2=2 3=3", "null" },
		{ "1<2 or 3<0 and 3<0", "1=1 2=2 3=3", "1" },
		{ "not 1<2 and 3<0", "1=1 2=2 3=3", "0" },
		{ "not (1<2 and 3<0)", "1=1 2=2 3=3", "1" },
		{ "if(1<2,3<4,4<3)", "1=1 2=2 3=3 4=4", "1" },
	};

	(void)state;
	all_worth(t, COUNT(t));
}

static void
tells_what_a_formula_is(void **state)
{
	static const char *const codes[] = { "A", "1", "2", "9", "11" };
	static const struct axis axis = { .code = codes, .n = COUNT(codes) };
	static const struct {
		const char *text;
		long self, target;
		bool computed, check;
		size_t nside;
	} t[] = {
		{ "1=2+9", 1, 1, true, false, 1 },
		{ "1=2", -1, 1, true, false, 1 },
		{ "9=1+2=11", 3, 3, false, false, 2 },
		{ "9=1=2=11", 3, 3, false, false, 3 },
		{ "(9=1+2)", 3, 3, true, false, 1 },
		{ "=1+2", 3, 3, true, false, 1 },
		{ "=1+2=11", 3, 3, false, false, 2 },
		{ "<=2", 3, -1, false, true, 0 },
		{ "<=2 and >=1", 3, -1, false, true, 0 },
		{ "9<=2", 3, -2, false, true, 0 },
		{ "1+2=9+11", -1, -2, false, true, 0 },
		{ "prev(9)=2", 1, -2, false, true, 0 },
		{ "prev(9)", 1, -2, false, false, 1 },
		{ "1+2", -1, -2, false, false, 1 },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(t); i++) {
		struct formula f = must_parse(t[i].text, &axis, t[i].self);
		if (f.target != t[i].target || f.computed != t[i].computed ||
		    (f.check != NULL) != t[i].check || f.nside != t[i].nside ||
		    !str_eq(f.text, t[i].text))
			fail_msg("%s: target %ld computed %d check %d sides "
				 "%zu",
			    t[i].text, f.target, f.computed, f.check != NULL,
			    f.nside);
	}
}

static void
refuses_with_place_and_reason(void **state)
{
	static const char *const codes[] = { "1", "2", "3", "3.1", "A", "dup",
		"dup", NULL, "" };
	static const struct axis axis = { .code = codes, .n = COUNT(codes) };
	static const struct {
		const char *text, *why; /* a part of it */
	} t[] = {
		{ "", "character 1: it is empty" },
		{ " \t", "it is empty" },
		{ "1=", "character 3: something is missing at the end" },
		{ "1=2+", "character 5: something is missing" },
		{ "1=2+*3", "character 5: \"*\" is not expected" },
		{ "1=2 3", "character 5: \"3\" is not expected" },
		{ "1==2", "character 3: \"=\" is not expected" },
		{ "1=2)", "character 4: \")\" is not expected" },
		{ "1=(2+3", "character 7: a closing bracket is missing" },
		{ "1=2%", "character 4: \"%\" is not expected" },
		{ "1=2+x", "character 5: the form has no code x" },
		{ "1=2+ổx+3", "character 5: the form has no code ổx" },
		{ "1=ổ", "character 3: the form has no code ổ" },
		{ "7=2+3", "character 1: the form has no code 7" },
		{ "7=2+3=1", "character 1: the form has no code 7" },
		{ "1+2=3=1", "on the left of a chain there must be a code" },
		{ "1=dup", "the form has the code dup twice" },
		{ "dup=1", "the form has the code dup twice" },
		{ "1=2+2", "character 3: the sum has 2 twice" },
		{ "1=2+3-2", "the sum has 2 twice" },
		{ "1+...+3+2", "the sum has 2 twice" },
		{ "3+...+1", "character 7: 1 does not come after 3" },
		{ "2+...+2", "2 does not come after 2" },
		{ "1+...+7", "the form has no code 7" },
		{ "7+...+1", "before the dots there must be a code" },
		{ "1+...+3.1", "1 and 3.1 are codes of different kinds" },
		{ "1+...+A", "1 and A are codes of different kinds" },
		{ "1-...-3", "\"...\" is not expected" },
		{ "3-1+...+2", "before the dots there must be a code" },
		{ "1+...3", "\"3\" is not expected" },
		{ "1...3", "\"...\" is not expected" },
		{ "...+3", "\"...\" is not expected" },
		{ "1+...+", "something is missing" },
		{ "1+.+3", "\".\" is not expected" },
		{ "mean(1+2,...,3)", "before the dots there must be a code" },
		{ "1<2<3", "only \"=\" can stand in a chain" },
		{ "1=2<3", "only \"=\" can stand in a chain" },
		{ "1<2=3", "only \"=\" can stand in a chain" },
		{ "if(1=2=3,1,2)", "must be the whole formula" },
		{ "not 1=2=3", "must be the whole formula" },
		{ "1=(2<3)", "a figure must stand here" },
		{ "1+(2<3)", "character 3: a figure must stand here" },
		{ "-(2<3)", "a figure must stand here" },
		{ "2*(2<3)", "a figure must stand here" },
		{ "sum(2<3)", "a figure must stand here" },
		{ "if(1,2,3)", "a comparison must stand here" },
		{ "if(1<2,3<1,2)", "a comparison must stand here" },
		{ "if(1<2,3,2<1)", "a figure must stand here" },
		{ "1 and 2", "a comparison must stand here" },
		{ "not 1", "a comparison must stand here" },
		{ "<=2", "character 1: there is nothing on the left of <=" },
		{ "=2+3", "there is nothing on the left of =" },
		{ "if(1<2,3)", "if() takes another number of arguments" },
		{ "abs(1,2)", "abs() takes another number of arguments" },
		{ "sum()", "\")\" is not expected" },
		{ "round(1,2,3)", "\",\" is not expected" },
		{ "round(1,11)", "decimals from 0 to 10" },
		{ "round(1,-1)", "decimals from 0 to 10" },
		{ "round(1,1.5)", "decimals from 0 to 10" },
		{ "prev(1+2)", "prev() takes one code" },
		{ "prev(7)", "the form has no code 7" },
		{ "ytd()", "\")\" is not expected" },
		{ "sin(1)", "character 1: there is no function sin()" },
		{ "and", "\"and\" is not expected" },
		{ "1=2*99999999999999999999999999999", "no code 99999" },
		{ "1=2\001", "characters that are no text" },
		{ "1=\377", "characters that are no text" },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(t); i++) {
		struct findings f = { .mem = mem };
		struct formula ret;
		if (formula_parse(mem, t[i].text, &axis, -1, "line 7", &f,
			&ret))
			fail_msg("%s is read", t[i].text);
		assert_int_equal(f.n, 1);
		assert_string_equal(f.at[0].where, "line 7");
		assert_null(ret.side);
		assert_null(ret.check);
		if (strstr(f.at[0].text, t[i].why) == NULL)
			fail_msg("%s: %s", t[i].text, f.at[0].text);
	}
}

static const char *
repeated(const char *s, int n, const char *middle, const char *end)
{
	struct buf b = { .mem = mem, .max = 10000 };

	for (int i = 0; i < n; i++)
		buf_str(&b, s);
	buf_str(&b, middle);
	for (int i = 0; i < n; i++)
		buf_str(&b, end);
	return b.at;
}

static bool
parses(const char *text, const struct axis *axis)
{
	struct findings f = { .mem = mem };
	struct formula ret;

	return formula_parse(mem, text, axis, -1, "", &f, &ret);
}

static void
holds_its_limits(void **state)
{
	const struct axis *axis = &sheet("1=1 2=2")->axis;

	(void)state;
	assert_true(parses(repeated("(", 40, "1", ")"), axis));
	assert_false(parses(repeated("(", 41, "1", ")"), axis));
	assert_true(parses(repeated("-", 40, "1", ""), axis));
	assert_false(parses(repeated("-", 41, "1", ""), axis));
	assert_true(parses(repeated("not ", 40, "1<2", ""), axis));
	assert_false(parses(repeated("not ", 41, "1<2", ""), axis));
	assert_true(parses(repeated("abs(", 40, "1", ")"), axis));
	assert_false(parses(repeated("abs(", 41, "1", ")"), axis));
	assert_true(parses(repeated("7+", 249, "7", ""), axis));
	assert_true(parses(repeated("-(", 20, "1", ")"), axis));
	assert_false(parses(repeated("7+", 250, "7", ""), axis));
	assert_string_equal(worth(repeated("7+", 249, "7", ""), "1=1"), "1750");
	assert_string_equal(worth(repeated("2*", 249, "1", ""), "1=1 3=2"),
	    "904625697166532776746648320380374280103671755200316906558262375061"
	    "821325312");
}

static struct value
one(const void *from, size_t i, enum when when)
{
	(void)i, (void)when;
	++*(long *)(uintptr_t)from;
	return (struct value){ dec_long(mem, 1), false };
}

/* Ranges of a long axis again and again: the work is bounded. */
static void
stops_at_the_step_limit(void **state)
{
	enum { N = 2000 };
	const char **code = arena_alloc(mem, N * sizeof *code);
	struct axis axis = { .code = code, .n = N };
	long asked = 0;
	struct cells cells = { .get = one, .from = &asked };

	(void)state;
	for (long i = 0; i < N; i++)
		code[i] = str_fmt(mem, "%ld", 10000 + i);
	struct formula f =
	    must_parse(repeated("(10000+...+11999)*", 4, "1", ""), &axis, -1);
	assert_string_equal(shown(formula_eval(mem, f.side[0], &cells)),
	    "16000000000000");
	f = must_parse(repeated("(10000+...+11999)*", 5, "1", ""), &axis, -1);
	asked = 0;
	assert_true(formula_eval(mem, f.side[0], &cells).nan);
	assert_in_range(asked, 9000, FORMULA_STEPS);
}

struct seen {
	char text[200];
};

static void
see(void *arg, size_t i, enum when when)
{
	struct seen *s = arg;
	size_t n = strlen(s->text);

	snprintf(s->text + n, sizeof s->text - n, "%zu@%d ", i, (int)when);
}

static void
see_constant(void *arg, const char *constant)
{
	struct seen *s = arg;

	strncat(s->text, constant, 50);
	strcat(s->text, " ");
}

static void
tells_what_is_read(void **state)
{
	struct sheet *s = sheet("1=1 2=2 3=3 4=4");
	struct formula f =
	    must_parse("if(1<2 and not "
		       "3>4,sum(1,...,3)*prev(2),ytd(3)/100)+round(4,2)",
		&s->axis, -1);
	struct seen reads = { "" }, constants = { "" };

	(void)state;
	expr_reads(f.side[0], see, &reads);
	assert_string_equal(reads.text,
	    "0@0 1@0 2@0 3@0 0@0 1@0 2@0 1@1 2@2 3@0 ");
	expr_constants(f.side[0], see_constant, &constants);
	assert_string_equal(constants.text, "100 ");
}

static void
finds_doubtful_constants(void **state)
{
	static const struct {
		const char *text, *other, *is;
	} t[] = {
		{ "1=2/3*100", "1=1 5=5", NULL },
		{ "1=2/3*100", "100=1", "100" },
		{ "1=2*7", "07=1", "7" },
		{ "1=2*7.0", "7=1", "7.0" },
		{ "1=2=3*7", "7=1", "7" },
		{ "2<=7", "7=1", "7" },
		{ "1=round(2,2)", "2=1", NULL },
		{ "1=2+3", "2=1", NULL },
		{ "1=2*7", "A=1", NULL },
	};
	struct sheet *s = sheet("1=1 2=2 3=3");

	(void)state;
	for (size_t i = 0; i < COUNT(t); i++) {
		struct formula f = must_parse(t[i].text, &s->axis, -1);
		const char *is =
		    formula_doubtful(mem, &f, &sheet(t[i].other)->axis);
		assert_true(str_eq(is, t[i].is));
	}
}

static void
shows_expressions(void **state)
{
	static const struct {
		const char *text, *shown;
	} t[] = {
		{ "2+3+...+7", "2 + 3 + ... + 7" },
		{ "2+…+7", "2 + ... + 7" },
		{ "2/3*100", "2 / 3 * 100" },
		{ "2/(3*100)", "2 / (3 * 100)" },
		{ "2-(3-4)", "2 - (3 - 4)" },
		{ "(2+3)*4", "(2 + 3) * 4" },
		{ "-(2+3)", "-(2 + 3)" },
		{ "2--3", "2 - -3" },
		{ "prev(2)", "prev(2)" },
		{ "mean(2;…;7;3*2)", "mean(2, ..., 7, 3 * 2)" },
		{ "round(2 , 2)", "round(2, 2)" },
		{ "if(2≤3 and (not 3>4 or 4<>5),2,3)",
		    "if(2 <= 3 and (not 3 > 4 or 4 <> 5), 2, 3)" },
	};
	struct sheet *s = sheet(SEVEN);

	(void)state;
	for (size_t i = 0; i < COUNT(t); i++) {
		struct formula f = must_parse(t[i].text, &s->axis, -1);
		assert_string_equal(expr_show(mem, f.side[0], &s->axis),
		    t[i].shown);
		f = must_parse(t[i].shown, &s->axis, -1);
		assert_string_equal(expr_show(mem, f.side[0], &s->axis),
		    t[i].shown);
	}
}

static void
names_what_is_violated(void **state)
{
	static const struct {
		const char *text, *given;
		long self;
		const char *says; /* one sentence after the other */
	} t[] = {
		{ "1=2+3+...+7", "1=12 2=1 3=2 4=1 5=2 6=3 7=2", 0,
		    "CELL is 12, but 2 + 3 + ... + 7 gives 11. " },
		{ "9=11+12=14=18+22", "9=5 11=2 12=3 14=6 18=1234.5 22=1", 0,
		    "CELL is 5, but 14 gives 6. CELL is 5, but 18 + 22 gives "
		    "1.235,5. " },
		{ "9=11+12=14", "9=5 11=2 12=3 14=5", 0, "" },
		{ "9=11+12=14", "9= 11=2 12=3 14=6", 0, "" },
		{ "9=11+12=14", "9=5 11= 12= 14=", 0, "" },
		{ "9=11/12=14", "9=5 11=1 12=0 14=5", 0, "" },
		{ "<=2", "1=3 2=2", 0,
		    "CELL is 3; it must not be more than 2, which is 2. " },
		{ "<=2", "1=2 2=2", 0, "" },
		{ "<=2", "1=2 2=", 0, "" },
		{ "<2", "1=2 2=2", 0,
		    "CELL is 2; it must be less than 2, which is 2. " },
		{ ">=2", "1=1 2=2", 0,
		    "CELL is 1; it must not be less than 2, which is 2. " },
		{ ">2", "1=1 2=2", 0,
		    "CELL is 1; it must be more than 2, which is 2. " },
		{ "<>2", "1=2 2=2", 0,
		    "CELL is 2, and so is 2; they must differ. " },
		{ "1<=2", "1=3 2=2", 0,
		    "1 is 3; it must not be more than 2, which is 2. " },
		{ "2+3<=1", "1=3 2=2 3=2", 0,
		    "2 + 3 is 4; it must not be more than 1, which is 3. " },
		{ "<=2 and >=3 and <>4", "1=5 2=4 3=6 4=4", 0,
		    "CELL is 5; it must not be more than 2, which is 4. CELL is"
		    " 5; it must not be less than 3, which is 6. " },
		{ "1<2 or 1<3", "1=9 2=4 3=6", 0,
		    "This does not hold: 1 < 2 or 1 < 3. " },
		{ "not 1<2", "1=1 2=4", 0, "This does not hold: not 1 < 2. " },
		{ "2+3", "2=1 3=1", 0, "" },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(t); i++) {
		struct sheet *s = sheet(t[i].given);
		struct cells cells = { .get = get, .from = s };
		struct formula f = must_parse(t[i].text, &s->axis, t[i].self);
		struct violation v[9];
		struct buf b = { .mem = mem, .max = 1000 };
		size_t n = formula_violations(mem, &f, &s->axis, &cells, v, 9);
		for (size_t j = 0; j < n; j++)
			buf_fmt(&b, "%s ",
			    violation_text(mem, &v[j], "CELL", NUM_VI));
		if (!str_eq(b.at, t[i].says))
			fail_msg("%s: %s", t[i].text, b.at);
		assert_int_equal(n > 1 ? 1 : n,
		    formula_violations(mem, &f, &s->axis, &cells, v, 1));
	}
}

static void
answers_the_command_line(void **state)
{
	static const struct {
		const char *text, *given; /* separated by blanks */
		bool ok, holds;
		const char *is;
	} t[] = {
		{ "1=2+3+...+7", "1=12 2=1 3=2 4=1 5=2 6=3 7=2", true, false,
		    "1 is 12, but 2 + 3 + ... + 7 gives 11." },
		{ "1=2+3+...+7", "1=11 2=1 3=2 4=1 5=2 6=3 7=2", true, true,
		    "11" },
		{ "1=2+3+...+7", "2=1 3=2 4=1 5=2 6=3 7=2", true, true, "11" },
		{ "2/3", "2=1 3=3", true, true, "1/3" },
		{ "2/3", "2=1 3=0", true, true, "-" },
		{ "2/3", "2=1 3=8", true, true, "0.125" },
		{ "2+3", "2= 3=null", true, true, "null" },
		{ "a+b*10", "a=1.5 b=-2", true, true, "-18.5" },
		{ "2<=3", "2=1 3=3", true, true, "true" },
		{ "2<=3", "2= 3=3", true, true, "null" },
		{ "2<=3", "2=4 3=3", true, false,
		    "2 is 4; it must not be more than 3, which is 3." },
		{ "9=1+2=3", "9=4 1=1 2=2 3=5", true, false,
		    "9 is 4, but 1 + 2 gives 3.\n9 is 4, but 3 gives 5." },
		{ "9=1+2=3", "9=3 1=1 2=2 3=3", true, true, "3" },
		{ "9=1+2=3", "1=1 2=2 3=3", true, true, "null" },
		{ "3/prev(3)*100", "3=5 prev(3)=4", true, true, "125" },
		{ "3/prev(3)*100", "3=5", true, true, "-" },
		{ "ytd(3)+same_period_last_year(4)",
		    "ytd(3)=1 same_period_last_year(4)=2", true, true, "3" },
		{ "2+", "2=1", false, false, "character 3" },
		{ "2+x", "2=1", false, false, "no code x" },
		{ "2", "2=1,5", false, false, "written as 1234.5" },
		{ "2", "2", false, false, "NAME=VALUE" },
		{ "2", "=1", false, false, "cannot use this as a code" },
		{ "2", "2+3=1", false, false, "cannot use this as a code" },
		{ "2", "prev()=1", false, false, "cannot use this" },
		{ "2", "prev(=1", false, false, "cannot use this" },
		{ "2", "last(2)=1", false, false, "cannot use this" },
		{ "2", "2=1 2=2", false, false, "given twice" },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(t); i++) {
		const char *given[20];
		size_t n = 0;
		struct findings f = { .mem = mem };
		struct formula_answer a = { NULL, false };
		char *copy = str_dup(mem, t[i].given);
		for (char *p = strtok(copy, " "); p; p = strtok(NULL, " "))
			given[n++] = p;
		bool ok = formula_try(mem, t[i].text, given, n, NUM_EN, &f, &a);
		const char *is = ok ? a.text : f.at[0].text;
		if (ok != t[i].ok || a.holds != t[i].holds ||
		    (ok ? strcmp(is, t[i].is) != 0 :
			  strstr(is, t[i].is) == NULL))
			fail_msg("%s: %s", t[i].text, is);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(reads_printed_notation),
		cmocka_unit_test(ranges_take_their_own_kind),
		cmocka_unit_test(computes_exactly),
		cmocka_unit_test(null_is_not_zero),
		cmocka_unit_test(logic_has_three_values),
		cmocka_unit_test(tells_what_a_formula_is),
		cmocka_unit_test(refuses_with_place_and_reason),
		cmocka_unit_test(holds_its_limits),
		cmocka_unit_test(stops_at_the_step_limit),
		cmocka_unit_test(tells_what_is_read),
		cmocka_unit_test(finds_doubtful_constants),
		cmocka_unit_test(shows_expressions),
		cmocka_unit_test(names_what_is_violated),
		cmocka_unit_test(answers_the_command_line),
	};

	mem = arena_new();
	int failed = cmocka_run_group_tests(tests, NULL, NULL);
	arena_free(mem);
	return failed;
}
