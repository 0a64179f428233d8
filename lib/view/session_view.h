/* session_view.h - a table of sessions */
#ifndef VIEW_SESSION_VIEW_H
#define VIEW_SESSION_VIEW_H
#include "core/session.h"

/*
 * Each with a button that posts "session" to `end`, and "person" if that is not
 * 0.  here: the session that looks at it, which has none; 0: none of them.
 */
void session_table(struct ctx *, const struct session_rows *, long here,
    const char *end, long person);
#endif
