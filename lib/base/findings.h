/*
 * findings.h - what is wrong with a user's input, in the user's words
 *
 * Data, not an error: a handler collects all of them, shows each beside its
 * field, and returns E_INVALID if one of them is not a mere warning.
 */
#ifndef BASE_FINDINGS_H
#define BASE_FINDINGS_H
#include "base/base.h"

struct finding {
	const char *where; /* a field's name, a cell's input name, "line 7" */
	const char *text;  /* a whole sentence, translated */
	bool warning;
	bool explain; /* a warning that has to be explained */
};
struct findings {
	struct arena *mem;
	struct finding *at;
	size_t n, cap;
	size_t nerror; /* those that are not warnings */
	size_t nexplain;
	size_t left; /* beyond FINDINGS_MAX: counted, not kept */
};
enum { FINDINGS_MAX = 200 };

/* The format is a translated literal: finding(f, where, _("..."), ...). */
void finding(struct findings *, const char *where, const char *fmt, ...)
    FMT(3, 4);
void finding_warn(struct findings *, const char *where, const char *fmt, ...)
    FMT(3, 4);
/* A warning that lets pass what is explained. */
void finding_explain(struct findings *, const char *where, const char *fmt, ...)
    FMT(3, 4);
/* The first finding at that place, or NULL. */
const struct finding *finding_at(const struct findings *, const char *where);
#endif
