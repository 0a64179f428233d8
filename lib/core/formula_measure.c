/* formula_measure.c - does a formula add dong to people? */
#include <string.h>
#include "base/ctx.h"
#include "base/utf8.h"
#include "core/formula_measure.h"
#include "core/formula_tree.h"

/* Powers of what is counted, and of ten: tỷ đồng / người is đồng 1, người -1.
 */
enum { DIMS = 6, PERCENT_SCALE = -2 };
struct amount {
	bool known, constant;
	int scale; /* power of ten */
	struct dim {
		const char *name, *key; /* as written; as compared */
		int power;
	} dim[DIMS];
	size_t n;
	const char *text; /* as printed, where it is one that is printed */
};
static const struct amount UNKNOWN = { .known = false };

struct measuring {
	struct arena *mem;
	const struct measured *m;
	struct findings *to;
};

static const struct scale_word {
	const char *word;
	int power;
} scales[] = { { "trăm", 2 }, { "nghìn", 3 }, { "ngàn", 3 }, { "vạn", 4 },
	{ "triệu", 6 }, { "tỷ", 9 }, { "tỉ", 9 },
	/* at the beginning of a text */
	{ "Trăm", 2 }, { "Nghìn", 3 }, { "Ngàn", 3 }, { "Vạn", 4 },
	{ "Triệu", 6 }, { "Tỷ", 9 }, { "Tỉ", 9 } };
static const struct synonym {
	const char *word, *dim;
	int power;
} synonyms[] = { { "vnđ", "đồng", 0 }, { "vnd", "đồng", 0 }, { "₫", "đồng", 0 },
	{ "trđ", "đồng", 6 }, { "đô la mỹ", "usd", 0 }, { "đô la", "usd", 0 },
	{ "%", "", -2 }, { "phần trăm", "", -2 }, { "‰", "", -3 },
	{ "phần nghìn", "", -3 }, { "lần", "", 0 } };

/* The scale words before it, taken off. */
static const char *
take_scale(const char *key, int *ret)
{
	bool again = true;

	while (again) {
		again = false;
		for (size_t i = 0; i < COUNT(scales) && !again; i++) {
			size_t n = strlen(scales[i].word);
			if (!str_starts(key, scales[i].word) || key[n] != ' ')
				continue;
			*ret += scales[i].power;
			key += n + 1;
			again = true;
		}
	}
	return key;
}

/* Tones are moved to the end of a syllable in keys: ours are moved as well. */
static bool
same(struct arena *mem, const char *key, const char *word)
{
	return str_eq(key, utf8_key(mem, word, true));
}

static struct amount
read_text(struct arena *mem, const char *text)
{
	struct amount a = { .known = true, .text = text };
	const char *nfc = str_empty(text) ? NULL : utf8_nfc(mem, text);

	if (utf8_blank(nfc))
		return UNKNOWN;
	const char *rest = take_scale(nfc, &a.scale);
	const char *name = utf8_key(mem, rest, true);
	for (size_t i = 0; i < COUNT(synonyms); i++)
		if (same(mem, name, synonyms[i].word)) {
			a.scale += synonyms[i].power;
			rest = synonyms[i].dim;
			name = utf8_key(mem, rest, true);
			break;
		}
	if (!str_empty(name))
		a.dim[a.n++] = (struct dim){ rest, name, 1 };
	return a;
}

static bool
fits(const struct amount *a, const struct amount *b)
{
	if (a->n != b->n)
		return false;
	for (size_t i = 0; i < a->n; i++) {
		bool found = false;
		for (size_t j = 0; j < b->n; j++)
			found =
			    found || (str_eq(a->dim[i].key, b->dim[j].key) &&
					 a->dim[i].power == b->dim[j].power);
		if (!found)
			return false;
	}
	return true;
}

/* a * b^power; no more dimensions than anybody multiplies. */
static struct amount
times(struct amount a, const struct amount *b, int power)
{
	a.text = NULL;
	a.known = a.known && b->known;
	a.constant = a.constant && b->constant;
	a.scale += power * b->scale;
	for (size_t i = 0; i < b->n && a.known; i++) {
		size_t j = 0;
		while (j < a.n && !str_eq(a.dim[j].key, b->dim[i].key))
			j++;
		if (j == DIMS)
			return UNKNOWN;
		if (j == a.n)
			a.dim[a.n++] =
			    (struct dim){ b->dim[i].name, b->dim[i].key, 0 };
		a.dim[j].power += power * b->dim[i].power;
		if (a.dim[j].power == 0)
			a.dim[j] = a.dim[--a.n];
	}
	return a;
}

/* In words: as printed, or "đồng / người". */
static const char *
in_words(struct arena *mem, const struct amount *a)
{
	struct buf b = { .mem = mem, .max = 200 };

	if (a->text != NULL)
		return a->text;
	if (a->scale != 0)
		buf_fmt(&b, "10^%d ", a->scale);
	for (size_t i = 0; i < a->n; i++)
		if (a->dim[i].power > 0)
			buf_fmt(&b, "%s ", a->dim[i].name);
	for (size_t i = 0; i < a->n; i++)
		if (a->dim[i].power < 0)
			buf_fmt(&b, "/ %s ", a->dim[i].name);
	if (b.len == 0)
		return _("a plain number");
	b.at[--b.len] = '\0';
	return b.at;
}

