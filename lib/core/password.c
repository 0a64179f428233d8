/* password.c - what a login name and a password may be; no statements */
#include <ctype.h>
#include <string.h>
#include "base/utf8.h"
#include "core/password_part.h"
#include "io/conf.h"
#include "io/words.h"

enum {
	PART_MIN = 4, /* letters of a name that count */
	DIFFERENT_MIN = 5,
	NUMBER_MIN = 20
};

bool
login_valid(const char *s)
{
	size_t n = strlen(s);

	return n > 0 && n <= LOGIN_MAX &&
	       s[strspn(s, "abcdefghijklmnopqrstuvwxyz0123456789._-")] == '\0';
}

/* "M@t Kh\xe1\xba\xa9u" is "matkhau": what people think of as another word. */
static char *
fold(struct arena *mem, const char *text)
{
	static const char from[] = "@4310$5!7", to[] = "aaeiossit";
	const char *plain = utf8_key(mem, text, false);
	char *ret = str_dup(mem, plain == NULL ? text : plain);
	size_t n = 0;

	for (const char *c = ret; *c != '\0'; c++) {
		const char *at = strchr(from, *c);
		if (*c != ' ')
			ret[n++] = at != NULL ?
				       to[at - from] :
				       (char)tolower((unsigned char)*c);
	}
	ret[n] = '\0';
	return ret;
}

/* Its letters alone: "UBND@Ha-noi 2026" is "ubndhanoi". */
static const char *
letters_of(struct arena *mem, const char *text)
{
	const char *plain = utf8_key(mem, text, false);
	char *ret = str_dup(mem, plain == NULL ? text : plain);
	size_t n = 0;

	for (const char *c = ret; *c != '\0'; c++)
		if (isalpha((unsigned char)*c))
			ret[n++] = (char)tolower((unsigned char)*c);
	ret[n] = '\0';
	return ret;
}

/* What is left without the digits and signs around it, folded. */
static const char *
core_of(struct arena *mem, const char *text)
{
	const char *plain = utf8_key(mem, text, false);
	const char *s = plain == NULL ? text : plain, *end = s + strlen(s);

	while (*s != '\0' && !isalpha((unsigned char)*s))
		s++;
	while (end > s && !isalpha((unsigned char)end[-1]))
		end--;
	return fold(mem, str_ndup(mem, s, (size_t)(end - s)));
}

static bool
few_different(const char *s)
{
	bool seen[256] = { false };
	int n = 0;

	for (; *s != '\0'; s++) {
		n += !seen[(unsigned char)*s];
		seen[(unsigned char)*s] = true;
	}
	return n < DIFFERENT_MIN;
}

/* "123456789", "abcdefghij", backwards as well. */
static bool
is_run(const char *s)
{
	int step = s[0] != '\0' ? s[1] - s[0] : 0;

	if (step != 1 && step != -1)
		return false;
	for (size_t i = 1; s[i] != '\0'; i++)
		if (s[i] - s[i - 1] != step && s[i] != '0' && s[i - 1] != '0')
			return false;
	return true;
}

/* A telephone number, a date or two. */
static bool
is_number(const char *s)
{
	size_t n = strlen(s);

	return n < NUMBER_MIN && strspn(s, "0123456789 .-/+") == n;
}

/* A name in it, and hardly anything else. */
static bool
holds(const char *password, const char *name)
{
	size_t n = strlen(name);

	return n >= PART_MIN && strstr(password, name) != NULL &&
	       strlen(password) <= n + AROUND_MAX;
}

static bool
is_common(struct arena *mem, const struct password_about *a,
    const char *password)
{
	const char *words = a->conf == NULL ?
				NULL :
				str_fmt(mem, "%s/passwords.txt", a->conf->seed);
	const char *whole = fold(mem, password);
	const char *tries[] = { whole, core_of(mem, password),
		letters_of(mem, password) };

	if (few_different(whole) || is_run(password) || is_number(password))
		return true;
	for (size_t i = 0; i < COUNT(tries); i++)
		if (strlen(whole) <= strlen(tries[i]) + AROUND_MAX &&
		    words_have(words, tries[i]))
			return true;
	return false;
}

static bool
is_own(struct arena *mem, const struct password_about *a, const char *password)
{
	const char *whole = fold(mem, password);

	return (a->login != NULL && (strcasestr(password, a->login) != NULL ||
					holds(whole, fold(mem, a->login)))) ||
	       (a->name != NULL && holds(whole, fold(mem, a->name))) ||
	       password_own(mem, a, whole, letters_of(mem, password)) ||
	       password_own(mem, a, whole, letters_of(mem, whole));
}

bool
password_allowed(const struct password_about *a, const char *password,
    const char *where, struct findings *f)
{
	size_t n = utf8_len(password);

	if (n < PASSWORD_MIN || n > PASSWORD_MAX) {
		finding(f, where,
		    _("A password has between %d and %d characters."),
		    PASSWORD_MIN, PASSWORD_MAX);
		return false;
	}
	if (is_own(f->mem, a, password)) {
		finding(f, where,
		    _("This password is too easy to guess: it is made of your"
		      " own name, that of your unit or that of this"
		      " system."));
		return false;
	}
	if (is_common(f->mem, a, password)) {
		finding(f, where,
		    _("This password is too easy to guess: many people use it,"
		      " or one like it. Take several words that belong"
		      " together only for you."));
		return false;
	}
	return true;
}
