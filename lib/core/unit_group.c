/* unit_group.c - groups of units, that are assigned together */
#include <string.h>
#include "base/date.h"
#include "base/utf8.h"
#include "core/access.h"
#include "core/audit.h"
#include "core/change.h"
#include "core/reform_late.h"
#include "core/unit_group.h"
#include "io/db.h"
#include "io/json.h"

enum { NAME_MAX_ = 200, UNITS_MAX = 4000, JSON_MAX = 1 << 20 };

static const struct db_col group_cols[] = { COL(struct unit_group, id),
	COL(struct unit_group, owner_id), COL(struct unit_group, version),
	COL(struct unit_group, members), COL(struct unit_group, regimes),
	COL(struct unit_group, name), COL(struct unit_group, owner),
	COL(struct unit_group, mine) };
#define IS_MINE "(? OR" UNIT_REACH("q.owner_id") ") AS mine"
#define GROUP \
	"SELECT q.id, q.owner_id, q.version, (SELECT COUNT(*)" \
	" FROM unit_group_member m WHERE m.group_id = q.id" \
	" AND m.valid_from <= ? AND ? < m.valid_to) AS members," \
	" (SELECT COUNT(DISTINCT a.regime_id) FROM assignment a" \
	" WHERE a.group_id = q.id) AS regimes, q.name, o.name AS owner," \
	" " IS_MINE " FROM unit_group q JOIN unit o ON o.id = q.owner_id"
DB_ROWS(select_groups, group_cols, GROUP " ORDER BY q.name, q.id");
DB_ROWS(select_group, group_cols, GROUP " WHERE q.id = ?");
DB_ROWS(select_locked, group_cols, GROUP " WHERE q.id = ? FOR UPDATE");

static const struct db_col member_cols[] = { COL(struct group_member, unit_id),
	COL(struct group_member, code), COL(struct group_member, name),
	COL(struct group_member, level), COL(struct group_member, valid_from),
	COL(struct group_member, valid_to) };
DB_ROWS(select_members, member_cols,
    "SELECT m.unit_id, u.code, u.name, u.level, m.valid_from, m.valid_to"
    " FROM unit_group_member m JOIN unit u ON u.id = m.unit_id"
    " JOIN level l ON l.code = u.level WHERE m.group_id = ?"
    " ORDER BY l.rank_no, u.code, m.unit_id, m.valid_from");
DB_STMT(insert_group, "INSERT INTO unit_group (name, owner_id) VALUES (?, ?)");
DB_STMT(update_name, "UPDATE unit_group SET name = ? WHERE id = ?");
DB_STMT(update_version,
    "UPDATE unit_group SET version = version + 1 WHERE id = ?");
DB_STMT(update_regimes,
    "UPDATE regime SET version = version + 1 WHERE id IN"
    " (SELECT a.regime_id FROM assignment a WHERE a.group_id = ?)");
DB_STMT(delete_members, "DELETE FROM unit_group_member WHERE group_id = ?");
DB_STMT(delete_group, "DELETE FROM unit_group WHERE id = ?");

struct id_row {
	long id;
};
static const struct db_col id_cols[] = { COL(struct id_row, id) };
DB_ROWS(select_name, id_cols,
    "SELECT id FROM unit_group WHERE owner_id = ? AND name = ? AND id <> ?");

struct found {
	long no, units, unit_id;
};
struct all_found {
	struct found *at;
	size_t n;
};
static const struct db_col found_cols[] = { COL(struct found, no),
	COL(struct found, units), COL(struct found, unit_id) };
/* Units by level and code, in force when the membership begins. */
DB_ROWS(select_units, found_cols,
    "SELECT j.no, COUNT(u.id) AS units, MAX(u.id) AS unit_id"
    " FROM JSON_TABLE(?, '$[*]' COLUMNS (no BIGINT PATH '$[0]',"
    " level VARCHAR(20) CHARACTER SET ascii PATH '$[1]',"
    " code VARCHAR(20) CHARACTER SET ascii PATH '$[2]')) j"
    " LEFT JOIN unit u ON u.code = j.code"
    " AND (j.level = '' OR u.level = j.level)"
    " AND u.valid_from <= ? AND ? < u.valid_to"
    " GROUP BY j.no ORDER BY j.no");
