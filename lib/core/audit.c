/* audit.c - the record, chained per stream */
#include <string.h>
#include "core/audit.h"
#include "io/db.h"
#include "io/secret.h"

enum { DETAIL_MAX = 1000, HASHED_MAX = 8192, STREAMS = 16, PAGE = 1000 };
#define NO_HASH \
	"0000000000000000000000000000000000000000000000000000000000000000"

struct entry {
	long seq, person_id, object_id;
	const char *at, *act, *object, *request, *detail, *prev, *hash;
};
struct entries {
	struct entry *at;
	size_t n;
};
static const struct db_col head_cols[] = {
	COL(struct audit_head, stream),
	COL(struct audit_head, seq),
	COL(struct audit_head, hash),
};
static const struct db_col entry_cols[] = {
	COL(struct entry, seq),
	COL(struct entry, at),
	COL(struct entry, person_id),
	COL(struct entry, act),
	COL(struct entry, object),
	COL(struct entry, object_id),
	COL(struct entry, request),
	COL(struct entry, detail),
	COL(struct entry, prev),
	COL(struct entry, hash),
};
DB_ROWS(select_head, head_cols,
    "SELECT stream, seq, hash FROM audit_head WHERE stream = ? FOR UPDATE");
DB_STMT(insert_head,
    "INSERT INTO audit_head (stream, seq, hash) VALUES (?, 0, ?)");
DB_STMT(update_head,
    "UPDATE audit_head SET seq = ?, hash = ? WHERE stream = ? AND seq = ?");
DB_STMT(insert_entry,
    "INSERT INTO audit (stream, seq, at, person_id, act, object, object_id,"
    " request, detail, prev, hash) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");
DB_ROWS(select_page, entry_cols,
    "SELECT seq, at, person_id, act, object, object_id, request, detail, prev,"
    " hash FROM audit WHERE stream = ? AND seq > ? ORDER BY seq LIMIT ?");
DB_ROWS(select_tip, head_cols,
    "SELECT stream, seq, hash FROM audit_head WHERE stream = ?");

enum rc
audit_lock(struct db *db, long stream, struct audit_head *ret)
{
	enum rc rc = db_row(db, select_head, ARGS(stream), ret);

	if (rc != E_NOTFOUND)
		return rc;
	rc = db_exec(db, insert_head, ARGS(stream, NO_HASH), NULL);
	if (rc == E_CONFLICT) /* somebody else began it: run again */
		return E_BUSY;
	*ret = (struct audit_head){ .stream = stream, .hash = NO_HASH };
	return rc;
}

enum rc
audit_peek(struct db *db, long stream, struct audit_head *ret)
{
	return db_row(db, select_tip, ARGS(stream), ret);
}

/* "5:hello": no two different lists of fields give the same text. */
static void
put(struct buf *b, const char *s)
{
	buf_fmt(b, "%zu:", strlen(s));
	buf_str(b, s);
}

static const char *
hash_of(struct arena *mem, long stream, const struct entry *e)
{
	struct buf b = { .mem = mem, .max = HASHED_MAX };

	buf_fmt(&b, "%ld|%ld|%ld|%ld|", stream, e->seq, e->person_id,
	    e->object_id);
	put(&b, e->at);
	put(&b, e->act);
	put(&b, e->object);
	put(&b, e->request);
	put(&b, e->detail);
	put(&b, e->prev);
	assert(!b.full);
	return secret_sha256(mem, b.at, b.len);
}

/* Cut between characters, not inside one. */
static const char *
cut(struct arena *mem, const char *s)
{
	size_t n = strlen(s);

	if (n <= DETAIL_MAX)
		return s;
	n = DETAIL_MAX;
	while (n > 0 && ((unsigned char)s[n] & 0xc0) == 0x80)
		n--;
	return str_ndup(mem, s, n);
}

enum rc
audit_add(struct db *db, const struct ctx *ctx, struct audit_head *head,
    const char *act, const char *object, long object_id, const char *detail)
{
	long changed;
	struct entry e = { .seq = head->seq + 1,
		.at = ctx->real,
		.person_id = ctx->actor == NULL ? 0 : ctx->actor->id,
		.act = act,
		.object = object,
		.object_id = object_id,
		.request = ctx->request,
		.detail = cut(ctx->mem, detail),
		.prev = head->hash };

	e.hash = hash_of(ctx->mem, head->stream, &e);
	TRY(db_exec(db, insert_entry,
	    ARGS(head->stream, e.seq, e.at, e.person_id, e.act, e.object,
		e.object_id, e.request, e.detail, e.prev, e.hash),
	    NULL));
	TRY(db_exec(db, update_head,
	    ARGS(e.seq, e.hash, head->stream, head->seq), &changed));
	if (changed != 1)
		return fail(E_BUSY, "audit head %ld moved", head->stream);
	head->seq = e.seq;
	head->hash = e.hash;
	return OK;
}

enum rc
audit_one(struct db *db, const struct ctx *ctx, long stream, const char *act,
    const char *object, long object_id, const char *detail)
{
	struct audit_head head;

	TRY(audit_lock(db, stream, &head));
	return audit_add(db, ctx, &head, act, object, object_id, detail);
}

long
audit_stream_of(const char *login)
{
	unsigned long h = 5381;

	for (; *login != '\0'; login++)
		h = h * 33 + (unsigned char)*login;
	return AUDIT_PERSONS - (long)(h % STREAMS);
}

enum rc
audit_verify(struct db *db, long stream, long *ret_rows)
{
	struct arena *mem = db_arena(db);
	struct audit_head tip;
	const char *prev = NO_HASH;
	long seq = 0;

	enum rc rc = db_row(db, select_tip, ARGS(stream), &tip);
	if (rc == E_NOTFOUND)
		tip = (struct audit_head){ .hash = NO_HASH };
	else if (rc != OK)
		return rc;
	for (struct entries es;;) {
		TRY(db_rows(db, select_page, ARGS(stream, seq, (long)PAGE),
		    &es));
		for (size_t i = 0; i < es.n; i++) {
			const struct entry *e = &es.at[i];
			if (e->seq != seq + 1 || strcmp(e->prev, prev) != 0 ||
			    strcmp(e->hash, hash_of(mem, stream, e)) != 0)
				return fail(E_CONFLICT,
				    "audit stream %ld breaks at %ld", stream,
				    seq + 1);
			seq = e->seq;
			prev = e->hash;
		}
		if (es.n == 0)
			break;
	}
	*ret_rows = seq;
	if (tip.seq != seq || strcmp(tip.hash, prev) != 0)
		return fail(E_CONFLICT,
		    "audit stream %ld: the head is %ld,"
		    " the last row %ld",
		    stream, tip.seq, seq);
	return OK;
}
