/* form_read.c - a regime file, or one form of it, into structs */
#include <stdlib.h>
#include <string.h>
#include "base/ctx.h"
#include "base/date.h"
#include "core/deadline.h"
#include "core/form_part.h"

enum { LEVELS = 20, FORMS = 40 };

static void
sign_read(struct form_draft *d, struct xml *e)
{
	struct xml *sign = xml_next(e, "sign", NULL);

	if (sign == NULL)
		return;
	d->form->sign_left = attr_need(d, sign, "left", 100);
	d->form->sign_right = attr_need(d, sign, "right", 100);
}

static void
head_read(struct form_draft *d, struct xml *e)
{
	struct form *f = d->form;

	f->version = attr_code(d, e, "version", 20, ".-", true);
	f->number = attr_need(d, e, "number", 60);
	titles_read(d, e, &f->title_vi, &f->title_en);
	f->basis = kid_text(d, e, "basis", 300, false);
	f->measure = kid_text(d, e, "measure", 40, false);
	f->extendable = attr_yes(d, e, "extend", false);
	notes_read(d, e);
	choices_read(d, e);
	f->sign_left = f->sign_right = NULL;
	sign_read(d, e);
}

/* The one child of that name, which must be there. */
static struct xml *
part(struct form_draft *d, struct xml *e, const char *name)
{
	struct xml *k = xml_next(e, name, NULL);

	if (k == NULL)
		finding(d->findings, xml_where(d->mem, e),
		    _("<%s> needs the element <%s>."), e->name, name);
	else if (xml_next(e, name, k) != NULL)
		finding(d->findings, xml_where(d->mem, e),
		    _("<%s> is there twice."), name);
	return k;
}

static int
by_item(const void *a, const void *b)
{
	return strcmp(*(char *const *)a, *(char *const *)b);
}

/* One figure of one item has one place in a form. */
static void
items_check(struct form_draft *d)
{
	const struct form *f = d->form;
	const char **at = arena_alloc(d->mem, f->ncell * sizeof *at);
	size_t n = 0;

	for (size_t i = 0; i < f->ncell; i++)
		if (f->cells[i].item != NULL)
			at[n++] = f->cells[i].item;
	qsort(at, n, sizeof *at, by_item);
	for (size_t i = 1; i < n; i++)
		if (strcmp(at[i - 1], at[i]) == 0)
			finding(d->findings, "line 1",
			    _("Two cells of form %s have the item %s."),
			    f->version, at[i]);
}

/* A form's element; where its lines are wrong, its cells are not looked at. */
static void
form_element(struct arena *mem, struct xml *e, struct findings *findings,
    struct form *ret)
{
	struct form_draft d = { .mem = mem, .findings = findings, .form = ret };
	size_t before = findings->nerror;
	struct xml *cols, *rows;

	*ret = (struct form){ .valid_from = DATE_MIN, .valid_to = DATE_MAX };
	head_read(&d, e);
	cols = part(&d, e, "columns");
	rows = part(&d, e, "rows");
	if (cols != NULL)
		cols_read(&d, cols);
	if (rows != NULL)
		rows_read(&d, rows);
	if (findings->nerror > before)
		return;
	cells_resolve(&d);
	if (findings->nerror == before)
		checks_read(&d, e);
	if (findings->nerror > before)
		return;
	items_check(&d);
	wants_make(&d);
}

static bool
root_is(struct arena *mem, struct xml *root, const char *name,
    struct findings *f)
{
	if (strcmp(root->name, name) == 0)
		return true;
	finding(f, xml_where(mem, root),
	    _("The file begins with <%.40s>, not with <%s>."), root->name,
	    name);
	return false;
}

bool
form_read(struct arena *mem, const char *xml, size_t len,
    struct findings *findings, struct form *ret)
{
	size_t before = findings->nerror;
	struct xml *root;

	if (!xml_read(mem, xml, len, findings, &root) ||
	    !root_is(mem, root, "form", findings))
		return false;
	form_element(mem, root, findings, ret);
	xml_strict(mem, root, findings);
	return findings->nerror == before;
}

/* The form as it is kept: its validity is the regime's business. */
static const char *
kept(struct arena *mem, const struct xml *e)
{
	struct buf text = { .mem = mem, .max = XML_BYTES };
	struct xml copy = *e;

	copy.nattr = 0;
	copy.attrs = arena_alloc(mem, e->nattr * sizeof *copy.attrs);
	for (size_t i = 0; i < e->nattr; i++)
		if (strcmp(e->attrs[i].name, "from") != 0 &&
		    strcmp(e->attrs[i].name, "to") != 0)
			copy.attrs[copy.nattr++] = e->attrs[i];
	xml_canon(&text, &copy);
	return text.full ? NULL : text.at;
}

