#ifndef IO_HTML_H
#define IO_HTML_H
#include "base/base.h"

/*
 * Append markup.  The format is code: it must be a literal, and is written as
 * it stands.  The arguments are data: every one of them is escaped.
 */
#define html(h, fmt, ...) html_put((h), "" fmt, ##__VA_ARGS__)
void html_put(struct buf *h, const char *fmt, ...) FMT(2, 3);
#endif
