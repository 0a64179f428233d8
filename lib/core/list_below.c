/* list_below.c - the rows of all lists that were accepted below a unit */
#include <string.h>
#include "base/ctx.h"
#include "base/date.h"
#include "base/utf8.h"
#include "core/attach.h"
#include "core/list_below.h"
#include "io/db.h"
#include "io/json_read.h"

struct body_row {
	long id, form_id;
	const char *code, *name, *body;
};
struct body_rows {
	struct body_row *at;
	size_t n;
};
static const struct db_col body_cols[] = {
	COL(struct body_row, id),
	COL(struct body_row, form_id),
	COL(struct body_row, code),
	COL(struct body_row, name),
	COL(struct body_row, body),
};
DB_ROWS(select_bodies, body_cols,
    "SELECT c.id, k.form_id, u.code, u.name, k.body FROM report t"
    " JOIN regime g ON g.id = t.regime_id JOIN period p ON p.id = t.period_id"
    " JOIN unit_above a ON a.line_id = g.line_id AND a.above_id = t.unit_id"
    " AND a.depth > 0 AND a.valid_from <= p.ends AND p.ends < a.valid_to"
    " JOIN report c ON c.regime_id = t.regime_id"
    " AND c.period_id = t.period_id AND c.unit_id = a.unit_id"
    " AND c.state = 'accepted' JOIN revision k ON k.id = c.accepted_id"
    " JOIN unit u ON u.id = c.unit_id WHERE t.id = ?"
    " ORDER BY u.code, c.id LIMIT ?");

struct look {
	const struct form *f;
	const struct list_query *q;
	const char *key, *plain; /* of the words, or NULL */
	enum num_lang lang;
	struct arena *mem;
	struct list_rows *to;
};

/* One cell of a body, as it is shown. */
static const char *
shown(const struct look *l, const struct cell *x, const struct node *n)
{
	const char *text = node_text(n, "t"), *label = node_text(n, "l");
	const struct form_choice *c;

	if (node_long(n, "x") == 1)
		return "-";
	if (node_text(n, "n") != NULL)
		return num_show_text(l->mem, node_text(n, "n"), x->decimals,
		    l->lang);
	switch (x->type) {
	case CELL_CHOICE:
		c = form_choice_get(x->choices, text);
		return c == NULL ? text : tr_pick(c->label_vi, c->label_en);
	case CELL_LOOKUP:
		return label != NULL ? label : text;
	case CELL_DATE:
		return date_show(l->mem, text);
	case CELL_FILE:
		return attach_show(l->mem, text, false);
	default:
		return text;
	}
}

/* "Hòa" is found by "hoà" and, typed without marks, by "hoa". */
static bool
has_words(const struct look *l, const char *text)
{
	const char *key = utf8_key(l->mem, text, true);
	const char *plain = utf8_key(l->mem, text, false);

	return (key != NULL && strstr(key, l->key) != NULL) ||
	       (plain != NULL && strcmp(l->key, l->plain) == 0 &&
		   strstr(plain, l->plain) != NULL);
}

static bool
words_fit(const struct look *l, const struct list_row *r)
{
	if (l->key == NULL || has_words(l, r->unit))
		return true;
	for (size_t i = l->f->nlabel; i < l->f->ncol; i++)
		if (r->text[i] != NULL && r->num[i] == NULL &&
		    has_words(l, r->text[i]))
			return true;
	return false;
}

/* A row that is being put together: its codes, for the options asked for. */
struct piece {
	struct list_row row;
	const char **code;
	size_t no; /* of the form */
};

static struct piece
piece_new(const struct look *l, const struct body_row *of, size_t no)
{
	size_t size = l->f->ncol * sizeof(char *);

	return (struct piece){ .no = no,
		.code = arena_alloc(l->mem, size),
		.row = { .report_id = of->id,
		    .unit_code = of->code,
		    .unit = of->name,
		    .num = arena_alloc(l->mem, size),
		    .text = arena_alloc(l->mem, size) } };
}

static void
piece_end(struct look *l, const struct piece *p)
{
	if (p->no == 0)
		return;
	for (size_t i = 0; l->q->option != NULL && i < l->f->ncol; i++)
		if (l->q->option[i] != NULL &&
		    !str_eq(l->q->option[i], p->code[i]))
			return;
	if (!words_fit(l, &p->row))
		return;
	if (l->to->n == LIST_BELOW_ROWS)
		l->to->cut_rows = true;
	else
		l->to->at[l->to->n++] = p->row;
}

/* Cells stand in ascending order: a row ends where the next one begins. */
static void
read_rows(struct look *l, const struct body_row *of, const struct node *cells)
{
	const struct form *f = l->f;
	struct piece p = { .no = 0 };

	for (const struct node *n = cells == NULL ? NULL : cells->first;
	     n != NULL; n = n->next) {
		size_t cell = (size_t)node_long(n, "c"), row = cell / f->ncol;
		if (row == 0 || row > f->list_max)
			continue;
		if (row != p.no) {
			piece_end(l, &p);
			p = piece_new(l, of, row);
		}
		p.row.num[cell % f->ncol] = node_text(n, "n");
		p.code[cell % f->ncol] = node_text(n, "t");
		p.row.text[cell % f->ncol] = shown(l, &f->cells[cell], n);
	}
	piece_end(l, &p);
}

static enum rc
read_body(struct look *l, const struct body_row *row)
{
	struct node *top;
	const char *why;

	if (!json_read(l->mem, row->body, &top, &why))
		return fail(E_INTERNAL, "revision of report %ld: %s", row->id,
		    why);
	read_rows(l, row, node_get(top, "own"));
	return OK;
}

enum rc
list_below(struct db *db, const struct ctx *ctx, const struct report *r,
    const struct form *f, const struct list_query *q, struct list_rows *ret)
{
	struct look l = { .f = f,
		.q = q,
		.lang = num_lang(ctx->lang),
		.mem = ctx->mem,
		.to = ret };
	struct body_rows bodies;

	*ret = (struct list_rows){ 0 };
	if (f->rows_kind != ROWS_LIST)
		return E_INVALID;
	if (!str_empty(q->words)) {
		l.key = utf8_key(ctx->mem, q->words, true);
		l.plain = utf8_key(ctx->mem, q->words, false);
	}
	TRY(db_rows(db, select_bodies,
	    ARGS(r->id, (long)LIST_BELOW_REPORTS + 1), &bodies));
	ret->cut_reports = bodies.n > LIST_BELOW_REPORTS;
	ret->at = arena_alloc(ctx->mem, LIST_BELOW_ROWS * sizeof *ret->at);
	for (size_t i = 0; i < bodies.n && i < LIST_BELOW_REPORTS; i++) {
		if (bodies.at[i].form_id != f->id) {
			ret->others++;
			continue;
		}
		ret->reports++;
		TRY(read_body(&l, &bodies.at[i]));
	}
	return OK;
}
