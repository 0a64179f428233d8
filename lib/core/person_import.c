/* person_import.c - a file of people looked over, and applied */
#include <string.h>
#include "base/map.h"
#include "base/utf8.h"
#include "core/grant.h"
#include "core/person_file.h"
#include "core/unit.h"
#include "core/unit_typed.h"

struct found_unit {
	long id;
	const char *name;
	struct reach reach;
	struct findings findings;
};
struct import {
	struct db *db;
	const struct ctx *ctx;
	struct map units;  /* as typed: index into unit */
	struct map logins; /* of the file: the line that makes the account */
	struct found_unit *unit;
	size_t nunit;
	struct helds *held; /* of the account in a line, where it was there */
};

static void
open_import(struct db *db, const struct ctx *ctx, size_t lines,
    struct import *ret)
{
	*ret = (struct import){ .db = db,
		.ctx = ctx,
		.units = { .mem = ctx->mem },
		.logins = { .mem = ctx->mem },
		.unit = arena_alloc(ctx->mem, (lines + 1) * sizeof *ret->unit),
		.held =
		    arena_alloc(ctx->mem, (lines + 1) * sizeof *ret->held) };
}

/* Each text is looked up once, however many lines have it. */
static enum rc
find_unit(struct import *im, const char *typed, struct found_unit **ret)
{
	long at = map_get(&im->units, typed);
	struct unit u;

	if (at != MAP_NONE) {
		*ret = &im->unit[at];
		return OK;
	}
	struct found_unit *new = &im->unit[im->nunit];
	*new = (struct found_unit){ .findings = { .mem = im->ctx->mem } };
	TRY(unit_typed(im->db, im->ctx, typed, im->ctx->today, &new->findings,
	    &new->id));
	if (new->id != 0) {
		TRY(unit_get(im->db, new->id, &u));
		new->name = u.name;
		TRY(delegate_reach(im->db, im->ctx, new->id, &new->reach));
	}
	map_put(&im->units, typed, (long)im->nunit++);
	*ret = new;
	return OK;
}

/* A role by its code, or as it is called here. */
static bool
read_role(struct arena *mem, const char *typed, enum role *ret)
{
	const char *key = utf8_key(mem, typed, false);

	if (role_read(typed, ret))
		return true;
	for (enum role r = 1; key != NULL && r < ROLE_END; r++)
		if (str_eq(key, utf8_key(mem, role_show(r), false))) {
			*ret = r;
			return true;
		}
	return false;
}

static enum rc
look_unit(struct import *im, struct person_line *l)
{
	struct found_unit *u;

	if (utf8_blank(l->cell[PERSON_UNIT])) {
		finding(&l->findings, "unit", _("A unit is needed."));
		return OK;
	}
	TRY(find_unit(im, l->cell[PERSON_UNIT], &u));
	l->unit = u->id;
	l->unit_name = u->name;
	for (size_t i = 0; i < u->findings.n; i++)
		finding(&l->findings, "unit", "%s", u->findings.at[i].text);
	if (u->id != 0 && !u->reach.inside)
		finding(&l->findings, "unit",
		    _("You do not manage the people of this unit."));
	else if (u->id != 0 && l->role != 0 &&
		 !delegate_may_give(&u->reach, l->role))
		finding(&l->findings, "role",
		    _("The role %s is given by an administrator of a unit above"
		      " this one."),
		    role_show(l->role));
	return OK;
}

/* What a further line says of somebody must be what is known. */
static void
same_or_empty(struct person_line *l, enum person_col col, const char *was)
{
	if (str_empty(l->cell[col]) || str_eq(l->cell[col], was))
		return;
	finding(&l->findings, person_cols_defs[col].code,
	    _("The account %s has \"%s\" here: leave it empty or change it on"
	      " the person's page."),
	    l->cell[PERSON_LOGIN], was);
}

