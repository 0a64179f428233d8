/* xlsx_number.c - numbers as they were saved, and as they are seen */
#include <ctype.h>
#include <string.h>
#include "base/date.h"
#include "base/decimal.h"
#include "io/xlsx_part.h"

enum {
	KEPT = 15, /* digits that a spreadsheet keeps and shows */
	READ = 20,
	POINT_MIN = -20, /* where the point may be, counted from the digits */
	POINT_MAX = DEC_DIGITS,
	EXPONENT_MAX = 400,
	DAY_MAX = 2958465 /* 9999-12-31 */
};

/* 0.d1d2d3... times ten to the power of point. */
struct digits {
	char d[READ + 1];
	int n, point;
	bool negative;
};

static void
take(struct digits *x, char c, bool fraction)
{
	if (x->n == 0 && c == '0') { /* leading zeros say where it begins */
		x->point -= fraction;
		return;
	}
	x->point += !fraction;
	if (x->n < READ)
		x->d[x->n++] = c;
}

static bool
take_exponent(struct digits *x, const char *s)
{
	bool down = *s == '-';
	unsigned long e;

	if (*s == '-' || *s == '+')
		s++;
	if (!xlsx_digits(s, EXPONENT_MAX, &e))
		return false;
	x->point += down ? -(int)e : (int)e;
	return true;
}

static bool
scan(const char *s, struct digits *x)
{
	size_t seen = 0;
	bool fraction = false;

	x->negative = *s == '-';
	if (*s == '-' || *s == '+')
		s++;
	for (; isdigit((unsigned char)*s) || (*s == '.' && !fraction); s++)
		if (*s == '.')
			fraction = true;
		else {
			take(x, *s, fraction);
			seen++;
		}
	if (seen == 0)
		return false;
	if (*s == 'e' || *s == 'E')
		return take_exponent(x, s + 1);
	return *s == '\0';
}

/* To the digits kept, half up; then without zeros at the end. */
static void
settle(struct digits *x)
{
	int i = KEPT;

	if (x->n > KEPT) {
		bool up = x->d[KEPT] >= '5';
		x->n = KEPT;
		for (; up && i > 0 && x->d[i - 1] == '9'; i--)
			x->d[i - 1] = '0';
		if (up && i > 0)
			x->d[i - 1]++;
		else if (up) { /* all nines */
			x->d[0] = '1';
			x->point++;
		}
	}
	while (x->n > 0 && x->d[x->n - 1] == '0')
		x->n--;
}

const char *
xlsx_number(struct arena *mem, const char *saved)
{
	struct digits x = { .n = 0 };
	struct buf b = { .mem = mem, .max = 100 };

	if (!scan(saved, &x))
		return NULL;
	settle(&x);
	if (x.n == 0)
		return "0";
	if (x.point < POINT_MIN || x.point > POINT_MAX)
		return NULL;
	buf_str(&b, x.negative ? "-" : "");
	if (x.point <= 0)
		buf_str(&b, "0");
	for (int i = 0; i < x.point; i++)
		buf_put(&b, i < x.n ? &x.d[i] : "0", 1);
	if (x.n > x.point)
		buf_str(&b, ".");
	for (int i = x.point; i < 0; i++)
		buf_str(&b, "0");
	int from = x.point > 0 ? x.point : 0;
	if (x.n > from)
		buf_put(&b, x.d + from, (size_t)(x.n - from));
	return b.at;
}

/*
 * Day 1 is the first of January of 1900, and by an old mistake there is a day
 * 60, the 29th of February of that year.
 */
const char *
xlsx_day(struct arena *mem, const char *number, bool from_1904)
{
	char whole[16] = "";
	size_t n = strcspn(number, ".");
	unsigned long day;

	if (n >= sizeof whole)
		return NULL;
	memcpy(whole, number, n);
	if (!xlsx_digits(whole, DAY_MAX, &day))
		return NULL;
	if (from_1904)
		day += 1462;
	if (day == 0 || day == 60 || day > DAY_MAX)
		return NULL;
	struct date before = { 1899, 12, day > 60 ? 30 : 31 };
	return date_iso(mem, date_add_days(before, (long)day));
}

