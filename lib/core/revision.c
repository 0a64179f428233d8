/* revision.c - the immutable snapshot of what was sent */
#include <string.h>
#include "core/flow.h"
#include "core/revision.h"
#include "core/revision_home.h"
#include "io/json.h"
#include "io/json_read.h"
#include "io/secret.h"

enum { BODY_MAX = 16000000 }; /* MEDIUMTEXT */

static const struct db_col revision_cols[] = {
	COL(struct revision, id),
	COL(struct revision, report_id),
	COL(struct revision, no),
	COL(struct revision, form_id),
	COL(struct revision, person_id),
	COL(struct revision, behalf_id),
	COL(struct revision, at),
	COL(struct revision, person),
	COL(struct revision, title),
	COL(struct revision, behalf),
	COL(struct revision, sign_as),
	COL(struct revision, body),
	COL(struct revision, sha),
	COL(struct revision, prev),
};
DB_ROWS(select_one, revision_cols,
    "SELECT k.id, k.report_id, k.no, k.form_id, k.person_id, k.behalf_id,"
    " k.at, q.name AS person, q.title, b.name AS behalf, k.sign_as, k.body,"
    " k.sha, k.prev"
    " FROM revision k LEFT JOIN person q ON q.id = k.person_id"
    " LEFT JOIN person b ON b.id = k.behalf_id"
    " WHERE k.report_id = ? AND k.no = ?");
DB_STMT(insert_revision,
    "INSERT INTO revision (report_id, no, form_id, person_id, behalf_id,"
    " sign_as, at, body, sha, prev) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");
static const struct db_col behalf_cols[] = {
	COL(struct behalf, name),
	COL(struct behalf, sign_as),
};
/* By the right that is used: the same may be lent in two ways at two units. */
DB_ROWS(select_behalf, behalf_cols,
    "SELECT p.name, COALESCE(x.sign_as, '') AS sign_as FROM person p"
    " LEFT JOIN access x ON x.person_id = ? AND x.for_id = p.id"
    " AND x.role = ? AND x.unit_id = ? AND x.valid_from <= ?"
    " AND ? < x.valid_to WHERE p.id = ? ORDER BY x.id LIMIT 1");

/* Where it came from: the place in "homes", under a name of its own. */
static void
put_home(struct json *j, const struct home_index *x, size_t cell)
{
	if (x == NULL || x->cell == NULL || x->cell[cell] < 0)
		return;
	json_long(j, x->at[x->cell[cell]]->kind == HOME_SAME ? "h" : "m",
	    x->cell[cell]);
}

/* A cell that holds nothing is not written at all. */
static void
put_cells(struct json *j, const char *key, const struct sheet *s,
    const struct figures *is, const struct home_index *homes)
{
	json_array(j, key);
	for (size_t i = 0; i < s->form->ncell; i++) {
		const struct value *v = &is->num[i];
		if (v->dec == NULL && !v->nan && str_empty(is->txt[i]))
			continue;
		json_object(j, NULL);
		json_long(j, "c", (long)i);
		if (v->nan)
			json_long(j, "x", 1);
		else if (v->dec != NULL)
			json_text(j, "n", dec_text(s->mem, v->dec));
		else
			json_text(j, "t", is->txt[i]);
		if (is->label != NULL && is->label[i] != NULL)
			json_text(j, "l", is->label[i]);
		put_home(j, homes, i);
		json_end(j);
	}
	json_end(j);
}

static void
put_texts(struct json *j, const char *key, const char *const *text, size_t n)
{
	json_array(j, key);
	for (size_t i = 0; i < n; i++)
		json_text(j, NULL, text[i]);
	json_end(j);
}

static void
put_units(struct json *j, const struct sheet *s)
{
	json_array(j, "units");
	for (size_t i = 0; i < s->nchild; i++) {
		const struct sheet_child *c = &s->child[i];
		json_object(j, NULL);
		json_long(j, "id", c->unit_id);
		put_texts(j, "unit",
		    (const char *const[]){ c->level, c->code, c->name }, 3);
		json_text(j, "state", c->state);
		if (c->sender != NULL)
			json_text(j, "by", c->sender);
		if (c->accepted) {
			json_long(j, "no", c->revision_no);
			json_text(j, "sha", c->sha);
		}
		if (c->is.num != NULL)
			put_cells(j, "total", s, &c->is, NULL);
		json_end(j);
	}
	json_end(j);
}

