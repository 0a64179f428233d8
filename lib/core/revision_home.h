/*
 * revision_home.h - where figures came from, as a revision keeps it
 *
 * For core/revision.c: one entry of "homes" for each different source.
 */
#ifndef CORE_REVISION_HOME_H
#define CORE_REVISION_HOME_H
#include "core/home.h"
#include "io/json.h"
#include "io/json_read.h"

/* The different homes of a sheet, and by cell which of them; -1: none. */
struct home_index {
	const struct home **at;
	size_t n;
	long *cell; /* NULL: none at all */
};
struct home_index home_index(struct arena *, const struct homes *,
    size_t ncell);
void home_write(struct json *, const struct home_index *);
/*
 * Back from the body: those of its cells own and total.  What periods are
 * called is told by the rule of the report that used them.
 */
void home_read(struct arena *, const struct node *body, size_t ncell,
    const char *cutoff, struct homes *ret);
#endif
