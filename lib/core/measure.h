/*
 * measure.h - units of measure: which figures may be added, and by what factor
 *
 * Measures of one dimension measure the same thing: dong, million dong and
 * billion dong are "vnd" with the factors 1, 1,000,000 and 1,000,000,000, so a
 * figure in one of them is figure * factor / factor of the other one in the
 * other.  Things that are counted (petitions, cases, people) are a dimension
 * each: 3 petitions and 2 people are not 5 of anything.
 *
 * The table is data: sql/seed/measure.csv, and what forms brought along.  What
 * a form has printed and the table does not know becomes a row with the
 * dimension "" (not known): nothing can be said about adding it until an owner
 * has said what it is.
 */
#ifndef CORE_MEASURE_H
#define CORE_MEASURE_H
#include "base/ctx.h"
#include "base/findings.h"
struct dec;
struct db;

struct measure {
	const char *code;      /* "trieu-dong" */
	const char *name;      /* as printed: "triệu đồng" */
	const char *name_en;   /* "million dong" */
	const char *dimension; /* "vnd"; "": not known */
	const char *factor;    /* canonical decimal, above zero */
	const char *key;       /* of the name: what is printed is found by it */
};
/* The dimension of plain numbers: a ratio of two amounts of one thing is one.
 */
#define MEASURE_PLAIN "ratio"
struct measures {
	struct measure *at;
	size_t n;
};
/* The whole table, by dimension, then factor. */
enum rc measures_load(struct db *, struct measures *ret) NODISCARD;
/*
 * The one a printed text means, whatever its case and wherever its tone marks
 * stand ("Tỉ đồng" is not found: another spelling is a row of its own).  NULL:
 * there is none, or nothing is printed.
 */
const struct measure *measure_of(struct arena *, const struct measures *,
    const char *printed);

enum measure_fit {
	FIT_SAME,    /* one measure, or two names of one */
	FIT_FACTOR,  /* the same thing, counted in other amounts */
	FIT_OTHER,   /* different things: adding them means nothing */
	FIT_UNKNOWN, /* one of them is not known: nothing can be said */
};
/* How two figures go together; either may be NULL (not known). */
enum measure_fit measure_fit(struct arena *, const struct measure *,
    const struct measure *);
/* What a figure in a is multiplied by to be in b; NULL unless they fit. */
const struct dec *measure_factor(struct arena *, const struct measure *a,
    const struct measure *b);
/*
 * Rows for those of n printed texts that the table does not know ("" and NULL
 * are skipped); in the transaction that is open.
 */
enum rc measures_meet(struct db *, struct arena *, const char *const *printed,
    size_t n) NODISCARD;
/*
 * An owner's: name, name_en (may be empty), dimension, factor (as typed).  A
 * name that is there with the dimension "" is explained by it; E_INVALID with
 * findings at the members' names, also for a name that is known.
 */
enum rc measure_add(struct db *, const struct ctx *, const struct measure *,
    struct findings *) NODISCARD;
#endif
