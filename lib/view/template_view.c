/* template_view.c - see the header */
#include <string.h>
#include "core/form.h"
#include "view/template_view.h"
#include "view/widget.h"

static const char *
class_of(enum template_role role)
{
	static const char *const names[] = {
		[TEMPLATE_UNKNOWN] = "unknown",
		[TEMPLATE_TITLE] = "title",
		[TEMPLATE_FORM_NUMBER] = "frame",
		[TEMPLATE_BASIS] = "frame",
		[TEMPLATE_MEASURE] = "frame",
		[TEMPLATE_FRAME] = "aside",
		[TEMPLATE_HEAD] = "head",
		[TEMPLATE_CODE] = "code",
		[TEMPLATE_ROW] = "row",
		[TEMPLATE_FIGURE] = "figure",
		[TEMPLATE_NOTE] = "frame",
		[TEMPLATE_SIGN] = "frame",
		[TEMPLATE_HIDDEN] = "aside",
	};

	return names[role];
}

static const char *
role_show(enum template_role role)
{
	static const char *const names[] = {
		[TEMPLATE_UNKNOWN] = N_("not understood"),
		[TEMPLATE_TITLE] = N_("title"),
		[TEMPLATE_FORM_NUMBER] = N_("number of the form"),
		[TEMPLATE_BASIS] = N_("legal basis"),
		[TEMPLATE_MEASURE] = N_("unit of measure"),
		[TEMPLATE_FRAME] = N_("filled in on paper"),
		[TEMPLATE_HEAD] = N_("head of columns"),
		[TEMPLATE_CODE] = N_("number or formula"),
		[TEMPLATE_ROW] = N_("row"),
		[TEMPLATE_FIGURE] = N_("place of a figure"),
		[TEMPLATE_NOTE] = N_("note"),
		[TEMPLATE_SIGN] = N_("signature"),
		[TEMPLATE_HIDDEN] = N_("hidden"),
	};

	return _(names[role]);
}

/* The numbers of the doubts at a cell, or at a place, as links to them. */
static void
marks(struct ctx *ctx, const struct template *t, const char *source,
    const char *place)
{
	for (size_t i = 0; i < t->ndoubt; i++) {
		const struct template_doubt *d = &t->doubts[i];
		if (source != NULL ? !str_eq(d->source, source) :
				     !str_eq(d->place, place))
			continue;
		html(ctx->out, "<a class='mark' href='#d%zu'>%zu</a>", i + 1,
		    i + 1);
	}
}

static bool
doubted(const struct template *t, const char *source, const char *place)
{
	for (size_t i = 0; i < t->ndoubt; i++)
		if (source != NULL ? str_eq(t->doubts[i].source, source) :
				     str_eq(t->doubts[i].place, place))
			return true;
	return false;
}

/* ---- the list */

static const char *
place_show(struct ctx *ctx, const struct template *t, const char *place)
{
	size_t i;

	if (place == NULL || str_eq(place, "form"))
		return _("the form");
	for (i = 0; i < t->ncol; i++)
		if (str_eq(t->cols[i].place, place))
			return str_fmt(ctx->mem, _("column %s"),
			    t->cols[i].code);
	for (i = 0; i < t->nrow; i++)
		if (str_eq(t->rows[i].place, place))
			return str_fmt(ctx->mem, _("row %s"), t->rows[i].code);
	return _("a head");
}

static void
put_doubt(struct ctx *ctx, const struct template *t, size_t i)
{
	const struct template_doubt *d = &t->doubts[i];

	html(ctx->out,
	    "<tr id='d%zu'><td>%zu</td><td><a href='#x%s'>%s</a>"
	    "</td><td>",
	    i + 1, i + 1, d->source, d->source);
	if (d->place != NULL)
		html(ctx->out, "<a href='#f%s'>%s</a>", d->place,
		    place_show(ctx, t, d->place));
	html(ctx->out, "</td><td>%s</td></tr>\n", d->text);
}

