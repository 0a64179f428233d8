/* demo_people.c - a head for every unit, and accounts one can sign in with */
#include <stdlib.h>
#include <string.h>
#include "base/date.h"
#include "core/demo_part.h"
#include "core/grant.h"
#include "core/person_word.h"
#include "core/posting.h"
#include "core/unit.h"
#include "io/json.h"

enum { JSON_MAX = 32 << 20 };

struct owner {
	long id;
	const char *code, *level;
};
struct owners {
	struct owner *at;
	size_t n;
};
static const struct db_col owner_cols[] = {
	COL(struct owner, id),
	COL(struct owner, code),
	COL(struct owner, level),
};
DB_ROWS(select_owners, owner_cols,
    "SELECT u.id, u.code, u.level FROM unit u ORDER BY u.id");

/*
 * Heads who cannot sign in: they have no password.  Whoever was the head of a
 * unit that is gone by the day of the demonstration left with it.
 */
#define UNTIL " CASE WHEN u.valid_to <= ? THEN u.valid_to ELSE '9999-12-31' END"
DB_STMT(insert_heads,
    "INSERT INTO person (login, name, title, search, created, valid_to)"
    " SELECT j.login, j.name, j.title, j.search, ?," UNTIL
    " FROM JSON_TABLE(?, '$[*]' COLUMNS"
    " (login VARCHAR(60) PATH '$.l', name VARCHAR(120) PATH '$.n',"
    " title VARCHAR(120) PATH '$.t', search VARCHAR(400) PATH '$.s',"
    " unit BIGINT PATH '$.u')) j JOIN unit u ON u.id = j.unit");
DB_STMT(insert_grants,
    "INSERT INTO access (person_id, role, unit_id, valid_from, valid_to)"
    " SELECT p.id, j.role, j.unit, '1000-01-01'," UNTIL
    " FROM JSON_TABLE(?, '$[*]' COLUMNS (login VARCHAR(60) CHARACTER SET ascii"
    " PATH '$.l', role BIGINT PATH '$.r', unit BIGINT PATH '$.u')) j"
    " JOIN person p ON p.login = j.login JOIN unit u ON u.id = j.unit");
DB_STMT(insert_posts,
    "INSERT INTO person_post (person_id, valid_from, valid_to, unit_id)"
    " SELECT person_id, '1000-01-01', MAX(valid_to), MIN(unit_id) FROM access"
    " GROUP BY person_id");

static const struct db_col head_cols[] = {
	COL(struct demo_head, unit_id),
	COL(struct demo_head, person_id),
	COL(struct demo_head, name),
	COL(struct demo_head, old),
};
/* A named account goes before the one that every unit has. */
DB_ROWS(select_heads, head_cols,
    "SELECT x.unit_id, p.id AS person_id, p.name, y.old FROM (SELECT unit_id,"
    " MAX(person_id) AS person_id FROM access WHERE role = ? GROUP BY unit_id)"
    " x JOIN person p ON p.id = x.person_id"
    " LEFT JOIN (SELECT s.new_id, GROUP_CONCAT(DISTINCT COALESCE(v.code,"
    " o.code)) AS old FROM succession s JOIN unit n ON n.id = s.new_id"
    " JOIN unit o ON o.id = s.old_id AND o.level = n.level"
    " LEFT JOIN succession t ON t.new_id = o.id"
    " LEFT JOIN unit v ON v.id = t.old_id AND v.level = n.level"
    " GROUP BY s.new_id) y ON y.new_id = x.unit_id ORDER BY x.unit_id");

static const struct db_col account_cols[] = {
	COL(struct demo_account, login),
	COL(struct demo_account, name),
	COL(struct demo_account, role_no),
	COL(struct demo_account, unit),
};
DB_ROWS(select_accounts, account_cols,
    "SELECT p.login, p.name, x.role AS role_no, u.name AS unit"
    " FROM person_secret s JOIN person p ON p.id = s.person_id"
    " JOIN access x ON x.person_id = p.id JOIN unit u ON u.id = x.unit_id"
    " ORDER BY p.id, x.role");

