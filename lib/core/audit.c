/* audit.c - the record, chained per stream */
#include <string.h>
#include "core/audit.h"
#include "core/audit_entry.h"
#include "core/audit_kind.h"
#include "core/change.h"
#include "io/secret.h"

enum { DETAIL_MAX = 4000, STATE_MAX = 16000, ROLE_MAX = 60, ADDRESS_MAX = 45 };
enum { SALT_BYTES = 16, PAGE = 1000 };

static const struct db_col head_cols[] = {
	COL(struct audit_head, stream),
	COL(struct audit_head, seq),
	COL(struct audit_head, hash),
};
DB_ROWS(select_head, head_cols,
    "SELECT stream, seq, hash FROM audit_head WHERE stream = ? FOR UPDATE");
DB_STMT(insert_head,
    "INSERT INTO audit_head (stream, seq, hash) VALUES (?, 0, ?)");
DB_STMT(update_head,
    "UPDATE audit_head SET seq = ?, hash = ? WHERE stream = ? AND seq = ?");
DB_STMT(insert_entry,
    "INSERT INTO audit (stream, seq, format, at, person_id, behalf_id, role,"
    " act, object, object_id, request, address, address_salt, salt, detail,"
    " was, became, body_sha, prev, hash) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?,"
    " ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");
DB_ROWS(select_page, audit_entry_cols,
    "SELECT" AUDIT_COLUMNS("") "FROM audit WHERE stream = ? AND seq > ?"
			       " ORDER BY seq LIMIT ?");
DB_STMT(hold_heads,
    "INSERT INTO audit_head (stream, seq, hash, held) SELECT j.stream, 0, ?, 1"
    " FROM JSON_TABLE(?, '$[*]' COLUMNS (stream BIGINT PATH '$')) j"
    " ORDER BY j.stream ON DUPLICATE KEY UPDATE held = audit_head.held + 1");
DB_ROWS(select_tip, head_cols,
    "SELECT stream, seq, hash FROM audit_head WHERE stream = ?");

enum rc
audit_lock(struct db *db, long stream, struct audit_head *ret)
{
	enum rc rc = db_row(db, select_head, ARGS(stream), ret);

	if (rc != E_NOTFOUND)
		return rc;
	rc = db_exec(db, insert_head, ARGS(stream, AUDIT_NONE), NULL);
	if (rc == E_CONFLICT) /* somebody else began it: run again */
		return E_BUSY;
	*ret = (struct audit_head){ .stream = stream, .hash = AUDIT_NONE };
	return rc;
}

enum rc
audit_hold(struct db *db, const char *streams)
{
	return db_exec(db, hold_heads, ARGS(AUDIT_NONE, streams), NULL);
}

enum rc
audit_peek(struct db *db, long stream, struct audit_head *ret)
{
	return db_row(db, select_tip, ARGS(stream), ret);
}

/* Cut between characters, not inside one; NULL stays NULL. */
static const char *
cut(struct arena *mem, const char *s, size_t max)
{
	size_t n = s == NULL ? 0 : strlen(s);

	if (n <= max)
		return s;
	n = max;
	while (n > 0 && ((unsigned char)s[n] & 0xc0) == 0x80)
		n--;
	return str_ndup(mem, s, n);
}

static const char *
or_empty(const char *s)
{
	return s == NULL ? "" : s;
}

static struct audit_entry
entry_of(const struct ctx *ctx, const struct audit_head *head,
    const struct audit_act *a)
{
	const struct actor *who = ctx->actor;
	struct arena *mem = ctx->mem;
	struct audit_entry e = { .stream = head->stream,
		.seq = head->seq + 1,
		.format = AUDIT_FORMAT,
		.at = ctx->real,
		.person_id = who == NULL ? 0 : who->id,
		.behalf_id = who == NULL ? 0 : who->behalf,
		.role = cut(mem, or_empty(ctx->role), ROLE_MAX),
		.act = a->act,
		.object = a->object,
		.object_id = a->object_id,
		.request = ctx->request,
		.address = cut(mem, or_empty(ctx->address), ADDRESS_MAX),
		.address_salt = str_empty(ctx->address) ?
				    "" :
				    secret_random(mem, SALT_BYTES),
		.salt = secret_random(mem, SALT_BYTES),
		.detail = cut(mem, or_empty(a->detail), DETAIL_MAX),
		.was = cut(mem, a->was, STATE_MAX),
		.became = cut(mem, a->became, STATE_MAX),
		.prev = head->hash };

	e.body_sha = audit_body_sha(mem, &e);
	e.hash = audit_entry_hash(mem, &e);
	return e;
}

