/* reform_late.c - what is given to a unit whose end is decided already */
#include <string.h>
#include "base/date.h"
#include "core/access.h"
#include "core/reform_late.h"
#include "core/reform_rule.h"
#include "io/db.h"

/* One unit that comes after; reform_id 0: it came with a file of states. */
struct next {
	long new_id, reform_id, others;
	const char *on_date, *decision;
	bool comparable;
};
struct nexts {
	struct next *at;
	size_t n;
};
static const struct db_col next_cols[] = {
	COL(struct next, new_id),
	COL(struct next, reform_id),
	COL(struct next, others),
	COL(struct next, on_date),
	COL(struct next, decision),
	COL(struct next, comparable),
};
/* What is committed by now: a lock reads no snapshot. */
DB_ROWS(lock_next, next_cols,
    "SELECT s.new_id, COALESCE(MAX(c.reform_id), 0) AS reform_id,"
    " COUNT(DISTINCT o.old_id) AS others, s.on_date, s.decision,"
    " s.comparable FROM succession s JOIN succession o ON o.new_id = s.new_id "
    "AND o.on_date = s.on_date"
    " LEFT JOIN reform r ON r.on_date = s.on_date"
    " LEFT JOIN reform_change c ON c.reform_id = r.id"
    " AND c.tab = 'succession' AND c.row_id = s.id"
    " WHERE s.old_id = ? AND s.on_date > ? AND s.on_date < ?"
    " GROUP BY s.id, s.new_id, s.on_date, s.decision, s.comparable"
    " ORDER BY s.id LOCK IN SHARE MODE");
struct ending {
	long old_id;
	const char *old, *on_date, *name, *code;
};
static const struct db_col ending_cols[] = {
	COL(struct ending, old_id),
	COL(struct ending, old),
	COL(struct ending, on_date),
	COL(struct ending, name),
	COL(struct ending, code),
};
DB_ROWS(lock_endings, ending_cols,
    "SELECT STRAIGHT_JOIN s.old_id, o.name AS old, s.on_date, n.name, n.code"
    " FROM JSON_TABLE(?, '$[*]' COLUMNS (id BIGINT PATH '$')) j"
    " JOIN succession s ON s.old_id = j.id AND s.on_date > ?"
    " AND s.on_date < ? JOIN unit o ON o.id = s.old_id"
    " JOIN unit n ON n.id = s.new_id ORDER BY o.code, s.old_id, n.code, s.id"
    " LIMIT 12 LOCK IN SHARE MODE");
DB_STMT(insert_todo,
    "INSERT INTO reform_todo (reform_id, no, kind, row_id, unit_id, person_id,"
    " what, why) SELECT r.id, COALESCE((SELECT MAX(t.no) FROM reform_todo t"
    " WHERE t.reform_id = r.id), 0) + 1, 'grant', x.id, x.unit_id,"
    " x.person_id, p.login, ? FROM reform r JOIN access x ON x.person_id = ?"
    " AND x.role = ? AND x.unit_id = ? AND x.for_id = ? AND x.valid_from = ?"
    " JOIN person p ON p.id = x.person_id WHERE r.id = ?");
DB_STMT(insert_post_todo,
    "INSERT INTO reform_todo (reform_id, no, kind, row_id, unit_id, person_id,"
    " what, why) SELECT r.id, COALESCE((SELECT MAX(t.no) FROM reform_todo t"
    " WHERE t.reform_id = r.id), 0) + 1, 'post', p.id, ?, 0, p.login, ?"
    " FROM reform r JOIN person p ON p.id = ? WHERE r.id = ?");
DB_STMT(insert_change,
    "INSERT INTO reform_change (reform_id, no, tab, act, row_id, unit_id,"
    " was_id, day, was_day) SELECT r.id, COALESCE((SELECT MAX(c.no) FROM "
    "reform_change c"
    " WHERE c.reform_id = r.id), 0) + 1, 'post', ?, ?, ?, ?, ?, ?"
    " FROM reform r WHERE r.id = ?");
DB_STMT(move_post, "UPDATE person_post SET unit_id = ? WHERE person_id = ?"
		   " AND valid_from = ?");
