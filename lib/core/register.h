/*
 * register.h - lists of things that forms refer to: industrial zones, schools
 *
 * A register has a code, names for its attributes, and entries: code, label,
 * attributes, valid [from, to).  A column of type lookup takes an entry's code;
 * a text column may show an attribute of the entry chosen beside it.  Reports
 * see the entries that are valid on the last day of their window; what was sent
 * keeps the label it was sent with (core/revision.h).
 *
 * Entries are never deleted, since reports name them: they end on a day.
 */
#ifndef CORE_REGISTER_H
#define CORE_REGISTER_H
#include "base/findings.h"
#include "core/access.h"

enum {
	REGISTER_ENTRIES = 20000, /* of one register, on one day */
	REGISTER_ATTRS = 20,
	REGISTER_SUGGEST = 1000 /* so many are put into a page for choosing */
};

struct register_entry {
	const char *code, *label;
	const char *attrs; /* JSON: {"dia_ban":"Hà Nội"} */
	const char *valid_from, *valid_to;
	bool twin; /* of register_on(): another one has the same label */
};
struct register_entries {
	struct register_entry *at; /* by code */
	size_t n;
};
struct register_row {
	long id, unit_id; /* the owner's unit */
	const char *code, *name_vi, *name_en,
	    *attrs; /* "dia_ban:Địa bàn|..." */
	const char *unit;
	long entries, version;
};
struct register_rows {
	struct register_row *at;
	size_t n;
};

/* The entries valid on that day; none at all if there is no such register. */
enum rc register_on(struct db *, const char *code, const char *day,
    struct register_entries *ret) NODISCARD;
/* The entry of that code, or NULL. */
const struct register_entry *register_get(const struct register_entries *,
    const char *code);
/*
 * What a person typed or pasted: a code, a label ("hoà" is "hòa"), or
 * "label (code)"; NULL if it is none, or a label that several entries have.
 */
const struct register_entry *register_match(struct arena *,
    const struct register_entries *, const char *typed);
/* As an entry of register_on() is offered for choosing: "label", or
 * "label (code)" where several have that label. */
const char *register_offer(struct arena *, const struct register_entries *,
    size_t i);
/* An attribute of an entry, "" if it has none. */
const char *register_attr(struct arena *, const struct register_entry *,
    const char *name);

/* All registers, by code; what everybody may see. */
enum rc register_list(struct db *, struct register_rows *ret) NODISCARD;
/* E_NOTFOUND if there is none. */
enum rc register_find(struct db *, const char *code,
    struct register_row *ret) NODISCARD;
/* Entries whose code or label has these words ("" for all), by code. */
enum rc register_search(struct db *, long id, const char *words, long limit,
    long offset, struct register_entries *ret, long *ret_all) NODISCARD;

/* Entries for choosing that have these words, at most so many, by label. */
enum rc register_suggest(struct db *, const char *code, const char *day,
    const char *words, long limit, struct register_entries *ret) NODISCARD;
/* As a CSV file that register_load() takes. */
void register_csv(struct arena *, const struct register_row *,
    const struct register_entries *, struct buf *out);

/*
 * Load a CSV file, or a workbook's first sheet: columns code, label, one per
 * attribute, and from, to if wanted (a day, empty: always).  Entries of the
 * same code and from are changed, others added, none removed.  The register is
 * made if there is none and names are given; without an actor (command line,
 * seed) the right is not asked for.  Otherwise: MAY_OWN on the register's unit,
 * else E_INVALID with a finding, since everybody sees all registers.
 */
struct register_load {
	const char *code, *name_vi, *name_en; /* names: NULL keeps them */
	long unit_id;     /* of a new one; 0: the top of the country */
	const char *path; /* as findings name the file */
	const char *at;
	size_t len;
};
struct register_done {
	long id, added, changed;
};
enum rc register_load(struct db *, const struct ctx *,
    const struct register_load *, struct findings *,
    struct register_done *ret) NODISCARD;
/* Let an entry end on a day (or begin to be valid again: DATE_MAX). */
enum rc register_end(struct db *, const struct ctx *, const char *code,
    const char *entry, const char *from, const char *to,
    struct findings *) NODISCARD;
#endif
