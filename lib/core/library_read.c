/* library_read.c - a package read, and its signature looked at */
#include <string.h>
#include "core/library_part.h"
#include "core/regime.h"
#include "core/regime_version.h"
#include "io/db.h"
#include "io/secret.h"
#include "io/xml.h"

/* Owner and state are each installation's own. */
const struct library_field library_fields[LIBRARY_FIELDS] = {
	{ ITEM_CODE, "code", false },
	{ ITEM_NAME, "name", false },
	{ ITEM_SHORT, "short-name", false },
	{ ITEM_NAME_EN, "name-en", false },
	{ ITEM_MEASURE, "measure", false },
	{ ITEM_DECIMALS, "decimals", false },
	{ ITEM_OVER_UNITS, "over-units", false },
	{ ITEM_WEIGHT, "weight", false },
	{ ITEM_OVER_TIME, "over-time", false },
	{ ITEM_BREAKDOWNS, "breakdowns", false },
	{ ITEM_DEFINITION, "definition", true },
	{ ITEM_METHOD, "method", true },
	{ ITEM_SOURCE, "source", true },
	{ ITEM_FROM, "from", false },
	{ ITEM_REASON, "reason", false },
};

const char *
library_texts(struct arena *mem, struct xml *e, const char *name)
{
	struct buf b = { .mem = mem, .max = 1 << 16 };
	const struct xml *first = xml_next(e, name, NULL);

	for (struct xml *k = NULL; (k = xml_next(e, name, k)) != NULL;)
		buf_fmt(&b, "%s%s", k == first ? "" : "\n", k->text);
	return b.at == NULL ? "" : b.at;
}

static const char *
attr(struct xml *e, const char *name)
{
	const char *v = xml_attr(e, name);

	return v == NULL ? "" : v;
}

static size_t
count(struct xml *root, const char *name)
{
	size_t n = 0;

	for (struct xml *e = NULL; (e = xml_next(root, name, e)) != NULL;)
		n++;
	return n;
}

static void
read_items(struct arena *mem, struct xml *root, struct library_package *p)
{
	p->items.at =
	    arena_alloc(mem, count(root, "item") * sizeof *p->items.at);
	for (struct xml *e = NULL; (e = xml_next(root, "item", e)) != NULL;) {
		struct item_line *l = &p->items.at[p->items.n++];
		l->line = e->line;
		for (size_t i = 0; i < LIBRARY_FIELDS; i++)
			l->says.at[library_fields[i].field] =
			    library_fields[i].text ?
				library_texts(mem, e, library_fields[i].name) :
				attr(e, library_fields[i].name);
	}
}

static void
read_others(struct arena *mem, struct xml *root, struct library_package *p)
{
	struct xml *e = NULL;

	p->measures =
	    arena_alloc(mem, count(root, "measure") * sizeof *p->measures);
	while ((e = xml_next(root, "measure", e)) != NULL)
		p->measures[p->nmeasure++] = (struct library_measure){
			.name = attr(e, "name"),
			.name_en = attr(e, "name-en"),
			.dimension = attr(e, "dimension"),
			.factor = attr(e, "factor"),
		};
	p->breakdowns =
	    arena_alloc(mem, count(root, "dimension") * sizeof *p->breakdowns);
	while ((e = xml_next(root, "dimension", e)) != NULL)
		p->breakdowns[p->nbreakdown++].says = (struct breakdown_says){
			.code = attr(e, "code"),
			.name = attr(e, "name"),
			.name_en = attr(e, "name-en"),
			.whole = str_eq(attr(e, "whole"), "yes"),
			.categories = library_texts(mem, e, "category"),
		};
}

/* The signature is over everything but itself. */
static enum rc
read_seal(struct arena *mem, struct xml *root, struct findings *f,
    struct library_package *p)
{
	struct buf text = { .mem = mem, .max = PACKAGE_MAX };
	struct xml *e = xml_next(root, "signature", NULL);