/* Doubts stop a form until somebody has looked; remarks do not. */
static void
put_count(struct ctx *ctx, const struct template *t)
{
	unsigned long n = t->ndoubt + t->left_out, remarks = 0;

	for (size_t i = 0; i < t->ndoubt; i++)
		remarks += t->doubts[i].remark;
	if (n == remarks)
		widget_notice(ctx, TONE_INFO,
		    str_fmt(ctx->mem,
			trn("Everything on the sheet was understood. %lu thing"
			    " is worth a look.",
			    "Everything on the sheet was understood. %lu"
			    " things are worth a look.",
			    n),
			n));
	else
		widget_notice(ctx, TONE_WARN,
		    str_fmt(ctx->mem,
			trn("%lu thing on the sheet is in doubt. Nothing was"
			    " guessed: put it right in the designer.",
			    "%lu things on the sheet are in doubt. Nothing was"
			    " guessed: put them right in the designer.",
			    n - remarks),
			n - remarks));
}

void
template_doubts_put(struct ctx *ctx, const struct template *t)
{
	const char *heads[] = { _("No."), _("Cell"), _("Place"),
		_("What is in doubt"), NULL };

	if (t->ndoubt == 0) {
		widget_notice(ctx, TONE_GOOD,
		    _("Everything on the sheet was understood."));
		return;
	}
	put_count(ctx, t);
	widget_table_open(ctx, NULL, heads);
	for (size_t i = 0; i < t->ndoubt; i++)
		put_doubt(ctx, t, i);
	widget_table_close(ctx);
	if (t->left_out > 0)
		widget_notice(ctx, TONE_WARN,
		    _("There are more than can be listed here."));
}

/* ---- the sheet */

/* As much of a sheet as is shown. */
struct window {
	unsigned top, left, rows, cols;
	const struct template_cell **at; /* who stands there, or NULL */
};

static unsigned
least(unsigned a, unsigned b)
{
	return a < b ? a : b;
}

static struct window
window_of(struct ctx *ctx, const struct template *t)
{
	struct window w = { .top = t->top,
		.left = t->left,
		.rows = least(t->bottom - t->top + 1, TEMPLATE_SHOWN_ROWS),
		.cols = least(t->right - t->left + 1, TEMPLATE_SHOWN_COLS) };

	w.at = arena_alloc(ctx->mem, (size_t)w.rows * w.cols * sizeof *w.at);
	for (size_t i = 0; i < t->ncell; i++) {
		const struct template_cell *c = &t->cells[i];
		for (unsigned r = c->row - w.top;
		     r < w.rows && r < c->row - w.top + c->rows; r++)
			for (unsigned k = c->col - w.left;
			     k < w.cols && k < c->col - w.left + c->cols; k++)
				w.at[r * w.cols + k] = c;
	}
	return w;
}

static void
put_cell(struct ctx *ctx, const struct template *t, const struct window *w,
    const struct template_cell *c)
{
	const char *ref = xlsx_ref(ctx->mem, c->row, c->col);
	unsigned rows = least(c->rows, w->rows - (c->row - w->top)),
		 cols = least(c->cols, w->cols - (c->col - w->left));
	struct buf *h = ctx->out;

	html(h, "<td id='x%s' class='%s%s%s' title='%s: %s'", ref,
	    class_of(c->role), doubted(t, ref, NULL) ? " bad" : "",
	    c->bold ? " b" : "", ref, role_show(c->role));
	if (rows > 1)
		html(h, " rowspan='%d'", (int)rows);
	if (cols > 1)
		html(h, " colspan='%d'", (int)cols);
	if (c->place != NULL)
		html(h, "><a href='#f%s'>%s</a>", c->place, c->text);
	else
		html(h, ">%s", c->text);
	marks(ctx, t, ref, NULL);
	html(h, "</td>");
}

/* A cell that is empty, but has a doubt: "the column has no number". */
static void
put_empty(struct ctx *ctx, const struct template *t, unsigned row, unsigned col)
{
	const char *ref = xlsx_ref(ctx->mem, row, col);

	if (!doubted(t, ref, NULL)) {
		html(ctx->out, "<td></td>");
		return;
	}
	html(ctx->out, "<td id='x%s' class='bad' title='%s'>", ref, ref);
	marks(ctx, t, ref, NULL);
	html(ctx->out, "</td>");
}

static void
put_sheet_row(struct ctx *ctx, const struct template *t, const struct window *w,
    unsigned r)
{
	unsigned row = w->top + r;

	html(ctx->out, "<tr><th scope='row'>%ld</th>", (long)row + 1);
	for (unsigned k = 0; k < w->cols; k++) {
		const struct template_cell *c = w->at[r * w->cols + k];
		if (c == NULL)
			put_empty(ctx, t, row, w->left + k);
		else if (c->row == row && c->col == w->left + k)
			put_cell(ctx, t, w, c);
	}
	html(ctx->out, "</tr>\n");
}

