/* reform_duty.c - what hangs on units by name: duties, groups, what they own */
#include <stdlib.h>
#include <string.h>
#include "core/reform_part.h"
#include "io/db.h"

struct duty_rec {
	const char *kind, *what, *same; /* same: equal for what is the same */
	long row_id, unit_id;
	const char *unit;
};
struct idle_rec {
	const char *regime, *level;
};
static const struct db_col duty_cols[] = {
	COL(struct duty_rec, kind),
	COL(struct duty_rec, what),
	COL(struct duty_rec, same),
	COL(struct duty_rec, row_id),
	COL(struct duty_rec, unit_id),
	COL(struct duty_rec, unit),
};
static const struct db_col idle_cols[] = { COL(struct idle_rec, regime),
	COL(struct idle_rec, level) };
/* clang-format off */
#define OWNED(kind, what, table, column) \
	" UNION ALL SELECT STRAIGHT_JOIN '" kind "', " what ", '', t.id, e.id, e.name FROM e" \
	" JOIN " table " t ON t." column " = e.id"
DB_ROWS(select_duties, duty_cols,
    "WITH e AS (SELECT STRAIGHT_JOIN u.id, u.name FROM JSON_TABLE(?, '$[*]' COLUMNS"
    " (id BIGINT PATH '$')) j JOIN unit u ON u.id = j.id)"
    " SELECT STRAIGHT_JOIN IF(a.exempt, 'exemption', 'assignment') AS kind,"
    " g.code AS what, CONCAT(a.due, ' ', GREATEST(?, a.valid_from), ' ',"
    " a.valid_to) AS same, a.id AS row_id, e.id AS unit_id,"
    " e.name AS unit FROM e JOIN assignment a ON a.unit_id = e.id"
    " AND a.kind = 'unit' AND a.valid_from < a.valid_to"
    " AND ? < a.valid_to"
    " JOIN regime g ON g.id = a.regime_id"
    " UNION ALL SELECT DISTINCT STRAIGHT_JOIN 'group', g.name, '', g.id, e.id, e.name FROM e"
    " JOIN unit_group_member m ON m.unit_id = e.id AND m.valid_from < m.valid_to"
    " AND ? < m.valid_to JOIN unit_group g ON g.id = m.group_id"
    " UNION ALL SELECT DISTINCT STRAIGHT_JOIN 'post', q.login, '', q.id, e.id, e.name FROM e"
    " JOIN person_post o ON o.unit_id = e.id AND o.valid_from < o.valid_to"
    " AND ? < o.valid_to JOIN person q ON q.id = o.person_id"
    " UNION ALL SELECT STRAIGHT_JOIN 'token', t.name, '', t.id, e.id, e.name FROM e"
    " JOIN api_token t ON t.unit_id = e.id"
    " AND t.revoked IS NULL"
    " UNION ALL SELECT STRAIGHT_JOIN 'extension', CONCAT(g.code, ' ', f.version), '', f.id,"
    " e.id, e.name FROM e JOIN form f ON f.unit_id = e.id AND ? < f.valid_to"
    " JOIN regime g ON g.id = f.regime_id"
    OWNED("regime_owner", "t.code", "regime", "owner_id")
    OWNED("group_owner", "t.name", "unit_group", "owner_id")
    OWNED("item_owner", "t.code", "item", "owner_id")
    OWNED("breakdown_owner", "t.code", "breakdown", "owner_id")
    OWNED("register_owner", "t.code", "register", "unit_id")
    OWNED("draft_owner", "t.title", "form_draft", "unit_id")
    OWNED("template_owner", "t.name", "form_template", "unit_id")
    " ORDER BY kind, unit_id, row_id");