enum rc
audit_put(struct db *db, const struct ctx *ctx, struct audit_head *head,
    const struct audit_act *a)
{
	const char *wrong =
	    audit_kind_wrong(a->object, a->act, a->was, a->became);
	long changed;

	if (wrong != NULL)
		return fail(E_INTERNAL, "audit: \"%s\" of %s %s", a->act,
		    a->object, wrong);
	struct audit_entry e = entry_of(ctx, head, a);
	TRY(db_exec(db, insert_entry,
	    ARGS(e.stream, e.seq, e.format, e.at, e.person_id, e.behalf_id,
		e.role, e.act, e.object, e.object_id, e.request, e.address,
		e.address_salt, e.salt, e.detail, e.was, e.became, e.body_sha,
		e.prev, e.hash),
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
audit_change(struct db *db, const struct ctx *ctx, struct audit_head *head,
    const char *act, const char *object, long object_id, const char *detail,
    struct change *c)
{
	return audit_put(db, ctx, head,
	    &(struct audit_act){ act, object, object_id, detail, change_was(c),
		change_became(c) });
}

enum rc
audit_add(struct db *db, const struct ctx *ctx, struct audit_head *head,
    const char *act, const char *object, long object_id, const char *detail)
{
	return audit_put(db, ctx, head,
	    &(struct audit_act){ .act = act,
		.object = object,
		.object_id = object_id,
		.detail = detail });
}

enum rc
audit_put_one(struct db *db, const struct ctx *ctx, long stream,
    const struct audit_act *a)
{
	struct audit_head head;

	TRY(audit_lock(db, stream, &head));
	return audit_put(db, ctx, &head, a);
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
audit_spread(long first, const char *by)
{
	unsigned long h = 5381;

	for (; *by != '\0'; by++)
		h = h * 33 + (unsigned char)*by;
	return first - (long)(h % AUDIT_SPREAD);
}

long
audit_stream_of(const char *login)
{
	return audit_spread(AUDIT_PERSONS, login);
}

static enum rc
tip_is(struct db *db, long stream, long seq, const char *hash)
{
	struct audit_head tip = { .hash = AUDIT_NONE };
	enum rc rc = db_row(db, select_tip, ARGS(stream), &tip);

	if (rc != OK && rc != E_NOTFOUND)
		return rc;
	if (tip.seq == seq && strcmp(tip.hash, hash) == 0)
		return OK;
	return fail(E_CONFLICT,
	    "audit stream %ld: the head is %ld, the last row %ld", stream,
	    tip.seq, seq);
}

enum rc
audit_verify(struct db *db, long stream, long *ret_rows)
{
	struct arena *mem = db_arena(db);
	const char *prev = AUDIT_NONE;
	struct audit_entries es;
	long seq = 0;

	do {
		TRY(db_rows(db, select_page, ARGS(stream, seq, (long)PAGE),
		    &es));
		for (size_t i = 0; i < es.n; i++) {
			const struct audit_entry *e = &es.at[i];
			if (e->seq != seq + 1 || strcmp(e->prev, prev) != 0 ||
			    audit_entry_wrong(mem, e) != NULL)
				return fail(E_CONFLICT,
				    "audit stream %ld breaks at %ld", stream,
				    seq + 1);
			seq = e->seq;
			prev = e->hash;
		}
	} while (es.n > 0);
	*ret_rows = seq;
	return tip_is(db, stream, seq, prev);
}