void
template_sheet_put(struct ctx *ctx, const struct template *t)
{
	struct window w = window_of(ctx, t);
	struct buf *h = ctx->out;

	html(h,
	    "<div class='gridbox' tabindex='0' role='region' "
	    "aria-labelledby='xname'><table class='xlsx'><caption id='xname'>"
	    "%s</caption>\n<thead><tr><td></td>",
	    str_fmt(ctx->mem, _("The sheet \"%s\""), t->sheet));
	for (unsigned k = 0; k < w.cols; k++)
		html(h, "<th scope='col'>%s</th>",
		    xlsx_col_name(ctx->mem, w.left + k));
	html(h, "</tr></thead>\n<tbody>\n");
	for (unsigned r = 0; r < w.rows; r++)
		put_sheet_row(ctx, t, &w, r);
	html(h, "</tbody></table></div>\n");
	if (t->bottom - t->top >= w.rows || t->right - t->left >= w.cols)
		widget_notice(ctx, TONE_INFO,
		    _("Only the beginning of the sheet is shown here."));
}

/* ---- the form */

static const char *
source_of(struct ctx *ctx, const struct template *t, const char *place)
{
	for (size_t i = 0; i < t->ncell; i++)
		if (str_eq(t->cells[i].place, place))
			return xlsx_ref(ctx->mem, t->cells[i].row,
			    t->cells[i].col);
	return NULL;
}

static void
put_place(struct ctx *ctx, const struct template *t, const char *place,
    const char *text)
{
	const char *source = source_of(ctx, t, place);

	if (source != NULL)
		html(ctx->out, "<a href='#x%s'>%s</a>", source, text);
	else
		html(ctx->out, "%s", text);
}

static bool
is_leaf(const struct form *f, const struct head *head)
{
	return head->row + head->rowspan == f->head_rows;
}

/* Merged heads are counted as their elements come: from the left, top first. */
static size_t
group_number(const struct form *f, const struct head *head)
{
	size_t n = 0;

	for (size_t i = 0; i < f->nhead; i++) {
		const struct head *h = &f->heads[i];
		n += !is_leaf(f, h) &&
		     (h->col < head->col ||
			 (h->col == head->col && h->row < head->row));
	}
	return n;
}

static void
put_head(struct ctx *ctx, const struct template *t, const struct form *f,
    const struct head *head)
{
	bool leaf = is_leaf(f, head);
	const char *place =
	    leaf ? str_fmt(ctx->mem, "c%zu", head->col) :
		   str_fmt(ctx->mem, "g%zu", group_number(f, head));
	struct buf *h = ctx->out;

	html(h, "<th id='f%s' scope='col' rowspan='%zu' colspan='%zu'>", place,
	    head->rowspan, head->colspan);
	put_place(ctx, t, place, head->label);
	if (!leaf) /* a column's doubts stand at its number */
		marks(ctx, t, NULL, place);
	html(h, "</th>");
}

/* Heads come as a tree; rows are printed one after the other, each from the
 * left. */
static void
put_heads(struct ctx *ctx, const struct template *t, const struct form *f)
{
	for (size_t r = 0; r < f->head_rows; r++) {
		html(ctx->out, "<tr>");
		for (size_t col = 0; col < f->ncol; col++)
			for (size_t i = 0; i < f->nhead; i++)
				if (f->heads[i].row == r &&
				    f->heads[i].col == col)
					put_head(ctx, t, f, &f->heads[i]);
		html(ctx->out, "</tr>\n");
	}
}

static const char *
type_show(enum template_type type)
{
	static const char *const names[] = {
		[TEMPLATE_INTEGER] = N_("whole number"),
		[TEMPLATE_DECIMAL] = N_("decimal number"),
		[TEMPLATE_PERCENT] = N_("per cent"),
		[TEMPLATE_TEXT] = N_("text"),
		[TEMPLATE_DATE] = N_("date"),
		[TEMPLATE_BY_ROW] = N_("as the row says"),
	};

	return _(names[type]);
}

