/* test_sql_read.c - which rights a statement needs, by what stands in it */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include "core/sql_read.h"
#include <cmocka.h>

static const char schema[] =
    "-- made for this test\n"
    "CREATE TABLE person (\n\tid BIGINT NOT NULL, -- id\n"
    "\tlogin VARCHAR(60),\n\tname VARCHAR(120),\n\tPRIMARY KEY (id)\n"
    ") ENGINE=InnoDB;\n"
    "CREATE TABLE access (\n\tperson_id BIGINT,\n\tunit_id BIGINT,\n"
    "\trole BIGINT,\n\tPRIMARY KEY (person_id),\n"
    "\tFOREIGN KEY (person_id) REFERENCES person (id)\n) ENGINE=InnoDB;\n"
    "CREATE TABLE unit (\n\tid BIGINT,\n\tname VARCHAR(200),\n"
    "\tlevel VARCHAR(20)\n) ENGINE=InnoDB;\n";

/* What is needed, as "person.id:S access.role:SU unit:D". */
static const char *
needs(struct arena *mem, const char *sql)
{
	struct buf b = { .mem = mem, .max = 4000 };
	struct sql_tables ts;
	const char *why;

	assert_int_equal(sql_tables_read(mem, schema, &ts), OK);
	if (!sql_read(mem, &ts, sql, &why))
		return str_fmt(mem, "! %s", why);
	sql_tables_settle(&ts);
	for (size_t i = 0; i < ts.n; i++) {
		const struct sql_table *t = &ts.at[i];
		for (size_t k = 0; k < t->n; k++) {
			unsigned may = t->at[k].may;
			if (may != 0)
				buf_fmt(&b, "%s.%s:%s%s%s ", t->name,
				    t->at[k].name, may & SQL_SELECT ? "S" : "",
				    may & SQL_INSERT ? "I" : "",
				    may & SQL_UPDATE ? "U" : "");
		}
		if (t->may & SQL_DELETE)
			buf_fmt(&b, "%s:D ", t->name);
	}
	return b.len == 0 ? "" : str_ndup(mem, b.at, b.len - 1);
}

