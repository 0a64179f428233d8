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
	struct line l[1];

	pdf_ink(p->pdf, PDF_GREY);
	wrap_draw(p->pdf, f, l,
	    wrap(f, p->doc->foot, p->fit.right - p->fit.left, l, 1), DOC_LEFT,
	    p->fit.left, 0, p->fit.bottom + 24, 0);
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

static void
draw_notes(struct press *p)
{
	struct pdf_font f = { PDF_REGULAR,
		p->fit.size > 11 ? 11 : p->fit.size };
	struct line lines[WRAP_LINES];
	double step = f.size * PRESS_STEP, width = p->fit.right - p->fit.left;

	p->y += 6;
	for (size_t i = 0; i < p->doc->nnote; i++) {
		size_t n = wrap(f, p->doc->notes[i], width, lines, WRAP_LINES);
		for (size_t k = 0; k < n; k++) {
			if (p->y + step > p->fit.bottom)
				press_next(p);
			p->y = wrap_draw(p->pdf, f, &lines[k], 1, DOC_LEFT,
				   p->fit.left, width,
				   p->y + f.size * PRESS_RISE, step) -
			       f.size * PRESS_RISE;
		}
	}
}

static void
draw_all(struct press *p)
{
	double sign = press_sign_height(p);

	press_next(p);
	press_head(p);
	press_table(p, sign);
	draw_notes(p);
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
