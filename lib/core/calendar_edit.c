/* calendar_edit.c - the table of days off, as an administrator changes it */
#include <string.h>
#include "base/utf8.h"
#include "core/access.h"
#include "core/audit.h"
#include "core/change.h"
#include "core/calendar_edit.h"
#include "core/calendar_list.h"
#include "core/schedule_all.h"
#include "io/json.h"

enum { ROWS_MAX = 1 << 17, YEAR_MIN = 2000, YEAR_MAX = 2100 };

struct was {
	const char *kind, *state, *name, *basis;
	long version;
};
static const struct db_col was_cols[] = { COL(struct was, kind),
	COL(struct was, state), COL(struct was, name), COL(struct was, basis),
	COL(struct was, version) };
DB_ROWS(select_was, was_cols,
    "SELECT kind, state, name, basis, version FROM holiday WHERE day = ?");
DB_STMT(insert_day,
    "INSERT INTO holiday (day, kind, state, name, basis, version, changed)"
    " VALUES (?, ?, ?, ?, ?, 1, ?)");
DB_STMT(update_day,
    "UPDATE holiday SET kind = ?, state = ?, name = ?, basis = ?,"
    " version = version + 1, changed = ? WHERE day = ? AND version = ?");
DB_STMT(delete_day, "DELETE FROM holiday WHERE day = ? AND version = ?");
DB_STMT(delete_year,
    "DELETE FROM holiday WHERE day >= ? AND day <= ? AND state = 'set'");
DB_STMT(insert_days,
    "INSERT INTO holiday (day, kind, state, name, basis, version, changed)"
    " SELECT j.day, j.kind, j.state, j.name, j.basis, 1, ? FROM"
    " JSON_TABLE(?, '$[*]' COLUMNS (day DATE PATH '$.day', kind VARCHAR(12)"
    " PATH '$.kind', state VARCHAR(8) PATH '$.state', name VARCHAR(120) PATH"
    " '$.name', basis VARCHAR(200) PATH '$.basis')) j"
    " ON DUPLICATE KEY UPDATE kind = j.kind, state = j.state, name = j.name,"
    " basis = j.basis, version = version + 1, changed = VALUES(changed)");
DB_STMT(upsert_year,
    "INSERT INTO holiday_year (year, basis, changed) VALUES (?, ?, ?)"
    " ON DUPLICATE KEY UPDATE basis = VALUES(basis),"
    " changed = VALUES(changed)");
DB_STMT(delete_published, "DELETE FROM holiday_year WHERE year = ?");

enum rc
calendar_editor(struct db *db, const struct ctx *ctx, bool *ret)
{
	return right_at_top(db, ctx, MAY_ADMIN, ret);
}

/* One chain for the table; it is locked before anything is read. */
static enum rc
begin(struct db *db, const struct ctx *ctx, struct findings *f,
    struct audit_head *ret)
{
	bool may;

	TRY(calendar_editor(db, ctx, &may));
	if (!may) {
		finding(f, "day",
		    _("The days off of the whole country are changed by"
		      " administrators of the topmost unit."));
		return E_INVALID;
	}
	return audit_lock(db, AUDIT_DAYS, ret);
}

static enum rc
finish(struct db *db, const struct ctx *ctx, struct audit_head *head,
    const char *act, long object, const char *detail, struct change *c,
    long *ret_moved)
{
	TRY(schedule_refresh_all(db, ctx, ret_moved));
	return audit_change(db, ctx, head, act, "holiday", object,
	    str_fmt(ctx->mem, "%s; deadlines=%ld", detail, *ret_moved), c);
}

static bool
day_typed(const struct day_in *in, struct findings *f, struct date *ret)
{
	if ((!str_empty(in->day) &&
		(date_parse_vi(in->day, ret) || date_parse(in->day, ret))) &&
	    ret->y >= YEAR_MIN && ret->y <= YEAR_MAX)
		return true;
	finding(f, "day", _("Please write a date as 25/09/2026."));
	return false;
}

static void
text_check(const char *text, const char *where, size_t max, struct findings *f)
{
	if (utf8_blank(text))
		finding(f, where, _("Please fill this in."));
	else if (utf8_len(text) > max)
		finding(f, where, _("That is too long."));
}

/* What the row was; E_CONFLICT: not as the page had it. */
static enum rc
look(struct db *db, const char *day, long version, struct was *ret)
{
	enum rc rc = db_row(db, select_was, ARGS(day), ret);

	if (rc == E_NOTFOUND) {
		*ret = (struct was){ 0 };
		return version == 0 ? OK : E_CONFLICT;
	}
	TRY(rc);
	return ret->version == version ? OK : E_CONFLICT;
}

