/*
 * design.h - a form while it is being drawn: operations on its XML
 *
 * A draft of a form is its <form> element (sql/seed/form/regime.rng), one
 * element a line; it may still be wrong in any way that this schema's elements
 * can be wrong.  Here it is a tree that operations change; nothing reads or
 * writes a database, so a page, a test and the command line do the same.
 *
 * Places name what an operation works on, and what a finding is about:
 *     form      the title block and all that belongs to the whole
 *     c3        column 3: indices of printed columns, labels included, from 0,
 *               as cols[] of struct form
 *     g2        merged head 2: <group>s of columns as they come in the XML
 *     r7        row 7: rows and headings as they come, as rows[] of struct form
 *     r7c3      their cell
 *     k1        check 1 of the form's <checks>
 * A place holds for one version of a draft: operations say where their element
 * went.
 *
 * What cannot be done is a finding at the place, in a sentence that says what
 * to do instead; the tree may be half changed then and is thrown away.
 */
#ifndef CORE_DESIGN_H
#define CORE_DESIGN_H
#include "base/findings.h"
#include "base/num.h"
#include "io/xml.h"

/*
 * What an importer was not sure of.  It stays with its element, wherever that
 * goes, until the owner has looked at it (DESIGN_SETTLE) or taken it away.
 * As JSON: [{"place":"c5","source":"G7","text":"..."}].
 */
struct doubt {
	const char *place;
	const char *source; /* a cell of the template, "G7"; NULL: none */
	const char *text;   /* a whole sentence */
	bool remark;        /* worth a look; the form may be used as it is */
	struct xml *at;     /* what it is about: set by design_read() */
	struct xml *col;    /* of a cell: its column */
};
struct design {
	struct arena *mem;
	struct xml *form, *columns, *rows; /* never NULL */
	struct xml *checks;                /* of the form; NULL: none */
	bool fixed; /* rows are listed here: no units, no free list */
	bool list;  /* a free list */
	struct doubt *doubts;
	size_t ndoubt;
};

/* A form with one label column, one column for figures and one row. */
const char *design_blank(struct arena *, const char *number);
/*
 * The text of a draft, or a form's canonical XML.  False, with findings, if it
 * is no XML, or not that of a form; doubts may be NULL.
 */
bool design_read(struct arena *, const char *xml, const char *doubts,
    struct findings *, struct design *ret);
/* The text again; NULL for doubts when there are none.  E_LIMIT: too large. */
enum rc design_write(struct design *, const char **ret_xml,
    const char **ret_doubts) NODISCARD;
/* Of the title block, "" where it is not there. */
const char *design_title(const struct design *);
const char *design_label(const struct design *); /* of the version */

/* ---- places */
struct place {
	enum place_kind {
		PLACE_NONE, /* there is no such place */
		PLACE_FORM,
		PLACE_COLUMN,
		PLACE_LABEL, /* a column too, of labels: c0 */
		PLACE_HEAD,  /* a merged head: <group> in columns */
		PLACE_ROW,
		PLACE_HEADING, /* <group> in rows */
		PLACE_SUM,     /* <subtotal> */
		PLACE_CELL,
		PLACE_CHECK
	} kind;
	struct xml *at;  /* the form, column, head, row; of a cell its row */
	struct xml *col; /* of a cell: its column */
};
struct place design_at(const struct design *, const char *place);
/* The name of a place; "form" for what is not in the table. */
const char *design_place(const struct design *, const struct xml *at,
    const struct xml *col);
/*
 * The place in another version of the draft that has the same code (of a merged
 * head: the same text); NULL: it is not there, or not for certain.
 */
const char *design_same_place(const struct design *was, const char *place,
    const struct design *is);
/* "Column 5", "Row 2.1", "Row 2.1, column 5", "The form": for people. */
const char *design_where(const struct design *, struct place);

/*
 * ---- operations
 *
 * An operation has a name, a place, and what else its form on the page says.
 * Codes that run through (1, 2, 3 ...; 1, 1.1, 1.2, 2 ...; I, II ...) run
 * through afterwards as well, and formulas follow: what read column 6 reads the
 * same column under its new number, and a range that a column comes into or
 * leaves has one more or one less.  What a formula names cannot be deleted.
 */
struct design_value {
	const char *name, *value; /* of a property; as typed */
};
struct design_act {
	const char *op; /* the name of one of design_ops */
	const char *place;
	const char *to;   /* of merge and total: up to there; or NULL */
	const char *text; /* of merge: the head; of paste: the lines */
	const struct design_value *set; /* of set */
	size_t nset;
	enum num_lang lang; /* how figures are typed */
};
struct design_op {
	const char *name;
	const char *label; /* N_("..."), of its button */
	unsigned kinds;    /* bit (1 << place_kind): where it can be done */
	bool codes;        /* codes and formulas follow */
	bool (*run)(struct design *, const struct design_act *, struct place *,
	    struct findings *);
};
extern const struct design_op design_ops[];
extern const size_t design_nop;
const struct design_op *design_op(const char *name);
/*
 * Do it.  ret_place: where to look afterwards; ret_detail: what it was done to,
 * in words, for the history.  False, with findings at the place (of "set", at
 * the property's name): throw the design away.
 */
bool design_do(struct design *, const struct design_act *, struct findings *,
    const char **ret_place, const char **ret_detail);

/* ---- properties: what the operation "set" can set */
enum design_type {
	DESIGN_TEXT,
	DESIGN_LINES,   /* one or more lines */
	DESIGN_OPTIONS, /* lines "1 = Label | English label" */
	DESIGN_CODE,
	DESIGN_COLUMN, /* code of another column */
	DESIGN_CODES,  /* codes with blanks between */
	DESIGN_NAME,   /* a code of something else: letters, digits, . _ - */
	DESIGN_MARK,   /* of a note */
	DESIGN_WORD,   /* one of words */
	DESIGN_YES,
	DESIGN_NUMBER,
	DESIGN_LONG,
	DESIGN_PATTERN,
	DESIGN_FORMULA,
	DESIGN_CHECK,
	DESIGN_ITEM
};
struct design_prop {
	const char *name;
	unsigned kinds; /* bit (1 << place_kind): what has it */
	enum design_type type;
	const char *label, *help; /* N_("...") */
	long max;                 /* characters, or the greatest number */
	const struct design_word *words; /* NULL ends */
};
struct design_word {
	const char *name, *label; /* as in the XML; N_("...") */
};
extern const struct design_prop design_props[];
extern const size_t design_nprop;
/* Does it mean anything there, with the type that it has? */
bool design_prop_fits(const struct design *, struct place,
    const struct design_prop *);
/* What it is now, as one would type it; "" if it is not set. */
const char *design_prop_get(const struct design *, struct place,
    const struct design_prop *, enum num_lang);

/*
 * ---- what is wrong
 *
 * Everything that keeps the draft from being published, each at its place, in
 * words for those who draw forms; what core/form_read.c says about a line is
 * said at the place that the line stands for.  True: it can be published, and
 * *ret_form, if asked for, is the form.
 */
struct form;
bool design_check(struct design *, struct findings *, struct form *ret_form);

#endif
