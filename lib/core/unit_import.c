/* unit_import.c - units from files into the database */
#include <string.h>
#include "core/access.h"
#include "core/audit.h"
#include "core/unit_import.h"
#include "core/unit_store.h"
#include "core/unit_told.h"
#include "io/db.h"

struct line_rec {
	long id;
	const char *code;
};
struct level_rec {
	const char *code;
};
struct done_rec {
	const char *name, *value;
};
static const struct db_col line_cols[] = {
	COL(struct line_rec, id),
	COL(struct line_rec, code),
};
static const struct db_col level_cols[] = { COL(struct level_rec, code) };
static const struct db_col done_cols[] = {
	COL(struct done_rec, name),
	COL(struct done_rec, value),
};
DB_ROWS(select_lines, line_cols, "SELECT id, code FROM line ORDER BY id");
DB_ROWS(select_levels, level_cols, "SELECT code FROM level ORDER BY code");
DB_ROWS(select_done, done_cols,
    "SELECT name, value FROM setting WHERE name LIKE 'unit/%' ORDER BY name");
DB_ROWS(lock_done, done_cols,
    "SELECT name, value FROM setting WHERE name LIKE 'unit/%' ORDER BY name"
    " FOR UPDATE");
DB_STMT(insert_done, "INSERT INTO setting (name, value) VALUES (?, ?)");
#define FOLLOW \
	" FROM access x JOIN succession s ON s.old_id = x.unit_id" \
	" WHERE s.relation IN ('renamed', 'retyped') AND s.comparable = 1" \
	" AND x.valid_from < s.on_date AND s.on_date < x.valid_to" \
	" AND NOT EXISTS (SELECT 1 FROM access y" \
	" WHERE y.person_id = x.person_id AND y.role = x.role" \
	" AND y.for_id = x.for_id AND y.unit_id = s.new_id)"
/* The one place outside access.c that grants: to those who had it already. */
DB_STMT(follow_grants,
    "INSERT INTO access (person_id, role, unit_id, for_id, valid_from,"
    " valid_to, decision) SELECT x.person_id, x.role, s.new_id, x.for_id,"
    " s.on_date, x.valid_to, x.decision" FOLLOW);
struct follow {
	long person_id, role, unit_id, for_id;
	const char *valid_from, *valid_to;
};
static const struct db_col follow_cols[] = {
	COL(struct follow, person_id),
	COL(struct follow, role),
	COL(struct follow, unit_id),
	COL(struct follow, for_id),
	COL(struct follow, valid_from),
	COL(struct follow, valid_to),
};
DB_ROWS(select_follow, follow_cols,
    "SELECT x.person_id, x.role, s.new_id AS unit_id, x.for_id,"
    " s.on_date AS valid_from, x.valid_to" FOLLOW
    " ORDER BY x.person_id, x.id, s.id");

struct hashes {
	struct done_rec *at;
	size_t n;
};

struct import {
	struct db *db;
	struct findings *f;
	struct unit_import *ret;
	struct model model;
	struct map lines, levels, done; /* done: index of its hash */
	struct hashes hashes;
	struct map touched; /* line's code -> id */
};

/*
 * The transaction sees the database as it was when it began; another import may
 * have been done while this one waited for the lines.  Then begin again.
 */
static enum rc
load_done(struct import *im)
{
	struct hashes latest;

	TRY(db_rows(im->db, select_done, ARGS(), &im->hashes));
	TRY(db_rows(im->db, lock_done, ARGS(), &latest));
	if (latest.n != im->hashes.n)
		return fail(E_BUSY, "units were loaded at the same time");
	for (size_t i = 0; i < im->hashes.n; i++)
		map_put(&im->done, im->hashes.at[i].name, (long)i);
	return OK;
}

static enum rc
load(struct import *im)
{
	struct {
		struct line_rec *at;
		size_t n;
	} lines;
	struct {
		struct level_rec *at;
		size_t n;
	} levels;

	TRY(db_rows(im->db, select_lines, ARGS(), &lines));
	for (size_t i = 0; i < lines.n; i++)
		map_put(&im->lines, lines.at[i].code, lines.at[i].id);
	TRY(db_rows(im->db, select_levels, ARGS(), &levels));
	for (size_t i = 0; i < levels.n; i++)
		map_put(&im->levels, levels.at[i].code, 1);
	TRY(load_done(im));
	return model_load(im->db, &im->model);
}

