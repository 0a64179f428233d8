/* doctor.h - what the database server is set to, for `baocao doctor` */
#ifndef CORE_DOCTOR_H
#define CORE_DOCTOR_H
#include "base/base.h"
struct db;

/* The columns have the server's own names. */
struct doctor_setting {
	const char *Variable_name, *Value;
};
struct doctor_settings {
	struct doctor_setting *at;
	size_t n;
};
/* Those settings of the server that our promises rest on. */
enum rc doctor_settings(struct db *, struct doctor_settings *ret) NODISCARD;
/* How many nodes its cluster has (Galera); none where there is none. */
enum rc doctor_nodes(struct db *, struct doctor_settings *ret) NODISCARD;
/* "" where the server has no such setting. */
const char *doctor_setting(const struct doctor_settings *, const char *name);

struct doctor_tables {
	long tables, strange; /* neither InnoDB nor utf8mb4 */
	const char *charset;  /* of the database itself */
};
enum rc doctor_tables(struct db *, struct doctor_tables *ret) NODISCARD;

/* One privilege of the account that asks; col "" is the whole table's. */
struct doctor_privilege {
	const char *tab, *col, *what;
};
struct doctor_privileges {
	struct doctor_privilege *at;
	size_t n;
};
/* All that it has in this database; tab "" is the whole database's. */
enum rc doctor_privileges(struct db *, struct doctor_privileges *ret) NODISCARD;
#endif
