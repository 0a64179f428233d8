/*
 * query.h - reading what browsers send: query strings, bodies, cookies
 *
 * Strict: a % without two hex digits, text that is not UTF-8, a NUL or another
 * control character, a name given twice, or more than the limits is refused
 * with a reason.  Values are NFC; line ends are \n.
 */
#ifndef IO_QUERY_H
#define IO_QUERY_H
#include "base/base.h"

enum { QUERY_NAME_MAX = 64, QUERY_PARAMS_MAX = 6000 };

struct param {
	const char *name, *value;
};
struct params {
	struct param *at;
	size_t n;
};
/*
 * application/x-www-form-urlencoded; adds to what *ret holds.  E_MALFORMED or
 * E_LIMIT; *ret_why is for the log.
 */
enum rc query_parse(struct arena *, const char *text, size_t len,
    struct params *ret, const char **ret_why) NODISCARD;
/*
 * One more, as a browser sent it but for the encoding: checked as above.  Once
 * all are there params_sort() makes them fit for params_get().
 */
enum rc params_put(struct arena *, const char *name, size_t nname,
    const char *value, size_t nvalue, struct params *,
    const char **ret_why) NODISCARD;
enum rc params_sort(struct params *, const char **ret_why) NODISCARD;
/* A text of a request, not encoded; NULL if it is refused. */
const char *query_text(struct arena *, const char *, size_t);
/* NULL: not there.  Sorted by name once, then found by bisection. */
const char *params_get(const struct params *, const char *name);
/* The value of a cookie in a Cookie header; NULL if it is not there. */
const char *cookie_get(struct arena *, const char *header, const char *name);
#endif
