/* audit_blank_not.c - entries about a person whose text cannot be taken out */
#include "core/audit_blank.h"
#include "io/db.h"

struct count {
	long n;
};
static const struct db_col count_cols[] = { COL(struct count, n) };
/* The same ones as in audit_blank.c, of the first format. */
DB_ROWS(count_first, count_cols,
    "SELECT COUNT(*) AS n FROM audit WHERE format = 1"
    " AND ((person_id = ? AND object IN ('person', 'session', 'token',"
    " 'page')) OR (object = 'person' AND object_id = ?) OR (stream = ?"
    " AND act = 'refuse' AND LEFT(detail, CHAR_LENGTH(?)) = ?))");

enum rc
audit_blank_not(struct db *db, long person, const char *login, long *ret_n)
{
	const char *told = str_fmt(db_arena(db), "login=%s;", login);
	struct count c;

	TRY(db_row(db, count_first,
	    ARGS(person, person, audit_stream_of(login), told, told), &c));
	*ret_n = c.n;
	return OK;
}
