/* xlsx_style.c - how cells look: what the formats, fonts and styles say */
#include <stdlib.h>
#include <string.h>
#include "base/ctx.h"
#include "io/xlsx.h"
#include "io/xlsx_part.h"

enum { FORMATS_MAX = 5000, LOOKS_MAX = 70000, ID_MAX = 1 << 20 };

struct format {
	unsigned long id;
	const char *code;
};
/* While the part is read; each kind stands in it before it is used. */
struct styles {
	struct format *formats;
	size_t nformat, format_cap;
	int *fonts;
	size_t nfont, font_cap;
	struct xlsx_look *looks;
	size_t look_cap;
};

/* The formats that every program knows by number, those that matter. */
static const struct format built_in[] = {
	{ 1, "0" },
	{ 2, "0.00" },
	{ 3, "#,##0" },
	{ 4, "#,##0.00" },
	{ 9, "0%" },
	{ 10, "0.00%" },
	{ 37, "#,##0_);(#,##0)" },
	{ 38, "#,##0_);(#,##0)" },
	{ 39, "#,##0.00_);(#,##0.00)" },
	{ 40, "#,##0.00_);(#,##0.00)" },
};

static bool
built_in_date(unsigned long id)
{
	return (id >= 14 && id <= 17) || id == 22 || (id >= 27 && id <= 31) ||
	       id == 36 || (id >= 50 && id <= 54) || id == 57 || id == 58;
}

static bool
number_of(struct xml_pull *p, const char *attr, unsigned long *ret)
{
	const char *v = xml_pull_attr(p, attr);

	*ret = 0;
	return v != NULL && xlsx_digits(v, ID_MAX, ret);
}

static void
read_formats(struct xlsx_reading *r, struct xml_pull *p, struct styles *s)
{
	for (; xml_pull_child(p); xml_pull_skip(p)) {
		struct format f;
		if (!xml_pull_is(p, "numFmt") ||
		    !number_of(p, "numFmtId", &f.id))
			continue;
		const char *code = xml_pull_attr(p, "formatCode");
		if (s->nformat == FORMATS_MAX) {
			xlsx_refuse(r, p, _("It has too many formats."));
			return;
		}
		f.code =
		    code == NULL ? "" : xlsx_tidy(r, p, code, strlen(code));
		s->formats = xlsx_grow(r->mem, s->formats, s->nformat,
		    &s->format_cap, sizeof *s->formats);
		s->formats[s->nformat++] = f;
	}
}

/* <b/> and <b val="1"/> are bold, <b val="0"/> is not. */
static bool
is_on(struct xml_pull *p)
{
	const char *v = xml_pull_attr(p, "val");

	return v == NULL || str_eq(v, "1") || str_eq(v, "true");
}

static int
read_font(struct xml_pull *p)
{
	int style = 0;

	for (; xml_pull_child(p); xml_pull_skip(p))
		if (xml_pull_is(p, "b") && is_on(p))
			style |= XLSX_BOLD;
		else if (xml_pull_is(p, "i") && is_on(p))
			style |= XLSX_ITALIC;
	return style;
}

static void
read_fonts(struct xlsx_reading *r, struct xml_pull *p, struct styles *s)
{
	while (xml_pull_child(p)) {
		if (s->nfont == FORMATS_MAX) {
			xlsx_refuse(r, p, _("It has too many formats."));
			return;
		}
		s->fonts = xlsx_grow(r->mem, s->fonts, s->nfont, &s->font_cap,
		    sizeof *s->fonts);
		s->fonts[s->nfont++] = read_font(p);
	}
}

static int
by_id(const void *a, const void *b)
{
	const struct format *f = a, *g = b;

	return (f->id > g->id) - (f->id < g->id);
}

static void
set_format(struct xlsx_look *look, const struct styles *s, unsigned long id)
{
	const struct format key = { .id = id }, *f = NULL;

	if (s->nformat > 0)
		f = bsearch(&key, s->formats, s->nformat, sizeof *f, by_id);
	for (size_t i = 0; f == NULL && i < COUNT(built_in); i++)
		if (built_in[i].id == id)
			f = &built_in[i];
	if (f != NULL) {
		look->format = f->code;
		look->date = xlsx_format_is_date(f->code);
	} else
		look->date = built_in_date(id);
}

/* <xf numFmtId= fontId=><alignment horizontal="center"/></xf> */
static struct xlsx_look
read_look(struct xml_pull *p, const struct styles *s)
{
	struct xlsx_look look = { .style = 0 };
	unsigned long id;

	if (number_of(p, "numFmtId", &id))
		set_format(&look, s, id);
	if (number_of(p, "fontId", &id) && id < s->nfont)
		look.style = s->fonts[id];
	for (; xml_pull_child(p); xml_pull_skip(p)) {
		const char *h = xml_pull_is(p, "alignment") ?
				    xml_pull_attr(p, "horizontal") :
				    NULL;
		if (str_eq(h, "center") || str_eq(h, "centerContinuous"))
			look.style |= XLSX_CENTRE;
		else if (str_eq(h, "right"))
			look.style |= XLSX_RIGHT;
	}
	return look;
}

static void
read_looks(struct xlsx_reading *r, struct xml_pull *p, struct styles *s)
{
	while (xml_pull_child(p)) {
		if (!xml_pull_is(p, "xf")) {
			xml_pull_skip(p);
			continue;
		}
		if (r->nlook == LOOKS_MAX) {
			xlsx_refuse(r, p, _("It has too many formats."));
			return;
		}
		s->looks = xlsx_grow(r->mem, s->looks, r->nlook, &s->look_cap,
		    sizeof *s->looks);
		s->looks[r->nlook++] = read_look(p, s);
		r->looks = s->looks;
	}
}

void
xlsx_styles_read(struct xlsx_reading *r, struct xml_pull *p, void *arg)
{
	struct styles s = { .nformat = 0 };

	(void)arg;
	while (xml_pull_child(p)) {
		if (xml_pull_is(p, "numFmts")) {
			read_formats(r, p, &s);
			if (s.nformat > 0)
				qsort(s.formats, s.nformat, sizeof *s.formats,
				    by_id);
		} else if (xml_pull_is(p, "fonts")) {
			read_fonts(r, p, &s);
		} else if (xml_pull_is(p, "cellXfs")) {
			read_looks(r, p, &s);
		} else {
			xml_pull_skip(p);
		}
	}
}
