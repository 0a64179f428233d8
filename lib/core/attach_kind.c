/* attach_kind.c - what a file is, by its content; and names that are safe */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "base/utf8.h"
#include "core/attach.h"

enum { ENTRIES_MAX = 5000, SHA = 64 };

static const struct kind {
	const char *name, *media;
} kinds[] = {
	{ "pdf", "application/pdf" },
	{ "docx", "application/vnd.openxmlformats-officedocument"
		  ".wordprocessingml.document" },
	{ "xlsx", "application/vnd.openxmlformats-officedocument"
		  ".spreadsheetml.sheet" },
	{ "png", "image/png" },
	{ "jpeg", "image/jpeg" },
};

static size_t
le(const unsigned char *p, int n)
{
	size_t v = 0;

	while (n-- > 0)
		v = v << 8 | p[n];
	return v;
}

/* The end of a ZIP's directory: at most a comment stands behind it. */
static const unsigned char *
zip_end(const unsigned char *at, size_t len)
{
	for (size_t i = 22; i <= len && i <= 22 + 65535; i++)
		if (memcmp(at + len - i, "PK\5\6", 4) == 0)
			return at + len - i;
	return NULL;
}

static bool
named(const unsigned char *name, size_t n, const char *is)
{
	return n == strlen(is) && memcmp(name, is, n) == 0;
}

/* A part of a document that can run: macros, controls. */
static bool
runs(const unsigned char *name, size_t n)
{
	static const char *const bad[] = { "vbaProject", "activeX",
		"macrosheets" };

	for (size_t i = 0; i < COUNT(bad); i++)
		if (memmem(name, n, bad[i], strlen(bad[i])) != NULL)
			return true;
	return false;
}

/* An office document, by the names in its directory; NULL: no such. */
static const char *
office(const unsigned char *at, size_t len)
{
	const unsigned char *end = len < 22 ? NULL : zip_end(at, len), *p;
	const char *kind = NULL;
	bool types = false;

	if (end == NULL || le(end + 16, 4) > len)
		return NULL;
	p = at + le(end + 16, 4);
	for (size_t i = 0, n = le(end + 10, 2); i < n; i++) {
		if (i == ENTRIES_MAX || end - p < 46 ||
		    memcmp(p, "PK\1\2", 4) != 0)
			return NULL;
		size_t name = le(p + 28, 2);
		size_t all = 46 + name + le(p + 30, 2) + le(p + 32, 2);
		if (all > (size_t)(end - p) || runs(p + 46, name))
			return NULL;
		types |= named(p + 46, name, "[Content_Types].xml");
		if (named(p + 46, name, "word/document.xml"))
			kind = "docx";
		else if (named(p + 46, name, "xl/workbook.xml"))
			kind = "xlsx";
		p += all;
	}
	return types ? kind : NULL;
}

const char *
attach_kind(const char *bytes, size_t len)
{
	if (len > 8 && memcmp(bytes, "%PDF-", 5) == 0)
		return "pdf";
	if (len > 8 && memcmp(bytes, "\x89PNG\r\n\x1a\n", 8) == 0)
		return "png";
	if (len > 4 && memcmp(bytes, "\xff\xd8\xff", 3) == 0)
		return "jpeg";
	if (len > 4 && memcmp(bytes, "PK\3\4", 4) == 0)
		return office((const unsigned char *)bytes, len);
	return NULL;
}

const char *
attach_media(const char *kind)
{
	for (size_t i = 0; i < COUNT(kinds); i++)
		if (str_eq(kinds[i].name, kind))
			return kinds[i].media;
	return "application/octet-stream";
}

/* The ending that a name of that kind has; jpg is as good as jpeg. */
static bool
ends_so(const char *name, const char *kind)
{
	const char *dot = strrchr(name, '.');

	if (dot == NULL)
		return false;
	return strcasecmp(dot + 1, kind) == 0 ||
	       (str_eq(kind, "jpeg") && strcasecmp(dot + 1, "jpg") == 0);
}

static bool
is_odd(unsigned char c)
{
	return c < ' ' || c == 0x7f || strchr("\"\\/<>:|?*%;", c) != NULL;
}

/* So many code points of it, and not half of one. */
static size_t
bytes_of(const char *s, size_t chars)
{
	size_t i = 0;

	for (; s[i] != '\0'; i++)
		if (((unsigned char)s[i] & 0xC0) != 0x80 && chars-- == 0)
			break;
	return i;
}

const char *
attach_name(struct arena *mem, const char *given, const char *kind)
{
	const char *name = given == NULL ? NULL : utf8_nfc(mem, given);
	char *s;

	if (name == NULL)
		name = "";
	for (const char *p = name; *p != '\0'; p++)
		if (*p == '/' || *p == '\\')
			name = p + 1;
	name += strspn(name, ". ");
	s = str_ndup(mem, name, bytes_of(name, ATTACH_NAME - 6));
	for (char *p = s; *p != '\0'; p++)
		if (is_odd((unsigned char)*p))
			*p = '_';
	if (utf8_blank(s))
		s = str_dup(mem, "tep");
	return ends_so(s, kind) ? s : str_fmt(mem, "%s.%s", s, kind);
}

bool
attach_ref(struct arena *mem, const char *text, struct attach_ref *ret)
{
	char *end;

	if (text == NULL || strspn(text, "0123456789abcdef") != SHA ||
	    text[SHA] != ' ' || text[SHA + 1] < '1' || text[SHA + 1] > '9')
		return false;
	*ret = (struct attach_ref){ .sha = str_ndup(mem, text, SHA),
		.size = strtol(text + SHA + 1, &end, 10) };
	if (*end != ' ' || end - text > SHA + 11 || end[1] == '\0')
		return false;
	ret->name = end + 1;
	return utf8_len(ret->name) <= ATTACH_NAME;
}

const char *
attach_show(struct arena *mem, const char *text, bool size)
{
	struct attach_ref ref;

	if (!attach_ref(mem, text, &ref))
		return "";
	if (!size)
		return ref.name;
	return ref.size < 1 << 20 ? str_fmt(mem, "%s (%ld KB)", ref.name,
					(ref.size + 1023) / 1024) :
				    str_fmt(mem, "%s (%ld MB)", ref.name,
					(ref.size + (1 << 20) - 1) >> 20);
}