static const struct {
	const char *sql, *needs;
} cases[] = {
	{ "SELECT name FROM person WHERE login = ?",
	    "person.login:S person.name:S" },
	/* an alias; a name of two tables; one in quotes; a name given by AS */
	{ "SELECT p.name AS who, `role` FROM person p JOIN access x"
	  " ON x.person_id = p.id ORDER BY who",
	    "person.id:S person.name:S access.person_id:S access.role:S" },
	{ "SELECT name FROM person, unit", "person.name:S unit.name:S" },
	{ "SELECT 'name' AS x, \"login\" AS y FROM unit WHERE id = 'it''s'",
	    "unit.id:S" },
	/* rows without a column still ask for one */
	{ "SELECT COUNT(*) AS n FROM person", "person.id:S" },
	{ "SELECT 1 FROM unit u WHERE EXISTS (SELECT 1 FROM access a"
	  " WHERE a.unit_id = u.id)",
	    "access.unit_id:S unit.id:S" },
	/* what a subquery does not know is the outer one's */
	{ "SELECT id FROM unit WHERE EXISTS (SELECT 1 FROM access"
	  " WHERE role = level)",
	    "access.role:S unit.id:S unit.level:S" },
	{ "SELECT t.n FROM (SELECT COUNT(role) AS n FROM access) t",
	    "access.role:S" },
	{ "WITH RECURSIVE up (id) AS (SELECT id FROM unit UNION ALL"
	  " SELECT u.id FROM unit u JOIN up ON up.id = u.id)"
	  " SELECT id FROM up",
	    "unit.id:S" },
	{ "(SELECT id FROM unit) UNION (SELECT role FROM access) ORDER BY 1",
	    "access.role:S unit.id:S" },
	{ "SELECT j.name, u.level FROM JSON_TABLE(?, '$[*]' COLUMNS"
	  " (name VARCHAR(9) PATH '$[0]')) j LEFT JOIN unit u"
	  " ON u.name = j.name",
	    "unit.name:S unit.level:S" },
	{ "SELECT id FROM unit FORCE INDEX (level) WHERE name ="
	  " CONVERT(? USING ascii) COLLATE utf8mb4_bin FOR UPDATE",
	    "unit.id:S unit.name:S" },
	{ "SELECT table_name FROM information_schema.tables", "" },
	{ "INSERT INTO person (id, login) VALUES (?, ?)",
	    "person.id:I person.login:I" },
	{ "INSERT IGNORE INTO access (person_id, role)"
	  " SELECT p.id, ? FROM person p WHERE p.login = ?",
	    "person.id:S person.login:S access.person_id:I access.role:I" },
	{ "INSERT INTO unit (id, name) VALUES (?, (SELECT name FROM person"
	  " WHERE id = ?)) ON DUPLICATE KEY UPDATE name = VALUES(name)",
	    "person.id:S person.name:S unit.id:IU unit.name:SIU" },
	{ "INSERT INTO unit (id, name) SELECT id, name FROM person"
	  " ON DUPLICATE KEY UPDATE level = ''",
	    "person.id:S person.name:S unit.id:IU unit.name:IU unit.level:SU" },
	{ "REPLACE INTO unit (id) VALUES (?)", "unit.id:I unit:D" },
	{ "UPDATE unit SET name = ?, level = UPPER(level) WHERE id = ?",
	    "unit.id:S unit.name:U unit.level:SU" },
	{ "UPDATE unit SET name = ?", "unit.name:U" },
	{ "UPDATE unit u JOIN access a ON a.unit_id = u.id"
	  " SET u.level = a.role",
	    "access.unit_id:S access.role:S unit.id:S unit.level:U" },
	/* access refers to the person that changes */
	{ "UPDATE person p JOIN unit u ON u.id = p.id SET p.name = u.name"
	  " WHERE p.id NOT IN (SELECT id FROM unit)",
	    "person.id:S person.name:U access.person_id:S unit.id:S"
	    " unit.name:S" },
	{ "DELETE FROM person WHERE login = ?", "person.login:S person:D" },
	{ "DELETE FROM person", "person:D" },
	{ "DELETE a FROM access a JOIN unit u ON u.id = a.unit_id"
	  " WHERE u.level = ?",
	    "access.unit_id:S access:D unit.id:S unit.level:S" },
	/* what is not understood is said */
	{ "SELECT * FROM unit",
	    "! columns are listed, never *, at \"SELECT\"" },
	{ "SELECT u.* FROM unit u",
	    "! columns are listed, never *, at \"SELECT\"" },
	{ "SELECT id, * FROM unit",
	    "! columns are listed, never *, at \"SELECT\"" },
	{ "SELECT pwhash FROM person", "! no such column at \"pwhash\"" },
	{ "SELECT p.pwhash FROM person p", "! no such column at \"p\"" },
	{ "SELECT q.id FROM person p", "! no such column at \"q\"" },
	{ "SELECT id FROM nowhere", "! no such table at \"nowhere\"" },
	{ "INSERT INTO person VALUES (1)",
	    "! INSERT INTO table (columns) was expected at \"person\"" },
	{ "INSERT INTO person (pwhash) VALUES (1)",
	    "! no such column at \"pwhash\"" },
	{ "TRUNCATE person",
	    "! no SELECT, INSERT, UPDATE, DELETE at \"TRUNCATE\"" },
	{ "SELECT (id FROM unit", "! parentheses are not in pairs" },
	{ "", "! no SELECT, INSERT, UPDATE, DELETE at \"\"" },
};

static void
each_statement(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct arena *mem = arena_new();
		assert_string_equal(needs(mem, cases[i].sql), cases[i].needs);
		arena_free(mem);
	}
}

/* Cut anywhere, a statement is read or refused; nothing worse. */
static void
cut_short(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++)
		for (size_t n = 0; cases[i].sql[n] != '\0'; n++) {
			struct arena *mem = arena_new();
			needs(mem, str_ndup(mem, cases[i].sql, n));
			arena_free(mem);
		}
}

static void
no_schema(void **state)
{
	struct arena *mem = arena_new();
	struct sql_tables ts;

	(void)state;
	assert_int_not_equal(sql_tables_read(mem, "", &ts), OK);
	assert_int_not_equal(sql_tables_read(mem, "CREATE TABLE a (\n)", &ts),
	    OK);
	arena_free(mem);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(each_statement),
		cmocka_unit_test(cut_short),
		cmocka_unit_test(no_schema),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
