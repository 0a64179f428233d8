/* reform_follow.c - what hangs on units follows them: rights, duties, reports
 */
#include <string.h>
#include "core/chunk.h"
#include "core/flow.h"
#include "core/reform_part.h"
#include "core/reform_todo_part.h"

/* Under the reform's decision, by who brought the plan. */
DB_STMT(insert_access,
    "INSERT INTO access (person_id, role, unit_id, for_id, valid_from,"
    " valid_to, decision, sign_as, given_by, given) SELECT STRAIGHT_JOIN"
    " x.person_id, x.role,"
    " j.unit_id, x.for_id, GREATEST(j.day, x.valid_from), x.valid_to,"
    " j.decision, x.sign_as, j.given_by, j.given"
    " FROM JSON_TABLE(?, '$[*]' COLUMNS (id BIGINT PATH '$[0]',"
    " unit_id BIGINT PATH '$[1]', day DATE PATH '$[2]',"
    " decision VARCHAR(200) PATH '$[3]', given_by BIGINT PATH '$[4]',"
    " given DATETIME(6) PATH '$[5]')) j"
    " JOIN access x ON x.id = j.id"
    " LEFT JOIN access y FORCE INDEX (access_once)" /* whatever is counted */
    " ON y.person_id = x.person_id AND y.role = x.role"
    " AND y.unit_id = j.unit_id AND y.for_id = x.for_id"
    " AND y.valid_from < x.valid_to AND j.day < y.valid_to"
    " AND (y.given IS NULL OR y.given <> j.given)" /* not by this act */
    " WHERE y.id IS NULL ORDER BY x.id");
/* On units that were there before: they do not vanish with the reform. */
DB_STMT(added_above,
    "INSERT INTO reform_change (reform_id, no, tab, act, row_id, unit_id)"
    " SELECT r.id, ? + ROW_NUMBER() OVER (ORDER BY x.id), 'access', 'add',"
    " x.id, x.unit_id FROM reform r JOIN access x ON x.given = ?"
    " AND x.given_by = r.person_id AND x.valid_from >= r.on_date"
    " LEFT JOIN reform_change c ON c.reform_id = r.id AND c.tab = 'unit'"
    " AND c.act = 'add' AND c.row_id = x.unit_id"
    " WHERE r.id = ? AND c.no IS NULL");
DB_STMT(insert_assignments,
    "INSERT INTO assignment (regime_id, kind, exempt, level, unit_id,"
    " group_id, due, reason, valid_from, valid_to) SELECT STRAIGHT_JOIN "
    "a.regime_id, a.kind,"
    " a.exempt, a.level, j.unit_id, a.group_id, a.due, a.reason,"
    " GREATEST(j.day, a.valid_from), a.valid_to FROM JSON_TABLE(?, '$[*]' "
    "COLUMNS (id BIGINT PATH '$[0]',"
    " unit_id BIGINT PATH '$[1]', day DATE PATH '$[2]')) j"
    " JOIN assignment a ON a.id = j.id ORDER BY a.id");
DB_STMT(insert_members,
    "INSERT INTO unit_group_member (group_id, unit_id, valid_from, valid_to)"
    " SELECT STRAIGHT_JOIN m.group_id, j.unit_id, GREATEST(j.day,"
    " m.valid_from), MAX(m.valid_to)"
    " FROM JSON_TABLE(?, '$[*]' COLUMNS (id BIGINT PATH '$[0]',"
    " unit_id BIGINT PATH '$[1]', day DATE PATH '$[2]',"
    " old_id BIGINT PATH '$[3]')) j JOIN unit_group_member m"
    " ON m.group_id = j.id AND m.unit_id = j.old_id"
    " AND m.valid_from < m.valid_to AND j.day < m.valid_to GROUP BY"
    " m.group_id, j.unit_id, GREATEST(j.day, m.valid_from)");
