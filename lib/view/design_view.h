/*
 * design_view.h - the designer of forms: the table, and the panel beside it
 *
 * The table is a form as it is printed, with handles as a spreadsheet has them;
 * whatever is in it is a link to the page with that place chosen, where the
 * panel shows its properties and what can be done to it, as plain forms.
 * html/static/design.js does the same without loading the page again, and by
 * keyboard.
 */
#ifndef VIEW_DESIGN_VIEW_H
#define VIEW_DESIGN_VIEW_H
#include "base/ctx.h"
#include "core/design_store.h"
#include "core/item_list.h"
#include "io/query.h"

struct design_view {
	const struct design *design;
	long id, version;
	const char *place, *to;          /* what is chosen; to may be NULL */
	const struct findings *findings; /* by place: design_check() */
	bool unfold; /* the list of what is wrong is what the page is for */
	const struct findings *wrong; /* with what was typed; or NULL */
	const struct params *typed;   /* what was posted; or NULL */
	const char *q;                /* words of an item; or NULL */
	const struct item_hits *hits; /* of these words */
};
/* All of the page below its heading. */
void design_page(struct ctx *, const struct design_draft *,
    const struct design_view *);
const char *design_page_title(struct ctx *, const struct design_draft *);
/* Title block, table, notes, signatures. */
void design_table(struct ctx *, const struct design_view *);
/* Parts of it. */
void design_paper_head(struct ctx *, const struct design_view *);
void design_paper_checks(struct ctx *, const struct design_view *);
void design_paper_foot(struct ctx *, const struct design_view *);
/* Properties and operations of what is chosen. */
void design_panel(struct ctx *, const struct design_view *);
/* Everything that is wrong, with links to the places; nothing if nothing. */
void design_wrong(struct ctx *, const struct design_view *);
/* Items with these words, and what to do with each: for the script, a button
 * that types its code; else a form that binds it (of which the panel's field
 * is "p.item"). */
enum rc design_items(struct db *, const struct ctx *, const char *words,
    struct item_hits *ret) NODISCARD;
void design_found(struct ctx *, const struct item_hits *, bool binds);
/* The page of a draft with a place chosen. */
const char *design_href(const struct ctx *, long id, const char *place);
/* One of the rows: a row, a heading, a sum. */
bool design_is_line(enum place_kind);
/* A name of design_ops in words: for buttons, and for the history. */
const char *design_act_show(const char *act, enum place_kind);
#endif
