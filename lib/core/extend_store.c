/* extend_store.c - extensions in the database: who has which, from when */
#include <string.h>
#include "base/date.h"
#include "core/assign.h"
#include "core/audit.h"
#include "core/change.h"
#include "core/extend_store.h"
#include "core/regime.h"
#include "io/db.h"

static const struct db_col extendable_cols[] = {
	COL(struct extendable, regime_id),
	COL(struct extendable, form_id),
	COL(struct extendable, own_id),
	COL(struct extendable, code),
	COL(struct extendable, title_vi),
	COL(struct extendable, title_en),
	COL(struct extendable, until),
};
DB_ROWS(select_owed, extendable_cols,
    "SELECT o.regime_id, f.id AS form_id, COALESCE((SELECT MAX(e.id)"
    " FROM form e WHERE e.regime_id = o.regime_id AND e.unit_id = o.unit_id"
    " AND e.valid_from < e.valid_to AND o.day < e.valid_to), 0) AS own_id,"
    " g.code, v.title_vi, v.title_en, f.valid_to AS until FROM " OWES
    " o JOIN regime g ON g.id = o.regime_id JOIN regime_version v"
    " ON v.regime_id = o.regime_id AND v.state <> 'draft'"
    " AND v.valid_from <= o.day AND o.day < v.valid_to"
    " JOIN form f ON f.regime_id = o.regime_id AND f.unit_id = 0"
    " AND f.valid_from <= o.day AND o.day < f.valid_to"
    " WHERE o.unit_id = ? ORDER BY g.code");

struct own_form {
	const char *xml, *valid_from, *valid_to;
	long n, newer;
};
static const struct db_col xml_cols[] = { COL(struct own_form, xml),
	COL(struct own_form, valid_from), COL(struct own_form, valid_to),
	COL(struct own_form, n), COL(struct own_form, newer) };
/* The common form; how many extensions, and the one that was made last. */
DB_ROWS(select_base, xml_cols,
    "SELECT f.xml, f.valid_from, f.valid_to, (SELECT COUNT(*) FROM form e"
    " WHERE e.regime_id = f.regime_id AND e.unit_id = ?) AS n,"
    " COALESCE((SELECT MAX(e.id) FROM form e WHERE e.regime_id = f.regime_id"
    " AND e.unit_id = ? AND e.valid_from < e.valid_to AND ? < e.valid_to), 0)"
    " AS newer FROM form f WHERE f.id = ?");
/* Those that would hold at the same time end where the new one begins. */
DB_STMT(end_others,
    "UPDATE form SET valid_to = GREATEST(valid_from, ?) WHERE regime_id = ?"
    " AND unit_id = ? AND valid_to > ?");
struct used_row {
	long n;
};
static const struct db_col used_cols[] = { COL(struct used_row, n) };
DB_ROWS(count_used, used_cols,
    "SELECT COUNT(*) AS n FROM report r JOIN period p ON p.id = r.period_id"
    " WHERE r.regime_id = ? AND r.unit_id = ? AND p.ends >= ?");
DB_STMT(update_opened,
    "UPDATE report r JOIN form e ON e.regime_id = r.regime_id"
    " AND e.unit_id = r.unit_id AND e.valid_from <= ? AND ? < e.valid_to"
    " SET r.form_id = e.id WHERE r.regime_id = ? AND r.period_id = ?"
    " AND r.state = 'due' AND r.form_id <> e.id");

static const char *
asked(struct arena *mem, const struct regimes *all, const char *day)
{
	struct owes_asked *at = arena_alloc(mem, (all->n + 1) * sizeof *at);

	for (size_t i = 0; i < all->n; i++)
		at[i] = (struct owes_asked){ .regime_id = all->at[i].id,
			.day = day };
	return owes_json(mem, at, all->n);
}

enum rc
extend_list(struct db *db, const struct ctx *ctx, long unit_id, const char *day,
    struct extendables *ret)
{
	struct regimes all;
	const struct form *f;
	size_t n = 0;

	TRY(regime_list(db, day, &all));
	const char *json = asked(ctx->mem, &all, day);
	if (json == NULL)
		return E_LIMIT;
	TRY(db_rows(db, select_owed, ARGS(OWES_ARGS(json), unit_id), ret));
	for (size_t i = 0; i < ret->n; i++) {
		TRY(form_get(db, ret->at[i].form_id, &f));
		if (f->extendable)
			ret->at[n++] = ret->at[i];
	}
	ret->n = n;
	return OK;
}

