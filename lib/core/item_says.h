/*
 * item_says.h - what an owner says of an item, as texts: a page's fields, or a
 * line of a file
 *
 * The same texts come out of the catalogue again (item_now), so that what has
 * changed is what differs, and a file that was exported changes nothing.
 */
#ifndef CORE_ITEM_SAYS_H
#define CORE_ITEM_SAYS_H
#include "core/item.h"

enum item_field {
	ITEM_CODE,
	ITEM_NAME,
	ITEM_SHORT,
	ITEM_NAME_EN,
	ITEM_MEASURE,  /* as printed */
	ITEM_DECIMALS, /* "2" */
	ITEM_OVER_UNITS,
	ITEM_WEIGHT, /* code of an item; with over_units mean alone */
	ITEM_OVER_TIME,
	ITEM_BREAKDOWNS, /* "sex, age, sex*age": core/breakdown.h */
	ITEM_DEFINITION,
	ITEM_METHOD,
	ITEM_SOURCE,
	ITEM_OWNER, /* "province/01", "01" where that is one unit; "": nobody */
	ITEM_STATE,
	ITEM_FROM,   /* of its newest version: "2027-01-01"; "": always */
	ITEM_REASON, /* of that version */
	ITEM_FIELDS
};
/* NULL: it says nothing about that. */
struct item_says {
	const char *at[ITEM_FIELDS];
};
/* What each field is. */
struct item_field_def {
	const char *code;  /* in files: "over_units" */
	const char *label; /* in English; tr() it */
	size_t max;        /* characters */
	enum {
		ITEM_IS_ROW,  /* of the item: changes at once */
		ITEM_IS_TEXT, /* of a version: changes at once, or from a day */
		ITEM_IS_MEANING, /* of a version: of an item in use only from a
				    day */
		ITEM_IS_ASIDE    /* goes with the others */
	} kind;
};
extern const struct item_field_def item_field_defs[ITEM_FIELDS];

/* The catalogue's own texts of an item. */
enum rc item_now(struct db *, struct arena *, const struct item *,
    struct item_says *ret) NODISCARD;
/* States and ways to add up, as a file may say them in words: "bình quân". */
const char *item_word(enum item_field, struct arena *, const char *said);
#endif