/* In the words that the sender read; others may not have the past at hand. */
static void
put_warned(struct json *j, const struct sheet *s)
{
	json_array(j, "warned");
	for (size_t i = 0; i < s->warned->n; i++) {
		const struct finding *f = &s->warned->at[i];
		if (!f->explain)
			continue;
		json_object(j, NULL);
		json_text(j, "at", f->where);
		json_text(j, "text", f->text);
		json_end(j);
	}
	json_end(j);
	json_text(j, "why", s->explained);
}

const char *
revision_body(struct arena *mem, const struct sheet *s, long no, const char *at,
    const char *by, const struct behalf *behalf)
{
	struct buf b = { .mem = mem, .max = BODY_MAX };
	struct json j = { .out = &b };
	const struct report *r = s->report;
	struct home_index homes = home_index(mem, &s->homes, s->form->ncell);

	json_object(&j, NULL);
	json_long(&j, "v", 1);
	json_text(&j, "regime", r->regime);
	json_text(&j, "form", s->form->version);
	put_texts(&j, "period",
	    (const char *const[]){ r->period, r->starts, r->ends }, 3);
	put_texts(&j, "unit",
	    (const char *const[]){ r->level, r->unit_code, r->unit }, 3);
	json_long(&j, "no", no);
	json_text(&j, "at", at);
	json_text(&j, "by", by);
	if (!str_empty(behalf->name))
		json_text(&j, "for", behalf->name);
	if (!str_empty(behalf->sign_as))
		json_text(&j, "as", behalf->sign_as);
	put_cells(&j, "own", s, &s->own, &homes);
	if (s->superior) {
		put_cells(&j, "below", s, &s->below, NULL);
		put_cells(&j, "total", s, &s->total, &homes);
		put_units(&j, s);
	}
	home_write(&j, &homes);
	if (s->warned != NULL)
		put_warned(&j, s);
	json_end(&j);
	return b.full ? NULL : b.at;
}

const char *
revision_digest(struct arena *mem, const struct sheet *s)
{
	struct sheet bare = *s;

	bare.warned = NULL;
	const char *body =
	    revision_body(mem, &bare, 0, "", "", &(struct behalf){ 0 });
	return body == NULL ? "" : secret_sha256(mem, body, strlen(body));
}

const char *
revision_hash(struct arena *mem, const char *prev, const char *body)
{
	struct buf b = { .mem = mem, .max = BODY_MAX + 100 };

	buf_str(&b, prev);
	buf_str(&b, "\n");
	buf_str(&b, body);
	return secret_sha256(mem, b.at, b.len);
}

/* The lent right that this unit's report is sent under. */
static const struct grant *
lent(const struct actor *who, long unit)
{
	const struct grant *ret = NULL;

	for (size_t i = 0; i < who->ngrant; i++) {
		const struct grant *g = &who->grants[i];
		if (g->for_id == who->behalf &&
		    role_has((enum role)g->role, MAY_SEND) &&
		    (ret == NULL || g->unit_id == unit))
			ret = g;
	}
	return ret;
}

/* Nobody, mostly: then it costs nothing. */
enum rc
revision_behalf(struct db *db, const struct ctx *ctx, long unit,
    struct behalf *ret)
{
	const struct actor *who = ctx->actor;

	*ret = (struct behalf){ "", "" };
	if (who->behalf == 0)
		return OK;
	const struct grant *g = lent(who, unit);
	assert(g != NULL);
	return db_row(db, select_behalf,
	    ARGS(who->id, g->role, g->unit_id, ctx->today, ctx->today,
		who->behalf),
	    ret);
}

enum rc
revision_add(struct db *db, const struct ctx *ctx, const struct sheet *s,
    struct revision *ret)
{
	const struct report *r = s->report;
	struct behalf behalf;

	TRY(revision_behalf(db, ctx, r->unit_id, &behalf));
	*ret = (struct revision){ .report_id = r->id,
		.no = r->revision_no + 1,
		.form_id = s->form->id,
		.person_id = ctx->actor->id,
		.behalf_id = ctx->actor->behalf,
		.at = ctx->now,
		.person = ctx->actor->name,
		.behalf = behalf.name,
		.sign_as = behalf.sign_as,
		.prev = r->revision_no > 0 ? r->sha : REVISION_NONE };
	ret->body =
	    revision_body(ctx->mem, s, ret->no, ret->at, ret->person, &behalf);
	if (ret->body == NULL)
		return E_LIMIT;
	ret->sha = revision_hash(ctx->mem, ret->prev, ret->body);
	return db_insert(db, insert_revision,
	    ARGS(ret->report_id, ret->no, ret->form_id, ret->person_id,
		ret->behalf_id, ret->sign_as, ret->at, ret->body, ret->sha,
		ret->prev),
	    &ret->id);
}

