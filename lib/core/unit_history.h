/*
 * unit_history.h - what is known of one unit over time
 *
 * A unit is one version of a body (core/succession.h): this follows the body
 * through its renamings, and shows what it came of and what became of it.
 * Names, places and successions are public knowledge, as in unit_search.h;
 * people and reports are not: the statements restrict them to the actor's
 * scope.
 */
#ifndef CORE_UNIT_HISTORY_H
#define CORE_UNIT_HISTORY_H
#include "base/ctx.h"
#include "core/succession.h"
struct db;

/* The names and codes that the same body had, the newest first. */
struct unit_name {
	long id;
	const char *code, *level, *name, *valid_from, *valid_to;
	const char
	    *decision; /* by which it began, where that is known; or "" */
};
struct unit_names {
	struct unit_name *at;
	size_t n;
};
enum rc unit_names(struct db *, long id, struct unit_names *ret) NODISCARD;

/* Where these bodies stood: a line, a superior, from-to; the newest first. */
struct unit_place {
	long line_id, parent_id;
	const char *line_vi, *line_en; /* tr_pick() them */
	const char *parent, *level;    /* name and level of the superior */
	const char *valid_from, *valid_to;
};
struct unit_places {
	struct unit_place *at;
	size_t n;
};
enum rc unit_places(struct db *, const struct unit_names *,
    struct unit_places *ret) NODISCARD;

/* A row of succession, with both ends. */
struct unit_step_row {
	long old_id, new_id;
	const char *old_code, *old_name, *old_level;
	const char *new_code, *new_name, *new_level;
	const char *relation, *decision, *on_date;
	bool comparable;
};
struct unit_past {
	struct unit_step_row *at;
	size_t n;
};
/* What it came of: all of what became these units, with everything else that
 * their forerunners became, so that a part can be told from the whole. */
enum rc unit_came_of(struct db *, long id, struct unit_past *ret) NODISCARD;
/* What became of it. */
enum rc unit_became(struct db *, long id, struct unit_past *ret) NODISCARD;
/*
 * Why the figures of a row's two units cannot be set beside each other, as a
 * sentence; NULL: they can.
 */
const char *unit_why_not(struct arena *, const struct unit_past *, size_t row);
/* "renamed": in the language in force. */
const char *relation_show(const char *relation);

/* Who has a role on this very unit, today or later: for those whose MAY_ADMIN
 * reaches it; nothing for others. */
struct unit_person {
	long id, role;
	const char *login, *name, *title, *valid_from, *valid_to;
	bool locked;
};
struct unit_people {
	struct unit_person *at;
	size_t n;
};
enum rc unit_people(struct db *, const struct ctx *, long id,
    struct unit_people *ret) NODISCARD;

/* Its reports that MAY_VIEW reaches, the latest first. */
struct unit_report {
	long id;
	const char *regime, *title_vi, *title_en, *period, *kind, *cutoff;
	const char *starts, *ends, *state, *due;
};
struct unit_reports {
	struct unit_report *at;
	size_t n;
};
enum rc unit_reports(struct db *, const struct ctx *, long id, long limit,
    struct unit_reports *ret) NODISCARD;
#endif
