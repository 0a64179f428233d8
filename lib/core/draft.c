/* draft.c - what was typed so far, and two people typing at once */
#include <string.h>
#include "core/audit.h"
#include "core/change.h"
#include "base/ctx.h"
#include "core/attach.h"
#include "core/draft_part.h"
#include "core/flow.h"
#include "io/json.h"

enum { CELLS_MAX = 4 << 20, TOLD_MAX = 40 };

/* Those that were not there yet at a version. */
struct newer {
	long cell;
};
struct newers {
	struct newer *at;
	size_t n;
};
static const struct db_col newer_cols[] = { COL(struct newer, cell) };
DB_ROWS(select_newer, newer_cols,
    "SELECT cell FROM draft WHERE report_id = ? AND made > ? ORDER BY cell");

/* Who typed what; asked for only when two people have met. */
struct author {
	long cell;
	const char *who, *at;
};
struct authors {
	struct author *at;
	size_t n;
};
static const struct db_col author_cols[] = {
	COL(struct author, cell),
	COL(struct author, who),
	COL(struct author, at),
};
DB_ROWS(select_authors, author_cols,
    "SELECT d.cell, q.name AS who, d.at FROM draft d"
    " LEFT JOIN person q ON q.id = d.person_id"
    " WHERE d.report_id = ? AND d.changed > ? ORDER BY d.cell");

/* What a cell was before a version replaced it. */
struct was {
	long cell;
	const char *num, *txt;
};
struct wases {
	struct was *at;
	size_t n;
};
static const struct db_col was_cols[] = {
	COL(struct was, cell),
	COL(struct was, num),
	COL(struct was, txt),
};
DB_ROWS(select_was, was_cols,
    "SELECT w.cell, w.num, w.txt FROM draft_was w WHERE w.report_id = ?"
    " AND w.until = (SELECT MIN(o.until) FROM draft_was o"
    " WHERE o.report_id = w.report_id AND o.cell = w.cell AND o.until > ?)"
    " ORDER BY w.cell");
DB_STMT(insert_was,
    "INSERT INTO draft_was (report_id, cell, until, num, txt, person_id, at)"
    " SELECT d.report_id, d.cell, ?, d.num, d.txt, d.person_id, d.at"
    " FROM JSON_TABLE(?, '$[*]' COLUMNS (cell BIGINT PATH '$.c')) j"
    " JOIN draft d ON d.report_id = ? AND d.cell = j.cell");
DB_STMT(upsert_cells,
    "INSERT INTO draft (report_id, cell, num, txt, made, changed, person_id,"
    " at) SELECT ?, j.cell, j.num, j.txt, ?, ?, ?, ?"
    " FROM JSON_TABLE(?, '$[*]' COLUMNS (cell BIGINT PATH '$.c',"
    " num DECIMAL(38,10) PATH '$.n', txt VARCHAR(2000) PATH '$.t')) j"
    " ON DUPLICATE KEY UPDATE num = VALUES(num), txt = VALUES(txt),"
    " changed = VALUES(changed), person_id = VALUES(person_id),"
    " at = VALUES(at)");
DB_STMT(update_saved,
    "UPDATE report SET state = ?, version = version + 1, changed = ?"
    " WHERE id = ? AND version = ?");

bool
draft_same(const struct figures *a, const struct figures *b, size_t i)
{
	const struct dec *x = a->num[i].dec, *y = b->num[i].dec;

	if (x == NULL || y == NULL)
		return x == y && str_eq(a->txt[i], b->txt[i]);
	return dec_cmp(x, y) == 0;
}

static struct figures
figures_copy(const struct sheet *s, const struct figures *of)
{
	struct figures f = sheet_figures(s);

	memcpy(f.num, of->num, s->form->ncell * sizeof *f.num);
	memcpy(f.txt, of->txt, s->form->ncell * sizeof *f.txt);
	if (f.label != NULL)
		memcpy(f.label, of->label, s->form->ncell * sizeof *f.label);
	return f;
}

static void
set(const struct sheet *s, struct figures *f, long cell, const char *num,
    const char *txt)
{
	if (cell < 0 || (size_t)cell >= s->form->ncell)
		return;
	f->txt[cell] = txt;
	f->num[cell] =
	    (struct value){ .dec =
				num == NULL ? NULL : dec_parse(s->mem, num) };
}

/* The draft at the page's version: as it is, undone by what replaced it. */
static enum rc
load_base(struct db *db, struct merge *m)
{
	const struct sheet *s = m->s;
	struct newers newer;
	struct wases was;

	m->base = figures_copy(s, &m->theirs);
	m->moved = m->in->version != s->report->version;
	if (!m->moved)
		return OK;
	TRY(db_rows(db, select_was, ARGS(s->report->id, m->in->version), &was));
	for (size_t i = 0; i < was.n; i++)
		set(s, &m->base, was.at[i].cell, was.at[i].num, was.at[i].txt);
	TRY(db_rows(db, select_newer, ARGS(s->report->id, m->in->version),
	    &newer));
	for (size_t i = 0; i < newer.n; i++)
		set(s, &m->base, newer.at[i].cell, NULL, NULL);
	sheet_labels(s, &m->base);
	return OK;
}

