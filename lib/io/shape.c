/*
 * shape.c - words as glyphs, by Pango
 *
 * A layout for every cell of a report costs ten times what the report does;
 * the words in it are few.  So each word is itemized and shaped once and kept
 * in a table, which is emptied when it is full: it never grows past
 * CACHE_BYTES. Figures differ all the time but have a dozen characters, so
 * these are kept one by one (and are not kerned, as figures in columns should
 * not be).
 */
#include <stdlib.h>
#include <string.h>
#include <fontconfig/fontconfig.h>
#include <pango/pangocairo.h>
#include "io/shape.h"

enum {
	SLOTS = 4096,
	CACHE_BYTES = 1 << 20,
	WORD = 256, /* bytes shaped at once; longer ones are cut */
	FACES = 64, /* fonts, fallbacks included */
	SIZES = 4,  /* scaled fonts kept of each */
	UNIT = 1000 /* size to shape at; big, so that nothing is rounded */
};

struct shape_face {
	PangoFont *font;
	cairo_font_face_t *face;
	struct {
		double size;
		cairo_scaled_font_t *font;
	} sized[SIZES];
	int next; /* of sized[], to be replaced */
};
static struct {
	PangoContext *pango;
	PangoAttrList *attrs;
	PangoGlyphString *glyphs;
	PangoFontDescription *desc[PDF_FACES];
	cairo_font_options_t *options;
	struct shape_face faces[FACES];
	size_t nface;
	struct arena *mem;
	struct shape *table[SLOTS];
	struct shape *figures[PDF_FACES][128];
} sh;

/* Fontconfig looks for a relative path among its own files. */
static bool
parse(FcConfig *config, const char *file)
{
	char *path = realpath(file, NULL);
	bool read = path != NULL &&
		    FcConfigParseAndLoad(config, (const FcChar8 *)path, FcTrue);

	free(path);
	return read;
}

static enum rc
open_config(const char *file)
{
	FcConfig *config = FcConfigCreate();

	if (config == NULL || !parse(config, file) ||
	    !FcConfigBuildFonts(config) || !FcConfigSetCurrent(config))
		return fail(E_INTERNAL, "pdf: cannot use fonts of %s", file);
	FcConfigDestroy(config);
	return OK;
}

static void
describe_faces(void)
{
	for (int i = 0; i < PDF_FACES; i++) {
		PangoFontDescription *d = pango_font_description_new();
		pango_font_description_set_family(d, "Liberation Serif");
		if (i == PDF_BOLD || i == PDF_BOLD_ITALIC)
			pango_font_description_set_weight(d, PANGO_WEIGHT_BOLD);
		if (i == PDF_ITALIC || i == PDF_BOLD_ITALIC)
			pango_font_description_set_style(d, PANGO_STYLE_ITALIC);
		pango_font_description_set_absolute_size(d, UNIT * PANGO_SCALE);
		sh.desc[i] = d;
	}
}

/* A report in a face that happened to be found is not an official paper. */
static enum rc
check_family(const char *file)
{
	PangoFont *font = pango_context_load_font(sh.pango, sh.desc[0]);
	bool right = false;

	if (font != NULL) {
		PangoFontDescription *d = pango_font_describe(font);
		right = str_eq(pango_font_description_get_family(d),
		    "Liberation Serif");
		pango_font_description_free(d);
		g_object_unref(font);
	}
	return right ? OK :
		       fail(E_INTERNAL, "pdf: no Liberation Serif in %s", file);
}

