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
	const char *code, *level, *name, *valid_from, *valid_to;
};
struct units {
	struct unit *at;
	size_t n;
};
enum rc unit_get(struct db *, long id, struct unit *ret) NODISCARD;
/* All units with that code on that day; level may be NULL. */
enum rc unit_by_code(struct db *, const char *level, const char *code,
    const char *day, struct units *ret) NODISCARD;
/* By name: any tone placement; by plain letters when nothing else fits. */
enum rc unit_find(struct db *, struct arena *, const char *name,
    const char *day, struct units *ret) NODISCARD;
/* Direct subordinates in a line on that day, by code. */
enum rc unit_children(struct db *, long line, long parent, const char *day,
    struct units *ret) NODISCARD;
/* From the top of the line down to the unit (itself last). */
enum rc unit_path(struct db *, long line, long id, const char *day,
    struct units *ret) NODISCARD;
#endif
