/* overlap.c - what a form asks for that is asked already */
#include <stdlib.h>
#include <string.h>
#include "core/overlap_part.h"
#include "io/json.h"

enum { HITS = 5, JSON_BYTES = 8 << 20 };

struct known {
	long id, as_id;
	const char *code;
};
struct knowns {
	struct known *at;
	size_t n;
};
static const struct db_col known_cols[] = {
	COL(struct known, id),
	COL(struct known, as_id),
	COL(struct known, code),
};
DB_ROWS(select_known, known_cols,
    "SELECT i.id, COALESCE(s.as_id, i.id) AS as_id, i.code FROM"
    " JSON_TABLE(?, '$[*]' COLUMNS (code VARCHAR(80) CHARACTER SET ascii"
    " PATH '$')) j JOIN item i ON i.code = j.code"
    " LEFT JOIN item_same s ON s.item_id = i.id ORDER BY i.code");

/*
 * The longer periods are made of the shorter ones when their windows begin and
 * end alike: the rule is one, and the kinds are ones that tile.
 */
enum overlap_time
overlap_time(const struct regime *ours, const struct regime *other)
{
	if (!cutoff_same(ours->cutoff, other->cutoff) ||
	    !period_regular(ours->kind) || !period_regular(other->kind))
		return OVERLAP_OTHER;
	if (ours->kind == other->kind)
		return OVERLAP_EQUAL;
	enum period_kind lesser =
	    ours->kind < other->kind ? ours->kind : other->kind;
	enum period_kind longer =
	    ours->kind < other->kind ? other->kind : ours->kind;
	bool tiles = lesser != PERIOD_WEEK && lesser != PERIOD_NINE &&
		     longer != PERIOD_WEEK &&
		     !(lesser == PERIOD_HALF && longer == PERIOD_NINE);
	if (!tiles)
		return OVERLAP_OTHER;
	return other->kind == lesser ? OVERLAP_FEEDS : OVERLAP_FED;
}

const char *
overlap_time_show(enum overlap_time time)
{
	switch (time) {
	case OVERLAP_EQUAL:
		return _("the same periods");
	case OVERLAP_FEEDS:
		return _("its periods make up ours");
	case OVERLAP_FED:
		return _("ours make up its periods");
	default:
		return _("periods that never meet");
	}
}

struct finding_out {
	const struct form *f;
	const struct regime *ours;
	struct asked_all all;
	struct knowns known;
	/* one name an item, of those that other regimes ask for */
	const struct asked **item;
	size_t nitem;
	struct similar_set *set;
	struct both both;
	struct overlap *out;
	size_t n, cap;
};

static enum rc
known_load(struct db *db, struct finding_out *o)
{
	struct buf b = { .mem = o->all.mem, .max = JSON_BYTES };
	struct json j = { .out = &b };

	json_array(&j, NULL);
	for (size_t i = 0; i < o->f->ncell; i++)
		if (o->f->cells[i].item != NULL)
			json_text(&j, NULL, o->f->cells[i].item);
	json_end(&j);
	return b.full ? E_LIMIT :
			db_rows(db, select_known, ARGS(b.at), &o->known);
}

static int
by_code(const void *key, const void *row)
{
	return strcmp(key, ((const struct known *)row)->code);
}

static struct overlap_item
item_of(const struct finding_out *o, const struct cell *x)
{
	struct overlap_item is = { .code = x->item,
		.name = form_item_name(o->all.mem, o->f, x),
		.measure = x->measure == NULL ? "" : x->measure };
	const struct known *k = NULL;

	if (o->known.n > 0)
		k = bsearch(x->item, o->known.at, o->known.n,
		    sizeof *o->known.at, by_code);
	if (k != NULL) {
		is.id = k->id;
		is.as_id = k->as_id;
	}
	return is;
}

static bool
counts(const struct finding_out *o, const struct asked *a)
{
	return a->valid && a->regime_id != o->ours->id;
}

