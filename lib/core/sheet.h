/*
 * sheet.h - the figures of a report: own, of the units below, total
 *
 * The value of a cell is, in this order: what its formula gives; the sum over
 * the units below, where it adds up; what the unit itself typed.  So:
 *     own    what the unit typed, its formulas computed on that
 *     below  the accepted totals of the units directly below, added up, where
 *	      the cell adds up over units; else nothing
 *     total  entered cells: own + below where they add up, else own (a
 *	      percentage is never summed: the superior types its own); computed
 *	      cells: the formula again, on the totals
 * A unit with nothing below has total = own.  Null is not zero: a sum of no
 * figures is no figure.  "Not computable" (value.nan) is shown as "-".
 *
 * As long as a report can be edited the sheet is made from its draft and the
 * children as they are now; afterwards from the revision as it was frozen.
 * A form of units (SYNTH_LIST) also has a row for each unit below, with the
 * figures of those that are accepted.
 */
#ifndef CORE_SHEET_H
#define CORE_SHEET_H
#include "base/num.h"
#include "core/form.h"
#include "core/report.h"

/* One row of figures: all arrays are by cell, ncell of the form. */
struct figures {
	struct value *num;
	const char **txt; /* of text and date cells (a date as ISO) */
};
struct sheet_child {
	long unit_id, report_id;
	const char *code, *name, *state;
	enum lateness lateness;
	const char *sender;	/* who sent the figures, or NULL */
	long revision_no;	/* the accepted one's, with its hash */
	const char *sha;
	bool accepted;		/* figures are there, and in the sum */
	struct figures is;	/* arrays NULL if not accepted, or not listed */
};
struct sheet {
	const struct form *form;
	const struct report *report;
	const struct revision *revision; /* NULL: a draft */
	struct figures own, below, total;
	bool superior; /* there are units below: below and total are shown */
	struct sheet_child *child; /* all units directly below, by code */
	size_t nchild, naccepted;  /* "k of n" */
	struct history *past;	   /* figures of earlier periods */
	struct arena *mem;
};

/* As it stands: from the draft while it can be edited, else as it was sent. */
enum rc sheet_open(struct db *, const struct ctx *, const struct report *,
    struct sheet *ret) NODISCARD;
/* As revision no was sent. */
enum rc sheet_of_revision(struct db *, const struct ctx *,
    const struct report *, long no, struct sheet *ret) NODISCARD;

/* May the user type into it: an entered cell (not computed, not a heading). */
bool sheet_enterable(const struct form *, size_t cell);
/* "c12"; and back: -1 if that is not a cell of the form. */
const char *sheet_name(struct arena *, size_t cell);
long sheet_cell(const struct form *, const char *name);
/* Read what was typed into own; a finding at its name if it is no such. */
bool sheet_type(struct sheet *, size_t cell, const char *typed,
    enum num_lang, struct findings *);
/* After own has changed: everything computed, sums and totals. */
void sheet_compute(struct sheet *);
/*
 * Required, range, pattern, the printed chains and the of-which checks, on what
 * was typed (at "c12") and, where there are units below, on the totals (at
 * "t12").  The sentences name the cells and both sides.
 */
void sheet_check(const struct sheet *, struct findings *);
/* "Cột 9 (Đủ điều kiện xử lý / Số đơn)": a cell in words. */
const char *sheet_where(struct arena *, const struct form *, size_t cell);
/* Shown to people: "1.234,5", "-" if not computable, "" if there is none. */
const char *sheet_show(struct arena *, const struct form *, size_t cell,
    const struct figures *, enum num_lang);
#endif
