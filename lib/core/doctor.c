/* doctor.c - what the database server is set to */
#include <string.h>
#include "core/doctor.h"
#include "io/db.h"

/* Both MariaDB and MySQL answer this one, to any account. */
static const struct db_col setting_cols[] = {
	COL(struct doctor_setting, Variable_name),
	COL(struct doctor_setting, Value),
};
DB_ROWS(show_settings, setting_cols,
    "SHOW GLOBAL VARIABLES WHERE Variable_name IN ('version', 'log_bin',"
    " 'version_comment', 'innodb_flush_log_at_trx_commit', 'sync_binlog',"
    " 'innodb_doublewrite', 'max_allowed_packet', 'max_connections',"
    " 'lower_case_table_names', 'read_only', 'wsrep_on')");
DB_ROWS(show_nodes, setting_cols,
    "SHOW GLOBAL STATUS WHERE Variable_name = 'wsrep_cluster_size'");

static const struct db_col tables_cols[] = {
	COL(struct doctor_tables, tables),
	COL(struct doctor_tables, strange),
	COL(struct doctor_tables, charset),
};
DB_ROWS(select_tables, tables_cols,
    "SELECT COUNT(t.table_name) AS tables,"
    " CAST(COALESCE(SUM(t.engine <> 'InnoDB'"
    " OR t.table_collation NOT LIKE 'utf8mb4%'), 0) AS SIGNED) AS strange,"
    " MAX(s.default_character_set_name) AS charset"
    " FROM information_schema.schemata s"
    " LEFT JOIN information_schema.tables t"
    " ON t.table_schema = s.schema_name"
    " WHERE s.schema_name = DATABASE()");

enum rc
doctor_settings(struct db *db, struct doctor_settings *ret)
{
	return db_rows(db, show_settings, ARGS(), ret);
}

enum rc
doctor_nodes(struct db *db, struct doctor_settings *ret)
{
	return db_rows(db, show_nodes, ARGS(), ret);
}

const char *
doctor_setting(const struct doctor_settings *s, const char *name)
{
	for (size_t i = 0; i < s->n; i++)
		if (strcmp(s->at[i].Variable_name, name) == 0)
			return s->at[i].Value;
	return "";
}

enum rc
doctor_tables(struct db *db, struct doctor_tables *ret)
{
	return db_row(db, select_tables, ARGS(), ret);
}

static const struct db_col privilege_cols[] = {
	COL(struct doctor_privilege, tab),
	COL(struct doctor_privilege, col),
	COL(struct doctor_privilege, what),
};
DB_ROWS(select_privileges, privilege_cols,
    "SELECT table_name AS tab, column_name AS col, privilege_type AS what"
    " FROM information_schema.column_privileges"
    " WHERE table_schema = DATABASE()"
    " UNION ALL SELECT table_name, '', privilege_type"
    " FROM information_schema.table_privileges"
    " WHERE table_schema = DATABASE()"
    " UNION ALL SELECT '', '', privilege_type"
    " FROM information_schema.schema_privileges"
    " WHERE table_schema = DATABASE() ORDER BY 1, 2, 3");

enum rc
doctor_privileges(struct db *db, struct doctor_privileges *ret)
{
	return db_rows(db, select_privileges, ARGS(), ret);
}
