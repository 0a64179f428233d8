/* xlsx_book.c - the parts of a workbook, and how they hang together */
#include <string.h>
#include "base/ctx.h"
#include "io/xlsx_part.h"

enum { RELATIONS_MAX = 500 };

/* What a part leads to, by the id that it uses for it. */
struct relation {
	const char *id, *type, *target; /* the target as a part's name */
};
struct relations {
	const char *of; /* the part */
	struct relation *at;
	size_t n, cap;
};

struct entry_source {
	struct unzip_entry *entry;
};

static long
read_entry(void *from, char *to, size_t n)
{
	return unzip_read(((struct entry_source *)from)->entry, to, n);
}

void
xlsx_refuse(struct xlsx_reading *r, struct xml_pull *p, const char *why)
{
	if (r->why == NULL)
		r->why = why;
	if (p != NULL)
		xml_pull_refuse(p, why);
}

bool
xlsx_part(struct xlsx_reading *r, const char *name,
    void (*read)(struct xlsx_reading *, struct xml_pull *, void *), void *arg)
{
	struct entry_source s = { .entry = unzip_entry_open(r->zip, name) };
	const char *why = NULL;

	if (s.entry == NULL)
		return true;
	struct xml_pull *p =
	    xml_pull_open(r->mem, &(struct xml_source){ read_entry, &s });
	if (xml_pull_child(p))
		read(r, p, arg);
	/* to the end: its checksum is there */
	while (xml_pull_next(p) != XML_PULL_END)
		continue;
	if (!xml_pull_close(p, &why) && r->why == NULL)
		r->why = why;
	unzip_entry_close(s.entry);
	return r->why == NULL;
}

void *
xlsx_grow(struct arena *mem, void *at, size_t n, size_t *cap, size_t size)
{
	if (n < *cap)
		return at;
	*cap = *cap == 0 ? 64 : 2 * *cap;
	void *more = arena_alloc(mem, *cap * size);
	if (n > 0)
		memcpy(more, at, n * size);
	return more;
}

bool
xlsx_digits(const char *s, unsigned long max, unsigned long *ret)
{
	unsigned long v = 0;

	if (*s == '\0')
		return false;
	for (; *s != '\0'; s++) {
		if (*s < '0' || *s > '9')
			return false;
		unsigned long d = (unsigned long)(*s - '0');
		if (v > (max - d) / 10)
			return false;
		v = v * 10 + d;
	}
	*ret = v;
	return true;
}

/* "a/b/../c" below a folder, as the name of a part; NULL: it leads out. */
static const char *
resolve(struct arena *mem, const char *folder, size_t nfolder, const char *to)
{
	struct buf b = { .mem = mem, .max = 1000 };

	if (*to != '/')
		buf_put(&b, folder, nfolder);
	while (*to != '\0') {
		size_t n = strcspn(to, "/");
		if (n == 2 && to[0] == '.' && to[1] == '.') {
			if (b.len == 0)
				return NULL;
			while (b.len > 0 && b.at[--b.len] != '/')
				continue;
			b.at[b.len] = '\0';
		} else if (n > 0 && !(n == 1 && to[0] == '.')) {
			buf_str(&b, b.len > 0 ? "/" : "");
			buf_put(&b, to, n);
		}
		to += n + (to[n] == '/');
	}
	return b.full || b.len == 0 ? NULL : b.at;
}

/* An attribute's value, which lives no longer than its element. */
static const char *
kept(struct xlsx_reading *r, const char *value)
{
	return value == NULL ? "" : str_dup(r->mem, value);
}

/* <Relationship Id="rId1" Type=".../worksheet" Target="sheet1.xml"/> */
static void
read_relation(struct xlsx_reading *r, struct xml_pull *p, struct relations *all)
{
	const char *slash = strrchr(all->of, '/');
	struct relation one = { .id = kept(r, xml_pull_attr(p, "Id")) };

	one.type = kept(r, xml_pull_attr(p, "Type"));
	const char *mode = xml_pull_attr(p, "TargetMode");
	if (str_eq(mode, "External"))
		return; /* never followed */
	const char *target = xml_pull_attr(p, "Target");
	one.target =
	    target == NULL ?
		NULL :
		resolve(r->mem, all->of,
		    slash == NULL ? 0 : (size_t)(slash - all->of), target);
	if (one.target == NULL)
		return;
	if (all->n == RELATIONS_MAX) {
		xlsx_refuse(r, p, _("It has more parts than are allowed."));
		return;
	}
	all->at =
	    xlsx_grow(r->mem, all->at, all->n, &all->cap, sizeof *all->at);
	all->at[all->n++] = one;
}

static void
read_relations(struct xlsx_reading *r, struct xml_pull *p, void *arg)
{
	for (; xml_pull_child(p); xml_pull_skip(p))
		if (xml_pull_is(p, "Relationship"))
			read_relation(r, p, arg);
}