/* Two versions with one name, or valid on the same day. */
static void
versions_check(struct form_draft *d, const struct regime_file *r, size_t i)
{
	const struct form *b = &r->forms[i];
	const char *where = str_fmt(d->mem, "line %ld", r->form_line[i]);

	for (size_t j = 0; j < i; j++) {
		const struct form *a = &r->forms[j];
		if (strcmp(a->version, b->version) == 0)
			finding(d->findings, where,
			    _("Version %s is there twice."), b->version);
		else if (strcmp(a->valid_from, b->valid_to) < 0 &&
			 strcmp(b->valid_from, a->valid_to) < 0)
			finding(d->findings, where,
			    _("Versions %s and %s are valid at the same time."),
			    a->version, b->version);
	}
}

static void
forms_read(struct form_draft *d, struct xml *root, struct regime_file *ret)
{
	long *lines = arena_alloc(d->mem, FORMS * sizeof *lines);

	ret->forms = arena_alloc(d->mem, FORMS * sizeof *ret->forms);
	ret->xml = arena_alloc(d->mem, FORMS * sizeof *ret->xml);
	ret->form_line = lines;
	for (struct xml *e = NULL; (e = xml_next(root, "form", e)) != NULL;) {
		size_t i = ret->nform;
		if (i == FORMS) {
			finding(d->findings, xml_where(d->mem, e),
			    _("There are more than %d versions."), FORMS);
			return;
		}
		struct form *f = &ret->forms[i];
		form_element(d->mem, e, d->findings, f);
		validity(d, e, &f->valid_from, &f->valid_to);
		f->regime = ret->code;
		ret->xml[i] = kept(d->mem, e);
		lines[i] = e->line;
		ret->nform++;
		versions_check(d, ret, i);
	}
	if (ret->nform == 0)
		finding(d->findings, xml_where(d->mem, root),
		    _("<%s> needs the element <%s>."), root->name, "form");
}

static void
due_check(struct form_draft *d, const char *where, const char *due,
    const char *frequency)
{
	enum period_kind kind;

	if (*due != '\0' && !deadline_rule_ok(due))
		finding(d->findings, where,
		    _("The deadline \"%.40s\" cannot be read: write \"day "
		      "25\", \"work 2\" or \"end+5\"."),
		    due);
	else if (*due != '\0' && period_kind_read(frequency, &kind) &&
		 !deadline_rule_fits(due, kind))
		finding(d->findings, where,
		    _("The deadline \"%.40s\" must name a date for each"
		      " period of the year."),
		    due);
}

static void
level_read(struct form_draft *d, struct xml *e, struct regime_file *ret,
    struct regime_level_def *at)
{
	const char *where = xml_where(d->mem, e);

	at->line = e->line;
	at->level = attr_code(d, e, "code", 20, "-", true);
	at->due = attr_need(d, e, "due", DEADLINE_TEXT_MAX);
	due_check(d, where, at->due, ret->text.frequency);
	for (const struct regime_level_def *l = ret->levels; l < at; l++)
		if (*at->level != '\0' && strcmp(l->level, at->level) == 0)
			finding(d->findings, where,
			    _("The level %s is there twice."), at->level);
}

static void
levels_read(struct form_draft *d, struct xml *root, struct regime_file *ret)
{
	struct regime_level_def *at = arena_alloc(d->mem, LEVELS * sizeof *at);

	ret->levels = at;
	for (struct xml *e = NULL; (e = xml_next(root, "level", e)) != NULL;) {
		if (ret->nlevel == LEVELS) {
			finding(d->findings, xml_where(d->mem, e),
			    _("There are more than %d levels."), LEVELS);
			return;
		}
		level_read(d, e, ret, &at[ret->nlevel++]);
	}
}

static void
regime_element(struct form_draft *d, struct xml *e, struct regime_file *ret)
{
	ret->code = attr_code(d, e, "code", 40, "-", true);
	ret->line = attr_code(d, e, "line", 20, "-", true);
	ret->owner = attr_code(d, e, "owner", 20, "-.", false);
	regime_text_read(d, e, &ret->text);
	levels_read(d, e, ret);
	forms_read(d, e, ret);
}

enum rc
regime_read(struct arena *mem, const char *xml, size_t len,
    struct findings *findings, struct regime_file *ret)
{
	struct form_draft d = { .mem = mem, .findings = findings };
	size_t before = findings->nerror;
	struct xml *root;

	*ret = (struct regime_file){ 0 };
	if (!xml_read(mem, xml, len, findings, &root) ||
	    !root_is(mem, root, "regime", findings))
		return E_INVALID;
	regime_element(&d, root, ret);
	xml_strict(mem, root, findings);
	return findings->nerror == before ? OK : E_INVALID;
}
