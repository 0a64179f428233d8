/* validity.c - from when to when something holds, in words */
#include "base/date.h"
#include "core/validity.h"

const char *
validity_show(struct arena *mem, const char *from, const char *to)
{
	if (str_eq(to, DATE_MAX))
		return str_eq(from, DATE_MIN) ?
			   _("always") :
			   str_fmt(mem, _("from %s"), date_show(mem, from));
	const char *last = date_show(mem, date_last(mem, to));
	if (str_eq(from, DATE_MIN))
		return str_fmt(mem, _("until %s"), last);
	return str_fmt(mem, "%s – %s", date_show(mem, from), last);
}
