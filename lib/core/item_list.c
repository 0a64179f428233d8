/* item_list.c - the catalogue searched, and where an item is used */
#include <string.h>
#include "base/decimal.h"
#include "base/utf8.h"
#include "core/access.h"
#include "core/item_list.h"
#include "core/measure.h"
#include "io/json.h"

enum { WORDS = 8, WORDS_MAX = 4000 };

static const struct db_col item_cols[] = {
	COL(struct item, id),
	COL(struct item, owner_id),
	COL(struct item, base_id),
	COL(struct item, weight_id),
	COL(struct item, version),
	COL(struct item, code),
	COL(struct item, name),
	COL(struct item, short_name),
	COL(struct item, name_en),
	COL(struct item, measure),
	COL(struct item, over_units),
	COL(struct item, over_time),
	COL(struct item, state),
	COL(struct item, owner),
	COL(struct item, weight),
	COL(struct item, base),
	COL(struct item, decimals),
};
/* Words match without regard to marks; both sides have lost them. */
#define FILTER \
	" WHERE (? = '' OR i.measure = ?) AND (? = '' OR i.state = " DB_CODE \
	")" \
	" AND (? = 0 OR i.owner_id = ?) AND (? OR i.base_id IS NULL)" \
	" AND (? = '' OR EXISTS (SELECT 1 FROM regime g JOIN form f" \
	" ON f.regime_id = g.id JOIN form_cell c ON c.form_id = f.id" \
	" WHERE g.code = " DB_CODE " AND c.item_id = i.id))" \
	" AND NOT EXISTS (SELECT 1 FROM JSON_TABLE(?, '$[*]' COLUMNS" \
	" (w VARCHAR(200) PATH '$')) j WHERE LOCATE(j.w, i.name_plain) = 0" \
	" AND LOCATE(j.w, LOWER(CONVERT(i.code USING utf8mb4))) = 0) "
#define FILTER_ARGS(q, words) \
	(q)->measure, (q)->measure, (q)->state, (q)->state, (q)->owner_id, \
	    (q)->owner_id, (q)->members, (q)->regime, (q)->regime, (words)
DB_ROWS(select_items, item_cols,
    "SELECT i.id, i.owner_id, i.base_id, i.weight_id, i.version, i.code,"
    " i.name, i.short_name, i.name_en, i.measure, i.over_units, i.over_time,"
    " i.state, u.name AS owner, w.code AS weight, b.code AS base, i.decimals"
    " FROM item i LEFT JOIN unit u ON u.id = i.owner_id"
    " LEFT JOIN item w ON w.id = i.weight_id"
    " LEFT JOIN item b ON b.id = i.base_id" FILTER
    "ORDER BY i.code LIMIT ? OFFSET ?");
struct count {
	long n;
};
static const struct db_col count_cols[] = { COL(struct count, n) };
DB_ROWS(count_items, count_cols, "SELECT COUNT(*) AS n FROM item i" FILTER);

static const struct db_col choice_cols[] = {
	COL(struct item_choice, code),
	COL(struct item_choice, name),
};
DB_ROWS(select_owners, choice_cols,
    "SELECT DISTINCT u.id AS code, u.name FROM item i"
    " JOIN unit u ON u.id = i.owner_id ORDER BY u.name, u.id");
DB_ROWS(select_measures, choice_cols,
    "SELECT DISTINCT i.measure AS code, i.measure AS name FROM item i"
    " WHERE i.measure <> '' ORDER BY i.measure");
DB_ROWS(select_regimes, choice_cols,
    "SELECT g.code, g.code AS name FROM regime g"
    " WHERE EXISTS (SELECT 1 FROM form f WHERE f.regime_id = g.id)"
    " ORDER BY g.code");

static const struct db_col place_cols[] = {
	COL(struct item_place, form_id),
	COL(struct item_place, cell),
	COL(struct item_place, regime),
	COL(struct item_place, version),
	COL(struct item_place, valid_from),
	COL(struct item_place, valid_to),
	COL(struct item_place, item),
};
DB_ROWS(select_places, place_cols,
    "SELECT f.id AS form_id, c.cell, g.code AS regime, f.version,"
    " f.valid_from, f.valid_to, i.code AS item FROM item i"
    " JOIN form_cell c ON c.item_id = i.id JOIN form f ON f.id = c.form_id"
    " JOIN regime g ON g.id = f.regime_id WHERE i.id = ? OR i.base_id = ?"
    " ORDER BY g.code, f.valid_from DESC, c.cell, i.code LIMIT 500");

