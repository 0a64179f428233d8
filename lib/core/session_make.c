/*
 * session_make.c - sessions that begin, and what proves one anew
 *
 * A file of its own: who can make a session can be anybody.  Sign-in alone uses
 * this one (tests/web/secrets.t).
 */
#include <string.h>
#include "core/session.h"
#include "io/db.h"

enum { ADDRESS_MAX = 45, AGENT_MAX = 200 };

DB_STMT(insert_session,
    "INSERT INTO session (token, person_id, made, seen, expires, proved,"
    " strong, address, agent) VALUES (?, ?, ?, ?,"
    " DATE_ADD(?, INTERVAL ? MINUTE), ?, ?, ?, ?)");
/* The newest ones stay; a table cannot be read while it is written to. */
DB_STMT(delete_surplus,
    "DELETE FROM session WHERE person_id = ? AND expires > ? AND id NOT IN"
    " (SELECT id FROM (SELECT id FROM session WHERE person_id = ?"
    " AND expires > ? ORDER BY seen DESC, id DESC LIMIT ?) newest)");
DB_STMT(update_proved,
    "UPDATE session SET token = ?, proved = ?, strong = ? WHERE token = ?");

/* A browser's name for itself may be anything: what is kept of it is ASCII. */
static const char *
plain(struct arena *mem, const char *said, size_t max)
{
	size_t n = 0;
	char *text = str_ndup(mem, said, strnlen(said, max));

	for (const char *c = text; *c != '\0'; c++)
		if (*c >= ' ' && *c < 0x7f)
			text[n++] = *c;
	text[n] = '\0';
	return text;
}

enum rc
session_open(struct db *db, const struct session_new *s, const char *real,
    const struct session_life *life)
{
	struct arena *mem = db_arena(db);

	TRY(db_exec(db, insert_session,
	    ARGS(s->token, s->person, real, real, real, life->idle_min, real,
		s->strong, plain(mem, s->address, ADDRESS_MAX),
		plain(mem, s->agent, AGENT_MAX)),
	    NULL));
	return db_exec(db, delete_surplus,
	    ARGS(s->person, real, s->person, real, life->most), NULL);
}

enum rc
session_proved(struct db *db, const char *was, const char *token,
    const char *real, bool strong)
{
	long changed;

	TRY(db_exec(db, update_proved, ARGS(token, real, strong, was),
	    &changed));
	return changed == 1 ? OK : fail(E_SIGNIN, "the session is over");
}
