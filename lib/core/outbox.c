/* outbox.c - letters that wait to be sent */
#include <string.h>
#include "base/address.h"
#include "base/utf8.h"
#include "core/outbox.h"
#include "io/conf.h"
#include "io/db.h"
#include "io/mail.h"
#include "io/secret.h"

enum {
	CLAIM_S = 600,      /* longer than any sending takes */
	FIRST_PAUSE_S = 60, /* then twice as long each time */
	LONGEST_PAUSE_S = 14400,
	WEEK_MIN = 7 * 24 * 60,
	WHY_MAX = 200,
	LIST_MAX = 500,
	ID_BYTES = 16
};

DB_STMT(insert_letter,
    "INSERT INTO outbox (message_id, address, subject, body, state, made, due,"
    " ends) VALUES (?, ?, ?, ?, 'waiting', ?, ?, DATE_ADD(?, INTERVAL ?"
    " MINUTE))");
static const struct db_col mail_cols[] = {
	COL(struct outbox_mail, id),
	COL(struct outbox_mail, tries),
	COL(struct outbox_mail, message_id),
	COL(struct outbox_mail, address),
	COL(struct outbox_mail, subject),
	COL(struct outbox_mail, body),
};
/* One that is still being sent after CLAIM_S was left by who sent it. */
DB_ROWS(select_due, mail_cols,
    "SELECT id, tries, message_id, address, subject, body FROM outbox"
    " WHERE state IN ('waiting', 'sending') AND due <= ? AND ends > ?"
    " ORDER BY due, id LIMIT 1");
DB_STMT(update_claimed,
    "UPDATE outbox SET state = 'sending', tries = tries + 1,"
    " due = DATE_ADD(?, INTERVAL ? SECOND) WHERE id = ? AND tries = ?"
    " AND state IN ('waiting', 'sending')");
DB_STMT(update_sent,
    "UPDATE outbox SET state = 'sent', sent = ?, body = '', why = ''"
    " WHERE id = ? AND tries = ?");
DB_STMT(update_failed,
    "UPDATE outbox SET state = ?, why = ?,"
    " due = DATE_ADD(?, INTERVAL ? SECOND) WHERE id = ? AND tries = ?");
DB_STMT(update_late,
    "UPDATE outbox SET state = 'failed', body = '' WHERE state IN"
    " ('waiting', 'sending', 'failed') AND ends <= ? AND body <> ''");
static const struct db_col row_cols[] = {
	COL(struct outbox_row, id),
	COL(struct outbox_row, tries),
	COL(struct outbox_row, address),
	COL(struct outbox_row, subject),
	COL(struct outbox_row, state),
	COL(struct outbox_row, made),
	COL(struct outbox_row, due),
	COL(struct outbox_row, ends),
	COL(struct outbox_row, sent),
	COL(struct outbox_row, why),
};
DB_ROWS(select_rows, row_cols,
    "SELECT id, tries, address, subject, state, made, due, ends, sent, why"
    " FROM outbox WHERE state <> 'sent' OR ? ORDER BY id DESC LIMIT ?");
DB_STMT(update_retry,
    "UPDATE outbox SET state = 'waiting', due = ? WHERE id = ? AND ends > ?"
    " AND state IN ('waiting', 'failed')");

bool
outbox_able(const struct conf *conf)
{
	return !str_empty(conf->smtp) && !str_empty(conf->mail_from) &&
	       !str_empty(conf->site);
}

struct mail_way
mail_way_of(const struct conf *conf)
{
	return (struct mail_way){ .url = conf->smtp,
		.starttls = conf->smtp_starttls,
		.user = conf->smtp_user,
		.pass = conf->smtp_pass,
		.ca = conf->smtp_ca,
		.from = conf->mail_from,
		.name = conf->mail_name };
}

const char *
outbox_link(const struct ctx *ctx, const struct conf *conf, const char *path)
{
	return str_fmt(ctx->mem, "%s%s", conf->site, path);
}

static bool
one_line(const char *s)
{
	for (const char *c = s; *c != '\0'; c++)
		if ((unsigned char)*c < ' ' || *c == 0x7f)
			return false;
	return *s != '\0' && utf8_len(s) <= LETTER_SUBJECT;
}

enum rc
outbox_put(struct db *db, const struct ctx *ctx, const struct letter *l)
{
	long minutes = l->minutes > 0 ? l->minutes : WEEK_MIN;
	const char *now = ctx->real;

	if (!address_valid(l->to) || !one_line(l->subject) ||
	    strlen(l->body) > LETTER_BODY)
		return fail(E_INVALID, "no letter can be made of it");
	return db_exec(db, insert_letter,
	    ARGS(secret_random(ctx->mem, ID_BYTES), l->to, l->subject, l->body,
		now, now, now, minutes),
	    NULL);
}

enum rc
outbox_take(struct db *db, const struct ctx *ctx, struct outbox_mail *ret)
{
	const char *now = ctx->real;
	long changed;

	TRY(db_row(db, select_due, ARGS(now, now), ret));
	TRY(db_exec(db, update_claimed,
	    ARGS(now, (long)CLAIM_S, ret->id, ret->tries), &changed));
	ret->tries++;
	return changed == 1 ? OK : fail(E_BUSY, "letter %ld moved", ret->id);
}

enum rc
outbox_sent(struct db *db, const struct ctx *ctx, const struct outbox_mail *m)
{
	return db_exec(db, update_sent, ARGS(ctx->real, m->id, m->tries), NULL);
}

static const char *
short_why(struct arena *mem, const char *why)
{
	size_t n = strlen(why);
	char *text;

	if (n > WHY_MAX)
		n = WHY_MAX;
	while (n > 0 && ((unsigned char)why[n] & 0xc0) == 0x80)
		n--;
	text = str_ndup(mem, why, n);
	return utf8_nfc(mem, text) == NULL ? "?" : text;
}

enum rc
outbox_failed(struct db *db, const struct ctx *ctx, const struct outbox_mail *m,
    bool final, const char *why)
{
	long pause = FIRST_PAUSE_S;

	for (long i = 1; i < m->tries && pause < LONGEST_PAUSE_S; i++)
		pause *= 2;
	if (pause > LONGEST_PAUSE_S)
		pause = LONGEST_PAUSE_S;
	return db_exec(db, update_failed,
	    ARGS(final ? "failed" : "waiting", short_why(ctx->mem, why),
		ctx->real, pause, m->id, m->tries),
	    NULL);
}

enum rc
outbox_sweep(struct db *db, const struct ctx *ctx)
{
	return db_exec(db, update_late, ARGS(ctx->real), NULL);
}

enum rc
outbox_list(struct db *db, bool all, struct outbox_rows *ret)
{
	return db_rows(db, select_rows, ARGS(all, (long)LIST_MAX), ret);
}

enum rc
outbox_retry(struct db *db, const struct ctx *ctx, long id)
{
	long changed;

	TRY(db_exec(db, update_retry, ARGS(ctx->real, id, ctx->real),
	    &changed));
	return changed == 1 ? OK : E_NOTFOUND;
}
