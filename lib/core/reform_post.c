/* reform_post.c - where people work follows their unit */
#include "core/chunk.h"
#include "core/reform_part.h"
#include "core/reform_todo_part.h"

/*
 * Somebody works at one unit at a time: the post ends, and another begins.  One
 * that begins on the day or later is at the new unit from its beginning.
 */
#define POSTS(act, valid_from) \
	"INSERT INTO reform_change (reform_id, no, tab, act, row_id, unit_id," \
	" was_id, day, was_day) SELECT STRAIGHT_JOIN j.reform_id, j.no, " \
	"'post'," \
	" '" act "', p.person_id, p.unit_id, j.to_id, " valid_from \
	" FROM JSON_TABLE(?, '$[*]' COLUMNS" \
	" (reform_id BIGINT PATH '$[0]', no BIGINT PATH '$[1]'," \
	" id BIGINT PATH '$[2]', old_id BIGINT PATH '$[3]'," \
	" day DATE PATH '$[4]', to_id BIGINT PATH '$[5]')) j" \
	" JOIN person_post p ON p.person_id = j.id" \
	" AND p.unit_id = j.old_id AND j.day < p.valid_to"
/* clang-format off */
DB_STMT(insert_ended,
    POSTS("end", "p.valid_from, p.valid_to") " AND p.valid_from < j.day");
DB_STMT(insert_later,
    POSTS("set", "MIN(p.valid_from), NULL")
    " AND j.day <= p.valid_from AND p.valid_from < p.valid_to"
    " GROUP BY j.reform_id, j.no, j.to_id, p.person_id, p.unit_id");
/* clang-format on */
#define OF(act) \
	" JOIN reform_change c ON c.reform_id = ? AND c.tab = 'post'" \
	" AND c.act = '" act "' AND c.row_id = p.person_id" \
	" AND c.day = p.valid_from JOIN reform r ON r.id = c.reform_id"
DB_STMT(end_posts,
    "UPDATE person_post p" OF("end") " SET p.valid_to = r.on_date");
#define MOVE "UPDATE person_post p" OF("set")
DB_STMT(move_posts, MOVE " SET p.unit_id = c.was_id");
DB_STMT(insert_posts,
    "INSERT INTO person_post (person_id, valid_from, valid_to, unit_id,"
    " decision) SELECT c.row_id, r.on_date, c.was_day, c.was_id, r.decision"
    " FROM reform_change c JOIN reform r ON r.id = c.reform_id"
    " WHERE c.reform_id = ? AND c.tab = 'post' AND c.act = 'end'");

/* One that was left for decision: in the same way. */
#define INSERT_ONE(act, was_day, on) \
	"INSERT INTO reform_change (reform_id, no, tab, act, row_id, unit_id," \
	" was_id, day, was_day) SELECT r.id, COALESCE((SELECT MAX(c.no)" \
	" FROM reform_change c WHERE c.reform_id = r.id), 0)" \
	" + ROW_NUMBER() OVER (ORDER BY p.valid_from), 'post', '" act "'," \
	" p.person_id, p.unit_id, ?, p.valid_from, " was_day " FROM reform r" \
	" JOIN person_post p ON p.person_id = ? AND p.unit_id = ? AND " on \
	" WHERE r.id = ?"
DB_STMT(insert_one, INSERT_ONE("end", "p.valid_to",
			"p.valid_from < r.on_date AND r.on_date < p.valid_to"));
DB_STMT(insert_one_later,
    INSERT_ONE("set", "NULL", "r.on_date <= p.valid_from"));
#define ONE " AND c.row_id = ?" /* who has one post on the day */
DB_STMT(move_one, MOVE ONE " SET p.unit_id = c.was_id");
DB_STMT(end_one,
    "UPDATE person_post p" OF("end") ONE " SET p.valid_to = r.on_date");
DB_STMT(insert_new,
    "INSERT INTO person_post (person_id, valid_from, valid_to, unit_id,"
    " decision) SELECT c.row_id, r.on_date, c.was_day, c.was_id, r.decision"
    " FROM reform_change c JOIN reform r ON r.id = c.reform_id"
    " WHERE c.reform_id = ? AND c.tab = 'post' AND c.act = 'end'" ONE);

enum rc
reform_post_put(struct db *db, const struct reform_todo *t, long to)
{
	long n;

	TRY(db_exec(db, insert_one_later,
	    ARGS(to, t->row_id, t->unit_id, t->reform_id), NULL));
	TRY(db_exec(db, move_one, ARGS(t->reform_id, t->row_id), NULL));
	TRY(db_exec(db, insert_one,
	    ARGS(to, t->row_id, t->unit_id, t->reform_id), &n));
	if (n == 0)
		return OK; /* they work elsewhere then */
	TRY(db_exec(db, end_one, ARGS(t->reform_id, t->row_id), NULL));
	return db_exec(db, insert_new, ARGS(t->reform_id, t->row_id), NULL);
}

static enum rc
remember(struct reform_tree *t, const struct reform *r,
    const struct db_stmt *stmt)
{
	const struct reform_look *look = t->look;
	struct chunk c = chunk_open(t->db, stmt);

	for (size_t i = 0; i < look->nduty; i++) {
		const struct reform_duty *d = &look->duty[i];
		if (d->fate != FATE_CARRIED || !str_eq(d->kind, "post"))
			continue;
		TRY(chunk_begin(&c));
		json_long(&c.json, NULL, r->id);
		json_long(&c.json, NULL, ++t->no);
		json_long(&c.json, NULL, d->row_id);
		json_long(&c.json, NULL, d->unit_id);
		json_text(&c.json, NULL, t->in->on_date);
		json_long(&c.json, NULL, t->model.unit[d->to].id);
		json_end(&c.json);
	}
	return chunk_send(&c);
}

enum rc
reform_posts(struct reform_tree *t, const struct reform *r)
{
	TRY(remember(t, r, insert_ended));
	TRY(remember(t, r, insert_later));
	TRY(db_exec(t->db, end_posts, ARGS(r->id), NULL));
	TRY(db_exec(t->db, move_posts, ARGS(r->id), NULL));
	return db_exec(t->db, insert_posts, ARGS(r->id), NULL);
}
