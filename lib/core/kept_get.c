/* kept_get.c - what was kept is given back to its person */
#include "core/kept.h"
#include "io/db.h"
#include "io/json_read.h"

struct row {
	const char *path, *fields, *at;
};
static const struct db_col row_cols[] = {
	COL(struct row, path),
	COL(struct row, fields),
	COL(struct row, at),
};
DB_ROWS(select_kept, row_cols,
    "SELECT path, fields, at FROM kept_form WHERE id = " DB_CODE
    " AND person_id = ?"
    " AND at > DATE_SUB(?, INTERVAL ? MINUTE)");

static size_t
count(const struct node *list)
{
	size_t n = 0;

	for (const struct node *x = list->first; x != NULL; x = x->next)
		n++;
	return n;
}

enum rc
kept_get(struct db *db, const struct ctx *ctx, const char *id, struct kept *ret)
{
	const char *why;
	struct node *list;
	struct row r;

	TRY(db_row(db, select_kept,
	    ARGS(id, ctx->actor->id, ctx->real, (long)KEPT_MINUTES), &r));
	if (!json_read(ctx->mem, r.fields, &list, &why))
		return fail(E_INTERNAL, "kept form %s: %s", id, why);
	size_t n = count(list) / 2;
	*ret = (struct kept){ .path = r.path,
		.since = r.at,
		.at = arena_alloc(ctx->mem, (n + 1) * sizeof *ret->at) };
	for (const struct node *x = list->first; x != NULL && x->next != NULL;
	     x = x->next->next)
		ret->at[ret->n++] =
		    (struct kept_field){ x->text, x->next->text };
	return OK;
}
