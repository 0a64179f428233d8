/* paper.c - a report as a paper: struct document from a sheet */
#include <ctype.h>
#include <string.h>
#include "base/date.h"
#include "core/flow.h"
#include "core/paper.h"
#include "core/seal.h"
#include "core/signature.h"

enum { NAMES_MAX = 60, NOTE_MAX = 4000, LOCAL = 7 * 60 };

/* Kinds that stand before a name of a place. */
static const char *const kinds[] = { "Thành phố ", "Tỉnh ", "Quận ", "Huyện ",
	"Thị xã ", "Phường ", "Xã ", "Thị trấn ", "Đặc khu " };

static const char *
place_name(const char *name)
{
	for (size_t i = 0; i < COUNT(kinds); i++)
		if (str_starts(name, kinds[i]))
			return name + strlen(kinds[i]);
	return name;
}

/* "Phường Ba Đình" speaks as "Ủy ban nhân dân phường Ba Đình". */
static const char *
agency(struct arena *mem, const char *name)
{
	char *s;

	if (place_name(name) == name)
		return name;
	s = str_fmt(mem, "Ủy ban nhân dân %s", name);
	size_t at = strlen(s) - strlen(name);
	if (str_starts(name, "Đ")) /* two bytes: Đ, đ */
		s[at + 1] = (char)0x91;
	else
		s[at] = (char)tolower((unsigned char)s[at]);
	return s;
}

/* A department stands under the people's committee of its province. */
static const char *
province_of(const char *department)
{
	static const char *const words[] = { " tỉnh ", " thành phố " };

	for (size_t i = 0; i < COUNT(words); i++) {
		const char *s = strstr(department, words[i]);
		if (s != NULL)
			return s + 1;
	}
	return NULL;
}

static const char *
superior(struct arena *mem, const struct report *r)
{
	const char *province = province_of(r->unit);

	if (str_eq(r->level, "department") && province != NULL)
		return str_fmt(mem, "Ủy ban nhân dân %s", province);
	return r->receiver == NULL ? "" : agency(mem, r->receiver);
}

static const char *
place(const struct report *r)
{
	const char *province = province_of(r->unit);

	if (str_eq(r->level, "department") && province != NULL)
		return province + (str_starts(province, "tỉnh ") ?
					  strlen("tỉnh ") :
					  strlen("thành phố "));
	return place_name(r->unit) == r->unit ? "Hà Nội" : place_name(r->unit);
}

/* The day in Viet Nam of an instant. */
static struct date
local_day(struct arena *mem, const char *utc)
{
	struct date d = { 0 };
	int h = 0;

	if (str_empty(utc) || strlen(utc) < 16 ||
	    !date_parse(str_ndup(mem, utc, 10), &d))
		return d;
	h = (utc[11] - '0') * 10 + utc[12] - '0';
	return date_add_days(d, h >= 24 - LOCAL / 60);
}

/* Decree 30/2020: days below 10 and months 1, 2 have a zero before them. */
static const char *
place_date(struct arena *mem, const struct sheet *s, const struct ctx *ctx)
{
	struct date d;

	if (s->revision != NULL)
		d = local_day(mem, s->revision->at);
	else if (!date_parse(ctx->today, &d))
		return "";
	return str_fmt(mem, "%s, ngày %02d tháng %s%d năm %d", place(s->report),
	    d.d, d.m < 3 ? "0" : "", d.m, d.y);
}

static const char *
period_line(struct arena *mem, const struct report *r)
{
	char *period = str_dup(mem, report_period_show(mem, r));

	period[0] = (char)toupper((unsigned char)period[0]);
	return str_fmt(mem, _("Reporting period: %s (from %s to %s)"), period,
	    date_show(mem, r->starts), date_show(mem, r->ends));
}

/* What these figures are worth. */
static const char *
status(struct arena *mem, const struct sheet *s)
{
	const struct report *r = s->report;
	const struct revision *k = s->revision;
	const char *what = _("Provisional figures");

	if (k != NULL && k->id == r->accepted_id)
		what = str_fmt(mem, _("Official figures, revision %ld"), k->no);
	else if (k != NULL)
		what = str_fmt(mem, _("Revision %ld, not accepted yet"), k->no);
	if (!s->superior)
		return what;
	return str_fmt(mem, _("%s; %zu of %zu units below accepted"), what,
	    s->naccepted, s->nchild);
}

