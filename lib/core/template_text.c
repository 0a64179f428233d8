/* template_text.c - what texts of a template mean */
#include <ctype.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include "base/upper.h"
#include "base/utf8.h"
#include "core/template_part.h"

/* Bytes of a blank of any width at s; 0: it is none. */
static size_t
blank_at(const char *s)
{
	const unsigned char *u = (const unsigned char *)s;

	if (*s == ' ' || *s == '\t' || *s == '\n' || *s == '\r')
		return 1;
	if (u[0] == 0xc2 && u[1] == 0xa0)
		return 2;
	if (u[0] == 0xe2 && u[1] == 0x80 &&
	    ((u[2] >= 0x80 && u[2] <= 0x8a) || u[2] == 0xaf))
		return 3;
	if (u[0] == 0xe3 && u[1] == 0x80 && u[2] == 0x80)
		return 3;
	return 0;
}

const char *
text_clean(struct arena *mem, const char *s)
{
	char *out = arena_alloc(mem, strlen(s) + 1);
	size_t len = 0;

	while (*s != '\0') {
		size_t blank = blank_at(s);
		if (blank == 0)
			out[len++] = *s++;
		else if (len > 0 && out[len - 1] != ' ')
			out[len++] = ' ';
		s += blank;
	}
	if (len > 0 && out[len - 1] == ' ')
		len--;
	out[len] = '\0';
	return out;
}

const char *
text_format(struct arena *mem, const char *fmt, va_list ap)
{
	va_list again;

	va_copy(again, ap);
	int n = vsnprintf(NULL, 0, fmt, again);
	va_end(again);
	char *text = arena_alloc(mem, (size_t)(n < 0 ? 0 : n) + 1);
	vsnprintf(text, (size_t)(n < 0 ? 0 : n) + 1, fmt, ap);
	return text;
}

const char *
text_brief(struct arena *mem, const char *s)
{
	enum { BRIEF = 120 };
	size_t n = strlen(s);

	if (n <= BRIEF)
		return s;
	n = BRIEF;
	while ((s[n] & 0xC0) == 0x80)
		n--;
	return str_fmt(mem, "%.*s…", (int)n, s);
}

const char *
text_key(struct arena *mem, const char *s)
{
	const char *key = utf8_key(mem, s, false);

	return key == NULL ? "" : key;
}

/* The words, and then no letter. */
bool
key_begins(const char *key, const char *words)
{
	size_t n = strlen(words);

	return strncmp(key, words, n) == 0 && !isalpha((unsigned char)key[n]);
}

bool
text_is_total(struct arena *mem, const char *s)
{
	static const char *const words[] = { "tong", "toan tinh", "toan quoc",
		"ca nuoc" };
	/* "Tổng cục Thuế" is one, "Công nghiệp" is no sum */
	static const char *const others[] = { "tong cong ty", "tong cuc",
		"tong lien doan", "tong hop", "tong ket", "tong dai",
		"tong kiem" };
	const char *key = text_key(mem, s);

	for (size_t i = 0; i < COUNT(others); i++)
		if (key_begins(key, others[i]))
			return false;
	for (size_t i = 0; i < COUNT(words); i++)
		if (key_begins(key, words[i]))
			return true;
	return key_begins(key, "cong") && strchr(":( ", key[4]) != NULL &&
	       (key[4] != ' ' || key[5] == '(');
}

bool
text_is_capitals(struct arena *mem, const char *s)
{
	bool is = false;

	for (const char *c = s; *c != '\0'; c++)
		is = is || isalpha((unsigned char)*c) || (*c & 0x80) != 0;
	return is && strcmp(str_upper(mem, s), s) == 0;
}

/* "SO_LIEU_TINH_TU_NGAY", "${donVi}", "<#list>", "{{ten}}", "...", "....". */
bool
text_is_placeholder(const char *s)
{
	static const char *const marks[] = { "${", "{{", "<#", "&=", "[[", "<<",
		"#{" };
	size_t words = 0,
	       n = strspn(s, "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_");

	for (const char *c = s; *c != '\0'; c++)
		words += *c == '_';
	if (s[n] == '\0' && words >= 2)
		return true;
	if (s[strspn(s, "._ -")] == '\0' || strcmp(s, "…") == 0 ||
	    strcmp(s, "……") == 0)
		return true;
	for (size_t i = 0; i < COUNT(marks); i++)
		if (str_starts(s, marks[i]))
			return true;
	return false;
}

/*
 * How measures are written, and what they are; a name that ends in '*' stands
 * for all that begin so.  Those that are not here are things that are counted.
 */