#define ADDED(name, tab, table, row, day) \
	DB_STMT(name, \
	    "INSERT INTO reform_change (reform_id, no, tab, act, row_id," \
	    " unit_id, day) SELECT c.reform_id, ? + ROW_NUMBER() OVER" \
	    " (ORDER BY x.unit_id, x." row "), '" tab "', 'add', x." row \
	    ", x.unit_id, " day " FROM " table " x JOIN reform_change c" \
	    " ON c.reform_id = ? AND c.tab = 'unit' AND c.act = 'add'" \
	    " AND c.row_id = x.unit_id")
ADDED(added_posts, "post", "person_post", "person_id", "x.valid_from");
ADDED(added_access, "access", "access", "id", "NULL");
ADDED(added_assignments, "assignment", "assignment", "id", "NULL");
ADDED(added_members, "member", "unit_group_member", "group_id", "x.valid_from");
DB_STMT(insert_owner_changes,
    "INSERT INTO reform_change (reform_id, no, tab, act, row_id, unit_id,"
    " was_id) SELECT j.reform_id, j.no, j.tab, 'set', j.id, j.unit_id,"
    " j.was_id FROM JSON_TABLE(?, '$[*]' COLUMNS"
    " (reform_id BIGINT PATH '$[0]', no BIGINT PATH '$[1]',"
    " tab VARCHAR(24) PATH '$[2]', id BIGINT PATH '$[3]',"
    " unit_id BIGINT PATH '$[4]', was_id BIGINT PATH '$[5]')) j");
#define OWNER(name, tab, table, column) \
	DB_STMT(name, \
	    "UPDATE " table " t JOIN reform_change c ON c.reform_id = ?" \
	    " AND c.tab = '" tab "' AND c.act = 'set' AND c.row_id = t.id" \
	    " SET t." column " = c.unit_id WHERE t." column " = c.was_id")
OWNER(own_regime, "regime_owner", "regime", "owner_id");
OWNER(own_group, "group_owner", "unit_group", "owner_id");
OWNER(own_item, "item_owner", "item", "owner_id");
OWNER(own_breakdown, "breakdown_owner", "breakdown", "owner_id");
OWNER(own_register, "register_owner", "register", "unit_id");
OWNER(own_draft, "draft_owner", "form_draft", "unit_id");
OWNER(own_template, "template_owner", "form_template", "unit_id");
DB_STMT(insert_todo,
    "INSERT INTO reform_todo (reform_id, no, kind, row_id, unit_id, person_id,"
    " what, why) SELECT j.reform_id, j.no, j.kind, j.id, j.unit_id,"
    " j.person_id, j.what, j.why FROM JSON_TABLE(?, '$[*]' COLUMNS"
    " (reform_id BIGINT PATH '$[0]', no BIGINT PATH '$[1]',"
    " kind VARCHAR(20) PATH '$[2]', id BIGINT PATH '$[3]',"
    " unit_id BIGINT PATH '$[4]', person_id BIGINT PATH '$[5]',"
    " what VARCHAR(300) PATH '$[6]', why VARCHAR(20) PATH '$[7]')) j");

long
reform_became_id(const struct reform_tree *t, long unit_id)
{
	long at = reform_of(t, unit_id);

	return at < 0 || t->heir[at].became < 0 ?
		   0 :
		   t->look->unit[t->heir[at].became].id;
}

/* Once for the new unit, though several of the old had it: as the first had. */
static enum rc
row(const struct reform_tree *t, struct chunk *c, struct map *seen,
    const struct reform_duty *d)
{
	long became = t->model.unit[d->to].id;
	const char *key =
	    str_fmt(t->mem, "%s %ld", reform_duty_key(t->mem, d), became);
	long first = map_get(seen, key);

	if (first >= 0 && first != d->unit_id)
		return OK;
	map_put(seen, key, d->unit_id);
	TRY(chunk_begin(c));
	json_long(&c->json, NULL, d->row_id);
	json_long(&c->json, NULL, became);
	json_text(&c->json, NULL, t->in->on_date);
	json_long(&c->json, NULL, d->unit_id);
	json_end(&c->json);
	return OK;
}

