/* query.c - query strings, form bodies and cookies */
#include <stdlib.h>
#include <string.h>
#include "base/utf8.h"
#include "io/query.h"

static int
hex(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	c |= 0x20;
	return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

static bool
plain(const char *s)
{
	for (; *s != '\0'; s++)
		if ((unsigned char)*s >= 0x80 || *s == '\r')
			return false;
	return true;
}

/* CR LF and CR become LF, in place. */
static void
unix_lines(char *s)
{
	char *to = s;

	for (; *s != '\0'; s++) {
		if (*s == '\r' && s[1] == '\n')
			continue;
		*to++ = *s == '\r' ? '\n' : *s;
	}
	*to = '\0';
}

/* Checked, with line ends as ours, NFC; in place where it can be. */
static const char *
checked(struct arena *mem, char *text)
{
	if (plain(text))
		return text;
	unix_lines(text);
	return utf8_nfc(mem, text);
}

static bool
control(char c)
{
	return ((unsigned char)c < ' ' && c != '\t' && c != '\n' &&
		   c != '\r') ||
	       c == 0x7f;
}

/* Decoded and checked; NULL if it cannot be. */
static const char *
decode(struct arena *mem, const char *s, size_t n)
{
	char *text = arena_alloc(mem, n + 1), *to = text;

	for (size_t i = 0; i < n; i++) {
		char c = s[i];
		if (c == '%') {
			if (i + 2 >= n || hex(s[i + 1]) < 0 ||
			    hex(s[i + 2]) < 0)
				return NULL;
			c = (char)(hex(s[i + 1]) << 4 | hex(s[i + 2]));
			i += 2;
		} else if (c == '+')
			c = ' ';
		if (control(c))
			return NULL;
		*to++ = c;
	}
	return checked(mem, text);
}

const char *
query_text(struct arena *mem, const char *s, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (control(s[i]))
			return NULL;
	return checked(mem, str_ndup(mem, s, n));
}

static int
by_name(const void *a, const void *b)
{
	const struct param *x = a, *y = b;

	return strcmp(x->name, y->name);
}

static enum rc
add_pair(struct arena *mem, const char *s, size_t n, struct param *ret,
    const char **ret_why)
{
	const char *eq = memchr(s, '=', n);
	size_t name = eq == NULL ? n : (size_t)(eq - s);

	if (name == 0 || name > 3 * QUERY_NAME_MAX) {
		*ret_why = "a parameter without a name, or with too long a one";
		return E_MALFORMED;
	}
	ret->name = decode(mem, s, name);
	ret->value = eq == NULL ? "" : decode(mem, eq + 1, n - name - 1);
	if (ret->name == NULL || ret->value == NULL) {
		*ret_why = "a parameter that is not encoded text";
		return E_MALFORMED;
	}
	if (strlen(ret->name) > QUERY_NAME_MAX) {
		*ret_why = "a parameter with too long a name";
		return E_MALFORMED;
	}
	return OK;
}

static size_t
count_pairs(const char *s, size_t len)
{
	size_t n = len > 0;

	for (size_t i = 0; i < len; i++)
		n += s[i] == '&';
	return n;
}

enum rc
query_parse(struct arena *mem, const char *text, size_t len, struct params *ret,
    const char **ret_why)
{
	size_t more = count_pairs(text, len);

	if (ret->n + more > QUERY_PARAMS_MAX) {
		*ret_why = "too many parameters";
		return E_LIMIT;
	}
	struct param *at = arena_alloc(mem, (ret->n + more) * sizeof *at);
	if (ret->n > 0)
		memcpy(at, ret->at, ret->n * sizeof *at);
	ret->at = at;
	for (const char *s = text, *end = text + len; s < end;) {
		const char *amp = memchr(s, '&', (size_t)(end - s));
		size_t n = (size_t)((amp == NULL ? end : amp) - s);
		if (n > 0)
			TRY(add_pair(mem, s, n, &at[ret->n++], ret_why));
		s += n + 1;
	}
	return params_sort(ret, ret_why);
}

enum rc
params_sort(struct params *ps, const char **ret_why)
{
	if (ps->n > 0)
		qsort(ps->at, ps->n, sizeof *ps->at, by_name);
	for (size_t i = 1; i < ps->n; i++)
		if (strcmp(ps->at[i - 1].name, ps->at[i].name) == 0) {
			*ret_why = "a parameter given twice";
			return E_MALFORMED;
		}
	return OK;
}

enum rc
params_put(struct arena *mem, const char *name, size_t nname, const char *value,
    size_t nvalue, struct params *ps, const char **ret_why)
{
	enum { ROOM = 32 };
	struct param one = { .name = query_text(mem, name, nname),
		.value = query_text(mem, value, nvalue) };

	if (one.name == NULL || one.value == NULL || nname == 0 ||
	    strlen(one.name) > QUERY_NAME_MAX) {
		*ret_why = "a field without a name, or that is not text";
		return E_MALFORMED;
	}
	if (ps->n == QUERY_PARAMS_MAX) {
		*ret_why = "too many fields";
		return E_LIMIT;
	}
	if (ps->n % ROOM == 0) {
		struct param *at =
		    arena_alloc(mem, (ps->n + ROOM) * sizeof *at);
		if (ps->n > 0)
			memcpy(at, ps->at, ps->n * sizeof *at);
		ps->at = at;
	}
	ps->at[ps->n++] = one;
	return OK;
}

const char *
params_get(const struct params *ps, const char *name)
{
	struct param key = { .name = name }, *p;

	if (ps->n == 0)
		return NULL;
	p = bsearch(&key, ps->at, ps->n, sizeof *ps->at, by_name);
	return p == NULL ? NULL : p->value;
}

const char *
cookie_get(struct arena *mem, const char *header, const char *name)
{
	size_t len = strlen(name);

	for (const char *s = header; s != NULL && *s != '\0';) {
		s += strspn(s, " \t;");
		size_t n = strcspn(s, ";");
		if (n > len && strncmp(s, name, len) == 0 && s[len] == '=') {
			const char *v = s + len + 1;
			size_t m = n - len - 1;
			while (m > 0 && (v[m - 1] == ' ' || v[m - 1] == '\t'))
				m--;
			return str_ndup(mem, v, m);
		}
		s += n;
	}
	return NULL;
}
