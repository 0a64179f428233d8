/* succession.c - which unit became which */
#include <string.h>
#include "core/succession.h"
#include "io/db.h"

static const char *const names[REL_END] = { "unchanged", "renamed", "retyped",
	"whole", "partial", "unknown" };

static const struct db_col cols[] = {
	COL(struct succession, old_id),
	COL(struct succession, new_id),
	COL(struct succession, relation),
	COL(struct succession, comparable),
	COL(struct succession, decision),
	COL(struct succession, on_date),
	COL(struct succession, old_name),
	COL(struct succession, new_name),
};
#define SELECT \
	"SELECT s.old_id, s.new_id, s.relation, s.comparable, s.decision," \
	" s.on_date, o.name AS old_name, n.name AS new_name" \
	" FROM succession s JOIN unit o ON o.id = s.old_id" \
	" JOIN unit n ON n.id = s.new_id"
DB_ROWS(select_of, cols, SELECT " WHERE s.old_id = ? ORDER BY s.new_id");
DB_ROWS(select_to, cols, SELECT " WHERE s.new_id = ? ORDER BY s.old_id");

bool
relation_read(const char *s, enum relation *ret)
{
	for (size_t i = 0; i < REL_END; i++)
		if (str_eq(s, names[i])) {
			*ret = (enum relation)i;
			return true;
		}
	return false;
}

const char *
relation_name(enum relation r)
{
	return names[r];
}

enum rc
succession_of(struct db *db, long old_id, struct successions *ret)
{
	return db_rows(db, select_of, ARGS(old_id), ret);
}

enum rc
succession_to(struct db *db, long new_id, struct successions *ret)
{
	return db_rows(db, select_to, ARGS(new_id), ret);
}

enum rc
succession_before(struct db *db, long id, long *ret)
{
	struct successions s;
	enum relation r;

	*ret = 0;
	TRY(succession_to(db, id, &s));
	if (s.n == 1 && s.at[0].comparable &&
	    relation_read(s.at[0].relation, &r) &&
	    (r == REL_RENAMED || r == REL_RETYPED))
		*ret = s.at[0].old_id;
	return OK;
}

enum rc
succession_whole(struct db *db, long new_id, bool *ret)
{
	struct successions s;

	TRY(succession_to(db, new_id, &s));
	*ret = s.n > 0;
	for (size_t i = 0; i < s.n; i++)
		*ret = *ret && s.at[i].comparable;
	return OK;
}
