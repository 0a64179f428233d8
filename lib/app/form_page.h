/*
 * form_page.h - the page a report is filled in on
 *
 * It is shown afresh, after a saving, and again with all that was typed when a
 * saving was refused: nothing that somebody typed is lost.
 */
#ifndef APP_FORM_PAGE_H
#define APP_FORM_PAGE_H
#include "app/app.h"
#include "core/draft.h"

/* What the page is shown with, besides the report itself. */
struct form_shown {
	bool saved;
	long rows;    /* empty ones at the end of a list */
	long version; /* of the page that was typed into; 0: a fresh one */
	const struct params *typed;
	const struct draft_out *diff; /* what others changed; NULL: nothing */
};
/* rq->report; findings of a saving that was refused are in rq. */
enum rc form_page(struct rq *, const struct form_shown *) NODISCARD;
/*
 * A form that had been used before was posted with other figures: those that
 * differ from what is stored, for form_shown.diff.  Nothing is saved.
 */
enum rc form_page_reused(struct rq *, const struct params *typed,
    struct draft_out *ret) NODISCARD;
#endif
