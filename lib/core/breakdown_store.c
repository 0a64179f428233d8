/* breakdown_store.c - dimensions and categories, as owners write them */
#include <string.h>
#include "base/map.h"
#include "base/utf8.h"
#include "core/audit.h"
#include "core/change.h"
#include "core/breakdown.h"
#include "core/item_part.h"
#include "io/json.h"

enum { CODE_LEN = 20, NAME_LEN = 120, CATEGORIES = 100, JSON_MAX = 1 << 18 };
#define ALNUM "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"

struct own {
	long id, version;
};
static const struct db_col own_cols[] = { COL(struct own, id),
	COL(struct own, version) };
#define OWNED OWNS("b.owner_id")
DB_ROWS(select_own, own_cols,
    "SELECT b.id, b.version FROM breakdown b WHERE b.id = ?"
    " AND" OWNED "FOR UPDATE");
DB_STMT(insert_breakdown,
    "INSERT INTO breakdown (code, name, name_en, whole, owner_id)"
    " VALUES (?, ?, ?, ?, ?)");
DB_STMT(update_breakdown,
    "UPDATE breakdown SET name = ?, name_en = ?, whole = ?,"
    " version = version + 1 WHERE id = ?");
#define CATEGORIES_JSON \
	" JSON_TABLE(?, '$[*]' COLUMNS (place FOR ORDINALITY," \
	" code VARCHAR(20) CHARACTER SET ascii PATH '$[0]'," \
	" name VARCHAR(120) PATH '$[1]', name_en VARCHAR(120) PATH '$[2]')) " \
	"j "
DB_STMT(insert_categories,
    "INSERT INTO category (breakdown_id, code, name, name_en, place)"
    " SELECT ?, j.code, j.name, j.name_en, j.place FROM" CATEGORIES_JSON
    " ON DUPLICATE KEY UPDATE name = VALUES(name), name_en = VALUES(name_en),"
    " place = VALUES(place), retired = 0");
DB_STMT(retire_categories,
    "UPDATE category c LEFT JOIN" CATEGORIES_JSON "ON j.code = c.code"
    " SET c.retired = 1 WHERE c.breakdown_id = ? AND j.code IS NULL");
DB_STMT(delete_categories,
    "DELETE FROM category WHERE breakdown_id = ? AND retired = 1"
    " AND NOT EXISTS (SELECT 1 FROM item_cut x"
    " WHERE x.category_id = category.id)");

enum rc
breakdown_now(struct db *db, struct arena *mem, const struct breakdown *b,
    struct breakdown_says *ret)
{
	struct buf text = { .mem = mem, .max = JSON_MAX };
	struct categories all;

	TRY(category_list(db, &all));
	for (size_t i = 0; i < all.n; i++)
		if (all.at[i].breakdown_id == b->id && !all.at[i].retired)
			buf_fmt(&text, "%s %s | %s\n", all.at[i].code,
			    all.at[i].name, all.at[i].name_en);
	*ret = (struct breakdown_says){ .code = b->code,
		.name = b->name,
		.name_en = b->name_en,
		.whole = b->whole,
		.categories = text.at == NULL ? "" : text.at };
	return OK;
}

static const char *
trimmed(struct arena *mem, const char *s, size_t n)
{
	while (n > 0 && strchr(" \t\r", s[n - 1]) != NULL)
		n--;
	while (n > 0 && strchr(" \t\r", *s) != NULL) {
		s++;
		n--;
	}
	return str_ndup(mem, s, n);
}

/* "NU Nữ | Women": false when it is not that. */
static bool
category_read(struct arena *mem, const char *line, struct category *ret)
{
	size_t code = strcspn(line, " \t");
	const char *name = line + code, *bar = strchr(name, '|');

	ret->code = str_ndup(mem, line, code);
	ret->name = trimmed(mem, name,
	    bar == NULL ? strlen(name) : (size_t)(bar - name));
	ret->name_en =
	    bar == NULL ? ret->name : trimmed(mem, bar + 1, strlen(bar + 1));
	if (str_empty(ret->name_en))
		ret->name_en = ret->name;
	return code > 0 && code <= CODE_LEN &&
	       strspn(ret->code, ALNUM "_-") == code &&
	       !utf8_blank(ret->name) && utf8_len(ret->name) <= NAME_LEN &&
	       utf8_len(ret->name_en) <= NAME_LEN;
}

static void
put_category(struct json *j, const struct category *c)
{
	json_array(j, NULL);
	json_text(j, NULL, c->code);
	json_text(j, NULL, c->name);
	json_text(j, NULL, c->name_en);
	json_end(j);
}

