/* signature_walk.c - the signatures of a receipt, and of everything sent */
#include <stdlib.h>
#include <string.h>
#include "core/signature_walk.h"
#include "io/db.h"

enum { PAGE = 50, CODE_MAX = 200 };

struct revision_rows {
	struct revision *at;
	size_t n;
};
static const struct db_col walk_cols[] = {
	COL(struct revision, id),
	COL(struct revision, report_id),
	COL(struct revision, no),
	COL(struct revision, at),
	COL(struct revision, person),
	COL(struct revision, behalf),
	COL(struct revision, sign_as),
	COL(struct revision, body),
	COL(struct revision, sha),
	COL(struct revision, prev),
};
/* The unit's code is that of the day: the report may have been carried over. */
DB_ROWS(select_receipt, walk_cols,
    "SELECT k.id, k.report_id, k.no, k.at, q.name AS person,"
    " b.name AS behalf, k.sign_as, k.body, k.sha, k.prev FROM regime g"
    " JOIN report r ON r.regime_id = g.id"
    " JOIN period p ON p.id = r.period_id JOIN unit u ON u.id = r.unit_id"
    " JOIN revision k ON k.report_id = r.id"
    " LEFT JOIN person q ON q.id = k.person_id"
    " LEFT JOIN person b ON b.id = k.behalf_id"
    " WHERE g.code = " DB_CODE " AND p.code = " DB_CODE
    " AND (u.code = " DB_CODE " OR EXISTS (SELECT 1 FROM reform_report c"
    " JOIN unit o ON o.id = c.unit_id WHERE c.report_id = r.id"
    " AND c.fate = 'carried' AND o.code = " DB_CODE "))"
    " AND k.no = ? ORDER BY k.id");
DB_ROWS(select_walk, walk_cols,
    "SELECT k.id, k.report_id, k.no, k.at, q.name AS person,"
    " b.name AS behalf, k.sign_as, k.body, k.sha, k.prev FROM revision k"
    " LEFT JOIN person q ON q.id = k.person_id"
    " LEFT JOIN person b ON b.id = k.behalf_id"
    " WHERE k.id > ? ORDER BY k.id LIMIT ?");

/* The next part of the code, up to the sign that ends it; NULL: there is none.
 */
static const char *
part(struct arena *mem, const char **at, char end)
{
	const char *stop = strchr(*at, end);

	if (stop == NULL || stop == *at)
		return NULL;
	const char *text = str_ndup(mem, *at, (size_t)(stop - *at));
	*at = stop + 1;
	return text;
}

enum rc
signature_receipt(struct db *db, struct arena *mem, const char *code,
    struct revision *ret)
{
	const char *at = code;
	struct revision_rows rows;

	if (strlen(code) > CODE_MAX)
		return E_MALFORMED;
	const char *regime = part(mem, &at, '/');
	const char *period = regime == NULL ? NULL : part(mem, &at, '/');
	const char *unit = period == NULL ? NULL : part(mem, &at, '/');
	const char *no = unit == NULL ? NULL : part(mem, &at, '-');
	if (no == NULL || strlen(at) < 8 ||
	    strspn(no, "0123456789") != strlen(no) || strlen(no) > 9)
		return E_MALFORMED;
	TRY(db_rows(db, select_receipt,
	    ARGS(regime, period, unit, unit, strtol(no, NULL, 10)), &rows));
	for (size_t i = 0; i < rows.n; i++) {
		*ret = rows.at[i];
		if (str_starts(ret->sha, at))
			return OK;
	}
	return rows.n == 0 ? E_NOTFOUND : E_CONFLICT;
}

enum rc
signature_whole(struct db *db, struct arena *mem, const struct conf *conf,
    const struct revision *k, struct signed_all *ret, const char **ret_why)
{
	*ret_why = NULL;
	TRY(signature_check(db, mem, conf, k, ret));
	if (!str_eq(k->sha, revision_hash(mem, k->prev, k->body)))
		*ret_why = _("It is not what was sent: its hash is another.");
	for (size_t i = 0; i < ret->n && *ret_why == NULL; i++)
		if (!ret->at[i].good)
			*ret_why = ret->at[i].says;
	return OK;
}

static enum rc
look(struct db *db, struct arena *mem, const struct conf *conf,
    const struct revision *k, struct signature_walk *w)
{
	struct signed_all seals;

	TRY(signature_whole(db, mem, conf, k, &seals, &w->why));
	w->last = k->id;
	w->seen++;
	w->signed_n += seals.n > 0;
	w->unsigned_n += seals.n == 0;
	w->late += seals.n == 0 && w->signed_n > 0;
	if (w->why == NULL)
		return OK;
	w->bad = *k;
	return E_CONFLICT;
}

enum rc
signature_walk(struct db *db, struct arena *mem, const struct conf *conf,
    struct signature_walk *w)
{
	struct revision_rows rows;

	TRY(db_rows(db, select_walk, ARGS(w->last, (long)PAGE), &rows));
	for (size_t i = 0; i < rows.n; i++)
		TRY(look(db, mem, conf, &rows.at[i], w));
	w->done = rows.n < PAGE;
	return OK;
}
