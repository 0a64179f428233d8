/* png.c - a picture of boxes, lines and texts, by libgd */
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <gd.h>
#include "io/png.h"

#define FONTS "/usr/share/fonts/truetype/liberation2/LiberationSans-"
enum { LEVEL = 6, KEPT = 1024, MEASURED = 100 /* points */ };

struct png {
	gdImagePtr im;
	const char *why; /* what went wrong first, or NULL */
};

static const char *
font_file(struct png_font f)
{
	return f.bold ? FONTS "Bold.ttf" : FONTS "Regular.ttf";
}

enum rc
png_begin(int width, int height, struct png **ret)
{
	if (width < PNG_MIN || width > PNG_MAX || height < PNG_MIN ||
	    height > PNG_MAX)
		return fail(E_INVALID, "png: %d x %d", width, height);
	struct png *p = calloc(1, sizeof *p);
	if (p == NULL)
		abort();
	p->im = gdImageCreateTrueColor(width, height);
	if (p->im == NULL)
		abort();
	gdImageFilledRectangle(p->im, 0, 0, width - 1, height - 1, 0xFFFFFF);
	*ret = p;
	return OK;
}

enum rc
png_end(struct png *p, struct buf *out)
{
	enum rc rc = OK;
	int n = 0;
	void *bytes = NULL;

	if (p->why != NULL)
		rc = fail(E_INTERNAL, "png: %s", p->why);
	else if ((bytes = gdImagePngPtrEx(p->im, &n, LEVEL)) == NULL)
		rc = fail(E_INTERNAL, "png: cannot be encoded");
	else
		buf_put(out, bytes, (size_t)n);
	if (rc == OK && out->full)
		rc = fail(E_LIMIT, "png: over %zu bytes", out->max);
	gdFree(bytes);
	gdImageDestroy(p->im);
	free(p);
	return rc;
}

void
png_box(struct png *p, int x, int y, int width, int height, int colour)
{
	if (width > 0 && height > 0)
		gdImageFilledRectangle(p->im, x, y, x + width - 1,
		    y + height - 1, colour);
}

void
png_hatch(struct png *p, int x, int y, int width, int height)
{
	enum { STEP = 6 };

	png_box(p, x, y, width, height, 0xF3F3F3);
	gdImageSetClip(p->im, x, y, x + width - 1, y + height - 1);
	gdImageSetAntiAliased(p->im, 0xC4C4C4);
	for (int at = y; at < y + height + width; at += STEP)
		gdImageLine(p->im, x, at, x + width, at - width, gdAntiAliased);
	gdImageSetClip(p->im, 0, 0, gdImageSX(p->im) - 1, gdImageSY(p->im) - 1);
}

/* Level and upright ones cover whole pixels and need no antialiasing. */
void
png_line(struct png *p, int x1, int y1, int x2, int y2, int colour)
{
	if (x1 != x2 && y1 != y2) {
		gdImageSetAntiAliased(p->im, colour);
		colour = gdAntiAliased;
	}
	gdImageLine(p->im, x1, y1, x2, y2, colour);
}

void
png_text(struct png *p, struct png_font f, int x, int y, enum png_turn turn,
    int colour, const char *s)
{
	static const double angle[] = { 0, M_PI / 4, M_PI / 2 };
	char *why;
	int box[8];

	if (str_empty(s))
		return;
	why = gdImageStringFT(p->im, box, colour, font_file(f), f.size,
	    angle[turn], x, y, s);
	if (why != NULL && p->why == NULL)
		p->why = why;
}

/* Between two bars, so that blanks and overhanging glyphs count in full. */
static double
measure(struct png_font f, const char *c, size_t n)
{
	char s[8] = "|";
	int with[8], without[8];

	memcpy(s + 1, c, n);
	memcpy(s + 1 + n, "|", 2);
	if (gdImageStringFT(NULL, without, 0, font_file(f), MEASURED, 0, 0, 0,
		"||") != NULL ||
	    gdImageStringFT(NULL, with, 0, font_file(f), MEASURED, 0, 0, 0,
		s) != NULL)
		return 0;
	return (double)(with[2] - with[0] - without[2] + without[0]) / MEASURED;
}

static size_t
char_len(const char *s)
{
	size_t n = 1;

	while (n < 4 && ((unsigned char)s[n] & 0xC0) == 0x80)
		n++;
	return n;
}

double
png_width(struct png_font f, const char *s)
{
	static struct {
		char c[4];
		bool bold;
		float width;
	} kept[KEPT];
	double width = 0;

	for (size_t n; *s != '\0'; s += n) {
		char c[4] = { 0 };
		uint32_t hash;
		n = char_len(s);
		memcpy(c, s, n);
		memcpy(&hash, c, sizeof hash);
		size_t i = (hash * 2654435761u >> 16 ^ f.bold) % KEPT;
		if (kept[i].bold != f.bold || memcmp(kept[i].c, c, 4) != 0) {
			memcpy(kept[i].c, c, 4);
			kept[i].bold = f.bold;
			kept[i].width = (float)measure(f, s, n);
		}
		width += kept[i].width;
	}
	return width * f.size;
}
