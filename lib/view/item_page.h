/*
 * item_page.h - the catalogue of items as pages: parts that cgi/item.c puts
 * together
 */
#ifndef VIEW_ITEM_PAGE_H
#define VIEW_ITEM_PAGE_H
#include "base/findings.h"
#include "core/breakdown.h"
#include "core/item_list.h"
#include "core/item_plan.h"
#include "core/measure.h"

/* A state's badge: draft, active, retired. */
void item_badge(struct ctx *, const char *state);
/* The form above the list: what is offered, and what was asked for. */
struct item_filters {
	const struct item_query *asked;
	struct item_choices owners, measures, regimes;
};
void item_filters(struct ctx *, const struct item_filters *);
void item_table(struct ctx *, const struct item_hits *);
/* What it is: of its page, without the heading. */
void item_facts(struct ctx *, const struct item *, const struct item_says *);
void item_versions(struct ctx *, const struct item_versions *);
void item_member_table(struct ctx *, const struct members *);
/* place: where in the form it stands, beside each, in words. */
void item_place_table(struct ctx *, const struct item_places *,
    const char *const *where);
void item_series_table(struct ctx *, const struct item *,
    const struct item_series *);

/* The fields of the form; owners: what may be chosen, NULL ends. */
struct item_form {
	const struct item_says *says;
	const struct findings *findings;
	const struct measures *measures;
	const struct breakdowns *breakdowns;
	const struct choice *owners;
	size_t nowner;
	bool fresh;        /* a new one: it has a code to be given, no date */
	bool bound;        /* forms ask for it */
	bool member;       /* it means what its base means */
	const char *after; /* reports until then are made */
	bool confirm;      /* there are warnings */
};
void item_fields(struct ctx *, const struct item_form *);
#endif
