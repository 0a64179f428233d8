/*
 * sheet.h - the figures of a report: own, of the units below, total
 *
 * The value of a cell is, in this order: what its formula gives; the figure
 *that is asked for elsewhere, or made of shorter periods (core/home.h); the sum
 *over the units below, where it adds up; what the unit itself typed.  So: own
 *what the unit typed, its formulas computed on that below  the accepted totals
 *of the units directly below, put together as the cell's item says
 *(core/over.h): added up, their mean, the largest, the last; else nothing total
 *entered cells: own and those below put together in the same way, own alone
 *where nothing is put together (a percentage is never summed: the superior
 *types its own); computed cells: the formula again, on the totals A unit with
 *nothing below has total = own.  Null is not zero: a sum of no figures is no
 *figure.  "Not computable" (value.nan) is shown as "-".
 *
 * A draft is made with the units below as they are now; a revision shows them
 * as they were when it was frozen.
 * A form of units (SYNTH_LIST) also has a row for each unit below, with the
 * figures of those that are accepted.
 *
 * In a list, own has the unit's rows, and its total row what they come to.
 * below has the total rows of the units below, added up; the total row of total
 * is own + below where it adds up (sums, counts), else worked out again from
 * that (ratios of sums, means).  Rows that nobody filled are skipped.
 */
#ifndef CORE_SHEET_H
#define CORE_SHEET_H
#include "base/num.h"
#include "core/form.h"
#include "core/home.h"
#include "core/over.h"
#include "core/report.h"

/* One row of figures: all arrays are by cell, ncell of the form. */
struct figures {
	struct value *num;
	/* Of all other cells: a text, a date as ISO, the code of an option or
	 * of a register's entry, what names a file (core/attach.h). */
	const char **txt;
	const char **label; /* of look-ups; NULL if the form has none */
};
struct sheet_child {
	long unit_id, report_id;
	const char *code, *name, *level, *state;
	enum lateness lateness;
	const char *sender; /* who sent the figures, or NULL */
	long revision_no;   /* the accepted one's, with its hash */
	struct over_sent sent;
	const char *sha;
	bool accepted;     /* figures are there, and in the sum */
	struct figures is; /* arrays NULL if not accepted, or not listed */
};
/* Figures of earlier periods, by cell; NULL: no formula asks for them. */
struct history {
	struct value *prev, *ytd, *last_year; /* ytd: without this period */
	struct value
	    *back; /* [(k - 2) * ncell + cell], from two periods back */
	/* By form.wants.items: what stands in no cell of the form. */
	struct far {
		struct value now, plan, ytd, last_year;
		struct value *back; /* [k - 1] */
	} * far;
};
/* How a cell goes together over units, by its item on the period's last day. */
struct sheet_over {
	enum over over;
	bool weighted;
	long weight; /* the cell that a mean is weighted by; -1: not asked */
};
struct sheet {
	const struct form *form;
	const struct report *report;
	const struct revision *revision; /* NULL: a draft */
	struct figures own, below, total;
	bool superior; /* there are units below: below and total are shown */
	struct sheet_child *child;     /* all units directly below, by code */
	size_t nchild, naccepted;      /* "k of n" */
	const struct sheet_over *over; /* by cell; NULL: as the form says */
	struct gather *gather;         /* by cell: means, ... of those below */
	struct history past[2];        /* of own, of total */
	/* What formulas ask for of the units below, as child[] is ordered; by
	 * cell, and by form.wants.items.  NULL: nothing. */
	struct figures *each;
	struct value **each_far;
	struct homes homes;             /* figures that come from elsewhere */
	const struct draft_cell *draft; /* of a draft: who typed what, when */
	size_t ndraft;
	/* Of a draft: the registers that its form looks things up in. */
	struct sheet_register *registers;
	/* Of what is sent, and of a revision: the warnings that its sender was
	 * shown, and the explanation; NULL: there were none. */
	const struct findings *warned;
	const char *explained;
	enum num_lang lang; /* of findings */
	struct arena *mem;
};

/* Empty, for tests and makers of figures: fill own, then sheet_compute(). */
void sheet_new(struct arena *, const struct form *, const struct report *,
    bool superior, struct sheet *ret);
/*
 * As it stands: to the unit's own people the draft while it can be edited; to
 * others, and afterwards, as it was sent last.  Where nothing was sent they see
 * what the units below have, and none of the unit's own figures.
 */
enum rc sheet_open(struct db *, const struct ctx *, const struct report *,
    struct sheet *ret) NODISCARD;
