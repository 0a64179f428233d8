/* day_typed.c - days and decisions as people type them: core/standing.h */
#include <string.h>
#include "base/date.h"
#include "base/utf8.h"
#include "core/standing.h"

enum { DECISION_MAX = 200 };

static bool
parse(const char *typed, struct date *ret)
{
	return date_parse_vi(typed, ret) || date_parse(typed, ret);
}

bool
day_typed(const struct ctx *ctx, const char *typed, const char *where,
    struct findings *f, const char **ret)
{
	struct date day;

	*ret = ctx->today;
	if (str_empty(typed))
		return true;
	if (!parse(typed, &day)) {
		finding(f, where,
		    _("%s is no date: type day/month/year, as 01/07/2026."),
		    typed);
		return false;
	}
	*ret = date_iso(ctx->mem, day);
	if (strcmp(*ret, ctx->today) >= 0)
		return true;
	finding(f, where,
	    _("This day is over: rights are given and ended from today on or"
	      " later."));
	return false;
}

bool
last_day_typed(const struct ctx *ctx, const char *typed, const char *from,
    const char *where, struct findings *f, const char **ret)
{
	struct date day;

	*ret = DATE_MAX;
	if (str_empty(typed))
		return true;
	if (!parse(typed, &day)) {
		finding(f, where,
		    _("%s is no date: type day/month/year, as 01/07/2026."),
		    typed);
		return false;
	}
	*ret = date_iso(ctx->mem, date_add_days(day, 1));
	if (strcmp(from, *ret) < 0 && strcmp(ctx->today, *ret) < 0)
		return true;
	finding(f, where,
	    _("The last day lies before the first one, or is over."));
	return false;
}

bool
decision_typed(const char *decision, bool needed, struct findings *f)
{
	if (utf8_blank(decision)) {
		if (!needed)
			return true;
		finding(f, "decision",
		    _("Please give the number and date of the decision."));
		return false;
	}
	if (utf8_len(decision) <= DECISION_MAX)
		return true;
	finding(f, "decision", _("This text is longer than %zu characters."),
	    (size_t)DECISION_MAX);
	return false;
}
