/* num.c - figures as people write them */
#include <string.h>
#include "base/ctx.h"
#include "base/num.h"

/* How a language writes figures. */
static const struct style {
	char group, point;
	const char *example;
} styles[] = {
	[NUM_VI] = { '.', ',', "1.234.567,89" },
	[NUM_EN] = { ',', '.', "1,234,567.89" },
};
static const char DIGITS[] = "0123456789";

enum num_lang
num_lang(const char *lang)
{
	return str_eq(lang, "en") ? NUM_EN : NUM_VI;
}

/* Blanks that come with pasted text: also the no-break space. */
static size_t
blank(const char *s)
{
	if (*s == ' ' || *s == '\t' || *s == '\r' || *s == '\n')
		return 1;
	return strncmp(s, "\302\240", 2) == 0 ? 2 : 0;
}

static const char *
trimmed(struct arena *mem, const char *s)
{
	const char *end;

	while (blank(s) > 0)
		s += blank(s);
	end = s;
	for (const char *c = s; *c != '\0';) {
		size_t n = blank(c);
		c += n > 0 ? n : 1;
		if (n == 0)
			end = c;
	}
	return str_ndup(mem, s, (size_t)(end - s));
}

/* What was typed, taken apart: canonical text, and how it was written. */
struct typed {
	char *canonical; /* NULL: it is no number in this style */
	size_t whole, decimals;
	bool bad_groups, zeros;
};

/* The digits before the point, in groups of three or in one. */
static const char *
take_whole(const char *s, const struct style *st, char **out, struct typed *t)
{
	size_t n = strspn(s, DIGITS), groups = 1;

	t->zeros = *s == '0' && (n > 1 || s[n] == st->group);
	for (;; groups++) {
		memcpy(*out, s, n);
		*out += n;
		t->whole += n;
		s += n;
		if (*s != st->group)
			return s;
		if (n > 3 || n == 0)
			t->bad_groups = true;
		n = strspn(++s, DIGITS);
		if (n != 3)
			t->bad_groups = true;
	}
}

static struct typed
take_apart(struct arena *mem, const char *s, const struct style *st)
{
	struct typed t = { 0 };
	char *start = arena_alloc(mem, strlen(s) + 2), *out = start;

	if (*s == '-' || strncmp(s, "\342\210\222", 3) == 0) {
		s += *s == '-' ? 1 : 3;
		*out++ = '-';
	}
	if (strspn(s, DIGITS) == 0)
		return t;
	s = take_whole(s, st, &out, &t);
	if (*s == st->point) {
		t.decimals = strspn(++s, DIGITS);
		if (t.decimals == 0)
			return t;
		*out++ = '.';
		memcpy(out, s, t.decimals);
		s += t.decimals;
	}
	if (*s == '\0')
		t.canonical = start;
	return t;
}

static const char *
complaint(struct arena *mem, const struct typed *t, const struct style *st,
    int decimals)
{
	if (t->canonical == NULL)
		return str_fmt(mem,
		    _("This is not a number; write it as in %s."), st->example);
	if (t->bad_groups)
		return str_fmt(mem,
		    _("\"%c\" stands only between groups of three digits, as "
		      "in "
		      "%s."),
		    st->group, st->example);
	if (t->zeros)
		return _("A number is written without leading zeros.");
	if (t->whole > DEC_DIGITS)
		return str_fmt(mem,
		    _("The number is too long: at most %d digits can stand "
		      "before the decimal sign."),
		    DEC_DIGITS);
	if (t->decimals > 0 && decimals == 0)
		return _("Only a whole number can stand here.");
	if (t->decimals > (size_t)decimals)
		return str_fmt(mem,
		    trn("At most %d decimal can stand here.",
			"At most %d decimals can stand here.",
			(unsigned long)decimals),
		    decimals);
	return NULL;
}

bool
num_read(struct arena *mem, const char *typed, enum num_lang lang, int decimals,
    const struct dec **ret, const char **ret_why)
{
	const struct style *st = &styles[lang];
	struct typed t;

	*ret = NULL;
	*ret_why = NULL;
	decimals = decimals < 0 ? 0 : decimals;
	decimals = decimals > DEC_SCALE ? DEC_SCALE : decimals;
	typed = trimmed(mem, typed == NULL ? "" : typed);
	if (*typed == '\0')
		return true;
	t = take_apart(mem, typed, st);
	*ret_why = complaint(mem, &t, st, decimals);
	if (*ret_why != NULL)
		return false;
	*ret = dec_parse(mem, t.canonical);
	return true;
}

/* Canonical text, with the signs of the language put in. */
static const char *
dressed(struct arena *mem, const char *s, int decimals, const struct style *st)
{
	size_t whole = strspn(s, DIGITS), has;

	if (whole <= 3 && s[whole] == '\0' && decimals <= 0)
		return s; /* as most are */
	struct buf b = { .mem = mem, .max = 4 * strlen(s) + 64 };
	if (*s == '-')
		buf_put(&b, s++, 1);
	whole = strspn(s, DIGITS);
	for (size_t i = 0; i < whole; i++) {
		if (i > 0 && (whole - i) % 3 == 0)
			buf_put(&b, &st->group, 1);
		buf_put(&b, &s[i], 1);
	}
	s += whole + (s[whole] == '.');
	has = strlen(s);
	if (has == 0 && decimals <= 0)
		return b.at;
	buf_put(&b, &st->point, 1);
	buf_put(&b, s, has);
	for (; has < (size_t)(decimals < 0 ? 0 : decimals); has++)
		buf_put(&b, "0", 1);
	return b.at;
}

const char *
num_show(struct arena *mem, const struct dec *d, int decimals,
    enum num_lang lang)
{
	if (d == NULL)
		return "";
	decimals = decimals > DEC_SCALE ? DEC_SCALE : decimals;
	if (decimals >= 0)
		d = dec_round(mem, d, decimals);
	return dressed(mem, dec_text(mem, d), decimals, &styles[lang]);
}

/* The end of the digits that count: zeros at the end of decimals do not. */
static size_t
significant(const char *s, const char *point)
{
	size_t n = strlen(s);

	if (point == NULL)
		return n;
	while (s[n - 1] == '0')
		n--;
	return s[n - 1] == '.' ? n - 1 : n;
}

const char *
num_show_text(struct arena *mem, const char *s, int decimals,
    enum num_lang lang)
{
	const char *point;
	size_t n;

	if (str_empty(s))
		return "";
	point = strchr(s, '.');
	n = significant(s, point);
	if (decimals >= 0 && point != NULL &&
	    n > (size_t)(point - s) + 1 + (size_t)decimals) {
		const struct dec *d = dec_parse(mem, s);
		return d == NULL ? s : num_show(mem, d, decimals, lang);
	}
	return dressed(mem, str_ndup(mem, s, n), decimals, &styles[lang]);
}

const char *
num_show_long(struct arena *mem, long n, enum num_lang lang)
{
	return num_show(mem, dec_long(mem, n), 0, lang);
}
