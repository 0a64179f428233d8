/* render_pdf.c - a document as PDF: its pages */
#include <string.h>
#include "view/press.h"
#include "view/render_pdf.h"

void
press_text(struct press *p, struct pdf_font f, enum doc_align align, double x,
    double width, const char *s)
{
	struct line lines[WRAP_LINES];
	double step = f.size * PRESS_STEP;
	size_t n = align == DOC_CENTRE ?
		       wrap_even(f, s, width, lines, WRAP_LINES) :
		       wrap(f, s, width, lines, WRAP_LINES);

	wrap_draw(p->pdf, f, lines, n, align, x, width,
	    p->y + f.size * PRESS_RISE, step);
	p->y += (double)n * step;
}

/* In red in the upper right corner: a page that gets lost still says it. */
static void
draw_mark(struct press *p)
{
	struct pdf_font f = { PDF_BOLD, 11 };
	const char *s = p->doc->mark;

	if (str_empty(s))
		return;
	double x = p->fit.right - pdf_width(f, s, strlen(s));
	pdf_ink(p->pdf, PDF_RED);
	pdf_text(p->pdf, f, x, p->fit.top - 24, s, strlen(s));
	pdf_ink(p->pdf, PDF_BLACK);
}

/* Article 8 of the appendix's part I: Arabic, centred, not on the first. */
static void
draw_number(struct press *p)
{
	struct pdf_font f = { PDF_REGULAR, 13 };
	const char *s = str_fmt(p->mem, "%d", p->page);
	double w = pdf_width(f, s, strlen(s));

	if (p->page > 1)
		pdf_text(p->pdf, f, (p->fit.left + p->fit.right - w) / 2,
		    p->fit.top - 24, s, strlen(s));
}

static void
draw_foot(struct press *p)
{
	struct pdf_font f = { PDF_REGULAR, 8 };
	double width = p->fit.right - p->fit.left;
	struct line l[3];

	pdf_ink(p->pdf, PDF_GREY);
	wrap_draw(p->pdf, f, l, wrap(f, p->doc->foot, width, l, 1), DOC_LEFT,
	    p->fit.left, 0, p->fit.bottom + 24, 0);
	if (p->doc->proof != NULL)
		wrap_draw(p->pdf, f, l, wrap(f, p->doc->proof, width, l, 3),
		    DOC_LEFT, p->fit.left, 0, p->fit.bottom + 33, 9);
	pdf_ink(p->pdf, PDF_BLACK);
}

void
press_next(struct press *p)
{
	pdf_page(p->pdf, p->fit.width, p->fit.height);
	p->page++;
	draw_number(p);
	draw_mark(p);
	draw_foot(p);
	p->y = p->fit.top;
}

/* The notes as lines, of all of them together. */
struct notes {
	struct pdf_font font;
	double step;
	struct line *lines;
	size_t n;
};

static struct notes
lay_notes(struct press *p)
{
	const struct document *d = p->doc;
	double size = p->fit.size > 11 ? 11 : p->fit.size;
	struct notes k = { .font = { PDF_REGULAR, size },
		.step = size * PRESS_STEP };

	k.lines =
	    arena_alloc(p->mem, (d->nnote * WRAP_LINES + 1) * sizeof *k.lines);
	for (size_t i = 0; i < d->nnote; i++)
		k.n += wrap(k.font, d->notes[i], p->fit.right - p->fit.left,
		    &k.lines[k.n], WRAP_LINES);
	return k;
}

/* The last two lines go with what follows them. */
static void
draw_notes(struct press *p, const struct notes *k, double tail)
{
	p->y += 6;
	for (size_t i = 0; i < k->n; i++) {
		double need = k->step;
		if (i + 2 == k->n || k->n == 1)
			need = (double)(k->n - i) * k->step + tail;
		if (p->y + need > p->fit.bottom)
			press_next(p);
		wrap_draw(p->pdf, k->font, &k->lines[i], 1, DOC_LEFT,
		    p->fit.left, 0, p->y + k->font.size * PRESS_RISE, 0);
		p->y += k->step;
	}
}

static void
draw_all(struct press *p)
{
	struct notes k = lay_notes(p);
	double sign = press_sign_height(p);
	double tail = k.n <= 3 ? 6 + (double)k.n * k.step + sign : 6;

	press_next(p);
	press_head(p);
	press_table(p, tail);
	draw_notes(p, &k, sign);
	if (p->y + sign > p->fit.bottom)
		press_next(p);
	press_sign(p);
}

enum rc
render_pdf(const struct document *d, const char *lang, const char *fonts,
    struct buf *out)
{
	struct press p = { .doc = d, .lang = num_lang(lang), .mem = out->mem };

	TRY(doc_check(d));
	TRY(pdf_fonts(fonts));
	fit_table(p.mem, &d->table, p.lang, &p.fit);
	p.pdf = pdf_begin(out, d->title, d->made);
	draw_all(&p);
	return pdf_end(p.pdf);
}
