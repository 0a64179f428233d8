/*
 * no_audit.c - in the place of core/audit.c and core/proof.c: nothing is put
 * on record.  Only for measuring what the record costs a sending.
 */
#include "core/audit.h"
#include "core/audit_entry.h"
#include "core/proof.h"

enum rc
audit_lock(struct db *db, long stream, struct audit_head *ret)
{
	(void)db;
	*ret = (struct audit_head){ .stream = stream, .hash = AUDIT_NONE };
	return OK;
}

enum rc
audit_hold(struct db *db, const char *streams)
{
	(void)db, (void)streams;
	return OK;
}

enum rc
audit_peek(struct db *db, long stream, struct audit_head *ret)
{
	return audit_lock(db, stream, ret);
}

enum rc
audit_put(struct db *db, const struct ctx *ctx, struct audit_head *head,
    const struct audit_act *a)
{
	(void)db, (void)ctx, (void)head, (void)a;
	return OK;
}

enum rc
audit_change(struct db *db, const struct ctx *ctx, struct audit_head *head,
    const char *act, const char *object, long id, const char *detail,
    struct change *c)
{
	(void)act, (void)object, (void)id, (void)detail, (void)c;
	return audit_put(db, ctx, head, NULL);
}

enum rc
audit_add(struct db *db, const struct ctx *ctx, struct audit_head *head,
    const char *act, const char *object, long id, const char *detail)
{
	(void)act, (void)object, (void)id, (void)detail;
	return audit_put(db, ctx, head, NULL);
}

enum rc
audit_put_one(struct db *db, const struct ctx *ctx, long stream,
    const struct audit_act *a)
{
	(void)db, (void)ctx, (void)stream, (void)a;
	return OK;
}

enum rc
audit_one(struct db *db, const struct ctx *ctx, long stream, const char *act,
    const char *object, long id, const char *detail)
{
	(void)act, (void)object, (void)id, (void)detail;
	return audit_put_one(db, ctx, stream, NULL);
}

long
audit_spread(long first, const char *by)
{
	(void)by;
	return first;
}

long
audit_stream_of(const char *login)
{
	(void)login;
	return 0;
}

enum rc
proof_add(struct db *db, const struct ctx *ctx, const struct proof_maker *by,
    long report, long no, const struct audit_head *head)
{
	(void)db, (void)ctx, (void)by, (void)report, (void)no, (void)head;
	return OK;
}

enum rc
proof_get(struct db *db, long report, long no, struct proof *ret)
{
	(void)db, (void)report, (void)no, (void)ret;
	return E_NOTFOUND;
}

const char *
proof_text(struct arena *mem, const struct proof *p)
{
	(void)mem, (void)p;
	return "";
}

const char *
proof_body(struct arena *mem, const struct proof *p)
{
	return proof_text(mem, p);
}