static const char *
missing_note(const struct sheet *s)
{
	struct buf b = { .mem = s->mem, .max = NOTE_MAX };
	size_t n = 0, left = s->nchild - s->naccepted;

	buf_str(&b, _("Not in the figures: "));
	for (size_t i = 0; i < s->nchild && n < NAMES_MAX; i++) {
		const struct sheet_child *c = &s->child[i];
		if (c->accepted)
			continue;
		buf_fmt(&b, "%s%s (%s)", n++ > 0 ? ", " : "", c->name,
		    c->lateness == MISSING ? _("not sent, overdue") :
					     flow_state_show(c->state));
	}
	buf_str(&b, left > n ? ", ..." : ".");
	return b.at;
}

static void
put_notes(const struct sheet *s, struct document *d)
{
	const struct form *f = s->form;
	const char **notes =
	    arena_alloc(s->mem, (f->nnote + 1) * sizeof *notes);

	d->notes = notes;
	for (size_t i = 0; i < f->nnote; i++)
		notes[d->nnote++] = form_note_text(s->mem, &f->notes[i]);
	if (s->superior && s->naccepted < s->nchild)
		notes[d->nnote++] = missing_note(s);
}

static const char *
foot(struct arena *mem, const struct sheet *s)
{
	const struct revision *k = s->revision;

	if (k == NULL)
		return NULL;
	return str_fmt(mem, _("%s/%s/%s, revision %ld, %s, SHA-256 %s"),
	    s->report->regime, s->report->period, s->report->unit_code, k->no,
	    date_show_instant(mem, k->at), k->sha);
}

/* Which entry of the record it is, and how far that is sealed by now. */
static enum rc
put_proof(struct db *db, struct arena *mem, const struct sheet *s,
    struct document *d)
{
	struct proof p;
	struct seal head;
	enum rc rc;

	if (s->revision == NULL)
		return OK;
	rc = proof_get(db, s->report->id, s->revision->no, &p);
	if (rc != OK)
		return rc == E_NOTFOUND ? OK : rc;
	d->proof = str_fmt(mem, _("Receipt %s"), proof_text(mem, &p));
	rc = seal_last(db, &head);
	if (rc != OK)
		return rc == E_NOTFOUND ? OK : rc;
	d->proof = str_fmt(mem, _("%s; record sealed up to no. %ld, %s: %.32s"),
	    d->proof, head.no, date_show_instant(mem, head.at), head.hash);
	return OK;
}

/* By whom it was signed and with what; whether that holds, a page says. */
static enum rc
put_signed(struct db *db, struct arena *mem, const struct sheet *s,
    struct document *d)
{
	const struct revision *k = s->revision;
	struct signed_rows rows;
	const char *text;

	if (k == NULL)
		return OK;
	TRY(signature_list(db, k->id, &rows));
	if (rows.n == 0)
		return OK;
	text = str_empty(k->behalf) ?
		   str_fmt(mem, _("Signed: %s"), k->person) :
	       !str_empty(k->sign_as) ?
		   str_fmt(mem, _("Signed: %s (%s., standing in for %s)"),
		       k->person, k->sign_as, k->behalf) :
		   str_fmt(mem, _("Signed: %s (standing in for %s)"), k->person,
		       k->behalf);
	for (size_t i = 0; i < rows.n; i++)
		if (str_eq(rows.at[i].kind, SIGNED_KEY))
			text = str_fmt(mem, _("%s; key %s"), text,
			    sign_key_short(mem, rows.at[i].signer));
		else if (str_eq(rows.at[i].kind, SIGNED_CERT))
			text = str_fmt(mem, _("%s; certificate %s"), text,
			    rows.at[i].signer);
	d->proof =
	    d->proof == NULL ? text : str_fmt(mem, "%s. %s", d->proof, text);
	return OK;
}

static const char *
made_at(struct arena *mem, const struct sheet *s, const struct ctx *ctx)
{
	const char *at = s->revision == NULL ? ctx->now : s->revision->at;

	return str_fmt(mem, "%.10sT%.8sZ", at, at + 11);
}

