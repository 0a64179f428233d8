/* schema.c - the database's tables: made, and brought up to date */
#include <stdlib.h>
#include <string.h>
#include "base/ctx.h"
#include "core/schema.h"
#include "io/db.h"
#include "io/db_open.h"
#include "io/file.h"

enum { SCRIPT_BYTES = 1 << 20 };

/* The number at the beginning: "0012-what.sql". */
static long
number(const char *s)
{
	return strtol(s, NULL, 10);
}

struct found {
	long tables, settings;
};
struct version {
	const char *value;
};
static const struct db_col found_cols[] = {
	COL(struct found, tables),
	COL(struct found, settings),
};
static const struct db_col version_cols[] = { COL(struct version, value) };

DB_ROWS(select_found, found_cols,
    "SELECT COUNT(*) AS tables, COALESCE(SUM(table_name = 'setting'), 0)"
    " AS settings FROM information_schema.tables"
    " WHERE table_schema = DATABASE()");
DB_ROWS(select_version, version_cols,
    "SELECT value FROM setting WHERE name = 'schema'");
DB_STMT(set_version, "INSERT INTO setting (name, value) VALUES ('schema', ?)"
		     " ON DUPLICATE KEY UPDATE value = ?");

static enum rc
read_script(struct arena *mem, const char *path, struct findings *f,
    const char **ret)
{
	struct file file;
	const char *why;

	if (!file_read(mem, path, SCRIPT_BYTES, &file, &why)) {
		finding(f, path, _("the file cannot be read: %s"), why);
		return E_INVALID;
	}
	*ret = file.at;
	return OK;
}

/* An earlier run may have been interrupted between two tables. */
static const char *
unless_there(struct arena *mem, const char *script)
{
	static const char create[] = "\nCREATE TABLE ";
	struct buf b = { .mem = mem, .max = 2 * SCRIPT_BYTES };
	const char *hit;

	while ((hit = strstr(script, create)) != NULL) {
		hit += strlen(create);
		buf_put(&b, script, (size_t)(hit - script));
		buf_str(&b, "IF NOT EXISTS ");
		script = hit;
	}
	buf_str(&b, script);
	return b.at;
}

static enum rc
write_version(struct db *db, struct arena *mem, long version)
{
	const char *v = str_fmt(mem, "%ld", version);

	TRY(db_begin(db, DB_READ_WRITE));
	return db_end(db, db_exec(db, set_version, ARGS(v, v), NULL));
}

/* -1: the tables are not, or not all, there. */
static enum rc
look(struct db *db, struct findings *f, long *ret)
{
	struct found found;
	struct version v;

	*ret = -1;
	TRY(db_row(db, select_found, ARGS(), &found));
	if (found.settings == 0 && found.tables > 0) {
		finding(f, "database",
		    _("the database holds %ld tables of something else; give"
		      " an empty one"),
		    found.tables);
		return E_INVALID;
	}
	if (found.settings == 0)
		return OK;
	enum rc rc = db_row(db, select_version, ARGS(), &v);
	if (rc == OK)
		*ret = number(v.value);
	return rc == E_NOTFOUND ? OK : rc;
}

static enum rc
read_version(struct db *db, struct findings *f, long *ret)
{
	TRY(db_begin(db, DB_READ_ONLY));
	return db_end(db, look(db, f, ret));
}

static enum rc
make(struct db *db, struct arena *mem, const char *dir, struct findings *f)
{
	const char *script;

	TRY(read_script(mem, str_fmt(mem, "%s/schema.sql", dir), f, &script));
	return db_script(db, unless_there(mem, script));
}

static enum rc
step(struct db *db, struct arena *mem, const char *path, long no,
    struct findings *f)
{
	const char *script;

	TRY(read_script(mem, path, f, &script));
	TRY(db_script(db, script));
	return write_version(db, mem, no);
}

static struct file_names
list_steps(struct arena *mem, const char *dir, long *ret_last)
{
	struct file_names names =
	    file_list(mem, str_fmt(mem, "%s/step", dir), ".sql");

	*ret_last = names.n == 0 ? 0 : number(names.at[names.n - 1]);
	return names;
}

enum rc
schema_look(struct db *db, struct arena *mem, const char *dir,
    struct findings *f, struct schema *ret)
{
	*ret = (struct schema){ 0 };
	list_steps(mem, dir, &ret->to);
	return read_version(db, f, &ret->from);
}

enum rc
schema_migrate(struct db *db, struct arena *mem, const char *dir,
    struct findings *f, struct schema *ret)
{
	const char *steps = str_fmt(mem, "%s/step", dir);
	long last;
	struct file_names names = list_steps(mem, dir, &last);

	*ret = (struct schema){ .to = last };
	TRY(read_version(db, f, &ret->from));
	if (ret->from < 0) {
		ret->made = true;
		TRY(make(db, mem, dir, f));
		return write_version(db, mem, last);
	}
	if (ret->from > last) {
		finding(f, "database",
		    _("the database is of version %ld, this program of %ld:"
		      " install the newer program"),
		    ret->from, last);
		return E_INVALID;
	}
	for (size_t i = 0; i < names.n; i++) {
		long no = number(names.at[i]);
		if (no > ret->from)
			TRY(step(db, mem,
			    str_fmt(mem, "%s/%s", steps, names.at[i]), no, f));
	}
	return OK;
}
