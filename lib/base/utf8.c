/* utf8.c - text of the world made comparable, on libutf8proc */
#include <stdlib.h>
#include <string.h>
#include <utf8proc.h>
#include "base/utf8.h"

/*
 * Putting marks in order takes time by the square of their number; nothing that
 * people write has more than this in a row (UAX #15 says 30, too).
 */
enum { MARKS_MAX = 30, TONES_MAX = 64 };

static bool
forbidden(utf8proc_int32_t c)
{
	if (c < 0x20)
		return c != '\t' && c != '\n' && c != '\r';
	return (c >= 0x7f && c <= 0x9f) || (c >= 0xfdd0 && c <= 0xfdef) ||
	       (c & 0xfffe) == 0xfffe;
}

static bool
is_mark(utf8proc_int32_t c)
{
	return utf8proc_get_property(c)->combining_class != 0;
}

/* Whether it is text at all; *ret_ascii: and NFC as it stands. */
static bool
acceptable(const char *s, bool *ret_ascii)
{
	utf8proc_ssize_t len = (utf8proc_ssize_t)strlen(s), n;
	utf8proc_int32_t c;
	int marks = 0;

	*ret_ascii = true;
	for (; len > 0; s += n, len -= n) {
		n = utf8proc_iterate((const utf8proc_uint8_t *)s, len, &c);
		if (n <= 0 || forbidden(c))
			return false;
		if (c < 0x80) {
			marks = 0;
			continue;
		}
		*ret_ascii = false;
		marks = is_mark(c) ? marks + 1 : 0;
		if (marks > MARKS_MAX)
			return false;
	}
	return true;
}

static char *
mapped(struct arena *mem, const char *s, utf8proc_option_t options)
{
	utf8proc_uint8_t *out;

	if (utf8proc_map((const utf8proc_uint8_t *)s, 0, &out,
		options | UTF8PROC_NULLTERM | UTF8PROC_STABLE) < 0)
		return NULL;
	char *copy = str_dup(mem, (const char *)out);
	free(out);
	return copy;
}

const char *
utf8_nfc(struct arena *mem, const char *s)
{
	bool ascii;

	if (s == NULL || !acceptable(s, &ascii))
		return NULL;
	return ascii ? str_dup(mem, s) : mapped(mem, s, UTF8PROC_COMPOSE);
}

static bool
unseen(utf8proc_int32_t c)
{
	switch (utf8proc_category(c)) {
	case UTF8PROC_CATEGORY_CC:
	case UTF8PROC_CATEGORY_CF:
	case UTF8PROC_CATEGORY_ZS:
	case UTF8PROC_CATEGORY_ZL:
	case UTF8PROC_CATEGORY_ZP:
		return true;
	default:
		return false;
	}
}

bool
utf8_blank(const char *s)
{
	utf8proc_ssize_t n;
	utf8proc_int32_t c;

	for (; s != NULL && *s != '\0'; s += n) {
		n = utf8proc_iterate((const utf8proc_uint8_t *)s, -1, &c);
		if (n <= 0 || !unseen(c))
			return false;
	}
	return true;
}

size_t
utf8_len(const char *s)
{
	size_t n = 0;

	for (; *s != '\0'; s++)
		n += (*s & 0xc0) != 0x80;
	return n;
}

/* A key being made: the syllable's tones wait until it ends. */
struct key {
	struct buf out;
	utf8proc_int32_t tones[TONES_MAX];
	size_t ntone;
	bool marks, gap;
};

static bool
is_tone(utf8proc_int32_t c)
{
	return c == 0x300 || c == 0x301 || c == 0x303 || c == 0x309 ||
	       c == 0x323;
}

static void
put(struct key *k, utf8proc_int32_t c)
{
	utf8proc_uint8_t bytes[4];

	buf_put(&k->out, (char *)bytes, (size_t)utf8proc_encode_char(c, bytes));
}

static void
end_syllable(struct key *k)
{
	for (size_t i = 0; i < k->ntone; i++)
		put(k, k->tones[i]);
	k->ntone = 0;
}

static bool
is_blank(utf8proc_int32_t c)
{
	return c == '\t' || c == '\n' || c == '\r' ||
	       utf8proc_category(c) == UTF8PROC_CATEGORY_ZS;
}

static bool
is_letter(utf8proc_int32_t c)
{
	utf8proc_category_t cat = utf8proc_category(c);

	return cat >= UTF8PROC_CATEGORY_LU && cat <= UTF8PROC_CATEGORY_ME;
}

/* One code point of the decomposed text. */
static void
key_add(struct key *k, utf8proc_int32_t c)
{
	c = utf8proc_tolower(c);
	if (is_blank(c)) {
		end_syllable(k);
		k->gap = k->out.len > 0;
		return;
	}
	if (is_mark(c)) {
		if (k->marks && is_tone(c) && k->ntone < TONES_MAX)
			k->tones[k->ntone++] = c;
		else if (k->marks)
			put(k, c);
		return;
	}
	if (!is_letter(c))
		end_syllable(k);
	if (k->gap)
		buf_put(&k->out, " ", 1);
	k->gap = false;
	put(k, c == 0x111 && !k->marks ? 'd' : c);
}

const char *
utf8_key(struct arena *mem, const char *s, bool marks)
{
	struct key k = { .marks = marks };
	utf8proc_int32_t c;
	bool ascii;
	char *nfd;

	if (s == NULL || !acceptable(s, &ascii))
		return NULL;
	nfd = mapped(mem, s, UTF8PROC_DECOMPOSE);
	if (nfd == NULL)
		return NULL;
	k.out = (struct buf){ .mem = mem, .max = 4 * strlen(nfd) + 1 };
	for (const char *p = nfd; *p != '\0';) {
		p += utf8proc_iterate((const utf8proc_uint8_t *)p, -1, &c);
		key_add(&k, c);
	}
	end_syllable(&k);
	if (k.out.len == 0)
		return "";
	return marks ? mapped(mem, k.out.at, UTF8PROC_COMPOSE) : k.out.at;
}
