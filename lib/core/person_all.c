/* person_all.c - every account, for the command line: core/person_list.h */
#include "core/person_list.h"

static const struct db_col all_cols[] = {
	COL(struct person_all, login),
	COL(struct person_all, name),
	COL(struct person_all, title),
	COL(struct person_all, search),
	COL(struct person_all, person_to),
	COL(struct person_all, locked),
	COL(struct person_all, role),
	COL(struct person_all, unit_id),
	COL(struct person_all, for_id),
	COL(struct person_all, unit_code),
	COL(struct person_all, unit),
	COL(struct person_all, level),
	COL(struct person_all, valid_from),
	COL(struct person_all, valid_to),
};
DB_ROWS(select_all, all_cols,
    "SELECT p.login, p.name, p.title, p.search, p.valid_to AS person_to,"
    " p.locked, x.role, x.unit_id, x.for_id, u.code AS unit_code,"
    " u.name AS unit, u.level, x.valid_from, x.valid_to FROM person p"
    " LEFT JOIN access x ON x.person_id = p.id LEFT JOIN unit u"
    " ON u.id = x.unit_id WHERE ? = 0 OR EXISTS (SELECT 1 FROM unit_above a"
    " JOIN access y ON y.unit_id = a.unit_id WHERE a.above_id = ?"
    " AND y.person_id = p.id) ORDER BY p.login, x.id");

enum rc
person_all(struct db *db, long unit, struct person_alls *ret)
{
	return db_rows(db, select_all, ARGS(unit, unit), ret);
}
