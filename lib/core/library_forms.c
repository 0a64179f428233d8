/* library_forms.c - form versions of a package beside those that are here */
#include <string.h>
#include "core/library_part.h"
#include "io/db.h"

struct here {
	long id;
	const char *version, *xml;
};
struct heres {
	struct here *at;
	size_t n;
};
static const struct db_col here_cols[] = {
	COL(struct here, id),
	COL(struct here, version),
	COL(struct here, xml),
};
DB_ROWS(select_here, here_cols,
    "SELECT f.id, f.version, f.xml FROM form f WHERE f.regime_id = ?"
    " ORDER BY f.valid_from DESC, f.id DESC");

struct pair {
	struct library_lines *to;
	const char *version;
	const struct form *was, *is;
};

/* "Số đơn; integer; 9=11+12; XLD.DON; đơn" */
static const char *
col_text(struct arena *mem, const struct col *c)
{
	static const char *const types[] = { [CELL_NONE] = "row",
		[CELL_INTEGER] = "integer",
		[CELL_DECIMAL] = "decimal",
		[CELL_PERCENT] = "percent",
		[CELL_TEXT] = "text",
		[CELL_DATE] = "date" };
	const char *type =
	    (size_t)c->type < COUNT(types) && types[c->type] != NULL ?
		types[c->type] :
		str_fmt(mem, "%d", (int)c->type);

	if (c->role != COL_CELL)
		return c->label;
	return str_fmt(mem, "%s; %s%s%s%s%s%s%s", c->path, type,
	    c->formula == NULL ? "" : "; ",
	    c->formula == NULL ? "" : c->formula, c->item == NULL ? "" : "; ",
	    c->item == NULL ? "" : c->item, c->measure == NULL ? "" : "; ",
	    c->measure == NULL ? "" : c->measure);
}

static const char *
row_text(struct arena *mem, const struct row *r)
{
	return str_fmt(mem, "%s%s%s%s%s%s%s", r->label,
	    r->formula == NULL ? "" : "; ",
	    r->formula == NULL ? "" : r->formula, r->item == NULL ? "" : "; ",
	    r->item == NULL ? "" : r->item, r->measure == NULL ? "" : "; ",
	    r->measure == NULL ? "" : r->measure);
}

static void
put(struct pair *p, const char *kind, const char *code, const char *was,
    const char *is)
{
	if (was != NULL && is != NULL && str_eq(was, is))
		return;
	library_line(p->to, kind,
	    str_fmt(p->to->mem, "%s: %s", p->version, code),
	    was == NULL ? LIB_ADDED :
	    is == NULL  ? LIB_MISSING :
			  LIB_CHANGED,
	    was, is);
}

static void
columns(struct pair *p)
{
	struct arena *mem = p->to->mem;

	for (size_t i = 0; i < p->is->ncol; i++) {
		const struct col *c = &p->is->cols[i];
		long k = form_col(p->was, c->code);
		put(p, "column", c->code,
		    k < 0 ? NULL : col_text(mem, &p->was->cols[k]),
		    col_text(mem, c));
	}
	for (size_t i = 0; i < p->was->ncol; i++)
		if (form_col(p->is, p->was->cols[i].code) < 0)
			put(p, "column", p->was->cols[i].code,
			    col_text(mem, &p->was->cols[i]), NULL);
}

static void
rows(struct pair *p)
{
	struct arena *mem = p->to->mem;

	if (p->is->rows_kind != ROWS_FIXED || p->was->rows_kind != ROWS_FIXED)
		return;
	for (size_t i = 0; i < p->is->nrow; i++) {
		const struct row *r = &p->is->rows[i];
		long k = form_row(p->was, r->code);
		put(p, "row", r->code,
		    k < 0 ? NULL : row_text(mem, &p->was->rows[k]),
		    row_text(mem, r));
	}
	for (size_t i = 0; i < p->was->nrow; i++)
		if (form_row(p->is, p->was->rows[i].code) < 0)
			put(p, "row", p->was->rows[i].code,
			    row_text(mem, &p->was->rows[i]), NULL);
}

static const struct here *
find(const struct heres *here, const char *version)
{
	for (size_t i = 0; i < here->n; i++)
		if (str_eq(here->at[i].version, version))
			return &here->at[i];
	return NULL;
}

/* A new one is shown beside the newest that is here. */
static enum rc
compare(struct db *db, const struct heres *here, const struct regime_file *file,
    size_t i, struct library_lines *to)
{
	const struct form *f = &file->forms[i];
	const struct here *was = find(here, f->version);
	struct pair p = { .to = to, .version = f->version, .is = f };

	if (was != NULL && str_eq(was->xml, file->xml[i])) {
		library_line(to, "form", f->version, LIB_SAME, NULL, NULL);
		return OK;
	}
	library_line(to, "form", f->version,
	    was == NULL ? LIB_ADDED : LIB_CONFLICT,
	    was == NULL ? NULL : _("another form of that version"),
	    f->title_vi);
	if (was == NULL)
		was = here->n > 0 ? &here->at[0] : NULL;
	if (was == NULL)
		return OK;
	TRY(form_get(db, was->id, &p.was));
	columns(&p);
	rows(&p);
	return OK;
}

enum rc
library_forms(struct db *db, long regime_id, const struct regime_file *file,
    struct library_lines *to)
{
	struct heres here;
	bool there = false;

	TRY(db_rows(db, select_here, ARGS(regime_id), &here));
	for (size_t i = 0; i < file->nform; i++)
		TRY(compare(db, &here, file, i, to));
	for (size_t k = 0; k < here.n; k++, there = false) {
		for (size_t i = 0; i < file->nform; i++)
			there = there || str_eq(here.at[k].version,
					     file->forms[i].version);
		if (!there)
			library_line(to, "form", here.at[k].version,
			    LIB_MISSING, NULL, NULL);
	}
	return OK;
}
