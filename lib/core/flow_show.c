/* flow_show.c - words for states and acts; no statements */
#include "core/flow.h"

struct word {
	const char *code, *shown;
};
static const struct word states[] = {
	{ DUE, N_("Not begun") },
	{ DRAFT, N_("Draft") },
	{ SENT, N_("Sent") },
	{ RETURNED, N_("Returned") },
	{ ACCEPTED, N_("Accepted") },
	{ CLOSED, N_("Closed") },
};
static const struct word acts[] = {
	{ "save", N_("Saved") },
	{ "send", N_("Sent") },
	{ "return", N_("Returned") },
	{ "accept", N_("Accepted") },
	{ "extend", N_("Deadline extended") },
	{ "carried", N_("Goes on under the new unit") },
	{ "rerouted", N_("Goes to another superior") },
	{ "closed", N_("Closed") },
};

static const char *
show(const struct word *words, size_t n, const char *code)
{
	for (size_t i = 0; i < n; i++)
		if (str_eq(words[i].code, code))
			return tr(words[i].shown);
	return code;
}

const char *
flow_state_show(const char *state)
{
	return show(states, COUNT(states), state);
}

const char *
flow_act_show(const char *act)
{
	return show(acts, COUNT(acts), act);
}
