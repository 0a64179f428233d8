/* hex.h - bytes as text, for statements that hold nothing but text */
#ifndef BASE_HEX_H
#define BASE_HEX_H
#include "base/base.h"

/* Lower case, NUL-terminated. */
char *hex_text(struct arena *, const char *bytes, size_t n);
/* Back, in either case, NUL-terminated; NULL if it is not that. */
char *hex_bytes(struct arena *, const char *text, size_t *ret_n);
#endif
