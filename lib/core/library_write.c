/* library_write.c - a regime with its forms and items as a signed package */
#include <string.h>
#include "base/date.h"
#include "base/decimal.h"
#include "core/breakdown.h"
#include "core/library_part.h"
#include "core/measure.h"
#include "core/regime.h"
#include "core/regime_version.h"
#include "io/db.h"
#include "io/secret.h"
#include "io/xml.h"

struct form_row {
	const char *version, *xml, *valid_from, *valid_to;
};
static const struct db_col form_cols[] = {
	COL(struct form_row, version),
	COL(struct form_row, xml),
	COL(struct form_row, valid_from),
	COL(struct form_row, valid_to),
};
DB_ROWS(select_forms, form_cols,
    "SELECT f.version, f.xml, f.valid_from, f.valid_to FROM form f"
    " WHERE f.regime_id = ? ORDER BY f.valid_from, f.id");
struct id_row {
	long id;
};
static const struct db_col id_cols[] = { COL(struct id_row, id) };
/* Those asked for, their weights, and the bases of both: what is no category.
 */
DB_ROWS(select_items, id_cols,
    "SELECT DISTINCT COALESCE(i.base_id, i.id) AS id FROM (SELECT c.item_id"
    " FROM form f JOIN form_cell c ON c.form_id = f.id WHERE f.regime_id = ?"
    " UNION SELECT w.weight_id FROM form f JOIN form_cell c"
    " ON c.form_id = f.id JOIN item w ON w.id = c.item_id"
    " WHERE f.regime_id = ? AND w.weight_id IS NOT NULL) u"
    " JOIN item i ON i.id = u.item_id ORDER BY id");
struct maker {
	const char *name, *line; /* the owning unit's; the line's code */
};
static const struct db_col maker_cols[] = { COL(struct maker, name),
	COL(struct maker, line) };
DB_ROWS(select_maker, maker_cols,
    "SELECT COALESCE(u.name, '') AS name, l.code AS line FROM regime g"
    " JOIN line l ON l.id = g.line_id LEFT JOIN unit u ON u.id = g.owner_id"
    " WHERE g.id = ?");

struct writing {
	struct db *db;
	const struct ctx *ctx;
	struct arena *mem;
	struct xml *root, *last; /* the package; its last child */
};

static struct xml *
hang(struct writing *w, const char *name)
{
	struct xml *e = xml_new(w->mem, name);

	xml_hang(w->root, w->last, e);
	w->last = e;
	return e;
}

/* A child with text, behind the others; lines of it are children each. */
static void
texts(struct arena *mem, struct xml *parent, const char *name, const char *text)
{
	char *at = str_dup(mem, text == NULL ? "" : text), *rest = NULL;
	struct xml *last = parent->kids;

	while (last != NULL && last->next != NULL)
		last = last->next;
	for (char *line = strtok_r(at, "\n", &rest); line != NULL;
	     line = strtok_r(NULL, "\n", &rest)) {
		struct xml *e = xml_new(mem, name);
		e->text = line;
		xml_hang(parent, last, e);
		last = e;
	}
}

static void
set(struct arena *mem, struct xml *e, const char *name, const char *value)
{
	if (!str_empty(value))
		xml_set(mem, e, name, value);
}

static enum rc
put_items(struct writing *w, long regime_id, struct map *measures,
    struct map *dimensions)
{
	struct {
		struct id_row *at;
		size_t n;
	} ids;
	struct item_says says;
	struct item i;

	TRY(db_rows(w->db, select_items, ARGS(regime_id, regime_id), &ids));
	for (size_t k = 0; k < ids.n; k++) {
		TRY(item_get(w->db, ids.at[k].id, &i));
		TRY(item_now(w->db, w->mem, &i, &says));
		struct xml *e = hang(w, "item");
		for (size_t f = 0; f < LIBRARY_FIELDS; f++)
			if (library_fields[f].text)
				texts(w->mem, e, library_fields[f].name,
				    says.at[library_fields[f].field]);
			else
				set(w->mem, e, library_fields[f].name,
				    says.at[library_fields[f].field]);
		map_put(measures, i.measure, 1);
		char *t = str_dup(w->mem, says.at[ITEM_BREAKDOWNS]);
		char *rest = NULL;
		for (char *d = strtok_r(t, ", *", &rest); d != NULL;
		     d = strtok_r(NULL, ", *", &rest))
			map_put(dimensions, d, 1);
	}
	return OK;
}

static enum rc
put_measures(struct writing *w, const struct map *wanted)
{
	struct measures all;

	TRY(measures_load(w->db, &all));
	for (size_t i = 0; i < all.n; i++) {
		const struct measure *m = &all.at[i];
		if (map_get(wanted, m->name) == MAP_NONE)
			continue;
		struct xml *e = hang(w, "measure");
		xml_set(w->mem, e, "name", m->name);
		xml_set(w->mem, e, "name-en", m->name_en);
		set(w->mem, e, "dimension", m->dimension);
		xml_set(w->mem, e, "factor",
		    dec_text(w->mem, dec_parse(w->mem, m->factor)));
	}
	return OK;
}

static enum rc
put_dimensions(struct writing *w, const struct map *wanted)
{
	struct breakdowns all;
	struct breakdown_says says;

	TRY(breakdown_list(w->db, &all));
	for (size_t i = 0; i < all.n; i++) {
		if (map_get(wanted, all.at[i].code) == MAP_NONE)
			continue;
		TRY(breakdown_now(w->db, w->mem, &all.at[i], &says));
		struct xml *e = hang(w, "dimension");
		xml_set(w->mem, e, "code", says.code);
		xml_set(w->mem, e, "name", says.name);
		xml_set(w->mem, e, "name-en", says.name_en);
		xml_set(w->mem, e, "whole", says.whole ? "yes" : "no");
		texts(w->mem, e, "category", says.categories);
	}
	return OK;
}

