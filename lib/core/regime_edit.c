/* regime_edit.c - the register, changed by those who own it */
#include <string.h>
#include "base/date.h"
#include "core/change.h"
#include "core/access.h"
#include "core/regime_edit.h"
#include "io/db.h"

enum { CODE_MAX = 40 };

static const struct db_col head_cols[] = { COL(struct regime_head, id),
	COL(struct regime_head, version), COL(struct regime_head, line_id),
	COL(struct regime_head, owner_id), COL(struct regime_head, code),
	COL(struct regime_head, line), COL(struct regime_head, line_vi),
	COL(struct regime_head, line_en), COL(struct regime_head, owner),
	COL(struct regime_head, forms), COL(struct regime_head, reports) };
#define HEAD \
	"SELECT g.id, g.version, g.line_id," \
	" COALESCE(g.owner_id, 0) AS owner_id, g.code, l.code AS line," \
	" l.name_vi AS line_vi, l.name_en AS line_en, o.name AS owner," \
	" (SELECT COUNT(*) FROM form f WHERE f.regime_id = g.id) AS forms," \
	" EXISTS (SELECT 1 FROM report r WHERE r.regime_id = g.id)" \
	" AS reports FROM regime g JOIN line l ON l.id = g.line_id" \
	" LEFT JOIN unit o ON o.id = g.owner_id WHERE "
#define MINE " AND (? OR" UNIT_REACH("g.owner_id") ")"
DB_ROWS(select_head, head_cols, HEAD "g.id = ?" MINE);
DB_ROWS(select_by_code, head_cols, HEAD "g.code = " DB_CODE MINE);
DB_ROWS(select_locked, head_cols, HEAD "g.id = ?" MINE " FOR UPDATE");
DB_STMT(update_version, "UPDATE regime SET version = version + 1 WHERE id = ?");
DB_STMT(update_owner, "UPDATE regime SET owner_id = ? WHERE id = ?");
DB_STMT(insert_regime,
    "INSERT INTO regime (code, line_id, owner_id) VALUES (?, ?, ?)");
DB_STMT(delete_assignments, "DELETE FROM assignment WHERE regime_id = ?");
DB_STMT(delete_regime, "DELETE FROM regime WHERE id = ?");

struct id_row {
	long id;
};
static const struct db_col id_cols[] = { COL(struct id_row, id) };
DB_ROWS(select_line, id_cols, "SELECT id FROM line WHERE code = " DB_CODE);
DB_ROWS(select_code, id_cols, "SELECT id FROM regime WHERE code = " DB_CODE);
DB_ROWS(select_draft, id_cols,
    "SELECT id FROM regime_version WHERE regime_id = ? AND state = 'draft'"
    " ORDER BY no DESC LIMIT 1");
DB_ROWS(select_regime_of, id_cols,
    "SELECT regime_id AS id FROM regime_version WHERE id = ?");
/* Nothing but drafts was ever there, and nobody built upon it. */
DB_ROWS(select_bare, id_cols,
    "SELECT g.id FROM regime g WHERE g.id = ?"
    " AND NOT EXISTS (SELECT 1 FROM regime_version w WHERE w.regime_id = g.id)"
    " AND NOT EXISTS (SELECT 1 FROM form f WHERE f.regime_id = g.id)"
    " AND NOT EXISTS (SELECT 1 FROM form_draft d WHERE d.regime_id = g.id)");

#define SCOPED(ctx) \
	(ctx)->actor == NULL, (ctx)->actor == NULL ? 0 : (ctx)->actor->id, \
	    access_roles(MAY_OWN), (ctx)->today, (ctx)->today, \
	    access_near(MAY_OWN), access_far(MAY_OWN)

enum rc
regime_head(struct db *db, const struct ctx *ctx, long id,
    struct regime_head *ret)
{
	return db_row(db, select_head, ARGS(id, SCOPED(ctx)), ret);
}

enum rc
regime_head_by_code(struct db *db, const struct ctx *ctx, const char *code,
    struct regime_head *ret)
{
	return db_row(db, select_by_code, ARGS(code, SCOPED(ctx)), ret);
}

enum rc
regime_lock(struct db *db, const struct ctx *ctx, long id, long version,
    struct audit_head *head, struct regime_head *ret)
{
	TRY(regime_head(db, ctx, id, ret)); /* no chain for strangers */
	TRY(audit_lock(db, AUDIT_REGIMES - id, head));
	TRY(db_row(db, select_locked, ARGS(id, SCOPED(ctx)), ret));
	return version >= 0 && ret->version != version ? E_CONFLICT : OK;
}

