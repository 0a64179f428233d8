/* unit_file.c - reading the files that units are loaded from */
#include <string.h>
#include "base/ctx.h"
#include "base/date.h"
#include "base/utf8.h"
#include "core/unit_file.h"
#include "io/csv.h"
#include "io/secret.h"

enum {
	FILE_MAX = 8 << 20,
	CODE_MAX = 20,
	NAME_MAX_LEN = 120,
	DECISION_MAX = 200
};
static const struct csv_limits limits = { .rows = 50000,
	.cells = 8,
	.cell_bytes = 1000 };
static const char *const state_head[] = { "from", "line", "extent", "units",
	"map", "decision" };
static const char *const unit_head[] = { "scheme", "level", "code", "name",
	"parent" };
static const char *const map_head[] = { "old", "new", "relation" };

/* What reading one file needs to know. */
struct source {
	struct arena *mem;
	struct findings *f;
	const char *file; /* as findings show it */
	struct csv csv;
	const char *sha;
};

static const char *
at_line(const struct source *s, long line)
{
	return str_fmt(s->mem, "%s:%ld", s->file, line);
}

static bool
open_file(struct source *s, const char *path, struct file *ret)
{
	const char *why;

	s->file = path;
	if (file_read(s->mem, path, FILE_MAX, ret, &why))
		return true;
	finding(s->f, path, _("the file cannot be read: %s"), why);
	return false;
}

static bool
open_csv(struct source *s, struct file file, const char *const *head,
    size_t nhead)
{
	s->sha = secret_sha256(s->mem, file.at, file.len);
	return csv_read(s->mem, s->file, file.at, file.len, &limits, s->f,
		   &s->csv) &&
	       csv_head(s->file, &s->csv, head, nhead, s->f);
}

/* Codes of units, levels, schemes: what stands in URLs and in keys. */
static bool
code_ok(const char *s)
{
	size_t n = strlen(s);

	return n > 0 && n <= CODE_MAX &&
	       strspn(s, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
			 "0123456789-_.") == n;
}

static void
need_code(const struct source *s, long line, const char *column,
    const char *code)
{
	if (!code_ok(code))
		finding(s->f, at_line(s, line),
		    _("%s: \"%.40s\" is no code (1 to 20 letters without marks,"
		      " digits, - _ .)"),
		    column, code);
}

static struct unit_row
unit_row(const struct source *s, const struct csv_row *r)
{
	struct unit_row u = { r->cell[0], r->cell[1], r->cell[2], r->cell[3],
		r->cell[4], NULL, NULL, r->line };

	need_code(s, r->line, "scheme", u.scheme);
	need_code(s, r->line, "level", u.level);
	need_code(s, r->line, "code", u.code);
	if (!str_empty(u.parent))
		need_code(s, r->line, "parent", u.parent);
	u.key = utf8_key(s->mem, u.name, true);
	u.plain = utf8_key(s->mem, u.name, false);
	if (str_empty(u.key) || utf8_len(u.name) > NAME_MAX_LEN ||
	    u.name[strcspn(u.name, "\t\r\n")] != '\0')
		finding(s->f, at_line(s, r->line),
		    _("name: empty, longer than %d characters, or of more than"
		      " one line"),
		    NAME_MAX_LEN);
	return u;
}

static void
read_units(struct source *s, struct file file, struct unit_step *ret)
{
	ret->units_file = s->file;
	if (!open_csv(s, file, unit_head, COUNT(unit_head)))
		return;
	ret->unit = arena_alloc(s->mem, s->csv.n * sizeof *ret->unit);
	for (size_t i = 1; i < s->csv.n; i++)
		ret->unit[ret->nunit++] = unit_row(s, &s->csv.row[i]);
	if (ret->nunit == 0)
		finding(s->f, s->file, _("the file names no unit"));
}

