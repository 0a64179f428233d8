/* home_stale.c - sent revisions whose sources are no longer what they were */
#include "core/home.h"

static const struct db_col stale_cols[] = {
	COL(struct home_stale, user_id),
	COL(struct home_stale, user_line),
	COL(struct home_stale, user),
	COL(struct home_stale, user_vi),
	COL(struct home_stale, user_en),
	COL(struct home_stale, user_cutoff),
	COL(struct home_stale, user_period),
	COL(struct home_stale, user_no),
	COL(struct home_stale, user_at),
	COL(struct home_stale, user_person),
	COL(struct home_stale, source_id),
	COL(struct home_stale, source_line),
	COL(struct home_stale, source),
	COL(struct home_stale, source_vi),
	COL(struct home_stale, source_en),
	COL(struct home_stale, source_cutoff),
	COL(struct home_stale, source_period),
	COL(struct home_stale, was_no),
	COL(struct home_stale, now_no),
};
#define STALE_COLS \
	"SELECT STRAIGHT_JOIN r.id AS user_id, g.line_id AS user_line," \
	" g.code AS user, w.title_vi AS user_vi, w.title_en AS user_en," \
	" w.cutoff AS user_cutoff, p.code AS user_period, m.no AS user_no," \
	" m.at AS user_at, q.name AS user_person, o.id AS source_id," \
	" h.line_id AS source_line, h.code AS source," \
	" x.title_vi AS source_vi, x.title_en AS source_en," \
	" x.cutoff AS source_cutoff, y.code AS source_period," \
	" k.no AS was_no, COALESCE(n.no, 0) AS now_no"
#define STALE_JOINS \
	" JOIN regime g ON g.id = r.regime_id" \
	" JOIN regime_version w ON w.id = r.regime_version_id" \
	" JOIN period p ON p.id = r.period_id" \
	" LEFT JOIN person q ON q.id = m.person_id" \
	" JOIN regime h ON h.id = o.regime_id" \
	" JOIN regime_version x ON x.id = o.regime_version_id" \
	" JOIN period y ON y.id = o.period_id" \
	" LEFT JOIN revision n ON n.id = o.accepted_id" \
	" WHERE COALESCE(o.accepted_id, 0) <> u.source_id" \
	" AND r.state IN ('sent', 'accepted')"
DB_ROWS(select_ours, stale_cols,
    STALE_COLS " FROM report r JOIN revision m ON m.id = r.revision_id"
	       " JOIN revision_use u ON u.revision_id = m.id"
	       " JOIN revision k ON k.id = u.source_id"
	       " JOIN report o ON o.id = k.report_id" STALE_JOINS
	       " AND r.id = ? ORDER BY y.ends, h.code, o.id");
DB_ROWS(select_others, stale_cols,
    STALE_COLS
    " FROM report o JOIN revision k ON k.report_id = o.id"
    " JOIN revision_use u ON u.source_id = k.id"
    " JOIN revision m ON m.id = u.revision_id"
    " JOIN report r ON r.id = m.report_id AND r.revision_id = m.id" STALE_JOINS
    " AND o.id = ? ORDER BY p.ends, g.code, r.id");

enum rc
home_stale(struct db *db, const struct report *r, struct home_stales *ret)
{
	struct home_stales others;

	*ret = (struct home_stales){ 0 };
	if (!r->shared || r->revision_id == 0)
		return OK;
	TRY(db_rows(db, select_ours, ARGS(r->id), ret));
	TRY(db_rows(db, select_others, ARGS(r->id), &others));
	struct home_stale *both =
	    arena_alloc(db_arena(db), (ret->n + others.n) * sizeof *both);
	for (size_t i = 0; i < ret->n; i++)
		both[i] = ret->at[i];
	for (size_t i = 0; i < others.n; i++)
		both[ret->n + i] = others.at[i];
	*ret = (struct home_stales){ both, ret->n + others.n };
	return OK;
}
