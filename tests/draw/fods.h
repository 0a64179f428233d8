/* fods.h - a document as flat ODS, for the bench: what LibreOffice converts */
#ifndef TESTS_DRAW_FODS_H
#define TESTS_DRAW_FODS_H
#include "core/document.h"

/* The same table, figures written out, its head repeated on every page. */
void fods(const struct document *, struct buf *out);
#endif