/*
 * Decree 30/2020, annex I: who signs in the head's place puts "KT." or "TUQ."
 * before the head's title, and their own title below it.
 */
static void
put_signers(struct arena *mem, const struct sheet *s, struct document *d)
{
	const struct revision *k = s->revision;

	d->sign_left = s->form->sign_left;
	d->sign_right = s->form->sign_right;
	if (k == NULL || str_empty(k->sign_as) || str_empty(d->sign_right))
		return;
	d->sign_right = str_fmt(mem, "%s. %s", k->sign_as, d->sign_right);
	d->sign_title = k->title;
}

static void
put_head(const struct ctx *ctx, const struct sheet *s, struct document *d)
{
	struct arena *mem = ctx->mem;
	const struct report *r = s->report;
	const struct form *f = s->form;

	d->superior = superior(mem, r);
	d->agency = agency(mem, r->unit);
	d->place_date = place_date(mem, s, ctx);
	d->form_no = str_fmt(mem, _("Form no.: %s"), f->number);
	d->basis = f->basis;
	d->title = tr_pick(f->title_vi, f->title_en);
	d->period_line = period_line(mem, r);
	d->reporter = str_fmt(mem, _("Reporting unit: %s"), r->unit);
	if (r->receiver != NULL)
		d->receiver =
		    str_fmt(mem, _("Receiving unit: %s"), r->receiver);
	if (!str_empty(f->measure))
		d->measure = str_fmt(mem, _("Unit of measure: %s"), f->measure);
	d->status = status(mem, s);
	d->mark = ctx->demo ? _("DEMONSTRATION FIGURES") : NULL;
	put_signers(mem, s, d);
	d->foot = foot(mem, s);
	d->made = made_at(mem, s, ctx);
	d->name = r->regime;
	put_notes(s, d);
}

static struct doc_cell
text_cell(const char *text)
{
	return (
	    struct doc_cell){ .kind = str_empty(text) ? DOC_EMPTY : DOC_TEXT,
		.text = text };
}

static struct doc_cell
figure_cell(struct arena *mem, const struct form *f, size_t cell,
    const struct figures *is)
{
	const struct value *v = &is->num[cell];

	if (!sheet_is_figure(f, cell))
		return text_cell(sheet_show(mem, f, cell, is, NUM_VI));
	if (v->nan)
		return (struct doc_cell){ .kind = DOC_NAN };
	if (v->dec == NULL)
		return (struct doc_cell){ .kind = DOC_EMPTY };
	return (struct doc_cell){ .kind = DOC_NUM,
		.text = dec_text(mem, v->dec),
		.decimals = f->cells[cell].decimals };
}

/* A printed row: what stands in the label columns, then the figures. */
struct line {
	enum doc_row_kind kind;
	const char *code, *label, *measure;
	size_t row; /* of the form */
	int depth;
	const struct figures *is; /* NULL, or no arrays: empty */
};

static const char *
label_of(const struct col *c, const struct line *l)
{
	switch (c->role) {
	case COL_STT:
		return l->code;
	case COL_MEASURE:
		return l->measure;
	default:
		return l->label;
	}
}

/* A list may have no column for names: they stand in its first one. */
static bool
has_label(const struct form *f)
{
	for (size_t i = 0; i < f->nlabel; i++)
		if (f->cols[i].role == COL_LABEL)
			return true;
	return false;
}

static void
add_line(struct document *d, const struct sheet *s, struct line l)
{
	const struct form *f = s->form;
	struct doc_cell *cells = arena_alloc(s->mem, f->ncol * sizeof *cells);

	for (size_t i = 0; i < f->ncol; i++) {
		size_t cell = l.row * f->ncol + i;
		if (f->cols[i].role != COL_CELL)
			cells[i] = text_cell(label_of(&f->cols[i], &l));
		else if (l.is != NULL && l.is->num != NULL &&
			 f->cells[cell].type != CELL_NONE)
			cells[i] = figure_cell(s->mem, f, cell, l.is);
	}
	if (!has_label(f) && !str_empty(l.label))
		cells[f->nlabel] = text_cell(l.label);

	d->table.rows[d->table.nrow++] = (struct doc_row){ .kind = l.kind,
		.depth = l.depth,
		.cells = cells };
}

