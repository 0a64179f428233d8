/* world.c - a small country for tests of the domain */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "core/open.h"
#include "core/regime.h"
#include "io/conf.h"
#include "io/db.h"
#include "core/world.h"

enum { CELLS_MAX = 64, FILE_MAX_ = 1 << 18 };

struct world w;

struct n {
	long n;
};

static const struct {
	long id, parent;
	const char *level, *name;
} units[] = {
	{ CENTRE, 0, "centre", "Trung ương" },
	{ PROVINCE, CENTRE, "province", "Tỉnh An" },
	{ PROVINCE2, CENTRE, "province", "Tỉnh Bình" },
	{ DISTRICT, PROVINCE, "district", "Huyện Mỹ" },
	{ ISLAND, PROVINCE2, "district", "Huyện đảo Xa" },
	{ COMMUNE, DISTRICT, "commune", "Xã Một" },
	{ COMMUNE2, DISTRICT, "commune", "Xã Hai" },
	{ COMMUNE3, PROVINCE2, "commune", "Xã Ba" },
};
#define ALWAYS "'1000-01-01', '9999-12-31'"

void
script(const char *sql)
{
	assert_int_equal(db_script(w.db, sql), OK);
}

long
number(const char *sql)
{
	static const struct db_col cols[] = { COL(struct n, n) };
	struct db_stmt *stmt = arena_alloc(w.mem, sizeof *stmt);
	struct n row;

	*stmt = (struct db_stmt){ .name = "number",
		.sql = str_dup(w.mem, sql),
		.cols = cols,
		.ncol = 1,
		.file = __FILE__,
		.line = __LINE__ };
	assert_int_equal(db_begin(w.db, DB_READ_ONLY), OK);
	assert_int_equal(db_end(w.db, db_row(w.db, stmt, ARGS(), &row)), OK);
	return row.n;
}

static long
parent_of(long unit)
{
	for (size_t i = 0; i < COUNT(units); i++)
		if (units[i].id == unit)
			return units[i].parent;
	return 0;
}

static void
add_unit(size_t i)
{
	long id = units[i].id, depth = 0;

	script(str_fmt(w.mem,
	    "INSERT INTO unit (id, scheme, code, level, name, name_key,"
	    " name_plain, valid_from, valid_to) VALUES (%ld, 'own', '%05ld',"
	    " '%s', '%s', '', '', " ALWAYS ")",
	    id, id, units[i].level, units[i].name));
	if (units[i].parent != 0)
		script(str_fmt(w.mem,
		    "INSERT INTO unit_line (line_id, unit_id, parent_id,"
		    " valid_from, valid_to) VALUES (1, %ld, %ld, " ALWAYS ")",
		    id, units[i].parent));
	for (long above = id; above != 0; above = parent_of(above))
		script(str_fmt(w.mem,
		    "INSERT INTO unit_above (line_id, unit_id, above_id,"
		    " depth, valid_from, valid_to)"
		    " VALUES (1, %ld, %ld, %ld, " ALWAYS ")",
		    id, above, depth++));
}

static void
add_person(long id, enum role role, long unit, const char *what)
{
	script(str_fmt(w.mem,
	    "INSERT INTO person (id, login, name, created) VALUES (%ld,"
	    " '%s%ld', '%s %ld', '2026-01-01'); INSERT INTO access (person_id,"
	    " role, unit_id, valid_from, valid_to)"
	    " VALUES (%ld, %d, %ld, " ALWAYS ")",
	    id, what, unit, what, unit, id, (int)role, unit));
}

static void
clear(void)
{
	static const char *const tables[] = { "idem", "lease", "job", "audit",
		"audit_head", "audit_burst", "rollup_unit", "rollup", "fact",
		"report_event", "revision", "revision_use", "draft_was",
		"draft", "report", "period", "form_draft_step", "form_draft",
		"form_share", "item_home", "item_same", "item_apart",
		"form_cell", "form", "item_cut", "item_breakdown",
		"item_version", "item", "assignment", "unit_group_member",
		"unit_group", "regime_version", "regime", "session", "access",
		"person_secret", "person_post", "person_word", "person",
		"reform_todo", "reform_report", "reform_change", "reform_row",
		"reform", "succession_share", "succession", "unit_above",
		"unit_line", "unit" };

	script("DELETE FROM setting WHERE name LIKE 'unit/%'");
	script("UPDATE item SET weight_id = NULL, base_id = NULL");
	for (size_t i = 0; i < COUNT(tables); i++)
		script(str_fmt(w.mem, "DELETE FROM %s", tables[i]));
}

