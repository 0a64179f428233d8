/* amount.c - what a figure is an amount of: a scale and dimensions */
#include <string.h>
#include "base/ctx.h"
#include "base/map.h"
#include "base/utf8.h"
#include "core/amount.h"

enum { TEXTS_MORE = 16, TEN_MAX = 60 };

struct amounts {
	struct arena *mem;
	const struct measures *table;
	struct map seen; /* text: its place in at[], and one */
	struct amount *at;
	size_t n, room;
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

struct amounts *
amounts_new(struct arena *mem, const struct measures *table)
{
	struct amounts *as = arena_alloc(mem, sizeof *as);

	*as = (struct amounts){ .mem = mem,
		.table = table,
		.seen = { .mem = mem } };
	return as;
}

struct amount
amount_unknown(void)
{
	return (struct amount){ .known = false };
}

struct amount
amount_plain(struct amounts *as)
{
	return (struct amount){ .known = true, .scale = dec_long(as->mem, 1) };
}

struct amount
amount_constant(struct amounts *as)
{
	struct amount a = amount_plain(as);

	a.constant = true;
	return a;
}

static const struct dec *
ten_to(struct arena *mem, int power)
{
	const struct dec *ret = dec_long(mem, 1), *ten = dec_long(mem, 10);

	for (int i = 0; i < power; i++)
		ret = dec_mul(mem, ret, ten);
	for (int i = 0; i > power; i--)
		ret = dec_div(mem, ret, ten);
	return ret;
}

/* The scale words before it, taken off. */
static const char *
take_scale(const char *text, int *ret)
{
	bool again = true;

	while (again) {
		again = false;
		for (size_t i = 0; i < COUNT(scales) && !again; i++) {
			size_t n = strlen(scales[i].word);
			if (!str_starts(text, scales[i].word) || text[n] != ' ')
				continue;
			*ret += scales[i].power;
			text += n + 1;
			again = true;
		}
	}
	return text;
}

/* How the table calls one of that dimension. */
static const char *
unit_name(const struct amounts *as, const struct measure *m)
{
	const struct dec *one = dec_long(as->mem, 1);

	for (size_t i = 0; i < as->table->n; i++) {
		const struct measure *u = &as->table->at[i];
		if (str_eq(u->dimension, m->dimension) &&
		    dec_cmp(dec_parse(as->mem, u->factor), one) == 0)
			return u->name;
	}
	return m->dimension;
}

/* As the table has it; codes of dimensions are not words. */
static bool
by_table(struct amounts *as, const char *text, struct amount *ret)
{
	const struct measure *m =
	    as->table == NULL ? NULL : measure_of(as->mem, as->table, text);

	if (m == NULL || str_empty(m->dimension))
		return false;
	ret->scale =
	    dec_mul(as->mem, ret->scale, dec_parse(as->mem, m->factor));
	if (!str_eq(m->dimension, MEASURE_PLAIN))
		ret->dim[ret->n++] = (struct amount_dim){ unit_name(as, m),
			str_fmt(as->mem, "\n%s", m->dimension), 1 };
	return true;
}

/* Tones are moved to the end of a syllable in keys: ours are moved as well. */
static const struct synonym *
synonym_of(struct arena *mem, const char *key)
{
	for (size_t i = 0; i < COUNT(synonyms); i++)
		if (str_eq(key, utf8_key(mem, synonyms[i].word, true)))
			return &synonyms[i];
	return NULL;
}

static struct amount
by_words(struct amounts *as, struct amount a)
{
	int power = 0;
	const char *rest = take_scale(a.text, &power);

	if (power > TEN_MAX)
		return amount_unknown();
	a.scale = ten_to(as->mem, power);
	if (power > 0 && by_table(as, rest, &a))
		return a;
	const char *key = utf8_key(as->mem, rest, true);
	const struct synonym *s = synonym_of(as->mem, key);
	if (s != NULL) {
		a.scale = dec_mul(as->mem, a.scale, ten_to(as->mem, s->power));
		rest = s->dim;
		key = utf8_key(as->mem, rest, true);
		if (by_table(as, rest, &a))
			return a;
	}
	if (!str_empty(key))
		a.dim[a.n++] = (struct amount_dim){ rest, key, 1 };
	return a;
}

static struct amount
read_text(struct amounts *as, const char *printed)
{
	const char *nfc =
	    str_empty(printed) ? NULL : utf8_nfc(as->mem, printed);
	struct amount a = amount_plain(as);

	if (utf8_blank(nfc))
		return amount_unknown();
	a.text = nfc;
	return by_table(as, nfc, &a) ? a : by_words(as, a);
}

struct amount
amount_read(struct amounts *as, const char *printed)
{
	if (printed == NULL)
		return amount_unknown();
	long known = map_get(&as->seen, printed);
	if (known > 0)
		return as->at[known - 1];
	if (as->n == as->room) {
		struct amount *was = as->at;
		as->room = as->room * 2 + TEXTS_MORE;
		as->at = arena_alloc(as->mem, as->room * sizeof *as->at);
		if (as->n > 0)
			memcpy(as->at, was, as->n * sizeof *was);
	}
	as->at[as->n++] = read_text(as, printed);
	(void)map_put(&as->seen, printed, (long)as->n);
	return as->at[as->n - 1];
}

bool
amount_fits(const struct amount *a, const struct amount *b)
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

bool
amount_same(const struct amount *a, const struct amount *b)
{
	return amount_fits(a, b) && dec_cmp(a->scale, b->scale) == 0;
}

struct amount
amount_times(struct amounts *as, struct amount a, const struct amount *b,
    bool divided)
{
	if (!a.known || !b->known)
		return amount_unknown();
	a.text = NULL;
	a.constant = a.constant && b->constant;
	a.scale = divided ? dec_div(as->mem, a.scale, b->scale) :
			    dec_mul(as->mem, a.scale, b->scale);
	for (size_t i = 0; i < b->n; i++) {
		size_t j = 0;
		while (j < a.n && !str_eq(a.dim[j].key, b->dim[i].key))
			j++;
		if (j == AMOUNT_DIMS)
			return amount_unknown();
		if (j == a.n)
			a.dim[a.n++] = (struct amount_dim){ b->dim[i].name,
				b->dim[i].key, 0 };
		a.dim[j].power += divided ? -b->dim[i].power : b->dim[i].power;
		if (a.dim[j].power == 0)
			a.dim[j] = a.dim[--a.n];
	}
	return a;
}

/* 100 beside a plain number makes a percentage of it, 1000 one of "‰". */
static bool
is_power_of_ten(const char *s)
{
	return *s == '1' && s[1] == '0' && s[1 + strspn(s + 1, "0")] == '\0';
}

/* Is it what lies between that measure and another one of its dimension? */
static bool
between(const struct amounts *as, const struct measure *m, const struct dec *k)
{
	const struct dec *of =
	    dec_mul(as->mem, k, dec_parse(as->mem, m->factor));

	for (size_t i = 0; i < as->table->n; i++) {
		const struct measure *x = &as->table->at[i];
		if (str_eq(x->dimension, m->dimension) &&
		    dec_cmp(dec_parse(as->mem, x->factor), of) == 0)
			return true;
	}
	return false;
}

static bool
converts(const struct amounts *as, const struct amount *a, const struct dec *k)
{
	for (size_t i = 0; as->table != NULL && i < as->table->n; i++) {
		const struct measure *m = &as->table->at[i];
		for (size_t j = 0; j < a->n; j++)
			if (a->dim[j].key[0] == '\n' &&
			    str_eq(a->dim[j].key + 1, m->dimension) &&
			    between(as, m, k))
				return true;
	}
	return false;
}

struct amount
amount_scaled(struct amounts *as, struct amount a, const char *number,
    bool divided)
{
	const struct dec *k = dec_parse(as->mem, number);

	if (!a.known || k == NULL || dec_sign(k) <= 0 ||
	    (!is_power_of_ten(number) && !converts(as, &a, k)))
		return a;
	a.scale = divided ? dec_mul(as->mem, a.scale, k) :
			    dec_div(as->mem, a.scale, k);
	return a;
}

/* "10^-3 ", "60 ", nothing for 1. */
static void
scale_words(struct buf *b, const struct dec *scale)
{
	for (int i = -TEN_MAX; i <= TEN_MAX; i++)
		if (dec_cmp(scale, ten_to(b->mem, i)) == 0) {
			if (i != 0)
				buf_fmt(b, "10^%d ", i);
			return;
		}
	buf_fmt(b, "%s ", dec_exact(b->mem, scale));
}

const char *
amount_words(struct arena *mem, const struct amount *a)
{
	struct buf b = { .mem = mem, .max = 400 };

	if (a->text != NULL)
		return a->text;
	scale_words(&b, a->scale);
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
