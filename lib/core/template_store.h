/*
 * template_store.h - templates that were uploaded, kept as they came
 *
 * Whoever looks at a form later can see what it was made from: the file, its
 * hash, who brought it and when; it is never changed.  It belongs to a unit,
 * and is seen by those with MAY_OWN over it.
 */
#ifndef CORE_TEMPLATE_STORE_H
#define CORE_TEMPLATE_STORE_H
#include "base/ctx.h"
struct db;

enum {
	TEMPLATE_FILE_MAX = 3 << 20, /* bytes of an upload */
	TEMPLATE_PIECE = 256 << 10   /* of it, in one row */
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
#endif
