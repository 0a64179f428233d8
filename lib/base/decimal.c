/*
 * decimal.c - exact figures on GMP's rationals
 *
 * Nearly every figure of a report is a whole number that fits a long, so that
 * one is held as such; the rest is an mpq.  What fits a long is never an mpq.
 *
 * GMP's memory functions are global to the process, and other libraries use
 * GMP too (TLS does).  So they point to the arena only while one of the
 * functions here runs, and nothing made meanwhile is ever cleared or grown
 * outside.
 */
#include <gmp.h>
#include <stdio.h>
#include <string.h>
#include "base/decimal.h"

struct dec {
	mpq_srcptr q; /* NULL: n is the value */
	long n;
};

static struct arena *lender; /* whose memory GMP takes */

static void *
take(size_t n)
{
	return arena_alloc(lender, n);
}

static void *
retake(void *old, size_t had, size_t n)
{
	if (n <= had)
		return old;
	return memcpy(arena_alloc(lender, n), old, had);
}

static void
drop(void *p, size_t n)
{
	(void)p, (void)n;
}

static void
gmp_begin(struct arena *mem)
{
	lender = mem;
	mp_set_memory_functions(take, retake, drop);
}

static void
gmp_end(void)
{
	mp_set_memory_functions(NULL, NULL, NULL);
	lender = NULL;
}

const struct dec *
dec_long(struct arena *mem, long n)
{
	struct dec *d = arena_alloc(mem, sizeof *d);

	d->n = n;
	return d;
}

/* Between gmp_begin() and gmp_end(): the rational, which q must keep. */
static const struct dec *
keep(struct arena *mem, mpq_srcptr q)
{
	struct dec *d = arena_alloc(mem, sizeof *d);

	if (mpz_cmp_ui(mpq_denref(q), 1) == 0 &&
	    mpz_fits_slong_p(mpq_numref(q)))
		d->n = mpz_get_si(mpq_numref(q));
	else
		d->q = q;
	return d;
}

static mpq_ptr
fresh(struct arena *mem)
{
	mpq_ptr q = arena_alloc(mem, sizeof(mpq_t));

	mpq_init(q);
	return q;
}

static mpq_srcptr
rational(struct arena *mem, const struct dec *d)
{
	if (d->q != NULL)
		return d->q;
	mpq_ptr q = fresh(mem);
	mpq_set_si(q, d->n, 1);
	return q;
}

/* Whether it is -?[0-9]+(\.[0-9]+)?, and how many digits stand where. */
static bool
canonical(const char *s, size_t *ret_whole, size_t *ret_decimals)
{
	s += *s == '-';
	*ret_whole = strspn(s, "0123456789");
	s += *ret_whole;
	*ret_decimals = 0;
	if (*s == '.') {
		*ret_decimals = strspn(++s, "0123456789");
		if (*ret_decimals == 0)
			return false;
		s += *ret_decimals;
	}
	return *ret_whole > 0 && *s == '\0';
}

/* digits: the text without its point, sign and all. */
static const struct dec *
scaled(struct arena *mem, const char *digits, size_t decimals)
{
	gmp_begin(mem);
	mpq_ptr q = fresh(mem);
	mpz_set_str(mpq_numref(q), digits, 10);
	mpz_ui_pow_ui(mpq_denref(q), 10, decimals);
	mpq_canonicalize(q);
	const struct dec *d = keep(mem, q);
	gmp_end();
	return d;
}

const struct dec *
dec_parse(struct arena *mem, const char *s)
{
	char digits[1 + DEC_DIGITS + DEC_SCALE + 1];
	size_t whole, decimals, sign, n;
	long v = 0;

	if (s == NULL || !canonical(s, &whole, &decimals) ||
	    whole > DEC_DIGITS || decimals > DEC_SCALE)
		return NULL;
	sign = *s == '-';
	while (decimals > 0 && s[sign + whole + decimals] == '0')
		decimals--;
	n = sign + whole;
	memcpy(digits, s, n);
	memcpy(digits + n, s + n + 1, decimals);
	digits[n + decimals] = '\0';
	if (decimals > 0 || whole > 18)
		return scaled(mem, digits, decimals);
	for (const char *c = digits + sign; *c != '\0'; c++)
		v = 10 * v + (*c - '0');
	return dec_long(mem, sign ? -v : v);
}

typedef void operation(mpq_ptr, mpq_srcptr, mpq_srcptr);

static const struct dec *
compute(struct arena *mem, operation *op, const struct dec *a,
    const struct dec *b)
{
	gmp_begin(mem);
	mpq_ptr q = fresh(mem);
	op(q, rational(mem, a), rational(mem, b));
	const struct dec *d = keep(mem, q);
	gmp_end();
	return d;
}

const struct dec *
dec_add(struct arena *mem, const struct dec *a, const struct dec *b)
{
	long n;

	if (a->q == NULL && b->q == NULL &&
	    !__builtin_add_overflow(a->n, b->n, &n))
		return dec_long(mem, n);
	return compute(mem, mpq_add, a, b);
}

const struct dec *
dec_sub(struct arena *mem, const struct dec *a, const struct dec *b)
{
	long n;

	if (a->q == NULL && b->q == NULL &&
	    !__builtin_sub_overflow(a->n, b->n, &n))
		return dec_long(mem, n);
	return compute(mem, mpq_sub, a, b);
}