/* From the draft, whatever the state is: for core/draft.c and core/flow.c. */
enum rc sheet_open_draft(struct db *, const struct ctx *, const struct report *,
    struct sheet *ret) NODISCARD;
/* As revision no was sent; r->revision_no is the last. */
enum rc sheet_of_revision(struct db *, const struct ctx *,
    const struct report *, long no, struct sheet *ret) NODISCARD;

/* An integer, decimal or percentage, entered or computed. */
bool sheet_is_figure(const struct form *, size_t cell);
/* May the user type into it: an entered cell (not computed, not a heading). */
bool sheet_enterable(const struct form *, size_t cell);
/* "c12"; and back: -1 if that is not a cell of the form. */
const char *sheet_name(struct arena *, size_t cell);
long sheet_cell(const struct form *, const char *name);
/* ... and in this sheet: its figure is not asked for elsewhere. */
bool sheet_asks(const struct sheet *, size_t cell);
/* Read what was typed into own; a finding at its name if it is no such. */
bool sheet_type(struct sheet *, size_t cell, const char *typed, enum num_lang,
    struct findings *);
/* After own has changed: everything computed, sums and totals. */
void sheet_compute(struct sheet *);
/*
 * Required, range, pattern, the printed chains, the of-which checks and the
 * checks of the form, on what was typed (at "c12") and, where there are units
 * below, on the totals (at "t12").  The sentences name the cells and both
 * sides.  Warnings are to be explained (finding_explain).
 */
void sheet_check(const struct sheet *, struct findings *);
/* "Cột 9 (Đủ điều kiện xử lý / Số đơn)": a cell in words. */
const char *sheet_where(struct arena *, const struct form *, size_t cell);
/* Shown to people: "1.234,5", "-" if not computable, "" if there is none; the
 * label of an option or an entry, the name of a file. */
const char *sheet_show(struct arena *, const struct form *, size_t cell,
    const struct figures *, enum num_lang);

/* Is nothing of the row entered?  Is it a row of a list that is not shown? */
bool sheet_row_empty(const struct form *, const struct figures *, size_t row);
bool sheet_skips(const struct form *, const struct figures *, size_t row);
/* Load the registers of the form, as they are on the window's last day. */
enum rc sheet_registers(struct db *, struct sheet *) NODISCARD;
struct register_entries;
/* One of them, or NULL. */
const struct register_entries *sheet_entries(const struct sheet *,
    const char *code);
/* Labels of look-ups, and the texts that come with an entry. */
void sheet_labels(const struct sheet *, struct figures *);

/* Parts of sheet_type() and sheet_show(), for what is a code. */
bool sheet_type_kind(struct sheet *, size_t cell, const char *typed,
    struct findings *);
const char *sheet_show_kind(struct arena *, const struct form *, size_t cell,
    const struct figures *);

/* Its figures are added up over units; ... are put together otherwise. */
bool sheet_sums(const struct sheet *, size_t cell);
bool sheet_gathers(const struct sheet *, size_t cell);

/* For makers of sheets (core/sheet_load.c, core/revision.c, core/demo.c). */
struct figures sheet_figures(const struct sheet *); /* empty */
/*
 * Load what its formulas ask for of other periods and other forms (of the same
 * unit, as it was accepted); nothing, if they do not.  One statement for the
 * form's own items, one for those of other forms.
 */
enum rc sheet_past(struct db *, struct sheet *) NODISCARD;
/* Load the figures that are asked for elsewhere, over what stands in own. */
enum rc sheet_homes(struct db *, struct sheet *) NODISCARD;
void sheet_add(const struct sheet *, struct figures *to, size_t cell,
    const struct dec *value);
/* core/sheet_over.c: how cells go together; for superiors. */
enum rc sheet_over_load(struct db *, struct sheet *) NODISCARD;
/* One more unit below, in the cells that are not added up; and the end of it.
 */
void sheet_gather(struct sheet *, const struct figures *, struct over_sent);
void sheet_gathered(struct sheet *);
/* The same where the units below are not listed, from the facts. */
enum rc sheet_gather_facts(struct db *, struct sheet *) NODISCARD;
/* Of a cell that gathers: those below and its own. */
struct value sheet_together(const struct sheet *, size_t cell);
/* Compute what is still missing in a row that came as facts. */
void sheet_fill(const struct sheet *, struct figures *);
/* What formulas of a cell see in that row of figures. */
struct cells sheet_look(struct arena *, const struct sheet *,
    const struct figures *, const struct history *, const struct cell *,
    bool by_row);
#endif