enum rc
shape_open(const char *file)
{
	if (sh.mem != NULL)
		return OK;
	TRY(open_config(file));
	PangoFontMap *map =
	    pango_cairo_font_map_new_for_font_type(CAIRO_FONT_TYPE_FT);
	sh.pango = pango_font_map_create_context(map);
	sh.options = cairo_font_options_create();
	cairo_font_options_set_hint_style(sh.options, CAIRO_HINT_STYLE_NONE);
	cairo_font_options_set_hint_metrics(sh.options, CAIRO_HINT_METRICS_OFF);
	pango_cairo_context_set_font_options(sh.pango, sh.options);
	pango_context_set_round_glyph_positions(sh.pango, FALSE);
	pango_context_set_language(sh.pango, pango_language_from_string("vi"));
	sh.attrs = pango_attr_list_new();
	sh.glyphs = pango_glyph_string_new();
	describe_faces();
	TRY(check_family(file));
	sh.mem = arena_new();
	return OK;
}

void
shape_forget(void)
{
	if (sh.mem == NULL)
		return;
	arena_reset(sh.mem, 0);
	memset(sh.table, 0, sizeof sh.table);
	memset(sh.figures, 0, sizeof sh.figures);
}

/* NULL when there are too many fonts, or it is not one that Cairo draws. */
static struct shape_face *
find_face(PangoFont *font)
{
	if (font == NULL)
		return NULL;
	for (size_t i = 0; i < sh.nface; i++)
		if (sh.faces[i].font == font)
			return &sh.faces[i];
	if (sh.nface == FACES || !PANGO_IS_CAIRO_FONT(font))
		return NULL;
	cairo_scaled_font_t *scaled =
	    pango_cairo_font_get_scaled_font((PangoCairoFont *)font);
	if (scaled == NULL)
		return NULL;
	struct shape_face *f = &sh.faces[sh.nface++];
	f->font = g_object_ref(font);
	f->face =
	    cairo_font_face_reference(cairo_scaled_font_get_font_face(scaled));
	return f;
}

cairo_scaled_font_t *
shape_font(struct shape_face *f, double size)
{
	cairo_matrix_t em, page;

	for (int i = 0; i < SIZES; i++)
		if (f->sized[i].size == size)
			return f->sized[i].font;
	cairo_matrix_init_scale(&em, size, size);
	cairo_matrix_init_identity(&page);
	int i = f->next++ % SIZES;
	if (f->sized[i].font != NULL)
		cairo_scaled_font_destroy(f->sized[i].font);
	f->sized[i].size = size;
	f->sized[i].font =
	    cairo_scaled_font_create(f->face, &em, &page, sh.options);
	return f->sized[i].font;
}

/*
 * Which bytes each glyph stands for, so that text can be copied.  Text that
 * runs from right to left is one cluster.
 */
static void
take_clusters(struct shape_run *r, const PangoGlyphString *gs, bool backwards)
{
	size_t size = sizeof *r->clusters;
	int i = 0;

	r->clusters = arena_alloc(sh.mem, (size_t)gs->num_glyphs * size);
	while (i < gs->num_glyphs) {
		int from = gs->log_clusters[i], drawn = 0;
		while (i < gs->num_glyphs &&
		       (backwards || gs->log_clusters[i] == from))
			drawn += gs->glyphs[i++].glyph != PANGO_GLYPH_EMPTY;
		int to = i < gs->num_glyphs ? gs->log_clusters[i] : r->nbyte;
		if (backwards)
			from = 0;
		r->clusters[r->ncluster++] =
		    (struct shape_cluster){ .bytes = (uint16_t)(to - from),
			    .glyphs = (uint16_t)drawn };
	}
}

/* Where no font has a character, the font's own sign for that is drawn. */
static float
take_glyphs(struct shape_run *r, const PangoGlyphString *gs, float x)
{
	const float scale = (float)UNIT * PANGO_SCALE;
	size_t size = sizeof *r->glyphs;

	r->glyphs = arena_alloc(sh.mem, (size_t)gs->num_glyphs * size);
	for (int i = 0; i < gs->num_glyphs; i++) {
		const PangoGlyphInfo *g = &gs->glyphs[i];
		bool none = (g->glyph & PANGO_GLYPH_UNKNOWN_FLAG) != 0;
		if (g->glyph != PANGO_GLYPH_EMPTY)
			r->glyphs[r->nglyph++] = (struct shape_glyph){
				.index = none ? 0 : g->glyph,
				.x = x + (float)g->geometry.x_offset / scale,
				.y = (float)g->geometry.y_offset / scale,
			};
		x += (float)g->geometry.width / scale;
	}
	return x;
}