enum rc
load_regime(const char *path)
{
	char *xml = arena_alloc(w.mem, FILE_MAX_);
	FILE *in = fopen(path, "r");
	struct regime_file file;

	assert_non_null(in);
	size_t n = fread(xml, 1, FILE_MAX_ - 1, in);
	fclose(in);
	enum rc rc = regime_read(w.mem, xml, n, &w.f, &file);
	if (rc == OK)
		rc = regime_store(w.db, as(0), &file, &w.f);
	for (size_t i = 0; rc != OK && i < w.f.n; i++)
		print_error("%s: %s\n", w.f.at[i].where, w.f.at[i].text);
	return rc;
}

const char *
source(const char *path)
{
	const char *dir = getenv("BAOCAO_SOURCE");

	return str_fmt(w.mem, "%s/%s", dir == NULL ? "." : dir, path);
}

static enum rc
open_both(void)
{
	const struct ctx *ctx = as(HEAD + CENTRE);
	struct regime g;
	long made, form;

	TRY(open_period(w.db, ctx, "XLD01", "2026-Q3", &made));
	assert_int_equal(made, COUNT(units));
	TRY(open_period(w.db, ctx, "KIND", "2026-Q3", &made));
	TRY(regime_find(w.db, "XLD01", &g));
	TRY(regime_form(w.db, g.id, "2026-09-14", &form));
	return form_get(w.db, form, &w.form);
}

int
world_new(void **state)
{
	const struct conf *conf = conf_load();

	(void)state;
	w = (struct world){ .mem = arena_new(),
		.db = db_open(&conf->db),
		.other = db_open(&conf->db) };
	db_into(w.db, w.mem);
	db_into(w.other, w.mem);
	w.f = (struct findings){ .mem = w.mem };
	clear();
	for (size_t i = 0; i < COUNT(units); i++) {
		long id = units[i].id;
		add_unit(i);
		add_person(HEAD + id, ROLE_HEAD, id, "head");
		add_person(CLERK + id, ROLE_CLERK, id, "clerk");
		add_person(REVIEWER + id, ROLE_REVIEWER, id, "reviewer");
	}
	IS_OK(load_regime(source("sql/seed/form/XLD01.xml")));
	IS_OK(load_regime(source("tests/core/KIND.xml")));
	IS_OK(open_both());
	return 0;
}

void
world_also(const char *path, const char *regime)
{
	long made;

	IS_OK(load_regime(source(path)));
	IS_OK(open_period(w.db, as(HEAD + CENTRE), regime, "2026-Q3", &made));
}

int
world_free(void **state)
{
	(void)state;
	db_close(w.db);
	db_close(w.other);
	arena_free(w.mem);
	return 0;
}

const struct ctx *
as(long person)
{
	struct ctx *ctx = arena_alloc(w.mem, sizeof *ctx);
	struct actor *who = arena_alloc(w.mem, sizeof *who);
	struct grant *grant = arena_alloc(w.mem, sizeof *grant);

	*grant = (struct grant){ .unit_id = person % 100,
		.role = person < CLERK    ? ROLE_HEAD :
			person < REVIEWER ? ROLE_CLERK :
					    ROLE_REVIEWER };
	*who = (struct actor){ .id = person,
		.login = "x",
		.name = str_fmt(w.mem, "person %ld", person),
		.grants = grant,
		.ngrant = 1 };
	*ctx = (struct ctx){ .mem = w.mem,
		.actor = who,
		.now = "2026-09-20 02:00:00.000000",
		.today = "2026-09-20",
		.real = "2026-10-01 02:00:00.000000",
		.lang = "vi",
		.base = "",
		.request = "test" };
	return ctx;
}