DB_STMT(insert_members,
    "INSERT INTO unit_group_member (group_id, unit_id, valid_from, valid_to)"
    " SELECT ?, j.id, ?, ? FROM JSON_TABLE(?, '$[*]' COLUMNS (id BIGINT"
    " PATH '$')) j WHERE NOT EXISTS (SELECT 1 FROM unit_group_member m"
    " WHERE m.group_id = ? AND m.unit_id = j.id AND m.valid_from < ?"
    " AND ? < m.valid_to) GROUP BY j.id");
DB_STMT(delete_later,
    "DELETE FROM unit_group_member WHERE group_id = ? AND unit_id = ?"
    " AND valid_from >= ?");
DB_STMT(end_member,
    "UPDATE unit_group_member SET valid_to = ? WHERE group_id = ?"
    " AND unit_id = ? AND ? < valid_to");

#define SCOPED(ctx) \
	(ctx)->today, (ctx)->today, (ctx)->actor == NULL, \
	    (ctx)->actor == NULL ? 0 : (ctx)->actor->id, \
	    access_roles(MAY_OWN), (ctx)->today, (ctx)->today, \
	    access_near(MAY_OWN), access_far(MAY_OWN)

enum rc
group_list(struct db *db, const struct ctx *ctx, struct unit_groups *ret)
{
	return db_rows(db, select_groups, ARGS(SCOPED(ctx)), ret);
}

enum rc
group_get(struct db *db, const struct ctx *ctx, long id, struct unit_group *ret)
{
	return db_row(db, select_group, ARGS(SCOPED(ctx), id), ret);
}

enum rc
group_members(struct db *db, long id, struct group_members *ret)
{
	return db_rows(db, select_members, ARGS(id), ret);
}

static enum rc
lock(struct db *db, const struct ctx *ctx, long id, long version,
    struct audit_head *head, struct unit_group *ret)
{
	TRY(group_get(db, ctx, id, ret));
	if (!ret->mine)
		return E_NOTFOUND;
	TRY(audit_lock(db, AUDIT_GROUPS, head));
	TRY(db_row(db, select_locked, ARGS(SCOPED(ctx), id), ret));
	return ret->version == version ? OK : E_CONFLICT;
}

static enum rc
changed(struct db *db, const struct ctx *ctx, struct audit_head *head, long id,
    const char *act, const char *detail, struct change *c)
{
	TRY(db_exec(db, update_version, ARGS(id), NULL));
	TRY(db_exec(db, update_regimes, ARGS(id), NULL));
	return audit_change(db, ctx, head, act, "group", id, detail, c);
}

static enum rc
name_check(struct db *db, long owner, const char *name, long id,
    struct findings *f)
{
	struct id_row row;

	if (name == NULL || utf8_blank(name) || utf8_len(name) > NAME_MAX_) {
		finding(f, "name",
		    _("Please give the group a name of up to 200"
		      " characters."));
		return OK;
	}
	enum rc rc = db_row(db, select_name, ARGS(owner, name, id), &row);
	if (rc == OK)
		finding(f, "name",
		    _("There is a group with this name already."));
	return rc == E_NOTFOUND ? OK : rc;
}

enum rc
group_create(struct db *db, const struct ctx *ctx, long owner, const char *name,
    struct findings *f, long *ret_id)
{
	struct audit_head head;
	enum rc rc =
	    ctx->actor == NULL ? OK : unit_reach(db, ctx, MAY_OWN, owner);

