/*
 * pdf.c - pages, by Cairo
 *
 * Texts are not shown one by one: glyphs of one font are gathered and shown
 * together, which spares most of what a call of Cairo costs.
 */
#include <stdlib.h>
#include <string.h>
#include <cairo-pdf.h>
#include "io/pdf.h"
#include "io/shape.h"

enum { GLYPHS = 2048, CLUSTERS = 2048, BYTES = 4 * 2048, RULES = 256 };

struct rule {
	double x1, y1, x2, y2;
};
struct pdf {
	cairo_surface_t *surface;
	cairo_t *cr;
	struct buf *out;
	enum rc rc;
	int pages;
	enum pdf_ink ink;
	/* The texts gathered, all in one font. */
	struct shape_face *face;
	double size;
	cairo_glyph_t glyphs[GLYPHS];
	cairo_text_cluster_t clusters[CLUSTERS];
	char text[BYTES];
	int nglyph, ncluster, ntext;
	/* The rules gathered, all of one thickness. */
	struct rule rules[RULES];
	size_t nrule;
	double thick;
};

enum rc
pdf_fonts(const char *file)
{
	return shape_open(file);
}

static cairo_status_t
write_bytes(void *closure, const unsigned char *data, unsigned n)
{
	struct buf *out = closure;

	buf_put(out, (const char *)data, n);
	return out->full ? CAIRO_STATUS_WRITE_ERROR : CAIRO_STATUS_SUCCESS;
}

struct pdf *
pdf_begin(struct buf *out, const char *title, const char *made)
{
	struct pdf *p = calloc(1, sizeof *p);

	if (p == NULL)
		abort();
	p->out = out;
	p->surface =
	    cairo_pdf_surface_create_for_stream(write_bytes, out, 595, 842);
	cairo_pdf_surface_restrict_to_version(p->surface,
	    CAIRO_PDF_VERSION_1_5);
	if (title != NULL)
		cairo_pdf_surface_set_metadata(p->surface,
		    CAIRO_PDF_METADATA_TITLE, title);
	if (made != NULL)
		cairo_pdf_surface_set_metadata(p->surface,
		    CAIRO_PDF_METADATA_CREATE_DATE, made);
	p->cr = cairo_create(p->surface);
	return p;
}

static void
flush_text(struct pdf *p)
{
	if (p->ncluster == 0)
		return;
	cairo_set_scaled_font(p->cr, shape_font(p->face, p->size));
	cairo_show_text_glyphs(p->cr, p->text, p->ntext, p->glyphs, p->nglyph,
	    p->clusters, p->ncluster, 0);
	p->nglyph = p->ncluster = p->ntext = 0;
}

static void
flush_rules(struct pdf *p)
{
	if (p->nrule == 0)
		return;
	cairo_save(p->cr);
	cairo_set_source_rgb(p->cr, 0, 0, 0);
	cairo_set_line_width(p->cr, p->thick);
	for (size_t i = 0; i < p->nrule; i++) {
		cairo_move_to(p->cr, p->rules[i].x1, p->rules[i].y1);
		cairo_line_to(p->cr, p->rules[i].x2, p->rules[i].y2);
	}
	cairo_stroke(p->cr);
	cairo_restore(p->cr);
	p->nrule = 0;
}

static void
finish_page(struct pdf *p)
{
	flush_text(p);
	flush_rules(p);
	if (p->pages > 0)
		cairo_show_page(p->cr);
}

void
pdf_page(struct pdf *p, double width, double height)
{
	if (p->rc != OK)
		return;
	finish_page(p);
	if (++p->pages > PDF_PAGES) {
		p->rc = fail(E_LIMIT, "pdf: more than %d pages", PDF_PAGES);
		return;
	}
	cairo_pdf_surface_set_size(p->surface, width, height);
}

enum rc
pdf_end(struct pdf *p)
{
	enum rc rc = p->rc;

	if (rc == OK)
		finish_page(p);
	cairo_destroy(p->cr);
	cairo_surface_finish(p->surface);
	cairo_status_t status = cairo_surface_status(p->surface);
	cairo_surface_destroy(p->surface);
	if (rc == OK && p->out->full)
		rc = fail(E_LIMIT, "pdf: over %zu bytes", p->out->max);
	else if (rc == OK && status != CAIRO_STATUS_SUCCESS)
		rc =
		    fail(E_INTERNAL, "pdf: %s", cairo_status_to_string(status));
	free(p);
	return rc;
}

void
pdf_ink(struct pdf *p, enum pdf_ink ink)
{
	static const double rgb[][3] = {
		[PDF_BLACK] = { 0, 0, 0 },
		[PDF_GREY] = { 0.35, 0.35, 0.35 },
		[PDF_RED] = { 0.75, 0.05, 0.05 },
	};

	if (p->ink == ink)
		return;
	flush_text(p);
	cairo_set_source_rgb(p->cr, rgb[ink][0], rgb[ink][1], rgb[ink][2]);
	p->ink = ink;
}

static void
gather(struct pdf *p, const struct shape_run *r, double x, double y,
    double size)
{
	if (p->face != r->face || p->size != size ||
	    p->nglyph + r->nglyph > GLYPHS ||
	    p->ncluster + r->ncluster > CLUSTERS || p->ntext + r->nbyte > BYTES)
		flush_text(p);
	if (r->nglyph > GLYPHS || r->ncluster > CLUSTERS || r->nbyte > BYTES)
		return;
	p->face = r->face;
	p->size = size;
	for (int i = 0; i < r->nglyph; i++)
		p->glyphs[p->nglyph++] =
		    (cairo_glyph_t){ .index = r->glyphs[i].index,
			    .x = x + r->glyphs[i].x * size,
			    .y = y + r->glyphs[i].y * size };
	for (int i = 0; i < r->ncluster; i++)
		p->clusters[p->ncluster++] =
		    (cairo_text_cluster_t){ .num_bytes = r->clusters[i].bytes,
			    .num_glyphs = r->clusters[i].glyphs };
	memcpy(p->text + p->ntext, r->text, (size_t)r->nbyte);
	p->ntext += r->nbyte;
}

double
pdf_width(struct pdf_font font, const char *s, size_t n)
{
	double width = 0;

	for (size_t len; n > 0; s += len, n -= len)
		width += shape_next(font.face, s, n, &len)->width;
	return width * font.size;
}

void
pdf_text(struct pdf *p, struct pdf_font font, double x, double y, const char *s,
    size_t n)
{
	if (p->rc != OK)
		return;
	for (size_t len; n > 0; s += len, n -= len) {
		const struct shape *word = shape_next(font.face, s, n, &len);
		for (int i = 0; i < word->nrun; i++)
			gather(p, &word->runs[i], x, y, font.size);
		x += word->width * font.size;
	}
}

void
pdf_rule(struct pdf *p, double x1, double y1, double x2, double y2,
    double thick)
{
	if (p->rc != OK)
		return;
	if (p->nrule == RULES || p->thick != thick)
		flush_rules(p);
	p->thick = thick;
	p->rules[p->nrule++] = (struct rule){ x1, y1, x2, y2 };
}

void
pdf_shade(struct pdf *p, double x, double y, double width, double height)
{
	if (p->rc != OK)
		return;
	flush_text(p);
	cairo_save(p->cr);
	cairo_set_source_rgb(p->cr, 0.94, 0.94, 0.94);
	cairo_rectangle(p->cr, x, y, width, height);
	cairo_fill(p->cr);
	cairo_restore(p->cr);
}

void
pdf_forget(void)
{
	shape_forget();
}
