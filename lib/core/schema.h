/*
 * schema.h - the database's tables: made, and brought up to date
 *
 * DIR holds schema.sql, the tables as they are now, and step/NNNN-what.sql, the
 * way there from an earlier version.  The number of the last step is the
 * version, kept in `setting`.  The server cannot take back a CREATE TABLE, so
 * all of it may be run again after it was interrupted.
 */
#ifndef CORE_SCHEMA_H
#define CORE_SCHEMA_H
#include "base/findings.h"
struct db;

struct schema {
	bool made;     /* it was empty */
	long from, to; /* versions */
};
/* Outside any transaction: runs its own. */
enum rc schema_migrate(struct db *, struct arena *, const char *dir,
    struct findings *, struct schema *ret) NODISCARD;
/* How it stands, changing nothing: from is -1 where there are no tables. */
enum rc schema_look(struct db *, struct arena *, const char *dir,
    struct findings *, struct schema *ret) NODISCARD;
#endif
