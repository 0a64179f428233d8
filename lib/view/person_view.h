/* person_view.h - what one person may do and why, and the list of people */
#ifndef VIEW_PERSON_VIEW_H
#define VIEW_PERSON_VIEW_H
#include "core/person_list.h"
#include "core/standing.h"

/* Name, login, where they work, how to reach them, whether they can sign in. */
void person_facts(struct ctx *, const struct standing *);
/*
 * Roles in force and to come, with the rights in them, why and since when; then
 * those of before.  Each that the actor may end or lend has a link to it.
 */
void person_roles(struct ctx *, const struct standing *);
/* Who stands in for them, and did. */
void person_lent(struct ctx *, const struct standing *);
void person_posts(struct ctx *, const struct standing *);

void person_filters(struct ctx *, const struct findings *,
    const struct person_query *, const char *unit);
void person_table(struct ctx *, const struct person_rows *);
#endif
