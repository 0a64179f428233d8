/* access.c - which role has which right, and how far a right reaches */
#include <string.h>
#include "core/narrow.h"

enum { FAR = 100 };

enum {
	VIEW = 1 << MAY_VIEW,
	ENTER = 1 << MAY_ENTER,
	SEND = 1 << MAY_SEND,
	REVIEW = 1 << MAY_REVIEW,
	SYNTH = 1 << MAY_SYNTH
};

static const struct {
	const char *code, *also, *shown, *does;
	unsigned rights; /* bit (1 << right) */
} roles[ROLE_END] = {
	[ROLE_CLERK] = { "clerk", "reporter", N_("Reporting official"),
	    N_("Types the unit's figures; the head sends them."),
	    VIEW | ENTER | SYNTH },
	[ROLE_HEAD] = { "head", "unit-head", N_("Head of unit"),
	    N_("Sends the unit's reports and decides on those of the units"
	       " directly below."),
	    VIEW | ENTER | SEND | REVIEW | SYNTH },
	[ROLE_REVIEWER] = { "reviewer", "receiver", N_("Receiving official"),
	    N_("Accepts or returns the reports of the units directly below."),
	    VIEW | REVIEW | SYNTH },
	[ROLE_VIEWER] = { "viewer", "leader", N_("Leader (reads)"),
	    N_("Reads the reports and totals of the unit and of all below."),
	    VIEW | SYNTH },
	[ROLE_ADMIN] = { "admin", "administrator", N_("Administrator"),
	    N_("Manages accounts and roles of the unit and of all below."),
	    1u << MAY_ADMIN },
	[ROLE_OWNER] = { "owner", "regime-owner", N_("Regime owner"),
	    N_("Draws up regimes, forms and items."),
	    VIEW | SYNTH | 1u << MAY_OWN },
	[ROLE_SYNTHESISER] = { "synthesiser", "synthesizer",
	    N_("Synthesising official"),
	    N_("Types the unit's own report out of those of the units below."),
	    VIEW | ENTER | SYNTH },
	[ROLE_PUBLISHER] = { "publisher", "publisher", N_("Publisher"),
	    N_("Decides which figures the public sees."),
	    VIEW | 1u << MAY_PUBLISH },
	[ROLE_AUDITOR] = { "auditor", "auditor", N_("Auditor"),
	    N_("Reads the record of who did what; changes nothing."),
	    VIEW | 1u << MAY_AUDIT },
	[ROLE_MACHINE] = { "machine", "system", N_("Other system"),
	    N_("Sends and reads figures with a key; cannot sign in."),
	    VIEW | ENTER },
};

static const struct {
	const char *name, *shown;
} rights[RIGHT_END] = {
	[ANYONE] = { "anyone", N_("what is open to all") },
	[SIGNED_IN] = { "signed-in", N_("what is open to the signed-in") },
	[MAY_VIEW] = { "view", N_("see reports and totals") },
	[MAY_ENTER] = { "enter", N_("type figures") },
	[MAY_SEND] = { "send", N_("send the unit's report") },
	[MAY_REVIEW] = { "review", N_("accept and return reports") },
	[MAY_ADMIN] = { "admin", N_("manage accounts and days off") },
	[MAY_OWN] = { "own", N_("change regimes, forms and items") },
	[MAY_SYNTH] = { "synth", N_("see sums not sent upward yet") },
	[MAY_AUDIT] = { "audit", N_("read the record of acts") },
	[MAY_PUBLISH] = { "publish", N_("publish figures") },
	[CRON] = { "cron", N_("what a key of the installation runs") },
};

static const struct {
	long near, far;
} reach[RIGHT_END] = {
	[MAY_VIEW] = { 0, FAR },
	[MAY_ENTER] = { 0, 0 },
	[MAY_SEND] = { 0, 0 },
	[MAY_REVIEW] = { 1, 1 },
	[MAY_ADMIN] = { 0, FAR },
	[MAY_OWN] = { 0, FAR },
	[MAY_SYNTH] = { 0, FAR },
	[MAY_AUDIT] = { 0, FAR },
	[MAY_PUBLISH] = { 0, FAR },
};

bool
role_has(enum role role, enum right right)
{
	return role > 0 && role < ROLE_END &&
	       (roles[role].rights & 1u << right);
}

bool
role_read(const char *code, enum role *ret)
{
	for (enum role r = 1; r < ROLE_END; r++)
		if (strcmp(roles[r].code, code) == 0 ||
		    strcmp(roles[r].also, code) == 0) {
			*ret = r;
			return true;
		}
	return false;
}

const char *
role_name(enum role role)
{
	return roles[role].code;
}

const char *
role_show(enum role role)
{
	return tr(roles[role].shown);
}

const char *
role_does(enum role role)
{
	return tr(roles[role].does);
}

const char *
right_name(enum right right)
{
	return rights[right].name;
}

const char *
right_show(enum right right)
{
	return tr(rights[right].shown);
}

bool
actor_may(const struct actor *who, enum right right)
{
	if (right == ANYONE)
		return true;
	if (right == SIGNED_IN)
		return who->id != 0;
	if (!narrow_may(who, right))
		return false;
	for (size_t i = 0; i < who->ngrant; i++)
		if (role_has((enum role)who->grants[i].role, right))
			return true;
	return false;
}

bool
actor_may_at(const struct actor *who, enum right right, long unit)
{
	if (!narrow_may(who, right))
		return false;
	for (size_t i = 0; i < who->ngrant; i++)
		if (who->grants[i].unit_id == unit &&
		    role_has((enum role)who->grants[i].role, right))
			return true;
	return false;
}

long
acting_for(const struct actor *who, enum right right, long unit)
{
	long found = 0;

	if (!actor_may_at(who, right, unit))
		unit = 0;
	for (size_t i = 0; i < who->ngrant; i++) {
		const struct grant *g = &who->grants[i];
		if ((unit != 0 && g->unit_id != unit) ||
		    !role_has((enum role)g->role, right))
			continue;
		if (g->for_id == 0 || (found != 0 && g->for_id != found))
			return 0;
		found = g->for_id;
	}
	return found;
}

const struct ctx *
acting(const struct ctx *ctx, enum right right, long unit)
{
	long behalf =
	    ctx->actor == NULL ? 0 : acting_for(ctx->actor, right, unit);

	if (ctx->actor == NULL || behalf == ctx->actor->behalf)
		return ctx;
	struct ctx *ret = arena_alloc(ctx->mem, sizeof *ret);
	struct actor *who = arena_alloc(ctx->mem, sizeof *who);
	*who = *ctx->actor;
	who->behalf = behalf;
	*ret = *ctx;
	ret->actor = who;
	return ret;
}

long
access_roles(enum right right)
{
	long mask = 0;

	for (enum role r = 1; r < ROLE_END; r++)
		if (role_has(r, right))
			mask |= 1L << r;
	return mask;
}

long
access_near(enum right right)
{
	return reach[right].near;
}

long
access_far(enum right right)
{
	return reach[right].far;
}
