/*
 * overlap.h - what is asked twice: of a form about to be published, and of the
 * whole register
 *
 * A form asks again for what another regime has already when one of its cells
 * that are typed into is bound to the same item (or to one that was bound to
 * it, core/home.h), or to an item whose name says the same in other words
 * (core/similar.h) and that is measured in the same way.  What an owner has
 * said to be different is left out.
 */
#ifndef CORE_OVERLAP_H
#define CORE_OVERLAP_H
#include "core/form.h"
#include "core/regime.h"

/* How the other's periods stand to the form's own. */
enum overlap_time {
	OVERLAP_EQUAL, /* the same windows: the figure is there already */
	OVERLAP_FEEDS, /* the other's make up ours: months of our quarter */
	OVERLAP_FED,   /* ours make up the other's */
	OVERLAP_OTHER  /* windows that never meet: both must ask */
};
enum overlap_time overlap_time(const struct regime *ours,
    const struct regime *other);
/* "the same periods", in the language in force. */
const char *overlap_time_show(enum overlap_time);

struct overlap_item {
	long id;    /* 0: not in the catalogue yet */
	long as_id; /* the item that it counts as */
	const char *code, *name, *measure;
};
/* A regime that asks for an item, in a version of its form. */
struct overlap_ask {
	struct overlap_item item;
	long form_id, regime_id;
	const char *version;
	const struct regime *regime;
};
struct overlap {
	long cell;              /* of the form, see core/form.h */
	struct overlap_item is; /* what the form asks for */
	bool same;              /* else a name that is like it */
	int score;              /* of the names, 100 if it is the same */
	struct overlap_ask other;
	enum overlap_time time;
	long units;       /* how many owe both regimes on that day */
	const char *home; /* code of the regime that gives the figure now */
};
struct overlaps {
	struct overlap *at;
	size_t n;
};
/*
 * What a form asks for again, by cell, the likest first.  The form need not be
 * stored: f->id may be 0 and its items unknown.  Of its regime, whose other
 * versions are no overlap, id, kind and cutoff are used; id may be 0, and then
 * nobody owes it.  Forms of other regimes count that are valid on that day or
 * later; who owes what is told as of that day.
 */
enum rc overlap_form(struct db *, const struct form *,
    const struct regime *ours, const char *day, struct overlaps *ret) NODISCARD;
/* One item that several regimes ask for. */
struct overlap_group {
	struct overlap_item item;
	const struct overlap_ask *asks; /* the home first, then by code */
	size_t n;
	long units;    /* the most that owe two of them */
	bool chosen;   /* the home is an owner's choice, not who asked first */
	bool together; /* periods of two of them at least meet */
};
/* Two items that may be one. */
struct overlap_pair {
	struct overlap_ask a, b;
	int score;
	enum overlap_time time;
	long units;
};
struct overlap_register {
	struct overlap_group *group; /* by code */
	size_t ngroup;
	/* those that somebody owes both of, then the likest first */
	struct overlap_pair *pair;
	size_t npair;
	size_t left; /* pairs beyond OVERLAP_PAIRS: counted, not kept */
};
enum { OVERLAP_PAIRS = 200 };
/* Everything that forms ask for twice which are valid on that day or later. */
enum rc overlap_register(struct db *, const char *day,
    struct overlap_register *ret) NODISCARD;
/* One of its groups, by the code of any item in it; NULL: asked at most once.
 */
const struct overlap_group *overlap_group_of(const struct overlap_register *,
    const char *code);
#endif