/* "xl/_rels/workbook.xml.rels" is what belongs to "xl/workbook.xml". */
static bool
relations_of(struct xlsx_reading *r, const char *part, struct relations *ret)
{
	const char *slash = strrchr(part, '/'),
		   *file = slash == NULL ? part : slash + 1;

	*ret = (struct relations){ .of = part };
	return xlsx_part(r,
	    str_fmt(r->mem, "%.*s_rels/%s.rels", (int)(file - part), part,
		file),
	    read_relations, ret);
}

/* Is it ".../worksheet", whichever edition of the standard says so? */
static bool
is_type(const struct relation *one, const char *type)
{
	const char *last = one->type == NULL ? NULL : strrchr(one->type, '/');

	return last != NULL && strcmp(last + 1, type) == 0;
}

static const char *
target_of_type(const struct relations *all, const char *type)
{
	for (size_t i = 0; i < all->n; i++)
		if (is_type(&all->at[i], type))
			return all->at[i].target;
	return NULL;
}

/* While the list of sheets is read. */
struct listing {
	const struct relations *relations;
	struct xlsx_sheet *sheets;
	const char **parts;
	size_t n, cap, part_cap;
};

/* <sheet name="Mẫu" sheetId="1" state="hidden" r:id="rId1"/> */
static void
read_sheet_line(struct xlsx_reading *r, struct xml_pull *p, struct listing *l)
{
	const struct relations *all = l->relations;
	const char *id = xml_pull_attr(p, "id"), *part = NULL;

	for (size_t i = 0; id != NULL && i < all->n; i++)
		if (str_eq(all->at[i].id, id) &&
		    is_type(&all->at[i], "worksheet"))
			part = all->at[i].target;
	if (part == NULL)
		return; /* a chart on a sheet of its own */
	if (l->n == XLSX_SHEETS_MAX) {
		xlsx_refuse(r, p, _("It has too many sheets."));
		return;
	}
	l->sheets =
	    xlsx_grow(r->mem, l->sheets, l->n, &l->cap, sizeof *l->sheets);
	l->parts =
	    xlsx_grow(r->mem, l->parts, l->n, &l->part_cap, sizeof *l->parts);
	struct xlsx_sheet *s = &l->sheets[l->n];
	const char *v = xml_pull_attr(p, "name");
	s->name = v == NULL ? "" : xlsx_tidy(r, p, v, strlen(v));
	v = xml_pull_attr(p, "state");
	s->hidden = v != NULL && !str_eq(v, "visible");
	l->parts[l->n++] = part;
}

static void
read_workbook(struct xlsx_reading *r, struct xml_pull *p, void *arg)
{
	while (xml_pull_child(p)) {
		if (xml_pull_is(p, "sheets")) {
			for (; xml_pull_child(p); xml_pull_skip(p))
				if (xml_pull_is(p, "sheet"))
					read_sheet_line(r, p, arg);
			continue;
		}
		const char *v = xml_pull_is(p, "workbookPr") ?
				    xml_pull_attr(p, "date1904") :
				    NULL;
		if (str_eq(v, "1") || str_eq(v, "true"))
			r->from_1904 = true;
		xml_pull_skip(p);
	}
}

/* The name of the part that the file begins with. */
static const char *
first_part(struct xlsx_reading *r)
{
	struct relations top;

	if (!relations_of(r, "", &top))
		return NULL;
	const char *name = target_of_type(&top, "officeDocument");
	if (name == NULL || !unzip_has(r->zip, name)) {
		r->why = _("It is not an Excel workbook (.xlsx).");
		return NULL;
	}
	size_t n = strlen(name);
	if (n > 4 && strcasecmp(name + n - 4, ".bin") == 0)
		r->why = _("It is a binary workbook (.xlsb). Open it in "
			   "Excel, and save it as .xlsx.");
	return r->why == NULL ? name : NULL;
}

bool
xlsx_book_read(struct xlsx_reading *r, struct xlsx_book *ret)
{
	struct relations from;
	struct listing l = { .relations = &from };
	const char *book = first_part(r), *part;

	if (book == NULL || !relations_of(r, book, &from) ||
	    !xlsx_part(r, book, read_workbook, &l))
		return false;
	if ((part = target_of_type(&from, "sharedStrings")) != NULL &&
	    !xlsx_part(r, part, xlsx_strings_read, NULL))
		return false;
	if ((part = target_of_type(&from, "styles")) != NULL &&
	    !xlsx_part(r, part, xlsx_styles_read, NULL))
		return false;
	for (size_t i = 0; i < l.n; i++)
		if (!xlsx_part(r, l.parts[i], xlsx_sheet_read, &l.sheets[i]))
			return false;
	if (l.n == 0)
		r->why = _("It is not an Excel workbook (.xlsx).");
	*ret = (struct xlsx_book){ .sheets = l.sheets, .n = l.n };
	return r->why == NULL;
}
