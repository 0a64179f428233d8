/* library_store.c - a package applied */
#include "core/audit.h"
#include "core/item_part.h"
#include "core/library_part.h"
#include "core/regime.h"

struct owned {
	bool mine;
};
static const struct db_col owned_cols[] = { COL(struct owned, mine) };
DB_ROWS(select_owned, owned_cols,
    "SELECT" OWNS(
	"g.owner_id") "AS mine FROM regime g WHERE g.code = " DB_CODE);
DB_STMT(update_owner, "UPDATE regime SET owner_id = ? WHERE code = " DB_CODE);

enum rc
library_mine(struct db *db, const struct ctx *ctx, const char *regime,
    bool *ret)
{
	struct owned owned;

	TRY(db_row(db, select_owned, ARGS(OWNS_ARGS(ctx), regime), &owned));
	*ret = owned.mine;
	return OK;
}

/* Measures and dimensions that are here already stay as they are. */
static enum rc
put_around(struct db *db, const struct ctx *ctx,
    const struct library_package *p, struct findings *f)
{
	struct measures all;
	struct breakdowns dims;

	TRY(measures_load(db, &all));
	for (size_t i = 0; i < p->nmeasure; i++) {
		const struct library_measure *m = &p->measures[i];
		const struct measure *was = measure_of(ctx->mem, &all, m->name);
		struct measure fresh = { .name = m->name,
			.name_en = m->name_en,
			.dimension = m->dimension,
			.factor = m->factor };
		if (str_empty(m->dimension))
			TRY(measures_meet(db, ctx->mem, &m->name, 1));
		else if (was == NULL || str_empty(was->dimension))
			TRY(measure_add(db, ctx, &fresh, f));
	}
	TRY(breakdown_list(db, &dims));
	for (size_t i = 0; i < p->nbreakdown; i++) {
		bool there = false;
		long id;
		for (size_t k = 0; k < dims.n; k++)
			there = there || str_eq(dims.at[k].code,
					     p->breakdowns[i].says.code);
		if (!there)
			TRY(breakdown_store(db, ctx, 0, 0,
			    &p->breakdowns[i].says, f, &id));
	}
	return OK;
}

/* A regime that came new belongs to whoever brought it. */
static enum rc
own(struct db *db, const struct ctx *ctx, const char *code)
{
	for (size_t i = 0; ctx->actor != NULL && i < ctx->actor->ngrant; i++)
		if (role_has((enum role)ctx->actor->grants[i].role, MAY_OWN))
			return db_exec(db, update_owner,
			    ARGS(ctx->actor->grants[i].unit_id, code), NULL);
	return OK;
}

enum rc
library_store(struct db *db, const struct ctx *ctx, struct library_package *p,
    struct findings *f)
{
	struct item_results results;
	bool mine = false;
	enum rc rc = library_mine(db, ctx, p->regime.code, &mine);
	bool fresh = rc == E_NOTFOUND;

	if (!fresh)
		TRY(rc);
	if (!fresh && !mine) {
		finding(f, "regime",
		    _("The regime %s belongs to somebody else."),
		    p->regime.code);
		return E_INVALID;
	}
	TRY(put_around(db, ctx, p, f));
	TRY(item_file_store(db, ctx, &p->items, f, &results));
	p->regime.nlevel = 0;
	TRY(regime_store(db, ctx, &p->regime, f));
	if (fresh)
		TRY(own(db, ctx, p->regime.code));
	return audit_one(db, ctx, AUDIT_ITEMS, "import", "package", 0,
	    str_fmt(ctx->mem, "%s; sha=%s; key=%s; by=%s", p->regime.code,
		p->sha, p->key == NULL ? "none" : p->key, p->by));
}