static void
further(struct person_line *l, const char *const *was)
{
	static const enum person_col said[] = { PERSON_NAME, PERSON_TITLE,
		PERSON_EMAIL, PERSON_PHONE };

	l->act = PERSON_FURTHER;
	for (size_t i = 0; i < COUNT(said); i++)
		same_or_empty(l, said[i], was[i]);
	if (l->role == 0)
		finding(&l->findings, "login",
		    _("There is an account %s already: this line gives it"
		      " nothing."),
		    l->cell[PERSON_LOGIN]);
}

static void
has_it(struct person_line *l)
{
	finding(&l->findings, "role",
	    _("They have this role at this unit in that time."));
}

static bool
overlap(const struct person_line *l, const char *from, const char *to)
{
	return strcmp(l->from, to) < 0 && strcmp(from, l->to) < 0;
}

/* Among what the account has, */
static void
look_held(struct person_line *l, const struct helds *held)
{
	for (size_t i = 0; i < held->n; i++) {
		const struct held *h = &held->at[i];
		if (h->live && h->for_id == 0 && h->role == (long)l->role &&
		    h->unit_id == l->unit &&
		    overlap(l, h->valid_from, h->valid_to)) {
			has_it(l);
			return;
		}
	}
}

/* and among what lines before this one give it. */
static void
look_before(const struct person_file *file, size_t i)
{
	struct person_line *l = &file->at[i];

	for (size_t k = 0; k < i; k++) {
		const struct person_line *m = &file->at[k];
		if (m->role == l->role && m->unit == l->unit &&
		    m->act != PERSON_REFUSED &&
		    str_eq(m->cell[PERSON_LOGIN], l->cell[PERSON_LOGIN]) &&
		    overlap(l, m->from, m->to)) {
			has_it(l);
			return;
		}
	}
}

/* An account that is there: one that the actor sees, or it is just taken. */
static enum rc
look_there(struct import *im, struct person_line *l, struct helds *held,
    long id)
{
	struct standing s;

	enum rc rc = standing_get(im->db, im->ctx, id, &s);
	if (rc == E_NOTFOUND || (rc == OK && s.self)) {
		finding(&l->findings, "login",
		    _("This login name is taken: choose another."));
		return OK;
	}
	TRY(rc);
	l->person = id;
	further(l,
	    (const char *[]){ s.p.name, s.p.title, s.p.email, s.p.phone });
	*held = s.held;
	if (l->findings.nerror == 0)
		look_held(l, held);
	return OK;
}

static enum rc
look_person(struct import *im, const struct person_file *file, size_t i)
{
	struct person_line *l = &file->at[i];
	const char *login = l->cell[PERSON_LOGIN];
	long first = map_get(&im->logins, login);
	struct person there;

	if (first != MAP_NONE) {
		const struct person_line *m = &file->at[first];
		further(l, (const char *[]){ m->cell[PERSON_NAME],
			       m->cell[PERSON_TITLE], m->cell[PERSON_EMAIL],
			       m->cell[PERSON_PHONE] });
		l->person = m->person;
		if (l->findings.nerror == 0)
			look_held(l, &im->held[first]);
		if (l->findings.nerror == 0)
			look_before(file, i);
		return OK;
	}
	map_put(&im->logins, login, (long)i);
	enum rc rc = person_by_login(im->db, login, &there);
	if (rc == OK)
		return look_there(im, l, &im->held[i], there.id);
	if (rc != E_NOTFOUND)
		return rc;
	l->act = PERSON_NEW;
	rc = person_check(&(struct person_says){ login, l->cell[PERSON_NAME],
			      l->cell[PERSON_TITLE], l->cell[PERSON_EMAIL],
			      l->cell[PERSON_PHONE] },
	    true, &l->findings);
	return rc == E_INVALID ? OK : rc;
}