static struct change
changes(struct arena *mem, const struct was *was, const struct was *is)
{
	struct change c = change_new(mem);

	change_text(&c, "kind", was->kind, is->kind);
	change_text(&c, "state", was->state, is->state);
	change_text(&c, "name", was->name, is->name);
	change_text(&c, "basis", was->basis, is->basis);
	return c;
}

enum rc
calendar_put(struct db *db, const struct ctx *ctx, const struct day_in *in,
    struct findings *f, long *ret_moved)
{
	const char *state = in->pending ? "pending" : "set";
	struct was was, is = { in->kind, state, in->name, in->basis, 0 };
	struct audit_head head;
	enum day_kind kind;
	struct date day;
	long n = 1;

	TRY(begin(db, ctx, f, &head));
	day_typed(in, f, &day);
	if (!day_kind_read(in->kind, &kind))
		finding(f, "kind", _("Please choose one of these."));
	text_check(in->name, "name", DAY_NAME_MAX, f);
	text_check(in->basis, "basis", DAY_BASIS_MAX, f);
	if (f->nerror > 0)
		return E_INVALID;
	const char *iso = date_iso(ctx->mem, day);
	TRY(look(db, iso, in->version, &was));
	if (in->version == 0)
		TRY(db_exec(db, insert_day,
		    ARGS(iso, in->kind, state, in->name, in->basis, ctx->now),
		    NULL));
	else
		TRY(db_exec(db, update_day,
		    ARGS(in->kind, state, in->name, in->basis, ctx->now, iso,
			in->version),
		    &n));
	if (n != 1)
		return E_CONFLICT;
	struct change c = changes(ctx->mem, &was, &is);
	return finish(db, ctx, &head, "day", date_days(day),
	    str_fmt(ctx->mem, "day=%s; basis=%s", iso, in->basis), &c,
	    ret_moved);
}

enum rc
calendar_confirm(struct db *db, const struct ctx *ctx, const struct day_in *in,
    struct findings *f, long *ret_moved)
{
	struct day_in is = *in;
	struct was was;
	struct date day;

	if (!day_typed(in, f, &day))
		return E_INVALID;
	TRY(db_row(db, select_was, ARGS(date_iso(ctx->mem, day)), &was));
	if (!str_eq(was.state, "pending"))
		return E_CONFLICT;
	is.kind = was.kind;
	is.name = was.name;
	is.pending = false;
	return calendar_put(db, ctx, &is, f, ret_moved);
}

enum rc
calendar_remove(struct db *db, const struct ctx *ctx, const struct day_in *in,
    struct findings *f, long *ret_moved)
{
	struct audit_head head;
	const struct was gone = { 0 };
	struct date day;
	struct was was;
	long n;

	TRY(begin(db, ctx, f, &head));
	day_typed(in, f, &day);
	text_check(in->reason, "reason", DAY_BASIS_MAX, f);
	if (f->nerror > 0)
		return E_INVALID;
	const char *iso = date_iso(ctx->mem, day);
	TRY(look(db, iso, in->version, &was));
	TRY(db_exec(db, delete_day, ARGS(iso, in->version), &n));
	if (n != 1)
		return E_CONFLICT;
	struct change c = changes(ctx->mem, &was, &gone);
	return finish(db, ctx, &head, "day-off", date_days(day),
	    str_fmt(ctx->mem, "day=%s; reason=%s", iso, in->reason), &c,
	    ret_moved);
}

static bool
year_ok(long year, struct findings *f)
{
	if (year >= YEAR_MIN && year <= YEAR_MAX)
		return true;
	finding(f, "year", _("Please write a year from %d to %d."), YEAR_MIN,
	    YEAR_MAX);
	return false;
}

static const char *
days_json(struct arena *mem, const struct day_off *d, size_t n)
{
	struct buf b = { .mem = mem, .max = ROWS_MAX };
	struct json j = { .out = &b };

	json_array(&j, NULL);
	for (size_t i = 0; i < n; i++) {
		json_object(&j, NULL);
		json_text(&j, "day", date_iso(mem, date_from_days(d[i].at)));
		json_text(&j, "kind", day_kind_name(d[i].kind));
		json_text(&j, "state", d[i].pending ? "pending" : "set");
		json_text(&j, "name", d[i].name);
		json_text(&j, "basis", d[i].basis);
		json_end(&j);
	}
	json_end(&j);
	return b.full ? NULL : b.at;
}

