/*
 * wrap.h - text into lines of a given width
 *
 * Vietnamese is written in syllables with blanks between them, so lines break
 * at blanks; a syllable is never hyphenated unless the column is narrower than
 * it.  A long word breaks after "/" or "-" if it has one, else with a hyphen.
 */
#ifndef VIEW_WRAP_H
#define VIEW_WRAP_H
#include "core/document.h"
#include "io/pdf.h"

enum { WRAP_LINES = 60 };
struct line {
	const char *s; /* into the text */
	size_t n;
	double width;
	const char *end; /* what is put after it: "", "-" or "…" */
};

/* At most max lines (up to WRAP_LINES); the last ends in "…" if more was left.
 * "\n" breaks a line.  An empty text has no lines. */
size_t wrap(struct pdf_font, const char *text, double width, struct line *ret,
    size_t max);
/* The same number of lines, but of even length: for heads and titles. */
size_t wrap_even(struct pdf_font, const char *text, double width,
    struct line *ret, size_t max);
/* The widest part that does not break. */
double wrap_widest(struct pdf_font, const char *text);
/*
 * A column's number with its formula, "6=8+9=11+12", broken before every "="
 * but the first: such a chain must not make its column wide.
 */
size_t wrap_code(struct pdf_font, const char *code, struct line *ret,
    size_t max);
/* Draw them from a first baseline, `step` apart; returns the next baseline. */
double wrap_draw(struct pdf *, struct pdf_font, const struct line *, size_t n,
    enum doc_align, double x, double width, double y, double step);
#endif
