/* reform_carry.c - open reports of later windows go over, or are closed */
#include "core/chunk.h"
#include "core/reform_part.h"
#include "base/date.h"

DB_STMT(insert_reports,
    "INSERT INTO reform_report (reform_id, report_id, fate, unit_id,"
    " receiver_id, accepted_id, state, version, changed) SELECT STRAIGHT_JOIN "
    "j.reform_id,"
    " r.id, j.fate, r.unit_id, r.receiver_id, r.accepted_id, r.state,"
    " r.version, r.changed FROM JSON_TABLE(?, '$[*]' COLUMNS"
    " (reform_id BIGINT PATH '$[0]', id BIGINT PATH '$[1]',"
    " fate VARCHAR(10) PATH '$[2]')) j JOIN report r ON r.id = j.id");
DB_STMT(update_unit,
    "UPDATE JSON_TABLE(?, '$[*]' COLUMNS (id BIGINT PATH '$[0]',"
    " unit_id BIGINT PATH '$[1]')) j STRAIGHT_JOIN report r ON r.id = j.id"
    " SET r.unit_id = j.unit_id WHERE r.unit_id <> j.unit_id");
#define MOVED \
	"UPDATE report r JOIN reform_report q ON q.report_id = r.id" \
	" AND q.reform_id = ? "
DB_STMT(update_receiver,
    MOVED "AND q.fate IN ('carried', 'rerouted')"
	  " JOIN regime g ON g.id = r.regime_id"
	  " JOIN period p ON p.id = r.period_id"
	  " LEFT JOIN unit_above b ON b.line_id = g.line_id"
	  " AND b.unit_id = r.unit_id AND b.depth = 1"
	  " AND b.valid_from <= p.ends AND p.ends < b.valid_to"
	  " SET r.receiver_id = b.above_id, r.version = r.version + 1,"
	  " r.changed = ?");
DB_STMT(update_closed,
    MOVED "AND q.fate = 'closed' SET r.state = 'closed', r.receiver_id = NULL,"
	  " r.accepted_id = NULL, r.version = r.version + 1, r.changed = ?");
DB_STMT(insert_events,
    "INSERT INTO report_event (report_id, act, person_id, at, revision_id,"
    " reason) SELECT q.report_id, q.fate, ?, ?, NULL, ?"
    " FROM reform_report q WHERE q.reform_id = ? ORDER BY q.report_id");
DB_STMT(insert_changes,
    "INSERT INTO reform_change (reform_id, no, tab, act, row_id, unit_id)"
    " SELECT q.reform_id, ? + ROW_NUMBER() OVER (ORDER BY q.report_id),"
    " 'report', 'set', q.report_id, r.unit_id FROM reform_report q"
    " JOIN report r ON r.id = q.report_id WHERE q.reform_id = ?");

static enum rc
remember(struct reform_tree *t, const struct reform *r)
{
	struct chunk c = chunk_open(t->db, insert_reports);

	for (size_t i = 0; i < t->nfate; i++) {
		TRY(chunk_begin(&c));
		json_long(&c.json, NULL, r->id);
		json_long(&c.json, NULL, t->fates[i].report_id);
		json_text(&c.json, NULL, reform_fate_name(t->fates[i].fate));
		json_end(&c.json);
	}
	return chunk_send(&c);
}

static enum rc
carry(struct reform_tree *t)
{
	struct chunk c = chunk_open(t->db, update_unit);

	for (size_t i = 0; i < t->nfate; i++) {
		const struct reform_report_fate *f = &t->fates[i];
		if (f->fate != FATE_CARRIED)
			continue;
		TRY(chunk_begin(&c));
		json_long(&c.json, NULL, f->report_id);
		json_long(&c.json, NULL, reform_became_id(t, f->unit_id));
		json_end(&c.json);
	}
	return chunk_send(&c);
}

enum rc
reform_reports_move(struct reform_tree *t, const struct ctx *ctx,
    const struct reform *r)
{
	long n;

	if (t->nfate == 0)
		return OK;
	TRY(remember(t, r));
	TRY(carry(t));
	TRY(db_exec(t->db, update_receiver, ARGS(r->id, ctx->now), NULL));
	TRY(db_exec(t->db, update_closed, ARGS(r->id, ctx->now), NULL));
	TRY(db_exec(t->db, insert_events,
	    ARGS(r->person_id, ctx->now,
		str_fmt(t->mem, "%s (%s)", r->decision,
		    date_show(t->mem, r->on_date)),
		r->id),
	    NULL));
	TRY(db_exec(t->db, insert_changes, ARGS(t->no, r->id), &n));
	t->no += n;
	return OK;
}
