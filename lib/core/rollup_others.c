/* rollup_others.c - of the picture, what is not simply added up */
#include "core/rollup_part.h"

/* The items of a regime's forms of one kind, in the meaning of that period. */
#define ITEMS(kind) \
	"(SELECT DISTINCT v.item_id, v.weight_id FROM form f" \
	" JOIN form_cell c ON c.form_id = f.id JOIN period p ON p.id = ?" \
	" JOIN item_version v ON v.item_id = c.item_id" \
	" AND v.valid_from <= p.ends AND p.ends < v.valid_to" \
	" AND v.over_units = " kind " WHERE f.regime_id = ?) k"
#define ACCEPTED \
	" FROM " PARENTS " JOIN report c ON c.receiver_id = j.id" \
	" AND c.regime_id = ? AND c.period_id = ? AND c.state = 'accepted'" \
	" JOIN fact f ON f.revision_id = c.accepted_id AND f.part = 1" \
	" JOIN "
#define PROVISIONAL \
	" FROM " PARENTS " JOIN report c ON c.receiver_id = j.id" \
	" AND c.regime_id = ? AND c.period_id = ? AND c.state <> 'accepted'" \
	" JOIN rollup f ON f.regime_id = c.regime_id" \
	" AND f.period_id = c.period_id AND f.unit_id = c.unit_id JOIN "
#define OF_ITEM " ON k.item_id = f.item_id "

struct kind {
	const char *over_units;
};
static const struct db_col kind_cols[] = { COL(struct kind, over_units) };
DB_ROWS(select_kinds, kind_cols,
    "SELECT DISTINCT v.over_units FROM form f"
    " JOIN form_cell c ON c.form_id = f.id JOIN period p ON p.id = ?"
    " JOIN item_version v ON v.item_id = c.item_id AND v.valid_from <= p.ends"
    " AND p.ends < v.valid_to WHERE f.regime_id = ?"
    " AND v.over_units NOT IN ('sum', 'none') ORDER BY v.over_units");

/* A unit without a weight, where one is wanted, is left out. */
#define WEIGHT "CASE WHEN k.weight_id IS NULL THEN 1 ELSE g.value END AS weight"
DB_STMT(insert_means,
    "INSERT INTO rollup (regime_id, period_id, unit_id, item_id, value)"
    " SELECT ?, ?, x.unit_id, x.item_id,"
    " SUM(x.value * x.weight) / SUM(x.weight) FROM ("
    "SELECT c.receiver_id AS unit_id, f.item_id, f.value, " WEIGHT ACCEPTED
	ITEMS("'mean'") OF_ITEM
    "LEFT JOIN fact g ON g.revision_id = c.accepted_id AND g.part = 1"
    " AND g.item_id = k.weight_id UNION ALL"
    " SELECT c.receiver_id AS unit_id, f.item_id, f.value, " WEIGHT PROVISIONAL
	ITEMS("'mean'") OF_ITEM
    "LEFT JOIN rollup g ON g.regime_id = c.regime_id"
    " AND g.period_id = c.period_id AND g.unit_id = c.unit_id"
    " AND g.item_id = k.weight_id) x WHERE x.weight IS NOT NULL"
    " GROUP BY x.unit_id, x.item_id HAVING SUM(x.weight) <> 0");
DB_STMT(insert_largest,
    "INSERT INTO rollup (regime_id, period_id, unit_id, item_id, value)"
    " SELECT ?, ?, x.unit_id, x.item_id, MAX(x.value) FROM ("
    "SELECT c.receiver_id AS unit_id, f.item_id, f.value" ACCEPTED ITEMS(
	"'max'") OF_ITEM
    "UNION ALL SELECT c.receiver_id AS unit_id, f.item_id, f.value" PROVISIONAL
	ITEMS("'max'") OF_ITEM ") x GROUP BY x.unit_id, x.item_id");
/* Whoever sent last: by the instant, as core/over.h says. */
DB_STMT(insert_last,
    "INSERT INTO rollup (regime_id, period_id, unit_id, item_id, value,"
    " revision_id) SELECT ?, ?, y.unit_id, y.item_id, y.value, y.revision_id"
    " FROM (SELECT x.unit_id, x.item_id, x.value, x.revision_id,"
    " ROW_NUMBER() OVER (PARTITION BY x.unit_id, x.item_id"
    " ORDER BY k.at DESC, x.revision_id DESC) AS place FROM ("
    "SELECT c.receiver_id AS unit_id, f.item_id, f.value,"
    " f.revision_id" ACCEPTED ITEMS("'last'") OF_ITEM
    "UNION ALL SELECT c.receiver_id AS unit_id, f.item_id, f.value,"
    " f.revision_id" PROVISIONAL ITEMS("'last'") OF_ITEM
    ") x LEFT JOIN revision k ON k.id = x.revision_id) y WHERE y.place = 1");

static const struct {
	const char *over_units;
	const struct db_stmt *insert;
} others[] = {
	{ "mean", insert_means },
	{ "max", insert_largest },
	{ "last", insert_last },
};

static enum rc
insert(struct db *db, const struct job *job, const char *over_units,
    const char *parents)
{
	long g = job->regime_id, p = job->period_id;

	for (size_t i = 0; i < COUNT(others); i++)
		if (str_eq(others[i].over_units, over_units))
			return db_exec(db, others[i].insert,
			    ARGS(g, p, parents, g, p, p, g, parents, g, p, p,
				g),
			    NULL);
	return fail(E_INTERNAL, "over_units \"%s\"", over_units);
}

enum rc
rollup_others(struct db *db, const struct job *job, const char *parents)
{
	struct {
		struct kind *at;
		size_t n;
	} kinds;

	TRY(db_rows(db, select_kinds, ARGS(job->period_id, job->regime_id),
	    &kinds));
	for (size_t i = 0; i < kinds.n; i++)
		TRY(insert(db, job, kinds.at[i].over_units, parents));
	return OK;
}
