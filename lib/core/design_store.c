/* design_store.c - drafts of forms in the database, with their history */
#include <string.h>
#include "core/access.h"
#include "core/audit.h"
#include "core/change.h"
#include "core/design_store.h"
#include "io/db.h"
#include "io/secret.h"

static const struct db_col draft_cols[] = { COL(struct design_draft, id),
	COL(struct design_draft, unit_id), COL(struct design_draft, regime_id),
	COL(struct design_draft, form_id), COL(struct design_draft, person_id),
	COL(struct design_draft, version), COL(struct design_draft, back),
	COL(struct design_draft, forth), COL(struct design_draft, state),
	COL(struct design_draft, label), COL(struct design_draft, title),
	COL(struct design_draft, unit), COL(struct design_draft, regime),
	COL(struct design_draft, person), COL(struct design_draft, made),
	COL(struct design_draft, changed), COL(struct design_draft, xml),
	COL(struct design_draft, doubts) };
/* An owner's scope: the unit in any line, as it stands or once stood. */
#define REACHED SCOPE("d.unit_id", "a.line_id", "a.valid_from")
#define REACHED_ARGS(ctx) SCOPE_ARGS((ctx)->actor, MAY_OWN, (ctx)->today)
#define DRAFT \
	"SELECT d.id, d.unit_id, d.regime_id, d.form_id, d.person_id," \
	" d.version, s.back, s.forth, d.state, d.label, d.title," \
	" u.name AS unit, r.code AS regime, p.name AS person, d.made," \
	" d.changed,"
#define DRAFT_FROM \
	" FROM form_draft d JOIN unit u ON u.id = d.unit_id" \
	" JOIN form_draft_step s ON s.draft_id = d.id" \
	" AND s.version = d.version" \
	" LEFT JOIN regime r ON r.id = d.regime_id" \
	" LEFT JOIN person p ON p.id = d.person_id "
DB_ROWS(select_drafts, draft_cols,
    DRAFT " NULL AS xml, NULL AS doubts" DRAFT_FROM
	  "WHERE d.state = 'open' AND" REACHED
	  "ORDER BY d.changed DESC, d.id DESC LIMIT ?");
DB_ROWS(select_draft, draft_cols,
    DRAFT " d.xml, d.doubts" DRAFT_FROM "WHERE d.id = ? AND" REACHED);
struct found {
	long id;
};
static const struct db_col found_cols[] = { COL(struct found, id) };
DB_ROWS(select_reached, found_cols,
    "SELECT d.id FROM form_draft d WHERE d.id = ? AND" REACHED);
DB_ROWS(select_was, draft_cols,
    DRAFT " t.xml, t.doubts" DRAFT_FROM
	  "JOIN form_draft_step o ON o.draft_id = d.id AND o.version = ?"
	  " JOIN form_draft_step t ON t.draft_id = d.id AND t.version = o.same"
	  " WHERE d.id = ? AND t.xml IS NOT NULL AND" REACHED);
DB_STMT(insert_draft,
    "INSERT INTO form_draft (unit_id, regime_id, state, label, title,"
    " person_id, version, made, changed, xml, doubts)"
    " VALUES (?, NULLIF(?, 0), 'open', ?, ?, ?, 1, ?, ?, ?, ?)");
DB_STMT(update_draft,
    "UPDATE form_draft SET version = version + 1, label = ?, title = ?,"
    " changed = ?, xml = ?, doubts = ?"
    " WHERE id = ? AND version = ? AND state = 'open'");
DB_STMT(update_regime,
    "UPDATE form_draft SET version = version + 1, changed = ?,"
    " regime_id = NULLIF(?, 0)"
    " WHERE id = ? AND version = ? AND state = 'open'");
DB_STMT(update_dropped, "UPDATE form_draft SET state = 'dropped', changed = ?"
			" WHERE id = ? AND version = ? AND state = 'open'");

static const struct db_col step_cols[] = { COL(struct design_step, version),
	COL(struct design_step, same), COL(struct design_step, act),
	COL(struct design_step, detail), COL(struct design_step, person),
	COL(struct design_step, at) };
DB_ROWS(select_since, step_cols,
    "SELECT s.version, s.same, s.act, s.detail, p.name AS person, s.at"
    " FROM form_draft_step s JOIN form_draft d ON d.id = s.draft_id"
    " LEFT JOIN person p ON p.id = s.person_id"
    " WHERE s.draft_id = ? AND s.version > ? AND" REACHED "ORDER BY s.version");
DB_STMT(insert_step,
    "INSERT INTO form_draft_step (draft_id, version, same, back, forth, xml,"
    " doubts, act, detail, person_id, at)"
    " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");