	if (rc == E_NOTFOUND)
		finding(f, "owner",
		    _("That unit is not among those you own regimes for."));
	else
		TRY(rc);
	TRY(audit_lock(db, AUDIT_GROUPS, &head));
	TRY(name_check(db, owner, name, 0, f));
	if (f->nerror > 0)
		return E_INVALID;
	TRY(db_insert(db, insert_group, ARGS(name, owner), ret_id));
	struct change c = change_new(ctx->mem);
	change_text(&c, "name", NULL, name);
	change_text(&c, "owner", NULL, str_long(ctx->mem, owner));
	return audit_change(db, ctx, &head, "create", "group", *ret_id,
	    str_fmt(ctx->mem, "name=%s; owner=%ld", name, owner), &c);
}

enum rc
group_rename(struct db *db, const struct ctx *ctx, long id, long version,
    const char *name, struct findings *f)
{
	struct audit_head head;
	struct unit_group g;

	TRY(lock(db, ctx, id, version, &head, &g));
	TRY(name_check(db, g.owner_id, name, id, f));
	if (f->nerror > 0)
		return E_INVALID;
	TRY(db_exec(db, update_name, ARGS(name, id), NULL));
	struct change c = change_new(ctx->mem);
	change_text(&c, "name", g.name, name);
	return changed(db, ctx, &head, id, "rename",
	    str_fmt(ctx->mem, "name=%s; was=%s", name, g.name), &c);
}

enum rc
group_delete(struct db *db, const struct ctx *ctx, long id, long version,
    struct findings *f)
{
	struct audit_head head;
	struct unit_group g;

	TRY(lock(db, ctx, id, version, &head, &g));
	if (g.regimes > 0) {
		finding(f, "name",
		    _("Regimes were assigned to this group, so it stays. End"
		      " the assignments, or its members, instead."));
		return E_INVALID;
	}
	TRY(db_exec(db, delete_members, ARGS(id), NULL));
	TRY(db_exec(db, delete_group, ARGS(id), NULL));
	struct change c = change_new(ctx->mem);
	change_text(&c, "name", g.name, NULL);
	change_text(&c, "owner", str_long(ctx->mem, g.owner_id), NULL);
	change_text(&c, "members", str_long(ctx->mem, g.members), NULL);
	return audit_change(db, ctx, &head, "delete", "group", id,
	    str_fmt(ctx->mem, "name=%s", g.name), &c);
}

/* "commune/00004, 00007" into [[0,"commune","00004"],[1,"","00007"]]. */
static const char *
units_json(struct arena *mem, const char *s, const char **ret_words,
    size_t *ret_n)
{
	static const char gaps[] = " ,;\t\r\n";
	struct buf b = { .mem = mem, .max = JSON_MAX };
	struct json j = { .out = &b };

	json_array(&j, NULL);
	for (s += strspn(s, gaps); *s != '\0' && *ret_n < UNITS_MAX;
	     s += strspn(s, gaps)) {
		size_t n = strcspn(s, gaps), level = strcspn(s, "/");
		const char *word = str_ndup(mem, s, n);
		ret_words[*ret_n] = word;
		json_array(&j, NULL);
		json_long(&j, NULL, (long)(*ret_n)++);
		json_text(&j, NULL, level < n ? str_ndup(mem, s, level) : "");
		json_text(&j, NULL, level < n ? word + level + 1 : word);
		json_end(&j);
		s += n;
	}
	json_end(&j);
	return b.full ? NULL : b.at;
}

static bool
is_ascii(const char *s)
{
	for (; *s != '\0'; s++)
		if ((unsigned char)*s >= 0x80)
			return false;
	return true;
}

/* The ids of those that were found; the others are findings. */
static enum rc
find_units(struct db *db, const char *units, const char *from,
    struct findings *f, const char **ret_ids)
{
	struct arena *mem = db_arena(db);
	const char **words = arena_alloc(mem, UNITS_MAX * sizeof *words);
	struct buf b = { .mem = mem, .max = JSON_MAX };
	struct json j = { .out = &b };
	struct all_found all = { 0 };
	size_t n = 0;

