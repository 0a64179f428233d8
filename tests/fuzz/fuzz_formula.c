/*
 * fuzz_formula.c - whatever is read as a formula can be evaluated, and means
 * the same when what is shown of it is read again
 */
#include "core/formula_measure.h"
#include "fuzz.h"

static const char *const codes[] = { "A", "B", "1", "2", "3", "4", "5", "6",
	"7", "8", "9", "9.1", "9.2", "10", "11", "I", "12", "13" };
static const struct axis rows = { .code = codes, .n = 9, .rows = true };
static const struct axis axis = { .code = codes,
	.n = COUNT(codes),
	.across = &rows };

/* Every sort of value: null, zero, not computable, fractions, big ones. */
static struct value
get(const void *from, size_t i, enum when when)
{
	struct arena *mem = (struct arena *)(uintptr_t)from;

	if (i % 5 == 1)
		return (struct value){ NULL, i % 10 == 6 };
	return (
	    struct value){ dec_parse(mem, i % 5 == 2 ? "9999999999999999999.5" :
					  i % 5 == 3 ? "-3" :
					  i % 5 == 4 && when == NOW ? "0" :
								      "12"),
		false };
}

static struct value
far(const void *from, const struct ref *ref)
{
	return get(from,
	    ref->kind == REF_ITEM ? strlen(ref->item) :
				    ref->code + (size_t)ref->back,
	    ref->when);
}

static bool
below(const void *from, const struct ref *ref, size_t k, struct value *ret)
{
	*ret = get(from, ref->code + k, NOW);
	return k < 7;
}

static const char *
measure(const void *from, const struct ref *ref)
{
	static const char *const texts[] = { "đồng", "triệu đồng", "%",
		"nghìn tỷ", "", "người", "VNĐ" };

	(void)from;
	return texts[(ref->code + (size_t)ref->when) % COUNT(texts)];
}

static bool
same(struct value a, struct value b)
{
	if (a.dec == NULL || b.dec == NULL)
		return a.dec == b.dec && a.nan == b.nan;
	return dec_cmp(a.dec, b.dec) == 0;
}

static void
try(struct arena *mem, const struct expr *e)
{
	struct findings f = { .mem = mem };
	struct cells cells = { get, mem, far, below };
	const char *shown = expr_show(mem, e, &axis);
	struct formula again;

	if (strlen(shown) > FORMULA_TEXT_MAX)
		return;
	HOLDS(formula_parse(mem, shown, &axis, 4, "", &f, &again));
	const struct expr *r =
	    again.check != NULL ? again.check : again.side[0];
	if (again.target >= 0) /* "2 = 3 + 4" within a check */
		return;
	HOLDS(same(formula_eval(mem, e, &cells), formula_eval(mem, r, &cells)));
	HOLDS(str_eq(shown, expr_show(mem, r, &axis)));
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	struct arena *mem = arena_new();
	struct findings f = { .mem = mem };
	struct cells cells = { get, mem, far, below };
	struct formula ret;
	struct violation v[4];
	const char *text = fuzz_text(mem, data, n);

	if (formula_parse(mem, text, &axis, 4, "x", &f, &ret)) {
		HOLDS(f.n == 0 && (ret.check != NULL) != (ret.nside > 0));
		for (size_t i = 0; i < ret.nside; i++)
			try(mem, ret.side[i]);
		if (ret.check != NULL)
			try(mem, ret.check);
		size_t nv = formula_violations(mem, &ret, &axis, &cells, v, 4);
		for (size_t i = 0; i < nv; i++)
			HOLDS(*violation_text(mem, &v[i], "x", NUM_VI) != '\0');
		(void)formula_doubtful(mem, &ret, &axis);
		formula_measures(mem, &ret,
		    &(struct measured){ .of = measure,
			.axis = &axis,
			.where = "x" },
		    "đồng", &f);
		HOLDS(f.nerror == 0);
	} else {
		HOLDS(f.n == 1);
	}
	arena_free(mem);
	return 0;
}