static bool
has_own(const struct sheet *s)
{
	for (size_t i = 0; i < s->form->ncell; i++)
		if (s->own.num[i].dec != NULL || !str_empty(s->own.txt[i]))
			return true;
	return false;
}

/*
 * One row a unit, with its totals; the unit's own rows, numbered as they stand;
 * the total.
 */
static void
put_list(struct document *d, const struct sheet *s)
{
	const struct form *f = s->form;
	size_t n = 0;

	for (size_t i = 0; i < s->nchild; i++)
		add_line(d, s,
		    (struct line){ .code = s->child[i].code,
			.label = s->child[i].name,
			.is = &s->child[i].is });
	for (size_t r = 1; r <= f->list_max; r++)
		if (!sheet_row_empty(f, &s->own, r))
			add_line(d, s,
			    (struct line){ .kind =
					       s->superior ? DOC_OWN : DOC_ROW,
				.code = str_fmt(s->mem, "%zu", ++n),
				.row = r,
				.is = &s->own });
	if (f->total != NULL)
		add_line(d, s,
		    (struct line){ .kind = DOC_TOTAL,
			.code = "",
			.label = f->total,
			.is = &s->total });
}

/* One row a unit; the superior's own stands before the total, if it has any. */
static void
put_units(struct document *d, const struct sheet *s)
{
	const struct report *r = s->report;

	for (size_t i = 0; i < s->nchild; i++)
		add_line(d, s,
		    (struct line){ .code = s->child[i].code,
			.label = s->child[i].name,
			.is = &s->child[i].is });
	if (s->superior && has_own(s))
		add_line(d, s,
		    (struct line){ .kind = DOC_OWN,
			.code = r->unit_code,
			.label =
			    str_fmt(s->mem, _("%s (own figures)"), r->unit),
			.is = &s->own });
	add_line(d, s,
	    (struct line){ .kind = s->superior ? DOC_TOTAL : DOC_ROW,
		.code = s->superior ? "" : r->unit_code,
		.label = s->superior ? _("Total") : r->unit,
		.is = &s->total });
}

static void
put_rows(struct document *d, const struct sheet *s)
{
	const struct form *f = s->form;

	for (size_t i = 0; i < f->nrow; i++) {
		const struct row *row = &f->rows[i];
		add_line(d, s,
		    (struct line){ .kind = row->group             ? DOC_GROUP :
					   row->role == ROW_PLAIN ? DOC_ROW :
								    DOC_TOTAL,
			.code = row->code,
			.label = row->printed,
			.measure = row->measure,
			.row = i,
			.depth = row->depth,
			.is = row->group ? NULL : &s->total });
	}
}

static struct doc_col
column(const struct form *f, size_t i)
{
	const struct col *c = &f->cols[i];
	bool text = c->role == COL_LABEL ||
		    (c->type != CELL_NONE && !cell_type_is_figure(c->type));
	bool centre = c->role == COL_STT || c->role == COL_MEASURE ||
		      c->type == CELL_DATE;

	return (struct doc_col){ .code = str_empty(c->printed) ? c->code :
								 c->printed,
		.align = centre ? DOC_CENTRE :
			 text   ? DOC_LEFT :
				  DOC_RIGHT,
		.width = text ? c->width : 0 };
}

enum rc
paper_make(struct db *db, const struct ctx *ctx, const struct sheet *s,
    struct document *ret)
{
	const struct form *f = s->form;
	struct doc_col *cols = arena_alloc(ctx->mem, f->ncol * sizeof *cols);
	size_t max = f->nrow + s->nchild + 2;

	*ret = (struct document){ .table = { .heads = f->heads,
				      .nhead = f->nhead,
				      .head_rows = f->head_rows,
				      .cols = cols,
				      .ncol = f->ncol,
				      .code_row = true } };
	for (size_t i = 0; i < f->ncol; i++)
		cols[i] = column(f, i);
	ret->table.rows = arena_alloc(ctx->mem, max * sizeof *ret->table.rows);
	put_head(ctx, s, ret);
	if (f->rows_kind == ROWS_LIST)
		put_list(ret, s);
	else if (f->rows_kind == ROWS_UNITS)
		put_units(ret, s);
	else
		put_rows(ret, s);
	TRY(put_proof(db, ctx->mem, s, ret));
	return put_signed(db, ctx->mem, s, ret);
}
