/* figure_parts.c - what a figure in a revision was made of */
#include "core/figure_trail.h"
#include "core/revision.h"
#include "io/db.h"
#include "io/json.h"
#include "io/json_read.h"

struct found {
	long unit_id, report_id;
	const char *body;
};
struct founds {
	struct found *at;
	size_t n;
};
static const struct db_col found_cols[] = {
	COL(struct found, unit_id),
	COL(struct found, report_id),
	COL(struct found, body),
};
/* By unit, number and hash; or of whoever goes on with the unit's report. */
DB_ROWS(select_found, found_cols,
    "WITH RECURSIVE v (unit_id, no, sha, at_id) AS"
    " (SELECT j.unit_id, j.no, j.sha, j.unit_id FROM JSON_TABLE(?, '$[*]'"
    " COLUMNS (unit_id BIGINT PATH '$[0]', no BIGINT PATH '$[1]',"
    " sha CHAR(64) CHARACTER SET ascii PATH '$[2]')) j"
    " UNION SELECT v.unit_id, v.no, v.sha, s.new_id FROM v"
    " JOIN succession s ON s.old_id = v.at_id)"
    " SELECT v.unit_id, r.id AS report_id, k.body FROM v JOIN report r"
    " ON r.regime_id = ? AND r.period_id = ? AND r.unit_id = v.at_id"
    " JOIN revision k ON k.report_id = r.id AND k.no = v.no"
    " AND k.sha = v.sha ORDER BY v.unit_id");

/* The cell in a list of them: its figure, its text; NULL: nothing. */
static const char *
in_list(const struct node *list, size_t cell)
{
	const struct node *n = list == NULL ? NULL : list->first;

	for (; n != NULL; n = n->next) {
		if (node_long(n, "c") != (long)cell)
			continue;
		const char *num = node_text(n, "n");
		return num != NULL ? num : node_text(n, "t");
	}
	return NULL;
}

const char *
figure_in_body(struct arena *mem, const char *body, size_t cell)
{
	const struct node *total;
	struct node *root;
	const char *why;

	if (!json_read(mem, body, &root, &why))
		return NULL;
	total = node_get(root, "total");
	return in_list(total == NULL ? node_get(root, "own") : total, cell);
}

static const struct node *
cell_of(const struct node *list, size_t cell)
{
	const struct node *n = list == NULL ? NULL : list->first;

	while (n != NULL && node_long(n, "c") != (long)cell)
		n = n->next;
	return n;
}

static const struct node *
nth(const struct node *list, long i)
{
	const struct node *n = list == NULL ? NULL : list->first;

	while (n != NULL && i-- > 0)
		n = n->next;
	return n;
}

static size_t
count(const struct node *list)
{
	size_t n = 0;

	for (const struct node *i = list == NULL ? NULL : list->first;
	     i != NULL; i = i->next)
		n++;
	return n;
}

/* The reports that the cell was taken from, or that it was made of. */
static const struct node *
taken_from(const struct node *top, size_t cell)
{
	const struct node *c = cell_of(node_get(top, "own"), cell);
	const char *key = node_get(c, "h") != NULL ? "h" : "m";

	if (node_get(c, key) == NULL)
		return NULL;
	return node_get(nth(node_get(top, "homes"), node_long(c, key)), "of");
}

static void
put_homes(struct figure_parts *ps, const struct node *of)
{
	for (const struct node *n = of->first; n != NULL; n = n->next) {
		const struct node *period = nth(node_get(n, "period"), 0);
		ps->at[ps->n++] = (struct figure_part){ .kind = PART_HOME,
			.report_id = node_long(n, "report"),
			.no = node_long(n, "no"),
			.person = node_text(n, "by"),
			.regime = node_text(n, "regime"),
			.period = period == NULL ? NULL : period->text };
	}
}

static void
put_below(struct figure_parts *ps, const struct node *units)
{
	for (const struct node *n = units->first; n != NULL; n = n->next) {
		const struct node *name = nth(node_get(n, "unit"), 2);
		ps->at[ps->n++] = (struct figure_part){ .kind = PART_BELOW,
			.unit_id = node_long(n, "id"),
			.no = node_long(n, "no"),
			.unit = name == NULL ? NULL : name->text,
			.state = node_text(n, "state"),
			.person = node_text(n, "by") };
	}
}

static enum rc
find_below(struct db *db, const struct ctx *ctx, const struct report *r,
    const struct node *units, struct founds *ret)
{
	struct buf b = { .mem = ctx->mem, .max = 1L << 20 };
	struct json j = { .out = &b };

	json_array(&j, NULL);
	for (const struct node *n = units->first; n != NULL; n = n->next) {
		if (node_text(n, "sha") == NULL)
			continue;
		json_array(&j, NULL);
		json_long(&j, NULL, node_long(n, "id"));
		json_long(&j, NULL, node_long(n, "no"));
		json_text(&j, NULL, node_text(n, "sha"));
		json_end(&j);
	}
	json_end(&j);
	if (b.full)
		return E_LIMIT;
	return db_rows(db, select_found,
	    ARGS((const char *)b.at, r->regime_id, r->period_id), ret);
}

static enum rc
put_figures(struct db *db, const struct ctx *ctx, const struct report *r,
    size_t cell, const struct node *units, struct figure_parts *ps)
{
	struct founds all;

	put_below(ps, units);
	TRY(find_below(db, ctx, r, units, &all));
	for (size_t i = 0; i < ps->n; i++)
		for (size_t k = 0; k < all.n; k++) {
			struct figure_part *p = &ps->at[i];
			if (p->unit_id != all.at[k].unit_id)
				continue;
			p->report_id = all.at[k].report_id;
			p->value =
			    figure_in_body(ctx->mem, all.at[k].body, cell);
		}
	return OK;
}

enum rc
figure_parts(struct db *db, const struct ctx *ctx, const struct report *r,
    size_t cell, struct figure_parts *ret)
{
	const struct node *units, *homes;
	struct revision k;
	struct node *top;
	const char *why;

	*ret = (struct figure_parts){ 0 };
	if (r->revision_id == 0)
		return OK;
	TRY(revision_get(db, r, r->revision_no, &k));
	if (!json_read(ctx->mem, k.body, &top, &why))
		return OK; /* the record's check names it */
	units = node_get(top, "units");
	homes = taken_from(top, cell);
	ret->no = k.no;
	if (count(units) + count(homes) == 0)
		return OK;
	ret->at = arena_alloc(ctx->mem,
	    (1 + count(units) + count(homes)) * sizeof *ret->at);
	if (homes != NULL)
		put_homes(ret, homes);
	else
		ret->at[ret->n++] = (struct figure_part){ .kind = PART_OWN,
			.no = k.no,
			.unit = r->unit,
			.person = k.person,
			.value = in_list(node_get(top, "own"), cell) };
	return units == NULL ? OK : put_figures(db, ctx, r, cell, units, ret);
}
