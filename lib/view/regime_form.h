/* regime_form.h - the draft of a regime, one section of it at a time */
#ifndef VIEW_REGIME_FORM_H
#define VIEW_REGIME_FORM_H
#include "view/regime_view.h"

struct regime_form {
	const struct findings *findings;
	const struct regime_text *text; /* as stored, or as typed */
	const char *part;               /* what who when how why */
	const struct regime_head *head;
	const struct regime_version *version;
	/* of a new one */
	const char *code, *line, *owner;
	const struct choice *owners;
	size_t nowner;
	struct levels lines; /* reporting lines, as code and names */
};
void regime_form_new(struct ctx *, const struct regime_form *);
void regime_form_put(struct ctx *, const struct regime_form *);
void regime_form_path(struct ctx *, const struct regime_head *);
#endif
