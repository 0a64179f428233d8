/* reform_apply.c - the structure changes: units, lines, who became what */
#include <string.h>
#include "base/date.h"
#include "core/chunk.h"
#include "core/reform_part.h"
#include "core/unit_store.h"

DB_STMT(insert_changes,
    "INSERT INTO reform_change (reform_id, no, tab, act, row_id, unit_id,"
    " line_id, day, was_day) SELECT j.reform_id, j.no, j.tab, j.act, j.id,"
    " j.id, j.line_id, j.day, j.was_day FROM JSON_TABLE(?, '$[*]' COLUMNS"
    " (reform_id BIGINT PATH '$[0]', no BIGINT PATH '$[1]',"
    " tab VARCHAR(24) PATH '$[2]', act VARCHAR(6) PATH '$[3]',"
    " id BIGINT PATH '$[4]', line_id BIGINT PATH '$[5]',"
    " day DATE PATH '$[6]', was_day DATE PATH '$[7]')) j");
DB_STMT(insert_succession_changes,
    "INSERT INTO reform_change (reform_id, no, tab, act, row_id, unit_id)"
    " SELECT c.reform_id, ? + ROW_NUMBER() OVER (ORDER BY s.id), 'succession',"
    " 'add', s.id, s.old_id FROM succession s JOIN reform_change c"
    " ON c.reform_id = ? AND c.tab = 'unit' AND c.act = 'end'"
    " AND c.row_id = s.old_id WHERE s.on_date = ?");
DB_STMT(insert_shares,
    "INSERT INTO succession_share (succession_id, item_id, share)"
    " SELECT STRAIGHT_JOIN s.id, COALESCE(i.id, 0), j.share / 100 FROM "
    "JSON_TABLE(?,"
    " '$[*]' COLUMNS (old_id BIGINT PATH '$[0]', new_id BIGINT PATH '$[1]',"
    " day DATE PATH '$[2]', item VARCHAR(80) CHARACTER SET ascii PATH '$[3]',"
    " share DECIMAL(38,10) PATH '$[4]')) j JOIN succession s"
    " ON s.old_id = j.old_id AND s.new_id = j.new_id AND s.on_date = j.day"
    " LEFT JOIN item i ON i.code = j.item");
DB_STMT(insert_setting, "INSERT INTO setting (name, value) VALUES (?, ?)");
DB_STMT(update_switched,
    "UPDATE reform SET switched = ?, total = ?, done = 0, note = '',"
    " mark = (SELECT COALESCE(MAX(v.id), 0) FROM revision v),"
    " version = version + 1 WHERE id = ?");

static enum rc
change(struct reform_tree *t, struct chunk *c, const struct reform *r,
    const char *tab, const char *act, long id, long line, const char *day)
{
	TRY(chunk_begin(c));
	json_long(&c->json, NULL, r->id);
	json_long(&c->json, NULL, ++t->no);
	json_text(&c->json, NULL, tab);
	json_text(&c->json, NULL, act);
	json_long(&c->json, NULL, id);
	json_long(&c->json, NULL, line);
	json_text(&c->json, NULL, day);
	json_text(&c->json, NULL, str_eq(act, "end") ? DATE_MAX : NULL);
	json_end(&c->json);
	return OK;
}

/* Only what lasts until further notice can end: so much is known of before. */
static enum rc
changes(struct reform_tree *t, const struct reform *r)
{
	const struct model *m = &t->model;
	struct chunk c = chunk_open(t->db, insert_changes);

	for (size_t i = 0; i < m->nunit; i++)
		if (i >= t->nunit || m->unit[i].changed)
			TRY(change(t, &c, r, "unit",
			    i >= t->nunit ? "add" : "end", m->unit[i].id, 0,
			    NULL));
	for (size_t i = 0; i < m->nplace; i++) {
		const struct model_place *p = &m->place[i];
		if (p->parent >= 0 && (!p->stored || p->changed))
			TRY(change(t, &c, r, "unit_line",
			    p->stored ? "end" : "add", m->unit[p->unit].id,
			    p->line, p->valid_from));
	}
	return chunk_send(&c);
}

static long
id_by_code(const struct reform_tree *t, const struct reform_row *r,
    const char *code, enum reform_kind kind)
{
	for (size_t i = 0; i < t->look->nunit; i++) {
		const struct reform_unit *u = &t->look->unit[i];
		if (u->kind == kind && str_eq(u->code, code) &&
		    str_eq(u->line, r->in_line))
			return u->id;
	}
	return 0;
}

static enum rc
shares(struct reform_tree *t)
{
	struct chunk c = chunk_open(t->db, insert_shares);

	for (size_t i = 0; i < t->plan->n; i++) {
		const struct reform_row *r = &t->plan->at[i];
		if (r->act != REFORM_SPLIT || *r->share < '0' ||
		    *r->share > '9')
			continue;
		TRY(chunk_begin(&c));
		json_long(&c.json, NULL, id_by_code(t, r, r->unit, UNIT_ENDS));
		json_long(&c.json, NULL,
		    id_by_code(t, r, r->became, UNIT_BEGINS));
		json_text(&c.json, NULL, t->in->on_date);
		json_text(&c.json, NULL, r->item);
		json_text(&c.json, NULL, r->share);
		json_end(&c.json);
	}
	return chunk_send(&c);
}

/* The state is known; the files of states do not tell it again. */
static enum rc
settings(struct reform_tree *t, const struct reform *r)
{
	struct map seen = { .mem = t->mem };

	for (size_t i = 0; i < t->plan->n; i++) {
		const char *line = t->plan->at[i].in_line;
		if (map_put(&seen, line, 1) != MAP_NONE)
			continue;
		TRY(db_exec(t->db, insert_setting,
		    ARGS(str_fmt(t->mem, "unit/%s/%s", line, r->on_date),
			str_fmt(t->mem, "reform %ld", r->id)),
		    NULL));
	}
	return OK;
}

enum rc
reform_apply(struct reform_tree *t, const struct ctx *ctx,
    const struct reform *r)
{
	long n;

	TRY(model_store(t->db, &t->model));
	for (size_t i = 0; i < t->ntouched; i++)
		TRY(model_close(t->db, t->touched[i]));
	for (size_t i = 0; i < t->look->nunit; i++)
		t->look->unit[i].id = t->model.unit[t->modelof[i]].id;
	TRY(changes(t, r));
	TRY(db_exec(t->db, insert_succession_changes,
	    ARGS(t->no, r->id, r->on_date), &n));
	t->no += n;
	TRY(shares(t));
	TRY(settings(t, r));
	return db_exec(t->db, update_switched,
	    ARGS(ctx->now, (long)t->look->nunit, r->id), NULL);
}
