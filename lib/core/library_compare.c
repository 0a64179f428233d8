/* library_compare.c - what a package would change here */
#include <string.h>
#include "base/date.h"
#include "base/decimal.h"
#include "base/utf8.h"
#include "core/library_part.h"
#include "core/regime.h"
#include "core/regime_version.h"

enum { LINES = 256 };

void
library_line(struct library_lines *to, const char *kind, const char *name,
    enum library_act act, const char *was, const char *is)
{
	if (to->n == to->cap) {
		size_t cap = to->cap == 0 ? LINES : 2 * to->cap;
		struct library_line *at =
		    arena_alloc(to->mem, cap * sizeof *at);
		if (to->n > 0)
			memcpy(at, to->at, to->n * sizeof *at);
		to->at = at;
		to->cap = cap;
	}
	to->at[to->n++] = (struct library_line){ kind, name, act, was, is };
	to->act[act]++;
}

static void
field(struct library_lines *to, const char *name, const char *was,
    const char *is)
{
	if (!str_eq(was, is))
		library_line(to, "regime", name, LIB_CHANGED, was, is);
}

static void
texts(struct library_lines *to, const struct regime_text *a,
    const struct regime_text *b)
{
	size_t before = to->n;

	field(to, "title_vi", a->title_vi, b->title_vi);
	field(to, "title_en", a->title_en, b->title_en);
	field(to, "family", a->family, b->family);
	field(to, "content", a->content, b->content);
	field(to, "scope", a->scope, b->scope);
	field(to, "reporters", a->reporters, b->reporters);
	field(to, "receivers", a->receivers, b->receivers);
	field(to, "media", a->media, b->media);
	field(to, "channels", a->channels, b->channels);
	field(to, "frequency", a->frequency, b->frequency);
	field(to, "cutoff", a->cutoff, b->cutoff);
	field(to, "outline", a->outline, b->outline);
	field(to, "guidance", a->guidance, b->guidance);
	field(to, "basis", a->basis, b->basis);
	field(to, "basis_no", a->basis_no, b->basis_no);
	field(to, "basis_date", a->basis_date, b->basis_date);
	field(to, "issuer", a->issuer, b->issuer);
	field(to, "from", a->valid_from, b->valid_from);
	field(to, "to", a->valid_to, b->valid_to);
	if (to->n == before)
		library_line(to, "regime", "", LIB_SAME, NULL, NULL);
}

/* What it said before comes where nothing was said; else it stays. */
static void
past(struct library_lines *to, const struct regime_versions *here,
    const struct regime_file *file)
{
	for (size_t i = 0; i < file->npast; i++) {
		const struct regime_text *t = &file->past[i];
		const struct regime_text *was =
		    regime_version_past(here, t->valid_from, t->valid_to);
		library_line(to, "version", t->valid_from,
		    was == NULL              ? LIB_ADDED :
		    regime_text_same(was, t) ? LIB_SAME :
					       LIB_MISSING,
		    was == NULL ? NULL : was->title_vi, t->title_vi);
	}
}

/* Who reports stays as it is here; what the package has is shown beside it. */
static enum rc
levels(struct db *db, const struct ctx *ctx, long id,
    const struct regime_file *file, struct library_lines *to)
{
	struct regime_levels here;

	TRY(regime_levels(db, id, ctx->today, &here));
	for (size_t i = 0; i < file->nlevel; i++) {
		const struct regime_level_def *l = &file->levels[i];
		const char *was = NULL;
		for (size_t k = 0; k < here.n; k++)
			if (str_eq(here.at[k].level, l->level))
				was = here.at[k].due;
		if (was == NULL || !str_eq(was, l->due))
			library_line(to, "level", l->level, LIB_MISSING,
			    was == NULL ? _("not assigned") : was, l->due);
	}
	return OK;
}

static enum rc
regime(struct db *db, const struct ctx *ctx, const struct library_package *p,
    struct library_lines *to)
{
	const struct regime_file *file = &p->regime;
	struct regime_versions versions = { 0 };
	struct regime g = { 0 };
	bool mine = true;
	enum rc rc = regime_find(db, file->code, &g);

	if (rc == E_NOTFOUND) {
		library_line(to, "regime", file->code, LIB_ADDED, NULL,
		    file->text.title_vi);
	} else {
		TRY(rc);
		TRY(library_mine(db, ctx, file->code, &mine));
		TRY(regime_version_list(db, g.id, &versions));
		for (size_t i = 0; i < versions.n; i++)
			if (versions.at[i].id == g.version_id)
				texts(to, &versions.at[i].text, &file->text);
	}
	past(to, &versions, file);
	TRY(levels(db, ctx, g.id, file, to));
	if (!mine && to->act[LIB_CHANGED] > 0)
		library_line(to, "regime", file->code, LIB_CONFLICT, NULL,
		    str_fmt(to->mem,
			_("The regime %s belongs to somebody else."),
			file->code));
	return library_forms(db, g.id, file, to);
}

