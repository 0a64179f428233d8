/* template_code.c - numbers and formulas as they are printed */
#include <ctype.h>
#include <stdlib.h>
#include <string.h>
#include "core/template_part.h"

enum { CODE_MAX = 12 };

/* Bytes of a code at s: 12, 9.1, 01, A, MS, 2a; 0: there is none. */
static size_t
code_at(const char *s)
{
	size_t n = 0;

	while (isalnum((unsigned char)s[n]) ||
	       (s[n] == '.' && n > 0 && isdigit((unsigned char)s[n - 1]) &&
		   isdigit((unsigned char)s[n + 1])))
		n++;
	if (n == 0 || n > CODE_MAX)
		return 0;
	if (isdigit((unsigned char)*s)) /* 2a, but not 2cot */
		for (size_t i = 0; i + 1 < n; i++)
			if (isalpha((unsigned char)s[i]))
				return 0;
	return n;
}

/* A name of a function stands before: prev(3) is no "(3)". */
static bool
after_name(const char *start, const char *s)
{
	return s > start && (isalnum((unsigned char)s[-1]) || s[-1] == '_');
}

/* "(12)" or "[12]" around a code and nothing else: its bytes, or 0. */
static size_t
wrapped(const char *s, size_t *ret_code)
{
	char close = *s == '(' ? ')' : ']';

	if (*s != '(' && *s != '[')
		return 0;
	size_t before = strspn(s + 1, " ") + 1, n = code_at(s + before);
	size_t behind = strspn(s + before + n, " ");
	if (n == 0 || s[before + n + behind] != close)
		return 0;
	*ret_code = n;
	return before + n + behind + 1;
}

static bool
put_wrapped(struct buf *b, const char *start, const char **s)
{
	size_t code, n = after_name(start, *s) ? 0 : wrapped(*s, &code);

	if (n == 0)
		return false;
	const char *at = *s + 1 + strspn(*s + 1, " ");
	buf_put(b, at, code);
	*s += n;
	return true;
}

/* "cột 3" and "Cột 3" are 3. */
static bool
skip_word(const char *start, const char **s)
{
	static const char *const words[] = { "cột ", "Cột ", "cột", "Cột",
		"CỘT ", "cot " };

	for (size_t i = 0; i < COUNT(words) && !after_name(start, *s); i++)
		if (str_starts(*s, words[i]) &&
		    isdigit((unsigned char)(*s)[strlen(words[i])])) {
			*s += strlen(words[i]);
			return true;
		}
	return false;
}

/* ':' divides and 'x' multiplies, between figures. */
static char
sign_of(const char *start, const char *s)
{
	bool between = s > start && strchr("0123456789) ", s[-1]) != NULL &&
		       s[1] != '\0' && strchr("0123456789( ", s[1]) != NULL;

	if (*s == ':' && between)
		return '/';
	if ((*s == 'x' || *s == 'X') && between)
		return '*';
	return *s;
}

/* The notation of our language; what is no such notation is left. */
static const char *
normal(struct arena *mem, const char *text)
{
	struct buf b = { .mem = mem, .max = 2000 };

	for (const char *s = text; *s != '\0';) {
		if (skip_word(text, &s) || put_wrapped(&b, text, &s))
			continue;
		char c = sign_of(text, s++);
		buf_put(&b, &c, 1);
	}
	return b.full || b.at == NULL ? text : b.at;
}

/* "(1=2+3)" without the parentheses that are around all of it. */
static const char *
unwrap(struct arena *mem, const char *s)
{
	size_t n = strlen(s), deep = 0;

	if (n < 2 ||
	    !((*s == '(' && s[n - 1] == ')') || (*s == '[' && s[n - 1] == ']')))
		return s;
	for (size_t i = 0; i < n; i++) {
		deep += s[i] == *s;
		deep -= s[i] == s[n - 1];
		if (deep == 0 && i + 1 < n)
			return s;
	}
	return text_clean(mem, str_ndup(mem, s + 1, n - 2));
}

static bool
is_relation(const char *s)
{
	return *s == '=' || *s == '<' || *s == '>' || str_starts(s, "≤") ||
	       str_starts(s, "≥");
}

/* What columns and rows are numbered with, and nothing that may be a word. */
static bool
is_code(const char *s, size_t n)
{
	static const char *const words[] = { "MS", "STT", "TT" };

	if (isdigit((unsigned char)*s) || n == 1)
		return true;
	if (strspn(s, "IVXLC") == n && n <= 5)
		return true;
	for (size_t i = 0; i < COUNT(words); i++)
		if (n == strlen(words[i]) && strncmp(s, words[i], n) == 0)
			return true;
	/* A1, B2: a letter and figures */
	for (size_t i = 1; i < n; i++)
		if (!isdigit((unsigned char)s[i]))
			return false;
	return true;
}

