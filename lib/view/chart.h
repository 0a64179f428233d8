/*
 * chart.h - figures by unit as a bar chart
 *
 * The axis begins at zero and has round steps.  A unit without a figure has a
 * hatched column and no bar, which nobody takes for a zero (a thin line); a
 * legend says so.  Figures below zero hang from the axis.  Labels are level,
 * slanted or upright, as they fit, and cut with "…" where they are too long;
 * where even that is too much only every second, third ... has one.
 */
#ifndef VIEW_CHART_H
#define VIEW_CHART_H
#include "base/num.h"

enum {
	CHART_WIDTH = 800, /* what is usual */
	CHART_HEIGHT = 400,
	CHART_WIDTH_MIN = 300, /* what is allowed */
	CHART_HEIGHT_MIN = 200,
	CHART_MAX = 2000,
	CHART_BARS = 500
};
struct chart {
	int width, height; /* 0: what is usual */
	const char *title;
	const char *measure; /* "Đơn vị tính: đơn", above the axis; or NULL */
	const char *source; /* small, at the foot; or NULL */
	const char *mark;   /* "SỐ LIỆU MINH HỌA" in red, or NULL */
	const char *none;   /* legend: "Chưa có số liệu"; NULL: that */
	const char *const *labels;
	const char *const *values; /* canonical; NULL: there is none */
	size_t n;
};

/* Appended to out. E_INVALID for a size, E_LIMIT for a number of bars that is
 * not allowed. */
enum rc chart_png(const struct chart *, const char *lang,
    struct buf *out) NODISCARD;
#endif
