/* template_store.c - uploaded templates in the database */
#include <string.h>
#include "base/hex.h"
#include "core/access.h"
#include "core/audit.h"
#include "core/change.h"
#include "core/template_store.h"
#include "io/secret.h"

static const struct db_col file_cols[] = { COL(struct template_file, id),
	COL(struct template_file, unit_id), COL(struct template_file, size),
	COL(struct template_file, name), COL(struct template_file, sha),
	COL(struct template_file, made), COL(struct template_file, unit),
	COL(struct template_file, person) };
struct piece {
	const char *hex;
};
static const struct db_col piece_cols[] = { COL(struct piece, hex) };
struct stale {
	long id, unit_id;
	const char *name, *sha;
};
static const struct db_col stale_cols[] = { COL(struct stale, id),
	COL(struct stale, unit_id), COL(struct stale, name),
	COL(struct stale, sha) };
struct same {
	long id;
};
static const struct db_col same_cols[] = { COL(struct same, id) };

/* An owner's scope: the unit in any line, as it stands or once stood. */
#define REACHED SCOPE("t.unit_id", "a.line_id", "a.valid_from")
#define REACHED_ARGS(ctx) SCOPE_ARGS((ctx)->actor, MAY_OWN, (ctx)->today)
#define FILES \
	"SELECT t.id, t.unit_id, t.size, t.name, t.sha, t.made," \
	" u.name AS unit, p.name AS person" \
	" FROM form_template t JOIN unit u ON u.id = t.unit_id" \
	" LEFT JOIN person p ON p.id = t.person_id WHERE "
DB_ROWS(select_files, file_cols,
    FILES REACHED "ORDER BY t.made DESC, t.id DESC LIMIT ?");
DB_ROWS(select_file, file_cols, FILES "t.id = ? AND" REACHED);
DB_ROWS(select_same, same_cols,
    "SELECT id FROM form_template WHERE unit_id = ? AND sha = ? AND name = ?");
DB_STMT(insert_file,
    "INSERT INTO form_template (unit_id, person_id, made, name, sha, size)"
    " VALUES (?, ?, ?, ?, ?, ?)");
DB_STMT(insert_piece, "INSERT INTO form_template_part (template_id, no, bytes)"
		      " VALUES (?, ?, UNHEX(?))");
DB_ROWS(select_piece, piece_cols,
    "SELECT HEX(bytes) AS hex FROM form_template_part WHERE template_id = ?"
    " AND no = ?");

DB_STMT(update_made,
    "UPDATE form_template SET made = ?, taken = NULL WHERE id = ?");
DB_STMT(update_taken, "UPDATE form_template SET taken = ? WHERE id = ?");
DB_ROWS(select_stale, stale_cols,
    "SELECT id, unit_id, name, sha FROM form_template"
    " WHERE made < DATE_SUB(?, INTERVAL ? DAY)"
    " OR taken < DATE_SUB(?, INTERVAL ? DAY) ORDER BY id LIMIT 1");
DB_STMT(delete_pieces, "DELETE FROM form_template_part WHERE template_id = ?");
DB_STMT(delete_file, "DELETE FROM form_template WHERE id = ?");

static enum rc
store_pieces(struct db *db, struct arena *mem, long id, const char *bytes,
    size_t len)
{
	for (long no = 0; len > 0; no++) {
		size_t n = len < TEMPLATE_PIECE ? len : TEMPLATE_PIECE;
		size_t mark = arena_mark(mem);
		enum rc rc = db_exec(db, insert_piece,
		    ARGS(id, no, hex_text(mem, bytes, n)), NULL);
		arena_reset(mem, mark);
		TRY(rc);
		bytes += n;
		len -= n;
	}
	return OK;
}

enum rc
template_keep(struct db *db, const struct ctx *ctx, long unit, const char *name,
    const char *bytes, size_t len, long *ret_id)
{
	const char *sha = secret_sha256(ctx->mem, bytes, len);
	struct audit_head head;
	struct same same;

	TRY(unit_reach(db, ctx, MAY_OWN, unit));
	TRY(audit_lock(db, unit, &head));
	enum rc rc = db_row(db, select_same, ARGS(unit, sha, name), &same);
	if (rc == OK) { /* it is kept as long as one that is new */
		*ret_id = same.id;
		return db_exec(db, update_made, ARGS(ctx->now, same.id), NULL);
	}
	if (rc != E_NOTFOUND)
		return rc;
	TRY(db_insert(db, insert_file,
	    ARGS(unit, ctx->actor->id, ctx->now, name, sha, (long)len),
	    ret_id));
	TRY(store_pieces(db, ctx->mem, *ret_id, bytes, len));
	struct change c = change_new(ctx->mem);
	change_text(&c, "name", NULL, name);
	change_text(&c, "sha256", NULL, sha);
	return audit_change(db, ctx, &head, "upload", "form_template", *ret_id,
	    str_fmt(ctx->mem, "name=%s; bytes=%zu; sha=%s", name, len, sha),
	    &c);
}

enum rc
template_list(struct db *db, const struct ctx *ctx, size_t max,
    struct template_files *ret)
{
	return db_rows(db, select_files, ARGS(REACHED_ARGS(ctx), (long)max),
	    ret);
}

enum rc
template_get(struct db *db, const struct ctx *ctx, long id,
    struct template_file *ret)
{
	return db_row(db, select_file, ARGS(id, REACHED_ARGS(ctx)), ret);
}

enum rc
template_bytes(struct db *db, const struct ctx *ctx,
    const struct template_file *f, const char **ret)
{
	struct buf all = { .mem = ctx->mem, .max = TEMPLATE_FILE_MAX + 1 };

	buf_reserve(&all, (size_t)f->size);
	for (long no = 0; all.len < (size_t)f->size; no++) {
		struct piece p;
		size_t n;
		TRY(db_row(db, select_piece, ARGS(f->id, no), &p));
		const char *bytes = hex_bytes(ctx->mem, p.hex, &n);
		if (bytes == NULL || n == 0)
			return fail(E_INTERNAL, "template %ld: piece %ld",
			    f->id, no);
		buf_put(&all, bytes, n);
	}
	if (all.full || all.len != (size_t)f->size ||
	    !str_eq(secret_sha256(ctx->mem, all.at, all.len), f->sha))
		return fail(E_INTERNAL, "template %ld is not as it was kept",
		    f->id);
	*ret = all.at;
	return OK;
}

enum rc
template_taken(struct db *db, const struct ctx *ctx,
    const struct template_file *f)
{
	return db_exec(db, update_taken, ARGS(ctx->now, f->id), NULL);
}

enum rc
template_sweep(struct db *db, const struct ctx *ctx, bool *ret_more)
{
	struct audit_head head;
	struct stale s;
	enum rc rc = db_row(db, select_stale,
	    ARGS(ctx->now, (long)TEMPLATE_DAYS, ctx->now,
		(long)TEMPLATE_TAKEN_DAYS),
	    &s);

	*ret_more = rc == OK;
	if (rc == E_NOTFOUND)
		return OK;
	TRY(rc);
	TRY(audit_lock(db, s.unit_id, &head));
	TRY(db_exec(db, delete_pieces, ARGS(s.id), NULL));
	TRY(db_exec(db, delete_file, ARGS(s.id), NULL));
	struct change c = change_new(ctx->mem);
	change_text(&c, "name", s.name, NULL);
	change_text(&c, "sha256", s.sha, NULL);
	return audit_change(db, ctx, &head, "sweep", "form_template", s.id,
	    str_fmt(ctx->mem, "name=%s; sha=%s", s.name, s.sha), &c);
}
