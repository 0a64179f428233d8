/* chart.c - figures by unit as a bar chart */
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include "io/png.h"
#include "view/chart.h"

enum colour {
	INK = 0x222222,
	SOFT = 0x606060,
	GRID = 0xDDDDDD,
	BAR = 0x1F5FA8,
	BELOW = 0xB5472F,
	RED = 0xB01010
};
enum { MARGIN = 12, TITLE = 40, LABELS_MOST = 120, BAR_MOST = 70 };

static const struct png_font title_font = { 13, true },
			     text_font = { 9, false },
			     small_font = { 8, false },
			     mark_font = { 10, true };

/* Pixels are no figures: doubles are good enough to draw. */
struct plot {
	const struct chart *c;
	enum num_lang lang;
	struct arena *mem;
	struct png *png;
	int width, height;
	int left, right, top, bottom; /* of the area of the bars */
	double low, high;             /* of the axis */
	double slot;                  /* width of a bar with its gap */
	/* Steps of the axis: digit * 10^power. */
	int digit, power;
	long first, last; /* in steps */
	enum png_turn turn;
	struct png_font label;
	bool none; /* a figure is missing */
};

static double
step_of(const struct plot *p)
{
	return p->digit * pow(10, p->power);
}

static void
find_range(struct plot *p)
{
	p->low = p->high = 0;
	for (size_t i = 0; i < p->c->n; i++) {
		if (p->c->values[i] == NULL) {
			p->none = true;
			continue;
		}
		double v = strtod(p->c->values[i], NULL);
		p->low = v < p->low ? v : p->low;
		p->high = v > p->high ? v : p->high;
	}
	if (p->high == p->low)
		p->high = 1;
}

/* Round steps, about one for every 45 pixels: 1, 2 or 5 times 10^n. */
static void
find_steps(struct plot *p)
{
	static const int digits[] = { 1, 2, 5, 10 };
	int most = (p->bottom - p->top) / 45;
	double rough = (p->high - p->low) / (most < 2 ? 2 : most);
	size_t i = 0;

	p->power = (int)floor(log10(rough));
	while (i < 3 && digits[i] * pow(10, p->power) < rough * 0.999)
		i++;
	p->digit = digits[i] % 10 == 0 ? 1 : digits[i];
	p->power += digits[i] == 10;
	p->first = (long)floor(p->low / step_of(p) + 1e-9);
	p->last = (long)ceil(p->high / step_of(p) - 1e-9);
	p->low = (double)p->first * step_of(p);
	p->high = (double)p->last * step_of(p);
}

/* The k-th step as people write it, from its digits: no double is printed. */
static const char *
step_text(const struct plot *p, long k)
{
	static const char zeros[] = "000000000000000000000000000000";
	long n = k * p->digit;
	const char *s;

	if (p->power >= 0)
		s = n == 0 ? "0" :
			     str_fmt(p->mem, "%ld%.*s", n,
				 p->power < 30 ? p->power : 30, zeros);
	else {
		long whole = labs(n), unit = 1;
		int places = -p->power < 10 ? -p->power : 10;
		for (int i = 0; i < places; i++)
			unit *= 10;
		s = str_fmt(p->mem, "%s%ld.%0*ld", n < 0 ? "-" : "",
		    whole / unit, places, whole % unit);
	}
	return num_show_text(p->mem, s, p->power < 0 ? -p->power : 0, p->lang);
}

static double
widest_step(const struct plot *p)
{
	double most = 0;

	for (long k = p->first; k <= p->last; k++) {
		double w = png_width(text_font, step_text(p, k));
		most = w > most ? w : most;
	}
	return most;
}

/* Cut to a width, at a character, with "…". */
static const char *
shorten(struct plot *p, struct png_font f, const char *s, double width)
{
	size_t n;

	if (s == NULL || png_width(f, s) <= width)
		return s;
	for (n = strlen(s); n > 0; n--) {
		if (((unsigned char)s[n] & 0xC0) == 0x80)
			continue;
		const char *cut = str_fmt(p->mem, "%.*s…", (int)n, s);
		if (png_width(f, cut) <= width)
			return cut;
	}
	return "…";
}

