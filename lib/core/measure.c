/* measure.c - units of measure: the table, and how two of them go together */
#include <string.h>
#include "base/decimal.h"
#include "base/map.h"
#include "base/utf8.h"
#include "core/measure.h"
#include "io/db.h"
#include "io/json.h"
#include "io/secret.h"

enum { CODE_MAX = 40, NEW_MAX = 1 << 20 };

static const struct db_col measure_cols[] = {
	COL(struct measure, code),
	COL(struct measure, name),
	COL(struct measure, name_en),
	COL(struct measure, dimension),
	COL(struct measure, factor),
};
DB_ROWS(select_measures, measure_cols,
    "SELECT code, name, name_en, dimension, factor FROM measure"
    " ORDER BY dimension, factor, code");
DB_STMT(insert_measures,
    "INSERT INTO measure (code, name, name_en, dimension, factor)"
    " SELECT j.code, j.name, j.name, '', 1 FROM JSON_TABLE(?, '$[*]' COLUMNS"
    " (code VARCHAR(40) PATH '$[0]', name VARCHAR(40) PATH '$[1]')) j");

enum rc
measures_load(struct db *db, struct measures *ret)
{
	TRY(db_rows(db, select_measures, ARGS(), ret));
	for (size_t i = 0; i < ret->n; i++)
		ret->at[i].key = utf8_key(db_arena(db), ret->at[i].name, true);
	return OK;
}

const struct measure *
measure_of(struct arena *mem, const struct measures *all, const char *printed)
{
	const char *key =
	    str_empty(printed) ? NULL : utf8_key(mem, printed, true);

	for (size_t i = 0; key != NULL && i < all->n; i++)
		if (str_eq(all->at[i].key, key))
			return &all->at[i];
	return NULL;
}

enum measure_fit
measure_fit(struct arena *mem, const struct measure *a, const struct measure *b)
{
	if (a == NULL || b == NULL)
		return FIT_UNKNOWN;
	if (a == b || str_eq(a->code, b->code))
		return FIT_SAME;
	if (str_empty(a->dimension) || str_empty(b->dimension))
		return FIT_UNKNOWN;
	if (!str_eq(a->dimension, b->dimension))
		return FIT_OTHER;
	return dec_cmp(dec_parse(mem, a->factor), dec_parse(mem, b->factor)) ==
		       0 ?
		   FIT_SAME :
		   FIT_FACTOR;
}

const struct dec *
measure_factor(struct arena *mem, const struct measure *a,
    const struct measure *b)
{
	enum measure_fit fit = measure_fit(mem, a, b);

	if (fit == FIT_SAME)
		return dec_long(mem, 1);
	return fit != FIT_FACTOR ? NULL :
				   dec_div(mem, dec_parse(mem, a->factor),
				       dec_parse(mem, b->factor));
}

/* "Triệu USD" gives "trieu-usd"; what leaves nothing readable, its hash. */
static const char *
code_of(struct arena *mem, const char *printed)
{
	const char *plain = utf8_key(mem, printed, false);
	struct buf b = { .mem = mem, .max = CODE_MAX };

	for (; plain != NULL && *plain != '\0'; plain++) {
		bool keep = (*plain >= 'a' && *plain <= 'z') ||
			    (*plain >= '0' && *plain <= '9');
		if (keep)
			buf_put(&b, plain, 1);
		else if (b.len > 0 && b.at[b.len - 1] != '-')
			buf_put(&b, "-", 1);
	}
	if (b.len > 0 && b.at[b.len - 1] == '-')
		b.at[b.len - 1] = '\0';
	return b.full || b.len == 0 || b.at[0] == '\0' ?
		   str_ndup(mem, secret_sha256(mem, printed, strlen(printed)),
		       16) :
		   b.at;
}

/* Codes are not names: two texts that lose their marks may meet in one. */
static const char *
code_new(struct arena *mem, const struct measures *all, const char *printed)
{
	const char *code = code_of(mem, printed);

	for (size_t i = 0; i < all->n; i++)
		if (str_eq(all->at[i].code, code))
			return str_ndup(mem,
			    secret_sha256(mem, printed, strlen(printed)), 16);
	return code;
}

enum rc
measures_meet(struct db *db, struct arena *mem, const char *const *printed,
    size_t n)
{
	struct buf b = { .mem = mem, .max = NEW_MAX };
	struct json j = { .out = &b };
	struct map met = { .mem = mem };
	struct measures all;
	bool any = false;

	TRY(measures_load(db, &all));
	json_array(&j, NULL);
	for (size_t i = 0; i < n; i++) {
		if (str_empty(printed[i]) ||
		    measure_of(mem, &all, printed[i]) != NULL ||
		    map_put(&met, utf8_key(mem, printed[i], true), 1) == 1)
			continue;
		const char *code = code_new(mem, &all, printed[i]);
		if (map_put(&met, str_fmt(mem, "\n%s", code), 1) == 1)
			code = str_ndup(mem,
			    secret_sha256(mem, printed[i], strlen(printed[i])),
			    16);
		json_array(&j, NULL);
		json_text(&j, NULL, code);
		json_text(&j, NULL, printed[i]);
		json_end(&j);
		any = true;
	}
	json_end(&j);
	if (b.full)
		return E_LIMIT;
	return any ? db_exec(db, insert_measures, ARGS(b.at), NULL) : OK;
}
