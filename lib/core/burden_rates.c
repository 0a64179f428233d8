/* burden_rates.c - the three estimates of the burden account */
#include <stdlib.h>
#include <string.h>
#include "core/access.h"
#include "core/audit.h"
#include "core/change.h"
#include "core/burden.h"
#include "io/db.h"

enum { DIGITS_MAX = 12, STREAM = AUDIT_REGIMES };

/* What holds until an administrator says better. */
static const struct {
	const char *name, *otherwise;
	size_t at;
} rates[] = {
	{ "burden.minutes_report", "60",
	    offsetof(struct burden_rates, minutes_report) },
	{ "burden.minutes_cell", "2",
	    offsetof(struct burden_rates, minutes_cell) },
	{ "burden.dong_hour", "60000",
	    offsetof(struct burden_rates, dong_hour) },
};

struct setting_row {
	const char *name, *value;
};
static const struct db_col setting_cols[] = { COL(struct setting_row, name),
	COL(struct setting_row, value) };
DB_ROWS(select_rates, setting_cols,
    "SELECT name, value FROM setting WHERE name LIKE 'burden.%'"
    " ORDER BY name");
DB_STMT(store_rate, "INSERT INTO setting (name, value) VALUES (?, ?)"
		    " ON DUPLICATE KEY UPDATE value = VALUES(value)");

#define VERSION_NAME "burden.version"

static const char **
member(struct burden_rates *r, size_t i)
{
	return (const char **)(void *)((char *)r + rates[i].at);
}

enum rc
burden_rates(struct db *db, struct burden_rates *ret)
{
	struct {
		struct setting_row *at;
		size_t n;
	} rows;

	TRY(db_rows(db, select_rates, ARGS(), &rows));
	ret->version = 1;
	for (size_t k = 0; k < rows.n; k++)
		if (str_eq(rows.at[k].name, VERSION_NAME))
			ret->version = strtol(rows.at[k].value, NULL, 10);
	for (size_t i = 0; i < COUNT(rates); i++) {
		*member(ret, i) = rates[i].otherwise;
		for (size_t k = 0; k < rows.n; k++)
			if (str_eq(rows.at[k].name, rates[i].name) &&
			    dec_parse(db_arena(db), rows.at[k].value) != NULL)
				*member(ret, i) = rows.at[k].value;
	}
	return OK;
}

static void
check(struct arena *mem, size_t i, const char *value, struct findings *f)
{
	const struct dec *d = value == NULL || strlen(value) > DIGITS_MAX ?
				  NULL :
				  dec_parse(mem, value);

	if (d == NULL || dec_sign(d) < 0)
		finding(f, strchr(rates[i].name, '.') + 1,
		    _("Give a number of at most %d digits, not less than 0."),
		    DIGITS_MAX);
}

static bool
same(struct burden_rates *a, struct burden_rates *b)
{
	for (size_t i = 0; i < COUNT(rates); i++)
		if (!str_eq(*member(a, i), *member(b, i)))
			return false;
	return true;
}

enum rc
burden_set_rates(struct db *db, const struct ctx *ctx,
    const struct burden_rates *to, struct findings *f)
{
	struct burden_rates is = *to, was;
	struct audit_head head;
	bool may;

	TRY(right_at_top(db, ctx, MAY_ADMIN, &may));
	if (!may)
		finding(f, "minutes_report",
		    _("The estimates are the whole installation's: an "
		      "administrator of the topmost unit changes them."));
	for (size_t i = 0; i < COUNT(rates); i++)
		check(ctx->mem, i, *member(&is, i), f);
	if (f->nerror > 0)
		return E_INVALID;
	TRY(audit_lock(db, STREAM, &head));
	TRY(burden_rates(db, &was));
	if (was.version != is.version)
		return E_CONFLICT;
	if (same(&is, &was))
		return OK;
	TRY(db_exec(db, store_rate,
	    ARGS(VERSION_NAME, str_long(ctx->mem, is.version + 1)), NULL));
	for (size_t i = 0; i < COUNT(rates); i++)
		TRY(db_exec(db, store_rate,
		    ARGS(rates[i].name, *member(&is, i)), NULL));
	struct change c = change_new(ctx->mem);
	for (size_t i = 0; i < COUNT(rates); i++)
		change_text(&c, rates[i].name, *member(&was, i),
		    *member(&is, i));
	return audit_change(db, ctx, &head, "rates", "burden", 0, "", &c);
}
