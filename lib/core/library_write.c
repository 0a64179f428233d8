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
    " UNION SELECT v.weight_id FROM form f JOIN form_cell c"
    " ON c.form_id = f.id JOIN item_version v ON v.item_id = c.item_id"
    " WHERE f.regime_id = ? AND v.weight_id IS NOT NULL) u"
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
	struct xml *last = parent->kids;
	const char *at = str_empty(text) ? NULL : text;

	while (last != NULL && last->next != NULL)
		last = last->next;
	while (at != NULL) {
		struct xml *e = xml_new(mem, name);
		size_t n = strcspn(at, "\n");
		e->text = str_ndup(mem, at, n);
		xml_hang(parent, last, e);
		last = e;
		at = at[n] == '\0' ? NULL : at + n + 1;
	}
}

static void
set(struct arena *mem, struct xml *e, const char *name, const char *value)
{
	if (!str_empty(value))
		xml_set(mem, e, name, value);
}

void
library_write_past(struct arena *mem, struct xml *item,
    const struct item_version *v)
{
	struct xml *e = xml_new(mem, "meaning"), *last = item->kids;

	xml_set(mem, e, "from", v->valid_from);
	xml_set(mem, e, "to", v->valid_to);
	xml_set(mem, e, "name", v->name);
	set(mem, e, "measure", v->measure);
	xml_set(mem, e, "decimals", str_long(mem, v->decimals));
	xml_set(mem, e, "over-units", v->over_units);
	set(mem, e, "weight", v->weight);
	xml_set(mem, e, "over-time", v->over_time);
	texts(mem, e, "definition", v->definition);
	texts(mem, e, "method", v->method);
	texts(mem, e, "source", v->source);
	set(mem, e, "reason", v->reason);
	while (last != NULL && last->next != NULL)
		last = last->next;
	xml_hang(item, last, e);
}

/* All that it meant but what it means now, the oldest first. */
static enum rc
put_past(struct writing *w, struct xml *item, long id, struct map *measures)
{
	struct item_versions all;

	TRY(item_history(w->db, id, &all));
	for (size_t i = all.n; i-- > 0;) {
		if (str_eq(all.at[i].valid_to, DATE_MAX))
			continue;
		library_write_past(w->mem, item, &all.at[i]);
		map_put(measures, all.at[i].measure, 1);
	}
	return OK;
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
		TRY(put_past(w, e, i.id, measures));
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

/* What it said before, the oldest first. */
static void
put_versions(struct writing *w, const struct regime_versions *all,
    const struct regime *g)
{
	for (size_t i = all->n; i-- > 0;) {
		const struct regime_version *v = &all->at[i];
		if (v->id != g->version_id && !str_eq(v->state, "draft") &&
		    strcmp(v->text.valid_from, v->text.valid_to) < 0)
			put_text(w->mem, hang(w, "version"), &v->text);
	}
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
	put_versions(w, &versions, g);
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

/* The text as whoever reads the package will have it: blanks are as XML keeps
 * them, not as they were typed. */
static enum rc
canon(struct writing *w, struct buf *ret)
{
	struct buf lines = { .mem = w->mem, .max = PACKAGE_MAX };
	struct findings f = { .mem = w->mem };
	struct xml *again;

	xml_lines(&lines, w->root);
	if (lines.full)
		return E_LIMIT;
	if (!xml_read(w->mem, lines.at, lines.len, &f, &again))
		return fail(E_INTERNAL, "package: %s: %s", f.at[0].where,
		    f.at[0].text);
	xml_canon(ret, again);
	return ret->full ? E_LIMIT : OK;
}

static enum rc
sign(struct writing *w)
{
	struct buf text = { .mem = w->mem, .max = PACKAGE_MAX };
	const char *key, *signature;

	TRY(canon(w, &text));
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
