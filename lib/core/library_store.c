/* library_store.c - a package applied */
#include "core/audit.h"
#include "core/change.h"
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
	TRY(library_around(db, ctx, p, f));
	TRY(item_file_store(db, ctx, &p->items, f, &results));
	for (size_t i = 0; i < p->items.n; i++)
		TRY(library_past_store(db, ctx,
		    p->items.at[i].says.at[ITEM_CODE], &p->past[i]));
	p->regime.nlevel = 0;
	TRY(regime_store(db, ctx, &p->regime, f));
	if (fresh)
		TRY(own(db, ctx, p->regime.code));
	struct change c = change_new(ctx->mem);
	change_text(&c, "regime", NULL, p->regime.code);
	change_text(&c, "sha256", NULL, p->sha);
	change_text(&c, "key", NULL, p->key);
	return audit_put_one(db, ctx, AUDIT_ITEMS,
	    &(struct audit_act){ "import", "package", 0,
		str_fmt(ctx->mem, "%s; sha=%s; key=%s; by=%s", p->regime.code,
		    p->sha, p->key == NULL ? "none" : p->key, p->by),
		NULL, change_became(&c) });
}
