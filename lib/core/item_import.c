/* item_import.c - a file of items compared with the catalogue, and applied */
#include "core/item_file.h"

struct line_id {
	long id;
};
static const struct db_col id_cols[] = { COL(struct line_id, id) };
DB_ROWS(select_all, id_cols,
    "SELECT i.id FROM item i WHERE i.base_id IS NULL"
    " AND (? = 0 OR i.owner_id = ?) ORDER BY i.code");

enum rc
item_file_all(struct db *db, struct arena *mem, long owner,
    struct item_file *ret)
{
	struct {
		struct line_id *at;
		size_t n;
	} ids;
	struct item i;

	TRY(db_rows(db, select_all, ARGS(owner, owner), &ids));
	*ret = (struct item_file){ arena_alloc(mem, ids.n * sizeof *ret->at),
		ids.n };
	for (size_t k = 0; k < ids.n; k++) {
		TRY(item_get(db, ids.at[k].id, &i));
		TRY(item_now(db, mem, &i, &ret->at[k].says));
	}
	return OK;
}

static void
count(struct item_results *r, enum item_act act)
{
	r->added += act == ITEM_NEW;
	r->changed += act == ITEM_CHANGED;
	r->same += act == ITEM_SAME;
	r->refused += act == ITEM_REFUSED;
}

static enum rc
look_at(struct item_planner *p, struct map *seen, const struct item_line *l,
    struct item_result *ret)
{
	const char *code = l->says.at[ITEM_CODE];

	*ret = (struct item_result){ .line = l->line,
		.findings = { .mem = p->ctx->mem } };
	TRY(item_plan(p, 0, &l->says, &ret->findings, &ret->plan));
	if (code != NULL && map_put(seen, code, 1) == 1) {
		finding(&ret->findings, "code", _("%s stands there twice."),
		    code);
		ret->plan.act = ITEM_REFUSED;
	}
	return OK;
}

/* What a line names may come in a later one. */
static enum rc
open_planner(struct db *db, const struct ctx *ctx, const struct item_file *file,
    struct item_planner *ret)
{
	TRY(item_planner_open(db, ctx, ret));
	for (size_t i = 0; i < file->n; i++)
		if (file->at[i].says.at[ITEM_CODE] != NULL)
			map_put(&ret->coming, file->at[i].says.at[ITEM_CODE],
			    1);
	return OK;
}

enum rc
item_file_look(struct db *db, const struct ctx *ctx,
    const struct item_file *file, struct item_results *ret)
{
	struct map seen = { .mem = ctx->mem };
	struct item_planner p;

	TRY(open_planner(db, ctx, file, &p));
	*ret = (struct item_results){ .at = arena_alloc(ctx->mem,
					  file->n * sizeof *ret->at),
		.n = file->n };
	for (size_t i = 0; i < file->n; i++) {
		TRY(look_at(&p, &seen, &file->at[i], &ret->at[i]));
		count(ret, ret->at[i].plan.act);
	}
	return OK;
}

static void
tell(const struct item_result *r, struct findings *f)
{
	for (size_t i = 0; i < r->findings.n; i++)
		if (!r->findings.at[i].warning)
			finding(f,
			    str_fmt(f->mem, "line %ld: %s", r->line,
				r->findings.at[i].where),
			    "%s", r->findings.at[i].text);
}

/* Those that name others come after them. */
static bool
names_others(const struct item_line *l)
{
	return !str_empty(l->says.at[ITEM_WEIGHT]);
}

static enum rc
store_line(struct item_planner *p, struct map *seen, const struct item_line *l,
    struct findings *f, struct item_result *ret)
{
	struct findings mine = { .mem = p->ctx->mem };
	long id;

	TRY(look_at(p, seen, l, ret));
	enum rc rc = item_apply(p, &ret->plan, 0, &mine, &id);
	for (size_t i = 0; i < mine.n; i++)
		finding(&ret->findings, mine.at[i].where, "%s",
		    mine.at[i].text);
	if (rc == E_INVALID) {
		ret->plan.act = ITEM_REFUSED;
		tell(ret, f);
		return OK;
	}
	return rc;
}

enum rc
item_file_store(struct db *db, const struct ctx *ctx,
    const struct item_file *file, struct findings *f, struct item_results *ret)
{
	struct map seen = { .mem = ctx->mem };
	struct item_planner p;

	TRY(open_planner(db, ctx, file, &p));
	*ret = (struct item_results){ .at = arena_alloc(ctx->mem,
					  file->n * sizeof *ret->at),
		.n = file->n };
	for (int later = 0; later < 2; later++)
		for (size_t i = 0; i < file->n; i++) {
			if (names_others(&file->at[i]) != (later == 1))
				continue;
			TRY(store_line(&p, &seen, &file->at[i], f,
			    &ret->at[i]));
			count(ret, ret->at[i].plan.act);
		}
	return ret->refused > 0 ? E_INVALID : OK;
}
