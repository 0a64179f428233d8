/* level.c - levels of government, which are data */
#include "core/level.h"
#include "io/db.h"

static const struct db_col level_cols[] = { COL(struct level, code),
	COL(struct level, name_vi), COL(struct level, name_en) };
DB_ROWS(select_levels, level_cols,
    "SELECT code, name_vi, name_en FROM level ORDER BY rank_no, code");

enum rc
level_list(struct db *db, struct levels *ret)
{
	return db_rows(db, select_levels, ARGS(), ret);
}
