/* hex.c - bytes as text */
#include <string.h>
#include "base/hex.h"

char *
hex_text(struct arena *mem, const char *bytes, size_t n)
{
	static const char digits[] = "0123456789abcdef";
	char *s = arena_take(mem, 2 * n + 1);

	for (size_t i = 0; i < n; i++) {
		s[2 * i] = digits[(unsigned char)bytes[i] >> 4];
		s[2 * i + 1] = digits[(unsigned char)bytes[i] & 15];
	}
	s[2 * n] = '\0';
	return s;
}

static int
digit(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	c |= 32;
	return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

char *
hex_bytes(struct arena *mem, const char *text, size_t *ret_n)
{
	size_t n = strlen(text) / 2;
	char *s = arena_take(mem, n + 1);

	if (strlen(text) % 2 != 0)
		return NULL;
	for (size_t i = 0; i < n; i++) {
		int high = digit(text[2 * i]), low = digit(text[2 * i + 1]);
		if (high < 0 || low < 0)
			return NULL;
		s[i] = (char)(high << 4 | low);
	}
	s[n] = '\0';
	*ret_n = n;
	return s;
}