static const char *
person_name(struct arena *mem, const char *seed)
{
	static const char *const family[] = { "Nguyễn", "Trần", "Lê", "Phạm",
		"Hoàng", "Huỳnh", "Phan", "Vũ", "Võ", "Đặng", "Bùi", "Đỗ", "Hồ",
		"Ngô", "Dương", "Lý", "Nông", "Lò", "Y", "Thạch" };
	static const char *const middle[] = { "Văn", "Thị", "Minh", "Thanh",
		"Ngọc", "Đức", "Quốc", "Thu", "Hồng", "Xuân", "Hữu", "Kim" };
	static const char *const given[] = { "An", "Bình", "Châu", "Dũng",
		"Giang", "Hà", "Hải", "Hạnh", "Hiền", "Hòa", "Hùng", "Hương",
		"Khánh", "Lan", "Linh", "Long", "Mai", "Nam", "Nga", "Phong",
		"Phúc", "Quang", "Sơn", "Tâm", "Thảo", "Thủy", "Tuấn", "Vân",
		"Việt", "Yến" };
	unsigned long h = demo_hash("person", seed, "");

	return str_fmt(mem, "%s %s %s", family[demo_pick(h, COUNT(family))],
	    middle[demo_pick(h >> 8, COUNT(middle))],
	    given[demo_pick(h >> 16, COUNT(given))]);
}

static void
put_head(struct json *people, struct json *grants, struct arena *mem,
    const struct owner *u)
{
	const char *login = str_fmt(mem, "u%ld", u->id);
	const char *title = "Thủ trưởng đơn vị";
	const char *name =
	    person_name(mem, str_fmt(mem, "%s%s", u->level, u->code));

	json_object(people, NULL);
	json_text(people, "l", login);
	json_text(people, "n", name);
	json_text(people, "t", title);
	json_text(people, "s", person_key(mem, login, name, title, ""));
	json_long(people, "u", u->id);
	json_end(people);
	json_object(grants, NULL);
	json_text(grants, "l", login);
	json_long(grants, "r", ROLE_HEAD);
	json_long(grants, "u", u->id);
	json_end(grants);
}

static enum rc
make_heads(struct db *db, const struct ctx *ctx)
{
	struct buf a = { .mem = ctx->mem, .max = JSON_MAX }, b = a;
	struct json people = { .out = &a }, grants = { .out = &b };
	struct owners us;

	TRY(db_rows(db, select_owners, ARGS(), &us));
	json_array(&people, NULL);
	json_array(&grants, NULL);
	for (size_t i = 0; i < us.n; i++)
		put_head(&people, &grants, ctx->mem, &us.at[i]);
	json_end(&people);
	json_end(&grants);
	TRY(db_exec(db, insert_heads, ARGS(ctx->now, ctx->today, a.at), NULL));
	TRY(person_words_missing(db));
	TRY(db_exec(db, insert_grants, ARGS(ctx->today, b.at), NULL));
	return db_exec(db, insert_posts, ARGS(), NULL);
}

/* The unit with that code, or the first below another; 0: there is none. */
static enum rc
unit_of(struct db *db, const char *level, const char *code, const char *at,
    long *ret)
{
	struct units us;

	TRY(unit_by_code(db, level, code, at, &us));
	*ret = us.n == 0 ? 0 : us.at[0].id;
	return OK;
}

static enum rc
below_of(struct db *db, long line, long parent, const char *at, size_t n,
    long *ret)
{
	struct units us = { 0 };

	*ret = 0;
	if (parent != 0)
		TRY(unit_children(db, line, parent, at, &us));
	if (us.n > n)
		*ret = us.at[n].id;
	return OK;
}

/* Hà Nội's line, and the science department's; a district if there are any. */
static enum rc
find_chain(struct db *db, const char *at, struct demo_chain *ret)
{
	struct units tops;
	struct unit u;

	*ret = (struct demo_chain){ 0 };
	TRY(unit_tops(db, LINE_ADMIN, at, &tops));
	ret->centre = tops.n > 0 ? tops.at[0].id : 0;
	TRY(unit_of(db, "province", "01", at, &ret->province));
	if (ret->province == 0)
		TRY(below_of(db, LINE_ADMIN, ret->centre, at, 0,
		    &ret->province));
	TRY(below_of(db, LINE_ADMIN, ret->province, at, 0, &ret->commune));
	if (ret->commune != 0) {
		TRY(unit_get(db, ret->commune, &u));
		if (str_eq(u.level, "district"))
			ret->district = ret->commune;
	}
	long over = ret->district == 0 ? ret->province : ret->district;
	TRY(below_of(db, LINE_ADMIN, over, at, 0, &ret->commune));
	TRY(below_of(db, LINE_ADMIN, over, at, 1, &ret->returned));
	TRY(unit_tops(db, LINE_ICT, at, &tops));
	ret->ministry = tops.n > 0 ? tops.at[0].id : 0;
	return below_of(db, LINE_ICT, ret->ministry, at, 0, &ret->department);
}

