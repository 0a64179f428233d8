/* programs.c - the programs of an installation, and what each may */
#include <string.h>
#include "core/sql_read.h"
#include "io/file.h"
#include "io/run.h"
#include "tool/programs.h"

enum { SCHEMA_BYTES = 1 << 20, STATEMENTS_BYTES = 4 << 20 };

enum rc
programs_open(struct tool *t, const char *dir, struct programs *ret)
{
	struct arena *mem = t->ctx.mem;
	const char *schema = str_fmt(mem, "%s/../schema.sql", t->conf->seed);
	struct file_names files;
	struct file text;
	const char *why;

	*ret =
	    (struct programs){ .dir = dir == NULL ? t->conf->programs : dir };
	if (!file_read(mem, schema, SCHEMA_BYTES, &text, &why)) {
		finding(&t->findings, schema, _("the file cannot be read: %s"),
		    why);
		return E_INVALID;
	}
	files = file_list(mem, ret->dir, ".fcgi");
	if (files.n == 0) {
		finding(&t->findings, ret->dir,
		    _("there are no programs; set programs_dir, or say "
		      "--programs"));
		return E_INVALID;
	}
	ret->at = arena_alloc(mem, files.n * sizeof *ret->at);
	for (ret->n = 0; ret->n < files.n; ret->n++)
		ret->at[ret->n] = str_ndup(mem, files.at[ret->n],
		    strlen(files.at[ret->n]) - strlen(".fcgi"));
	return sql_tables_read(mem, text.at, &ret->tables);
}

/* One line of --statements: name, place, text. */
static bool
read_statement(struct tool *t, struct programs *p, const char *line, size_t len)
{
	const char *text = str_ndup(t->ctx.mem, line, len), *why;
	const char *place = strchr(text, '\t');
	const char *sql = place == NULL ? NULL : strchr(place + 1, '\t');

	if (sql == NULL) {
		finding(&t->findings, p->dir, _("this is no statement: %s"),
		    text);
		return false;
	}
	if (sql_read(t->ctx.mem, &p->tables, sql + 1, &why))
		return true;
	finding(&t->findings, str_ndup(t->ctx.mem, text, (size_t)(sql - text)),
	    _("this statement cannot be read: %s"), why);
	return false;
}

enum rc
programs_needs(struct tool *t, struct programs *p, const char *name)
{
	const char *path = str_fmt(t->ctx.mem, "%s/%s.fcgi", p->dir, name);
	struct file said;
	const char *why;
	bool ok = true;

	sql_tables_forget(&p->tables);
	if (!run_read(t->ctx.mem, path, "--statements", STATEMENTS_BYTES, &said,
		&why)) {
		finding(&t->findings, path, "%s", why);
		return E_INVALID;
	}
	for (const char *s = said.at; *s != '\0';) {
		size_t len = strcspn(s, "\n");
		ok = read_statement(t, p, s, len) && ok;
		s += len + (s[len] == '\n');
	}
	sql_tables_settle(&p->tables);
	return ok ? OK : E_INVALID;
}

static void
put_columns(struct buf *b, const struct sql_table *table, unsigned may,
    const char *verb)
{
	const char *before = " (";
	size_t len = b->len;

	for (size_t i = 0; i < table->n; i++)
		if (table->at[i].may & may) {
			if (b->len == len)
				buf_fmt(b, "%s%s", len > 0 ? ", " : "", verb);
			buf_fmt(b, "%s`%s`", before, table->at[i].name);
			before = ", ";
		}
	if (b->len > len)
		buf_str(b, ")");
}

const char *
programs_privileges(struct arena *mem, const struct sql_table *table)
{
	struct buf b = { .mem = mem, .max = 1 << 16 };

	put_columns(&b, table, SQL_SELECT, "SELECT");
	put_columns(&b, table, SQL_INSERT, "INSERT");
	put_columns(&b, table, SQL_UPDATE, "UPDATE");
	if (table->may & SQL_DELETE)
		buf_fmt(&b, "%sDELETE", b.len > 0 ? ", " : "");
	return b.len > 0 ? b.at : NULL;
}
