/* item_plan.c - what an owner's words would change in the catalogue */
#include <stdlib.h>
#include <string.h>
#include "base/date.h"
#include "base/decimal.h"
#include "base/utf8.h"
#include "core/item_part.h"
#include "core/item_plan.h"
#include "core/unit.h"

struct same_name {
	const char *code;
};
static const struct db_col same_cols[] = { COL(struct same_name, code) };
DB_ROWS(select_same_name, same_cols,
    "SELECT i.code FROM item i WHERE i.name_key = ? AND i.measure = ?"
    " AND i.code <> ? AND i.state <> 'retired' ORDER BY i.code LIMIT 1");

enum rc
item_planner_open(struct db *db, const struct ctx *ctx,
    struct item_planner *ret)
{
	*ret = (struct item_planner){ .db = db,
		.ctx = ctx,
		.coming = { .mem = ctx->mem } };
	TRY(measures_load(db, &ret->measures));
	return breakdown_list(db, &ret->breakdowns);
}

static const char *
where(enum item_field f)
{
	return item_field_defs[f].code;
}

/* Blanks around, and lines that end in \r\n, are nobody's meaning. */
static const char *
tidy(struct arena *mem, const char *s)
{
	struct buf b = { .mem = mem, .max = 1 << 16 };
	size_t n = strlen(s);

	while (n > 0 && strchr(" \t\r\n", s[n - 1]) != NULL)
		n--;
	for (size_t k = 0; k < n; k++)
		if (s[k] != '\r' &&
		    (b.len > 0 || strchr(" \t\n", s[k]) == NULL))
			buf_put(&b, s + k, 1);
	return b.at == NULL ? "" : b.at;
}

static void
take_all(struct item_planner *p, const struct item_says *says,
    const struct item_says *was, struct findings *f, struct item_plan *ret)
{
	for (size_t i = 0; i < ITEM_FIELDS; i++) {
		const struct item_field_def *d = &item_field_defs[i];
		const char *s = says->at[i];
		ret->is.at[i] = was->at[i] == NULL ? "" : was->at[i];
		if (s == NULL || (i == ITEM_CODE && ret->item.id != 0))
			continue;
		ret->is.at[i] = tidy(p->ctx->mem, s);
		if (utf8_len(ret->is.at[i]) > d->max)
			finding(f, d->code,
			    _("This text is longer than %zu characters."),
			    d->max);
	}
}

#define ALNUM "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"

static bool
code_ok(const char *s)
{
	return strspn(s, ALNUM) > 0 && strspn(s, ALNUM "._-") == strlen(s);
}

static void
read_words(struct item_planner *p, struct findings *f, struct item_plan *ret)
{
	const char **is = ret->is.at;
	struct arena *mem = p->ctx->mem;
	enum over over;

	is[ITEM_OVER_UNITS] =
	    item_word(ITEM_OVER_UNITS, mem, is[ITEM_OVER_UNITS]);
	is[ITEM_OVER_TIME] = item_word(ITEM_OVER_TIME, mem, is[ITEM_OVER_TIME]);
	is[ITEM_STATE] = item_word(ITEM_STATE, mem, is[ITEM_STATE]);
	if (!over_read(is[ITEM_OVER_UNITS], &over))
		finding(f, where(ITEM_OVER_UNITS),
		    _("Over units an item is one of: sum, mean, max, last, "
		      "none."));
	if (!over_read(is[ITEM_OVER_TIME], &over) || over == OVER_MAX)
		finding(f, where(ITEM_OVER_TIME),
		    _("Over time an item is one of: sum, last, mean, none."));
	if (!str_eq(is[ITEM_STATE], "draft") &&
	    !str_eq(is[ITEM_STATE], "active") &&
	    !str_eq(is[ITEM_STATE], "retired"))
		finding(f, where(ITEM_STATE),
		    _("An item is one of: draft, active, retired."));
}

