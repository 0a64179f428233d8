/*
 * reform_file.h - the plan of a reform as a file (its columns: reform.h)
 *
 * CSV (UTF-8, RFC 4180) or XLSX, the first sheet.  Reading checks what can be
 * seen without the country's units: words, codes, numbers, which columns an act
 * needs; every finding stands at a line, "FILE:7".
 */
#ifndef CORE_REFORM_FILE_H
#define CORE_REFORM_FILE_H
#include "base/ctx.h"
#include "base/findings.h"

enum reform_act {
	REFORM_RENAME,
	REFORM_RETYPE,
	REFORM_MOVE,
	REFORM_MERGE,
	REFORM_SPLIT,
	REFORM_NEW,
	REFORM_ENDS,
	REFORM_ABOLISH,
	REFORM_GIVE,   /* no unit: a person's rights */
	REFORM_RIGHTS, /* nor these: what becomes of what is left open */
	REFORM_DUTIES,
	REFORM_ACTS
};
bool reform_act_read(const char *, enum reform_act *ret);
const char *reform_act_name(enum reform_act); /* "merge" */
const char *reform_act_show(enum reform_act); /* in the language in force */

/* Empty cells are "", never NULL. */
struct reform_row {
	long line; /* of the file */
	enum reform_act act;
	const char *unit, *became, *level, *name, *parent;
	const char *share, *item, *scheme, *in_line, *note;
};
struct reform_plan {
	const char *name; /* of the file, as findings call it */
	const char *sha;  /* of its rows: the same plan, the same text */
	struct reform_row *at;
	size_t n;
};
enum {
	REFORM_ROWS = 50000,
	REFORM_BYTES = 8 << 20,
	REFORM_NOTE = 500 /* characters */
};
/* False with findings. */
bool reform_plan_read(struct arena *, const char *name, const char *bytes,
    size_t len, struct findings *, struct reform_plan *ret);
/* Its sha, of a plan that was made and not read. */
void reform_plan_seal(struct arena *, struct reform_plan *);
/* As a file that reads the same. */
void reform_plan_csv(struct buf *, const struct reform_plan *);
#endif
