/* unit_typed.c - the one unit that somebody means who types a few letters */
#include <string.h>
#include "base/date.h"
#include "base/utf8.h"
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

const char *
unit_typed_show(struct arena *mem, const char *name, const char *code)
{
	return str_fmt(mem, "%s (%s)", name, code);
}

/* "Phường Ba Đình (00004)": those of that code which have that name. */
static enum rc
by_both(struct db *db, struct arena *mem, const char *typed, const char *day,
    struct units *ret)
{
	const char *open = strrchr(typed, '(');
	size_t n = 0;

	if (open == NULL || strchr(open, ')') == NULL)
		return OK;
	TRY(unit_by_code(db, NULL,
	    str_ndup(mem, open + 1, strcspn(open + 1, ")")), day, ret));
	const char *key = utf8_key(mem, typed, false);
	for (size_t i = 0; i < ret->n; i++)
		if (str_eq(key, utf8_key(mem,
				    unit_typed_show(mem, ret->at[i].name,
					ret->at[i].code),
				    false)))
			ret->at[n++] = ret->at[i];
	ret->n = n;
	return OK;
}

/* The first few of several, each as it can be typed. */
static const char *
some_of(struct arena *mem, const struct units *all)
{
	enum { SOME = 3 };
	const char *s = "";

	for (size_t i = 0; i < all->n && i < SOME; i++)
		s = str_fmt(mem, "%s%s%s", s, i == 0 ? "" : ", ",
		    unit_typed_show(mem, all->at[i].name, all->at[i].code));
	return all->n > SOME ? str_fmt(mem, "%s …", s) : s;
}

enum rc
unit_typed_all(struct db *db, struct arena *mem, const char *typed,
    const char *day, struct units *ret)
{
	const char *slash = strchr(typed, '/');

	*ret = (struct units){ 0 };
	if (slash != NULL && is_code(typed))
		TRY(unit_by_code(db,
		    str_ndup(mem, typed, (size_t)(slash - typed)), slash + 1,
		    day, ret));
	else if (is_code(typed))
		TRY(unit_by_code(db, NULL, typed, day, ret));
	if (ret->n == 0)
		TRY(by_both(db, mem, typed, day, ret));
	return ret->n > 0 ? OK : unit_find(db, mem, typed, day, ret);
}

enum rc
unit_typed(struct db *db, const struct ctx *ctx, const char *typed,
    const char *day, struct findings *f, long *ret)
{
	struct arena *mem = ctx->mem;
	struct units all;

	*ret = 0;
	TRY(unit_typed_all(db, mem, typed, day, &all));
	if (all.n == 1)
		*ret = all.at[0].id;
	else if (all.n == 0)
		finding(f, "unit", _("There is no unit \"%s\" on %s."), typed,
		    date_show(mem, day));
	else
		finding(f, "unit",
		    _("There are several units like that: write the name with"
		      " the code, as %s."),
		    some_of(mem, &all));
	return OK;
}
