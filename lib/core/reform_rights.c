/* reform_rights.c - who may do what for the units that come after */
#include <stdlib.h>
#include <string.h>
#include "base/date.h"
#include "core/access.h"
#include "core/reform_part.h"
#include "io/db.h"

struct grant_rec {
	long access_id, person_id, unit_id, role, for_id;
	const char *login, *person, *unit;
};
static const struct db_col grant_cols[] = {
	COL(struct grant_rec, access_id),
	COL(struct grant_rec, person_id),
	COL(struct grant_rec, unit_id),
	COL(struct grant_rec, role),
	COL(struct grant_rec, for_id),
	COL(struct grant_rec, login),
	COL(struct grant_rec, person),
	COL(struct grant_rec, unit),
};
DB_ROWS(select_grants, grant_cols,
    "SELECT x.id AS access_id, x.person_id, x.unit_id, x.role, x.for_id, "
    "p.login,"
    " p.name AS person, u.name AS unit FROM JSON_TABLE(?, '$[*]' COLUMNS"
    " (id BIGINT PATH '$')) j JOIN access x ON x.unit_id = j.id"
    " JOIN person p ON p.id = x.person_id JOIN unit u ON u.id = x.unit_id"
    " WHERE x.valid_from < ? AND ? < x.valid_to ORDER BY x.unit_id, x.id");

/* Who came to speak for others' units by it, is somebody's decision. */
static bool
follows_merger(enum role role)
{
	static const enum right weighty[] = { MAY_SEND, MAY_OWN, MAY_ADMIN,
		MAY_AUDIT, MAY_PUBLISH };

	for (size_t i = 0; i < COUNT(weighty); i++)
		if (role_has(role, weighty[i]))
			return false;
	return role != ROLE_MACHINE;
}

static void
judge(const struct reform_tree *t, struct reform_grant *g)
{
	long at = reform_of(t, g->unit_id);
	const struct reform_heir *h = &t->heir[at];
	const struct reform_unit *u = &t->look->unit[at];

	g->became = u->others;
	g->fate = FATE_DECIDE;
	if (h->class == CLASS_SAME) {
		g->fate = FATE_CARRIED;
		g->why = _("the same body goes on");
	} else if (h->class == CLASS_ENDED) {
		g->fate = FATE_KEPT;
		g->why = _("the unit has no successor; its old reports are"
			   " still theirs");
	} else if (h->class == CLASS_SPLIT)
		g->why = _("the unit is split: say for which of the new units"
			   " they work");
	else if (follows_merger((enum role)g->role)) {
		g->fate = FATE_CARRIED;
		g->why = _("goes on in the merged unit");
	} else
		g->why = _("several units are merged: say who has this right in"
			   " the new one");
}

static int
by_fate(const void *a, const void *b)
{
	const struct reform_grant *x = a, *y = b;

	if (x->fate != y->fate)
		return (int)y->fate - (int)x->fate;
	if (x->unit_id != y->unit_id)
		return (x->unit_id > y->unit_id) - (x->unit_id < y->unit_id);
	return (x->access_id > y->access_id) - (x->access_id < y->access_id);
}

enum rc
reform_grants(struct reform_tree *t)
{
	struct reform_look *look = t->look;
	struct {
		struct grant_rec *at;
		size_t n;
	} found;

	TRY(db_rows(t->db, select_grants,
	    ARGS(reform_ids(t, false), t->in->on_date, t->in->on_date),
	    &found));
	look->grant = arena_alloc(t->mem, (found.n + 1) * sizeof *look->grant);
	for (size_t i = 0; i < found.n; i++) {
		const struct grant_rec *r = &found.at[i];
		struct reform_grant *g = &look->grant[look->ngrant++];
		*g = (struct reform_grant){ .access_id = r->access_id,
			.person_id = r->person_id,
			.unit_id = r->unit_id,
			.role = r->role,
			.for_id = r->for_id,
			.login = r->login,
			.person = r->person,
			.unit = r->unit };
		judge(t, g);
		look->grants_carried += g->fate == FATE_CARRIED;
		look->grants_decide += g->fate == FATE_DECIDE;
		look->grants_kept += g->fate == FATE_KEPT;
	}
	qsort(look->grant, look->ngrant, sizeof *look->grant, by_fate);
	return OK;
}
