/* chunk.c - many rows into one statement, some thousand at a time */
#include "core/chunk.h"

enum { CHUNK = 2000, CHUNK_BYTES = 4 << 20 };

struct chunk
chunk_open(struct db *db, const struct db_stmt *stmt)
{
	return (struct chunk){ .db = db,
		.stmt = stmt,
		.text = { .mem = db_arena(db), .max = CHUNK_BYTES } };
}

enum rc
chunk_send(struct chunk *c)
{
	if (c->n == 0)
		return OK;
	json_end(&c->json);
	if (c->text.full)
		return fail(E_LIMIT, "%s: chunk too long", c->stmt->name);
	TRY(db_exec(c->db, c->stmt, ARGS((const char *)c->text.at), NULL));
	buf_clear(&c->text);
	c->n = 0;
	return OK;
}

enum rc
chunk_begin(struct chunk *c)
{
	if (c->n == CHUNK)
		TRY(chunk_send(c));
	if (c->n++ == 0) {
		c->json = (struct json){ .out = &c->text };
		json_array(&c->json, NULL);
	}
	json_array(&c->json, NULL);
	return OK;
}