enum rc
regime_changed(struct db *db, const struct ctx *ctx, struct audit_head *head,
    const struct regime_head *g, const char *act, const char *detail,
    struct change *c)
{
	TRY(db_exec(db, update_version, ARGS(g->id), NULL));
	return audit_change(db, ctx, head, act, "regime", g->id, detail, c);
}

static bool
is_code(const char *s)
{
	size_t n = strspn(s,
	    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-");

	return n > 0 && n <= CODE_MAX && s[n] == '\0';
}

/* The first of the actor's units; the command line must say which. */
static long
first_owned(const struct ctx *ctx)
{
	const struct actor *a = ctx->actor;

	for (size_t i = 0; a != NULL && i < a->ngrant; i++)
		if (role_has((enum role)a->grants[i].role, MAY_OWN))
			return a->grants[i].unit_id;
	return 0;
}

static enum rc
owner_check(struct db *db, const struct ctx *ctx, long owner,
    struct findings *f)
{
	if (owner == 0)
		finding(f, "owner", _("Say which unit owns it."));
	if (owner == 0 || ctx->actor == NULL)
		return OK;
	enum rc rc = unit_reach(db, ctx, MAY_OWN, owner);
	if (rc == E_NOTFOUND)
		finding(f, "owner",
		    _("That unit is not among those you own regimes for."));
	return rc == E_NOTFOUND ? OK : rc;
}

static enum rc
new_check(struct db *db, const struct regime_new *in, struct findings *f,
    long *ret_line)
{
	struct id_row row;
	enum rc rc = E_NOTFOUND;

	if (!is_code(in->code)) {
		finding(f, "code",
		    _("Please write a code of 1 to 40 letters, digits and"
		      " hyphens, for example XLD01."));
	} else {
		rc = db_row(db, select_code, ARGS(in->code), &row);
		if (rc == OK)
			finding(f, "code",
			    _("There is a regime with this code already."));
		else if (rc != E_NOTFOUND)
			return rc;
	}
	if (str_empty(in->text.title_vi))
		finding(f, "title_vi", _("Please give the report a name."));
	rc = db_row(db, select_line, ARGS(in->line), &row);
	if (rc == E_NOTFOUND)
		finding(f, "line", _("There is no such reporting line."));
	*ret_line = rc == OK ? row.id : 0;
	return rc == E_NOTFOUND ? OK : rc;
}

enum rc
regime_create(struct db *db, const struct ctx *ctx, const struct regime_new *in,
    struct findings *f, long *ret_id)
{
	long owner = in->owner_id != 0 ? in->owner_id : first_owned(ctx);
	long line, version;

	regime_text_check(&in->text, f);
	TRY(owner_check(db, ctx, owner, f));
	TRY(new_check(db, in, f, &line));
	if (f->nerror > 0)
		return E_INVALID;
	TRY(db_insert(db, insert_regime, ARGS(in->code, line, owner), ret_id));
	TRY(regime_version_add(db, ctx, *ret_id, in->code, "draft", &in->text,
	    &version));
	struct change c = change_new(ctx->mem);
	change_text(&c, "code", NULL, in->code);
	change_text(&c, "owner", NULL, str_long(ctx->mem, owner));
	for (size_t i = 0; i < REGIME_PARTS; i++)
		change_text(&c, regime_part_name(i), NULL,
		    regime_part_get(&in->text, i));
	return audit_put_one(db, ctx, AUDIT_REGIMES - *ret_id,
	    &(struct audit_act){ "create", "regime", *ret_id,
		str_fmt(ctx->mem, "code=%s; owner=%ld; title=%s", in->code,
		    owner, in->text.title_vi),
		NULL, change_became(&c) });
}

enum rc
regime_version_get(struct db *db, const struct ctx *ctx, long id,
    struct regime_version *ret)
{
	struct regime_head g;

	TRY(regime_version_row(db, id, ret));
	return regime_head(db, ctx, ret->regime_id, &g);
}

enum rc
regime_draft_begin(struct db *db, const struct ctx *ctx, long regime_id,
    long *ret_version_id)
{
	struct regime_versions all;
	struct audit_head head;
	struct regime_head g;
	struct id_row row;

	TRY(regime_lock(db, ctx, regime_id, -1, &head, &g));
	enum rc rc = db_row(db, select_draft, ARGS(regime_id), &row);
	*ret_version_id = row.id;
	if (rc != E_NOTFOUND)
		return rc;
	TRY(regime_version_list(db, regime_id, &all));
	struct regime_text text =
	    all.n == 0 ? regime_text_new() : all.at[0].text;
	text.valid_from = DATE_MIN; /* to be said anew */
	text.valid_to = DATE_MAX;
	TRY(regime_version_add(db, ctx, regime_id, g.code, "draft", &text,
	    ret_version_id));
	struct change c = change_new(ctx->mem);
	change_id(&c, "version", 0, *ret_version_id);
	return audit_change(db, ctx, &head, "draft", "regime", regime_id,
	    str_fmt(ctx->mem, "version=%ld", *ret_version_id), &c);
}

/* The draft, locked, as it was when the page was made. */
static enum rc
lock_draft(struct db *db, const struct ctx *ctx, long version_id, long edit,
    struct audit_head *head, struct regime_head *g, struct regime_version *ret)
{
	struct id_row row;

	TRY(db_row(db, select_regime_of, ARGS(version_id), &row));
	TRY(regime_lock(db, ctx, row.id, -1, head, g));
	TRY(regime_version_row(db, version_id, ret));
	return str_eq(ret->state, "draft") && ret->edit == edit ? OK :
								  E_CONFLICT;
}

enum rc
regime_draft_save(struct db *db, const struct ctx *ctx, long version_id,
    long edit, const struct regime_text *text, struct findings *f)
{
	struct regime_version was;
	struct audit_head head;
	struct regime_head g;

	TRY(lock_draft(db, ctx, version_id, edit, &head, &g, &was));
	regime_text_check(text, f);
	if (str_empty(text->title_vi))
		finding(f, "title_vi", _("Please give the report a name."));
	if (f->nerror > 0)
		return E_INVALID;
	TRY(regime_version_write(db, ctx, &was, g.code, text));
	struct change c = change_new(ctx->mem);
	for (size_t i = 0; i < REGIME_PARTS; i++)
		change_text(&c, regime_part_name(i),
		    regime_part_get(&was.text, i), regime_part_get(text, i));
	return audit_change(db, ctx, &head, "edit", "regime", g.id,
	    str_fmt(ctx->mem, "version=%ld; %s", was.no,
		regime_text_diff(ctx->mem, &was.text, text)),
	    &c);
}

enum rc
regime_draft_drop(struct db *db, const struct ctx *ctx, long version_id,
    long edit, bool *ret_all)
{
	struct regime_version was;
	struct audit_head head;
	struct regime_head g;
	struct id_row row;

	*ret_all = false;
	TRY(lock_draft(db, ctx, version_id, edit, &head, &g, &was));
	TRY(regime_version_delete(db, version_id));
	struct change c = change_new(ctx->mem);
	for (size_t i = 0; i < REGIME_PARTS; i++)
		change_text(&c, regime_part_name(i),
		    regime_part_get(&was.text, i), NULL);
	TRY(audit_change(db, ctx, &head, "drop", "regime", g.id,
	    str_fmt(ctx->mem, "code=%s; version=%ld; title=%s", g.code, was.no,
		was.text.title_vi),
	    &c));
	enum rc rc = db_row(db, select_bare, ARGS(g.id), &row);
	if (rc == E_NOTFOUND)
		return OK;
	TRY(rc);
	*ret_all = true;
	TRY(db_exec(db, delete_assignments, ARGS(g.id), NULL));
	return db_exec(db, delete_regime, ARGS(g.id), NULL);
}

enum rc
regime_give(struct db *db, const struct ctx *ctx, long id, long version,
    long owner_id, struct findings *f)
{
	struct audit_head head;
	struct regime_head g;

	TRY(regime_lock(db, ctx, id, version, &head, &g));
	TRY(owner_check(db, ctx, owner_id, f));
	if (f->nerror > 0)
		return E_INVALID;
	TRY(db_exec(db, update_owner, ARGS(owner_id, id), NULL));
	struct change c = change_new(ctx->mem);
	change_id(&c, "owner", g.owner_id, owner_id);
	return regime_changed(db, ctx, &head, &g, "give",
	    str_fmt(ctx->mem, "owner=%ld; was=%ld", owner_id, g.owner_id), &c);
}
