/* formula_stack.c - a rule for the script that previews it */
#include "core/formula_tree.h"

static void put(struct buf *, const struct expr *);

static void
put_members(struct buf *b, const struct expr *e)
{
	for (size_t i = 0; i < e->nmember; i++)
		buf_fmt(b, "%zu ", e->member[i]);
}

/* Operands, then the word with a 1 for each that is subtracted, divided by. */
static void
put_flips(struct buf *b, const struct expr *e, const char *word)
{
	for (size_t i = 0; i < e->nkid; i++)
		put(b, e->kid[i]);
	buf_str(b, word);
	for (size_t i = 0; i < e->nkid; i++)
		buf_str(b, e->flip[i] ? "1" : "0");
	buf_str(b, " ");
}

/* A range among arguments is as many arguments. */
static void
put_call(struct buf *b, const struct expr *e)
{
	size_t n = 0;

	for (size_t i = 0; i < e->nkid; i++)
		if (e->kid[i]->kind == EX_RANGE) {
			put_members(b, e->kid[i]);
			n += e->kid[i]->nmember;
		} else {
			put(b, e->kid[i]);
			n++;
		}
	if (e->fn == FN_IF)
		buf_str(b, "if ");
	else if (e->fn == FN_ABS)
		buf_str(b, "abs ");
	else if (e->fn == FN_ROUND)
		buf_fmt(b, "round%d ", e->places);
	else
		buf_fmt(b, "%s%zu ", e->name, n);
}

static void
put_kids(struct buf *b, const struct expr *e, const char *word)
{
	for (size_t i = 0; i < e->nkid; i++)
		put(b, e->kid[i]);
	buf_fmt(b, "%s ", word);
}

/* Cells stand on the page; "-" is where the cell itself is. */
static void
put_ref(struct buf *b, const struct ref *ref)
{
	if (ref->kind != REF_CELL || ref->when != NOW) {
		buf_str(b, "? ");
		return;
	}
	buf_str(b, "@");
	if (ref->row < 0)
		buf_str(b, "-");
	else
		buf_fmt(b, "%ld", ref->row);
	if (ref->col < 0)
		buf_str(b, ".- ");
	else
		buf_fmt(b, ".%ld ", ref->col);
}

static void
put(struct buf *b, const struct expr *e)
{
	switch (e->kind) {
	case EX_NUMBER:
		buf_fmt(b, "#%s ", dec_text(b->mem, e->num));
		break;
	case EX_CODE:
		if (e->when == NOW)
			put_members(b, e);
		else
			buf_str(b, "? ");
		break;
	case EX_RANGE:
		put_members(b, e);
		buf_fmt(b, "sum%zu ", e->nmember);
		break;
	case EX_SUM:
		put_flips(b, e, "s");
		break;
	case EX_PRODUCT:
		put_flips(b, e, "p");
		break;
	case EX_NEG:
		put_kids(b, e, "neg");
		break;
	case EX_COMPARE:
		put_kids(b, e, compare_sign(e->op));
		break;
	case EX_AND:
		put_kids(b, e, str_fmt(b->mem, "and%zu", e->nkid));
		break;
	case EX_OR:
		put_kids(b, e, str_fmt(b->mem, "or%zu", e->nkid));
		break;
	case EX_NOT:
		put_kids(b, e, "not");
		break;
	case EX_CALL:
		put_call(b, e);
		break;
	case EX_REF:
		put_ref(b, &e->ref);
		break;
	case EX_WINDOW:
	case EX_BELOW:
		buf_str(b, "? ");
		break;
	case EX_CHAIN: /* is taken apart into its sides */
		break;
	}
}

void
expr_stack(struct buf *b, const struct expr *e)
{
	put(b, e);
	if (b->len > 0 && !b->full)
		b->at[--b->len] = '\0';
}