static bool
begins_function(const char *s)
{
	static const char *const names[] = { "prev(", "ytd(",
		"same_period_last_year(", "plan(", "sum(", "mean(", "round(",
		"max(", "min(", "count(", "if(" };

	for (size_t i = 0; i < COUNT(names); i++)
		if (str_starts(s, names[i]))
			return true;
	return false;
}

/* "11 kỳ trước": what stood in 11 in the period before. */
static const char *
earlier(struct arena *mem, const char *s)
{
	const char *key = text_key(mem, s);
	size_t n = strspn(key, "0123456789."), more = strspn(key + n, " (");

	if (n == 0 || !str_starts(key + n + more, "ky truoc"))
		return s;
	return str_fmt(mem, "prev(%.*s)", (int)n, key);
}

bool
printed_read(struct arena *mem, const char *text, struct printed *ret)
{
	const char *s = normal(mem, unwrap(mem, text_clean(mem, text)));
	size_t n = code_at(s), end;

	*ret = (struct printed){ .code = "", .formula = "" };
	if (*s == '=' || (begins_function(s) && strchr(s, ')') != NULL)) {
		ret->formula = s;
		return true;
	}
	if (n == 0 || !is_code(s, n))
		return false;
	ret->code = str_ndup(mem, s, n);
	end = n + strspn(s + n, " ");
	if (s[n] == '.' && s[n + 1] == '\0')
		return true;
	if (s[end] == '\0')
		return true;
	if (is_relation(s + end)) {
		size_t side = end + 1 + strspn(s + end + 1, " ");
		const char *was = earlier(mem, s + side);
		ret->formula =
		    was == s + side ? s : str_fmt(mem, "%s=%s", ret->code, was);
		return true;
	}
	if (begins_function(s + end)) {
		ret->formula = s + end;
		return true;
	}
	return false;
}

unsigned long
printed_number(const char *code)
{
	if (*code == '\0' || strlen(code) > 4 ||
	    code[strspn(code, "0123456789")] != '\0')
		return 0;
	return strtoul(code, NULL, 10);
}

bool
printed_is_letter(const char *code)
{
	return isalpha((unsigned char)*code) != 0;
}

size_t
printed_rank(const char *code)
{
	size_t n = strlen(code), dots = 0;

	for (const char *c = code; *c != '\0'; c++)
		dots += *c == '.';
	if (n == 0)
		return 99;
	if (isdigit((unsigned char)*code))
		return 2 + dots;
	if (islower((unsigned char)*code))
		return 9;
	return strspn(code, "IVX") == n ? 1 : 0;
}

/* The last "(...)" of a text: where it opens; NULL: it does not end so. */
static const char *
last_group(const char *s)
{
	size_t n = strlen(s), deep = 0;

	if (n < 3 || s[n - 1] != ')')
		return NULL;
	for (size_t i = n; i-- > 0;) {
		deep += s[i] == ')';
		deep -= s[i] == '(';
		if (deep == 0)
			return s + i;
	}
	return NULL;
}

/*
 * "Tổng số (1=2+3)", "Tổng số (1)=(2)+(3)", "Tổng số 1=2+3": from the first
 * code behind which all is formula.
 */
static const char *
formula_from(struct arena *mem, const char *s, struct printed *ret)
{
	for (const char *c = s + 1; *c != '\0'; c++)
		if (c[-1] == ' ' && strchr(c, '=') != NULL &&
		    printed_read(mem, c, ret) && *ret->formula != '\0')
			return c;
	return NULL;
}

bool
printed_at_end(struct arena *mem, const char **label, bool code_alone,
    struct printed *ret)
{
	const char *s = *label, *at = formula_from(mem, s, ret);

	if (at == NULL) {
		at = last_group(s);
		if (at == NULL || at == s || !printed_read(mem, at, ret) ||
		    (*ret->formula == '\0' &&
			(!code_alone || printed_is_letter(ret->code))))
			return false;
	}
	*label = text_clean(mem, str_ndup(mem, s, (size_t)(at - s)));
	return **label != '\0';
}

const char *
printed_row(struct arena *mem, const char *text, struct printed *ret)
{
	const char *s = text_clean(mem, text);
	size_t n = strlen(s);

	while (n > 0 && strchr(".)-", s[n - 1]) != NULL)
		n--;
	s = text_clean(mem, str_ndup(mem, s, n));
	if (*s == '(' && strchr(s, ')') == NULL)
		s++;
	return printed_read(mem, s, ret) ? ret->code : NULL;
}

bool
printed_letters(struct arena *mem, const char *text, struct printed *ret)
{
	const char *s = text_clean(mem, text);
	size_t n = strspn(s, "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.");

	if (n == 0 || n > 12 || s[n] != '\0' || s[n - 1] == '.' ||
	    !isalpha((unsigned char)*s))
		return false;
	*ret = (struct printed){ .code = s, .formula = "" };
	return true;
}
