/* fit.c - which paper, which type size and which column widths a table takes */
#include <math.h>
#include <string.h>
#include "view/fit.h"
#include "view/wrap.h"

/* What a column needs, in ems: sizes are tried without measuring again. */
struct need {
	double word;      /* its widest part that does not break */
	double full;      /* its widest cell on one line */
	double head[2];   /* the widest word of its head, plain and bold */
	double label;     /* its head on one line */
	double mass;      /* all its texts on one line */
	bool text;        /* has texts, not figures alone */
	double low, want; /* at the size being tried, in points */
};

/* Wider texts are wrapped rather than given more room. */
enum { TEXT_EMS = 26, HEAD_LINES = 7, HEAD_LINES_WANTED = 3 };
/* Texts of up to so many ems stay on one line: on the paper that is chosen for
 * that, in small type, and where a column must give room to others. */
enum { COMFORT = 12, COMFORT_SMALL = 7, COMFORT_LEAST = 7 };

/* Tables of so many rows are set smaller, and take a third fewer pages. */
enum { LONG_TABLE = 200, LONG_SIZE = 10 };

static const struct paper {
	double width, height, from, to; /* mm; type sizes */
} papers[] = {
	{ 210, 297, 12, 10 },
	{ 297, 210, 12, 7.5 },
	{ 420, 297, 11, 7 },
};

enum pdf_face
fit_face(const struct doc_row *r)
{
	return r->kind == DOC_TOTAL || r->kind == DOC_GROUP ? PDF_BOLD :
							      PDF_REGULAR;
}

static double
greater(double a, double b)
{
	return a > b ? a : b;
}

static double
lesser(double a, double b)
{
	return a < b ? a : b;
}

static void
measure_cell(struct need *n, const struct doc_row *r, size_t col,
    const char *shown)
{
	struct pdf_font em = { fit_face(r), 1 };
	const struct doc_cell *c = &r->cells[col];
	double full = pdf_width(em, shown, strlen(shown));

	if (c->kind != DOC_TEXT) {
		n->word = greater(n->word, full);
	} else {
		n->text = true;
		n->word = greater(n->word, wrap_widest(em, shown));
		n->mass += full;
		if (col < 2)
			full += r->depth;
	}
	n->full = greater(n->full, full);
}

static void
measure_rows(const struct doc_table *t, enum num_lang lang, struct need *need)
{
	struct arena *mem = arena_new();

	for (size_t i = 0; i < t->nrow; i++) {
		const struct doc_row *r = &t->rows[i];
		arena_reset(mem, 0);
		for (size_t c = 0, span; c < t->ncol; c += span) {
			span = doc_span(t, r, c);
			if (span == 1 && r->cells[c].kind != DOC_EMPTY)
				measure_cell(&need[c], r, c,
				    doc_text(mem, &r->cells[c], lang));
		}
	}
	arena_free(mem);
}

static void
measure_heads(const struct doc_table *t, struct need *need)
{
	for (size_t i = 0; i < t->nhead; i++) {
		const struct head *h = &t->heads[i];
		const char *s = h->label == NULL ? "" : h->label;
		if (h->colspan != 1)
			continue;
		struct need *n = &need[h->col];
		for (int bold = 0; bold < 2; bold++)
			n->head[bold] = greater(n->head[bold],
			    wrap_widest((struct pdf_font){ bold, 1 }, s));
		n->label = greater(n->label,
		    pdf_width((struct pdf_font){ PDF_BOLD, 1 }, s, strlen(s)));
	}
	struct line l[WRAP_LINES];
	for (size_t c = 0; t->code_row && c < t->ncol; c++)
		for (size_t i = wrap_code((struct pdf_font){ PDF_REGULAR, 1 },
			 t->cols[c].code, l, WRAP_LINES);
		     i > 0; i--)
			need[c].word = greater(need[c].word, l[i - 1].width);
}

/* What the columns need at this size: low to be read, want to look well. */
static void
need_at(const struct doc_table *t, const struct fit *f, double comfort,
    struct need *need)
{
	bool bold = f->head == PDF_BOLD;

	for (size_t c = 0; c < t->ncol; c++) {
		struct need *n = &need[c];
		double low = greater(n->word, n->head[bold]);
		low = greater(low, n->label * 1.15 / HEAD_LINES);
		if (n->text)
			low = greater(low, lesser(n->full, comfort));
		double want = greater(low, lesser(n->full, TEXT_EMS));
		want = greater(want, n->label * 1.2 / HEAD_LINES_WANTED);
		if (t->cols[c].width > 0)
			want = greater(low, t->cols[c].width * 0.5);
		n->low = low * f->size + 2 * f->pad;
		n->want = want * f->size + 2 * f->pad;
	}
}

/* The heads over several columns: their longest word must fit as well. */
static void
widen_under(const struct doc_table *t, const struct fit *f, struct need *need)
{
	for (size_t i = 0; i < t->nhead; i++) {
		const struct head *h = &t->heads[i];
		double sum = 0,
		       word = 2 * f->pad +
			      wrap_widest((struct pdf_font){ f->head, f->size },
				  h->label);
		for (size_t c = 0; c < h->colspan; c++)
			sum += need[h->col + c].low;
		if (sum >= word || h->colspan == 1)
			continue;
		for (size_t c = 0; c < h->colspan; c++) {
			struct need *n = &need[h->col + c];
			n->low += (word - sum) / (double)h->colspan;
			n->want = greater(n->want, n->low);
		}
	}
}

