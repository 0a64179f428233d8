/* reform_series.c - which figures can be read on across a reform, and how */
#include "core/reform_part.h"
#include "io/db.h"

struct count_rec {
	long unit_id, n;
};
static const struct db_col cols[] = { COL(struct count_rec, unit_id),
	COL(struct count_rec, n) };
DB_ROWS(select_counts, cols,
    "SELECT STRAIGHT_JOIN r.unit_id, COUNT(*) AS n FROM JSON_TABLE(?, '$[*]'"
    " COLUMNS (id BIGINT PATH '$')) j JOIN report r ON r.unit_id = j.id"
    " WHERE r.accepted_id IS NOT NULL GROUP BY r.unit_id ORDER BY r.unit_id");

static enum reform_reading
reading_of(const struct reform_tree *t, const struct reform_link *k)
{
	const struct reform_unit *became = &t->look->unit[k->became];

	if (t->heir[k->old].class == CLASS_SAME)
		return READ_ON;
	if (k->comparable)
		return became->nother > 1 ? READ_SUM : READ_ON;
	return str_empty(k->shares) ? READ_NOT : READ_SHARE;
}

enum rc
reform_readings(struct reform_tree *t)
{
	struct reform_look *look = t->look;
	struct {
		struct count_rec *at;
		size_t n;
	} counts;

	TRY(db_rows(t->db, select_counts, ARGS(reform_ids(t, false)), &counts));
	for (size_t i = 0; i < counts.n; i++) {
		long at = reform_of(t, counts.at[i].unit_id);
		if (at >= 0)
			look->unit[at].official = counts.at[i].n;
	}
	for (size_t i = 0; i < look->nlink; i++) {
		struct reform_link *k = &look->link[i];
		k->reading = reading_of(t, k);
		look->readings[k->reading]++;
	}
	for (size_t i = 0; i < look->nunit; i++)
		look->readings_over += look->unit[i].kind == UNIT_ENDS &&
				       look->unit[i].nother == 0;
	return OK;
}
