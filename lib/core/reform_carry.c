/* reform_carry.c - open reports of later windows go over, or are closed */
#include "core/chunk.h"
#include "core/receiver.h"
#include "core/reform_part.h"
#include "base/date.h"

DB_STMT(insert_reports,
    "INSERT INTO reform_report (reform_id, report_id, fate, unit_id,"
    " receiver_id, accepted_id, state, version, changed, due) SELECT "
    "STRAIGHT_JOIN "
    "j.reform_id,"
    " r.id, j.fate, r.unit_id, r.receiver_id, r.accepted_id, r.state,"
    " r.version, r.changed, r.due FROM JSON_TABLE(?, '$[*]' COLUMNS"
    " (reform_id BIGINT PATH '$[0]', id BIGINT PATH '$[1]',"
    " fate VARCHAR(10) PATH '$[2]')) j JOIN report r ON r.id = j.id");
DB_STMT(update_unit,
    "UPDATE JSON_TABLE(?, '$[*]' COLUMNS (id BIGINT PATH '$[0]',"
    " unit_id BIGINT PATH '$[1]')) j STRAIGHT_JOIN report r ON r.id = j.id"
    " SET r.unit_id = j.unit_id WHERE r.unit_id <> j.unit_id");
#define MOVED \
	"UPDATE report r JOIN reform_report q ON q.report_id = r.id" \
	" AND q.reform_id = ? "
DB_STMT(update_moved,
    MOVED "AND q.fate IN ('carried', 'rerouted') SET r.version = r.version + 1,"
	  " r.changed = ?");
struct receiver_rec {
	long report_id, receiver_id;
};
static const struct db_col receiver_cols[] = {
	COL(struct receiver_rec, report_id),
	COL(struct receiver_rec, receiver_id),
};
DB_ROWS(select_receivers, receiver_cols,
    WITH_OWES
    "SELECT STRAIGHT_JOIN r.id AS report_id, COALESCE(" RECEIVER("g.line_id",
	"r.unit_id",
	"p.ends") ", 0) AS receiver_id FROM reform_report q"
		  " JOIN report r ON r.id = q.report_id AND r.regime_id = ?"
		  " AND r.period_id = ? JOIN regime g ON g.id = r.regime_id"
		  " JOIN period p ON p.id = r.period_id WHERE q.reform_id = ?"
		  " AND q.fate IN ('carried', 'rerouted') ORDER BY r.id");
DB_STMT(update_receiver,
    "UPDATE JSON_TABLE(?, '$[*]' COLUMNS (id BIGINT PATH '$[0]',"
    " receiver_id BIGINT PATH '$[1]')) j STRAIGHT_JOIN report r"
    " ON r.id = j.id SET r.receiver_id = NULLIF(j.receiver_id, 0)"
    " WHERE NOT r.receiver_id <=> NULLIF(j.receiver_id, 0)");
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
		if (t->fates[i].fate == FATE_KEPT)
			continue;
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

static enum rc
put_receiver(struct chunk *c, long report, long receiver)
{
	TRY(chunk_begin(c));
	json_long(&c->json, NULL, report);
	json_long(&c->json, NULL, receiver);
	json_end(&c->json);
	return OK;
}

/* Of one regime and period, as if it was opened now. */
static enum rc
receivers_of(struct reform_tree *t, const struct reform *r,
    const struct reform_report_fate *f, struct chunk *c)
{
	struct owes_asked asked = { f->regime_id, f->ends, 0, 0 };
	const char *json = owes_json(t->mem, &asked, 1);
	struct {
		struct receiver_rec *at;
		size_t n;
	} all;

	TRY(db_rows(t->db, select_receivers,
	    ARGS(OWES_ARGS(json), f->regime_id, f->period_id, r->id), &all));
	for (size_t i = 0; i < all.n; i++)
		TRY(put_receiver(c, all.at[i].report_id,
		    all.at[i].receiver_id));
	return OK;
}

static enum rc
receivers(struct reform_tree *t, const struct reform *r)
{
	struct chunk c = chunk_open(t->db, update_receiver);
	struct map seen = { .mem = t->mem };

	for (size_t i = 0; i < t->nfate; i++) {
		const struct reform_report_fate *f = &t->fates[i];
		if (f->fate != FATE_CLOSED && f->fate != FATE_KEPT &&
		    map_put(&seen,
			str_fmt(t->mem, "%ld %ld", f->regime_id, f->period_id),
			1) == MAP_NONE)
			TRY(receivers_of(t, r, f, &c));
	}
	/* after all others, as one statement changes a report but once: those
	 * that stay in the total that they are in */
	TRY(chunk_send(&c));
	for (size_t i = 0; i < t->nfate; i++) {
		const struct reform_report_fate *f = &t->fates[i];
		long became = reform_became_id(t, f->receiver_id);
		if (f->stays && f->fate == FATE_CARRIED)
			TRY(put_receiver(&c, f->report_id,
			    became == 0 ? f->receiver_id : became));
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
	TRY(receivers(t, r));
	TRY(reform_dues_put(t, r));
	TRY(db_exec(t->db, update_moved, ARGS(r->id, ctx->now), NULL));
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
