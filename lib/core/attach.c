/* attach.c - files that are sent with a report, in the database */
#include <string.h>
#include "base/ctx.h"
#include "base/hex.h"
#include "core/attach.h"
#include "core/audit.h"
#include "core/change.h"
#include "io/secret.h"

struct attach_row {
	long id, size;
	const char *kind;
};
static const struct db_col attach_cols[] = {
	COL(struct attach_row, id),
	COL(struct attach_row, size),
	COL(struct attach_row, kind),
};
struct piece {
	const char *hex;
};
static const struct db_col piece_cols[] = { COL(struct piece, hex) };
struct count_row {
	long n;
};
static const struct db_col count_cols[] = { COL(struct count_row, n) };

DB_ROWS(select_one, attach_cols,
    "SELECT id, size, kind FROM attachment WHERE report_id = ? AND sha = ?");
DB_ROWS(count_files, count_cols,
    "SELECT COUNT(*) AS n FROM attachment WHERE report_id = ?");
DB_STMT(insert_file,
    "INSERT INTO attachment (report_id, sha, size, kind, person_id, at)"
    " VALUES (?, ?, ?, ?, ?, ?)");
/* Bytes travel as hex, so that a statement has nothing but text in it. */
DB_STMT(insert_piece, "INSERT INTO attachment_part (attachment_id, no, bytes)"
		      " VALUES (?, ?, UNHEX(?))");
DB_ROWS(select_piece, piece_cols,
    "SELECT HEX(bytes) AS hex FROM attachment_part WHERE attachment_id = ?"
    " AND no = ?");

/* So many pieces, each given back to the arena before the next. */
static enum rc
store_pieces(struct db *db, struct arena *mem, long id, const char *at,
    size_t len)
{
	for (long no = 0; len > 0; no++) {
		size_t n = len < ATTACH_PIECE ? len : ATTACH_PIECE;
		size_t mark = arena_mark(mem);
		enum rc rc = db_exec(db, insert_piece,
		    ARGS(id, no, hex_text(mem, at, n)), NULL);
		arena_reset(mem, mark);
		TRY(rc);
		at += n;
		len -= n;
	}
	return OK;
}

static enum rc
refuse(const struct attach_in *in, const char *kind, const char *where,
    struct findings *f)
{
	if (in->len == 0)
		finding(f, where, _("The file is empty."));
	else if (in->len > (size_t)in->max_mb << 20)
		finding(f, where, _("The file is larger than %d MB."),
		    in->max_mb);
	else if (kind == NULL)
		finding(f, where,
		    _("Only PDF, DOCX, XLSX, PNG and JPEG can be attached, "
		      "without macros; this file is none of them, whatever it "
		      "is called."));
	return f->nerror > 0 ? E_INVALID : OK;
}

static enum rc
store(struct db *db, const struct ctx *ctx, const struct report *r,
    const struct attach_in *in, const char *kind, const char *sha)
{
	struct audit_head head;
	long id;

	TRY(audit_lock(db, r->unit_id, &head));
	TRY(db_insert(db, insert_file,
	    ARGS(r->id, sha, (long)in->len, kind, ctx->actor->id, ctx->now),
	    &id));
	TRY(store_pieces(db, ctx->mem, id, in->bytes, in->len));
	struct change c = change_new(ctx->mem);
	change_id(&c, "file", 0, id);
	change_text(&c, "sha256", NULL, sha);
	return audit_change(db, ctx, &head, "attach", "report", r->id,
	    str_fmt(ctx->mem, "file=%ld; bytes=%zu; sha=%s", id, in->len, sha),
	    &c);
}

enum rc
attach_add(struct db *db, const struct ctx *ctx, const struct report *r,
    const struct attach_in *in, const char *where, struct findings *f,
    const char **ret)
{
	const char *kind = attach_kind(in->bytes, in->len), *sha;
	struct count_row files;
	bool there;

	TRY(refuse(in, kind, where, f));
	sha = secret_sha256(ctx->mem, in->bytes, in->len);
	*ret = str_fmt(ctx->mem, "%s %zu %s", sha, in->len,
	    attach_name(ctx->mem, in->name, kind));
	TRY(attach_there(db, r, *ret, &there));
	if (there)
		return OK;
	TRY(db_row(db, count_files, ARGS(r->id), &files));
	if (files.n >= ATTACH_PER_REPORT) {
		finding(f, where, _("A report has at most %d files."),
		    ATTACH_PER_REPORT);
		return E_INVALID;
	}
	return store(db, ctx, r, in, kind, sha);
}

enum rc
attach_there(struct db *db, const struct report *r, const char *text, bool *ret)
{
	struct attach_row row = { .size = 0 };
	struct attach_ref ref;
	enum rc rc;

	*ret = false;
	if (!attach_ref(db_arena(db), text, &ref))
		return OK;
	rc = db_row(db, select_one, ARGS(r->id, ref.sha), &row);
	*ret = rc == OK && row.size == ref.size;
	return rc == E_NOTFOUND ? OK : rc;
}

static enum rc
load_piece(struct db *db, long id, long no, struct buf *out)
{
	struct arena *mem = db_arena(db);
	size_t mark = arena_mark(mem);
	struct piece p;
	size_t n;

	TRY(db_row(db, select_piece, ARGS(id, no), &p));
	const char *bytes = hex_bytes(mem, p.hex, &n);
	if (bytes == NULL || n >= out->max - out->len)
		return fail(E_INTERNAL, "file %ld is longer than it was", id);
	buf_put(out, bytes, n);
	arena_reset(mem, mark);
	return OK;
}

enum rc
attach_get(struct db *db, const struct report *r, const char *sha,
    struct attach_file *ret)
{
	struct arena *mem = db_arena(db);
	struct attach_row row;

	TRY(db_row(db, select_one, ARGS(r->id, sha), &row));
	struct buf out = { .mem = mem, .max = (size_t)row.size + 1 };
	buf_reserve(&out, (size_t)row.size + 1);
	for (long no = 0; out.len < (size_t)row.size && !out.full; no++) {
		size_t before = out.len;
		TRY(load_piece(db, row.id, no, &out));
		if (out.len == before)
			break;
	}
	if (out.len != (size_t)row.size ||
	    !str_eq(secret_sha256(mem, out.at, out.len), sha))
		return fail(E_INTERNAL, "file %ld of report %ld is damaged",
		    row.id, r->id);
	*ret = (struct attach_file){ row.kind, out.at, out.len };
	return OK;
}
