/* unit_typed.c - the one unit that somebody means who types a few letters */
#include <string.h>
#include "core/unit.h"
#include "core/unit_typed.h"

/* Codes are ASCII; nothing else is compared with them. */
static bool
is_code(const char *s)
{
	for (; *s != '\0'; s++)
		if ((unsigned char)*s >= 0x80)
			return false;
	return true;
}

enum rc
unit_typed(struct db *db, const struct ctx *ctx, const char *typed,
    const char *day, struct findings *f, long *ret)
{
	const char *slash = strchr(typed, '/');
	struct arena *mem = ctx->mem;
	struct units all = { 0 };

	*ret = 0;
	if (slash != NULL && is_code(typed))
		TRY(unit_by_code(db,
		    str_ndup(mem, typed, (size_t)(slash - typed)), slash + 1,
		    day, &all));
	else if (is_code(typed))
		TRY(unit_by_code(db, NULL, typed, day, &all));
	if (all.n == 0)
		TRY(unit_find(db, mem, typed, day, &all));
	if (all.n == 1)
		*ret = all.at[0].id;
	else if (all.n == 0)
		finding(f, "unit", _("There is no unit \"%s\" on that day."),
		    typed);
	else
		finding(f, "unit",
		    _("There are several units like that: write %s/%s for"
		      " %s."),
		    all.at[0].level, all.at[0].code, all.at[0].name);
	return OK;
}
