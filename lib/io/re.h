/*
 * re.h - patterns of cells: PCRE2, the whole value must match
 *
 * Patterns come from the authors of forms, values from users, so both are held
 * short: the interpreter only (no JIT), limits on steps, depth and memory that
 * a pattern cannot raise, no \C.  Letters are those of Unicode; \d and \w are
 * ASCII unless the pattern says (*UCP).
 */
#ifndef IO_RE_H
#define IO_RE_H
#include "base/base.h"

enum { RE_PATTERN_MAX = 200, RE_SUBJECT_MAX = 4096 }; /* bytes */

/*
 * Whether a form may use the pattern; if not, a sentence for its author that
 * names position and reason.
 */
bool re_valid(struct arena *, const char *pattern, const char **ret_why);
/*
 * Whether the whole value matches.  A value that is too long or no UTF-8, and
 * one at which a limit is hit (the log says so), does not.
 */
bool re_match(const char *pattern, const char *value);
#endif
