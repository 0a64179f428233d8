/* reform_reports.c - reports that are open when the structure changes */
#include <string.h>
#include "core/flow.h"
#include "core/reform_part.h"
#include "io/db.h"

static const struct db_col report_cols[] = {
	COL(struct reform_open, report_id),
	COL(struct reform_open, regime_id),
	COL(struct reform_open, period_id),
	COL(struct reform_open, n),
	COL(struct reform_open, unit_id),
	COL(struct reform_open, line_id),
	COL(struct reform_open, receiver_id),
	COL(struct reform_open, upper_id),
	COL(struct reform_open, regime),
	COL(struct reform_open, period),
	COL(struct reform_open, ends),
	COL(struct reform_open, level),
	COL(struct reform_open, state),
	COL(struct reform_open, due),
	COL(struct reform_open, upper),
	COL(struct reform_open, extended),
	COL(struct reform_open, was_sent),
};
#define JOINS \
	" JOIN period p ON p.id = r.period_id JOIN regime g" \
	" ON g.id = r.regime_id JOIN unit u ON u.id = r.unit_id"
#define IDS " JSON_TABLE(?, '$[*]' COLUMNS (id BIGINT PATH '$')) j"
/*
 * From the units to their reports, as the units are a text without an index:
 * the other way round the whole text would be read for every report.
 */
/* Of windows that are over before the day: they stay. */
DB_ROWS(select_earlier, report_cols,
    "SELECT STRAIGHT_JOIN MIN(r.id) AS report_id, r.regime_id, r.period_id, "
    "COUNT(*) AS n,"
    " 0 AS unit_id, 0 AS line_id, 0 AS receiver_id, 0 AS upper_id,"
    " g.code AS regime, p.code AS period, p.ends, u.level, r.state,"
    " r.due, '' AS upper, r.due_rule IS NOT NULL AS extended,"
    " 0 AS was_sent FROM" IDS " JOIN report r ON r.unit_id = j.id" JOINS
    " WHERE p.ends < ? AND r.state IN ('due', 'draft', 'sent', 'returned')"
    " GROUP BY r.regime_id, r.period_id, g.code, p.code, p.ends, u.level,"
    " r.state, r.due, extended"
    " ORDER BY p.ends, g.code, u.level, r.state, r.due");
/* Of windows that are not: their unit ends or moves, or their receiver ends. */
#define LATER_COLS \
	"SELECT STRAIGHT_JOIN r.id AS report_id, r.regime_id, r.period_id," \
	" 1 AS n, r.unit_id, g.line_id, COALESCE(r.receiver_id, 0) AS" \
	" receiver_id, COALESCE(b.id, 0) AS upper_id, g.code AS regime," \
	" p.code AS period, p.ends, u.level, r.state, r.due," \
	" COALESCE(b.state, '') AS upper, r.due_rule IS NOT NULL AS extended," \
	" r.first_sent IS NOT NULL AS was_sent FROM"
#define LATER_UPPER \
	" LEFT JOIN report b ON b.regime_id = r.regime_id" \
	" AND b.period_id = r.period_id AND b.unit_id = r.receiver_id" \
	" WHERE p.ends >= ? AND r.state <> 'closed'"
#define LATER(on) LATER_COLS IDS " JOIN report r ON " on JOINS LATER_UPPER
/* ... or what ends or moves stands between the two, and does not report. */
#define LATER_BETWEEN \
	LATER_COLS IDS \
	    " JOIN line l JOIN unit_above d ON d.line_id = l.id" \
	    " AND d.above_id = j.id AND d.depth > 0 AND d.valid_from < ?" \
	    " AND ? <= d.valid_to JOIN report r ON r.unit_id = d.unit_id" \
	    " AND r.receiver_id <> j.id" JOINS " AND g.line_id = l.id" \
	    " JOIN unit_above e ON e.line_id = l.id AND e.unit_id = j.id" \
	    " AND e.above_id = r.receiver_id AND e.depth > 0" \
	    " AND e.valid_from < ? AND ? <= e.valid_to" LATER_UPPER
/* clang-format off */
DB_ROWS(select_later, report_cols,
    LATER("r.unit_id = j.id") " UNION " LATER("r.receiver_id = j.id")
    " UNION " LATER_BETWEEN " ORDER BY ends, regime, level, state, report_id");
/* clang-format on */

struct found {
	struct reform_open *at;
	size_t n;
};

static bool
is_sent(const char *state)
{
	return str_eq(state, SENT) || str_eq(state, ACCEPTED);
}