/* The row of numbers: code or formula, what kind of figure, in what measure. */
static void
put_codes(struct ctx *ctx, const struct template *t)
{
	html(ctx->out, "<tr class='codes'>");
	for (size_t i = 0; i < t->ncol; i++) {
		const struct template_col *c = &t->cols[i];
		html(ctx->out, "<th scope='col' class='%s'>",
		    doubted(t, NULL, c->place) ? "bad" : "code");
		put_place(ctx, t, c->place,
		    c->taken != NULL ? c->taken : c->code);
		if (c->kind == TEMPLATE_CELL)
			html(ctx->out, "<br /><small>%s%s%s</small>",
			    type_show(c->type), c->measure == NULL ? "" : ", ",
			    c->measure == NULL ? "" : c->measure);
		marks(ctx, t, NULL, c->place);
		html(ctx->out, "</th>");
	}
	html(ctx->out, "</tr>\n");
}

static const char *
label_in(const struct template_row *r, const struct template_col *c)
{
	if (c->kind == TEMPLATE_LABEL)
		return r->label;
	if (c->kind == TEMPLATE_STT)
		return r->code;
	return r->measure == NULL ? "" : r->measure;
}

static void
put_row(struct ctx *ctx, const struct template *t, const struct template_row *r)
{
	struct buf *h = ctx->out;

	html(h, "<tr id='f%s' class='%s'>", r->place,
	    doubted(t, NULL, r->place) ? "bad" : "row");
	for (size_t i = 0; i < t->ncol; i++) {
		const struct template_col *c = &t->cols[i];
		if (c->kind != TEMPLATE_CELL) {
			html(h, "<th scope='row'>");
			put_place(ctx, t, r->place, label_in(r, c));
			if (c->kind == TEMPLATE_LABEL) {
				if (r->taken != NULL)
					html(h, "<br /><small>%s</small>",
					    r->taken);
				marks(ctx, t, NULL, r->place);
			}
			html(h, "</th>");
		} else
			html(h, "<td></td>");
	}
	html(h, "</tr>\n");
}

static void
put_rows(struct ctx *ctx, const struct template *t)
{
	for (size_t i = 0; i < t->nrow; i++)
		put_row(ctx, t, &t->rows[i]);
	if (t->nrow > 0)
		return;
	html(ctx->out, "<tr><th scope='row' colspan='%zu'>%s</th></tr>\n",
	    t->ncol,
	    t->rows_kind == TEMPLATE_UNITS ?
		_("One row for each reporting unit") :
		_("A list to which each unit adds its rows"));
}

static void
put_block(struct ctx *ctx, const struct template *t)
{
	widget_list_open(ctx);
	widget_list_item(ctx, _("Form"), t->number);
	widget_list_item(ctx, _("Title"),
	    t->title == NULL ? t->sheet : t->title);
	if (t->basis != NULL)
		widget_list_item(ctx, _("Legal basis"), t->basis);
	if (t->measure != NULL)
		widget_list_item(ctx, _("Unit of measure"), t->measure);
	for (size_t i = 0; i < t->nnote; i++)
		widget_list_item(ctx, _("Note"), t->notes[i].text);
	if (t->sign_left != NULL && t->sign_right != NULL)
		widget_list_item(ctx, _("Signed by"),
		    str_fmt(ctx->mem, "%s; %s", t->sign_left, t->sign_right));
	widget_list_close(ctx);
}

void
template_form_put(struct ctx *ctx, const struct template *t)
{
	struct findings f = { .mem = ctx->mem };
	struct form form;
	struct buf *h = ctx->out;

	html(h, "<div id='fform' tabindex='-1'>\n");
	put_block(ctx, t);
	html(h, "</div>\n");
	if (!form_read(ctx->mem, t->xml, strlen(t->xml), &f, &form)) {
		widget_notice(ctx, TONE_WARN,
		    _("The form cannot be shown yet: it must be put right "
		      "first."));
		return;
	}
	html(h,
	    "<div class='gridbox' tabindex='0' role='region' "
	    "aria-labelledby='fname'><table class='xlsx form'>"
	    "<caption id='fname'>%s</caption>\n<thead>\n",
	    _("The form that was understood"));
	put_heads(ctx, t, &form);
	put_codes(ctx, t);
	html(h, "</thead>\n<tbody>\n");
	put_rows(ctx, t);
	html(h, "</tbody></table></div>\n");
}
