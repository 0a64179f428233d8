/*
 * shape.h - words as glyphs, kept (for io/pdf.c alone)
 *
 * A text is cut into pieces: a word, a blank, or one character of a figure.
 * Each piece is shaped once per face, at size 1, and kept while it is used.
 */
#ifndef IO_SHAPE_H
#define IO_SHAPE_H
#include "io/pdf.h"
typedef struct _cairo_scaled_font cairo_scaled_font_t;

struct shape_face; /* a font that Pango chose, maybe as a fallback */
struct shape_glyph {
	uint32_t index;
	float x, y; /* from the piece's origin, in ems */
};
struct shape_cluster {
	uint16_t bytes, glyphs;
};
/* Glyphs of one face. */
struct shape_run {
	struct shape_face *face;
	const char *text;
	struct shape_glyph *glyphs;
	struct shape_cluster *clusters;
	int nbyte, nglyph, ncluster;
};
struct shape {
	struct shape *next; /* in its chain of the table */
	uint32_t hash;
	uint16_t len;
	uint8_t face;
	uint8_t nrun;
	float width; /* ems */
	struct shape_run *runs;
	const char *key;
};

enum rc shape_open(const char *file) NODISCARD;
/* The first piece of s, and how many bytes it takes; valid until the next
 * call. */
const struct shape *shape_next(enum pdf_face, const char *s, size_t n,
    size_t *ret_len);
cairo_scaled_font_t *shape_font(struct shape_face *, double size);
void shape_forget(void);
#endif