static enum reform_fate
fate_of(const struct reform_tree *t, const struct reform_open *r)
{
	long at = reform_of(t, r->unit_id);

	if (at < 0 || t->look->unit[at].kind == UNIT_MOVES)
		return FATE_REROUTED;
	return t->heir[at].class == CLASS_SAME ? FATE_CARRIED : FATE_CLOSED;
}

static struct reform_report_fate
judge(const struct reform_tree *t, const struct reform_open *r)
{
	long upper = r->receiver_id == 0 ? -1 : reform_of(t, r->receiver_id);
	bool closed = upper >= 0 && t->look->unit[upper].kind == UNIT_ENDS &&
		      t->heir[upper].class != CLASS_SAME;

	return (struct reform_report_fate){ .report_id = r->report_id,
		.unit_id = r->unit_id,
		.regime_id = r->regime_id,
		.period_id = r->period_id,
		.line_id = r->line_id,
		.receiver_id = r->receiver_id,
		.upper_id = r->upper_id,
		.fate = fate_of(t, r),
		.was_sent = is_sent(r->state),
		.official = str_eq(r->state, ACCEPTED),
		.upper_sent = is_sent(r->upper) && !closed,
		.what = str_fmt(t->mem, "%s %s", r->regime, r->period),
		.period = r->period,
		.ends = r->ends };
}

static const char *
why_of(enum reform_fate fate, const char *state, bool stays)
{
	if (stays)
		return _("a superior has sent its total already: the report"
			 " stays in the total that it is in");
	if (fate == FATE_KEPT)
		return _("the window ends before the day: who reported then"
			 " finishes it");
	if (fate == FATE_CARRIED)
		return _("the same body goes on with it under its new name");
	if (fate == FATE_REROUTED)
		return _("goes to the superior of that day");
	if (is_sent(state))
		return _("the new units report for the whole window; figures"
			 " that were sent already leave the sums");
	return _("the unit does not exist on the last day of the window; the"
		 " new units report");
}

static void
count(struct reform_look *look, enum reform_fate fate, const char *state,
    long n)
{
	long *sums[FATE_END] = { [FATE_KEPT] = &look->reports_kept,
		[FATE_CARRIED] = &look->reports_carried,
		[FATE_REROUTED] = &look->reports_rerouted,
		[FATE_CLOSED] = &look->reports_closed };

	if (sums[fate] != NULL)
		*sums[fate] += n;
	if (fate == FATE_CLOSED && is_sent(state))
		look->reports_decide += n;
}

/* One line for those of a regime, period, level, state and fate. */
static void
add(struct reform_tree *t, struct map *seen, const struct reform_open *r,
    const struct reform_report_fate *f)
{
	enum reform_fate fate = f == NULL ? FATE_KEPT : f->fate;
	bool stays = f != NULL && f->stays;
	struct reform_look *look = t->look;
	const char *key = str_fmt(t->mem, "%ld %ld %s %s %d %d", r->regime_id,
	    r->period_id, r->level, r->state, (int)fate, stays);
	long i = map_get(seen, key);

	count(look, fate, r->state, r->n);
	if (i >= 0) {
		look->reports[i].n += r->n;
		return;
	}
	map_put(seen, key, (long)look->nreports);
	look->reports[look->nreports++] =
	    (struct reform_reports){ .regime_id = r->regime_id,
		    .period_id = r->period_id,
		    .n = r->n,
		    .regime = r->regime,
		    .period = r->period,
		    .ends = r->ends,
		    .level = r->level,
		    .state = r->state,
		    .fate = fate,
		    .why = why_of(fate, r->state, stays),
		    .report_id = r->report_id };
}

enum rc
reform_open_reports(struct reform_tree *t)
{
	const char *day = t->in->on_date, *both = reform_ids(t, true);
	struct map seen = { .mem = t->mem };
	struct reform_look *look = t->look;
	struct found earlier, later;

	TRY(db_rows(t->db, select_earlier, ARGS(reform_ids(t, false), day),
	    &earlier));
	TRY(db_rows(t->db, select_later,
	    ARGS(both, day, reform_ids(t, false), day, both, day, day, day, day,
		day),
	    &later));
	look->reports = arena_alloc(t->mem,
	    (earlier.n + later.n + 1) * sizeof *look->reports);
	t->fates = arena_alloc(t->mem, (later.n + 1) * sizeof *t->fates);
	for (size_t i = 0; i < earlier.n; i++)
		add(t, &seen, &earlier.at[i], NULL);
	for (size_t i = 0; i < later.n; i++)
		t->fates[t->nfate++] = judge(t, &later.at[i]);
	TRY(reform_stay(t));
	for (size_t i = 0; i < later.n; i++)
		add(t, &seen, &later.at[i], &t->fates[i]);
	return reform_dues(t, earlier.at, earlier.n, later.at);
}