/* The days in place of those of the year; and it is published. */
static enum rc
store_year(struct db *db, const struct ctx *ctx, long year, const char *basis,
    const struct day_off *d, size_t n)
{
	const char *json = days_json(ctx->mem, d, n);

	if (json == NULL)
		return E_LIMIT;
	TRY(db_exec(db, delete_year,
	    ARGS(str_fmt(ctx->mem, "%04ld-01-01", year),
		str_fmt(ctx->mem, "%04ld-12-31", year)),
	    NULL));
	TRY(db_exec(db, insert_days, ARGS(ctx->now, json), NULL));
	return db_exec(db, upsert_year, ARGS(year, basis, ctx->now), NULL);
}

static const char *
day_text(struct arena *mem, const struct day_off *d)
{
	return d == NULL ?
		   NULL :
		   str_fmt(mem, "%s%s \"%s\" (%s)", day_kind_name(d->kind),
		       d->pending ? "?" : "", d->name, d->basis);
}

static const struct day_off *
day_at(const struct day_off *d, size_t n, long at)
{
	for (size_t i = 0; i < n; i++)
		if (d[i].at == at)
			return &d[i];
	return NULL;
}

/* Day by day: the year's days as they were and as they are. */
static struct change
days_changed(struct arena *mem, const struct day_off *was, size_t nwas,
    const struct day_off *is, size_t n)
{
	struct change c = change_new(mem);

	for (size_t i = 0; i < nwas; i++)
		change_text(&c, date_iso(mem, date_from_days(was[i].at)),
		    day_text(mem, &was[i]),
		    day_text(mem, day_at(is, n, was[i].at)));
	for (size_t i = 0; i < n; i++)
		if (day_at(was, nwas, is[i].at) == NULL)
			change_text(&c, date_iso(mem, date_from_days(is[i].at)),
			    NULL, day_text(mem, &is[i]));
	return c;
}

/* Rows, and where it was not published what was computed. */
static struct day_off *
days_of(struct arena *mem, const struct calendar *c, long year, size_t *ret_n)
{
	struct day_off *d = arena_alloc(mem, c->n * sizeof *d);

	*ret_n = 0;
	for (size_t i = 0; i < c->n; i++)
		if (date_from_days(c->at[i].at).y == year)
			d[(*ret_n)++] = c->at[i];
	return d;
}

/* Every change of a row makes a version grow, or a row come or go. */
long
calendar_seen(const struct calendar *c, long year)
{
	long sum = calendar_provisional(c, (int)year) ? 1 : 2;

	for (size_t i = 0; i < c->n; i++)
		if (date_from_days(c->at[i].at).y == year)
			sum += c->at[i].version * (c->at[i].at % 1009 + 1) + 1;
	return sum;
}

enum rc
calendar_import(struct db *db, const struct ctx *ctx, long year, long seen,
    const char *list, const char *basis, struct findings *f, long *ret_days,
    long *ret_moved)
{
	struct audit_head head;
	struct calendar c;
	struct days days = { 0 };
	size_t n;

	TRY(begin(db, ctx, f, &head));
	text_check(basis, "basis", DAY_BASIS_MAX, f);
	if (year_ok(year, f))
		days = calendar_list_read(ctx->mem, year, list, basis, f);
	if (f->nerror > 0)
		return E_INVALID;
	TRY(calendar_load(db, &c));
	if (calendar_seen(&c, year) != seen)
		return E_CONFLICT;
	const struct day_off *was = days_of(ctx->mem, &c, year, &n);
	TRY(store_year(db, ctx, year, basis, days.at, days.n));
	*ret_days = (long)days.n;
	struct change told =
	    days_changed(ctx->mem, was, n, days.at, (size_t)days.n);
	return finish(db, ctx, &head, "year", year,
	    str_fmt(ctx->mem, "year=%ld; basis=%s; days=%zu", year, basis,
		(size_t)days.n),
	    &told, ret_moved);
}

enum rc
calendar_withdraw(struct db *db, const struct ctx *ctx, long year,
    const char *reason, struct findings *f, long *ret_moved)
{
	struct audit_head head;
	long n;

	TRY(begin(db, ctx, f, &head));
	text_check(reason, "reason", DAY_BASIS_MAX, f);
	if (!year_ok(year, f) || f->nerror > 0)
		return E_INVALID;
	TRY(db_exec(db, delete_published, ARGS(year), &n));
	if (n != 1)
		return E_CONFLICT;
	struct change c = change_new(ctx->mem);
	change_text(&c, "published", "yes", NULL);
	return finish(db, ctx, &head, "withdraw", year,
	    str_fmt(ctx->mem, "year=%ld; reason=%s", year, reason), &c,
	    ret_moved);
}