static void
read_plain(struct item_planner *p, struct findings *f, struct item_plan *ret)
{
	const char **is = ret->is.at;

	if (!code_ok(is[ITEM_CODE]))
		finding(f, where(ITEM_CODE),
		    _("A code begins with a letter or digit and has letters "
		      "without marks, digits, dots, dashes: LD.SO-1"));
	if (utf8_blank(is[ITEM_NAME]))
		finding(f, where(ITEM_NAME), _("An item needs a name."));
	if (!str_empty(is[ITEM_MEASURE])) {
		const struct measure *m =
		    measure_of(p->ctx->mem, &p->measures, is[ITEM_MEASURE]);
		if (m == NULL)
			finding(f, where(ITEM_MEASURE),
			    _("There is no unit of measure \"%s\": add it "
			      "to the units of measure first."),
			    is[ITEM_MEASURE]);
		else
			is[ITEM_MEASURE] = m->name;
	}
	const char *d = is[ITEM_DECIMALS];
	ret->decimals = strtol(d, NULL, 10);
	if (*d == '\0' || strspn(d, "0123456789") != strlen(d) ||
	    ret->decimals > DEC_SCALE)
		finding(f, where(ITEM_DECIMALS),
		    _("Decimals are a number from 0 to %d."), DEC_SCALE);
	else
		is[ITEM_DECIMALS] = str_long(p->ctx->mem, ret->decimals);
}

static enum rc
read_weight(struct item_planner *p, struct findings *f, struct item_plan *ret)
{
	const char *code = ret->is.at[ITEM_WEIGHT];
	struct item w;

	if (str_empty(code))
		return OK;
	if (!str_eq(ret->is.at[ITEM_OVER_UNITS], "mean")) {
		finding(f, where(ITEM_WEIGHT),
		    _("Only a mean is weighted by another item."));
		return OK;
	}
	if (str_eq(code, ret->is.at[ITEM_CODE])) {
		finding(f, where(ITEM_WEIGHT),
		    _("An item cannot be weighted by itself."));
		return OK;
	}
	enum rc rc = item_find(p->db, code, &w);
	if (rc == E_NOTFOUND && map_get(&p->coming, code) != MAP_NONE)
		return OK;
	if (rc == E_NOTFOUND) {
		finding(f, where(ITEM_WEIGHT), _("There is no item \"%s\"."),
		    code);
		return OK;
	}
	TRY(rc);
	if (!str_eq(w.over_units, "sum"))
		finding(f, where(ITEM_WEIGHT),
		    _("%s is not summed over units: it cannot be a weight."),
		    code);
	ret->weight_id = w.id;
	return OK;
}

/* Whoever adds an item without saying more owns it. */
static enum rc
own_it(struct item_planner *p, struct findings *f, struct item_plan *ret)
{
	const struct actor *who = p->ctx->actor;
	struct unit u;

	ret->owner_id = 0;
	for (size_t i = 0; who != NULL && i < who->ngrant; i++)
		if (role_has((enum role)who->grants[i].role, MAY_OWN)) {
			ret->owner_id = who->grants[i].unit_id;
			break;
		}
	if (who != NULL && ret->act != ITEM_NEW)
		finding(f, where(ITEM_OWNER),
		    _("Say which unit it belongs to."));
	if (ret->owner_id == 0)
		return OK;
	TRY(unit_get(p->db, ret->owner_id, &u));
	ret->is.at[ITEM_OWNER] = str_fmt(p->ctx->mem, "%s/%s", u.level, u.code);
	return OK;
}

