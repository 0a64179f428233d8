/* home_choose.c - what owners decide about items that are asked for twice */
#include <string.h>
#include "base/date.h"
#include "core/access.h"
#include "core/audit.h"
#include "core/change.h"
#include "core/home_share.h"
#include "core/item.h"
#include "core/regime.h"

struct item_row {
	long id, as_id, owner_id;
};
struct count_row {
	long n;
};
struct chosen_row {
	const char *regime, *valid_from;
};
static const struct db_col item_cols[] = { COL(struct item_row, id),
	COL(struct item_row, as_id), COL(struct item_row, owner_id) };
static const struct db_col count_cols[] = { COL(struct count_row, n) };
static const struct db_col chosen_cols[] = { COL(struct chosen_row, regime),
	COL(struct chosen_row, valid_from) };

DB_ROWS(select_item, item_cols,
    "SELECT i.id, COALESCE(s.as_id, i.id) AS as_id,"
    " COALESCE(i.owner_id, 0) AS owner_id FROM item i"
    " LEFT JOIN item_same s ON s.item_id = i.id WHERE i.code = " DB_CODE);
/* Regimes whose forms have it, but one, that the actor does not own. */
#define ASKING \
	" FROM (SELECT DISTINCT f.regime_id FROM form_cell c" \
	" JOIN form f ON f.id = c.form_id LEFT JOIN item_same s" \
	" ON s.item_id = c.item_id WHERE (c.item_id = ? OR s.as_id = ?)) t" \
	" JOIN regime g ON g.id = t.regime_id"
DB_ROWS(count_foreign, count_cols,
    "SELECT COUNT(*) AS n" ASKING " WHERE g.id <> ? AND NOT" SCOPE("g.owner_id",
	"a.line_id", "a.valid_from"));
DB_ROWS(count_asking, count_cols,
    "SELECT COUNT(*) AS n" ASKING " WHERE g.id = ?");
DB_ROWS(select_chosen, chosen_cols,
    "SELECT g.code AS regime, h.valid_from FROM item_home h"
    " JOIN regime g ON g.id = h.regime_id WHERE h.item_id = ?"
    " AND h.valid_from <= ? AND ? < h.valid_to FOR UPDATE");
DB_STMT(delete_homes,
    "DELETE FROM item_home WHERE item_id = ? AND valid_from >= ?");
DB_STMT(end_home,
    "UPDATE item_home SET valid_to = ? WHERE item_id = ? AND valid_to > ?");
DB_STMT(insert_home,
    "INSERT INTO item_home (item_id, valid_from, valid_to, regime_id,"
    " person_id, at) VALUES (?, ?, ?, ?, ?, ?)");
DB_STMT(insert_same, "INSERT INTO item_same (item_id, as_id, person_id, at)"
		     " VALUES (?, ?, ?, ?)");
DB_STMT(update_same, "UPDATE item_same SET as_id = ? WHERE as_id = ?");
DB_STMT(delete_same, "DELETE FROM item_same WHERE item_id = ?");
DB_STMT(insert_apart,
    "INSERT INTO item_apart (a_id, b_id, person_id, at) SELECT ?, ?, ?, ?"
    " FROM (SELECT 1 AS one) t WHERE NOT EXISTS (SELECT 1 FROM item_apart a"
    " WHERE a.a_id = ? AND a.b_id = ?)");
DB_ROWS(count_unlike, count_cols,
    "SELECT COUNT(*) AS n FROM item_version a JOIN item_version b"
    " ON b.item_id = ? AND a.valid_from < b.valid_to"
    " AND b.valid_from < a.valid_to WHERE a.item_id = ?"
    " AND a.valid_to > ? AND b.valid_to > ?"
    " AND (a.measure <> b.measure OR a.over_units <> b.over_units"
    " OR a.over_time <> b.over_time)");

/* An act on the register: its chain is locked first, then its rows. */
struct act {
	struct db *db;
	const struct ctx *ctx;
	struct findings *f;
	struct audit_head head;
};

