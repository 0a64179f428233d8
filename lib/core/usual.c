/* usual.c - is a figure what it usually is? */
#include <stdlib.h>
#include <string.h>
#include "core/usual.h"

static int
by_size(const void *a, const void *b)
{
	const struct dec *const *x = a, *const *y = b;

	return dec_cmp(*x, *y);
}

const struct dec *
median(struct arena *mem, const struct dec *const *of, size_t n)
{
	const struct dec **at = arena_alloc(mem, (n + 1) * sizeof *at);

	if (n == 0)
		return NULL;
	for (size_t i = 0; i < n; i++)
		at[i] = of[i];
	qsort(at, n, sizeof *at, by_size);
	if (n % 2 == 1)
		return at[n / 2];
	return dec_div(mem, dec_add(mem, at[n / 2 - 1], at[n / 2]),
	    dec_long(mem, 2));
}

static const struct dec *
mean(struct arena *mem, const struct dec *const *of, size_t n)
{
	const struct dec *sum = of[0];

	for (size_t i = 1; i < n; i++)
		sum = dec_add(mem, sum, of[i]);
	return dec_div(mem, sum, dec_long(mem, (long)n));
}

/* One in the last decimal. */
static const struct dec *
least(struct arena *mem, int decimals)
{
	const struct dec *d = dec_long(mem, 1);

	while (decimals-- > 0)
		d = dec_div(mem, d, dec_long(mem, 10));
	return d;
}

bool
usual_of(struct arena *mem, const struct dec *const *of, size_t n, int decimals,
    struct usual *ret)
{
	const struct dec **away = arena_alloc(mem, (n + 1) * sizeof *away);
	const struct dec *one = least(mem, decimals);

	*ret = (struct usual){ .median = median(mem, of, n), .n = n };
	if (n == 0)
		return false;
	for (size_t i = 0; i < n; i++)
		away[i] = dec_abs(mem, dec_sub(mem, of[i], ret->median));
	ret->spread = median(mem, away, n);
	if (dec_sign(ret->spread) == 0)
		ret->spread = mean(mem, away, n);
	if (dec_sign(ret->spread) == 0)
		ret->spread =
		    dec_div(mem, dec_abs(mem, ret->median), dec_long(mem, 10));
	if (dec_cmp(ret->spread, one) < 0)
		ret->spread = one;
	return true;
}

bool
usual_is_far(struct arena *mem, const struct usual *u, const struct dec *v,
    const struct dec *k)
{
	return dec_cmp(dec_abs(mem, dec_sub(mem, v, u->median)),
		   dec_mul(mem, k, u->spread)) > 0;
}
