/* sample.h - forms and figures for looking at pages without a database */
#ifndef TESTS_SAMPLE_H
#define TESTS_SAMPLE_H
#include "core/sheet.h"

/* Like the petition form of 2021: a label, 26 columns, three head rows. */
const struct form *sample_units(struct arena *);
/* Like a monthly report: fixed rows in groups, decimals, a note. */
const struct form *sample_rows(struct arena *);
/* Figures that add up, or do not; the same for the same seed. */
struct figures sample_figures(struct arena *, const struct form *, long seed);
#endif