	*ret_ids = "[]";
	const char *json = units_json(mem, units, words, &n);
	if (json == NULL)
		return E_LIMIT;
	if (n == 0 || !is_ascii(units)) {
		finding(f, "units",
		    _("Please write the codes of units, one a line, for"
		      " example 00004 or commune/00004."));
		return OK;
	}
	TRY(db_rows(db, select_units, ARGS(json, from, from), &all));
	json_array(&j, NULL);
	for (size_t i = 0; i < all.n; i++) {
		if (all.at[i].units == 1)
			json_long(&j, NULL, all.at[i].unit_id);
		else if (all.at[i].units == 0)
			finding(f, "units", _("There is no unit \"%s\" on %s."),
			    words[all.at[i].no], date_show(mem, from));
		else
			finding(f, "units",
			    _("There are several units with the code %s: write"
			      " the level before it, for example"
			      " commune/%s."),
			    words[all.at[i].no], words[all.at[i].no]);
	}
	json_end(&j);
	*ret_ids = b.at;
	return b.full ? E_LIMIT : OK;
}

enum rc
group_add(struct db *db, const struct ctx *ctx, long id, long version,
    const char *units, const char *from, const char *to, struct findings *f,
    long *ret_added)
{
	struct audit_head head;
	struct unit_group g;
	struct date d;
	const char *ids = NULL;

	*ret_added = 0;
	TRY(lock(db, ctx, id, version, &head, &g));
	from = str_empty(from) ? ctx->today : from;
	to = str_empty(to) ? DATE_MAX : to;
	if (!date_parse(from, &d))
		finding(f, "from", _("Please write a date as 25/09/2026."));
	else if (!date_parse(to, &d) || strcmp(from, to) >= 0)
		finding(f, "to", _("It ends before it begins."));
	else
		TRY(find_units(db, units == NULL ? "" : units, from, f, &ids));
	if (f->nerror > 0)
		return E_INVALID;
	TRY(db_exec(db, insert_members, ARGS(id, from, to, ids, id, to, from),
	    ret_added));
	TRY(reform_late_name(db, ctx, ids, to, "units", f));
	struct change c = change_new(ctx->mem);
	change_text(&c, "units", NULL, ids);
	change_text(&c, "from", NULL, from);
	change_text(&c, "to", NULL, to);
	return changed(db, ctx, &head, id, "add",
	    str_fmt(ctx->mem, "units=%s; from=%s; to=%s", ids, from, to), &c);
}

/* The day on which it was to leave; NULL: it is no member. */
static const char *
member_until(const struct group_members *all, long unit_id)
{
	const char *until = NULL;

	for (size_t i = 0; i < all->n; i++)
		if (all->at[i].unit_id == unit_id)
			until = all->at[i].valid_to;
	return until;
}

enum rc
group_end(struct db *db, const struct ctx *ctx, long id, long version,
    long unit_id, const char *day, struct findings *f)
{
	struct group_members was;
	struct audit_head head;
	struct unit_group g;
	struct date d;
	long n, later;

	TRY(lock(db, ctx, id, version, &head, &g));
	if (str_empty(day) || !date_parse(day, &d)) {
		finding(f, "day", _("Please write a date as 25/09/2026."));
		return E_INVALID;
	}
	TRY(group_members(db, id, &was));
	TRY(db_exec(db, delete_later, ARGS(id, unit_id, day), &later));
	TRY(db_exec(db, end_member, ARGS(day, id, unit_id, day), &n));
	if (n + later == 0)
		return E_NOTFOUND;
	struct change c = change_new(ctx->mem);
	change_text(&c, "unit", str_long(ctx->mem, unit_id), NULL);
	change_text(&c, "to", member_until(&was, unit_id), day);
	return changed(db, ctx, &head, id, "end",
	    str_fmt(ctx->mem, "unit=%ld; to=%s", unit_id, day), &c);
}
