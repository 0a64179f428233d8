/*
 * demo_record.c - the record of the demonstration's sendings
 *
 * Its reports are made in bulk; the entries that sending them would have left
 * are added to the chains of their units, so that the record of a demonstration
 * verifies as any other.
 */
#include <string.h>
#include "core/audit.h"
#include "core/audit_entry.h"
#include "core/demo_part.h"
#include "io/db_open.h"
#include "io/json.h"
#include "io/secret.h"

enum { PAGE = 500, ROWS_MAX = 8 << 20, SALT_BYTES = 16 };

struct sent {
	long stream, report_id, no, person_id, seq;
	const char *sha, *hash; /* hash, seq: the head of the chain */
};
struct sents {
	struct sent *at;
	size_t n;
};
static const struct db_col sent_cols[] = {
	COL(struct sent, stream),
	COL(struct sent, report_id),
	COL(struct sent, no),
	COL(struct sent, person_id),
	COL(struct sent, seq),
	COL(struct sent, sha),
	COL(struct sent, hash),
};
DB_ROWS(select_untold, sent_cols,
    "SELECT r.unit_id AS stream, k.report_id, k.no, k.person_id,"
    " COALESCE(h.seq, 0) AS seq, k.sha, COALESCE(h.hash, '" AUDIT_NONE
    "') AS hash FROM revision k JOIN report r ON r.id = k.report_id"
    " LEFT JOIN audit_head h ON h.stream = r.unit_id"
    " WHERE NOT EXISTS (SELECT 1 FROM audit_receipt t"
    " WHERE t.report_id = k.report_id AND t.no = k.no)"
    " ORDER BY r.unit_id, k.report_id, k.no LIMIT ?");
#define ROWS \
	" FROM JSON_TABLE(?, '$[*]' COLUMNS (s BIGINT PATH '$.s'," \
	" q BIGINT PATH '$.q', p BIGINT PATH '$.p', r BIGINT PATH '$.r'," \
	" n BIGINT PATH '$.n', d VARCHAR(200) PATH '$.d'," \
	" salt VARCHAR(32) PATH '$.salt', b VARCHAR(64) PATH '$.b'," \
	" pr VARCHAR(64) PATH '$.pr', h VARCHAR(64) PATH '$.h')) j"
DB_STMT(insert_entries,
    "INSERT INTO audit (stream, seq, format, at, person_id, act, object,"
    " object_id, request, salt, detail, body_sha, prev, hash)"
    " SELECT j.s, j.q, 3, ?, j.p, 'send', 'report', j.r, ?, j.salt, j.d, j.b,"
    " j.pr, j.h" ROWS " ORDER BY j.s, j.q");
DB_STMT(insert_receipts,
    "INSERT INTO audit_receipt (report_id, no, stream, seq, hash, code)"
    " SELECT j.r, j.n, j.s, j.q, j.h, ''" ROWS " ORDER BY j.r, j.n");
/* In the order of the chains: the last one stays. */
DB_STMT(upsert_heads,
    "INSERT INTO audit_head (stream, seq, hash) SELECT j.s, j.q, j.h" ROWS
    " ORDER BY j.s, j.q"
    " ON DUPLICATE KEY UPDATE seq = VALUES(seq), hash = VALUES(hash)");

static void
put(struct json *j, const struct sent *k, const struct audit_entry *e)
{
	json_object(j, NULL);
	json_long(j, "s", e->stream);
	json_long(j, "q", e->seq);
	json_long(j, "p", e->person_id);
	json_long(j, "r", k->report_id);
	json_long(j, "n", k->no);
	json_text(j, "d", e->detail);
	json_text(j, "salt", e->salt);
	json_text(j, "b", e->body_sha);
	json_text(j, "pr", e->prev);
	json_text(j, "h", e->hash);
	json_end(j);
}

/* Each follows the one before it of the same unit, or that unit's head. */
static const char *
entries(const struct ctx *ctx, const struct sents *ks)
{
	struct buf b = { .mem = ctx->mem, .max = ROWS_MAX };
	struct json j = { .out = &b };
	struct audit_entry e = { 0 };

	json_array(&j, NULL);
	for (size_t i = 0; i < ks->n; i++) {
		const struct sent *k = &ks->at[i];
		bool same = i > 0 && e.stream == k->stream;
		const char *prev = same ? e.hash : k->hash;
		long seq = same ? e.seq : k->seq;
		e = (struct audit_entry){ .stream = k->stream,
			.seq = seq + 1,
			.format = AUDIT_FORMAT,
			.at = ctx->real,
			.person_id = k->person_id,
			.role = "",
			.act = "send",
			.object = "report",
			.object_id = k->report_id,
			.request = ctx->request,
			.address = "",
			.salt = secret_random(ctx->mem, SALT_BYTES),
			.detail = str_fmt(ctx->mem, "revision=%ld; sha=%s",
			    k->no, k->sha),
			.prev = prev };
		e.body_sha = audit_body_sha(ctx->mem, &e);
		e.hash = audit_entry_hash(ctx->mem, &e);
		put(&j, k, &e);
	}
	json_end(&j);
	assert(!b.full);
	return b.at;
}

static enum rc
page(struct db *db, const struct ctx *ctx, size_t *ret_n)
{
	struct sents ks;

	TRY(db_rows(db, select_untold, ARGS((long)PAGE), &ks));
	*ret_n = ks.n;
	if (ks.n == 0)
		return OK;
	const char *rows = entries(ctx, &ks);
	TRY(db_exec(db, insert_entries, ARGS(ctx->real, ctx->request, rows),
	    NULL));
	TRY(db_exec(db, insert_receipts, ARGS(rows), NULL));
	return db_exec(db, upsert_heads, ARGS(rows), NULL);
}

enum rc
demo_record(struct db *db, const struct ctx *ctx)
{
	size_t n;

	do {
		size_t mark = arena_mark(ctx->mem);
		TRY(db_begin(db, DB_READ_WRITE));
		TRY(db_end(db, page(db, ctx, &n)));
		arena_reset(ctx->mem, mark);
	} while (n == PAGE);
	return OK;
}