static struct map_row
map_row(const struct source *s, const struct csv_row *r)
{
	struct map_row m = { .old = r->cell[0],
		.became = r->cell[1],
		.line = r->line };

	need_code(s, r->line, "old", m.old);
	need_code(s, r->line, "new", m.became);
	if (!relation_read(r->cell[2], &m.relation))
		finding(s->f, at_line(s, r->line),
		    _("relation: \"%.40s\" is not one of unchanged, renamed,"
		      " retyped, whole, partial, unknown"),
		    r->cell[2]);
	return m;
}

static void
read_map(struct source *s, struct file file, struct unit_step *ret)
{
	ret->map_file = s->file;
	if (!open_csv(s, file, map_head, COUNT(map_head)))
		return;
	ret->map = arena_alloc(s->mem, s->csv.n * sizeof *ret->map);
	for (size_t i = 1; i < s->csv.n; i++)
		ret->map[ret->nmap++] = map_row(s, &s->csv.row[i]);
}

void
unit_rows_read(struct arena *mem, const char *name, struct file file,
    struct findings *f, struct unit_step *ret)
{
	struct source s = { .mem = mem, .f = f, .file = name };

	read_units(&s, file, ret);
}

void
unit_map_read(struct arena *mem, const char *name, struct file file,
    struct findings *f, struct unit_step *ret)
{
	struct source s = { .mem = mem, .f = f, .file = name };

	read_map(&s, file, ret);
}

static void
check_state(const struct source *s, const struct csv_row *r)
{
	const char *where = at_line(s, r->line);
	struct date d;

	if (!date_parse(r->cell[0], &d))
		finding(s->f, where, _("from: \"%.40s\" is no date such as %s"),
		    r->cell[0], "2025-07-01");
	need_code(s, r->line, "line", r->cell[1]);
	if (!str_eq(r->cell[2], "whole") && !str_eq(r->cell[2], "change"))
		finding(s->f, where,
		    _("extent: \"%.40s\" is neither whole nor change"),
		    r->cell[2]);
	if (str_empty(r->cell[3]))
		finding(s->f, where, _("units: no file is named"));
	if (utf8_len(r->cell[5]) > DECISION_MAX)
		finding(s->f, where, _("decision: longer than %d characters"),
		    DECISION_MAX);
}

static void
read_state(const struct source *s, const struct csv_row *r,
    struct unit_step *ret)
{
	struct source units = { .mem = s->mem, .f = s->f, .sha = "" };
	struct source map = units;
	struct file file;

	check_state(s, r);
	*ret = (struct unit_step){ .where = at_line(s, r->line),
		.from = r->cell[0],
		.line = r->cell[1],
		.whole = str_eq(r->cell[2], "whole"),
		.decision = r->cell[5] };
	if (!str_empty(r->cell[3]) &&
	    open_file(&units, file_beside(s->mem, s->file, r->cell[3]), &file))
		read_units(&units, file, ret);
	if (!str_empty(r->cell[4]) &&
	    open_file(&map, file_beside(s->mem, s->file, r->cell[4]), &file))
		read_map(&map, file, ret);
	const char *all = str_fmt(s->mem, "%s %s %s %s %s %s", ret->from,
	    ret->line, r->cell[2], units.sha, map.sha, ret->decision);
	ret->sha = secret_sha256(s->mem, all, strlen(all));
}

bool
unit_steps_read(struct arena *mem, const char *path, struct findings *f,
    struct unit_steps *ret)
{
	struct source s = { .mem = mem, .f = f };
	struct file file;

	*ret = (struct unit_steps){ 0 };
	if (file_is_dir(path))
		path = str_fmt(mem, "%s/states.csv", path);
	if (!open_file(&s, path, &file) ||
	    !open_csv(&s, file, state_head, COUNT(state_head)))
		return false;
	ret->at = arena_alloc(mem, s.csv.n * sizeof *ret->at);
	for (size_t i = 1; i < s.csv.n; i++)
		read_state(&s, &s.csv.row[i], &ret->at[ret->n++]);
	if (ret->n == 0)
		finding(f, path, _("the file lists no state"));
	return f->nerror == 0;
}