	p->seal = SEAL_NONE;
	if (e != NULL)
		xml_take(root, e);
	xml_canon(&text, root);
	if (text.full)
		return E_LIMIT;
	p->sha = secret_sha256(mem, text.at, text.len);
	if (e == NULL)
		return OK;
	p->key = attr(e, "key");
	if (!secret_equal(attr(e, "sha"), p->sha) ||
	    !secret_signed(p->key, attr(e, "value"), text.at, text.len)) {
		finding(f, xml_where(mem, e),
		    _("The package was altered after it was signed: its "
		      "signature does not fit. Ask for it again."));
		return E_INVALID;
	}
	xml_strict(mem, e, f);
	p->seal = SEAL_STRANGE;
	return OK;
}

static enum rc
read_regime(struct arena *mem, struct xml *root, struct findings *f,
    struct library_package *p)
{
	struct buf text = { .mem = mem, .max = PACKAGE_MAX };
	struct xml *e = xml_next(root, "regime", NULL);

	if (e == NULL || xml_next(root, "regime", e) != NULL) {
		finding(f, "line 1", _("A package holds one regime."));
		return E_INVALID;
	}
	xml_lines(&text, e);
	if (text.full)
		return E_LIMIT;
	xml_take(root, e);
	return regime_read(mem, text.at, text.len, f, &p->regime);
}

enum rc
library_parse(struct arena *mem, const char *xml, size_t len,
    struct findings *f, struct library_package *ret)
{
	struct xml *root;

	*ret = (struct library_package){ 0 };
	if (!xml_read(mem, xml, len, f, &root))
		return E_INVALID;
	if (!str_eq(root->name, "package") ||
	    !str_eq(attr(root, "format"), "1")) {
		finding(f, "line 1",
		    _("This is no package of the form library."));
		return E_INVALID;
	}
	TRY(read_seal(mem, root, f, ret));
	ret->made = attr(root, "made");
	ret->by = attr(root, "by");
	TRY(read_regime(mem, root, f, ret));
	read_items(mem, root, ret);
	read_others(mem, root, ret);
	library_read_past(mem, root, f, ret);
	xml_strict(mem, root, f);
	return f->nerror > 0 ? E_INVALID : OK;
}

/* Whose the key is. */
static enum rc
key_name(struct db *db, struct library_package *p)
{
	struct library_keys keys;

	TRY(library_keys(db, &keys));
	for (size_t i = 0; i < keys.n; i++)
		if (str_eq(keys.at[i].public, p->key)) {
			p->seal = SEAL_KNOWN;
			p->key_name = keys.at[i].name;
		}
	return OK;
}

/* A text as XML keeps it: runs of blanks as one, none at the ends of lines. */
static const char *
settled(struct arena *mem, const char *s)
{
	struct buf b = { .mem = mem, .max = 1 << 16 };
	bool blank = false;

	for (; s != NULL && *s != '\0'; s++) {
		bool is = strchr(" \t\r", *s) != NULL;
		if (*s == '\n' ||
		    (!is && blank && b.len > 0 && b.at[b.len - 1] != '\n'))
			buf_put(&b, *s == '\n' ? "\n" : " ", 1);
		if (!is && *s != '\n')
			buf_put(&b, s, 1);
		blank = is;
	}
	return b.at == NULL ? "" : b.at;
}

/* Where only blanks differ, the package says what is said here. */
static enum rc
settle(struct db *db, struct arena *mem, struct regime_file *file)
{
	struct regime_versions all;
	struct regime g;
	enum rc rc = regime_find(db, file->code, &g);

	if (rc == E_NOTFOUND)
		return OK;
	TRY(rc);
	TRY(regime_version_list(db, g.id, &all));
	for (size_t i = 0; i < all.n; i++)
		for (size_t k = 0;
		     all.at[i].id == g.version_id && k < REGIME_PARTS; k++) {
			const char *is = regime_part_get(&file->text, k);
			const char *was = regime_part_get(&all.at[i].text, k);
			if (was != NULL && is != NULL &&
			    str_eq(settled(mem, was), is))
				regime_part_set(&file->text, k, was);
		}
	return OK;
}

enum rc
library_read(struct db *db, const struct ctx *ctx, const char *xml, size_t len,
    struct findings *f, struct library_package *ret)
{
	TRY(library_parse(ctx->mem, xml, len, f, ret));
	TRY(settle(db, ctx->mem, &ret->regime));
	return ret->seal == SEAL_NONE ? OK : key_name(db, ret);
}