/* "province/01", or "01" where that is one unit; in the actor's reach. */
static enum rc
read_owner(struct item_planner *p, struct findings *f, struct item_plan *ret)
{
	const char *said = ret->is.at[ITEM_OWNER];
	const char *slash = strchr(said, '/');
	const char *level =
	    slash == NULL ? NULL :
			    str_ndup(p->ctx->mem, said, (size_t)(slash - said));
	struct units us;
	enum rc rc = E_NOTFOUND;

	TRY(unit_by_code(p->db, level, slash == NULL ? said : slash + 1,
	    p->ctx->today, &us));
	if (us.n > 1) {
		finding(f, where(ITEM_OWNER),
		    _("There are %zu units \"%s\": write the level before the "
		      "code, province/01."),
		    us.n, said);
		return OK;
	}
	if (us.n == 1)
		rc = p->ctx->actor == NULL ?
			 OK :
			 unit_reach(p->db, p->ctx, MAY_OWN, us.at[0].id);
	if (rc == E_NOTFOUND) {
		finding(f, where(ITEM_OWNER),
		    _("There is no unit \"%s\" that you own items for."), said);
		return OK;
	}
	TRY(rc);
	ret->owner_id = us.at[0].id;
	ret->is.at[ITEM_OWNER] =
	    str_fmt(p->ctx->mem, "%s/%s", us.at[0].level, us.at[0].code);
	return OK;
}

static void
compare(const struct item_says *was, struct item_plan *ret)
{
	for (size_t i = 0; i < ITEM_FIELDS; i++) {
		if (i == ITEM_FROM || i == ITEM_REASON ||
		    str_eq(was->at[i], ret->is.at[i]))
			continue;
		ret->change[ret->nchange++] =
		    (struct item_change){ (enum item_field)i, was->at[i],
			    ret->is.at[i] };
	}
}

static bool
changes(const struct item_plan *p, int kind)
{
	for (size_t i = 0; i < p->nchange; i++)
		if ((int)item_field_defs[p->change[i].field].kind == kind)
			return true;
	return false;
}

/* The first day that a new meaning may begin on. */
static const char *
earliest(struct arena *mem, const struct item_use *use, const char *newest)
{
	const char *day = strcmp(use->after, newest) > 0 ? use->after : newest;
	struct date d;

	return date_parse(day, &d) ? date_iso(mem, date_add_days(d, 1)) : day;
}

static enum rc
read_version(struct item_planner *p, const struct item_says *was,
    struct findings *f, struct item_plan *ret)
{
	const char *from = ret->is.at[ITEM_FROM];
	const char *newest =
	    str_empty(was->at[ITEM_FROM]) ? DATE_MIN : was->at[ITEM_FROM];
	bool meaning = changes(ret, ITEM_IS_MEANING);
	struct arena *mem = p->ctx->mem;
	struct item_use use;
	struct date d;

	if (!meaning && !changes(ret, ITEM_IS_TEXT))
		return OK;
	if (date_parse_vi(from, &d))
		from = date_iso(mem, d);
	if (!str_empty(from) && !date_parse(from, &d)) {
		finding(f, where(ITEM_FROM),
		    _("\"%s\" is not a date such as 28/09/2026."), from);
		return OK;
	}
	TRY(item_used(p->db, ret->item.id, &use));
	bool anew = !str_empty(from) && !str_eq(from, newest);
	if (meaning && use.bound && !anew) {
		finding(f, where(ITEM_FROM),
		    _("Forms ask for this item: say from which day on it "
		      "means this, at the earliest from %s."),
		    date_show(mem, earliest(mem, &use, newest)));
		return OK;
	}
	if (anew && strcmp(from, newest) <= 0)
		finding(f, where(ITEM_FROM),
		    _("It has had its present meaning since %s: a new one "
		      "begins later."),
		    date_show(mem, newest));
	if (anew && meaning && use.bound && strcmp(from, use.after) <= 0)
		finding(f, where(ITEM_FROM),
		    _("Reports until %s are made already: a new meaning "
		      "begins after that."),
		    date_show(mem, use.after));
	if (anew)
		ret->from = from;
	return OK;
}