/* Where a version stands in the history. */
struct link {
	long version, same, back, forth;
	const char *xml, *doubts, *detail;
};
static const struct db_col link_cols[] = { COL(struct link, version),
	COL(struct link, same), COL(struct link, back), COL(struct link, forth),
	COL(struct link, xml), COL(struct link, doubts),
	COL(struct link, detail) };
DB_ROWS(select_link, link_cols,
    "SELECT s.version, s.same, s.back, s.forth, t.xml, t.doubts, s.detail"
    " FROM form_draft_step s JOIN form_draft_step t"
    " ON t.draft_id = s.draft_id AND t.version = s.same"
    " WHERE s.draft_id = ? AND s.version = ?");

enum { DETAIL_MAX = 300 };

enum rc
design_list(struct db *db, const struct ctx *ctx, size_t max,
    struct design_drafts *ret)
{
	return db_rows(db, select_drafts, ARGS(REACHED_ARGS(ctx), (long)max),
	    ret);
}

enum rc
design_reach(struct db *db, const struct ctx *ctx, long id)
{
	struct found row;

	return db_row(db, select_reached, ARGS(id, REACHED_ARGS(ctx)), &row);
}

enum rc
design_get(struct db *db, const struct ctx *ctx, long id,
    struct design_draft *ret)
{
	return db_row(db, select_draft, ARGS(id, REACHED_ARGS(ctx)), ret);
}

enum rc
design_was(struct db *db, const struct ctx *ctx, long id, long version,
    struct design_draft *ret)
{
	return db_row(db, select_was, ARGS(version, id, REACHED_ARGS(ctx)),
	    ret);
}

enum rc
design_since(struct db *db, const struct ctx *ctx, long id, long version,
    struct design_steps *ret)
{
	return db_rows(db, select_since, ARGS(id, version, REACHED_ARGS(ctx)),
	    ret);
}

static enum rc
step_store(struct db *db, const struct ctx *ctx, long id, const struct link *l,
    const char *act, const char *detail)
{
	return db_exec(db, insert_step,
	    ARGS(id, l->version, l->same, l->back, l->forth, l->xml, l->doubts,
		act, detail, ctx->actor->id, ctx->now),
	    NULL);
}

/* The texts stand in form_draft_step; the record has what they hash to. */
static struct change
changes(struct arena *mem, const struct design_draft *was,
    const struct link *is, const char *title)
{
	struct change c = change_new(mem);

	change_id(&c, "version", was->version, is->version);
	change_text(&c, "title", was->title, title);
	change_text(&c, "sha256",
	    was->xml == NULL ? NULL :
			       secret_sha256(mem, was->xml, strlen(was->xml)),
	    secret_sha256(mem, is->xml, strlen(is->xml)));
	return c;
}

enum rc
design_new(struct db *db, const struct ctx *ctx, const struct design_draft *n,
    const char *act, struct findings *f, long *ret_id)
{
	struct link first = { .version = 1, .same = 1 };
	struct audit_head head;
	struct design d;

	TRY(unit_reach(db, ctx, MAY_OWN, n->unit_id));
	if (!design_read(ctx->mem, n->xml, n->doubts, f, &d))
		return E_INVALID;
	TRY(design_write(&d, &first.xml, &first.doubts));
	TRY(audit_lock(db, n->unit_id, &head));
	TRY(db_insert(db, insert_draft,
	    ARGS(n->unit_id, n->regime_id, design_label(&d), design_title(&d),
		ctx->actor->id, ctx->now, ctx->now, first.xml, first.doubts),
	    ret_id));
	TRY(step_store(db, ctx, *ret_id, &first, act, ""));
	struct design_draft none = { 0 };
	struct change c = changes(ctx->mem, &none, &first, design_title(&d));
	return audit_change(db, ctx, &head, act, "form_draft", *ret_id,
	    design_title(&d), &c);
}

/* The draft and its history's tip, if it is as it was seen. */
static enum rc
begin(struct db *db, const struct ctx *ctx, long id, long seen,
    struct design_draft *ret, struct link *ret_tip, struct audit_head *head)
{
	TRY(design_get(db, ctx, id, ret));
	TRY(audit_lock(db, ret->unit_id, head));
	if (ret->version != seen || !str_eq(ret->state, DRAFT_OPEN))
		return fail(E_CONFLICT, "draft %ld is %s, version %ld not %ld",
		    id, ret->state, ret->version, seen);
	return db_row(db, select_link, ARGS(id, seen), ret_tip);
}