/* As JSON; NULL with findings. */
static const char *
categories_json(struct arena *mem, const char *said, struct findings *f)
{
	struct buf b = { .mem = mem, .max = JSON_MAX };
	struct json j = { .out = &b };
	struct map seen = { .mem = mem };
	char *text = str_dup(mem, said == NULL ? "" : said), *rest = NULL;
	long n = 0;

	json_array(&j, NULL);
	for (char *t = strtok_r(text, "\n", &rest); t != NULL;
	     t = strtok_r(NULL, "\n", &rest)) {
		const char *line = trimmed(mem, t, strlen(t));
		struct category c;
		if (*line == '\0')
			continue;
		if (!category_read(mem, line, &c))
			finding(f, "categories",
			    _("\"%.60s\": write a code of letters and digits,"
			      " a blank, the name: F Women"),
			    line);
		else if (map_put(&seen, c.code, 1) == 1)
			finding(f, "categories", _("%s stands there twice."),
			    c.code);
		else
			put_category(&j, &c);
		n++;
	}
	json_end(&j);
	if (n == 0 || n > CATEGORIES)
		finding(f, "categories",
		    _("A dimension has 1 to %d categories, one a line."),
		    CATEGORIES);
	return f->nerror > 0 ? NULL : b.at;
}

static void
check(const struct breakdown_says *s, struct findings *f)
{
	if (str_empty(s->code) || strlen(s->code) > CODE_LEN ||
	    strspn(s->code, ALNUM "_-") != strlen(s->code))
		finding(f, "code",
		    _("A code has at most %d letters without marks, digits, "
		      "dashes."),
		    CODE_LEN);
	if (utf8_blank(s->name) || utf8_len(s->name) > NAME_LEN)
		finding(f, "name",
		    _("A name is needed, of at most %d characters."), NAME_LEN);
	if (s->name_en != NULL && utf8_len(s->name_en) > NAME_LEN)
		finding(f, "name_en",
		    _("This text is longer than %zu characters."),
		    (size_t)NAME_LEN);
}

static enum rc
insert(struct db *db, const struct ctx *ctx, const struct breakdown_says *s,
    long *ret_id, struct findings *f)
{
	long owner = 0;

	for (size_t i = 0; ctx->actor != NULL && i < ctx->actor->ngrant; i++)
		if (role_has((enum role)ctx->actor->grants[i].role, MAY_OWN))
			owner = ctx->actor->grants[i].unit_id;
	enum rc rc = db_insert(db, insert_breakdown,
	    ARGS(s->code, s->name, str_empty(s->name_en) ? s->name : s->name_en,
		s->whole, id_or_null(ctx->mem, owner)),
	    ret_id);
	if (rc != E_CONFLICT)
		return rc;
	finding(f, "code", _("There is a dimension \"%s\" already."), s->code);
	return E_INVALID;
}

static enum rc
update(struct db *db, const struct ctx *ctx, long id, long seen,
    const struct breakdown_says *s)
{
	struct own own;

	TRY(db_row(db, select_own, ARGS(id, OWNS_ARGS(ctx)), &own));
	if (own.version != seen)
		return E_CONFLICT;
	return db_exec(db, update_breakdown,
	    ARGS(s->name, str_empty(s->name_en) ? s->name : s->name_en,
		s->whole, id),
	    NULL);
}

/* As it is now; all NULL where it is not there. */
static enum rc
told(struct db *db, struct arena *mem, long id, struct breakdown_says *ret)
{
	struct breakdowns all;

	*ret = (struct breakdown_says){ 0 };
	TRY(breakdown_list(db, &all));
	for (size_t i = 0; i < all.n; i++)
		if (all.at[i].id == id)
			return breakdown_now(db, mem, &all.at[i], ret);
	return OK;
}

static const char *
yes_no(const struct breakdown_says *s)
{
	return s->code == NULL ? NULL : s->whole ? "yes" : "no";
}

enum rc
breakdown_store(struct db *db, const struct ctx *ctx, long id, long seen,
    const struct breakdown_says *s, struct findings *f, long *ret_id)
{
	struct breakdown_says was, is;
	struct audit_head head;

	check(s, f);
	const char *cats = categories_json(ctx->mem, s->categories, f);
	if (cats == NULL || f->nerror > 0)
		return E_INVALID;
	TRY(audit_lock(db, AUDIT_ITEMS, &head));
	TRY(told(db, ctx->mem, id, &was));
	*ret_id = id;
	if (id == 0)
		TRY(insert(db, ctx, s, ret_id, f));
	else
		TRY(update(db, ctx, id, seen, s));
	TRY(db_exec(db, retire_categories, ARGS(cats, *ret_id), NULL));
	TRY(db_exec(db, insert_categories, ARGS(*ret_id, cats), NULL));
	TRY(db_exec(db, delete_categories, ARGS(*ret_id), NULL));
	TRY(told(db, ctx->mem, *ret_id, &is));
	struct change c = change_new(ctx->mem);
	change_text(&c, "name", was.name, is.name);
	change_text(&c, "name_en", was.name_en, is.name_en);
	change_text(&c, "whole", yes_no(&was), yes_no(&is));
	change_text(&c, "categories", was.categories, is.categories);
	return audit_change(db, ctx, &head, id == 0 ? "add" : "change",
	    "breakdown", *ret_id, s->code, &c);
}
