/*
 * sql_tables.h - the tables of schema.sql, and what may be done with each
 *
 * What `baocao grants` counts up for one program: core/sql_read.h sets the bits
 * while it reads the program's statements.
 */
#ifndef CORE_SQL_TABLES_H
#define CORE_SQL_TABLES_H
#include "base/base.h"

enum { SQL_SELECT = 1, SQL_INSERT = 2, SQL_UPDATE = 4, SQL_DELETE = 8 };

struct sql_column {
	const char *name;
	unsigned may; /* SQL_SELECT | SQL_INSERT | SQL_UPDATE */
};
enum { SQL_REFS = 12 };
struct sql_table {
	const char *name;
	const char *refs[SQL_REFS]; /* tables that its foreign keys name */
	size_t nref;
	bool changed; /* by the statement that is being read */
	struct sql_column *at;
	size_t n;
	unsigned may; /* SQL_DELETE; SQL_SELECT where rows are counted */
};
struct sql_tables {
	struct sql_table *at;
	size_t n;
};
/* From the text of schema.sql, in its order; no table is a broken file. */
enum rc sql_tables_read(struct arena *, const char *schema,
    struct sql_tables *ret) NODISCARD;
/* NULL where there is none of that name, of so many letters. */
struct sql_table *sql_table(const struct sql_tables *, const char *, size_t);
struct sql_column *sql_column(const struct sql_table *, const char *, size_t);
/* Nothing may be done with any. */
void sql_tables_forget(struct sql_tables *);
/*
 * A server lets nobody count rows who may read no column of them: the first
 * column stands for the table, then.  After the last statement.
 */
void sql_tables_settle(struct sql_tables *);
#endif
