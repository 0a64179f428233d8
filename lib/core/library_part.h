/* library_part.h - what the files of the form library share */
#ifndef CORE_LIBRARY_PART_H
#define CORE_LIBRARY_PART_H
#include "core/library.h"
struct xml;

enum { PACKAGE_MAX = 2 << 20 };

/* What a package says of an item: as attributes, or as lines of text. */
struct library_field {
	enum item_field field;
	const char *name;
	bool text;
};
enum { LIBRARY_FIELDS = 15 };
extern const struct library_field library_fields[LIBRARY_FIELDS];

/* Children of that name, one a line; "" when there is none. */
const char *library_texts(struct arena *, struct xml *, const char *name);
/* All of a package but whose its key is: a pure function, as library_read(). */
enum rc library_parse(struct arena *, const char *xml, size_t len,
    struct findings *, struct library_package *ret) NODISCARD;
/* Meanings of items, and versions of the regime; what is wrong is a finding. */
void library_read_past(struct arena *, struct xml *root, struct findings *,
    struct library_package *);
/* One meaning more in a package. */
void library_write_past(struct arena *, struct xml *item,
    const struct item_version *);
/* library_history.c: what an item meant, beside what it meant here. */
enum rc library_past_compare(struct db *, const struct ctx *,
    const struct item_plan *, const struct library_past *,
    struct library_lines *) NODISCARD;
enum rc library_past_store(struct db *, const struct ctx *, const char *item,
    const struct library_past *) NODISCARD;
/* library_around.c: dimensions beside those that are here, to which those that
 * would come are added; measures and dimensions applied. */
enum rc library_dimensions(struct db *, const struct ctx *,
    const struct library_package *, struct breakdowns *all,
    struct library_lines *) NODISCARD;
enum rc library_around(struct db *, const struct ctx *,
    const struct library_package *, struct findings *) NODISCARD;

/* Sign with this installation's key; it is made when there is none. */
enum rc library_seal(struct db *, const struct ctx *, const char *text,
    const char **ret_key, const char **ret_signature) NODISCARD;
/* A key by its name, from now on; or another name for one that is known. */
enum rc library_key_add(struct db *, const struct ctx *, const char *public,
    const char *name, bool own) NODISCARD;
/* May the actor change that regime?  E_NOTFOUND: there is none. */
enum rc library_mine(struct db *, const struct ctx *, const char *regime,
    bool *ret) NODISCARD;
/* One more line of a comparison. */
void library_line(struct library_lines *, const char *kind, const char *name,
    enum library_act, const char *was, const char *is);
/* Every form version: columns and rows by their codes. */
enum rc library_forms(struct db *, long regime_id, const struct regime_file *,
    struct library_lines *) NODISCARD;
#endif
