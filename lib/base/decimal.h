/*
 * decimal.h - exact figures
 *
 * A figure is a pointer to an exact rational, or NULL: absent.  Null is not
 * zero.  No double ever holds a figure.  Everything lives in the arena given;
 * values are immutable.  At most DEC_DIGITS digits before and DEC_SCALE after
 * the point enter or leave (what DECIMAL(38,10) holds); in between, results
 * are exact and rounded once, half away from zero, when they are kept.
 */
#ifndef BASE_DECIMAL_H
#define BASE_DECIMAL_H
#include "base/base.h"

enum { DEC_DIGITS = 28, DEC_SCALE = 10 };
struct dec;

/* Canonical text: -?[0-9]+(\.[0-9]+)?; NULL if it is not that or too long. */
const struct dec *dec_parse(struct arena *, const char *);
const struct dec *dec_long(struct arena *, long);
/* These take no NULL: what an absent operand means is the caller's rule. */
const struct dec *dec_add(struct arena *, const struct dec *,
    const struct dec *);
const struct dec *dec_sub(struct arena *, const struct dec *,
    const struct dec *);
const struct dec *dec_mul(struct arena *, const struct dec *,
    const struct dec *);
/* NULL when the divisor is zero. */
const struct dec *dec_div(struct arena *, const struct dec *,
    const struct dec *);
const struct dec *dec_neg(struct arena *, const struct dec *);
const struct dec *dec_abs(struct arena *, const struct dec *);
int dec_cmp(const struct dec *, const struct dec *);
int dec_sign(const struct dec *);
/* Half away from zero; decimals below 0 count as 0. */
const struct dec *dec_round(struct arena *, const struct dec *, int decimals);
/* How many decimals it needs, at most DEC_SCALE; DEC_SCALE + 1 if more. */
int dec_scale(const struct dec *);
/* More than DEC_DIGITS digits before the point, once rounded to DEC_SCALE. */
bool dec_too_big(const struct dec *);
/* Canonical text with just the decimals it needs, rounded to DEC_SCALE. */
const char *dec_text(struct arena *, const struct dec *);
/* All of its decimals; "1/3" for what no number of decimals can write. */
const char *dec_exact(struct arena *, const struct dec *);
#endif
