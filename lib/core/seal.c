/* seal.c - seals, read and checked */
#include <string.h>
#include "core/audit_entry.h"
#include "core/seal.h"
#include "io/secret.h"

static const struct db_col seal_cols[] = {
	COL(struct seal, no),
	COL(struct seal, n),
	COL(struct seal, root),
	COL(struct seal, prev),
	COL(struct seal, at),
	COL(struct seal, hash),
	COL(struct seal, sign_key),
	COL(struct seal, signature),
};
#define SEAL "SELECT no, n, root, prev, at, hash, sign_key, signature FROM seal"
DB_ROWS(select_last, seal_cols, SEAL " ORDER BY no DESC LIMIT 1");
DB_ROWS(select_one, seal_cols, SEAL " WHERE no = ?");
DB_ROWS(select_after, seal_cols, SEAL " WHERE no > ? ORDER BY no LIMIT ?");

static const struct db_col waiting_cols[] = {
	COL(struct seal_waiting, n),
	COL(struct seal_waiting, since),
};
DB_ROWS(select_waiting, waiting_cols,
    "SELECT COUNT(*) AS n, MIN(at) AS since FROM audit"
    " WHERE seal_no IS NULL");
DB_ROWS(select_waiting_some, waiting_cols,
    "SELECT COUNT(*) AS n, MIN(w.at) AS since FROM (SELECT at FROM audit"
    " FORCE INDEX (seal_no) WHERE seal_no IS NULL LIMIT ?) w");

DB_ROWS(select_leaves, audit_link_cols,
    "SELECT stream, seq, hash FROM audit WHERE seal_no = ?"
    " ORDER BY stream, seq");
struct sealed {
	long seal_no;
};
static const struct db_col sealed_cols[] = { COL(struct sealed, seal_no) };
DB_ROWS(select_sealed, sealed_cols,
    "SELECT seal_no FROM audit WHERE stream = ? AND seq = ?");

const char *
seal_hash(struct arena *mem, const struct seal *s)
{
	const char *text = str_fmt(mem, "seal|%ld|%ld|%zu:%s%zu:%s%zu:%s",
	    s->no, s->n, strlen(s->root), s->root, strlen(s->prev), s->prev,
	    strlen(s->at), s->at);

	return secret_sha256(mem, text, strlen(text));
}

const char *
seal_text(struct arena *mem, const struct seal *s)
{
	return str_fmt(mem, "baocao-head\n%ld\n%s\n", s->no, s->hash);
}

enum sign_state
seal_signed(struct arena *mem, const struct sign_keys *keys,
    const struct seal *s)
{
	const char *text = seal_text(mem, s);
	const struct signature by = { s->sign_key, s->signature };

	if (str_empty(s->sign_key) && str_empty(s->signature))
		return SIGN_GOOD;
	return sign_state(mem, keys, &by, s->at, text, strlen(text));
}

enum rc
seal_last(struct db *db, struct seal *ret)
{
	return db_row(db, select_last, ARGS(), ret);
}

enum rc
seal_get(struct db *db, long no, struct seal *ret)
{
	return db_row(db, select_one, ARGS(no), ret);
}

enum rc
seal_after(struct db *db, long no, long max, struct seals *ret)
{
	return db_rows(db, select_after, ARGS(no, max), ret);
}

enum rc
seal_waiting(struct db *db, struct seal_waiting *ret)
{
	return db_row(db, select_waiting, ARGS(), ret);
}

enum rc
seal_waiting_some(struct db *db, long max, struct seal_waiting *ret)
{
	TRY(db_row(db, select_waiting_some, ARGS(max + 1), ret));
	if (ret->n > max)
		*ret = (struct seal_waiting){ .n = max };
	return OK;
}

enum rc
seal_prove(struct db *db, struct arena *mem, long stream, long seq,
    struct seal_proof *ret)
{
	struct audit_links ls;
	struct sealed in;

	*ret = (struct seal_proof){ 0 };
	TRY(db_row(db, select_sealed, ARGS(stream, seq), &in));
	TRY(seal_get(db, in.seal_no, &ret->seal));
	TRY(db_rows(db, select_leaves, ARGS(in.seal_no), &ls));
	const char **hashes = arena_alloc(mem, (ls.n + 1) * sizeof *hashes);
	for (size_t i = 0; i < ls.n; i++) {
		hashes[i] = ls.at[i].hash;
		if (ls.at[i].stream == stream && ls.at[i].seq == seq)
			ret->place = i;
	}
	ret->path = merkle_path(mem, hashes, ls.n, ret->place);
	ret->holds = str_eq(ret->seal.root,
	    merkle_climb(mem, hashes[ret->place], &ret->path));
	return OK;
}