static void
names_read(struct finding_out *o)
{
	struct arena *mem = o->all.mem;
	struct similar_name *name = arena_alloc(mem, o->all.n * sizeof *name);
	long last = 0;

	o->item = arena_alloc(mem, o->all.n * sizeof *o->item);
	for (size_t i = 0; i < o->all.n; i++) {
		const struct asked *a = &o->all.at[i];
		if (!counts(o, a) || a->item_id == last)
			continue;
		last = a->item_id;
		name[o->nitem] = similar_read(o->all.words, a->name);
		o->item[o->nitem++] = a;
	}
	o->set = similar_set(o->all.words, name, o->nitem);
}

static void
add(struct finding_out *o, size_t cell, const struct overlap_item *is,
    const struct asked *a, bool same, int score)
{
	struct overlap_ask other = asked_as(&o->all, a);
	const struct regime *home;
	bool chosen;

	for (size_t i = o->n; i-- > 0 && o->out[i].cell == (long)cell;)
		if (o->out[i].other.form_id == a->form_id &&
		    o->out[i].other.item.id == a->item_id)
			return;
	if (other.regime == NULL)
		return;
	if (o->n == o->cap) {
		size_t cap = o->cap == 0 ? 32 : 2 * o->cap;
		struct overlap *more =
		    arena_alloc(o->all.mem, cap * sizeof *more);
		if (o->n > 0)
			memcpy(more, o->out, o->n * sizeof *more);
		o->out = more;
		o->cap = cap;
	}
	home = asked_home(&o->all, a->as_id, &chosen);
	o->out[o->n++] = (struct overlap){ .cell = (long)cell,
		.is = *is,
		.same = same,
		.score = score,
		.other = other,
		.time = overlap_time(o->ours, other.regime),
		.home = home == NULL ? "" : home->code };
	both_want(o->all.mem, &o->both, o->ours->id, a->regime_id);
}

/* Every form of another regime that has the item, or one that counts as it. */
static void
add_asks(struct finding_out *o, size_t cell, const struct overlap_item *is,
    long as_id, bool same, int score)
{
	for (size_t i = 0; i < o->all.n; i++)
		if (o->all.at[i].as_id == as_id && counts(o, &o->all.at[i]))
			add(o, cell, is, &o->all.at[i], same, score);
}

static void
look_at(struct finding_out *o, size_t cell)
{
	const struct cell *x = &o->f->cells[cell];
	struct overlap_item is = item_of(o, x);
	struct similar_name name = similar_read(o->all.words, is.name);
	struct similar_hit hit[HITS];

	if (is.as_id != 0)
		add_asks(o, cell, &is, is.as_id, true, 100);
	size_t n = similar_find(o->set, &name, hit, HITS);
	for (size_t i = 0; i < n; i++) {
		const struct asked *a = o->item[hit[i].at];
		if (a->as_id == is.as_id ||
		    !asked_alike(a->measure, is.measure) ||
		    (is.as_id != 0 && asked_apart(&o->all, is.as_id, a->as_id)))
			continue;
		add_asks(o, cell, &is, a->as_id, false, hit[i].score);
	}
}

enum rc
overlap_form(struct db *db, const struct form *f, const struct regime *ours,
    const char *day, struct overlaps *ret)
{
	struct finding_out o = { .f = f, .ours = ours };

	TRY(asked_load(db, day, &o.all));
	TRY(known_load(db, &o));
	names_read(&o);
	for (size_t i = 0; i < f->ncell; i++)
		if (f->cells[i].item != NULL && f->cells[i].computed == NULL)
			look_at(&o, i);
	TRY(both_load(db, o.all.mem, day, &o.both));
	for (size_t i = 0; i < o.n; i++)
		o.out[i].units =
		    both_units(&o.both, ours->id, o.out[i].other.regime_id);
	*ret = (struct overlaps){ o.out, o.n };
	return OK;
}
