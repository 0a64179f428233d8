/* library_part.h - what the files of the form library share */
#ifndef CORE_LIBRARY_PART_H
#define CORE_LIBRARY_PART_H
#include "core/library.h"

enum { PACKAGE_MAX = 2 << 20 };

/* What a package says of an item: as attributes, or as lines of text. */
struct library_field {
	enum item_field field;
	const char *name;
	bool text;
};
enum { LIBRARY_FIELDS = 13 };
extern const struct library_field library_fields[LIBRARY_FIELDS];

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