static enum rc
look_line(struct import *im, const struct person_file *file, size_t i)
{
	struct person_line *l = &file->at[i];
	const char *typed = l->cell[PERSON_ROLE];

	l->findings = (struct findings){ .mem = im->ctx->mem };
	l->role = 0;
	if (!utf8_blank(typed) && !read_role(im->ctx->mem, typed, &l->role))
		finding(&l->findings, "role", _("There is no role \"%s\"."),
		    typed);
	if (day_typed(im->ctx, l->cell[PERSON_FROM], "from", &l->findings,
		&l->from))
		last_day_typed(im->ctx, l->cell[PERSON_TO], l->from, "to",
		    &l->findings, &l->to);
	TRY(look_unit(im, l));
	TRY(look_person(im, file, i));
	decision_typed(l->cell[PERSON_DECISION], false, &l->findings);
	if (l->findings.nerror > 0)
		l->act = PERSON_REFUSED;
	return OK;
}

static void
count(struct person_file *file)
{
	file->fresh = file->further = file->refused = 0;
	for (size_t i = 0; i < file->n; i++) {
		file->fresh += file->at[i].act == PERSON_NEW;
		file->further += file->at[i].act == PERSON_FURTHER;
		file->refused += file->at[i].act == PERSON_REFUSED;
	}
}

enum rc
person_file_look(struct db *db, const struct ctx *ctx, struct person_file *file)
{
	struct import im;

	open_import(db, ctx, file->n, &im);
	for (size_t i = 0; i < file->n; i++)
		TRY(look_line(&im, file, i));
	count(file);
	return OK;
}

static void
tell(const struct person_line *l, struct findings *f)
{
	for (size_t i = 0; i < l->findings.n; i++)
		finding(f, str_fmt(f->mem, "line %ld", l->line), "%s: %s",
		    l->findings.at[i].where, l->findings.at[i].text);
}

static enum rc
store_line(struct db *db, const struct ctx *ctx, struct person_line *l)
{
	const char *const *c = l->cell;
	const char *role = l->role == 0 ? NULL : role_name(l->role);

	if (l->act == PERSON_NEW)
		return account_store(db, ctx,
		    &(struct account_in){
			.says = { c[PERSON_LOGIN], c[PERSON_NAME],
			    c[PERSON_TITLE], c[PERSON_EMAIL], c[PERSON_PHONE] },
			.unit_id = l->unit,
			.role = role,
			.from = l->from,
			.to = l->to,
			.decision = c[PERSON_DECISION] },
		    &l->findings, &l->person);
	return grant_add(db, ctx,
	    &(struct grant_in){ .person = l->person,
		.version = -1,
		.role = role,
		.unit_id = l->unit,
		.from = c[PERSON_FROM],
		.to = c[PERSON_TO],
		.decision = c[PERSON_DECISION] },
	    &l->findings);
}

/* The first line of that login in the file has made the account by now. */
static void
find_made(const struct map *first, struct person_file *file, size_t i)
{
	long at = map_get(first, file->at[i].cell[PERSON_LOGIN]);

	if (file->at[i].person == 0 && at != MAP_NONE)
		file->at[i].person = file->at[at].person;
}

enum rc
person_file_store(struct db *db, const struct ctx *ctx,
    struct person_file *file, struct findings *f)
{
	struct map first = { .mem = ctx->mem };

	TRY(person_file_look(db, ctx, file));
	for (size_t i = 0; i < file->n; i++) {
		struct person_line *l = &file->at[i];
		if (l->act == PERSON_NEW)
			map_put(&first, l->cell[PERSON_LOGIN], (long)i);
		find_made(&first, file, i);
		enum rc rc = l->act == PERSON_REFUSED ? E_INVALID :
							store_line(db, ctx, l);
		if (rc == E_INVALID) {
			tell(l, f);
			l->act = PERSON_REFUSED;
		} else
			TRY(rc);
	}
	count(file);
	return f->nerror > 0 ? E_INVALID : OK;
}
