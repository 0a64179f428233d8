/* job.c - long work with a progress figure */
#include "core/job.h"
#include "io/db.h"

static const struct db_col job_cols[] = {
	COL(struct job, id),
	COL(struct job, kind),
	COL(struct job, regime_id),
	COL(struct job, period_id),
	COL(struct job, state),
	COL(struct job, done),
	COL(struct job, total),
	COL(struct job, seen),
	COL(struct job, made),
	COL(struct job, day),
	COL(struct job, note),
	COL(struct job, changed),
};
DB_ROWS(select_job, job_cols,
    "SELECT id, kind, regime_id, period_id, state, done, total, seen, made,"
    " day, note, changed FROM job WHERE id = ?");

enum rc
job_get(struct db *db, long id, struct job *ret)
{
	return db_row(db, select_job, ARGS(id), ret);
}