static enum rc
merge_new(struct db *db, const struct ctx *ctx, struct sheet *s,
    const struct draft_in *in, struct findings *f, struct merge *ret)
{
	size_t n = s->form->ncell;

	*ret = (struct merge){ .ctx = ctx,
		.s = s,
		.in = in,
		.typed = in->at,
		.typed_n = in->n,
		.findings = f };
	ret->row = arena_alloc(s->mem, n * sizeof *ret->row);
	ret->changed = arena_alloc(s->mem, n * sizeof *ret->changed);
	ret->theirs = figures_copy(s, &s->own);
	for (size_t i = 0; i < s->ndraft; i++)
		if (s->draft[i].cell >= 0 && (size_t)s->draft[i].cell < n)
			ret->row[s->draft[i].cell] = &s->draft[i];
	return load_base(db, ret);
}

static void
add_diff(struct merge *m, size_t cell, const char *typed, bool conflict)
{
	const struct sheet *s = m->s;
	struct draft_diff *d = &m->out->diff[m->out->ndiff++];

	*d = (struct draft_diff){ .cell = (long)cell,
		.name = sheet_name(s->mem, cell),
		.mine = typed,
		.theirs =
		    sheet_show(s->mem, s->form, cell, &m->theirs, s->lang),
		.base = sheet_show(s->mem, s->form, cell, &m->base, s->lang),
		.conflict = conflict };
}

static enum rc
name_authors(struct db *db, struct merge *m)
{
	struct authors as;

	TRY(db_rows(db, select_authors, ARGS(m->s->report->id, m->in->version),
	    &as));
	for (size_t i = 0; i < m->out->ndiff; i++) {
		struct draft_diff *d = &m->out->diff[i];
		for (size_t k = 0; k < as.n; k++)
			if (as.at[k].cell == d->cell) {
				d->who = as.at[k].who;
				d->at = as.at[k].at;
			}
	}
	return OK;
}

/* The rule of draft.h for one cell; own has mine on entry. */
static void
merge_cell(struct merge *m, size_t cell, const char *typed)
{
	struct figures *mine = &m->s->own;

	if (m->whole != NULL && m->whole[m->s->form->cells[cell].row]) {
		if (!draft_same(mine, &m->theirs, cell)) {
			m->changed[cell] = true;
			add_diff(m, cell, typed, true);
		}
		return;
	}
	if (draft_same(mine, &m->theirs, cell))
		return;
	if (!draft_same(mine, &m->base, cell)) {
		m->changed[cell] = true;
		if (!draft_same(&m->theirs, &m->base, cell))
			add_diff(m, cell, typed, true);
		return;
	}
	add_diff(m, cell, typed, false);
	mine->num[cell] = m->theirs.num[cell];
	mine->txt[cell] = m->theirs.txt[cell];
	if (mine->label != NULL)
		mine->label[cell] = m->theirs.label[cell];
}

/* Into own; what could not be read is told, and does not count. */
static enum rc
type_all(struct merge *m)
{
	size_t n = m->s->form->ncell;

	m->read = arena_alloc(m->s->mem, m->typed_n * sizeof *m->read);
	for (size_t i = 0; i < m->typed_n; i++) {
		const struct typed *t = &m->typed[i];
		if (t->cell < 0 || (size_t)t->cell >= n)
			return E_MALFORMED;
		m->read[i] = sheet_type(m->s, (size_t)t->cell, t->text,
		    m->s->lang, m->findings);
	}
	return OK;
}

/* A text that names a file must name one that is there. */
static enum rc
files_check(struct db *db, const struct merge *m)
{
	for (size_t i = 0; i < m->typed_n; i++) {
		const struct typed *t = &m->typed[i];
		bool there;
		if (!m->read[i] || *t->text == '\0' ||
		    m->s->form->cells[t->cell].type != CELL_FILE)
			continue;
		TRY(attach_there(db, m->s->report, t->text, &there));
		if (!there)
			finding(m->findings,
			    sheet_name(m->s->mem, (size_t)t->cell),
			    _("%s: attach a file."),
			    sheet_where(m->s->mem, m->s->form,
				(size_t)t->cell));
	}
	return OK;
}

static enum rc
merge_all(struct db *db, struct merge *m)
{
	size_t errors = m->findings->nerror;

	draft_list_move(m);
	TRY(type_all(m));
	TRY(files_check(db, m));
	draft_list_rows(m);
	for (size_t i = 0; i < m->typed_n; i++)
		if (m->read[i])
			merge_cell(m, (size_t)m->typed[i].cell,
			    m->typed[i].text);
	if (m->findings->nerror > errors)
		return E_INVALID;
	if (m->out->ndiff == 0)
		return OK;
	TRY(name_authors(db, m));
	return E_CONFLICT;
}

