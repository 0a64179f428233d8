/* library_around.c - measures and dimensions that come with a package */
#include <string.h>
#include "core/item_part.h"
#include "core/library_part.h"

enum { LINES_MAX = 1 << 18 };

struct owned {
	bool mine;
};
static const struct db_col owned_cols[] = { COL(struct owned, mine) };
DB_ROWS(select_owned_dimension, owned_cols,
    "SELECT" OWNS("b.owner_id") "AS mine FROM breakdown b WHERE b.id = ?");

static const struct breakdown *
dimension_of(const struct breakdowns *all, const char *code)
{
	for (size_t i = 0; i < all->n; i++)
		if (str_eq(all->at[i].code, code))
			return &all->at[i];
	return NULL;
}

static const struct category *
category_of(const struct categories *all, long dimension, const char *code)
{
	for (size_t i = 0; i < all->n; i++)
		if (all->at[i].breakdown_id == dimension &&
		    str_eq(all->at[i].code, code))
			return &all->at[i];
	return NULL;
}

/* A dimension that is here, beside what the package says of it. */
struct beside {
	const struct breakdown *was;
	const struct categories *all;
	bool mine;
	struct library_lines *to; /* NULL: nothing is shown */
	struct buf more;          /* categories that would come, as lines */
};

/* One category: it comes where there is none; what is here stays as it is. */
static void
category(struct beside *b, struct arena *mem, const char *line)
{
	const char *code = str_ndup(mem, line, strcspn(line, " \t"));
	const struct category *c = category_of(b->all, b->was->id, code);
	enum library_act act = c != NULL || !b->mine ? LIB_MISSING : LIB_ADDED;
	const char *was = NULL;

	if (c != NULL)
		was = str_fmt(mem, "%s %s | %s", c->code, c->name, c->name_en);
	if (act == LIB_ADDED)
		buf_fmt(&b->more, "%s\n", line);
	if (b->to == NULL)
		return;
	if (c != NULL && !c->retired && str_eq(was, line))
		act = LIB_SAME;
	if (c != NULL && c->retired)
		was = str_fmt(mem, "%s (%s)", was, _("retired"));
	library_line(b->to, "dimension",
	    str_fmt(mem, "%s: %s", b->was->code, code), act, was, line);
}

static enum rc
beside(struct db *db, const struct ctx *ctx, const char *categories,
    struct beside *b)
{
	char *text = str_dup(ctx->mem, categories), *rest = NULL;
	struct owned owned;

	TRY(db_row(db, select_owned_dimension, ARGS(OWNS_ARGS(ctx), b->was->id),
	    &owned));
	b->mine = owned.mine;
	b->more = (struct buf){ .mem = ctx->mem, .max = LINES_MAX };
	for (char *t = strtok_r(text, "\n", &rest); t != NULL;
	     t = strtok_r(NULL, "\n", &rest))
		category(b, ctx->mem, t);
	return OK;
}

enum rc
library_dimensions(struct db *db, const struct ctx *ctx,
    const struct library_package *p, struct breakdowns *all,
    struct library_lines *to)
{
	struct arena *mem = to->mem;
	struct breakdown *at =
	    arena_alloc(mem, (all->n + p->nbreakdown) * sizeof *at);
	struct categories cats;
	size_t n = all->n;

	if (n > 0)
		memcpy(at, all->at, n * sizeof *at);
	TRY(category_list(db, &cats));
	for (size_t i = 0; i < p->nbreakdown; i++) {
		const struct breakdown_says *says = &p->breakdowns[i].says;
		struct beside b = { .was = dimension_of(all, says->code),
			.all = &cats,
			.to = to };
		if (b.was != NULL) {
			TRY(beside(db, ctx, says->categories, &b));
			continue;
		}
		library_line(to, "dimension", says->code, LIB_ADDED, NULL,
		    says->categories);
		at[n++] = (struct breakdown){ .code = says->code,
			.name = says->name };
	}
	*all = (struct breakdowns){ at, n };
	return OK;
}

static enum rc
dimension_store(struct db *db, const struct ctx *ctx,
    const struct breakdown_says *says, const struct breakdown *was,
    const struct categories *cats, struct findings *f)
{
	struct beside b = { .was = was, .all = cats };
	struct breakdown_says is;
	long id;

	if (was == NULL)
		return breakdown_store(db, ctx, 0, 0, says, f, &id);
	TRY(beside(db, ctx, says->categories, &b));
	if (b.more.len == 0)
		return OK;
	TRY(breakdown_now(db, ctx->mem, was, &is));
	is.categories = str_fmt(ctx->mem, "%s%s", is.categories, b.more.at);
	return breakdown_store(db, ctx, was->id, was->version, &is, f, &id);
}

/* Measures that are here already stay as they are. */
static enum rc
measure_store(struct db *db, const struct ctx *ctx, const struct measures *all,
    const struct library_measure *m, struct findings *f)
{
	const struct measure *was = measure_of(ctx->mem, all, m->name);
	struct measure fresh = { .name = m->name,
		.name_en = m->name_en,
		.dimension = m->dimension,
		.factor = m->factor };

	if (str_empty(m->dimension))
		return measures_meet(db, ctx->mem, &m->name, 1);
	if (was != NULL && !str_empty(was->dimension))
		return OK;
	return measure_add(db, ctx, &fresh, f);
}

enum rc
library_around(struct db *db, const struct ctx *ctx,
    const struct library_package *p, struct findings *f)
{
	struct measures all;
	struct breakdowns dims;
	struct categories cats;

	TRY(measures_load(db, &all));
	for (size_t i = 0; i < p->nmeasure; i++)
		TRY(measure_store(db, ctx, &all, &p->measures[i], f));
	TRY(breakdown_list(db, &dims));
	TRY(category_list(db, &cats));
	for (size_t i = 0; i < p->nbreakdown; i++) {
		const struct breakdown_says *says = &p->breakdowns[i].says;
		TRY(dimension_store(db, ctx, says,
		    dimension_of(&dims, says->code), &cats, f));
	}
	return OK;
}
