/* formula_node.c - what both files of the parser are made of */
#include <stdio.h>
#include "base/ctx.h"
#include "base/utf8.h"
#include "core/formula_part.h"

const struct expr *
formula_wrong(struct formula_reading *p, const char *at, const char *fmt, ...)
{
	char reason[400];
	va_list ap;

	if (p->failed)
		return NULL;
	p->failed = true;
	va_start(ap, fmt);
	vsnprintf(reason, sizeof reason, fmt, ap);
	va_end(ap);
	finding(p->findings, p->where,
	    _("The formula cannot be read at character %zu: %s"),
	    utf8_len(str_ndup(p->mem, p->text, (size_t)(at - p->text))) + 1,
	    reason);
	return NULL;
}

void
formula_next(struct formula_reading *p)
{
	p->tok = formula_token(p->tok.at + p->tok.len);
}

/* The word at a token, cut where it is too long to be quoted. */
const char *
formula_quoted(struct formula_reading *p, struct token t)
{
	size_t n = t.len < 40 ? t.len : 40;

	while (n < t.len && n > 0 && (t.at[n] & 0xc0) == 0x80)
		n--;
	return str_ndup(p->mem, t.at, n);
}

const struct expr *
formula_unexpected(struct formula_reading *p)
{
	if (p->tok.kind == T_END)
		return formula_wrong(p, p->tok.at, "%s",
		    _("something is missing at the end."));
	return formula_wrong(p, p->tok.at, _("\"%s\" is not expected here."),
	    formula_quoted(p, p->tok));
}

/* Nesting is bounded, since each level is a few frames of the stack. */
bool
formula_deeper(struct formula_reading *p)
{
	if (++p->depth <= FORMULA_DEPTH)
		return true;
	formula_wrong(p, p->tok.at, _("it is nested deeper than %d levels."),
	    FORMULA_DEPTH);
	return false;
}

void
formula_kid(struct formula_reading *p, struct formula_kids *k,
    const struct expr *e, bool flip)
{
	if (k->n == k->cap) {
		struct formula_kids more = { .n = k->n, .cap = 2 * k->cap + 4 };
		more.at = arena_alloc(p->mem, more.cap * sizeof *more.at);
		more.flip = arena_alloc(p->mem, more.cap);
		for (size_t i = 0; i < k->n; i++) {
			more.at[i] = k->at[i];
			more.flip[i] = k->flip[i];
		}
		*k = more;
	}
	k->flip[k->n] = flip;
	k->at[k->n++] = e;
}

struct expr *
formula_node(struct formula_reading *p, enum expr_kind kind,
    const struct formula_kids *k)
{
	struct expr *e = arena_alloc(p->mem, sizeof *e);

	e->kind = kind;
	if (k != NULL) {
		e->kid = k->at;
		e->flip = k->flip;
		e->nkid = k->n;
	}
	return e;
}

/* What is added or compared must be a figure, what is and-ed must be not. */
const struct expr *
formula_want(struct formula_reading *p, const char *at, const struct expr *e,
    bool truth)
{
	if (e == NULL || e->truth == truth)
		return e;
	return formula_wrong(p, at, "%s",
	    truth ? _("a comparison must stand here.") :
		    _("a figure must stand here, not a comparison."));
}
