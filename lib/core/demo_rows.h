/*
 * demo_rows.h - what the reports of the demonstration leave in the database
 *
 * Rows are gathered as JSON, by table, and stored a few megabytes at a time,
 * each in a transaction of its own.
 */
#ifndef CORE_DEMO_ROWS_H
#define CORE_DEMO_ROWS_H
#include "core/demo_part.h"
#include "io/json.h"

struct demo_row_list {
	struct buf buf;
	struct json json;
	long n;
};
struct demo_rows {
	struct arena *mem; /* set by the caller; emptied after each storing */
	struct demo_row_list revisions, reports, events, drafts, accepted, uses,
	    signatures;
};
void demo_rows_open(struct demo_rows *);
/* So many that they should be stored. */
bool demo_rows_many(const struct demo_rows *);
/* ret: how many revisions they were. */
enum rc demo_rows_store(struct demo_rows *, struct db *, long form_id,
    const char *real, long *ret) NODISCARD;

struct demo_event {
	const char *act;
	long person_id;
	const char *at;
	long no; /* of the revision */
	const char *why;
};
void demo_put_event(struct demo_rows *, const struct report *,
    const struct demo_event *);
void demo_put_revision(struct demo_rows *, const struct report *,
    const struct revision *);
/* key: the path of the installation's; NULL: nothing is signed. */
enum rc demo_put_signature(struct demo_rows *, const struct report *,
    const struct revision *, const char *key, struct arena *work) NODISCARD;
/* Revisions of other reports whose figures it has used. */
void demo_put_uses(struct demo_rows *, const struct report *,
    const struct sheet *, long no);
/* The report as it stands in the end, with the number of its last revision. */
void demo_put_report(struct demo_rows *, const struct report *,
    const struct demo_plan *, long no);
/* What was typed: all of it (1), or the first half (2). */
void demo_put_draft(struct demo_rows *, const struct report *,
    const struct sheet *, long person_id, const char *at, size_t part);
#endif
