/*
 * me.h - the pages of one's own account: password, tokens, data ... stand side
 * by side, as tabs under the page's heading
 */
#ifndef VIEW_ME_H
#define VIEW_ME_H
#include "base/ctx.h"

/* page_open(), and the tabs. */
struct buf *me_page_open(struct ctx *, const char *title);
#endif