static double
widest_label(const struct plot *p, struct png_font f)
{
	double most = 0;

	for (size_t i = 0; i < p->c->n; i++) {
		double w =
		    p->c->labels[i] == NULL ? 0 : png_width(f, p->c->labels[i]);
		most = w > most ? w : most;
	}
	return most;
}

/* How the labels stand, and how much room that takes below the bars. */
static int
place_labels(struct plot *p)
{
	double widest = widest_label(p, text_font);
	double most = p->height * 0.3;

	p->label = text_font;
	if (widest + 4 <= p->slot) {
		p->turn = PNG_LEVEL;
		return 20;
	}
	if (most > LABELS_MOST)
		most = LABELS_MOST;
	p->turn = p->slot >= 22 ? PNG_SLANTED : PNG_UPRIGHT;
	if (p->slot < 13)
		p->label = small_font;
	widest = widest_label(p, p->label);
	if (p->turn == PNG_SLANTED)
		widest = widest * M_SQRT1_2 + 8;
	return 8 + (int)(widest < most ? widest : most);
}

static void
lay_out(struct plot *p)
{
	bool foot = !str_empty(p->c->source) || p->none;

	p->right = p->width - MARGIN;
	p->top = TITLE + (str_empty(p->c->measure) ? 0 : 18);
	p->bottom = p->height - MARGIN - (foot ? 20 : 0);
	find_steps(p); /* for the width of the numbers; once more below */
	p->left = MARGIN + (int)widest_step(p) + 8;
	p->slot =
	    (double)(p->right - p->left) / (double)(p->c->n > 0 ? p->c->n : 1);
	p->bottom -= place_labels(p);
	find_range(p);
	find_steps(p);
}

static int
y_of(const struct plot *p, double v)
{
	return p->bottom - (int)lround((v - p->low) / (p->high - p->low) *
				       (p->bottom - p->top));
}

static void
draw_axis(struct plot *p)
{
	for (long k = p->first; k <= p->last; k++) {
		int y = y_of(p, (double)k * step_of(p));
		const char *s = step_text(p, k);
		png_line(p->png, p->left, y, p->right, y, k == 0 ? INK : GRID);
		png_text(p->png, text_font,
		    p->left - 6 - (int)png_width(text_font, s), y + 4,
		    PNG_LEVEL, SOFT, s);
	}
}

static int
x_of(const struct plot *p, size_t i)
{
	return p->left + (int)lround(p->slot * (double)i);
}

/* The figure over (or under) its bar, if all of it fits in its slot. */
static void
draw_value(struct plot *p, size_t i, int x, int width, int y, bool below)
{
	const char *s = num_show_text(p->mem, p->c->values[i], -1, p->lang);
	double w = png_width(small_font, s);

	if (w + 2 <= p->slot)
		png_text(p->png, small_font, x + (width - (int)w) / 2,
		    below ? y + 13 : y - 4, PNG_LEVEL, INK, s);
}

static void
draw_bar(struct plot *p, size_t i)
{
	int gap = p->slot >= 6 ? (int)(p->slot * 0.2) : p->slot >= 3;
	int x = x_of(p, i), width = x_of(p, i + 1) - x - gap;
	int zero = y_of(p, 0);

	x += gap / 2 + gap % 2;
	if (width > BAR_MOST) {
		x += (width - BAR_MOST) / 2;
		width = BAR_MOST;
	}
	if (width < 1)
		width = 1;
	if (p->c->values[i] == NULL) {
		png_hatch(p->png, x, p->top, width, p->bottom - p->top);
		return;
	}
	double v = strtod(p->c->values[i], NULL);
	int y = y_of(p, v);
	if (v >= 0)
		png_box(p->png, x, y, width, zero - y, BAR);
	else
		png_box(p->png, x, zero + 1, width, y - zero, BELOW);
	if (y == zero) /* a figure, though one can see nothing of it */
		png_box(p->png, x, zero - 1, width, 3, BAR);
	draw_value(p, i, x, width, y, y > zero);
}

