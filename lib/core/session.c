/* session.c - sessions, and the clock that a request goes by */
#include <string.h>
#include "base/date.h"
#include "core/narrow.h"
#include "core/session.h"
#include "io/conf.h"
#include "io/db.h"
#include "io/secret.h"

enum { TOUCH_SECONDS = 60, ROOT_LEN = 32 };

/* The one place that asks the database for the time; the clock is a value. */
struct clock {
	const char *instant, *local, *clock;
};
static const struct db_col clock_cols[] = {
	COL(struct clock, instant),
	COL(struct clock, local),
	COL(struct clock, clock),
};
#define CLOCK \
	"SELECT CAST(UTC_TIMESTAMP(6) AS CHAR) AS instant," \
	" CAST(UTC_TIMESTAMP(6) + INTERVAL 7 HOUR AS CHAR) AS local,"
DB_ROWS(select_clock, clock_cols,
    CLOCK " (SELECT value FROM setting WHERE name = 'clock') AS clock");

struct resumed {
	const char *instant, *local, *clock, *login, *name, *lang, *until;
	long person_id, role, unit_id, for_id, session_id, proved_s;
	const char *unit, *level, *valid_from, *valid_to;
	bool stale, strong;
	/* of a token alone */
	long token_id, only_unit, only_regime;
	const char *only_rights;
};
struct resumeds {
	struct resumed *at;
	size_t n;
};
#define RESUMED_COLS \
	COL(struct resumed, instant), COL(struct resumed, local), \
	    COL(struct resumed, clock), COL(struct resumed, person_id), \
	    COL(struct resumed, stale), COL(struct resumed, session_id), \
	    COL(struct resumed, strong), COL(struct resumed, proved_s), \
	    COL(struct resumed, login), COL(struct resumed, name), \
	    COL(struct resumed, lang), COL(struct resumed, until), \
	    COL(struct resumed, role), COL(struct resumed, unit_id), \
	    COL(struct resumed, for_id), COL(struct resumed, unit), \
	    COL(struct resumed, level), COL(struct resumed, valid_from), \
	    COL(struct resumed, valid_to)
static const struct db_col resumed_cols[] = { RESUMED_COLS };
static const struct db_col tokened_cols[] = {
	RESUMED_COLS,
	COL(struct resumed, token_id),
	COL(struct resumed, only_rights),
	COL(struct resumed, only_unit),
	COL(struct resumed, only_regime),
};
/*
 * Every request of somebody runs this.  The tables are joined from the one row
 * of the session: a subquery, a derived table or a sort would each cost the
 * server more than another table does.  The order of grants says nothing.
 */
#define RESUMED(own, from) RESUMED_AND("", own, from)
#define RESUMED_AND(more, own, from) \
	CLOCK " c.value AS clock, p.id AS person_id, " own \
	      ", p.login, p.name," \
	      " p.lang, p.valid_to AS until, x.role, x.unit_id," \
	      " COALESCE(x.for_id, 0) AS for_id, u.name AS unit, u.level," \
	      " x.valid_from, x.valid_to" more " FROM " from \
	      " LEFT JOIN setting c ON c.name = 'clock'" \
	      " LEFT JOIN person p ON p.id = s.person_id AND p.locked = 0" \
	      " LEFT JOIN access x ON x.person_id = p.id" \
	      " LEFT JOIN unit u ON u.id = x.unit_id"
DB_ROWS(select_resumed, resumed_cols,
    RESUMED("s.seen < UTC_TIMESTAMP(6) - INTERVAL ? SECOND AS stale,"
	    " s.id AS session_id, s.strong,"
	    " TIMESTAMPDIFF(SECOND, s.proved, UTC_TIMESTAMP(6)) AS proved_s",
	"session s") " WHERE s.token = ? AND s.expires > UTC_TIMESTAMP(6)");
#define NO_SESSION(stale) \
	stale " AS stale, 0 AS session_id, 0 AS strong," \
	      " 0 AS proved_s"
DB_ROWS(select_keyed, resumed_cols,
    RESUMED(NO_SESSION("0"),
	"cron_key s") " WHERE s.hash = ? AND s.job = ? AND s.revoked IS NULL");
DB_ROWS(select_tokened, tokened_cols,
    RESUMED_AND(", s.id AS token_id, s.rights AS only_rights,"
		" COALESCE(s.unit_id, 0) AS only_unit,"
		" COALESCE(s.regime_id, 0) AS only_regime",
	NO_SESSION("COALESCE(s.used < UTC_TIMESTAMP(6) - INTERVAL 1 HOUR, 1)"),
	"api_token s") " WHERE s.hash = ? AND s.revoked IS NULL"
		       " AND s.expires > UTC_TIMESTAMP(6)");
DB_STMT(update_seen,
    "UPDATE session SET seen = ?, expires ="
    " LEAST(DATE_ADD(?, INTERVAL ? MINUTE), DATE_ADD(made, INTERVAL ? HOUR))"
    " WHERE token = ?");
DB_STMT(delete_session, "DELETE FROM session WHERE token = ?");
/* Whose it was is known for a day: core/kept.h. */
DB_STMT(delete_expired,
    "DELETE FROM session WHERE expires < DATE_SUB(?, INTERVAL 1 DAY)");