/* clang-format on */
DB_ROWS(select_idle, idle_cols,
    "SELECT g.code AS regime, a.level FROM assignment a"
    " JOIN regime g ON g.id = a.regime_id JOIN JSON_TABLE(?, '$[*]' COLUMNS"
    " (level VARCHAR(20) CHARACTER SET ascii PATH '$')) j ON j.level = a.level"
    " WHERE a.kind = 'level' AND a.exempt = 0 AND ? < a.valid_to"
    " ORDER BY g.code, a.level");

static bool
is_named(const char *kind)
{
	return str_eq(kind, "assignment") || str_eq(kind, "exemption") ||
	       str_eq(kind, "group");
}

const char *
reform_duty_key(struct arena *mem, const struct reform_duty *d)
{
	return str_eq(d->kind, "group") ? str_fmt(mem, "%ld", d->row_id) :
					  d->what;
}

/* So many of the units that make up a new one have the same. */
static const char *
shared_key(const struct reform_tree *t, const struct duty_rec *r, long became)
{
	const struct reform_duty d = { .kind = r->kind,
		.row_id = r->row_id,
		.what = r->what };

	return str_fmt(t->mem, "%ld %s %s %s", became, r->kind,
	    reform_duty_key(t->mem, &d), r->same);
}

static void
count_shared(const struct reform_tree *t, struct map *shared,
    const struct duty_rec *r)
{
	long at = reform_of(t, r->unit_id);
	const char *key = shared_key(t, r, t->heir[at].became);
	long n = map_get(shared, key);

	map_put(shared, key, n < 0 ? 1 : n + 1);
}

static void
judge(const struct reform_tree *t, const struct map *shared,
    const struct duty_rec *r, struct reform_duty *d)
{
	long at = reform_of(t, d->unit_id);
	const struct reform_heir *h = &t->heir[at];

	d->became = t->look->unit[at].others;
	d->to = h->became < 0 ? -1 : t->modelof[h->became];
	d->fate = FATE_DECIDE;
	if (str_eq(d->kind, "extension"))
		d->why = _("an extension of a form is made anew for the new"
			   " unit");
	else if (str_eq(d->kind, "token"))
		d->why = _("a token for one unit is made anew for the new one");
	else if (h->class == CLASS_ENDED) {
		d->fate = is_named(d->kind) ? FATE_KEPT : FATE_DECIDE;
		d->why = _("the unit has no successor");
	} else if (h->class == CLASS_SPLIT)
		d->why = _("the unit is split");
	else if (h->class == CLASS_SAME || !is_named(d->kind)) {
		d->fate = FATE_CARRIED;
		d->why = h->class == CLASS_SAME ?
			     _("the same body goes on") :
			     _("goes on in the merged unit");
	} else if (map_get(shared, shared_key(t, r, h->became)) ==
		   t->look->unit[h->became].nother) {
		d->fate = FATE_CARRIED;
		d->why = _("so it was with all units that are merged");
	} else
		d->why = _("so it was with some of the units that are merged,"
			   " not with all");
}

/* A row of a member, an assignment; its owner is another matter. */
static struct reform_duty *
duty_add(struct reform_look *look, const struct duty_rec *r)
{
	struct reform_duty *d = &look->duty[look->nduty++];

	*d = (struct reform_duty){ .kind = r->kind,
		.row_id = r->row_id,
		.unit_id = r->unit_id,
		.what = r->what,
		.unit = r->unit,
		.to = -1 };
	return d;
}

bool
reform_duty_kind(const char *kind)
{
	static const char *const kinds[] = { "assignment", "exemption", "group",
		"post", "token", "extension", "regime_owner", "group_owner",
		"item_owner", "breakdown_owner", "register_owner",
		"draft_owner", "template_owner" };

	for (size_t i = 0; i < COUNT(kinds); i++)
		if (str_eq(kinds[i], kind))
			return true;
	return false;
}

/*
 * Whether a rule of the plan can say it: what is named begins with the unit, so
 * that undoing takes it away with it; one thing has one owner, and nobody works
 * in two places; what is made anew is made by hand.
 */
