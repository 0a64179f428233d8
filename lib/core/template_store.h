/*
 * template_store.h - templates that were uploaded, kept as they came
 *
 * Until the draft is whole one can look at what it was made from; the file is
 * never changed.  It belongs to a unit, and is seen by those with MAY_OWN over
 * it.  After a while it is done away with; its name, its hash, who brought it
 * and when stay in the audit.
 */
#ifndef CORE_TEMPLATE_STORE_H
#define CORE_TEMPLATE_STORE_H
#include "base/ctx.h"
struct db;

enum {
	TEMPLATE_FILE_MAX = 3 << 20, /* bytes of an upload */
	TEMPLATE_PIECE = 256 << 10,  /* of it, in one row */
	TEMPLATE_DAYS = 90,          /* that an upload is kept */
	TEMPLATE_TAKEN_DAYS = 7      /* once it has become a draft */
};

struct template_file {
	long id, unit_id, size;
	const char *name, *sha, *made; /* made: UTC */
	const char *unit, *person;     /* their names */
};
struct template_files {
	struct template_file *at;
	size_t n;
};
/*
 * Keeps a file for a unit: E_NOTFOUND if that is out of reach.  The same bytes
 * again for the same unit, of the same name, are the file that is there.
 */
enum rc template_keep(struct db *, const struct ctx *, long unit,
    const char *name, const char *bytes, size_t len, long *ret_id) NODISCARD;
/* Those in reach, the latest first. */
enum rc template_list(struct db *, const struct ctx *, size_t max,
    struct template_files *ret) NODISCARD;
enum rc template_get(struct db *, const struct ctx *, long id,
    struct template_file *ret) NODISCARD;
/* The bytes of one that was got. */
enum rc template_bytes(struct db *, const struct ctx *,
    const struct template_file *, const char **ret) NODISCARD;
/* It has become a draft. */
enum rc template_taken(struct db *, const struct ctx *,
    const struct template_file *) NODISCARD;
/*
 * Does away with one that is older than TEMPLATE_DAYS, or was taken over more
 * than TEMPLATE_TAKEN_DAYS ago; *ret_more: it did.
 */
enum rc template_sweep(struct db *, const struct ctx *,
    bool *ret_more) NODISCARD;
#endif
