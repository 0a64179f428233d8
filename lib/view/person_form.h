/* person_form.h - the fields of the pages that change people */
#ifndef VIEW_PERSON_FORM_H
#define VIEW_PERSON_FORM_H
#include "core/standing.h"
#include "view/widget.h"

/* What an account says; fresh: with the login name. */
void person_fields(struct ctx *, const struct findings *,
    const struct person_says *, bool fresh);
struct role_says {
	const char *role, *unit, *from, *to, *decision;
};
/* A role at a unit for a time; `none`: it may be left out. */
void person_role_fields(struct ctx *, const struct findings *,
    const struct role_says *, bool none);
/* What each role is for, below a form. */
void person_role_help(struct ctx *);
void person_decision_field(struct ctx *, const struct findings *,
    const char *value, bool required);
void person_unit_field(struct ctx *, const struct findings *,
    const char *value);
/* "People > Nguyen Van An > Give a role" */
void person_path(struct ctx *, const struct person *, const char *here);
#endif