static bool
can_go(const struct reform_tree *t, const struct duty_rec *r,
    const struct reform_targets *to)
{
	if (to->n == 0)
		return true;
	if (str_eq(r->kind, "token") || str_eq(r->kind, "extension"))
		return false;
	if (!is_named(r->kind))
		return to->n == 1;
	for (size_t i = 0; i < to->n; i++)
		if (t->model.unit[to->at[i]].id != 0)
			return false;
	return true;
}

static void
by_default(struct reform_tree *t, struct reform_defaults *by,
    const struct duty_rec *r, struct reform_duty *d)
{
	if (d->fate != FATE_DECIDE)
		return;
	struct reform_targets to =
	    reform_default(by, (size_t)reform_of(t, r->unit_id), r->kind, 0);
	if (!to.decided || !can_go(t, r, &to))
		return;
	if (to.n == 0) {
		d->fate = FATE_KEPT;
		d->why = _("so says the plan: on no other unit");
	}
	for (size_t i = 0; i < to.n; i++) {
		if (i > 0)
			d = duty_add(t->look, r);
		d->fate = FATE_CARRIED;
		d->to = to.at[i];
		d->became = reform_model_show(t, d->to);
		d->why = _("so says the plan");
	}
}

static int
by_fate(const void *a, const void *b)
{
	const struct reform_duty *x = a, *y = b;

	if (x->fate != y->fate)
		return (int)y->fate - (int)x->fate;
	int c = strcmp(x->kind, y->kind);
	if (c != 0)
		return c;
	if (x->row_id != y->row_id)
		return (x->row_id > y->row_id) - (x->row_id < y->row_id);
	return (x->unit_id > y->unit_id) - (x->unit_id < y->unit_id);
}

/* Levels that nobody is of any more. */
static enum rc
idle(struct reform_tree *t)
{
	struct reform_look *look = t->look;
	struct buf b = { .mem = t->mem, .max = 10000 };
	struct {
		struct idle_rec *at;
		size_t n;
	} found;
	long n = 0;

	buf_str(&b, "[");
	for (size_t i = 0; i < look->nlevel; i++)
		if (look->level[i].after == 0)
			buf_fmt(&b, "%s\"%s\"", n++ > 0 ? "," : "",
			    look->level[i].level);
	buf_str(&b, "]");
	if (n == 0)
		return OK;
	TRY(db_rows(t->db, select_idle, ARGS(b.at, t->in->on_date), &found));
	look->idle = arena_alloc(t->mem, (found.n + 1) * sizeof *look->idle);
	for (size_t i = 0; i < found.n; i++)
		look->idle[look->nidle++] =
		    (struct reform_idle){ found.at[i].regime,
			    found.at[i].level };
	return OK;
}

enum rc
reform_duties(struct reform_tree *t)
{
	struct reform_look *look = t->look;
	const char *day = t->in->on_date;
	struct map shared = { .mem = t->mem };
	struct reform_defaults by = reform_defaults_of(t, REFORM_DUTIES);
	struct {
		struct duty_rec *at;
		size_t n;
	} found;

	TRY(db_rows(t->db, select_duties,
	    ARGS(reform_ids(t, false), day, day, day, day, day), &found));
	for (size_t i = 0; i < found.n; i++)
		count_shared(t, &shared, &found.at[i]);
	size_t most = found.n + 1;
	for (size_t i = 0; i < found.n; i++)
		most += (size_t)look->unit[reform_of(t, found.at[i].unit_id)]
			    .nother;
	look->duty = arena_alloc(t->mem, most * sizeof *look->duty);
	for (size_t i = 0; i < found.n; i++) {
		struct reform_duty *d = duty_add(look, &found.at[i]);
		judge(t, &shared, &found.at[i], d);
		by_default(t, &by, &found.at[i], d);
	}
	if (t->f->nerror > 0)
		return E_INVALID;
	reform_defaults_check(&by);
	qsort(look->duty, look->nduty, sizeof *look->duty, by_fate);
	return idle(t);
}