static enum rc
grant(const struct reform_tree *t, const struct ctx *ctx,
    const struct reform *r, struct chunk *c, const struct reform_grant *g)
{
	TRY(chunk_begin(c));
	json_long(&c->json, NULL, g->access_id);
	json_long(&c->json, NULL, t->model.unit[g->to].id);
	json_text(&c->json, NULL, t->in->on_date);
	json_text(&c->json, NULL, t->in->decision);
	json_long(&c->json, NULL, r->person_id);
	json_text(&c->json, NULL, ctx->now);
	json_end(&c->json);
	return OK;
}

/* Rights of several units that are one in the new unit. */
static const char *
grant_key(const struct reform_tree *t, const struct reform_grant *g)
{
	const char *day = t->in->on_date;

	return str_fmt(t->mem, "%ld %ld %ld %ld %s", g->person_id, g->role,
	    g->for_id, g->to, strcmp(g->begins, day) > 0 ? g->begins : day);
}

/* Of those that are one, the longest. */
static enum rc
grants(struct reform_tree *t, const struct ctx *ctx, const struct reform *r)
{
	const struct reform_look *look = t->look;
	struct chunk c = chunk_open(t->db, insert_access);
	struct map best = { .mem = t->mem };

	for (size_t i = 0; i < look->ngrant; i++) {
		const struct reform_grant *g = &look->grant[i];
		const char *key = grant_key(t, g);
		long at = map_get(&best, key);
		if (g->fate == FATE_CARRIED &&
		    (at < 0 || strcmp(g->ends, look->grant[at].ends) > 0))
			map_put(&best, key, (long)i);
	}
	for (size_t i = 0; i < look->ngrant; i++) {
		const struct reform_grant *g = &look->grant[i];
		if (g->fate == FATE_CARRIED &&
		    map_get(&best, grant_key(t, g)) == (long)i)
			TRY(grant(t, ctx, r, &c, g));
	}
	return chunk_send(&c);
}

static enum rc
named(struct reform_tree *t, const char *kind, const struct db_stmt *stmt)
{
	const struct reform_look *look = t->look;
	struct chunk c = chunk_open(t->db, stmt);
	struct map seen = { .mem = t->mem };

	for (size_t i = 0; i < look->nduty; i++) {
		const struct reform_duty *d = &look->duty[i];
		if (d->fate == FATE_CARRIED && str_eq(d->kind, kind))
			TRY(row(t, &c, &seen, d));
	}
	return chunk_send(&c);
}

static const struct {
	const char *kind;
	const struct db_stmt *own;
} ownings[] = { { "regime_owner", own_regime }, { "group_owner", own_group },
	{ "item_owner", own_item }, { "breakdown_owner", own_breakdown },
	{ "register_owner", own_register }, { "draft_owner", own_draft },
	{ "template_owner", own_template } };

const struct db_stmt *
reform_owning(const char *kind)
{
	for (size_t i = 0; i < COUNT(ownings); i++)
		if (str_eq(ownings[i].kind, kind))
			return ownings[i].own;
	return NULL;
}

static enum rc
owners(struct reform_tree *t, const struct reform *r)
{
	const struct reform_look *look = t->look;
	struct chunk c = chunk_open(t->db, insert_owner_changes);

	for (size_t i = 0; i < look->nduty; i++) {
		const struct reform_duty *d = &look->duty[i];
		if (d->fate != FATE_CARRIED ||
		    strstr(d->kind, "_owner") == NULL)
			continue;
		TRY(chunk_begin(&c));
		json_long(&c.json, NULL, r->id);
		json_long(&c.json, NULL, ++t->no);
		json_text(&c.json, NULL, d->kind);
		json_long(&c.json, NULL, d->row_id);
		json_long(&c.json, NULL, t->model.unit[d->to].id);
		json_long(&c.json, NULL, d->unit_id);
		json_end(&c.json);
	}
	TRY(chunk_send(&c));
	for (size_t i = 0; i < COUNT(ownings); i++)
		TRY(db_exec(t->db, ownings[i].own, ARGS(r->id), NULL));
	return OK;
}