/* The next version: its text, its place in the history, who did it. */
static enum rc
go_on(struct db *db, const struct ctx *ctx, const struct design_draft *d,
    const struct link *next, const struct design *is, const char *act,
    const char *detail, struct audit_head *head)
{
	struct link step = *next;
	long changed;

	TRY(db_exec(db, update_draft,
	    ARGS(design_label(is), design_title(is), ctx->now, next->xml,
		next->doubts, d->id, d->version),
	    &changed));
	if (changed != 1)
		return fail(E_CONFLICT, "draft %ld moved on", d->id);
	if (step.same != step.version)
		step.xml = step.doubts = NULL;
	TRY(step_store(db, ctx, d->id, &step, act, detail));
	struct change c = changes(ctx->mem, d, next, design_title(is));
	return audit_change(db, ctx, head, act, "form_draft", d->id, detail,
	    &c);
}

static const char *
cut(struct arena *mem, const char *s)
{
	size_t n = strlen(s);

	if (n <= DETAIL_MAX)
		return s;
	n = DETAIL_MAX;
	while (n > 0 && (s[n] & 0xc0) == 0x80)
		n--;
	return str_ndup(mem, s, n);
}

enum rc
design_save(struct db *db, const struct ctx *ctx, long id, long seen,
    struct design *is, const char *act, const char *detail)
{
	struct link next = { .version = seen + 1,
		.same = seen + 1,
		.back = seen };
	struct design_draft d;
	struct audit_head head;
	struct link tip;

	TRY(design_write(is, &next.xml, &next.doubts));
	TRY(begin(db, ctx, id, seen, &d, &tip, &head));
	if (str_eq(next.xml, d.xml) && str_eq(next.doubts, d.doubts))
		return OK;
	return go_on(db, ctx, &d, &next, is, act, cut(ctx->mem, detail), &head);
}

enum walk { UNDO, REDO, RESTORE };

/* To the version that undo or redo leads to, or to one that is named. */
static enum rc
walk(struct db *db, const struct ctx *ctx, long id, long seen, enum walk way,
    long named)
{
	static const char *const acts[] = { "undo", "redo", "restore" };
	struct findings f = { .mem = ctx->mem };
	struct design_draft d;
	struct audit_head head;
	struct link tip, to;
	struct design is;

	TRY(begin(db, ctx, id, seen, &d, &tip, &head));
	if (way != RESTORE)
		named = way == UNDO ? tip.back : tip.forth;
	enum rc rc = db_row(db, select_link, ARGS(id, named), &to);
	if (rc == E_NOTFOUND)
		return E_CONFLICT;
	TRY(rc);
	if (to.xml == NULL || !design_read(ctx->mem, to.xml, NULL, &f, &is))
		return fail(E_INTERNAL, "draft %ld: version %ld", id, to.same);
	const char *detail = way == UNDO ? tip.detail : to.detail;
	to.version = seen + 1;
	if (way == UNDO)
		to.forth = seen;
	else
		to.back = seen;
	if (way == RESTORE)
		to.forth = 0;
	return go_on(db, ctx, &d, &to, &is, acts[way], detail, &head);
}

enum rc
design_undo(struct db *db, const struct ctx *ctx, long id, long seen)
{
	return walk(db, ctx, id, seen, UNDO, 0);
}

enum rc
design_redo(struct db *db, const struct ctx *ctx, long id, long seen)
{
	return walk(db, ctx, id, seen, REDO, 0);
}

enum rc
design_restore(struct db *db, const struct ctx *ctx, long id, long seen,
    long version)
{
	return walk(db, ctx, id, seen, RESTORE, version);
}

enum rc
design_attach(struct db *db, const struct ctx *ctx, long id, long seen,
    long regime_id)
{
	struct design_draft d;
	struct audit_head head;
	struct link tip;
	long changed;

	TRY(begin(db, ctx, id, seen, &d, &tip, &head));
	TRY(db_exec(db, update_regime, ARGS(ctx->now, regime_id, id, seen),
	    &changed));
	if (changed != 1)
		return fail(E_CONFLICT, "draft %ld moved on", id);
	tip.version = seen + 1;
	tip.xml = tip.doubts = NULL;
	TRY(step_store(db, ctx, id, &tip, "attach", ""));
	struct change c = change_new(ctx->mem);
	change_id(&c, "regime", d.regime_id, regime_id);
	return audit_change(db, ctx, &head, "attach", "form_draft", id,
	    str_fmt(ctx->mem, "regime=%ld; was=%ld", regime_id, d.regime_id),
	    &c);
}

enum rc
design_drop(struct db *db, const struct ctx *ctx, long id, long seen)
{
	struct design_draft d;
	struct audit_head head;
	struct link tip;
	long changed;

	TRY(begin(db, ctx, id, seen, &d, &tip, &head));
	TRY(db_exec(db, update_dropped, ARGS(ctx->now, id, seen), &changed));
	if (changed != 1)
		return fail(E_CONFLICT, "draft %ld moved on", id);
	struct change c = change_new(ctx->mem);
	change_text(&c, "state", d.state, "dropped");
	return audit_change(db, ctx, &head, "drop", "form_draft", id, d.title,
	    &c);
}
