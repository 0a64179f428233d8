/*
 * press_head.c - what stands above the table, and the signatures
 *
 * Boxes 1 to 5 and 7 of Decree 30/2020/ND-CP, appendix I, part I, section IV;
 * between them the head that statistical forms have: number and legal basis on
 * the left, title in the middle, who reports to whom on the right.
 */
#include <string.h>
#include "base/upper.h"
#include "view/fixed.h"
#include "view/press.h"

#define MOTTO_SIZE 13
static const struct pdf_font plain = { PDF_REGULAR, 12 },
			     bold = { PDF_BOLD, 12 },
			     motto = { PDF_BOLD, MOTTO_SIZE },
			     number = { PDF_REGULAR, 13 },
			     date = { PDF_ITALIC, 13 },
			     title = { PDF_BOLD, 14 },
			     period = { PDF_ITALIC, 13 },
			     small = { PDF_REGULAR, 11 },
			     small_bold = { PDF_BOLD, 11 },
			     hint = { PDF_ITALIC, 12 };

static void
centred_rule(struct press *p, double x, double width, double length)
{
	p->y += 3;
	pdf_rule(p->pdf, x + (width - length) / 2, p->y,
	    x + (width + length) / 2, p->y, 0.7);
	p->y += 3;
}

/* Box 2: the agency's rule is from a third to half of its line. */
static void
agency(struct press *p, double x, double width)
{
	const char *name = str_upper(p->mem, p->doc->agency);
	double line = pdf_width(bold, name, strlen(name));

	press_text(p, plain, DOC_CENTRE, x, width,
	    str_upper(p->mem, p->doc->superior));
	press_text(p, bold, DOC_CENTRE, x, width, name);
	if (*name != '\0')
		centred_rule(p, x, width, (line < width ? line : width) * 0.4);
}

/* Box 1: the motto's rule is as long as the motto. */
static void
nation(struct press *p, double x, double width)
{
	const char *words = fixed(p->lang, FIXED_MOTTO);

	press_text(p, bold, DOC_CENTRE, x, width, fixed(p->lang, FIXED_NATION));
	press_text(p, motto, DOC_CENTRE, x, width, words);
	centred_rule(p, x, width, pdf_width(motto, words, strlen(words)));
}

static void
decree_head(struct press *p)
{
	double all = p->fit.right - p->fit.left, left = all * 0.4;
	double top = p->y, low;

	agency(p, p->fit.left, left);
	low = p->y;
	p->y = top;
	nation(p, p->fit.left + left, all - left);
	double level = (low > p->y ? low : p->y) + 3;
	p->y = level;
	press_text(p, number, DOC_CENTRE, p->fit.left, left, p->doc->number);
	low = p->y;
	p->y = level;
	press_text(p, date, DOC_CENTRE, p->fit.left + left, all - left,
	    p->doc->place_date);
	p->y = (low > p->y ? low : p->y) + 10;
}

static void
form_title(struct press *p, double x, double width)
{
	const struct document *d = p->doc;

	press_text(p, title, DOC_CENTRE, x, width, str_upper(p->mem, d->title));
	p->y += 2;
	press_text(p, period, DOC_CENTRE, x, width, d->period_line);
	press_text(p, hint, DOC_CENTRE, x, width, d->status);
}

static void
form_head(struct press *p)
{
	const struct document *d = p->doc;
	double all = p->fit.right - p->fit.left, top = p->y, low;
	bool sides = !str_empty(d->form_no) || !str_empty(d->basis) ||
		     !str_empty(d->reporter) || !str_empty(d->receiver);
	/* across a page, title and period have a line each */
	double side = sides ? all * (all > 600 ? 0.2 : 0.25) : 0;

	press_text(p, small_bold, DOC_LEFT, p->fit.left, side - 6, d->form_no);
	press_text(p, small, DOC_LEFT, p->fit.left, side - 6, d->basis);
	low = p->y;
	p->y = top;
	press_text(p, small, DOC_LEFT, p->fit.right - side + 6, side - 6,
	    d->reporter);
	press_text(p, small, DOC_LEFT, p->fit.right - side + 6, side - 6,
	    d->receiver);
	low = low > p->y ? low : p->y;
	p->y = top;
	form_title(p, p->fit.left + side, all - 2 * side);
	p->y = low > p->y ? low : p->y;
}

void
press_head(struct press *p)
{
	decree_head(p);
	form_head(p);
	p->y += 4;
	press_text(p, hint, DOC_RIGHT, p->fit.left, p->fit.right - p->fit.left,
	    p->doc->measure);
	p->y += 3;
}

/* One of the two who sign; with draw = false only its height is found. */
static double
signer(struct press *p, double x, double width, const char *role,
    const char *title, const char *name)
{
	double top = p->y;

	if (str_empty(role))
		return 0;
	press_text(p, motto, DOC_CENTRE, x, width, str_upper(p->mem, role));
	if (!str_empty(title))
		press_text(p, motto, DOC_CENTRE, x, width,
		    str_upper(p->mem, title));
	press_text(p, hint, DOC_CENTRE, x, width, fixed(p->lang, FIXED_SIGN));
	p->y += 48; /* room to sign, or for the picture of a signature */
	press_text(p, motto, DOC_CENTRE, x, width, name);
	double height = p->y - top;
	p->y = top;
	return height;
}

double
press_sign_height(struct press *p)
{
	const struct document *d = p->doc;
	struct line lines[WRAP_LINES];
	double half = (p->fit.right - p->fit.left) / 2;
	size_t n = 1;

	if (str_empty(d->sign_left) && str_empty(d->sign_right))
		return 0;
	for (int i = 0; i < 2; i++) {
		size_t k = wrap(motto,
		    str_upper(p->mem, i ? d->sign_right : d->sign_left), half,
		    lines, WRAP_LINES);
		n = k > n ? k : n;
	}
	n += !str_empty(d->sign_title);
	return 12 + (double)(n + 1) * MOTTO_SIZE * PRESS_STEP +
	       hint.size * PRESS_STEP + 48;
}

void
press_sign(struct press *p)
{
	const struct document *d = p->doc;
	double half = (p->fit.right - p->fit.left) / 2;

	p->y += 12;
	double a =
	    signer(p, p->fit.left, half, d->sign_left, NULL, d->sign_left_name);
	double b = signer(p, p->fit.left + half, half, d->sign_right,
	    d->sign_title, d->sign_right_name);
	p->y += a > b ? a : b;
}