static void
take_run(struct shape *s, const char *text, const PangoItem *item)
{
	struct shape_run *r = &s->runs[s->nrun];

	r->face = find_face(item->analysis.font);
	if (r->face == NULL)
		return;
	r->text = text + item->offset;
	r->nbyte = item->length;
	pango_shape(r->text, r->nbyte, &item->analysis, sh.glyphs);
	s->width = take_glyphs(r, sh.glyphs, s->width);
	take_clusters(r, sh.glyphs, item->analysis.level % 2 != 0);
	s->nrun++;
}

static void
shape_it(struct shape *s, enum pdf_face face, const char *text, size_t n)
{
	char *valid = g_utf8_make_valid(text, (gssize)n);
	size_t len = strlen(valid);
	const char *own = str_ndup(sh.mem, valid, len);

	g_free(valid);
	if (len == 0)
		return;
	pango_context_set_font_description(sh.pango, sh.desc[face]);
	GList *items =
	    pango_itemize(sh.pango, own, 0, (int)len, sh.attrs, NULL);
	s->runs = arena_alloc(sh.mem, g_list_length(items) * sizeof *s->runs);
	for (GList *i = items; i != NULL; i = i->next) {
		if (s->nrun < 255)
			take_run(s, own, i->data);
		pango_item_free(i->data);
	}
	g_list_free(items);
}

static struct shape *
keep(enum pdf_face face, const char *text, size_t n)
{
	struct shape *s = arena_alloc(sh.mem, sizeof *s);

	s->key = str_ndup(sh.mem, text, n);
	s->len = (uint16_t)n;
	s->face = (uint8_t)face;
	shape_it(s, face, text, n);
	return s;
}

static uint32_t
hash(enum pdf_face face, const char *s, size_t n)
{
	uint32_t h = 2166136261u ^ face;

	for (size_t i = 0; i < n; i++)
		h = (h ^ (unsigned char)s[i]) * 16777619u;
	return h ^ h >> 15;
}

static const struct shape *
word(enum pdf_face face, const char *text, size_t n)
{
	uint32_t h = hash(face, text, n);
	struct shape **slot = &sh.table[h % SLOTS];

	for (struct shape *s = *slot; s != NULL; s = s->next)
		if (s->hash == h && s->len == n && s->face == face &&
		    memcmp(s->key, text, n) == 0)
			return s;
	if (arena_mark(sh.mem) > CACHE_BYTES)
		shape_forget();
	struct shape *s = keep(face, text, n);
	s->hash = h;
	s->next = *slot;
	return *slot = s;
}

static bool
of_figure(char c)
{
	return (c >= '0' && c <= '9') || c == '.' || c == ',' || c == '-';
}

static const struct shape *
figure(enum pdf_face face, char c)
{
	struct shape **s = &sh.figures[face][(unsigned char)c & 127];

	if (*s == NULL)
		*s = keep(face, &c, 1);
	return *s;
}

/* Cut at WORD bytes, but not inside a character. */
static size_t
cut(const char *s, size_t n)
{
	if (n <= WORD)
		return n;
	for (n = WORD; n > WORD - 4 && ((unsigned char)s[n] & 0xC0) == 0x80;)
		n--;
	return n;
}

const struct shape *
shape_next(enum pdf_face face, const char *s, size_t n, size_t *ret_len)
{
	size_t len = 0;

	*ret_len = 1;
	if ((unsigned char)s[0] <= ' ')
		return figure(face, ' ');
	if (of_figure(s[0]))
		return figure(face, s[0]);
	while (len < n && len <= WORD && (unsigned char)s[len] > ' ')
		len++;
	*ret_len = len = cut(s, len);
	return word(face, s, len);
}