/* The next token of a format: how many bytes of it, at least 1. */
static size_t
token(const char *f)
{
	size_t n = 1;

	if (*f == '"')
		n += strcspn(f + 1, "\"") + 1;
	else if (*f == '[')
		n += strcspn(f + 1, "]") + 1;
	else if (*f == '\\' || *f == '_' || *f == '*')
		n = 2;
	return strnlen(f, n);
}

bool
xlsx_format_is_date(const char *format)
{
	if (strcasecmp(format, "General") == 0)
		return false;
	for (const char *f = format; *f != '\0' && *f != ';'; f += token(f))
		if (strchr("dDmMyY", *f) != NULL)
			return true;
	return false;
}

/* What a section of a format shows of a number. */
struct shape {
	size_t whole, decimals; /* digits at least; exactly */
	int percent;            /* how many times by a hundred */
	bool point, plain;      /* plain: as it comes */
};

static struct shape
shape_of(const char *f, size_t len)
{
	struct shape s = { .plain = false };
	size_t digits = 0;

	for (size_t i = 0; i < len; i += token(f + i)) {
		if (f[i] == '.')
			s.point = true;
		else if (f[i] == '0' || f[i] == '#' || f[i] == '?') {
			digits++;
			if (s.point)
				s.decimals++;
			else
				s.whole += f[i] == '0';
		} else if (f[i] == '%')
			s.percent++;
		else if (f[i] == '/' || f[i] == 'E' || f[i] == 'e' ||
			 f[i] == '@')
			s.plain = true;
	}
	s.plain = s.plain || digits == 0 || s.percent > 1 ||
		  s.decimals > DEC_SCALE || s.whole > DEC_DIGITS;
	return s;
}

/* The digits, without sign. */
static const char *
digits_of(struct arena *mem, const struct dec *v, const struct shape *s)
{
	struct buf b = { .mem = mem, .max = 200 };

	if (s->percent > 0)
		v = dec_mul(mem, v, dec_long(mem, 100));
	v = dec_round(mem, dec_abs(mem, v), (int)s->decimals);
	const char *text = dec_text(mem, v);
	size_t whole = strcspn(text, ".");
	size_t has = text[whole] == '.' ? strlen(text + whole + 1) : 0;
	for (size_t i = whole; i < s->whole; i++)
		buf_str(&b, "0");
	buf_str(&b, text);
	if (has == 0 && s->decimals > 0)
		buf_str(&b, ".");
	for (; has < s->decimals; has++)
		buf_str(&b, "0");
	return b.at;
}

/* What a token that is no digit shows. */
static void
put_token(struct buf *b, const char *f, size_t n)
{
	if (*f == '"' && n >= 2)
		buf_put(b, f + 1, n - 2);
	else if (*f == '\\' && n == 2)
		buf_put(b, f + 1, 1);
	else if (strchr("\"[_*\\", *f) == NULL)
		buf_put(b, f, n);
}

static const char *
fill(struct arena *mem, const char *f, size_t len, const char *digits,
    bool minus)
{
	struct buf b = { .mem = mem, .max = 500 };
	bool done = false;

	buf_str(&b, minus ? "-" : "");
	for (size_t i = 0; i < len; i += token(f + i)) {
		if (strchr("0#?.,", f[i]) == NULL) {
			put_token(&b, f + i, token(f + i));
		} else if (!done) {
			buf_str(&b, digits);
			done = true;
		}
	}
	return b.full || b.at == NULL ? digits : b.at;
}

/* The length of a section, up to ';' or the end. */
static size_t
section(const char *f)
{
	size_t n = 0;

	while (f[n] != '\0' && f[n] != ';')
		n += token(f + n);
	return n;
}

const char *
xlsx_show(struct arena *mem, const char *number, const char *format)
{
	const struct dec *v = dec_parse(mem, number);

	if (v == NULL || format == NULL || strcasecmp(format, "General") == 0)
		return number;
	size_t n = section(format);
	bool minus = dec_sign(v) < 0;
	if (minus && format[n] == ';' && format[n + 1] != '\0') {
		format += n + 1;
		n = section(format);
		minus = false; /* the section shows it its own way */
	}
	struct shape s = shape_of(format, n);
	if (s.plain)
		return number;
	return fill(mem, format, n, digits_of(mem, v, &s), minus);
}