DB_STMT(end_post, "UPDATE person_post SET valid_to = ? WHERE person_id = ?"
		  " AND valid_from = ? AND unit_id = ?");
DB_STMT(insert_post,
    "INSERT INTO person_post (person_id, valid_from, valid_to, unit_id,"
    " decision) VALUES (?, ?, ?, ?, ?)");

static enum reform_class
class_of(const struct nexts *all)
{
	if (all->n != 1 || !all->at[0].comparable)
		return CLASS_SPLIT;
	return all->at[0].others == 1 ? CLASS_SAME : CLASS_MERGED;
}

/* Of a unit that is there today and ends before that day. */
static enum rc
nexts_of(struct db *db, const struct ctx *ctx, long unit, const char *to,
    struct nexts *ret)
{
	return db_rows(db, lock_next, ARGS(unit, ctx->today, to), ret);
}

static const char *
later(const char *a, const char *b)
{
	return strcmp(a, b) > 0 ? a : b;
}

enum rc
reform_late_grant(struct db *db, const struct ctx *ctx,
    const struct grant_row *g)
{
	struct nexts all;

	TRY(nexts_of(db, ctx, g->unit, g->to, &all));
	if (all.n == 0)
		return OK;
	enum reform_class class = class_of(&all);
	const struct next *n = &all.at[0];
	if (reform_role_follows(class, g->role)) {
		struct grant_row next = *g;
		next.unit = n->new_id;
		next.from = later(n->on_date, g->from);
		next.decision = n->decision;
		enum rc rc = grant_store(db, ctx, &next);
		return rc == E_CONFLICT ? OK : rc;
	}
	return db_exec(db, insert_todo,
	    ARGS(reform_class_name(class), g->person, (long)g->role, g->unit,
		g->for_id, g->from, n->reform_id),
	    NULL);
}

/* It ends with the unit, and another begins; if it had begun by then. */
static enum rc
post_on(struct db *db, long person, long unit, const char *from,
    const struct next *n)
{
	bool begun = strcmp(from, n->on_date) < 0;

	TRY(db_exec(db, insert_change,
	    ARGS(begun ? "end" : "set", person, unit, n->new_id, from,
		begun ? DATE_MAX : NULL, n->reform_id),
	    NULL));
	if (!begun)
		return db_exec(db, move_post, ARGS(n->new_id, person, from),
		    NULL);
	TRY(db_exec(db, end_post, ARGS(n->on_date, person, from, unit), NULL));
	return db_exec(db, insert_post,
	    ARGS(person, n->on_date, DATE_MAX, n->new_id, n->decision), NULL);
}

enum rc
reform_late_post(struct db *db, const struct ctx *ctx, long person, long unit,
    const char *from)
{
	struct nexts all;

	TRY(nexts_of(db, ctx, unit, DATE_MAX, &all));
	if (all.n == 0)
		return OK;
	const struct next *n = &all.at[0];
	if (class_of(&all) == CLASS_SPLIT)
		return db_exec(db, insert_post_todo,
		    ARGS(unit, reform_class_name(CLASS_SPLIT), person,
			n->reform_id),
		    NULL);
	TRY(post_on(db, person, unit, from, n));
	return reform_late_post(db, ctx, person, n->new_id,
	    later(from, n->on_date));
}

enum rc
reform_late_name(struct db *db, const struct ctx *ctx, const char *ids,
    const char *to, const char *where, struct findings *f)
{
	struct buf b = { .mem = ctx->mem, .max = 2000 };
	struct {
		struct ending *at;
		size_t n;
	} all;

	TRY(db_rows(db, lock_endings, ARGS(ids, ctx->today, to), &all));
	if (all.n == 0)
		return OK;
	for (size_t i = 0; i < all.n; i++)
		if (all.at[i].old_id == all.at[0].old_id)
			buf_fmt(&b, "%s%s (%s)", b.len > 0 ? ", " : "",
			    all.at[i].name, all.at[i].code);
	finding(f, where,
	    _("%s ends: from %s on it is %s. Name that, from that day on."),
	    all.at[0].old, date_show(ctx->mem, all.at[0].on_date),
	    b.full ? "…" : b.at);
	return E_INVALID;
}
