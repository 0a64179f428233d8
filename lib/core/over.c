/* over.c - how figures of several units make one */
#include "base/ctx.h"
#include "core/over.h"

static const struct {
	const char *name, *shown;
} overs[] = {
	[OVER_NONE] = { "none", N_("not added up") },
	[OVER_SUM] = { "sum", N_("sum") },
	[OVER_MEAN] = { "mean", N_("mean") },
	[OVER_MAX] = { "max", N_("largest") },
	[OVER_LAST] = { "last", N_("last") },
};

bool
over_read(const char *name, enum over *ret)
{
	for (size_t i = 0; i < COUNT(overs); i++)
		if (str_eq(overs[i].name, name)) {
			*ret = (enum over)i;
			return true;
		}
	return false;
}

const char *
over_name(enum over over)
{
	return overs[over].name;
}

const char *
over_show(enum over over)
{
	return tr(overs[over].shown);
}

static const struct dec *
plus(struct arena *mem, const struct dec *a, const struct dec *b)
{
	return a == NULL ? b : dec_add(mem, a, b);
}

static void
mean_add(struct arena *mem, struct gather *g, const struct dec *value,
    const struct dec *weight)
{
	if (!g->weighted)
		weight = dec_long(mem, 1);
	if (weight == NULL)
		return;
	g->value = plus(mem, g->value, dec_mul(mem, value, weight));
	g->weight = plus(mem, g->weight, weight);
}

static bool
is_later(struct over_sent a, struct over_sent b)
{
	return a.at != b.at ? a.at > b.at : a.revision_id > b.revision_id;
}

void
gather_add(struct arena *mem, struct gather *g, const struct dec *value,
    const struct dec *weight, struct over_sent sent)
{
	if (value == NULL || g->over == OVER_NONE)
		return;
	switch (g->over) {
	case OVER_MEAN:
		mean_add(mem, g, value, weight);
		return;
	case OVER_MAX:
		if (g->value == NULL || dec_cmp(value, g->value) > 0)
			g->value = value;
		return;
	case OVER_LAST:
		if (g->value == NULL || is_later(sent, g->sent)) {
			g->value = value;
			g->sent = sent;
		}
		return;
	default:
		g->value = plus(mem, g->value, value);
	}
}

const struct dec *
gather_value(struct arena *mem, const struct gather *g)
{
	if (g->over != OVER_MEAN || g->value == NULL)
		return g->value;
	return dec_div(mem, g->value, g->weight);
}
