/*
 * unit.h - reporting units, valid from-to, in reporting lines
 *
 * Codes are reused over time for other units: a unit is an id; level, code and
 * a date find it.  Names are matched without regard to tone placement.
 */
#ifndef CORE_UNIT_H
#define CORE_UNIT_H
#include "base/findings.h"
struct db;
struct actor;

enum line { LINE_ADMIN = 1, LINE_ICT = 2 }; /* ids of the table `line` */

struct unit {
	long id;
	const char *scheme, *code, *level, *name, *valid_from, *valid_to;
};
struct units {
	struct unit *at;
	size_t n;
};
enum rc unit_get(struct db *, long id, struct unit *ret) NODISCARD;
/* A line by its code, "administrative"; E_NOTFOUND: there is none. */
enum rc unit_line_id(struct db *, const char *code, long *ret) NODISCARD;
/* All units with that code on that day, or whenever they existed if it is NULL;
 * level may be NULL. */
enum rc unit_by_code(struct db *, const char *level, const char *code,
    const char *day, struct units *ret) NODISCARD;
/*
 * By name, with or without its kind ("Xã Hòa Bình", "hoà bình"): any tone
 * placement, any case; by plain letters ("hoa binh") when nothing else fits.
 * Day: as above.
 */
enum rc unit_find(struct db *, struct arena *, const char *name,
    const char *day, struct units *ret) NODISCARD;
/* Direct subordinates in a line on that day, by code. */
enum rc unit_children(struct db *, long line, long parent, const char *day,
    struct units *ret) NODISCARD;
/* From the top of the line down to the unit (itself last). */
enum rc unit_path(struct db *, long line, long id, const char *day,
    struct units *ret) NODISCARD;
/* Who stands at the top of a line. */
enum rc unit_tops(struct db *, long line, const char *day,
    struct units *ret) NODISCARD;

struct unit_node {
	long id, parent_id, depth; /* depth below the root of the tree */
	const char *code, *level, *name;
};
struct unit_tree {
	struct unit_node *at;
	size_t n;
};
/*
 * A unit and those below it, so many levels deep; each right behind its
 * superior, by code.  E_NOTFOUND: not in that line on that day.
 */
enum rc unit_tree(struct db *, long line, long root, const char *day,
    long depth, struct unit_tree *ret) NODISCARD;
#endif
