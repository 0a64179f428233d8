#ifndef IO_URL_H
#define IO_URL_H
#include "base/ctx.h"

/*
 * The address of a page of ours: the configured base, then the format, a
 * literal that starts with '/'.  Arguments are percent-encoded.
 */
#define url(ctx, fmt, ...) url_make((ctx), "" fmt, ##__VA_ARGS__)
const char *url_make(const struct ctx *, const char *fmt, ...) FMT(2, 3);
/* More of a query, after an address that url() made: "&o%zu=%s". */
#define url_more(ctx, url, fmt, ...) \
	url_more_((ctx), (url), "" fmt, ##__VA_ARGS__)
const char *url_more_(const struct ctx *, const char *url, const char *fmt, ...)
    FMT(3, 4);
#endif
