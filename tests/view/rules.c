/*
 * rules.c - rules with figures and their values, for the script to agree with
 *
 * Prints lines "rule TAB figures TAB value": the rule as calc.js gets it, the
 * figures of codes 1..9 (canonical, or "-" for not computable, or nothing), and
 * the value with ten decimals.  The same on every run.
 */
#include <stdio.h>
#include <stdlib.h>
#include "base/num.h"
#include "core/formula.h"

enum { CODES = 9, ROUNDS = 60 };
static const char *const codes[CODES] = { "1", "2", "3", "4", "5", "6", "7",
	"8", "9.1" };
static const char *const texts[] = { "2+3+...+7", "1-2-3", "1-(2-3)",
	"9.1/2*100", "1/2/3", "-1*2", "1*2*3-4", "(1+2)/(3+4)", "if(1>2,3,4)",
	"if(1>=2 and 3<4,5,6)", "if(1<>2 or not 3=4,5,6)", "round(1/3,2)",
	"round(-1/2,0)", "abs(1-2)", "min(1,2,3)", "max(1,...,7)",
	"sum(1,...,7)", "mean(1,...,7)", "count(1,...,7)", "coalesce(1,2,3)",
	"1<=2", "1=2+3", "prev(1)+2", "1*0.5+10", "[row 2, column 3]+1",
	"[row 2]-[row 3]", "if([row 1, column 1]>2, 3, 4)",
	"window_sum(1, 3)+2", "item(\"X\")+1", "children_sum(1)",
	"units_reporting()", "plan(1)",
	"[row 1, column 1]+[row 2, column 1]<=[row 3, column 1]*2",
	"1<2*10 or prev(1)>0" };
static const char *const lines[] = { "1", "2", "3" };

static unsigned long seed = 20260928;

static unsigned long
draw(unsigned long n)
{
	seed = seed * 6364136223846793005UL + 1442695040888963407UL;
	return (seed >> 33) % n;
}

/* Few different ones, so that equality and zero do happen. */
static struct value
figure(struct arena *mem, const char **ret_text)
{
	static const char *const some[] = { "0", "1", "2", "-3", "0.5", "-1.25",
		"1000", "12345678901234567890.5", "3.3333333333" };
	unsigned long k = draw(12);

	*ret_text = k < COUNT(some) ? some[k] : k == 9 ? "-" : "";
	return (struct value){ .dec = k < COUNT(some) ?
					  dec_parse(mem, some[k]) :
					  NULL,
		.nan = k == 9 };
}

static struct value
get(const void *from, size_t i, enum when when)
{
	const struct value *at = from;

	return when == NOW ? at[i] : (struct value){ 0 };
}

/* Row r, column c is the figure of code r + c; its own column is the first. */
static struct value
ref(const void *from, const struct ref *r)
{
	const struct value *at = from;

	return r->kind == REF_CELL ? at[r->row + (r->col < 0 ? 0 : r->col)] :
				     (struct value){ 0 };
}

static void
one(struct arena *mem, const struct formula *f)
{
	const struct expr *e = f->check != NULL ? f->check : f->side[0];
	struct value at[CODES];
	const char *text;
	struct buf rule = { .mem = mem, .max = 1000 };

	expr_stack(&rule, e);
	printf("%s\t", rule.at);
	for (size_t i = 0; i < CODES; i++) {
		at[i] = figure(mem, &text);
		printf("%s%s", i > 0 ? " " : "", text);
	}
	struct value v = formula_eval(mem, e,
	    &(struct cells){ .get = get, .from = at, .ref = ref });
	printf("\t%s\n", v.nan ? "-" : num_show(mem, v.dec, 10, NUM_EN));
}

int
main(void)
{
	const struct axis rows = { .code = lines, .n = 3, .rows = true };
	const struct axis axis = { .code = codes, .n = CODES, .across = &rows };

	for (size_t t = 0; t < COUNT(texts); t++)
		for (int i = 0; i < ROUNDS; i++) {
			struct arena *mem = arena_new();
			struct findings bad = { .mem = mem };
			struct formula f = { 0 };
			if (!formula_parse(mem, texts[t], &axis, -1, "rule",
				&bad, &f)) {
				fprintf(stderr, "%s: %s\n", texts[t],
				    bad.at[0].text);
				return 1;
			}
			one(mem, &f);
			arena_free(mem);
		}
	return 0;
}