const struct dec *
dec_mul(struct arena *mem, const struct dec *a, const struct dec *b)
{
	long n;

	if (a->q == NULL && b->q == NULL &&
	    !__builtin_mul_overflow(a->n, b->n, &n))
		return dec_long(mem, n);
	return compute(mem, mpq_mul, a, b);
}

const struct dec *
dec_div(struct arena *mem, const struct dec *a, const struct dec *b)
{
	if (dec_sign(b) == 0)
		return NULL;
	return compute(mem, mpq_div, a, b);
}

const struct dec *
dec_neg(struct arena *mem, const struct dec *d)
{
	return dec_sub(mem, dec_long(mem, 0), d);
}

const struct dec *
dec_abs(struct arena *mem, const struct dec *d)
{
	return dec_sign(d) < 0 ? dec_neg(mem, d) : d;
}

int
dec_cmp(const struct dec *a, const struct dec *b)
{
	if (a->q == NULL && b->q == NULL)
		return (a->n > b->n) - (a->n < b->n);
	int c = b->q == NULL ? mpq_cmp_si(a->q, b->n, 1) :
		a->q == NULL ? -mpq_cmp_si(b->q, a->n, 1) :
			       mpq_cmp(a->q, b->q);
	return (c > 0) - (c < 0);
}

int
dec_sign(const struct dec *d)
{
	return d->q == NULL ? (d->n > 0) - (d->n < 0) : mpq_sgn(d->q);
}

/* q times 10^decimals as a whole number, half away from zero. */
static void
shift(mpz_ptr ret, mpq_srcptr q, unsigned decimals)
{
	mpz_t den;

	/* Of the doubled magnitude, so that a half is whole: (2n + d) / 2d. */
	mpz_init(den);
	mpz_ui_pow_ui(ret, 10, decimals);
	mpz_mul(ret, ret, mpq_numref(q));
	mpz_mul_2exp(ret, ret, 1);
	if (mpz_sgn(ret) < 0)
		mpz_sub(ret, ret, mpq_denref(q));
	else
		mpz_add(ret, ret, mpq_denref(q));
	mpz_mul_2exp(den, mpq_denref(q), 1);
	mpz_tdiv_q(ret, ret, den);
	mpz_clear(den);
}

const struct dec *
dec_round(struct arena *mem, const struct dec *d, int decimals)
{
	if (d->q == NULL)
		return d;
	decimals = decimals < 0 ? 0 : decimals;
	gmp_begin(mem);
	mpq_ptr q = fresh(mem);
	shift(mpq_numref(q), d->q, (unsigned)decimals);
	mpz_ui_pow_ui(mpq_denref(q), 10, (unsigned)decimals);
	mpq_canonicalize(q);
	d = keep(mem, q);
	gmp_end();
	return d;
}

/* The least power of ten that the denominator divides; -1: there is none. */
static long
decimals_of(mpq_srcptr q)
{
	mpz_t rest, five;

	mpz_init(rest);
	mpz_init_set_ui(five, 5);
	long fives = (long)mpz_remove(rest, mpq_denref(q), five);
	long twos = (long)mpz_scan1(rest, 0);
	bool pure = mpz_sizeinbase(rest, 2) == (size_t)twos + 1;
	mpz_clear(rest);
	mpz_clear(five);
	return !pure ? -1 : twos > fives ? twos : fives;
}

int
dec_scale(const struct dec *d)
{
	long n = d->q == NULL ? 0 : decimals_of(d->q);

	return n < 0 || n > DEC_SCALE ? DEC_SCALE + 1 : (int)n;
}

bool
dec_too_big(const struct dec *d)
{
	mpz_t n, most;

	if (d->q == NULL)
		return false;
	mpz_init(n);
	mpz_init(most);
	shift(n, d->q, DEC_SCALE);
	mpz_ui_pow_ui(most, 10, DEC_DIGITS + DEC_SCALE);
	bool big = mpz_cmpabs(n, most) >= 0;
	mpz_clear(n);
	mpz_clear(most);
	return big;
}

/* The text of q rounded to so many decimals, without zeros at its end. */
static const char *
text(struct arena *mem, mpq_srcptr q, unsigned decimals)
{
	mpz_t n;

	gmp_begin(mem);
	mpz_init(n);
	shift(n, q, decimals);
	const char *s = mpz_get_str(NULL, 10, n);
	gmp_end();

	bool minus = *s == '-';
	size_t len = strlen(s + minus);
	size_t zeros = len <= decimals ? decimals + 1 - len : 0;
	char *out = arena_alloc(mem, minus + zeros + len + 2);
	size_t whole = minus + zeros + len - decimals;
	memcpy(out, "-", minus);
	memset(out + minus, '0', zeros);
	memcpy(out + minus + zeros, s + minus, len);
	memmove(out + whole + 1, out + whole, decimals);
	out[whole] = '.';
	char *end = out + whole + decimals;
	while (*end == '0')
		end--;
	end[*end == '.' ? 0 : 1] = '\0';
	return out;
}

const char *
dec_text(struct arena *mem, const struct dec *d)
{
	if (d->q == NULL)
		return str_long(mem, d->n);
	return text(mem, d->q, DEC_SCALE);
}

const char *
dec_exact(struct arena *mem, const struct dec *d)
{
	long decimals;

	if (d->q == NULL)
		return str_long(mem, d->n);
	decimals = decimals_of(d->q);
	if (decimals >= 0)
		return text(mem, d->q, (unsigned)decimals);
	gmp_begin(mem);
	const char *s = mpq_get_str(NULL, 10, d->q);
	gmp_end();
	return s;
}