static void
clock_from(struct arena *mem, const struct clock *r, struct session *ret)
{
	struct date day;

	ret->real = r->instant;
	ret->now = r->instant;
	ret->today = str_ndup(mem, r->local, strlen(DATE_MIN));
	ret->demo = r->clock != NULL && date_parse(r->clock, &day);
	if (!ret->demo)
		return;
	/* The demonstration's day, at the local time of day, kept as UTC. */
	ret->today = r->clock;
	long hour = (r->local[11] - '0') * 10 + (r->local[12] - '0');
	if (hour < 7)
		day = date_add_days(day, -1);
	ret->now = str_fmt(mem, "%s%s", date_iso(mem, day), r->instant + 10);
}

static enum rc
nobody(struct db *db, struct session *ret)
{
	struct clock now;

	TRY(db_row(db, select_clock, ARGS(), &now));
	*ret = (struct session){ 0 };
	clock_from(db_arena(db), &now, ret);
	return OK;
}

/*
 * The right that the head of a page names goes first: the person's own, the
 * last to begin.  Of a unit that was merged the right goes on, for its old
 * reports, but that is not where somebody works.
 */
static bool
goes_before(const struct resumed *a, const struct resumed *b)
{
	if (b == NULL || (a->for_id == 0) != (b->for_id == 0))
		return b == NULL || a->for_id == 0;
	return strcmp(a->valid_from, b->valid_from) > 0;
}

static enum rc
resumed(struct db *db, const struct resumeds *rows, struct session *ret)
{
	struct arena *mem = db_arena(db);
	const struct resumed *first = rows->at;

	if (rows->n == 0)
		return nobody(db, ret);
	*ret = (struct session){ .stale = first->stale,
		.lang = first->lang,
		.id = first->session_id,
		.proved_s = first->proved_s,
		.strong = first->strong };
	clock_from(mem,
	    &(struct clock){ first->instant, first->local, first->clock }, ret);
	if (first->until != NULL && strcmp(first->until, ret->today) <= 0)
		return OK; /* the account has ended */
	struct actor *who = &ret->actor;
	who->id = first->person_id;
	who->login = first->login;
	who->name = first->name;
	struct grant *grants = arena_alloc(mem, rows->n * sizeof *grants);
	const struct resumed *top = NULL;
	for (size_t i = 0; i < rows->n; i++) {
		const struct resumed *r = &rows->at[i];
		if (r->role == 0 || strcmp(r->valid_from, ret->today) > 0 ||
		    strcmp(ret->today, r->valid_to) >= 0)
			continue;
		struct grant *g = &grants[who->ngrant++];
		if (goes_before(r, top)) {
			*g = grants[0];
			g = &grants[0];
			top = r;
		}
		*g = (struct grant){ .unit_id = r->unit_id,
			.role = r->role,
			.for_id = r->for_id,
			.unit = r->unit,
			.level = r->level };
	}
	who->grants = grants;
	return OK;
}

enum rc
session_resume(struct db *db, const char *token, struct session *ret)
{
	struct resumeds rows;

	if (token == NULL)
		return nobody(db, ret);
	TRY(db_rows(db, select_resumed, ARGS((long)TOUCH_SECONDS, token),
	    &rows));
	return resumed(db, &rows, ret);
}

enum rc
session_by_key(struct db *db, const char *hash, const char *job,
    struct session *ret)
{
	struct resumeds rows;

	TRY(db_rows(db, select_keyed, ARGS(hash, job), &rows));
	return resumed(db, &rows, ret);
}

/* The columns are the same for every row: one for each grant. */
static const struct narrow *
narrowed(struct arena *mem, const struct resumed *r)
{
	struct narrow *only = arena_alloc(mem, sizeof *only);

	*only = (struct narrow){ .token_id = r->token_id,
		.rights = narrow_rights(r->only_rights),
		.unit_id = r->only_unit,
		.regime_id = r->only_regime };
	return only;
}

enum rc
session_by_token(struct db *db, const char *hash, struct session *ret)
{
	struct resumeds rows;

	TRY(db_rows(db, select_tokened, ARGS(hash), &rows));
	TRY(resumed(db, &rows, ret));
	if (ret->actor.id != 0)
		ret->actor.only = narrowed(db_arena(db), rows.at);
	return OK;
}

struct session_life
session_life_of(const struct conf *conf)
{
	return (struct session_life){ .idle_min = conf->idle_min,
		.hours = conf->session_h,
		.most = conf->sessions };
}

enum rc
session_touch(struct db *db, const char *token, const char *real,
    const struct session_life *life)
{
	return db_exec(db, update_seen,
	    ARGS(real, real, life->idle_min, life->hours, token), NULL);
}

const char *
session_root(struct arena *mem, const char *cookie)
{
	return str_ndup(mem, cookie, ROOT_LEN);
}

const char *
session_renew(struct arena *mem, const char *cookie)
{
	return str_fmt(mem, "%s%s", session_root(mem, cookie),
	    secret_random(mem, ROOT_LEN / 2));
}

enum rc
session_close(struct db *db, const char *token)
{
	return db_exec(db, delete_session, ARGS(token), NULL);
}

enum rc
session_sweep(struct db *db, const char *real)
{
	return db_exec(db, delete_expired, ARGS(real), NULL);
}
