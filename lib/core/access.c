/* access.c - which role has which right, and how far a right reaches */
#include <string.h>
#include "core/access.h"

enum { FAR = 100 };

static const struct {
	const char *code, *shown;
	unsigned rights; /* bit (1 << right) */
} roles[ROLE_END] = {
	[ROLE_CLERK] = { "clerk", N_("Reporting official"),
	    1u << MAY_VIEW | 1u << MAY_ENTER },
	[ROLE_HEAD] = { "head", N_("Head of unit"),
	    1u << MAY_VIEW | 1u << MAY_ENTER | 1u << MAY_SEND |
		1u << MAY_REVIEW },
	[ROLE_REVIEWER] = { "reviewer", N_("Receiving official"),
	    1u << MAY_VIEW | 1u << MAY_REVIEW },
	[ROLE_VIEWER] = { "viewer", N_("Viewer"), 1u << MAY_VIEW },
	[ROLE_ADMIN] = { "admin", N_("Administrator"), 1u << MAY_ADMIN },
	[ROLE_OWNER] = { "owner", N_("Regime owner"),
	    1u << MAY_VIEW | 1u << MAY_OWN },
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
		if (strcmp(roles[r].code, code) == 0) {
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

bool
actor_may(const struct actor *who, enum right right)
{
	if (right == ANYONE)
		return true;
	if (right == SIGNED_IN)
		return who->id != 0;
	for (size_t i = 0; i < who->ngrant; i++)
		if (role_has((enum role)who->grants[i].role, right))
			return true;
	return false;
}

bool
actor_may_at(const struct actor *who, enum right right, long unit)
{
	for (size_t i = 0; i < who->ngrant; i++)
		if (who->grants[i].unit_id == unit &&
		    role_has((enum role)who->grants[i].role, right))
			return true;
	return false;
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