/*
 * Columns of figures look best equally wide: all get the same, but the ones
 * that need more get what they need.
 */
static void
level(const struct need *need, size_t ncol, double room, double *widths)
{
	double low = 0, high = room;

	for (int i = 0; i < 40; i++) {
		double mid = (low + high) / 2, sum = 0;
		for (size_t c = 0; c < ncol; c++)
			sum += need[c].text ? 0 : greater(need[c].low, mid);
		if (sum > room)
			high = mid;
		else
			low = mid;
	}
	for (size_t c = 0; c < ncol; c++)
		if (!need[c].text)
			widths[c] = greater(need[c].low, low);
}

struct sums {
	double low, want, text_low, text_want;
	size_t figures;
};

static struct sums
sum_up(const struct need *need, size_t ncol)
{
	struct sums s = { 0 };

	for (size_t c = 0; c < ncol; c++) {
		s.low += need[c].low;
		s.want += need[c].want;
		s.text_low += need[c].text ? need[c].low : 0;
		s.text_want += need[c].text ? need[c].want : 0;
		s.figures += !need[c].text;
	}
	return s;
}

/*
 * Room for columns of text, so that all rows together have few lines: a
 * column's lines are its texts by its width, and the sum of these is least when
 * widths go with the square roots of the texts.
 */
static double
share_texts(const struct need *need, size_t ncol, double room, double *widths)
{
	double low = 0, high = room, sum = 0;

	for (int i = 0; i < 40; i++) {
		double mid = (low + high) / 2;
		sum = 0;
		for (size_t c = 0; c < ncol; c++) {
			const struct need *n = &need[c];
			if (!n->text)
				continue;
			widths[c] = lesser(n->want,
			    greater(n->low, mid * sqrt(n->mass)));
			sum += widths[c];
		}
		if (sum > room)
			high = mid;
		else
			low = mid;
	}
	return sum;
}

/* Share out the page's width, of which there is enough. */
static void
share(const struct need *need, size_t ncol, double room, double *widths)
{
	struct sums s = sum_up(need, ncol);
	double figures_low = s.low - s.text_low;
	double figures_want = s.want - s.text_want;
	double texts;

	if (room > s.want) {
		double grow =
		    s.figures == 0 ? room / s.want : (1 + room / s.want) / 2;
		for (size_t c = 0; c < ncol; c++)
			widths[c] = need[c].want * grow;
		texts = s.text_want * grow;
	} else {
		/* figures give way as texts do, by part of what they want */
		double part = (room - s.low) / (s.want - s.low + 1e-9);
		texts = share_texts(need, ncol,
		    room - figures_low - (figures_want - figures_low) * part,
		    widths);
	}
	level(need, ncol, room - texts, widths);
}

/* Nothing fits: everything shrinks alike, and words will break. */
static void
force(const struct need *need, size_t ncol, double room, double *widths)
{
	double low = sum_up(need, ncol).low;

	for (size_t c = 0; c < ncol; c++)
		widths[c] = need[c].low * room / low;
}

static void
set_paper(struct fit *f, const struct paper *p, double size)
{
	f->width = p->width * PDF_MM;
	f->height = p->height * PDF_MM;
	f->left = 30 * PDF_MM;
	f->right = f->width - 15 * PDF_MM;
	f->top = 20 * PDF_MM;
	f->bottom = f->height - 20 * PDF_MM;
	f->size = size;
	f->head = size >= 9 ? PDF_BOLD : PDF_REGULAR;
	f->pad = size >= 9 ? 3 : 1.3;
}

static bool
try_size(const struct doc_table *t, const struct paper *p, double size,
    struct need *need, struct fit *f)
{
	set_paper(f, p, size);
	need_at(t, f, size >= 9 ? COMFORT : COMFORT_SMALL, need);
	widen_under(t, f, need);
	return sum_up(need, t->ncol).low <= f->right - f->left;
}

static bool
choose(const struct doc_table *t, struct need *need, struct fit *f)
{
	double most = t->nrow > LONG_TABLE ? LONG_SIZE : papers[0].from;

	for (size_t i = 0; i < COUNT(papers); i++)
		for (double s = lesser(most, papers[i].from); s >= papers[i].to;
		     s -= 0.5)
			if (try_size(t, &papers[i], s, need, f))
				return true;
	return false;
}

void
fit_table(struct arena *mem, const struct doc_table *t, enum num_lang lang,
    struct fit *ret)
{
	struct need *need = arena_alloc(mem, t->ncol * sizeof *need);

	ret->widths = arena_alloc(mem, t->ncol * sizeof *ret->widths);
	measure_rows(t, lang, need);
	measure_heads(t, need);
	if (choose(t, need, ret)) {
		need_at(t, ret, COMFORT_LEAST, need);
		widen_under(t, ret, need);
		share(need, t->ncol, ret->right - ret->left, ret->widths);
	} else
		force(need, t->ncol, ret->right - ret->left, ret->widths);
}
