/*
 * reform_lock.c - nobody gives anything to a unit while it ends
 *
 * The units that end or move are locked; whoever adds a row that names one
 * waits, since its foreign key reads the unit.  What was added before that, and
 * after this transaction began to read, is not in what it has read: then it
 * must begin again.  So everything is either found by the reform, or added
 * after it, where core/reform_late.h takes it up.
 *
 * (Counting what is there under a lock holds the gaps as well: on this server
 * it is a second lock on the same door.)
 *
 * Other database nodes know nothing of these locks, nor does what is added
 * there meet what is changed here: a foreign key does not.  Whoever changes
 * something that a reform reads also writes one of these, and so does the
 * reform, so that of the two one begins again:
 * - the person whose right ends, is given or lent;
 * - the unit's head: rights, posts, reports, drafts, templates;
 * - the regime's head: whom it is assigned to, periods that are opened;
 * - the head of groups, of items and breakdowns, of forms and registers.
 * API tokens are not among them: each use writes their head, and all that is
 * lost of one is that it is not listed among what ends.
 */
#include "core/audit.h"
#include "core/reform_part.h"
#include "io/db.h"
#include "io/json.h"

enum { IDS_MAX = 4 << 20 };
const struct db_col reform_row_id_cols[1] = { COL(struct reform_row_id, id) };
DB_ROWS(select_regimes, reform_row_id_cols,
    "SELECT id FROM regime ORDER BY id");
DB_STMT(hold_people,
    "UPDATE JSON_TABLE(?, '$[*]' COLUMNS (id BIGINT PATH '$')) j"
    " STRAIGHT_JOIN person p ON p.id = j.id SET p.version = p.version + 1"
    " WHERE p.id > 0");

struct mark {
	long n, m;
};
static const struct db_col mark_cols[] = { COL(struct mark, n),
	COL(struct mark, m) };
#define IDS " FROM JSON_TABLE(?, '$[*]' COLUMNS (id BIGINT PATH '$')) j"
DB_ROWS(lock_units, mark_cols,
    "SELECT STRAIGHT_JOIN COUNT(*) AS n, 0 AS m" IDS
    " JOIN unit u ON u.id = j.id FOR UPDATE");
#define MARK(sum, table, column) \
	"SELECT STRAIGHT_JOIN COUNT(*) AS n," \
	" CAST(COALESCE(SUM(" sum "), 0) AS SIGNED) AS m" IDS " JOIN " table \
	" t ON t." column " = j.id"
/* As the transaction sees it, and as it is; those stay as they are. */
#define BOTH(name, sum, table, column) \
	DB_ROWS(see_##name, mark_cols, MARK(sum, table, column)); \
	DB_ROWS(is_##name, mark_cols, \
	    MARK(sum, table, column) " LOCK IN SHARE MODE")
BOTH(access, "TO_DAYS(t.valid_to)", "access", "unit_id");
BOTH(post, "TO_DAYS(t.valid_to)", "person_post", "unit_id");
BOTH(assignment, "TO_DAYS(t.valid_to)", "assignment", "unit_id");
BOTH(member, "TO_DAYS(t.valid_to)", "unit_group_member", "unit_id");
BOTH(token, "t.revoked IS NULL", "api_token", "unit_id");
BOTH(report, "t.version", "report", "unit_id");
BOTH(received, "t.version", "report", "receiver_id");
BOTH(regime, "1", "regime", "owner_id");
BOTH(group, "1", "unit_group", "owner_id");
BOTH(item, "1", "item", "owner_id");
BOTH(breakdown, "1", "breakdown", "owner_id");
BOTH(register, "1", "register", "unit_id");
BOTH(draft, "1", "form_draft", "unit_id");
BOTH(template, "1", "form_template", "unit_id");
#define PAIR(name) \
	{ \
		see_##name, is_##name, #name \
	}

/* Who has rights where one ends, and whose they are. */
static enum rc
people(struct reform_tree *t)
{
	struct buf b = { .mem = t->mem, .max = IDS_MAX };
	struct json j = { .out = &b };

	json_array(&j, NULL);
	for (size_t i = 0; i < t->look->ngrant; i++) {
		json_long(&j, NULL, t->look->grant[i].person_id);
		json_long(&j, NULL, t->look->grant[i].for_id);
	}
	json_end(&j);
	if (b.full)
		return fail(E_LIMIT, "rights of too many people");
	return db_exec(t->db, hold_people, ARGS(b.at), NULL);
}

static enum rc
heads(struct reform_tree *t)
{
	static const long shared[] = { AUDIT_FORMS, AUDIT_ITEMS, AUDIT_GROUPS };
	struct buf b = { .mem = t->mem, .max = IDS_MAX };
	struct json j = { .out = &b };
	struct reform_row_ids regimes;

	TRY(db_rows(t->db, select_regimes, ARGS(), &regimes));
	json_array(&j, NULL);
	for (size_t i = 0; i < t->look->nunit; i++)
		if (t->look->unit[i].kind != UNIT_BEGINS)
			json_long(&j, NULL, t->look->unit[i].id);
	for (size_t i = 0; i < regimes.n; i++)
		json_long(&j, NULL, AUDIT_REGIMES - regimes.at[i].id);
	for (size_t i = 0; i < COUNT(shared); i++)
		json_long(&j, NULL, shared[i]);
	json_end(&j);
	if (b.full)
		return fail(E_LIMIT, "too many units");
	return audit_hold(t->db, b.at);
}

enum rc
reform_hold(struct reform_tree *t)
{
	static const struct {
		const struct db_stmt *see, *is;
		const char *what;
	} all[] = { PAIR(access), PAIR(post), PAIR(assignment), PAIR(member),
		PAIR(token), PAIR(report), PAIR(received), PAIR(regime),
		PAIR(group), PAIR(item), PAIR(breakdown), PAIR(register),
		PAIR(draft), PAIR(template) };
	const char *ids = reform_ids(t, true);
	struct mark seen, now;

	TRY(people(t));
	TRY(heads(t));
	TRY(db_row(t->db, lock_units, ARGS(ids), &now));
	for (size_t i = 0; i < COUNT(all); i++) {
		TRY(db_row(t->db, all[i].see, ARGS(ids), &seen));
		TRY(db_row(t->db, all[i].is, ARGS(ids), &now));
		if (seen.n != now.n || seen.m != now.m)
			return fail(E_BUSY, "%s changed meanwhile",
			    all[i].what);
	}
	return OK;
}