enum rc
revision_get(struct db *db, const struct report *r, long no,
    struct revision *ret)
{
	return db_row(db, select_one, ARGS(r->id, no), ret);
}

static void
read_cells(struct sheet *s, const struct node *of, const char *key,
    struct figures *ret)
{
	const struct node *cells = node_get(of, key);

	if (cells == NULL)
		return;
	if (ret->num == NULL)
		*ret = sheet_figures(s);
	for (const struct node *n = cells->first; n != NULL; n = n->next) {
		size_t c = (size_t)node_long(n, "c");
		const char *num = node_text(n, "n");
		if (c >= s->form->ncell)
			continue;
		ret->num[c].nan = node_long(n, "x") == 1;
		if (num != NULL)
			ret->num[c].dec = dec_parse(s->mem, num);
		ret->txt[c] = node_text(n, "t");
		if (ret->label != NULL)
			ret->label[c] = node_text(n, "l");
	}
}

static const char *
item(const struct node *list, int i)
{
	const struct node *n = list == NULL ? NULL : list->first;

	while (n != NULL && i-- > 0)
		n = n->next;
	return n == NULL || n->text == NULL ? "" : n->text;
}

static void
read_unit(struct sheet *s, const struct node *n, struct sheet_child *ret)
{
	const struct node *unit = node_get(n, "unit");

	*ret = (struct sheet_child){ .unit_id = node_long(n, "id"),
		.level = item(unit, 0),
		.code = item(unit, 1),
		.name = item(unit, 2),
		.state = node_text(n, "state"),
		.sender = node_text(n, "by"),
		.revision_no = node_long(n, "no"),
		.sha = node_text(n, "sha") };
	ret->accepted = str_eq(ret->state, ACCEPTED);
	read_cells(s, n, "total", &ret->is);
}

static void
read_units(struct sheet *s, const struct node *list)
{
	size_t n = 0;

	for (const struct node *u = list->first; u != NULL; u = u->next)
		n++;
	s->child = arena_alloc(s->mem, n * sizeof *s->child);
	for (const struct node *u = list->first; u != NULL; u = u->next) {
		struct sheet_child *c = &s->child[s->nchild++];
		read_unit(s, u, c);
		s->naccepted += c->accepted;
	}
}

static void
read_warned(struct sheet *s, const struct node *top)
{
	const struct node *list = node_get(top, "warned");
	struct findings *f = arena_alloc(s->mem, sizeof *f);

	if (list == NULL)
		return;
	*f = (struct findings){ .mem = s->mem };
	for (const struct node *n = list->first; n != NULL; n = n->next)
		finding_explain(f, node_text(n, "at"), "%s",
		    node_text(n, "text"));
	s->warned = f;
	s->explained = node_text(top, "why");
}

enum rc
revision_read(struct arena *mem, const char *body, struct sheet *s)
{
	const char *why;
	struct node *top;

	if (!json_read(mem, body, &top, &why))
		return fail(E_INTERNAL, "revision of report %ld: %s",
		    s->report->id, why);
	const struct node *units = node_get(top, "units");
	s->own = sheet_figures(s);
	s->total = s->own;
	s->superior = units != NULL;
	read_cells(s, top, "own", &s->own);
	home_read(mem, top, s->form->ncell, s->report->cutoff, &s->homes);
	read_warned(s, top);
	if (units == NULL)
		return OK;
	s->below = sheet_figures(s);
	s->total = sheet_figures(s);
	read_cells(s, top, "below", &s->below);
	read_cells(s, top, "total", &s->total);
	read_units(s, units);
	return OK;
}

enum rc
revision_verify(struct db *db, long report_id, long *ret_n)
{
	struct arena *mem = db_arena(db);
	const char *prev = REVISION_NONE;
	struct revision k;
	enum rc rc;

	*ret_n = 0;
	for (long no = 1;; no++) {
		rc = db_row(db, select_one, ARGS(report_id, no), &k);
		if (rc != OK)
			return rc == E_NOTFOUND ? OK : rc;
		if (strcmp(k.prev, prev) != 0 ||
		    strcmp(k.sha, revision_hash(mem, k.prev, k.body)) != 0)
			return fail(E_CONFLICT,
			    "report %ld: revision %ld is not what was sent",
			    report_id, no);
		prev = k.sha;
		*ret_n = no;
	}
}
