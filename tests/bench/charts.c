/*
 * charts.c - a chart by view/chart.c and the same calls of bare libgd, in turn:
 * prints the milliseconds of one of each, a line for each round
 */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>
#include <gd.h>
#include "draw/sample.h"

enum {
	ROUNDS = 15,
	CHARTS = 20,
	WIDTH = 800,
	HEIGHT = 400,
	TOP = 58,
	LOW = 283
};
static char regular[] =
    "/usr/share/fonts/truetype/liberation2/LiberationSans-Regular.ttf";
static char bold[] =
    "/usr/share/fonts/truetype/liberation2/LiberationSans-Bold.ttf";

static void
say(gdImagePtr im, char *font, double size, double angle, int x, int y,
    int colour, const char *s)
{
	int box[8];

	if (gdImageStringFT(im, box, colour, font, size, angle, x, y, s) !=
	    NULL)
		abort();
}

static void
hatch(gdImagePtr im, int x, int y, int width, int height)
{
	gdImageFilledRectangle(im, x, y, x + width - 1, y + height - 1,
	    0xF3F3F3);
	gdImageSetClip(im, x, y, x + width - 1, y + height - 1);
	gdImageSetAntiAliased(im, 0xC4C4C4);
	for (int at = y; at < y + height + width; at += 6)
		gdImageLine(im, x, at, x + width, at - width, gdAntiAliased);
	gdImageSetClip(im, 0, 0, WIDTH - 1, HEIGHT - 1);
}

static void
bars(gdImagePtr im, const struct chart *c)
{
	for (int i = 0; i < (int)c->n; i++) {
		int x = 57 + i * 731 / 63;
		if (c->values[i] == NULL) {
			hatch(im, x, TOP, 9, LOW - TOP);
			continue;
		}
		int high = (int)(atof(c->values[i]) * (LOW - TOP) / 10000);
		gdImageFilledRectangle(im, x, LOW - high, x + 8, LOW, 0x1F5FA8);
	}
}

static void
bare(const struct chart *c)
{
	static const char *const steps[] = { "0", "2.000", "4.000", "6.000",
		"8.000", "10.000" };
	gdImagePtr im = gdImageCreateTrueColor(WIDTH, HEIGHT);
	int size;

	gdImageFilledRectangle(im, 0, 0, WIDTH - 1, HEIGHT - 1, 0xFFFFFF);
	for (int k = 0; k < 6; k++) {
		int y = LOW - k * (LOW - TOP) / 5;
		gdImageLine(im, 57, y, 788, y, k == 0 ? 0x222222 : 0xDDDDDD);
		say(im, regular, 9, 0, 14, y + 4, 0x606060, steps[k]);
	}
	bars(im, c);
	for (int i = 0; i < (int)c->n; i++)
		say(im, regular, 8, M_PI / 2, 66 + i * 731 / 63, 360, 0x222222,
		    c->labels[i]);
	say(im, bold, 13, 0, 12, 26, 0x222222, c->title);
	say(im, bold, 10, 0, 663, 26, 0xB01010, c->mark);
	say(im, regular, 8, 0, 12, 43, 0x606060, c->measure);
	say(im, regular, 8, 0, 12, 390, 0x606060, c->source);
	hatch(im, 690, 381, 16, 10);
	say(im, regular, 8, 0, 712, 390, 0x606060, "Chưa có số liệu");
	gdFree(gdImagePngPtrEx(im, &size, 6));
	gdImageDestroy(im);
}

static void
ours(const struct chart *c)
{
	struct arena *mem = arena_new();
	struct buf out = { .mem = mem, .max = 1 << 20 };

	if (chart_png(c, "vi", &out) != OK)
		abort();
	arena_free(mem);
}

static double
timed(void (*draw)(const struct chart *), const struct chart *c)
{
	struct timespec from, to;

	clock_gettime(CLOCK_MONOTONIC, &from);
	for (int i = 0; i < CHARTS; i++)
		draw(c);
	clock_gettime(CLOCK_MONOTONIC, &to);
	return ((double)(to.tv_sec - from.tv_sec) * 1e3 +
		   (double)(to.tv_nsec - from.tv_nsec) / 1e6) /
	       CHARTS;
}

int
main(void)
{
	const struct chart *c = sample_chart(arena_new(), "many");

	for (int i = 0; i < ROUNDS; i++) {
		double a = timed(ours, c);
		printf("%.3f %.3f\n", a, timed(bare, c));
	}
	return 0;
}
