/*
 * png.h - a picture of boxes, lines and texts, as PNG
 *
 * Lengths are pixels from the upper left corner, colours 0xRRGGBB, type sizes
 * points at 96 to the inch.  Texts are antialiased, in Liberation Sans; a text
 * is placed by its baseline.  No picture is ever read.
 */
#ifndef IO_PNG_H
#define IO_PNG_H
#include "base/base.h"

enum { PNG_MIN = 100, PNG_MAX = 2000 };                /* of width and height */
enum png_turn { PNG_LEVEL, PNG_SLANTED, PNG_UPRIGHT }; /* 0, 45, 90 degrees */
struct png_font {
	double size;
	bool bold;
};
struct png;

/* White. E_INVALID when it is too small or too big. */
enum rc png_begin(int width, int height, struct png **ret) NODISCARD;
/* Appends the file to out. E_INTERNAL when a font is missing. */
enum rc png_end(struct png *, struct buf *out) NODISCARD;

void png_box(struct png *, int x, int y, int width, int height, int colour);
/* Slanting lines over a pale ground: here is nothing to show. */
void png_hatch(struct png *, int x, int y, int width, int height);
void png_line(struct png *, int x1, int y1, int x2, int y2, int colour);
void png_text(struct png *, struct png_font, int x, int y, enum png_turn,
    int colour, const char *);
/* How wide a text is; its characters are measured once and kept. */
double png_width(struct png_font, const char *);
#endif