static void
check_levels(struct import *im, const struct unit_step *s)
{
	for (size_t i = 0; i < s->nunit; i++)
		if (map_get(&im->levels, s->unit[i].level) < 0)
			finding(im->f,
			    str_fmt(im->f->mem, "%s:%ld", s->units_file,
				s->unit[i].line),
			    _("level: \"%s\" is not known"), s->unit[i].level);
}

static void
add_up(struct unit_import *sum, const struct model_count *c)
{
	sum->states++;
	sum->begun += c->begun;
	sum->ended += c->ended;
	sum->unchanged += c->unchanged;
	sum->moved += c->moved;
	sum->successions += c->successions;
	sum->not_comparable += c->not_comparable;
}

static enum rc
step(struct import *im, const struct unit_step *s)
{
	long line = map_get(&im->lines, s->line);
	const char *name = str_fmt(im->f->mem, "unit/%s/%s", s->line, s->from);
	long done = map_get(&im->done, name);
	struct model_count count = { 0 };

	if (done >= 0 && str_eq(im->hashes.at[done].value, s->sha)) {
		im->ret->passed++;
		return OK;
	}
	if (done >= 0)
		finding(im->f, s->where,
		    _("the state of %s was loaded before with other content;"
		      " what reports were filed under is not changed"),
		    s->from);
	else if (line < 0)
		finding(im->f, s->where, _("line: \"%s\" is not known"),
		    s->line);
	check_levels(im, s);
	if (im->f->nerror > 0)
		return E_INVALID;
	model_apply(&im->model, s, line, im->f, &count);
	if (im->f->nerror > 0)
		return E_INVALID;
	add_up(im->ret, &count);
	map_put(&im->touched, s->line, line);
	return db_exec(im->db, insert_done, ARGS(name, s->sha), NULL);
}

/* A line that changed has its closure made anew, once. */
static enum rc
close_lines(struct import *im, const struct unit_steps *steps)
{
	for (size_t i = 0; i < steps->n; i++) {
		long line = map_get(&im->touched, steps->at[i].line);
		if (line < 0)
			continue;
		TRY(model_close(im->db, line));
		map_put(&im->touched, steps->at[i].line, MAP_NONE);
	}
	return OK;
}

/* Rights follow a unit that only got another name or type. */
static enum rc
follow(struct db *db, const struct ctx *ctx, struct audit_head *head)
{
	struct {
		struct follow *at;
		size_t n;
	} all;

	TRY(db_rows(db, select_follow, ARGS(), &all));
	TRY(db_exec(db, follow_grants, ARGS(), NULL));
	for (size_t i = 0; i < all.n; i++) {
		const struct follow *g = &all.at[i];
		struct change c = change_new(ctx->mem);
		const char *role = role_name((enum role)g->role);
		change_text(&c, "role", NULL, role);
		change_id(&c, "unit", 0, g->unit_id);
		change_text(&c, "from", NULL, g->valid_from);
		change_text(&c, "to", NULL, g->valid_to);
		change_id(&c, "for", 0, g->for_id);
		TRY(audit_change(db, ctx, head,
		    g->for_id != 0 ? "deputise" : "grant", "person",
		    g->person_id, role, &c));
	}
	return OK;
}

enum rc
unit_import(struct db *db, const struct ctx *ctx,
    const struct unit_steps *steps, struct findings *f, struct unit_import *ret)
{
	struct audit_head head;
	struct import im = { .db = db,
		.f = f,
		.ret = ret,
		.lines = { .mem = f->mem },
		.levels = { .mem = f->mem },
		.done = { .mem = f->mem },
		.touched = { .mem = f->mem } };

	*ret = (struct unit_import){ 0 };
	TRY(audit_lock(db, AUDIT_UNITS, &head)); /* two at once wait here */
	TRY(load(&im));
	for (size_t i = 0; i < steps->n; i++)
		TRY(step(&im, &steps->at[i]));
	if (ret->states == 0)
		return OK;
	long last = unit_told_last(&im.model);
	TRY(model_store(db, &im.model));
	TRY(close_lines(&im, steps));
	TRY(follow(db, ctx, &head));
	struct audit_many told = { db, ctx, &head, "import", "unit", 0,
		str_fmt(ctx->mem, "states=%ld; begun=%ld; ended=%ld",
		    ret->states, ret->begun, ret->ended),
		{ 0 }, 0 };
	audit_many_open(&told);
	TRY(unit_told(&told, &im.model, last));
	return audit_many_close(&told);
}
