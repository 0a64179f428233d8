/* formula_lex.c - the signs and words of a formula */
#include <string.h>
#include "core/formula_tree.h"

/* What begins like another stands before it. */
static const struct sign {
	const char *text;
	enum token_kind kind;
} signs[] = {
	{ "+", T_PLUS },
	{ "-", T_MINUS },
	{ "−", T_MINUS },
	{ "–", T_MINUS },
	{ "*", T_TIMES },
	{ "×", T_TIMES },
	{ "/", T_OVER },
	{ "÷", T_OVER },
	{ "(", T_OPEN },
	{ ")", T_CLOSE },
	{ "[", T_LEFT },
	{ "]", T_RIGHT },
	{ ",", T_COMMA },
	{ ";", T_COMMA },
	{ "=", T_EQ },
	{ "<>", T_NE },
	{ "!=", T_NE },
	{ "≠", T_NE },
	{ "<=", T_LE },
	{ "≤", T_LE },
	{ "<", T_LT },
	{ ">=", T_GE },
	{ "≥", T_GE },
	{ ">", T_GT },
	{ "…", T_DOTS },
};

static const struct sign *
sign_at(const char *s)
{
	for (size_t i = 0; i < COUNT(signs); i++)
		if (str_starts(s, signs[i].text))
			return &signs[i];
	return NULL;
}

/* Quotation marks, as they are typed and as word processors set them. */
static const struct quote {
	const char *open, *close;
} quotes[] = { { "\"", "\"" }, { "“", "”" }, { "„", "“" }, { "”", "”" } };

static const struct quote *
quote_at(const char *s)
{
	for (size_t i = 0; i < COUNT(quotes); i++)
		if (str_starts(s, quotes[i].open))
			return &quotes[i];
	return NULL;
}

/* A text that does not end is a sign that nobody expects. */
static struct token
quoted(const char *s, const struct quote *q)
{
	size_t open = strlen(q->open);
	const char *end = strstr(s + open, q->close);

	if (end == NULL)
		return (struct token){ T_BAD, s, open };
	return (
	    struct token){ T_TEXT, s, (size_t)(end - s) + strlen(q->close) };
}

struct token
token_inside(struct token t)
{
	const struct quote *q = quote_at(t.at);
	size_t open = strlen(q->open);

	return (struct token){ T_WORD, t.at + open,
		t.len - open - strlen(q->close) };
}

static size_t
blank(const char *s)
{
	if (*s == ' ' || *s == '\t' || *s == '\n' || *s == '\r')
		return 1;
	return str_starts(s, "\302\240") ? 2 : 0;
}

/* Letters of any script, digits and '_'; bytes of one code point together. */
static size_t
letter(const char *s)
{
	size_t n = 1;

	if ((*s >= '0' && *s <= '9') || (*s >= 'a' && *s <= 'z') ||
	    (*s >= 'A' && *s <= 'Z') || *s == '_')
		return 1;
	if ((*s & 0x80) == 0 || blank(s) > 0 || sign_at(s) != NULL ||
	    quote_at(s) != NULL)
		return 0;
	while ((s[n] & 0xc0) == 0x80)
		n++;
	return n;
}

/* A point belongs to a word between two letters only: 9.1, but 2..5. */
static size_t
word(const char *s)
{
	size_t len = 0, n;

	while ((n = letter(s + len)) > 0) {
		len += n;
		if (s[len] == '.' && letter(s + len + 1) > 0)
			len++;
	}
	return len;
}

struct token
formula_token(const char *s)
{
	const struct quote *quote;
	const struct sign *sign;
	size_t len;

	while (blank(s) > 0)
		s += blank(s);
	if (*s == '\0')
		return (struct token){ T_END, s, 0 };
	if ((len = strspn(s, ".")) >= 2)
		return (struct token){ T_DOTS, s, len };
	if ((sign = sign_at(s)) != NULL)
		return (struct token){ sign->kind, s, strlen(sign->text) };
	if ((quote = quote_at(s)) != NULL)
		return quoted(s, quote);
	if ((len = word(s)) > 0)
		return (struct token){ T_WORD, s, len };
	return (struct token){ T_BAD, s, 1 };
}

bool
token_is(struct token t, const char *s)
{
	return t.kind == T_WORD && strlen(s) == t.len &&
	       memcmp(t.at, s, t.len) == 0;
}

const char *
compare_sign(enum token_kind op)
{
	static const char *const text[] = {
		[T_EQ] = "=",
		[T_NE] = "<>",
		[T_LT] = "<",
		[T_LE] = "<=",
		[T_GT] = ">",
		[T_GE] = ">=",
	};

	return op >= T_EQ && op <= T_GE ? text[op] : NULL;
}

bool
compare_holds(enum token_kind op, int cmp)
{
	switch (op) {
	case T_EQ:
		return cmp == 0;
	case T_NE:
		return cmp != 0;
	case T_LT:
		return cmp < 0;
	case T_LE:
		return cmp <= 0;
	case T_GT:
		return cmp > 0;
	default:
		return cmp >= 0;
	}
}
