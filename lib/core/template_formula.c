/* template_formula.c - printed formulas looked over: doubts, not guesses */
#include <ctype.h>
#include <stdarg.h>
#include <string.h>
#include "core/formula.h"
#include "core/template_part.h"

enum { CONSTANTS = 40 };

/* Is it printed at two columns, or rows?  A formula that names it means either.
 */
static bool
twice(const struct template *t, const char *code, bool rows)
{
	size_t n = 0;

	for (size_t i = 0; !rows && i < t->ncol; i++)
		n += strcmp(t->cols[i].printed, code) == 0;
	for (size_t i = 0; rows && i < t->nrow; i++)
		n += strcmp(t->rows[i].printed, code) == 0;
	return n > 1;
}

static const char *
brief(const struct subject *s)
{
	return text_brief(s->b->mem, s->formula);
}

static void FMT(2, 3) doubt(struct subject *s, const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	board_doubt(s->b, s->row, s->col, s->place, "%s",
	    text_format(s->b->mem, fmt, ap));
	va_end(ap);
	s->doubts++;
}

/* "3=2/1 (%)" and "3=2/1%": the measure is not part of the formula. */
static const char *
without_percent(struct arena *mem, const char *s)
{
	size_t n = strlen(s);

	if (n > 3 && strcmp(s + n - 3, "(%)") == 0)
		n -= 3;
	else if (n > 1 && s[n - 1] == '%')
		n--;
	return text_clean(mem, str_ndup(mem, s, n));
}

/* With its left side, which some forms leave out. */
static const char *
whole(struct subject *s, const char *f)
{
	struct arena *mem = s->b->mem;
	size_t n = strcspn(f, "=<>");

	if (*f == '=')
		return str_fmt(mem, "%s%s", s->code, f);
	if (isalpha((unsigned char)*f) && strchr(f, '(') != NULL &&
	    (f[n] == '\0' || strchr(f, '(') < f + n))
		return str_fmt(mem, "%s=%s", s->code, f);
	return f;
}

/* Is the left side the code of the column, or row, that it stands at? */
static void
check_left(struct subject *s, const char *f)
{
	size_t n = 0;

	while (isalnum((unsigned char)f[n]) || f[n] == '.')
		n++;
	const char *left = str_ndup(s->b->mem, f, n);
	if (strcmp(left, s->code) != 0)
		doubt(s,
		    _("The formula \"%s\" is for %s, but stands at "
		      "%s."),
		    brief(s), left, s->code);
}

/* A number that is no code: 100 to multiply by is one, 99 to add is not. */
static bool
is_scale(const char *constant)
{
	size_t n = strspn(constant + 1, "0");

	return *constant == '1' && n > 0 && constant[n + 1] == '\0';
}

struct constants {
	const char *at[CONSTANTS];
	size_t n;
};

static void
see_constant(void *arg, const char *constant)
{
	struct constants *c = arg;

	if (c->n < CONSTANTS)
		c->at[c->n++] = constant;
}

/* Beside a times or divided-by sign, wherever it stands in the text. */
static bool
beside_scale_sign(const char *f, const char *constant)
{
	size_t n = strlen(constant);

	for (const char *at = f; (at = strstr(at, constant)) != NULL; at += n) {
		const char *before = at, *after = at + n + strspn(at + n, " ");
		while (before > f && before[-1] == ' ')
			before--;
		if ((before > f && strchr("*/", before[-1]) != NULL) ||
		    (*after != '\0' && strchr("*/", *after) != NULL) ||
		    (before > f + 1 && strncmp(before - 2, "×", 2) == 0) ||
		    (before > f && before[-1] == ','))
			return true;
	}
	return false;
}

static void
check_constants(struct subject *s, const struct formula *f, const char *text)
{
	struct constants c = { .n = 0 };

	for (size_t i = 0; i < f->nside; i++)
		expr_constants(f->side[i], see_constant, &c);
	if (f->check != NULL)
		expr_constants(f->check, see_constant, &c);
	for (size_t i = 0; i < c.n; i++) {
		if (is_scale(c.at[i]) && beside_scale_sign(text, c.at[i]))
			continue;
		doubt(s,
		    _("The formula \"%s\" names %s, which is not a "
		      "number of this form."),
		    brief(s), c.at[i]);
	}
}

/* Codes that stand twice in the form. */
static void
check_twice(struct subject *s, const char *text)
{
	for (const char *c = text; *c != '\0';) {
		size_t n = 0;
		while (
		    isalnum((unsigned char)c[n]) ||
		    (c[n] == '.' && n > 0 && isdigit((unsigned char)c[n + 1])))
			n++;
		const char *code = str_ndup(s->b->mem, c, n);
		if (n > 0 && twice(s->b->t, code, s->axis->rows))
			doubt(s,
			    s->axis->rows ?
				_("The formula \"%s\" names %s, which is the "
				  "code of several rows.") :
				_("The formula \"%s\" names %s, which stands "
				  "over two columns."),
			    brief(s), code);
		c += n > 0 ? n : 1;
	}
}

/* A share that nobody multiplies by 100 is not in per cent. */
static void
check_percent(struct subject *s, const char *text)
{
	if (s->percent && strchr(text, '/') != NULL &&
	    strstr(text, "100") == NULL)
		doubt(s,
		    _("The figure is in per cent, but the formula \"%s\" "
		      "does not multiply by 100."),
		    brief(s));
}

const char *
formula_take(struct subject *s)
{
	struct arena *mem = s->b->mem;
	struct findings f = { .mem = mem };
	struct formula parsed;

	if (*s->formula == '\0')
		return NULL;
	const char *text = whole(s, without_percent(mem, s->formula));
	check_left(s, text);
	check_twice(s, text);
	if (s->doubts == 0 &&
	    !formula_parse(mem, text, s->axis, s->self, "f", &f, &parsed))
		doubt(s, _("The formula \"%s\" cannot be used: %s"), brief(s),
		    f.n > 0 ? f.at[0].text : "");
	else if (s->doubts == 0)
		check_constants(s, &parsed, text);
	if (s->doubts == 0)
		check_percent(s, text);
	return s->doubts == 0 ? text : NULL;
}