static enum rc
act_begin(struct db *db, const struct ctx *ctx, struct findings *f,
    struct act *ret)
{
	*ret = (struct act){ .db = db, .ctx = ctx, .f = f };
	return audit_lock(db, AUDIT_FORMS, &ret->head);
}

static enum rc
find_item(struct act *a, const char *where, const char *code,
    struct item_row *ret)
{
	enum rc rc = db_row(a->db, select_item, ARGS(code), ret);

	if (rc != E_NOTFOUND)
		return rc;
	finding(a->f, where, _("There is no item \"%.80s\"."), code);
	return E_INVALID;
}

/*
 * Whose forms will no longer ask must be the actor's: the item itself, or every
 * regime that asks for it but `kept`.  The command line may all.
 */
static enum rc
may(struct act *a, const struct item_row *item, long kept)
{
	const struct ctx *ctx = a->ctx;
	struct count_row foreign;

	if (ctx->actor == NULL || ctx->actor->id == 0)
		return OK;
	if (item->owner_id != 0) {
		enum rc rc = unit_reach(a->db, ctx, MAY_OWN, item->owner_id);
		if (rc != E_NOTFOUND)
			return rc;
	}
	TRY(db_row(a->db, count_foreign,
	    ARGS(item->id, item->id, kept,
		SCOPE_ARGS(ctx->actor, MAY_OWN, ctx->today)),
	    &foreign));
	return foreign.n == 0 ? OK : E_DENIED;
}

static enum rc
find_regime(struct act *a, const char *code, const struct item_row *item,
    long *ret)
{
	struct regime g = { 0 };
	struct count_row asks = { 0 };
	enum rc rc = str_empty(code) ? OK : regime_find(a->db, code, &g);

	*ret = g.id;
	if (str_empty(code))
		return OK;
	if (rc == OK)
		rc = db_row(a->db, count_asking, ARGS(item->id, item->id, g.id),
		    &asks);
	if (rc != OK && rc != E_NOTFOUND)
		return rc;
	if (rc == OK && asks.n > 0)
		return OK;
	finding(a->f, "regime",
	    _("The regime \"%.40s\" does not ask for this item."), code);
	return E_INVALID;
}

/* From that day on; what was chosen for days before stays. */
static enum rc
store_choice(struct act *a, long item, long regime, const char *from)
{
	const struct ctx *ctx = a->ctx;

	TRY(db_exec(a->db, delete_homes, ARGS(item, from), NULL));
	TRY(db_exec(a->db, end_home, ARGS(from, item, from), NULL));
	if (regime == 0)
		return OK;
	return db_exec(a->db, insert_home,
	    ARGS(item, from, DATE_MAX, regime,
		ctx->actor == NULL ? 0 : ctx->actor->id, ctx->now),
	    NULL);
}

enum rc
home_choose(struct db *db, const struct ctx *ctx, const struct home_choice *in,
    struct findings *f)
{
	struct chosen_row was = { .regime = "" };
	struct item_row item;
	struct date day;
	struct act a;
	long regime;

	TRY(act_begin(db, ctx, f, &a));
	if (!date_parse(in->from, &day)) {
		finding(f, "from",
		    _("\"%.40s\" is not a date such as 28/09/2026."), in->from);
		return E_INVALID;
	}
	TRY(find_item(&a, "item", in->item, &item));
	item.id = item.as_id;
	TRY(find_regime(&a, in->regime, &item, &regime));
	TRY(may(&a, &item, regime));
	enum rc rc =
	    db_row(db, select_chosen, ARGS(item.id, in->from, in->from), &was);
	if (rc != OK && rc != E_NOTFOUND)
		return rc;
	if (!str_eq(was.regime, in->seen))
		return E_CONFLICT;
	TRY(store_choice(&a, item.id, regime, in->from));
	struct change c = change_new(ctx->mem);
	change_text(&c, "home", was.regime, in->regime);
	change_text(&c, "from", NULL, in->from);
	return audit_change(db, ctx, &a.head, "home", "item", item.id,
	    str_fmt(ctx->mem, "item=%s; regime=%s; from=%s; was=%s", in->item,
		in->regime, in->from, was.regime),
	    &c);
}