static enum rc
make_account(struct db *db, const struct ctx *ctx, const char *login,
    const char *title, long role, long unit, const char *pwhash)
{
	struct findings f = { .mem = ctx->mem };
	long id;

	if (unit == 0)
		return OK;
	TRY(person_add(db, ctx,
	    &(struct person_says){ .login = login,
		.name = person_name(ctx->mem, login),
		.title = title },
	    &f, &id));
	TRY(posting_begin(db, ctx, id, unit));
	TRY(grant_store(db, ctx,
	    &(struct grant_row){ .person = id,
		.role = (enum role)role,
		.unit = unit,
		.from = ctx->today,
		.to = DATE_MAX }));
	return secret_store(db, ctx, id, pwhash);
}

static enum rc
make_accounts(struct db *db, const struct ctx *ctx, const struct demo_chain *c,
    const char *pwhash)
{
	const struct {
		const char *login, *title;
		long role, unit;
	} all[] = {
		{ "quantri", "Quản trị hệ thống", ROLE_ADMIN, c->centre },
		{ "kiemtra", "Thanh tra viên", ROLE_AUDITOR, c->centre },
		{ "tinh.quantri", "Quản trị của tỉnh", ROLE_ADMIN,
		    c->province },
		{ "chedo", "Chuyên viên", ROLE_OWNER, c->centre },
		{ "bo.chedo", "Chuyên viên", ROLE_OWNER, c->ministry },
		{ "tw", "Lãnh đạo", ROLE_HEAD, c->centre },
		{ "tw.xem", "Chuyên viên", ROLE_VIEWER, c->centre },
		{ "tinh", "Lãnh đạo", ROLE_HEAD, c->province },
		{ "tinh.nhan", "Chuyên viên", ROLE_REVIEWER, c->province },
		{ "huyen", "Lãnh đạo", ROLE_HEAD, c->district },
		{ "xa", "Lãnh đạo", ROLE_HEAD, c->commune },
		{ "xa.nhap", "Công chức", ROLE_CLERK, c->commune },
		{ "xa2", "Lãnh đạo", ROLE_HEAD, c->returned },
		{ "bo", "Lãnh đạo", ROLE_HEAD, c->ministry },
		{ "so", "Lãnh đạo", ROLE_HEAD, c->department },
		{ "so.nhap", "Chuyên viên", ROLE_CLERK, c->department },
	};

	for (size_t i = 0; i < COUNT(all); i++)
		TRY(make_account(db, ctx, all[i].login, all[i].title,
		    all[i].role, all[i].unit, pwhash));
	return OK;
}

enum rc
demo_people(struct db *db, const struct ctx *ctx, const char *at,
    const struct secret_cost *cost, struct demo_chain *ret)
{
	const char *pwhash;

	TRY(secret_hash(ctx->mem, cost, DEMO_PASSWORD, &pwhash));
	TRY(make_heads(db, ctx));
	TRY(find_chain(db, at, ret));
	return make_accounts(db, ctx, ret, pwhash);
}

enum rc
demo_heads(struct db *db, struct demo_heads *ret)
{
	return db_rows(db, select_heads, ARGS((long)ROLE_HEAD), ret);
}

static int
by_unit(const void *a, const void *b)
{
	const struct demo_head *x = a, *y = b;

	return (x->unit_id > y->unit_id) - (x->unit_id < y->unit_id);
}

const struct demo_head *
demo_head_of(const struct demo_heads *heads, long unit_id)
{
	static const struct demo_head nobody = { .name = "" };
	struct demo_head key = { .unit_id = unit_id }, *found;

	found = bsearch(&key, heads->at, heads->n, sizeof key, by_unit);
	return found == NULL ? &nobody : found;
}

enum rc
demo_accounts(struct db *db, struct demo_accounts *ret)
{
	TRY(db_rows(db, select_accounts, ARGS(), ret));
	for (size_t i = 0; i < ret->n; i++)
		ret->at[i].role = role_show((enum role)ret->at[i].role_no);
	return OK;
}
