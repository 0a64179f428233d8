/* seed.c - the small tables that every installation begins with */
#include <string.h>
#include "base/ctx.h"
#include "core/calendar.h"
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
/*
 * Days that an administrator took out stay out: those of a year are added once,
 * together with the year.  "pending" is a holiday that is not law yet.
 */
DB_STMT(insert_holidays,
    "INSERT INTO holiday (day, kind, state, name, basis, version, changed)"
    " SELECT j.day, IF(j.kind = 'pending', 'holiday', j.kind),"
    " IF(j.kind = 'pending', 'pending', 'set'), j.name, j.basis, 1,"
    " '2026-01-01' FROM JSON_TABLE(?, '$[*]' COLUMNS"
    " (day DATE PATH '$[0]', kind VARCHAR(20) PATH '$[1]', name VARCHAR(120)"
    " PATH '$[2]', basis VARCHAR(200) PATH '$[3]')) j WHERE NOT EXISTS"
    " (SELECT 1 FROM holiday h WHERE h.day = j.day) AND NOT EXISTS"
    " (SELECT 1 FROM holiday_year y WHERE y.year = YEAR(j.day))");
DB_STMT(insert_years,
    "INSERT INTO holiday_year (year, basis, changed) SELECT j.year, j.basis,"
    " '2026-01-01' FROM JSON_TABLE(?, '$[*]' COLUMNS (year BIGINT PATH"
    " '$[0]', basis VARCHAR(200) PATH '$[1]')) j WHERE NOT EXISTS"
    " (SELECT 1 FROM holiday_year y WHERE y.year = j.year)");
DB_STMT(insert_lunar,
    "INSERT INTO lunar (year, tet, hung) SELECT j.year, j.tet, j.hung"
    " FROM JSON_TABLE(?, '$[*]' COLUMNS (year BIGINT PATH '$[0]', tet DATE"
    " PATH '$[1]', hung DATE PATH '$[2]')) j WHERE NOT EXISTS"
    " (SELECT 1 FROM lunar l WHERE l.year = j.year)");

DB_STMT(insert_measures,
    "INSERT INTO measure (code, name, name_en, dimension, factor)"
    " SELECT j.code, j.name, j.name_en, j.dimension, j.factor"
    " FROM JSON_TABLE(?, '$[*]' COLUMNS (code VARCHAR(40) PATH '$[0]',"
    " name VARCHAR(40) PATH '$[1]', name_en VARCHAR(60) PATH '$[2]',"
    " dimension VARCHAR(40) PATH '$[3]', factor DECIMAL(38,10) PATH '$[4]')) j"
    " WHERE NOT EXISTS (SELECT 1 FROM measure m WHERE m.code = j.code"
    " OR m.name = j.name)");
DB_STMT(insert_breakdowns,
    "INSERT INTO breakdown (code, name, name_en, whole) SELECT j.code, j.name,"
    " j.name_en, j.whole = 'yes' FROM JSON_TABLE(?, '$[*]' COLUMNS"
    " (code VARCHAR(20) PATH '$[0]', name VARCHAR(120) PATH '$[1]',"
    " name_en VARCHAR(120) PATH '$[2]', whole VARCHAR(3) PATH '$[3]')) j"
    " WHERE NOT EXISTS (SELECT 1 FROM breakdown b WHERE b.code = j.code)");
/* Where an owner has changed a dimension, nothing is added to it again. */
DB_STMT(insert_categories,
    "INSERT INTO category (breakdown_id, code, name, name_en, place)"
    " SELECT b.id, j.code, j.name, j.name_en, j.place"
    " FROM JSON_TABLE(?, '$[*]' COLUMNS (place FOR ORDINALITY,"
    " breakdown VARCHAR(20) PATH '$[0]', code VARCHAR(20) PATH '$[1]',"
    " name VARCHAR(120) PATH '$[2]', name_en VARCHAR(120) PATH '$[3]')) j"
    " JOIN breakdown b ON b.code = j.breakdown AND b.version = 1"
    " WHERE NOT EXISTS (SELECT 1 FROM category c"
    " WHERE c.breakdown_id = b.id AND c.code = j.code)");

static bool
is_day(const char *s)
{
	struct date d;

	return date_parse(s, &d);
}
static bool
is_kind(const char *s)
{
	enum day_kind kind;

	return str_eq(s, "pending") || day_kind_read(s, &kind);
}
static bool
is_year(const char *s)
{
	return strlen(s) == 4 && strspn(s, "0123456789") == 4;
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

static bool
is_yes_no(const char *s)
{
	return str_eq(s, "yes") || str_eq(s, "no");
}
static bool
is_factor(const char *s)
{
	return *s != '-' && *s != '\0' && strspn(s, "0123456789.") == strlen(s);
}
DB_STMT(insert_abbreviations,
    "INSERT INTO abbreviation (shorter, words, meaning, source) SELECT "
    "j.shorter,"
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
	} col[5];
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
	{ "year.csv", insert_years,
	    { { "year", is_year }, { "basis", is_given } } },
	{ "lunar.csv", insert_lunar,
	    { { "year", is_year }, { "tet", is_day }, { "hung", is_day } } },
	{ "measure.csv", insert_measures,
	    { { "code", is_given }, { "name", is_given },
		{ "name_en", is_given }, { "dimension", is_given },
		{ "factor", is_factor } } },
	{ "breakdown.csv", insert_breakdowns,
	    { { "code", is_given }, { "name", is_given },
		{ "name_en", is_given }, { "whole", is_yes_no } } },
	{ "category.csv", insert_categories,
	    { { "breakdown", is_given }, { "code", is_given },
		{ "name", is_given }, { "name_en", is_given } } },
	{ "abbreviation.csv", insert_abbreviations,
	    { { "shorter", is_given }, { "words", is_given },
		{ "meaning", is_given }, { "source", is_given } } },
};

static size_t
width(const struct seed *s)
{
	size_t n = 0;

	while (n < COUNT(s->col) && s->col[n].name != NULL)
		n++;
	return n;
}

static void
check(const struct seed *s, const char *path, const struct csv *csv,
    struct findings *f)
{
	for (size_t i = 1; i < csv->n; i++)
		for (size_t k = 0; k < width(s); k++)
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

	for (size_t i = 0; i < width(s); i++)
		head[i] = s->col[i].name;
	if (!file_read(mem, path, SEED_BYTES, &file, &why)) {
		finding(f, path, _("the file cannot be read: %s"), why);
		return false;
	}
	if (!csv_read(mem, path, file.at, file.len, &limits, f, ret) ||
	    !csv_head(path, ret, head, width(s), f))
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
