/* template_old.c - texts in the encodings from before Unicode */
#include <ctype.h>
#include <string.h>
#include "core/template_part.h"

/*
 * Fonts of TCVN3 (.VnTime) and VNI draw Vietnamese with these characters, that
 * Vietnamese in Unicode never has beside a letter.  Some are of both.
 */
static const char *const tcvn3[] = { "¨", "ª", "«", "¬", "®", "µ", "¶", "·",
	"¸", "¹", "»", "¼", "½", "¾", "×", "Þ", "ß" };
static const char *const vni[] = { "ø", "û", "ï", "å", "ä", "ë", "ö", "ü", "æ",
	"ñ", "Ø", "Û", "Ï", "Å", "Ä", "Ë", "Ö", "Ü", "Æ", "Ñ" };

static bool
is_one_of(const char *s, const char *const *list, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (strncmp(list[i], s, 2) == 0) /* each is of two bytes */
			return true;
	return false;
}

static void
count(const char *text, size_t *old, size_t *other)
{
	for (const char *s = text; *s != '\0'; s++) {
		if ((*s & 0xE0) != 0xC0 || s[1] == '\0')
			continue;
		if (!isalpha((unsigned char)s[2]) &&
		    (s == text || !isalpha((unsigned char)s[-1])))
			continue;
		*old += is_one_of(s, tcvn3, COUNT(tcvn3));
		*other += is_one_of(s, vni, COUNT(vni));
	}
}

const char *
old_encoding(const struct board *b)
{
	enum { ENOUGH = 4 };
	size_t old = 0, other = 0;

	for (size_t i = 0; i < b->t->ncell; i++)
		count(b->t->cells[i].text, &old, &other);
	if (old >= ENOUGH)
		return "TCVN3 (.VnTime)";
	return other >= ENOUGH ? "VNI" : NULL;
}