static void
draw_label(struct plot *p, size_t i)
{
	int middle = (x_of(p, i) + x_of(p, i + 1)) / 2, y = p->bottom + 6;
	int rise = (int)(p->label.size * 0.48);
	int room = p->height - MARGIN - 20 - y + (p->none ? 0 : 4);
	const char *s = p->c->labels[i];

	if (p->turn == PNG_LEVEL) {
		png_text(p->png, p->label,
		    middle - (int)(png_width(p->label, s == NULL ? "" : s) / 2),
		    y + 12, PNG_LEVEL, INK, s);
		return;
	}
	s = shorten(p, p->label, s,
	    p->turn == PNG_SLANTED ? (room - 8) / M_SQRT1_2 : room);
	int w = s == NULL ? 0 : (int)png_width(p->label, s);
	if (p->turn == PNG_UPRIGHT)
		png_text(p->png, p->label, middle + rise, y + w, p->turn, INK,
		    s);
	else
		png_text(p->png, p->label, middle + rise - (int)(w * M_SQRT1_2),
		    y + rise + (int)(w * M_SQRT1_2), p->turn, INK, s);
}

static void
draw_labels(struct plot *p)
{
	double least = p->turn == PNG_UPRIGHT ? p->label.size * 1.33 : 1;
	size_t every = p->slot >= least ? 1 : (size_t)ceil(least / p->slot);

	for (size_t i = 0; i < p->c->n; i += every)
		draw_label(p, i);
}

static void
draw_words(struct plot *p)
{
	const struct chart *c = p->c;
	double mark =
	    str_empty(c->mark) ? 0 : png_width(mark_font, c->mark) + 16;
	int foot = p->height - MARGIN + 2;
	const char *none = c->none != NULL   ? c->none :
			   p->lang == NUM_EN ? "No figure" :
					       "Chưa có số liệu";
	int legend = p->none ? (int)png_width(small_font, none) + 24 : 0;

	png_text(p->png, title_font, MARGIN, 26, PNG_LEVEL, INK,
	    shorten(p, title_font, c->title, p->width - 2 * MARGIN - mark));
	png_text(p->png, mark_font, p->right - (int)mark + 16, 26, PNG_LEVEL,
	    RED, c->mark);
	png_text(p->png, small_font, MARGIN, TITLE + 3, PNG_LEVEL, SOFT,
	    c->measure);
	png_text(p->png, small_font, MARGIN, foot, PNG_LEVEL, SOFT,
	    shorten(p, small_font, c->source,
		p->width - 2 * MARGIN - legend - 10));
	if (p->none) {
		png_hatch(p->png, p->right - legend, foot - 9, 16, 10);
		png_text(p->png, small_font, p->right - legend + 22, foot,
		    PNG_LEVEL, SOFT, none);
	}
}

static enum rc
check_size(const struct plot *p)
{
	if (p->width < CHART_WIDTH_MIN || p->height < CHART_HEIGHT_MIN ||
	    p->width > CHART_MAX || p->height > CHART_MAX)
		return fail(E_INVALID, "chart: %d x %d", p->width, p->height);
	if (p->c->n > CHART_BARS)
		return fail(E_LIMIT, "chart: %zu bars", p->c->n);
	return OK;
}

enum rc
chart_png(const struct chart *c, const char *lang, struct buf *out)
{
	struct plot p = { .c = c,
		.lang = num_lang(lang),
		.mem = out->mem,
		.width = c->width ? c->width : CHART_WIDTH,
		.height = c->height ? c->height : CHART_HEIGHT };

	TRY(check_size(&p));
	TRY(png_begin(p.width, p.height, &p.png));
	find_range(&p);
	lay_out(&p);
	for (size_t i = 0; i < c->n; i++)
		if (c->values[i] == NULL)
			draw_bar(&p, i);
	draw_axis(&p);
	for (size_t i = 0; i < c->n; i++)
		if (c->values[i] != NULL)
			draw_bar(&p, i);
	draw_labels(&p);
	draw_words(&p);
	return png_end(p.png, out);
}
