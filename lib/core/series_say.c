/* series_say.c - the words of a series, and why figures cannot be told */
#include "base/date.h"
#include "core/series_part.h"

static const struct {
	const char *name, *shown;
} readings[SERIES_END] = {
	[SERIES_AS_WAS] = { "as-was", N_("As it was") },
	[SERIES_NOW] = { "now", N_("As it is now") },
	[SERIES_RESTATED] = { "restated", N_("Restated") },
};
static const struct {
	const char *name, *shown;
} states[] = {
	[SERIES_REPORTED] = { "reported", N_("reported") },
	[SERIES_COMPUTED] = { "computed", N_("made of others") },
	[SERIES_PARTLY] = { "partly", N_("made of others, incomplete") },
	[SERIES_NOT] = { "not", N_("cannot be told") },
};

bool
series_reading_read(const char *name, enum series_reading *ret)
{
	for (enum series_reading r = 0; r < SERIES_END; r++)
		if (str_eq(readings[r].name, name)) {
			*ret = r;
			return true;
		}
	return false;
}

const char *
series_reading_name(enum series_reading r)
{
	return readings[r].name;
}

const char *
series_reading_show(enum series_reading r)
{
	return tr(readings[r].shown);
}

const char *
series_state_name(enum series_state s)
{
	return states[s].name;
}

const char *
series_state_show(enum series_state s)
{
	return tr(states[s].shown);
}

/* Everything that the old unit became that day: "Xã A, Xã B". */
static const char *
became(const struct series_world *w, const struct series_link *l)
{
	struct buf b = { .mem = w->mem, .max = 2000 };

	for (size_t i = 0; i < w->nlink; i++)
		if (w->link[i].old_id == l->old_id &&
		    str_eq(w->link[i].on_date, l->on_date))
			buf_fmt(&b, "%s%s", b.len > 0 ? ", " : "",
			    w->link[i].new_name);
	return b.at == NULL ? l->new_name : b.full ? "…" : b.at;
}

static const char *
why_part(const struct series_world *w, enum series_reading reading,
    const struct series_link *l, enum over over)
{
	const char *day = date_show(w->mem, l->on_date);

	if (l->share != NULL && reading == SERIES_NOW)
		return str_fmt(w->mem,
		    _("On %s only a part of %s went to %s: read it restated,"
		      " by the share that was set."),
		    day, l->old_name, l->new_name);
	if (l->share != NULL && over != OVER_SUM)
		return str_fmt(w->mem,
		    _("On %s %s was divided among %s; figures of this item are"
		      " not added up over units (%s), so that there are no"
		      " shares of them."),
		    day, l->old_name, became(w, l), over_show(over));
	return str_fmt(w->mem,
	    _("On %s %s was divided among %s, and no share of this item was"
	      " set: how much of its figures belongs to %s is not known."),
	    day, l->old_name, became(w, l), l->new_name);
}

const char *
series_why_link(const struct series_world *w, enum series_reading reading,
    const struct series_link *l, enum over over)
{
	const char *day = date_show(w->mem, l->on_date);

	if (str_eq(l->relation, "partial") || l->share != NULL)
		return why_part(w, reading, l, over);
	if (str_eq(l->relation, "unknown"))
		return str_fmt(w->mem,
		    _("The sources do not say how much of %s went to %s on"
		      " %s."),
		    l->old_name, l->new_name, day);
	return str_fmt(w->mem,
	    _("The sources contradict each other about what became of %s on"
	      " %s: %s."),
	    l->old_name, day, became(w, l));
}

const char *
series_as(struct arena *mem, const struct series_point *p)
{
	return p->as == NULL ?
		   NULL :
		   str_fmt(mem,
		       _("Reported as %s, which was declared the same item."),
		       p->as);
}

const char *
series_why_mixed(struct arena *mem)
{
	return str_fmt(mem, "%s",
	    _("Its figures were reported under items that are the same today,"
	      " and were put together in different ways then: of several units'"
	      " none can be made."));
}

const char *
series_why_over(struct arena *mem, enum over over, const char *units)
{
	if (over == OVER_MEAN)
		return str_fmt(mem,
		    _("Its figures are means without a weight: of those of"
		      " several units (%s) no mean can be made."),
		    units);
	return str_fmt(mem,
	    _("Its figures are not put together over units (%s): of those of"
	      " several (%s) none can be made."),
	    over_show(over), units);
}

const char *
series_why_moved(struct arena *mem, const struct series_move *m, enum over over)
{
	const char *day = date_show(mem, m->to);

	if (m->sign == 0)
		return str_fmt(mem,
		    _("On %s a part of %s went to %s, out of one superior's"
		      " units into another's: how much of its figures is not"
		      " known."),
		    day, m->name, m->other);
	if (m->sign < 0)
		return str_fmt(mem,
		    _("%s stood below it until %s; figures of this item are"
		      " not added up (%s), so that it cannot be taken out."),
		    m->name, day, over_show(over));
	return str_fmt(mem,
	    _("%s stood below another unit until %s; figures of this item are"
	      " not added up (%s), so that it cannot be put in."),
	    m->name, day, over_show(over));
}