enum rc
extend_find(struct db *db, const struct ctx *ctx, long unit_id, long regime_id,
    const char *day, struct extendable *ret)
{
	struct extendables all;

	TRY(extend_list(db, ctx, unit_id, day, &all));
	for (size_t i = 0; i < all.n; i++)
		if (all.at[i].regime_id == regime_id) {
			*ret = all.at[i];
			return OK;
		}
	return E_NOTFOUND;
}

/* No report of that unit may be there from that day on. */
static enum rc
from_check(struct db *db, const struct extendable *x, long unit_id,
    const char *from, const struct own_form *base, struct findings *f)
{
	struct used_row used;
	struct date d;

	if (!date_parse(from, &d) || strcmp(from, base->valid_from) < 0 ||
	    strcmp(from, base->valid_to) >= 0) {
		finding(f, "from",
		    _("Give a day on which the common form is valid."));
		return E_INVALID;
	}
	TRY(db_row(db, count_used, ARGS(x->regime_id, unit_id, from), &used));
	if (used.n == 0)
		return OK;
	finding(f, "from",
	    _("A report for a period that ends on that day or later is open "
	      "already: give a later day."));
	return E_INVALID;
}

static enum rc
store(struct db *db, const struct extendable *x, long unit_id, const char *from,
    const struct own_form *base, const struct own_rows *rows,
    struct findings *f, long *ret_id)
{
	struct arena *mem = db_arena(db);
	struct form common, form;
	const char *xml;

	if (!form_read(mem, base->xml, strlen(base->xml), f, &common) ||
	    !extend_form(mem, base->xml,
		str_fmt(mem, "%.12s-%ld", common.version, base->n + 1),
		str_fmt(mem, "%.20s.U%ld", x->code, unit_id), rows, f, &xml) ||
	    !form_read(mem, xml, strlen(xml), f, &form))
		return E_INVALID;
	form.regime = x->code;
	form.regime_id = x->regime_id;
	form.unit_id = unit_id;
	form.valid_from = from;
	form.valid_to = base->valid_to;
	return form_store(db, &form, xml, f, ret_id);
}

/*
 * Beside the common form's own entries: publishing it at the same time on
 * another node ends in the same row, and one of the two begins again.
 */
static enum rc
with_forms(struct db *db, const struct ctx *ctx, struct audit_head *head,
    const struct extendable *x, long unit_id, long form_id)
{
	struct change c = change_new(ctx->mem);

	change_text(&c, "regime", NULL, x->code);
	change_long(&c, "unit", 0, unit_id);
	return audit_change(db, ctx, head, "add", "form", form_id, x->code, &c);
}

enum rc
extend_save(struct db *db, const struct ctx *ctx, long unit_id,
    const struct extendable *x, const char *from, const struct own_rows *rows,
    struct findings *f, long *ret_id)
{
	struct audit_head own, head;
	struct own_form base;

	*ret_id = 0;
	TRY(audit_lock(db, AUDIT_FORMS, &head));
	TRY(audit_lock(db, unit_id, &own));
	TRY(db_row(db, select_base,
	    ARGS(unit_id, unit_id, ctx->today, x->form_id), &base));
	if (base.newer != x->own_id)
		return E_CONFLICT;
	TRY(from_check(db, x, unit_id, from, &base, f));
	TRY(db_exec(db, end_others, ARGS(from, x->regime_id, unit_id, from),
	    NULL));
	if (rows->n > 0)
		TRY(store(db, x, unit_id, from, &base, rows, f, ret_id));
	if (*ret_id != 0)
		TRY(with_forms(db, ctx, &head, x, unit_id, *ret_id));
	struct change c = change_new(ctx->mem);
	change_long(&c, "form", x->own_id, *ret_id);
	change_text(&c, "from", NULL, from);
	for (size_t i = 0; i < rows->n; i++)
		change_text(&c, str_fmt(ctx->mem, "row %zu", i + 1), NULL,
		    rows->at[i].label);
	return audit_change(db, ctx, &own, "extend", "regime", x->regime_id,
	    str_fmt(ctx->mem, "form=%ld; was=%ld; from=%s; rows=%zu", *ret_id,
		x->own_id, from, rows->n),
	    &c);
}

enum rc
extend_open(struct db *db, long regime_id, long period_id, const char *day)
{
	return db_exec(db, update_opened, ARGS(day, day, regime_id, period_id),
	    NULL);
}
