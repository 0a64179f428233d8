/*
 * chunk.h - many rows into one statement, some thousand at a time
 *
 * The statement takes one JSON text, an array of arrays: JSON_TABLE(?, '$[*]'
 * COLUMNS (id BIGINT PATH '$[0]', ...)).
 *	TRY(chunk_begin(&c));
 *	json_long(&c.json, NULL, id);
 *	json_end(&c.json);
 *	...
 *	TRY(chunk_send(&c));
 */
#ifndef CORE_CHUNK_H
#define CORE_CHUNK_H
#include "io/db.h"
#include "io/json.h"

struct chunk {
	struct db *db;
	const struct db_stmt *stmt;
	struct buf text;
	struct json json;
	long n;
};
struct chunk chunk_open(struct db *, const struct db_stmt *);
/* One more row; what was full goes out before. */
enum rc chunk_begin(struct chunk *) NODISCARD;
/* What is left goes out; nothing, when there is nothing. */
enum rc chunk_send(struct chunk *) NODISCARD;
#endif
