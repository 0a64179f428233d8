/* upper.c - capitals, of every alphabet */
#include <string.h>
#include <utf8proc.h>
#include "base/upper.h"

const char *
str_upper(struct arena *mem, const char *s)
{
	size_t n = s == NULL ? 0 : strlen(s);
	struct buf b = { .mem = mem, .max = 4 * n + 4 };

	while (n > 0) {
		utf8proc_int32_t c;
		utf8proc_uint8_t at[4];
		utf8proc_ssize_t len =
		    utf8proc_iterate((const utf8proc_uint8_t *)s,
			(utf8proc_ssize_t)n, &c);
		if (len > 0)
			buf_put(&b, (char *)at,
			    (size_t)utf8proc_encode_char(utf8proc_toupper(c),
				at));
		else
			buf_put(&b, s, (size_t)(len = 1));
		s += len;
		n -= (size_t)len;
	}
	return b.at == NULL ? "" : b.at;
}