static bool
same_factor(struct arena *mem, const char *a, const char *b)
{
	const struct dec *x = dec_parse(mem, a), *y = dec_parse(mem, b);

	return x != NULL && y != NULL && dec_cmp(x, y) == 0;
}

/* "1000000 x vnd" */
static const char *
measure_text(struct arena *mem, const char *factor, const char *dimension)
{
	const struct dec *d = dec_parse(mem, factor);

	return str_empty(dimension) ?
		   _("not known yet") :
		   str_fmt(mem, "%s x %s", d == NULL ? "?" : dec_text(mem, d),
		       dimension);
}

/* Measures that would come are known to what is looked at after them. */
static void
measures(struct item_planner *plan, const struct library_package *p,
    struct library_lines *to)
{
	struct arena *mem = to->mem;
	struct measures *all = &plan->measures;
	struct measure *at =
	    arena_alloc(mem, (all->n + p->nmeasure) * sizeof *at);
	size_t n = all->n;

	if (n > 0)
		memcpy(at, all->at, n * sizeof *at);
	for (size_t i = 0; i < p->nmeasure; i++) {
		const struct library_measure *m = &p->measures[i];
		const struct measure *was = measure_of(mem, all, m->name);
		const char *is = measure_text(mem, m->factor, m->dimension);
		bool same = was != NULL &&
			    str_eq(was->dimension, m->dimension) &&
			    same_factor(mem, was->factor, m->factor);
		bool unknown = was != NULL && str_empty(was->dimension);
		library_line(to, "measure", m->name,
		    was == NULL ? LIB_ADDED :
		    same        ? LIB_SAME :
		    unknown     ? LIB_CHANGED :
				  LIB_CONFLICT,
		    was == NULL ?
			NULL :
			str_fmt(mem, "%s x %s", was->factor, was->dimension),
		    is);
		if (was == NULL)
			at[n++] = (struct measure){ .code = m->name,
				.name = m->name,
				.dimension = m->dimension,
				.factor = m->factor,
				.key = utf8_key(mem, m->name, true) };
	}
	*all = (struct measures){ at, n };
}

static void
item_line(struct library_lines *to, const struct item_plan *plan,
    const struct findings *f)
{
	const char *code = plan->is.at[ITEM_CODE];
	size_t n = plan->act == ITEM_CHANGED ? plan->nchange : 0;

	for (size_t i = 0; i < n; i++)
		library_line(to, "item",
		    str_fmt(to->mem, "%s: %s", code,
			item_field_defs[plan->change[i].field].code),
		    LIB_CHANGED, plan->change[i].was, plan->change[i].is);
	if (plan->act == ITEM_NEW)
		library_line(to, "item", code, LIB_ADDED, NULL,
		    plan->is.at[ITEM_NAME]);
	else if (plan->act == ITEM_SAME)
		library_line(to, "item", code, LIB_SAME, NULL, NULL);
	for (size_t i = 0; plan->act == ITEM_REFUSED && i < f->n; i++)
		if (!f->at[i].warning)
			library_line(to, "item",
			    str_fmt(to->mem, "%s: %s", code, f->at[i].where),
			    LIB_CONFLICT, NULL, f->at[i].text);
}

static enum rc
items(struct item_planner *plan, const struct library_package *p,
    struct library_lines *to)
{
	for (size_t i = 0; i < p->items.n; i++)
		map_put(&plan->coming, p->items.at[i].says.at[ITEM_CODE], 1);
	for (size_t i = 0; i < p->items.n; i++) {
		struct findings f = { .mem = to->mem };
		struct item_plan one;
		TRY(item_plan(plan, 0, &p->items.at[i].says, &f, &one));
		item_line(to, &one, &f);
		TRY(library_past_compare(plan->db, plan->ctx, &one, &p->past[i],
		    to));
	}
	return OK;
}

enum rc
library_compare(struct db *db, const struct ctx *ctx,
    const struct library_package *p, struct library_lines *ret)
{
	struct item_planner plan;

	*ret = (struct library_lines){ .mem = ctx->mem };
	TRY(regime(db, ctx, p, ret));
	TRY(item_planner_open(db, ctx, &plan));
	measures(&plan, p, ret);
	TRY(library_dimensions(db, ctx, p, &plan.breakdowns, ret));
	return items(&plan, p, ret);
}
