/* sample.h - documents for the tests and benches of the renderers */
#ifndef TESTS_DRAW_SAMPLE_H
#define TESTS_DRAW_SAMPLE_H
#include "core/document.h"
#include "view/chart.h"

/* XLD01 of 2021: a label and 26 numbered columns, three rows of heads. */
const struct document *sample_xld01(struct arena *, size_t nrow);
/* A table of 10 columns with Vietnamese text: the one of the bench. */
const struct document *sample_wide(struct arena *, size_t nrow);
/* Groups, notes, text that attacks, figures that no double holds. */
const struct document *sample_odd(struct arena *);
/* By name: "xld01", "bench", "odd"; NULL for others. */
const struct document *sample_named(struct arena *, const char *name);
/* 63 bars; "gap": a few, with a zero, one below zero and one that is not
 * there; "zero": the same with a zero in its place. */
const struct chart *sample_chart(struct arena *, const char *name);
#endif