/* The cells to store, as rows for JSON_TABLE; whether any was there before. */
static const char *
changes_json(const struct merge *m, long *ret_n, bool *ret_old)
{
	const struct sheet *s = m->s;
	struct buf b = { .mem = s->mem, .max = CELLS_MAX };
	struct json j = { .out = &b };

	json_array(&j, NULL);
	for (size_t i = 0; i < s->form->ncell; i++) {
		const struct dec *d = s->own.num[i].dec;
		if (!m->changed[i])
			continue;
		++*ret_n;
		*ret_old |= m->row[i] != NULL;
		json_object(&j, NULL);
		json_long(&j, "c", (long)i);
		if (d != NULL)
			json_text(&j, "n", dec_text(s->mem, d));
		if (s->own.txt[i] != NULL)
			json_text(&j, "t", s->own.txt[i]);
		json_end(&j);
	}
	json_end(&j);
	return b.full ? NULL : b.at;
}

static enum rc
store(struct db *db, const struct merge *m, long *ret_n)
{
	long id = m->s->report->id, next = m->s->report->version + 1;
	bool old = false;
	const char *rows = changes_json(m, ret_n, &old);

	if (rows == NULL)
		return E_LIMIT;
	if (*ret_n == 0)
		return OK;
	if (old)
		TRY(db_exec(db, insert_was, ARGS(next, rows, id), NULL));
	return db_exec(db, upsert_cells,
	    ARGS(id, next, next, m->ctx->actor->id, m->ctx->now, rows), NULL);
}

enum rc
draft_restore(struct db *db, const struct ctx *ctx, const struct report *r)
{
	struct draft_cells there;
	struct sheet sent, empty;
	struct merge m;
	long n = 0;

	TRY(draft_cells(db, r->id, &there));
	if (there.n > 0)
		return OK;
	TRY(sheet_of_revision(db, ctx, r, r->revision_no, &sent));
	sheet_new(ctx->mem, sent.form, r, false, &empty);
	struct draft_in none = { .version = r->version };
	TRY(merge_new(db, ctx, &sent, &none, NULL, &m));
	for (size_t i = 0; i < sent.form->ncell; i++)
		m.changed[i] = sheet_asks(&sent, i) &&
			       !draft_same(&sent.own, &empty.own, i);
	return store(db, &m, &n);
}

/* As it was stored, by cell; of many the first ones: draft_was has them all. */
static const char *
told(const struct sheet *s, const struct figures *is, size_t i)
{
	const struct dec *d = is->num[i].dec;

	return d != NULL ? dec_text(s->mem, d) : is->txt[i];
}

static void
tell(struct merge *m)
{
	const struct sheet *s = m->s;
	struct change c = change_new(s->mem);

	for (size_t i = 0; i < s->form->ncell && c.n < TOLD_MAX; i++)
		if (m->changed[i])
			change_text(&c, sheet_name(s->mem, i),
			    told(s, &m->theirs, i), told(s, &s->own, i));
	m->out->was = change_was(&c);
	m->out->became = change_became(&c);
}

enum rc
draft_apply(struct db *db, const struct ctx *ctx, struct sheet *s,
    const struct draft_in *in, struct findings *f, struct draft_out *ret,
    long *ret_n)
{
	struct merge m;

	*ret_n = 0;
	*ret = (struct draft_out){ .version = s->report->version,
		.diff = arena_alloc(s->mem, in->n * sizeof *ret->diff) };
	if (in->version > s->report->version)
		return E_MALFORMED;
	TRY(merge_new(db, ctx, s, in, f, &m));
	m.out = ret;
	TRY(merge_all(db, &m));
	tell(&m);
	return store(db, &m, ret_n);
}

static enum rc
save(struct db *db, const struct ctx *ctx, const struct report *r,
    const struct draft_in *in, struct findings *f, struct draft_out *ret,
    long *ret_n)
{
	struct sheet s;
	long moved;

	TRY(sheet_open_draft(db, ctx, r, &s));
	TRY(draft_apply(db, ctx, &s, in, f, ret, ret_n));
	if (*ret_n == 0)
		return OK;
	TRY(db_exec(db, update_saved,
	    ARGS(flow_next(r, ACT_SAVE), ctx->now, r->id, r->version), &moved));
	ret->version = r->version + 1;
	return moved == 1 ? OK : E_BUSY;
}

enum rc
draft_save(struct db *db, const struct ctx *ctx, long report_id,
    const struct draft_in *in, struct findings *f, struct draft_out *ret)
{
	struct audit_head head;
	struct report r;
	long n;

	*ret = (struct draft_out){ .closed = true };
	TRY(report_get(db, ctx, MAY_ENTER, report_id, &r));
	TRY(audit_lock(db, r.unit_id, &head));
	TRY(report_lock(db, &r));
	ret->version = r.version;
	if (!flow_open(&r))
		return E_CONFLICT;
	TRY(save(db, ctx, &r, in, f, ret, &n));
	if (n == 0)
		return OK;
	return audit_put(db, ctx, &head,
	    &(struct audit_act){ .act = "save",
		.object = "report",
		.object_id = r.id,
		.detail = str_fmt(ctx->mem, "version=%ld; cells=%ld",
		    ret->version, n),
		.was = ret->was,
		.became = ret->became });
}
