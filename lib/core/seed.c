/* seed.c - the small tables that every installation begins with */
#include "base/ctx.h"
#include "base/date.h"
#include "core/seed.h"
#include "io/csv.h"
#include "io/db.h"
#include "io/file.h"
#include "io/json.h"

enum { SEED_BYTES = 1 << 20 };
static const struct csv_limits limits = { .rows = 5000,
	.cells = 8,
	.cell_bytes = 400 };

DB_STMT(insert_lines,
    "INSERT INTO line (id, code, name_vi, name_en) SELECT j.id, j.code,"
    " j.name_vi, j.name_en FROM JSON_TABLE(?, '$[*]' COLUMNS (id BIGINT PATH"
    " '$[0]', code VARCHAR(20) PATH '$[1]', name_vi VARCHAR(200) PATH '$[2]',"
    " name_en VARCHAR(200) PATH '$[3]')) j WHERE NOT EXISTS (SELECT 1"
    " FROM line l WHERE l.id = j.id)");
DB_STMT(insert_levels,
    "INSERT INTO level (code, name_vi, name_en, rank_no) SELECT j.code,"
    " j.name_vi, j.name_en, j.rank_no FROM JSON_TABLE(?, '$[*]' COLUMNS"
    " (code VARCHAR(20) PATH '$[0]', name_vi VARCHAR(100) PATH '$[1]',"
    " name_en VARCHAR(100) PATH '$[2]', rank_no BIGINT PATH '$[3]')) j"
    " WHERE NOT EXISTS (SELECT 1 FROM level l WHERE l.code = j.code)");
DB_STMT(insert_holidays,
    "INSERT INTO holiday (day, work, name, basis) SELECT j.day,"
    " j.kind = 'swap_work', j.name, j.basis FROM JSON_TABLE(?, '$[*]' COLUMNS"
    " (day DATE PATH '$[0]', kind VARCHAR(20) PATH '$[1]', name VARCHAR(120)"
    " PATH '$[2]', basis VARCHAR(200) PATH '$[3]')) j WHERE NOT EXISTS"
    " (SELECT 1 FROM holiday h WHERE h.day = j.day)");

static bool
is_day(const char *s)
{
	struct date d;

	return date_parse(s, &d);
}
static bool
is_kind(const char *s)
{
	return str_eq(s, "holiday") || str_eq(s, "compensatory") ||
	       str_eq(s, "swap_off") || str_eq(s, "swap_work");
}
static bool
is_number(const char *s)
{
	return *s > '0' && *s <= '9' && s[1] == '\0';
}
static bool
is_given(const char *s)
{
	return !str_empty(s);
}

DB_STMT(insert_abbreviations,
    "INSERT INTO abbreviation (shorter, words, meaning, source) SELECT j.shorter,"
    " j.words, j.meaning, j.source FROM JSON_TABLE(?, '$[*]' COLUMNS (shorter"
    " VARCHAR(40) PATH '$[0]', words VARCHAR(200) PATH '$[1]', meaning"
    " VARCHAR(200) PATH '$[2]', source VARCHAR(200) PATH '$[3]')) j WHERE NOT"
    " EXISTS (SELECT 1 FROM abbreviation a WHERE a.shorter = j.shorter)");

/* One file and its table; which column must be what. */
static const struct seed {
	const char *file;
	const struct db_stmt *insert;
	struct {
		const char *name;
		bool (*ok)(const char *);
	} col[4];
} seeds[] = {
	{ "line.csv", insert_lines,
	    { { "id", is_number }, { "code", is_given },
		{ "name_vi", is_given }, { "name_en", is_given } } },
	{ "level.csv", insert_levels,
	    { { "code", is_given }, { "name_vi", is_given },
		{ "name_en", is_given }, { "rank", is_number } } },
	{ "holiday.csv", insert_holidays,
	    { { "day", is_day }, { "kind", is_kind }, { "name", is_given },
		{ "basis", is_given } } },
};

static void
check(const struct seed *s, const char *path, const struct csv *csv,
    struct findings *f)
{
	for (size_t i = 1; i < csv->n; i++)
		for (size_t k = 0; k < COUNT(s->col); k++)
			if (!s->col[k].ok(csv->row[i].cell[k]))
				finding(f,
				    str_fmt(f->mem, "%s:%ld", path,
					csv->row[i].line),
				    _("%s: \"%.40s\" cannot be read"),
				    s->col[k].name, csv->row[i].cell[k]);
}

static bool
read_seed(struct arena *mem, const struct seed *s, const char *path,
    struct findings *f, struct csv *ret)
{
	const char *head[COUNT(s->col)];
	struct file file;
	const char *why;

	for (size_t i = 0; i < COUNT(s->col); i++)
		head[i] = s->col[i].name;
	if (!file_read(mem, path, SEED_BYTES, &file, &why)) {
		finding(f, path, _("the file cannot be read: %s"), why);
		return false;
	}
	if (!csv_read(mem, path, file.at, file.len, &limits, f, ret) ||
	    !csv_head(path, ret, head, COUNT(head), f))
		return false;
	check(s, path, ret, f);
	return f->nerror == 0;
}

static const char *
as_json(struct arena *mem, const struct csv *csv)
{
	struct buf b = { .mem = mem, .max = 4 * SEED_BYTES };
	struct json j = { .out = &b };

	json_array(&j, NULL);
	for (size_t i = 1; i < csv->n; i++) {
		json_array(&j, NULL);
		for (size_t k = 0; k < csv->ncell; k++)
			json_text(&j, NULL, csv->row[i].cell[k]);
		json_end(&j);
	}
	json_end(&j);
	return b.at;
}

enum rc
seed_load(struct db *db, struct arena *mem, const char *dir, struct findings *f,
    long *ret_rows)
{
	*ret_rows = 0;
	for (size_t i = 0; i < COUNT(seeds); i++) {
		const struct seed *s = &seeds[i];
		struct csv csv;
		long n;
		if (!read_seed(mem, s, str_fmt(mem, "%s/%s", dir, s->file), f,
			&csv))
			return E_INVALID;
		TRY(db_exec(db, s->insert, ARGS(as_json(mem, &csv)), &n));
		*ret_rows += n;
	}
	return OK;
}
