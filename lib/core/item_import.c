/* item_import.c - a file of items compared with the catalogue, and applied */
#include "base/date.h"
#include "core/item_file.h"

/* All of it in two statements: an export is not a query for each item. */
struct whole {
	long id, decimals;
	const char *code, *name, *short_name, *name_en, *measure, *over_units,
	    *weight, *over_time, *definition, *method, *source, *owner, *state,
	    *since, *reason;
};
static const struct db_col whole_cols[] = {
	COL(struct whole, id),
	COL(struct whole, decimals),
	COL(struct whole, code),
	COL(struct whole, name),
	COL(struct whole, short_name),
	COL(struct whole, name_en),
	COL(struct whole, measure),
	COL(struct whole, over_units),
	COL(struct whole, weight),
	COL(struct whole, over_time),
	COL(struct whole, definition),
	COL(struct whole, method),
	COL(struct whole, source),
	COL(struct whole, owner),
	COL(struct whole, state),
	COL(struct whole, since),
	COL(struct whole, reason),
};
DB_ROWS(select_all, whole_cols,
    "SELECT i.id, v.decimals, i.code, v.name, i.short_name, i.name_en,"
    " v.measure, v.over_units, COALESCE(w.code, '') AS weight, v.over_time,"
    " v.definition, v.method, v.source,"
    " COALESCE(CONCAT(u.level, '/', u.code), '') AS owner, i.state,"
    " v.valid_from AS since, v.reason FROM item i JOIN item_version v"
    " ON v.item_id = i.id AND v.valid_to = '9999-12-31'"
    " LEFT JOIN unit u ON u.id = i.owner_id"
    " LEFT JOIN item w ON w.id = v.weight_id WHERE i.base_id IS NULL"
    " AND (? = 0 OR i.owner_id = ?) ORDER BY i.code");
struct term {
	long base_id;
	const char *dimensions;
};
static const struct db_col term_cols[] = {
	COL(struct term, base_id),
	COL(struct term, dimensions),
};
DB_ROWS(select_terms, term_cols,
    "SELECT DISTINCT t.base_id, t.dimensions FROM (SELECT m.id, m.base_id,"
    " GROUP_CONCAT(b.code ORDER BY b.code SEPARATOR '*') AS dimensions"
    " FROM item m JOIN item_cut x ON x.item_id = m.id"
    " JOIN breakdown b ON b.id = x.breakdown_id WHERE m.state <> 'retired'"
    " AND m.base_id IS NOT NULL GROUP BY m.id, m.base_id) t"
    " ORDER BY t.base_id, LOCATE('*', t.dimensions) > 0, t.dimensions");

static struct item_says
says_of(struct arena *mem, const struct whole *w)
{
	return (struct item_says){ {
	    [ITEM_CODE] = w->code,
	    [ITEM_NAME] = w->name,
	    [ITEM_SHORT] = w->short_name,
	    [ITEM_NAME_EN] = w->name_en,
	    [ITEM_MEASURE] = w->measure,
	    [ITEM_DECIMALS] = str_long(mem, w->decimals),
	    [ITEM_OVER_UNITS] = w->over_units,
	    [ITEM_WEIGHT] = w->weight,
	    [ITEM_OVER_TIME] = w->over_time,
	    [ITEM_BREAKDOWNS] = "",
	    [ITEM_DEFINITION] = w->definition,
	    [ITEM_METHOD] = w->method,
	    [ITEM_SOURCE] = w->source,
	    [ITEM_OWNER] = w->owner,
	    [ITEM_STATE] = w->state,
	    [ITEM_FROM] = str_eq(w->since, DATE_MIN) ? "" : w->since,
	    [ITEM_REASON] = w->reason,
	} };
}

static void
put_term(struct arena *mem, struct item_says *says, const char *dimensions)
{
	const char *was = says->at[ITEM_BREAKDOWNS];

	says->at[ITEM_BREAKDOWNS] =
	    str_fmt(mem, "%s%s%s", was, str_empty(was) ? "" : ", ", dimensions);
}

enum rc
item_file_all(struct db *db, struct arena *mem, long owner,
    struct item_file *ret)
{
	struct {
		struct whole *at;
		size_t n;
	} all;
	struct {
		struct term *at;
		size_t n;
	} terms;
	struct map place = { .mem = mem };

	TRY(db_rows(db, select_all, ARGS(owner, owner), &all));
	TRY(db_rows(db, select_terms, ARGS(), &terms));
	*ret = (struct item_file){ arena_alloc(mem, all.n * sizeof *ret->at),
		all.n };
	for (size_t k = 0; k < all.n; k++) {
		ret->at[k].says = says_of(mem, &all.at[k]);
		map_put(&place, str_long(mem, all.at[k].id), (long)k);
	}
	for (size_t i = 0; i < terms.n; i++) {
		long k = map_get(&place, str_long(mem, terms.at[i].base_id));
		if (k != MAP_NONE)
			put_term(mem, &ret->at[k].says, terms.at[i].dimensions);
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