static enum rc
must_match(struct act *a, const struct item_row *item,
    const struct item_row *as)
{
	const char *day = a->ctx->today;
	struct count_row unlike;

	if (item->id == as->as_id || item->as_id != item->id) {
		finding(a->f, "item",
		    _("This item counts as another one already."));
		return E_INVALID;
	}
	TRY(db_row(a->db, count_unlike, ARGS(as->as_id, item->id, day, day),
	    &unlike));
	if (unlike.n == 0)
		return OK;
	finding(a->f, "item",
	    _("The two items have other units of measure, or add up in other "
	      "ways: correct them in the catalogue first."));
	return E_INVALID;
}

enum rc
home_bind(struct db *db, const struct ctx *ctx, const char *code,
    const char *other, struct findings *f)
{
	struct item_row item, as;
	struct act a;

	TRY(act_begin(db, ctx, f, &a));
	TRY(find_item(&a, "item", code, &item));
	TRY(find_item(&a, "as", other, &as));
	TRY(may(&a, &item, 0));
	TRY(must_match(&a, &item, &as));
	TRY(db_exec(db, update_same, ARGS(as.as_id, item.id), NULL));
	TRY(db_exec(db, insert_same,
	    ARGS(item.id, as.as_id, ctx->actor == NULL ? 0 : ctx->actor->id,
		ctx->now),
	    NULL));
	TRY(home_share(db));
	struct change c = change_new(ctx->mem);
	change_text(&c, "counts_as", NULL, other);
	return audit_change(db, ctx, &a.head, "bind", "item", item.id,
	    str_fmt(ctx->mem, "item=%s; as=%s", code, other), &c);
}

enum rc
home_unbind(struct db *db, const struct ctx *ctx, const char *code,
    struct findings *f)
{
	struct item_row item;
	struct act a;

	TRY(act_begin(db, ctx, f, &a));
	TRY(find_item(&a, "item", code, &item));
	if (item.id == item.as_id) {
		finding(f, "item", _("This item counts as no other one."));
		return E_INVALID;
	}
	TRY(may(&a, &item, 0));
	TRY(db_exec(db, delete_same, ARGS(item.id), NULL));
	TRY(home_share(db));
	struct change c = change_new(ctx->mem);
	change_text(&c, "item", str_long(ctx->mem, item.as_id), NULL);
	return audit_change(db, ctx, &a.head, "unbind", "item", item.id,
	    str_fmt(ctx->mem, "item=%s; was=%ld", code, item.as_id), &c);
}

enum rc
home_apart(struct db *db, const struct ctx *ctx, const char *code,
    const char *other, struct findings *f)
{
	struct item_row item, with;
	struct act a;

	TRY(act_begin(db, ctx, f, &a));
	TRY(find_item(&a, "item", code, &item));
	TRY(find_item(&a, "as", other, &with));
	if (item.as_id == with.as_id) {
		finding(f, "item", _("The two items count as one."));
		return E_INVALID;
	}
	enum rc rc = may(&a, &item, 0);
	if (rc == E_DENIED) /* who owns one of the two says so */
		rc = may(&a, &with, 0);
	TRY(rc);
	long x = item.as_id < with.as_id ? item.as_id : with.as_id;
	long y = item.as_id < with.as_id ? with.as_id : item.as_id;
	TRY(db_exec(db, insert_apart,
	    ARGS(x, y, ctx->actor == NULL ? 0 : ctx->actor->id, ctx->now, x, y),
	    NULL));
	struct change c = change_new(ctx->mem);
	change_text(&c, "apart_from", NULL, other);
	return audit_change(db, ctx, &a.head, "apart", "item", item.id,
	    str_fmt(ctx->mem, "item=%s; other=%s", code, other), &c);
}
