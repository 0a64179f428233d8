#ifndef IO_FMT_H
#define IO_FMT_H
#include "base/base.h"

/* Writes data as the place where it lands requires: HTML, a URL, ... */
typedef void encoder(struct buf *, const char *, size_t);

/*
 * The one formatter behind html() and url(): the format goes out as it stands,
 * every string through the encoder.  Understands %s (NULL is empty), %.*s, %d,
 * %ld, %zu and %%; aborts on anything else.
 */
void fmt_put(struct buf *, encoder *, const char *fmt, va_list) FMT(3, 0);
#endif
