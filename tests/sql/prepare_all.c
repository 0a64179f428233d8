/*
 * prepare_all.c - every statement of the library against the real tables
 *
 * Linked with --whole-archive, so that it holds all statements there are; a
 * column that was renamed, or is listed in another order than it is selected,
 * fails here and not in front of a user.
 */
#include <stdio.h>
#include "io/conf.h"

int
main(void)
{
	struct db *db = db_open(&conf_load()->db);
	struct arena *mem = arena_new();

	/* what the log says does not come into the middle of a line */
	setvbuf(stdout, NULL, _IOLBF, 0);
	db_into(db, mem);
	int bad = db_prepare_all(db);
	db_close(db);
	arena_free(mem);
	return bad != 0;
}
