/*
 * unit_search.h - units looked for by people, and the tree they walk in
 *
 * What a unit is called, its code and where it stood when are public knowledge
 * (the lists of administrative units are published by law), so that nothing
 * here is restricted to a scope; what was reported, and by whom, is.
 */
#ifndef CORE_UNIT_SEARCH_H
#define CORE_UNIT_SEARCH_H
#include "core/unit.h"

/*
 * All words must be in the name, each as the beginning of one of its words, in
 * any order: any case, any tone placement ("hoà", "hòa"); words without any
 * mark match with or without marks.  Or the whole is a code.  The kind ("xã")
 * is a word like others: with it, only units of that kind are found.
 */
struct unit_query {
	const char *words; /* what was typed; NULL or blank finds nothing */
	const char *level; /* its code; NULL or "": any */
	const char *day;   /* as of; NULL: whenever they existed */
};
struct unit_hit {
	long id, line_id; /* of its path; 0: it stands in no line that day */
	const char *code, *level, *name, *valid_from, *valid_to;
	const char *path; /* names from the top down, without its own */
};
struct unit_hits {
	struct unit_hit *at;
	size_t n;
	long total; /* without the limit */
};
/*
 * Those of exactly that name first, then by rank of level and by name.  Paths
 * are those of the day asked for, else of the last day on which it existed.
 */
enum rc unit_search(struct db *, struct arena *, const struct unit_query *,
    long limit, long offset, struct unit_hits *ret) NODISCARD;

/* A unit in the tree, with how many stand directly below it. */
struct unit_branch {
	long id, parent_id, below;
	const char *code, *level, *name;
};
struct unit_branches {
	struct unit_branch *at;
	size_t n;
};
/* What stands directly below any of these units (a JSON array of ids) in a
 * line on a day, by superior and code. */
enum rc unit_below(struct db *, long line, const char *parents, const char *day,
    struct unit_branches *ret) NODISCARD;
/* Who stands at the top of a line on a day; a line has one (unit_apply.c sees
 * to it), so that any of its units leads there.  n is 0 or 1. */
enum rc unit_top(struct db *, long line, const char *day,
    struct units *ret) NODISCARD;
/* All of a line on a day, for a file: by level's rank and code. */
struct unit_listed {
	long id, parent_id, rank;
	const char *scheme, *level, *code, *name;
	const char *parent; /* its code; "" for the top */
};
struct unit_list {
	struct unit_listed *at;
	size_t n;
};
enum rc unit_all(struct db *, long line, const char *day,
    struct unit_list *ret) NODISCARD;
/* Days on which anything changed in a line, the latest first; without
 * DATE_MIN. */
struct unit_days {
	struct unit_day {
		const char *day;
	} * at;
	size_t n;
};
enum rc unit_changes(struct db *, long line, struct unit_days *ret) NODISCARD;
#endif
