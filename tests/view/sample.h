/* sample.h - real forms with figures, to look at pages without a database */
#ifndef TESTS_VIEW_SAMPLE_H
#define TESTS_VIEW_SAMPLE_H
#include "core/sheet.h"

/* A version of a form from its file; ends the program if it cannot. */
const struct form *sample_form(struct arena *, const char *path,
    const char *version);
/* Figures of its entered cells; the same for the same seed. */
struct figures sample_figures(struct arena *, const struct form *, long seed);
/* A sheet as the database would have made it; a superior has nine units. */
struct sheet sample_sheet(struct arena *, const struct form *, bool superior);
#endif