static enum rc
check_names(struct item_planner *p, struct findings *f, struct item_plan *ret)
{
	const char **is = ret->is.at;
	struct same_name other;

	if (ret->act == ITEM_CHANGED && str_eq(ret->item.name, is[ITEM_NAME]))
		return OK;
	enum rc rc = db_row(p->db, select_same_name,
	    ARGS(utf8_key(p->ctx->mem, is[ITEM_NAME], true), is[ITEM_MEASURE],
		is[ITEM_CODE]),
	    &other);
	if (rc == E_NOTFOUND)
		return OK;
	TRY(rc);
	finding_warn(f, where(ITEM_NAME),
	    _("The item %s has the same name and unit of measure: is it not "
	      "the same?"),
	    other.code);
	ret->confirm = true;
	return OK;
}

/* What the item is now, or nothing; E_NOTFOUND for an id out of reach. */
static enum rc
find(struct item_planner *p, long id, const struct item_says *says,
    struct item_plan *ret, struct item_says *was)
{
	static const struct item_says fresh = { {
	    [ITEM_DECIMALS] = "0",
	    [ITEM_OVER_UNITS] = "sum",
	    [ITEM_OVER_TIME] = "sum",
	    [ITEM_STATE] = "active",
	} };
	enum rc rc = OK;

	*was = fresh;
	ret->act = ITEM_NEW;
	if (id == 0) {
		rc = item_find(p->db,
		    says->at[ITEM_CODE] == NULL ? "" : says->at[ITEM_CODE],
		    &ret->item);
		if (rc == E_NOTFOUND) {
			ret->item = (struct item){ 0 };
			return OK;
		}
		TRY(rc);
		id = ret->item.id;
		rc = item_own(p->db, p->ctx, id, &ret->item);
		ret->foreign = rc == E_NOTFOUND;
	} else
		rc = item_own(p->db, p->ctx, id, &ret->item);
	if (!ret->foreign)
		TRY(rc);
	ret->act = ITEM_CHANGED;
	ret->owner_id = ret->item.owner_id;
	return item_now(p->db, p->ctx->mem, &ret->item, was);
}

/* A category of an item has its own short name; all else is its base's. */
static void
check_member(struct findings *f, const struct item_plan *ret)
{
	if (ret->item.base_id == 0)
		return;
	for (size_t i = 0; i < ret->nchange; i++)
		if (ret->change[i].field != ITEM_SHORT &&
		    ret->change[i].field != ITEM_NAME_EN)
			finding(f, where(ret->change[i].field),
			    _("This is a category of %s and means what that "
			      "means: change it there."),
			    ret->item.base);
}

enum rc
item_plan(struct item_planner *p, long id, const struct item_says *says,
    struct findings *f, struct item_plan *ret)
{
	size_t before = f->nerror;
	struct item_says was;

	*ret = (struct item_plan){ 0 };
	TRY(find(p, id, says, ret, &was));
	take_all(p, says, &was, f, ret);
	read_words(p, f, ret);
	read_plain(p, f, ret);
	TRY(read_weight(p, f, ret));
	if (str_empty(ret->is.at[ITEM_OWNER]) &&
	    (ret->act == ITEM_NEW || !str_empty(was.at[ITEM_OWNER])))
		TRY(own_it(p, f, ret));
	else if (!str_eq(ret->is.at[ITEM_OWNER], was.at[ITEM_OWNER]))
		TRY(read_owner(p, f, ret));
	if (breakdown_read(p->ctx->mem, &p->breakdowns,
		ret->is.at[ITEM_BREAKDOWNS], f, &ret->terms))
		ret->is.at[ITEM_BREAKDOWNS] =
		    breakdown_write(p->ctx->mem, &ret->terms);
	compare(&was, ret);
	check_member(f, ret);
	if (ret->foreign && ret->nchange > 0)
		finding(f, where(ITEM_CODE),
		    _("The item %s belongs to somebody else."), ret->item.code);
	if (ret->act == ITEM_CHANGED && ret->nchange == 0)
		ret->act = ITEM_SAME;
	if (ret->act == ITEM_CHANGED && f->nerror == before)
		TRY(read_version(p, &was, f, ret));
	if (ret->act != ITEM_SAME && f->nerror == before)
		TRY(check_names(p, f, ret));
	if (f->nerror > before)
		ret->act = ITEM_REFUSED;
	return OK;
}