struct report
report_of(long unit, const char *regime)
{
	struct report r;

	IS_OK(report_find_any(w.db, unit, regime, "2026-Q3", &r));
	return r;
}

size_t
cell(const char *code)
{
	long i = form_col(w.form, code);

	assert_true(i >= 0);
	return (size_t)i;
}

struct draft_in
typed(long version, ...)
{
	struct typed *at = arena_alloc(w.mem, CELLS_MAX * sizeof *at);
	struct draft_in in = { .version = version, .at = at };
	const char *code;
	va_list ap;

	va_start(ap, version);
	while ((code = va_arg(ap, const char *)) != NULL)
		at[in.n++] = (struct typed){ (long)cell(code),
			va_arg(ap, const char *) };
	va_end(ap);
	return in;
}

struct draft_in
good(long version, long k)
{
	static const struct {
		const char *code;
		long n;
	} form[] = { { "1", 10 }, { "2", 4 }, { "3", 6 }, { "4", 8 },
		{ "5", 2 }, { "6", 6 }, { "7", 5 }, { "8", 1 }, { "9", 2 },
		{ "10", 3 }, { "11", 2 }, { "12", 2 }, { "13", 2 }, { "15", 1 },
		{ "16", 1 }, { "17", 1 }, { "19", 1 }, { "20", 1 }, { "21", 1 },
		{ "22", 0 } };
	struct typed *at = arena_alloc(w.mem, CELLS_MAX * sizeof *at);

	for (size_t i = 0; i < COUNT(form); i++)
		at[i] = (struct typed){ (long)cell(form[i].code),
			str_fmt(w.mem, "%ld", k * form[i].n) };
	return (
	    struct draft_in){ .version = version, .at = at, .n = COUNT(form) };
}

enum rc
save(long person, long unit, struct draft_in in)
{
	struct report r = report_of(unit, "XLD01");

	return RUN(draft_save(w.db, as(person), r.id, &in, &w.f, &w.out));
}

DB_STMT(save_point, "SAVEPOINT look");
DB_STMT(back_there, "ROLLBACK TO SAVEPOINT look");

static const char *
digest(struct db *db, const struct ctx *ctx, long id, const struct send_in *in)
{
	struct findings f = { .mem = ctx->mem };
	struct draft_out out;
	struct report r;
	struct sheet s;
	long n;

	if (report_get(db, ctx, MAY_SEND, id, &r) != OK || !flow_open(&r) ||
	    sheet_open_draft(db, ctx, &r, &s) != OK)
		return NULL;
	if (draft_apply(db, ctx, &s, &in->cells, &f, &out, &n) != OK)
		return NULL;
	sheet_compute(&s);
	return revision_digest(ctx->mem, &s);
}

enum rc
send_seen(struct db *db, const struct ctx *ctx, long report_id,
    struct send_in *in, struct findings *f, struct draft_out *out,
    struct receipt *ret)
{
	TRY(db_exec(db, save_point, ARGS(), NULL));
	in->seen = digest(db, ctx, report_id, in);
	TRY(db_exec(db, back_there, ARGS(), NULL));
	return flow_send(db, ctx, report_id, in, f, out, ret);
}

enum rc
send_in(long person, long unit, struct draft_in in, bool confirmed)
{
	struct report r = report_of(unit, "XLD01");
	struct send_in what = { .cells = in, .confirmed = confirmed };

	return RUN(
	    send_seen(w.db, as(person), r.id, &what, &w.f, &w.out, &w.receipt));
}

void
sends(long unit, long k)
{
	struct report r = report_of(unit, "XLD01");

	assert_int_equal(send_in(HEAD + unit, unit, good(r.version, k), true),
	    OK);
}

void
accepts(long unit)
{
	struct report r = report_of(unit, "XLD01");

	IS_OK(flow_accept(w.db, as(HEAD + parent_of(unit)), r.id, r.version));
}

const char *
total(long unit, const char *regime, size_t at)
{
	struct report r = report_of(unit, regime);
	struct sheet s;

	IS_OK(sheet_open(w.db, as(HEAD + unit), &r, &s));
	return s.total.num[at].dec == NULL ?
		   NULL :
		   dec_text(w.mem, s.total.num[at].dec);
}