static const struct {
	const char *key, *name;
	enum template_type type;
} measures[] = {
	{ "trd", "triệu đồng", TEMPLATE_DECIMAL },
	{ "tr.d", "triệu đồng", TEMPLATE_DECIMAL },
	{ "tr. d", "triệu đồng", TEMPLATE_DECIMAL },
	{ "tr.dong", "triệu đồng", TEMPLATE_DECIMAL },
	{ "tr dong", "triệu đồng", TEMPLATE_DECIMAL },
	{ "trieu dong", "triệu đồng", TEMPLATE_DECIMAL },
	{ "trieu d", "triệu đồng", TEMPLATE_DECIMAL },
	{ "ty dong", "tỷ đồng", TEMPLATE_DECIMAL },
	{ "ti dong", "tỷ đồng", TEMPLATE_DECIMAL },
	{ "nghin dong", "nghìn đồng", TEMPLATE_DECIMAL },
	{ "ngan dong", "nghìn đồng", TEMPLATE_DECIMAL },
	{ "1000d", "nghìn đồng", TEMPLATE_DECIMAL },
	{ "dong", "đồng", TEMPLATE_DECIMAL },
	{ "vnd", "đồng", TEMPLATE_DECIMAL },
	{ "usd", "USD", TEMPLATE_DECIMAL },
	{ "m2", "m2", TEMPLATE_DECIMAL },
	{ "m²", "m2", TEMPLATE_DECIMAL },
	{ "km2", "km2", TEMPLATE_DECIMAL },
	{ "m3", "m3", TEMPLATE_DECIMAL },
	{ "ha", "ha", TEMPLATE_DECIMAL },
	{ "km", "km", TEMPLATE_DECIMAL },
	{ "kg", "kg", TEMPLATE_DECIMAL },
	{ "tan", "tấn", TEMPLATE_DECIMAL },
	{ "ta", "tạ", TEMPLATE_DECIMAL },
	{ "kwh", "kWh", TEMPLATE_DECIMAL },
	{ "mwh", "MWh", TEMPLATE_DECIMAL },
	{ "mw", "MW", TEMPLATE_DECIMAL },
	{ "%", "%", TEMPLATE_PERCENT },
	{ "ty le %", "%", TEMPLATE_PERCENT },
	{ "phan tram", "%", TEMPLATE_PERCENT },
	{ "nghin*", NULL, TEMPLATE_DECIMAL },
	{ "ngan*", NULL, TEMPLATE_DECIMAL },
	{ "trieu*", NULL, TEMPLATE_DECIMAL },
	{ "ty*", NULL, TEMPLATE_DECIMAL },
	{ "ti*", NULL, TEMPLATE_DECIMAL },
};

/* The entry of a key, or COUNT(measures). */
static size_t
measure_index(const char *key)
{
	for (size_t i = 0; i < COUNT(measures); i++) {
		size_t n = strcspn(measures[i].key, "*");
		bool open = measures[i].key[n] == '*';
		if (strncmp(measures[i].key, key, n) == 0 &&
		    (open ? key[n] == ' ' : key[n] == '\0'))
			return i;
	}
	return COUNT(measures);
}

/* "Phong trào" is "phong trào" in the middle of a line; "USD" stays. */
static const char *
lower_first(struct arena *mem, const char *s)
{
	const char *low = utf8_key(mem, s, true);
	size_t n = 1;

	while ((s[n] & 0xC0) == 0x80)
		n++;
	if (text_is_capitals(mem, s) || low == NULL)
		return s;
	const char *first = str_ndup(mem, s, n);
	const char *small = utf8_key(mem, first, true);
	return str_fmt(mem, "%s%s", small == NULL ? first : small, s + n);
}

const char *
measure_name(struct arena *mem, const char *printed, enum template_type *ret)
{
	size_t i = measure_index(text_key(mem, printed));

	*ret = i < COUNT(measures) ? measures[i].type : TEMPLATE_INTEGER;
	if (i < COUNT(measures) && measures[i].name != NULL)
		return measures[i].name;
	return lower_first(mem, printed);
}

bool
measure_known(struct arena *mem, const char *printed)
{
	const char *key = text_key(mem, printed);

	return measure_index(str_ndup(mem, key, strcspn(key, ")"))) <
	       COUNT(measures);
}

/* Things that people count, where a label has them in parentheses. */
static bool
is_counted(const char *key)
{
	static const char *const words[] = { "nguoi", "vu", "vu viec", "don",
		"ho", "ho so", "cai", "chiec", "luot", "luot nguoi", "lan",
		"ngay", "co quan", "don vi", "to chuc", "du an", "doanh nghiep",
		"cong trinh", "van ban", "xa", "hoc sinh", "giuong", "con",
		"doan", "ky", "cuoc", "buoi", "truong hop", "lop", "truong" };

	for (size_t i = 0; i < COUNT(words); i++)
		if (strcmp(words[i], key) == 0)
			return true;
	return false;
}

/*
 * Only what is known to be one: other words in parentheses explain.  A head
 * above others gives them what is measured, not what is counted, since that is
 * often no more than a word about them.
 */
const char *
text_measure(struct arena *mem, const char *label, bool own)
{
	size_t n = strlen(label);
	const char *open = strrchr(label, '(');

	if (n < 3 || label[n - 1] != ')' || open == NULL)
		return NULL;
	const char *in = text_clean(mem,
	    str_ndup(mem, open + 1, (size_t)(label + n - 1 - open - 1)));
	const char *key = text_key(mem, in);
	if (str_starts(key, "dvt:"))
		key = text_key(mem, in = text_clean(mem, strchr(in, ':') + 1));
	if (measure_index(key) < COUNT(measures) || (own && is_counted(key))) {
		enum template_type type;
		return measure_name(mem, in, &type);
	}
	return NULL;
}
