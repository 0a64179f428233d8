/* xlsx_text.c - the texts of a workbook: shared ones, runs, odd characters */
#include <string.h>
#include "base/ctx.h"
#include "base/utf8.h"
#include "io/xlsx_part.h"

/* "_x000D_" is how a character that XML cannot hold is written; -1: no. */
static long
escaped(const char *s, const char *end)
{
	long code = 0;

	if (end - s < 7 || s[0] != '_' || s[1] != 'x' || s[6] != '_')
		return -1;
	for (int i = 2; i < 6; i++) {
		const char *hex = "0123456789abcdef0123456789ABCDEF";
		const char *at = s[i] == '\0' ? NULL : strchr(hex, s[i]);
		if (at == NULL)
			return -1;
		code = code * 16 + (at - hex) % 16;
	}
	return code;
}

/* Bytes of a character that is not seen: direction, width zero, soft hyphen. */
static size_t
unseen(const char *s, const char *end)
{
	static const char *const marks[] = { "\u200b", "\u200c", "\u200d",
		"\u200e", "\u200f", "\u2060", "\ufeff", "\u00ad", "\u202a",
		"\u202b", "\u202c", "\u202d", "\u202e" };

	for (size_t i = 0; i < COUNT(marks); i++) {
		size_t n = strlen(marks[i]);
		if ((size_t)(end - s) >= n && memcmp(s, marks[i], n) == 0)
			return n;
	}
	return 0;
}

/* Bytes of a control of the second set, or a noncharacter; they are blanks. */
static size_t
odd(const char *s, const char *end)
{
	const unsigned char *u = (const unsigned char *)s;
	size_t left = (size_t)(end - s);

	if (u[0] == 0x7f)
		return 1;
	if (left >= 2 && u[0] == 0xc2 && u[1] >= 0x80 && u[1] < 0xa0)
		return 2;
	if (left >= 3 && u[0] == 0xef &&
	    ((u[1] == 0xbf && u[2] >= 0xbe) ||
		(u[1] == 0xb7 && u[2] >= 0x90 && u[2] <= 0xaf)))
		return 3;
	if (left >= 4 && u[0] >= 0xf0 && (u[1] & 0x0f) == 0x0f &&
	    u[2] == 0xbf && u[3] >= 0xbe)
		return 4;
	return 0;
}

/* How many bytes from here on are nothing special. */
static size_t
plain(const char *s, const char *end)
{
	const char *at = s;

	while (
	    at < end && (unsigned char)*at < 0x7f && *at != '_' && *at != '\r')
		at++;
	return (size_t)(at - s);
}

static void
clean(struct buf *b, const char *s, size_t n)
{
	const char *end = s + n;

	while (s < end) {
		size_t easy = plain(s, end), skip, blank;
		buf_put(b, s, easy);
		s += easy;
		if (s == end)
			return;
		long code = escaped(s, end);
		if (code >= 0 && code < 0x20) {
			buf_str(b, code == '\n' ? "\n" : "");
			s += 7;
		} else if ((skip = unseen(s, end)) > 0) {
			s += skip;
		} else if ((blank = odd(s, end)) > 0 || *s == '\r') {
			buf_str(b, " ");
			s += blank > 0 ? blank : 1;
		} else {
			buf_put(b, s++, 1);
		}
	}
}

const char *
xlsx_tidy(struct xlsx_reading *r, struct xml_pull *p, const char *s, size_t n)
{
	struct buf b = { .mem = r->mem, .max = XLSX_TEXT_MAX };

	r->ntext += n;
	if (r->ntext > XLSX_ALL_TEXT_MAX) {
		xlsx_refuse(r, p, _("It holds more text than is allowed."));
		return "";
	}
	clean(&b, s, n);
	const char *text = utf8_nfc(r->mem, b.at == NULL ? "" : b.at);
	if (b.full || text == NULL) {
		xlsx_refuse(r, p,
		    b.full ? _("The text of a cell is too long.") :
			     _("It has characters that are not allowed."));
		return "";
	}
	return text;
}

/* <r><t>..</t></r>: a run. */
static void
run(struct xml_pull *p, struct buf *b)
{
	while (xml_pull_child(p))
		if (xml_pull_is(p, "t"))
			xml_pull_content(p, b);
		else
			xml_pull_skip(p);
}

const char *
xlsx_rich(struct xlsx_reading *r, struct xml_pull *p)
{
	struct buf b = { .mem = r->mem, .max = XLSX_TEXT_MAX };

	while (xml_pull_child(p))
		if (xml_pull_is(p, "t"))
			xml_pull_content(p, &b);
		else if (xml_pull_is(p, "r"))
			run(p, &b);
		else
			xml_pull_skip(p);
	if (b.full)
		xlsx_refuse(r, p, _("The text of a cell is too long."));
	return b.len == 0 ? "" : xlsx_tidy(r, p, b.at, b.len);
}

void
xlsx_strings_read(struct xlsx_reading *r, struct xml_pull *p, void *arg)
{
	const char **at = NULL;
	size_t cap = 0;

	(void)arg;
	while (xml_pull_child(p)) {
		if (!xml_pull_is(p, "si")) {
			xml_pull_skip(p);
			continue;
		}
		if (r->nstring == XLSX_STRINGS_MAX) {
			xlsx_refuse(r, p, _("It has too many texts."));
			return;
		}
		at = xlsx_grow(r->mem, at, r->nstring, &cap, sizeof *at);
		at[r->nstring] = xlsx_rich(r, p);
		r->strings = at;
		r->nstring++;
	}
}
