/* regime_one.h - the parts of the page of one regime */
#ifndef VIEW_REGIME_ONE_H
#define VIEW_REGIME_ONE_H
#include "view/regime_view.h"

/* What an act ended with: "publish", "retire", "drop", "give"; else nothing. */
void regime_done(struct ctx *, const char *act);
void regime_facts(struct ctx *, const struct regime_head *,
    const struct regime_version *);
/* Links to what can be done; draft: the version being edited, or NULL. */
void regime_actions(struct ctx *, const struct regime_head *,
    const struct regime_version *draft);
/* A section each, with its list or a sentence that it is empty. */
void regime_form_list(struct ctx *, const struct regime_form_rows *);
void regime_version_table(struct ctx *, const struct regime_head *,
    const struct regime_versions *);
/* The forms of what changes the regime itself: open, retire, hand over. */
void regime_decide(struct ctx *, const struct regime_head *, bool published);
/* Part by part, what the two do not say alike. */
void regime_difference(struct ctx *, const struct regime_version *a,
    const struct regime_version *b);
#endif
