/* demo_plan.c - who has sent what by when, in a demonstration */
#include <string.h>
#include "base/date.h"
#include "core/demo_part.h"
#include "core/flow.h"

/* Out of a hundred units, how many stand where, by the lot each has drawn. */
static const struct lot {
	int upto;
	const char *state;
	bool late, corrected;
} below[] = {
	{ 80, ACCEPTED, false, false },
	{ 83, ACCEPTED, false, true },
	{ 87, ACCEPTED, true, false },
	{ 92, SENT, false, false },
	{ 95, RETURNED, false, false },
	{ 98, DRAFT, false, false },
	{ 100, DUE, false, false },
}, above[] = {
	{ 45, ACCEPTED, false, false },
	{ 50, ACCEPTED, false, true },
	{ 65, SENT, false, false },
	{ 74, SENT, true, false },
	{ 82, RETURNED, false, false },
	{ 92, DRAFT, false, false },
	{ 100, DUE, false, false },
}, early[] = { /* its deadline is still to come */
	{ 15, ACCEPTED, false, false },
	{ 40, SENT, false, false },
	{ 75, DRAFT, false, false },
	{ 100, DUE, false, false },
}, settled[] = {
	{ 94, ACCEPTED, false, false },
	{ 97, ACCEPTED, true, false },
	{ 100, ACCEPTED, false, true },
};

static const struct lot *
draw(const struct lot *lots, unsigned long hash)
{
	long drawn = demo_pick(hash, 100);

	while (drawn >= lots->upto)
		lots++;
	return lots;
}

static const struct lot *
lot_of(const struct report *r, const char *at, bool current,
    enum demo_role role)
{
	static const struct lot todo = { 100, DUE, false, false },
				back = { 100, RETURNED, false, false };
	unsigned long h = demo_hash(r->unit_code, r->level,
	    str_eq(r->period, "") ? "" : r->period);

	if (!current)
		return draw(settled, h);
	if (role == DEMO_CHAIN || r->receiver_id == 0)
		return &todo;
	if (role == DEMO_RETURNED)
		return &back;
	if (strcmp(r->due, at) >= 0)
		return draw(early, h);
	return draw(r->below > 0 ? above : below, h);
}

/* A moment of a working day, told as UTC. */
static const char *
moment(struct arena *mem, struct date d, unsigned long hash, int hour)
{
	return str_fmt(mem, "%s %02d:%02ld:%02ld.000000", date_iso(mem, d),
	    hour, demo_pick(hash, 60), demo_pick(hash >> 8, 60));
}

static struct date
earlier(struct date a, struct date b)
{
	return date_cmp(a, b) < 0 ? a : b;
}

/* The day it was first sent: before its deadline, or some days after it. */
static struct date
sent_day(struct date due, struct date last, bool late, unsigned long hash)
{
	if (late)
		return earlier(last,
		    date_add_days(due, 1 + demo_pick(hash, 4)));
	return earlier(earlier(last, due),
	    date_add_days(due, -demo_pick(hash, 4)));
}

void
demo_plan(struct arena *mem, const struct report *r, const char *at,
    bool current, enum demo_role role, struct demo_plan *ret)
{
	const struct lot *lot = lot_of(r, at, current, role);
	unsigned long h = demo_hash(r->unit_code, r->level, r->due);
	struct date due = { 0 }, last = { 0 };

	*ret = (struct demo_plan){ .state = lot->state };
	if (str_eq(lot->state, DUE) || str_eq(lot->state, DRAFT) ||
	    !date_parse(r->due, &due) || !date_parse(at, &last))
		return;
	last = date_add_days(last, -1);
	struct date day = sent_day(due, last, lot->late, h);
	ret->revisions = 1;
	ret->sent[0] = moment(mem, day, h, 2);
	if (str_eq(lot->state, RETURNED) || lot->corrected)
		ret->returned = moment(mem, day, h >> 3, 4);
	if (lot->corrected) {
		ret->revisions = 2;
		day = earlier(last, date_add_days(day, 1));
		ret->sent[1] = moment(mem, day, h >> 5, 6);
	}
	if (str_eq(lot->state, ACCEPTED))
		ret->accepted = moment(mem, day, h >> 7, 8);
}
