/* design_part.h - between the files of design_*.c; nobody else includes it */
#ifndef CORE_DESIGN_PART_H
#define CORE_DESIGN_PART_H
#include "core/design.h"

bool design_is(const struct xml *, const char *name);
/* As xml_attr(), without marking it as seen; NULL: not there. */
const char *design_attr(const struct xml *, const char *name);
/* The column or row of that index, or NULL. */
struct xml *design_col(const struct design *, long);
struct xml *design_row(const struct design *, long);
#endif