static const struct db_col point_cols[] = {
	COL(struct item_point, kind),
	COL(struct item_point, period),
	COL(struct item_point, starts),
	COL(struct item_point, ends),
	COL(struct item_point, regime),
	COL(struct item_point, form),
	COL(struct item_point, asked),
	COL(struct item_point, measure),
	COL(struct item_point, decimals),
};
DB_ROWS(select_series, point_cols,
    "SELECT STRAIGHT_JOIN p.kind, p.code AS period, p.starts, p.ends,"
    " g.code AS regime, m.version AS form, f.value AS asked, v.measure,"
    " v.decimals FROM report r JOIN fact f ON f.revision_id = r.accepted_id"
    " AND f.part = 1 AND f.item_id = ? JOIN period p ON p.id = r.period_id"
    " JOIN regime g ON g.id = r.regime_id JOIN form m ON m.id = r.form_id"
    " JOIN item_version v ON v.item_id = f.item_id AND v.valid_from <= p.ends"
    " AND p.ends < v.valid_to WHERE r.unit_id = ? AND" SCOPE("r.unit_id",
	"g.line_id", "p.ends") "ORDER BY p.kind, p.ends, g.code");

/* ["so", "don"] */
static const char *
words_json(struct arena *mem, const char *said)
{
	const char *plain = said == NULL ? NULL : utf8_key(mem, said, false);
	char *text = str_dup(mem, plain == NULL ? "" : plain), *rest = NULL;
	struct buf b = { .mem = mem, .max = WORDS_MAX };
	struct json j = { .out = &b };
	int n = 0;

	json_array(&j, NULL);
	for (char *t = strtok_r(text, " \t\n", &rest); t != NULL && n < WORDS;
	     t = strtok_r(NULL, " \t\n", &rest), n++)
		json_text(&j, NULL, t);
	json_end(&j);
	return b.at;
}

static const char *
text(const char *s)
{
	return s == NULL ? "" : s;
}

enum rc
item_search(struct db *db, const struct ctx *ctx, const struct item_query *q,
    long limit, long offset, struct item_hits *ret)
{
	struct item_query any = *q;
	const char *words = words_json(ctx->mem, q->words);
	struct count c;

	any.measure = text(q->measure);
	any.state = text(q->state);
	any.regime = text(q->regime);
	TRY(db_row(db, count_items, ARGS(FILTER_ARGS(&any, words)), &c));
	ret->total = c.n;
	return db_rows(db, select_items,
	    ARGS(FILTER_ARGS(&any, words), limit, offset), ret);
}

enum rc
item_owners(struct db *db, struct item_choices *ret)
{
	return db_rows(db, select_owners, ARGS(), ret);
}

enum rc
item_measures(struct db *db, struct item_choices *ret)
{
	return db_rows(db, select_measures, ARGS(), ret);
}

enum rc
item_regimes(struct db *db, struct item_choices *ret)
{
	return db_rows(db, select_regimes, ARGS(), ret);
}

enum rc
item_places(struct db *db, long id, struct item_places *ret)
{
	return db_rows(db, select_places, ARGS(id, id), ret);
}

/* Figures of before are made comparable, exactly, where that can be. */
static void
convert(struct arena *mem, const struct measures *all, const struct item *i,
    struct item_point *p)
{
	const struct dec *factor = dec_long(mem, 1);

	if (!str_eq(p->measure, i->measure))
		factor = measure_factor(mem, measure_of(mem, all, p->measure),
		    measure_of(mem, all, i->measure));
	if (factor == NULL)
		return;
	const struct dec *d = dec_mul(mem, dec_parse(mem, p->asked), factor);
	if (!str_eq(p->measure, i->measure) && dec_scale(d) > p->decimals)
		p->decimals =
		    dec_scale(d) > DEC_SCALE ? DEC_SCALE : dec_scale(d);
	p->value = dec_text(mem, d);
}

enum rc
item_series(struct db *db, const struct ctx *ctx, long id, long unit,
    struct item_series *ret)
{
	struct measures all;
	struct item i;

	TRY(item_get(db, id, &i));
	TRY(measures_load(db, &all));
	TRY(db_rows(db, select_series,
	    ARGS(id, unit, SCOPE_ARGS(ctx->actor, MAY_VIEW, ctx->today)), ret));
	for (size_t k = 0; k < ret->n; k++)
		convert(ctx->mem, &all, &i, &ret->at[k]);
	return OK;
}
