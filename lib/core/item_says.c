/* item_says.c - items as texts */
#include "base/date.h"
#include "base/utf8.h"
#include "core/breakdown.h"
#include "core/item_says.h"

const struct item_field_def item_field_defs[ITEM_FIELDS] = {
	[ITEM_CODE] = { "code", N_("Code"), 80, ITEM_IS_ASIDE },
	[ITEM_NAME] = { "name", N_("Name"), 500, ITEM_IS_TEXT },
	[ITEM_SHORT] = { "short_name", N_("Short name"), 120, ITEM_IS_ROW },
	[ITEM_NAME_EN] = { "name_en", N_("Name in English"), 500, ITEM_IS_ROW },
	[ITEM_MEASURE] = { "measure", N_("Unit of measure"), 40,
	    ITEM_IS_MEANING },
	[ITEM_DECIMALS] = { "decimals", N_("Decimals"), 2, ITEM_IS_MEANING },
	[ITEM_OVER_UNITS] = { "over_units", N_("Over units"), 20,
	    ITEM_IS_MEANING },
	[ITEM_WEIGHT] = { "weight", N_("Weighted by"), 80, ITEM_IS_MEANING },
	[ITEM_OVER_TIME] = { "over_time", N_("Over time"), 20,
	    ITEM_IS_MEANING },
	[ITEM_BREAKDOWNS] = { "breakdowns", N_("Breakdowns"), 200,
	    ITEM_IS_ROW },
	[ITEM_DEFINITION] = { "definition", N_("Definition"), 4000,
	    ITEM_IS_TEXT },
	[ITEM_METHOD] = { "method", N_("Method"), 4000, ITEM_IS_TEXT },
	[ITEM_SOURCE] = { "source", N_("Source of the figures"), 1000,
	    ITEM_IS_TEXT },
	[ITEM_OWNER] = { "owner", N_("Owner"), 60, ITEM_IS_ROW },
	[ITEM_STATE] = { "state", N_("State"), 20, ITEM_IS_ROW },
	[ITEM_FROM] = { "from", N_("In this meaning from"), 10, ITEM_IS_ASIDE },
	[ITEM_REASON] = { "reason", N_("Reason"), 500, ITEM_IS_ASIDE },
};

struct owner_code {
	const char *code;
};
static const struct db_col owner_cols[] = { COL(struct owner_code, code) };
DB_ROWS(select_owner, owner_cols,
    "SELECT CONCAT(u.level, '/', u.code) AS code FROM unit u WHERE u.id = ?");

static enum rc
owner_text(struct db *db, long id, const char **ret)
{
	struct owner_code row;

	*ret = "";
	if (id == 0)
		return OK;
	TRY(db_row(db, select_owner, ARGS(id), &row));
	*ret = row.code;
	return OK;
}

static const char *
text(const char *s)
{
	return s == NULL ? "" : s;
}

enum rc
item_now(struct db *db, struct arena *mem, const struct item *i,
    struct item_says *ret)
{
	struct item_versions all;

	TRY(item_history(db, i->id, &all));
	if (all.n == 0)
		return fail(E_INTERNAL, "item %ld has no version", i->id);
	const struct item_version *v = &all.at[0];
	*ret = (struct item_says){ {
	    [ITEM_CODE] = i->code,
	    [ITEM_NAME] = v->name,
	    [ITEM_SHORT] = i->short_name,
	    [ITEM_NAME_EN] = i->name_en,
	    [ITEM_MEASURE] = v->measure,
	    [ITEM_DECIMALS] = str_long(mem, v->decimals),
	    [ITEM_OVER_UNITS] = v->over_units,
	    [ITEM_WEIGHT] = text(v->weight),
	    [ITEM_OVER_TIME] = v->over_time,
	    [ITEM_DEFINITION] = v->definition,
	    [ITEM_METHOD] = v->method,
	    [ITEM_SOURCE] = v->source,
	    [ITEM_STATE] = i->state,
	    [ITEM_FROM] = str_eq(v->valid_from, DATE_MIN) ? "" : v->valid_from,
	    [ITEM_REASON] = v->reason,
	} };
	TRY(item_breakdowns(db, mem, i->id, &ret->at[ITEM_BREAKDOWNS]));
	return owner_text(db, i->owner_id, &ret->at[ITEM_OWNER]);
}

/* Words of both languages, as people write them into a file. */
static const struct {
	const char *vi, *en, *word;
} overs[] = {
	{ "cộng", "sum", "sum" },
	{ "tổng", "total", "sum" },
	{ "bình quân", "mean", "mean" },
	{ "trung bình", "average", "mean" },
	{ "lớn nhất", "largest", "max" },
	{ "cuối cùng", "last", "last" },
	{ "cuối kỳ", "end of period", "last" },
	{ "không cộng dồn", "not added up", "none" },
	{ "không", "no", "none" },
}, states[] = {
	{ "dự thảo", "draft", "draft" },
	{ "nháp", "draft", "draft" },
	{ "đang dùng", "active", "active" },
	{ "ngừng dùng", "retired", "retired" },
};

const char *
item_word(enum item_field field, struct arena *mem, const char *said)
{
	bool state = field == ITEM_STATE;
	size_t n = state ? COUNT(states) : COUNT(overs);
	const char *key = str_empty(said) ? NULL : utf8_key(mem, said, true);

	for (size_t i = 0; key != NULL && i < n; i++) {
		const char *vi = state ? states[i].vi : overs[i].vi;
		const char *en = state ? states[i].en : overs[i].en;
		const char *word = state ? states[i].word : overs[i].word;
		if (str_eq(key, utf8_key(mem, vi, true)) || str_eq(key, en) ||
		    str_eq(key, word))
			return word;
	}
	return said;
}
