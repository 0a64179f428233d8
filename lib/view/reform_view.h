/*
 * reform_view.h - reorganisations on pages: plans, and what follows from them
 */
#ifndef VIEW_REFORM_VIEW_H
#define VIEW_REFORM_VIEW_H
#include "base/ctx.h"
#include "core/reform.h"

void reform_plans(struct ctx *, const struct reforms *);
/* What is wrong with a plan, by its lines; warnings apart. */
void reform_findings(struct ctx *, const struct findings *);
void reform_state(struct ctx *, const char *state);
const char *reform_state_show(const char *state); /* translated */
/* Decision, day, state, who and when. */
void reform_facts(struct ctx *, const struct reform *);
/* Rows of a plan; drop: the address of a form that takes one out, or NULL. */
void reform_rows(struct ctx *, const struct reform_plan *, bool drop);
/* What the columns of a plan's file mean, and the words for what happens. */
void reform_columns(struct ctx *);
/* "on_date", "level": what a page calls the field; NULL: it has none. */
const char *reform_field_show(const char *name);
/* A level by its code, in words. */
const char *reform_level_show(const struct reform_look *, const char *code);
/* Forms of its page (reform_act.c): each posts its id and version. */
enum { REASON_MAX = 500 };
void reform_start_form(struct ctx *, const struct reform *,
    const struct findings *);
void reform_drop_form(struct ctx *, const struct reform *);
void reform_undo_form(struct ctx *, const struct reform *,
    const struct findings *, const char *reason);
/* How far it is, with a button (and a script) that takes the next step. */
void reform_running(struct ctx *, const struct reform *);
/* The dry run in figures, each leading to its list. */
void reform_summary(struct ctx *, const struct reform_look *, long id);
const char *reform_why_show(const char *why);   /* "split": in words */
const char *reform_kind_show(const char *kind); /* "group_owner": in words */

/* The lists of a dry run: what is in them, for a page or as a file. */
enum reform_list_kind {
	LIST_UNITS,
	LIST_LINKS,
	LIST_RIGHTS,
	LIST_DUTIES,
	LIST_REPORTS,
	LIST_DUES,
	LIST_FORMS,
	LIST_SERIES,
	LIST_KINDS
};
bool reform_list_read(const char *, enum reform_list_kind *ret);
const char *reform_list_name(enum reform_list_kind); /* "units" */
const char *reform_list_show(enum reform_list_kind); /* translated */

enum { REFORM_CELLS = 8 };
struct reform_sheet {
	const char *const *heads; /* ncol of them, translated */
	size_t ncol;
	struct reform_line {
		const char *cell[REFORM_CELLS];
		bool decide; /* it is waiting for somebody */
	} * at;
	size_t n;
};
/* Only those in which all of the words are, without regard to marks. */
struct reform_sheet reform_sheet(struct ctx *, const struct reform_look *,
    enum reform_list_kind, const char *words);
void reform_sheet_table(struct ctx *, const struct reform_sheet *, size_t from,
    size_t n);
void reform_sheet_csv(struct ctx *, const struct reform_sheet *);
#endif
