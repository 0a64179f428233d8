/* programs.h - the programs of an installation, and what each may in the
 * database: for `baocao grants` and `baocao doctor` */
#ifndef TOOL_PROGRAMS_H
#define TOOL_PROGRAMS_H
#include "core/sql_tables.h"
#include "tool/tool.h"

struct programs {
	const char *dir;
	const char **at; /* names, without .fcgi */
	size_t n;
	struct sql_tables tables;
};
/* Those in programs_dir (dir NULL), and the tables of schema.sql. */
enum rc programs_open(struct tool *, const char *dir,
    struct programs *ret) NODISCARD;
/* What the statements of one need, into p->tables; findings where not read. */
enum rc programs_needs(struct tool *, struct programs *p,
    const char *name) NODISCARD;
/* "SELECT (`a`, `b`), DELETE", or NULL where the table is left alone. */
const char *programs_privileges(struct arena *, const struct sql_table *);
#endif
