/*
 * render_html.h - a document's table on the screen, to read
 *
 * The printed head with scopes, the row of numbers, figures as people write
 * them; a caption for those who hear it.  It has the looks of the grid
 * (view/grid.h).
 */
#ifndef VIEW_RENDER_HTML_H
#define VIEW_RENDER_HTML_H
#include "core/document.h"

enum rc render_html(const struct document *, const char *lang,
    struct buf *out) NODISCARD;
#endif
