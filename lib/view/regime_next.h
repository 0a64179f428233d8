/*
 * regime_next.h - after a regime was published or assigned: what comes next
 *
 * Read before the page is begun, as every figure on it.
 */
#ifndef VIEW_REGIME_NEXT_H
#define VIEW_REGIME_NEXT_H
#include "core/open.h"
#include "core/regime_edit.h"
#include "view/widget.h"

struct regime_next {
	bool published, assigned, form;
	bool open;        /* a period should be open today: the two below */
	struct slot slot; /* core/open.h: open_today() */
	long missing;     /* reports of it that are not there yet */
};
enum rc regime_next(struct db *, const struct ctx *, const struct regime_head *,
    struct regime_next *ret) NODISCARD;
/* A list of steps with their links, and the button that opens the period. */
void regime_next_put(struct ctx *, const struct regime_head *,
    const struct regime_next *);
#endif
