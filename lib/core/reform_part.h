/* reform_part.h - the parts of a reform: for reform_*.c alone */
#ifndef CORE_REFORM_PART_H
#define CORE_REFORM_PART_H
#include "base/map.h"
#include "core/reform.h"
#include "core/reform_rule.h"
#include "core/unit_model.h"
#include "io/db.h"

#define TOP_LINE "administrative"

/* Rows of whichever table, by number. */
struct reform_row_id {
	long id;
};
struct reform_row_ids {
	struct reform_row_id *at;
	size_t n;
};
extern const struct db_col reform_row_id_cols[1];

/* By a unit's place in reform_look.unit. */
struct reform_heir {
	enum reform_class class;
	long became; /* SAME, MERGED: index into look.unit; else -1 */
};

/* Reports that are open when the structure changes; one, or several alike. */
struct reform_open {
	long report_id, regime_id, period_id, n, unit_id;
	long line_id, receiver_id, upper_id;
	const char *regime, *period, *ends, *level, *state, *due;
	const char *upper; /* state of the receiver's report */
	bool extended, was_sent;
};
/* What becomes of one report of a window that ends later. */
struct reform_report_fate {
	long report_id, unit_id, regime_id, period_id, line_id;
	long receiver_id, upper_id; /* of whom it was, and their report; or 0 */
	enum reform_fate fate;
	bool was_sent;    /* it was sent or accepted */
	bool official;    /* accepted: it is in the sums */
	bool upper_sent;  /* their report has been sent, and is not closed */
	bool stays;       /* with whom has sent the total that it is in */
	const char *what; /* regime and period */
	const char *period, *ends;
};
/* A plan read onto the units as they are. */
struct reform_tree {
	struct db *db;
	const struct reform_in *in;
	const struct reform_plan *plan;
	const char *today;
	struct findings *f;
	struct arena *mem;
	struct reform_look *look;
	struct model model;
	size_t nunit, nplace;     /* of them, before */
	struct map lines, levels; /* code -> id; code -> rank */
	long *lookof;             /* model's unit -> look's, or -1 */
	long *modelof;            /* the other way */
	struct reform_heir *heir;
	struct map byid;     /* unit's id -> look's index */
	const long *touched; /* ids of lines */
	size_t ntouched;
	struct reform_report_fate *fates;
	size_t nfate;
	long no; /* rows of reform_change so far */
	/* reform_default.c, when asked */
	long *parent_was; /* model's unit -> its superior before */
	struct map ids;   /* id -> model's unit */
};

/* What the plan decides of what the rules leave open (reform_default.c). */
struct reform_defaults {
	struct reform_tree *t;
	enum reform_act act; /* rights or duties */
	struct map by;
	bool *used; /* by row */
	long *to;   /* row -> model's unit of a code */
	size_t n;
};
struct reform_targets {
	bool decided; /* else it stays open */
	long *at;     /* model's units; none: nobody */
	size_t n;
};
/* With findings. */
struct reform_defaults reform_defaults_of(struct reform_tree *,
    enum reform_act);
/* old: index into look.unit; what: code of a role or a duty's kind; post: id of
 * the unit where the person works, or 0. */
struct reform_targets reform_default(struct reform_defaults *, size_t old,
    const char *what, long post);
/* Warns of rows that decided nothing. */
void reform_defaults_check(const struct reform_defaults *);
bool reform_duty_kind(const char *);
/* Equal for the same thing of two units: a group's name is its owner's. */
const char *reform_duty_key(struct arena *, const struct reform_duty *);
const char *reform_at(const struct reform_tree *, long line);

/* The steps, one a line, out of the rows (reform_plan.c). */
bool reform_steps(struct reform_tree *, struct unit_steps *ret);
/* Shares add up (reform_share.c); E_INVALID with findings. */
enum rc reform_shares(struct reform_tree *) NODISCARD;
const char *reform_shares_show(const struct reform_tree *, const char *old,
    const char *became);
/* Everything of a structure: model, units, links, heirs (reform_tree.c). */
enum rc reform_tree_make(struct db *, const struct ctx *,
    const struct reform_in *, const struct reform_plan *, struct findings *,
    struct reform_look *, struct reform_tree *ret) NODISCARD;
/* The rest of a look. */
enum rc reform_grants(struct reform_tree *) NODISCARD;
enum rc reform_duties(struct reform_tree *) NODISCARD;
enum rc reform_open_reports(struct reform_tree *) NODISCARD;
/*
 * Official reports that would go to another superior, where one of the two has
 * sent its total already: they stay (reform_stay.c).
 */
enum rc reform_stay(struct reform_tree *) NODISCARD;
/* Their deadlines (reform_due.c); later: one for each of the fates. */
enum rc reform_dues(struct reform_tree *, const struct reform_open *earlier,
    size_t n, const struct reform_open *later) NODISCARD;
enum rc reform_dues_put(struct reform_tree *, const struct reform *) NODISCARD;
enum rc reform_readings(struct reform_tree *) NODISCARD; /* reform_series.c */
enum rc reform_look_all(struct db *, const struct ctx *,
    const struct reform_in *, const struct reform_plan *, struct findings *,
    struct reform_look *, struct reform_tree *ret) NODISCARD;

/* "[1,2]": units that end; those that end or move. */
const char *reform_ids(const struct reform_tree *, bool moved_too);
const char *reform_unit_show(struct arena *, const struct reform_unit *);
/* The same of a unit of the model. */
const char *reform_model_show(const struct reform_tree *, long unit);
/* Index into look.unit by the id of a unit; -1: not touched. */
long reform_of(const struct reform_tree *, long id);

/*
 * Carried out: the record's head and the lines are locked.  reform_apply.c
 * writes the structure, reform_follow.c all that hangs on it.
 */
/* Before: E_BUSY, something was given meanwhile (reform_lock.c). */
enum rc reform_hold(struct reform_tree *) NODISCARD;
enum rc reform_apply(struct reform_tree *, const struct ctx *,
    const struct reform *) NODISCARD;
enum rc reform_follow(struct reform_tree *, const struct ctx *,
    const struct reform *) NODISCARD;
enum rc reform_posts(struct reform_tree *,
    const struct reform *) NODISCARD; /* reform_post.c */
enum rc reform_reports_move(struct reform_tree *, const struct ctx *,
    const struct reform *) NODISCARD; /* reform_carry.c */
/* The id of the unit that all of it went into; 0: there is none such. */
long reform_became_id(const struct reform_tree *, long unit_id);
/* *ret_gone: reports of the new units, none of them sent. */
enum rc reform_revert(struct db *, const struct ctx *, const struct reform *,
    long *ret_gone) NODISCARD;
/* The next RECORD_STEP units; *ret_n: how many there were. */
enum rc reform_record(struct db *, const struct ctx *, const struct reform *,
    long *ret_n) NODISCARD;
#endif
