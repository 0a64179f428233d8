/* seal_make.c - sealing: the part that needs the secret key */
#include <string.h>
#include "core/audit_entry.h"
#include "core/restored.h"
#include "core/seal.h"
#include "io/json.h"

/* A snapshot, without locks: writers are not kept waiting. */
DB_ROWS(select_open, audit_link_cols,
    "SELECT stream, seq, hash FROM audit WHERE seal_no IS NULL"
    " ORDER BY stream, seq LIMIT ?");
DB_STMT(insert_seal,
    "INSERT INTO seal (no, n, root, prev, at, hash, sign_key, signature)"
    " VALUES (?, ?, ?, ?, ?, ?, ?, ?)");
/* By its key, each: nothing between them is locked. */
DB_STMT(update_sealed,
    "UPDATE JSON_TABLE(?, '$[*]' COLUMNS (s BIGINT PATH '$[0]',"
    " q BIGINT PATH '$[1]')) j STRAIGHT_JOIN audit a"
    " ON a.stream = j.s AND a.seq = j.q SET a.seal_no = ?"
    " WHERE a.seal_no IS NULL");

static const char *
places(struct arena *mem, const struct audit_links *ls)
{
	struct buf b = { .mem = mem, .max = 64UL * SEAL_MAX };
	struct json j = { .out = &b };

	json_array(&j, NULL);
	for (size_t i = 0; i < ls->n; i++) {
		json_array(&j, NULL);
		json_long(&j, NULL, ls->at[i].stream);
		json_long(&j, NULL, ls->at[i].seq);
		json_end(&j);
	}
	json_end(&j);
	assert(!b.full);
	return b.at;
}

/*
 * Before there ever was a key.  Afterwards a seal without signature is what
 * somebody leaves who has rewritten what it holds, and verify says so.
 */
static enum rc
may_be_unsigned(struct db *db, const struct ctx *ctx, const char *key_file)
{
	struct sign_keys keys;

	TRY(sign_key_load(db, ctx->mem, key_file, &keys));
	if (!sign_key_due(ctx->mem, &keys, ctx->real))
		return OK;
	return fail(E_INTERNAL,
	    "signing key %s: it is not there, and what it signed must go on"
	    " being signed: put it back, or baocao sign rotate",
	    key_file);
}

/* The next seal over these leaves: chained, hashed, signed. */
static enum rc
compose(struct db *db, const struct ctx *ctx, const char *key_file,
    const struct audit_links *ls, const struct seal *last, long no,
    struct seal *ret)
{
	char *root = arena_alloc(ctx->mem, MERKLE_HEX + 1);
	struct signature by = { "", "" };
	struct merkle m = { 0 };

	for (size_t i = 0; i < ls->n; i++)
		merkle_add(&m, ls->at[i].hash);
	merkle_root(&m, root);
	*ret = (struct seal){ .no = no,
		.n = (long)ls->n,
		.root = root,
		.prev = last->hash,
		.at = ctx->real };
	ret->hash = seal_hash(ctx->mem, ret);
	const char *text = seal_text(ctx->mem, ret);
	enum rc rc = sign_text(ctx->mem, key_file, text, strlen(text), &by);
	if (rc == E_NOTFOUND)
		rc = may_be_unsigned(db, ctx, key_file);
	TRY(rc);
	ret->sign_key = by.key;
	ret->signature = by.value;
	return OK;
}

static enum rc
store(struct db *db, struct arena *mem, const struct audit_links *ls,
    const struct seal *s)
{
	long changed;
	enum rc rc = db_exec(db, insert_seal,
	    ARGS(s->no, s->n, s->root, s->prev, s->at, s->hash, s->sign_key,
		s->signature),
	    NULL);

	if (rc == E_CONFLICT) /* another sealer was faster: run again */
		return E_BUSY;
	TRY(rc);
	TRY(db_exec(db, update_sealed, ARGS(places(mem, ls), s->no), &changed));
	return changed == s->n ? OK :
				 fail(E_BUSY, "seal %ld: entries moved", s->no);
}

enum rc
seal_make(struct db *db, const struct ctx *ctx, const char *key_file,
    long *ret_n)
{
	struct seal last = { .hash = AUDIT_NONE }, s;
	struct audit_links ls;
	long lost;

	*ret_n = 0;
	TRY(db_rows(db, select_open, ARGS((long)SEAL_MAX), &ls));
	if (ls.n == 0)
		return OK;
	enum rc rc = seal_last(db, &last);
	if (rc != OK && rc != E_NOTFOUND)
		return rc;
	TRY(restored_last(db, &lost));
	TRY(compose(db, ctx, key_file, &ls, &last,
	    (last.no > lost ? last.no : lost) + 1, &s));
	TRY(store(db, ctx->mem, &ls, &s));
	*ret_n = s.n;
	return OK;
}
