/*
 * import_view.h - a file of many lines: chosen, looked over, then applied
 *
 * What was shown is what is applied: the lines travel in the second form, as
 * one canonical text.  Where a line is refused there is no second form.
 */
#ifndef VIEW_IMPORT_VIEW_H
#define VIEW_IMPORT_VIEW_H
#include "view/widget.h"

enum { IMPORT_TEXT_MAX = 600000 };

/* The form with the file, named "file". */
void import_upload(struct ctx *, const struct findings *, const char *action,
    const char *help);

struct import_count {
	const char *label;
	size_t n;
};
void import_counts(struct ctx *, const struct import_count *, size_t n);
/* In the place of the second form. */
void import_refused(struct ctx *);
/* The second form; what else it asks stands between the two. */
void import_apply_open(struct ctx *, const char *action, const char *text);
void import_apply_close(struct ctx *, const char *label, const char *cancel);
/* The text, or NULL and a finding: it does not fit, `otherwise` says how. */
const char *import_text(const struct buf *, struct findings *,
    const char *otherwise);
#endif
