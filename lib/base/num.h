/*
 * num.h - figures as people write them
 *
 * Vietnamese: 1.234.567,89; English: 1,234,567.89.  Reading is strict: groups
 * must be groups of three, and what can mean two things in the language given
 * ("1.234" with decimals wanted in English ...) is read by that language's rule
 * only, never guessed.  Decimals are counted as they are typed: in a field for
whole numbers "1,000" is refused in Vietnamese and "1.000" in English, since its
writer may well have meant a thousand.  Zeros before a number, a percent sign,
other digits than 0-9 are refused; the minus sign may be the typographer's.
 */
#ifndef BASE_NUM_H
#define BASE_NUM_H
#include "base/decimal.h"
#include "base/findings.h"

enum num_lang { NUM_VI, NUM_EN };
enum num_lang num_lang(const char *lang); /* "en" is NUM_EN, all else NUM_VI */

/*
 * Read what a person typed.  *ret is NULL for an empty (or blank) field.  A
 * sentence that names what is wrong and returns false when it is no number, has
 * more than `decimals` decimals, or is too long.
 */
bool num_read(struct arena *, const char *typed, enum num_lang, int decimals,
    const struct dec **ret, const char **ret_why);
/* Show with exactly `decimals` decimals (-1: as many as it needs). NULL: "". */
const char *num_show(struct arena *, const struct dec *, int decimals,
    enum num_lang);
/* The same from canonical text, without a detour over struct dec. */
const char *num_show_text(struct arena *, const char *canonical, int decimals,
    enum num_lang);
/* A count: "10.052", "10,052". */
const char *num_show_long(struct arena *, long, enum num_lang);
#endif