static enum rc
added(struct reform_tree *t, const struct ctx *ctx, const struct reform *r)
{
	static const struct db_stmt *const all[] = { added_access,
		added_assignments, added_members, added_posts };
	long n;

	for (size_t i = 0; i < COUNT(all); i++) {
		TRY(db_exec(t->db, all[i], ARGS(t->no, r->id), &n));
		t->no += n;
	}
	TRY(db_exec(t->db, added_above, ARGS(t->no, ctx->now, r->id), &n));
	t->no += n;
	return OK;
}

/* ------------------------------------------------------- for decision */

struct todos {
	struct reform_tree *t;
	const struct reform *r;
	struct chunk c;
	long no;
};

static const char *
why_of(const struct reform_tree *t, long unit_id)
{
	long at = reform_of(t, unit_id);

	return reform_class_name(at < 0 ? CLASS_ENDED : t->heir[at].class);
}

static enum rc
todo(struct todos *d, const char *kind, long id, long unit, long person,
    const char *what, const char *why)
{
	TRY(chunk_begin(&d->c));
	json_long(&d->c.json, NULL, d->r->id);
	json_long(&d->c.json, NULL, ++d->no);
	json_text(&d->c.json, NULL, kind);
	json_long(&d->c.json, NULL, id);
	json_long(&d->c.json, NULL, unit);
	json_long(&d->c.json, NULL, person);
	json_text(&d->c.json, NULL, what);
	json_text(&d->c.json, NULL, why == NULL ? why_of(d->t, unit) : why);
	json_end(&d->c.json);
	return OK;
}

/* Those that were sent, and totals that have in them what is closed now. */
static enum rc
todo_reports(struct todos *d)
{
	const struct reform_tree *t = d->t;
	struct map seen = { .mem = t->mem };

	for (size_t i = 0; i < t->nfate; i++) {
		const struct reform_report_fate *f = &t->fates[i];
		if (f->stays)
			TRY(todo(d, "report", f->report_id, f->unit_id, 0,
			    f->what, "stays"));
		if (f->fate != FATE_CLOSED || !f->was_sent)
			continue;
		TRY(todo(d, "report", f->report_id, f->unit_id, 0, f->what,
		    NULL));
		if (f->official && f->upper_sent &&
		    map_put(&seen, str_fmt(t->mem, "%ld", f->upper_id), 1) ==
			MAP_NONE)
			TRY(todo(d, "report", f->upper_id, f->receiver_id, 0,
			    f->what, "below"));
	}
	return OK;
}

static enum rc
todos(struct reform_tree *t, const struct reform *r)
{
	const struct reform_look *look = t->look;
	struct todos d = { t, r, chunk_open(t->db, insert_todo), 0 };

	for (size_t i = 0; i < look->ngrant; i++) {
		const struct reform_grant *g = &look->grant[i];
		if (g->fate == FATE_DECIDE)
			TRY(todo(&d, "grant", g->access_id, g->unit_id,
			    g->person_id, g->login, NULL));
	}
	for (size_t i = 0; i < look->nduty; i++) {
		const struct reform_duty *k = &look->duty[i];
		if (k->fate == FATE_DECIDE)
			TRY(todo(&d, k->kind, k->row_id, k->unit_id, 0, k->what,
			    NULL));
	}
	TRY(todo_reports(&d));
	return chunk_send(&d.c);
}

enum rc
reform_follow(struct reform_tree *t, const struct ctx *ctx,
    const struct reform *r)
{
	TRY(grants(t, ctx, r));
	TRY(named(t, "assignment", insert_assignments));
	TRY(named(t, "exemption", insert_assignments));
	TRY(named(t, "group", insert_members));
	TRY(owners(t, r));
	TRY(reform_posts(t, r));
	TRY(added(t, ctx, r));
	TRY(reform_reports_move(t, ctx, r));
	return todos(t, r);
}