static void
say(struct measuring *w, const struct expr *a, const struct amount *x,
    const struct expr *b, const struct amount *y, bool compared)
{
	const char *left = expr_show(w->mem, a, w->m->axis);
	const char *right = expr_show(w->mem, b, w->m->axis);
	const char *in = in_words(w->mem, x), *on = in_words(w->mem, y);

	if (fits(x, y))
		finding_warn(w->to, w->m->where,
		    _("%s is in %s and %s is in %s: bring them to one unit of "
		      "measure first."),
		    left, in, right, on);
	else if (compared)
		finding_warn(w->to, w->m->where,
		    _("%s is in %s and %s is in %s: they cannot be "
		      "compared."),
		    left, in, right, on);
	else
		finding_warn(w->to, w->m->where,
		    _("%s is in %s and %s is in %s: they cannot be added."),
		    left, in, right, on);
}

static struct amount amount(struct measuring *, const struct expr *);

/* What stands side by side in a sum, a comparison or a list. */
struct beside {
	struct amount is;
	const struct expr *of;
};

static void
beside(struct measuring *w, struct beside *b, const struct expr *e,
    bool compared)
{
	struct amount a = amount(w, e);

	if (!a.known || a.constant)
		return;
	if (b->of == NULL) {
		b->is = a;
		b->of = e;
	} else if (!fits(&b->is, &a) || b->is.scale != a.scale) {
		say(w, b->of, &b->is, e, &a, compared);
	}
}

static struct amount
constant(void)
{
	return (struct amount){ .known = true, .constant = true };
}

/* Constants alone are a constant; else what is known of it. */
static struct amount
of_kids(struct measuring *w, const struct expr *e, size_t from, bool compared)
{
	struct beside b = { .of = NULL };
	bool all = true;

	for (size_t i = from; i < e->nkid; i++) {
		beside(w, &b, e->kid[i], compared);
		all = all && e->kid[i]->kind == EX_NUMBER;
	}
	return b.of != NULL ? b.is : all ? constant() : UNKNOWN;
}

static struct amount
of_ref(struct measuring *w, const struct ref *ref)
{
	if (ref->kind == REF_UNITS)
		return (struct amount){ .known = true };
	return read_text(w->mem, w->m->of(w->m->from, ref));
}

static struct amount
of_code(struct measuring *w, size_t i)
{
	return of_ref(w, &(struct ref){ .kind = REF_CODE, .code = i });
}

static struct amount
of_range(struct measuring *w, const struct expr *e)
{
	struct amount first = UNKNOWN;
	size_t at = 0;

	for (size_t i = 0; i < e->nmember; i++) {
		struct amount a = of_code(w, e->member[i]);
		struct expr x = { .kind = EX_CODE, .member = &e->member[at] },
			    y = { .kind = EX_CODE, .member = &e->member[i] };
		if (!a.known)
			continue;
		if (!first.known) {
			first = a;
			at = i;
		} else if (!fits(&first, &a) || first.scale != a.scale) {
			say(w, &x, &first, &y, &a, false);
		}
	}
	return first;
}

/* 100 beside a plain number makes a percentage of it, 1000 one of "‰". */
static int
power_of_ten(const struct expr *e)
{
	const char *s = e->name;
	int n = 0;

	if (e->kind != EX_NUMBER || *s++ != '1')
		return 0;
	for (; *s == '0'; s++)
		n++;
	return *s == '\0' ? n : 0;
}

/*
 * A factor that is a power of ten changes the scale: 3 in tỷ đồng times 1000 is
 * in triệu đồng.
 */
static struct amount
of_product(struct measuring *w, const struct expr *e)
{
	struct amount all = constant();

	for (size_t i = 0; i < e->nkid; i++) {
		struct amount a = amount(w, e->kid[i]);
		int power = e->flip[i] ? -1 : 1;
		all = times(all, &a, power);
		all.scale -= power * power_of_ten(e->kid[i]);
	}
	return all;
}

static struct amount
of_call(struct measuring *w, const struct expr *e)
{
	if (e->fn == FN_IF) {
		(void)amount(w, e->kid[0]);
		return of_kids(w, e, 1, true);
	}
	if (e->fn == FN_COUNT)
		return constant();
	return of_kids(w, e, 0, e->fn != FN_SUM && e->fn != FN_MEAN);
}

static struct amount
of_below(struct measuring *w, const struct expr *e)
{
	return e->fn == FN_COUNT ? constant() : of_ref(w, &e->ref);
}

static struct amount
amount(struct measuring *w, const struct expr *e)
{
	switch (e->kind) {
	case EX_NUMBER:
		return constant();
	case EX_CODE:
		return of_code(w, e->member[0]);
	case EX_RANGE:
		return of_range(w, e);
	case EX_SUM:
		return of_kids(w, e, 0, false);
	case EX_PRODUCT:
		return of_product(w, e);
	case EX_NEG:
		return amount(w, e->kid[0]);
	case EX_CALL:
		return of_call(w, e);
	case EX_REF:
		return of_ref(w, &e->ref);
	case EX_WINDOW:
	case EX_BELOW:
		return of_below(w, e);
	default: /* comparisons, and what joins them */
		(void)of_kids(w, e, 0, true);
		return UNKNOWN;
	}
}

/* What comes out, beside what the cell says it is in. */
static void
target_check(struct measuring *w, const struct expr *e, const char *target)
{
	struct amount a = amount(w, e), t = read_text(w->mem, target);

	if (!a.known || a.constant || !t.known ||
	    (fits(&a, &t) && a.scale == t.scale))
		return;
	finding_warn(w->to, w->m->where,
	    _("%s comes out in %s, but the cell is in %s."),
	    expr_show(w->mem, e, w->m->axis), in_words(w->mem, &a), target);
}

void
formula_measures(struct arena *mem, const struct formula *f,
    const struct measured *m, const char *target, struct findings *to)
{
	struct measuring w = { mem, m, to };

	for (size_t i = 0; i < f->nside; i++)
		target_check(&w, f->side[i], target);
	if (f->check != NULL)
		(void)amount(&w, f->check);
}
