/* audit_entry.c - what an entry's hashes are made of */
#include <string.h>
#include "core/audit_entry.h"
#include "io/secret.h"

enum { HASHED_MAX = 1 << 18 };

const struct db_col audit_entry_cols[23] = {
	COL(struct audit_entry, stream),
	COL(struct audit_entry, seq),
	COL(struct audit_entry, format),
	COL(struct audit_entry, at),
	COL(struct audit_entry, person_id),
	COL(struct audit_entry, behalf_id),
	COL(struct audit_entry, role),
	COL(struct audit_entry, act),
	COL(struct audit_entry, object),
	COL(struct audit_entry, object_id),
	COL(struct audit_entry, request),
	COL(struct audit_entry, address),
	COL(struct audit_entry, address_salt),
	COL(struct audit_entry, address_sha),
	COL(struct audit_entry, salt),
	COL(struct audit_entry, detail),
	COL(struct audit_entry, was),
	COL(struct audit_entry, became),
	COL(struct audit_entry, blanked),
	COL(struct audit_entry, body_sha),
	COL(struct audit_entry, prev),
	COL(struct audit_entry, hash),
	COL(struct audit_entry, seal_no),
};
const struct db_col audit_link_cols[3] = {
	COL(struct audit_link, stream),
	COL(struct audit_link, seq),
	COL(struct audit_link, hash),
};

static void
put(struct buf *b, const char *s)
{
	if (s == NULL) {
		buf_str(b, "-");
		return;
	}
	buf_long(b, (long)strlen(s));
	buf_put(b, ":", 1);
	buf_str(b, s);
}

static void
put_long(struct buf *b, long v)
{
	buf_long(b, v);
	buf_put(b, "|", 1);
}

static const char *
sha_of(struct arena *mem, const struct buf *b)
{
	assert(!b->full);
	return secret_sha256(mem, b->at, b->len);
}

static const char *
address_sha(struct arena *mem, const struct audit_entry *e)
{
	struct buf b = { .mem = mem, .max = HASHED_MAX };

	if (!str_empty(e->address_sha))
		return e->address_sha;
	put(&b, e->address_salt);
	put(&b, e->address);
	return sha_of(mem, &b);
}

const char *
audit_body_sha(struct arena *mem, const struct audit_entry *e)
{
	struct buf b = { .mem = mem, .max = HASHED_MAX };

	put(&b, e->salt);
	put(&b, e->format == 2 ? e->address : address_sha(mem, e));
	put(&b, e->detail);
	put(&b, e->was);
	put(&b, e->became);
	return sha_of(mem, &b);
}

static const char *
hash_first_format(struct arena *mem, const struct audit_entry *e)
{
	struct buf b = { .mem = mem, .max = HASHED_MAX };

	put_long(&b, e->stream);
	put_long(&b, e->seq);
	put_long(&b, e->person_id);
	put_long(&b, e->object_id);
	put(&b, e->at);
	put(&b, e->act);
	put(&b, e->object);
	put(&b, e->request);
	put(&b, e->detail);
	put(&b, e->prev);
	return sha_of(mem, &b);
}

const char *
audit_entry_hash(struct arena *mem, const struct audit_entry *e)
{
	struct buf b = { .mem = mem, .max = HASHED_MAX };

	if (e->format == 1)
		return hash_first_format(mem, e);
	buf_str(&b, e->format == 2 ? "v2|" : "v3|");
	put_long(&b, e->stream);
	put_long(&b, e->seq);
	put_long(&b, e->person_id);
	put_long(&b, e->behalf_id);
	put_long(&b, e->object_id);
	put(&b, e->at);
	put(&b, e->act);
	put(&b, e->object);
	put(&b, e->role);
	put(&b, e->request);
	put(&b, e->body_sha);
	put(&b, e->prev);
	return sha_of(mem, &b);
}

/* What the hash of the first format does not cover must not be there. */
static bool
first_has_more(const struct audit_entry *e)
{
	return e->blanked || e->behalf_id != 0 || !str_empty(e->role) ||
	       !str_empty(e->address) || !str_empty(e->salt) ||
	       e->was != NULL || e->became != NULL || !str_empty(e->body_sha);
}

static bool
body_is_gone(const struct audit_entry *e)
{
	return str_empty(e->address) && str_empty(e->salt) &&
	       str_empty(e->detail) && e->was == NULL && e->became == NULL;
}

/* An address is there, or was forgotten, or neither; not a bit of each. */
static bool
address_is_mixed(const struct audit_entry *e)
{
	bool forgotten = !str_empty(e->address_sha);

	if (e->format != 3 || e->blanked)
		return forgotten || !str_empty(e->address_salt);
	return forgotten &&
	       (!str_empty(e->address) || !str_empty(e->address_salt));
}

const char *
audit_entry_wrong(struct arena *mem, const struct audit_entry *e)
{
	if ((e->format == 1 && first_has_more(e)) || address_is_mixed(e))
		return "body";
	if (e->format != 1 &&
	    (e->blanked ? !body_is_gone(e) :
			  !str_eq(e->body_sha, audit_body_sha(mem, e))))
		return "body";
	return str_eq(e->hash, audit_entry_hash(mem, e)) ? NULL : "hash";
}