static void
title(struct arena *mem, struct xml *e, const char *lang, const char *text)
{
	struct xml *t = xml_new(mem, "title"), *last = e->kids;

	while (last != NULL && last->next != NULL)
		last = last->next;
	xml_set(mem, t, "lang", lang);
	t->text = text;
	xml_hang(e, last, t);
}

static void
put_text(struct arena *mem, struct xml *e, const struct regime_text *t)
{
	xml_set(mem, e, "family", t->family);
	xml_set(mem, e, "frequency", t->frequency);
	xml_set(mem, e, "cutoff", t->cutoff);
	xml_set(mem, e, "content", t->content);
	set(mem, e, "media", t->media);
	set(mem, e, "channels", t->channels);
	xml_set(mem, e, "from", t->valid_from);
	if (!str_eq(t->valid_to, DATE_MAX))
		xml_set(mem, e, "to", t->valid_to);
	title(mem, e, "vi", t->title_vi);
	title(mem, e, "en", str_empty(t->title_en) ? t->title_vi : t->title_en);
	texts(mem, e, "basis", t->basis);
	for (struct xml *k = e->kids; k != NULL; k = k->next)
		if (str_eq(k->name, "basis")) {
			set(mem, k, "no", t->basis_no);
			set(mem, k, "date", t->basis_date);
			set(mem, k, "issuer", t->issuer);
		}
	texts(mem, e, "scope", t->scope);
	texts(mem, e, "reporters", t->reporters);
	texts(mem, e, "receivers", t->receivers);
	texts(mem, e, "outline", t->outline);
	texts(mem, e, "guidance", t->guidance);
}

static enum rc
put_forms(struct writing *w, struct xml *regime, long regime_id)
{
	struct findings f = { .mem = w->mem };
	struct xml *form, *last = regime->kids;
	struct {
		struct form_row *at;
		size_t n;
	} rows;

	TRY(db_rows(w->db, select_forms, ARGS(regime_id), &rows));
	for (size_t i = 0; i < rows.n; i++) {
		const struct form_row *r = &rows.at[i];
		if (!xml_read(w->mem, r->xml, strlen(r->xml), &f, &form))
			return fail(E_INTERNAL, "form %s cannot be read",
			    r->version);
		xml_set(w->mem, form, "from", r->valid_from);
		if (!str_eq(r->valid_to, DATE_MAX))
			xml_set(w->mem, form, "to", r->valid_to);
		while (last->next != NULL)
			last = last->next;
		xml_hang(regime, last, form);
	}
	return rows.n == 0 ? E_NOTFOUND : OK;
}

static enum rc
put_regime(struct writing *w, const struct regime *g, const char *line)
{
	struct regime_versions versions;
	struct regime_levels levels;
	struct xml *e = hang(w, "regime");

	xml_set(w->mem, e, "code", g->code);
	xml_set(w->mem, e, "line", line);
	TRY(regime_version_list(w->db, g->id, &versions));
	for (size_t i = 0; i < versions.n; i++)
		if (versions.at[i].id == g->version_id)
			put_text(w->mem, e, &versions.at[i].text);
	TRY(regime_levels(w->db, g->id, w->ctx->today, &levels));
	struct xml *last = e->kids;
	while (last->next != NULL)
		last = last->next;
	for (size_t i = 0; i < levels.n; i++) {
		if (str_empty(levels.at[i].due))
			continue;
		struct xml *l = xml_new(w->mem, "level");
		xml_set(w->mem, l, "code", levels.at[i].level);
		xml_set(w->mem, l, "due", levels.at[i].due);
		xml_hang(e, last, l);
		last = l;
	}
	return put_forms(w, e, g->id);
}

static enum rc
sign(struct writing *w)
{
	struct buf text = { .mem = w->mem, .max = PACKAGE_MAX };
	const char *key, *signature;

	xml_canon(&text, w->root);
	if (text.full)
		return E_LIMIT;
	TRY(library_seal(w->db, w->ctx, text.at, &key, &signature));
	struct xml *e = hang(w, "signature");
	xml_set(w->mem, e, "key", key);
	xml_set(w->mem, e, "sha", secret_sha256(w->mem, text.at, text.len));
	xml_set(w->mem, e, "value", signature);
	return OK;
}

enum rc
library_write(struct db *db, const struct ctx *ctx, const char *regime,
    struct buf *out)
{
	struct writing w = { .db = db,
		.ctx = ctx,
		.mem = ctx->mem,
		.root = xml_new(ctx->mem, "package") };
	struct map measures = { .mem = ctx->mem },
		   dimensions = { .mem = ctx->mem };
	struct maker maker;
	struct regime g;

	TRY(regime_find(db, regime, &g));
	TRY(db_row(db, select_maker, ARGS(g.id), &maker));
	xml_set(w.mem, w.root, "format", "1");
	xml_set(w.mem, w.root, "made", ctx->today);
	xml_set(w.mem, w.root, "by", maker.name);
	TRY(put_regime(&w, &g, maker.line));
	TRY(put_items(&w, g.id, &measures, &dimensions));
	TRY(put_measures(&w, &measures));
	TRY(put_dimensions(&w, &dimensions));
	TRY(sign(&w));
	buf_str(out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
	xml_lines(out, w.root);
	return out->full ? E_LIMIT : OK;
}
