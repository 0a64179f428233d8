/* second.c - the second factor, and the only statements on it */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include "core/audit.h"
#include "core/second.h"
#include "io/conf.h"
#include "io/db.h"
#include "io/otp.h"
#include "io/secret.h"

enum { WINDOW = 1, SKEW = 20 }; /* steps */

struct kept {
	const char *secret;
	long step;
};
static const struct db_col kept_cols[] = {
	COL(struct kept, secret),
	COL(struct kept, step),
};
/* Locked: two of the same code at once, and one of them is right. */
DB_ROWS(select_kept, kept_cols,
    "SELECT secret, step FROM person_second WHERE person_id = ? FOR UPDATE");
static const struct db_col state_cols[] = {
	COL(struct second_state, set),
	COL(struct second_state, since),
	COL(struct second_state, codes),
};
DB_ROWS(select_state, state_cols,
    "SELECT s.person_id IS NOT NULL AS `set`, s.since, (SELECT COUNT(*) FROM"
    " person_recovery r WHERE r.person_id = ?) AS codes FROM (SELECT 1 AS one)"
    " o LEFT JOIN person_second s ON s.person_id = ?");
/* No row changes where the code, or a later one, has been used. */
DB_STMT(update_step,
    "UPDATE person_second SET step = ? WHERE person_id = ? AND step < ?");
DB_STMT(replace_second,
    "INSERT INTO person_second (person_id, secret, step, since)"
    " VALUES (?, ?, ?, ?) ON DUPLICATE KEY UPDATE secret = VALUES(secret),"
    " step = VALUES(step), since = VALUES(since)");
DB_STMT(delete_codes, "DELETE FROM person_recovery WHERE person_id = ?");
DB_STMT(delete_code,
    "DELETE FROM person_recovery WHERE person_id = ? AND hash = ?");
DB_STMT(insert_codes,
    "INSERT INTO person_recovery (person_id, hash) SELECT ?, j.hash FROM"
    " JSON_TABLE(?, '$[*]' COLUMNS (hash CHAR(64) PATH '$')) j");

static long
epoch(const char *instant)
{
	struct tm t = { 0 };

	if (strptime(instant, "%Y-%m-%d %H:%M:%S", &t) == NULL)
		return 0;
	return timegm(&t);
}

/* As people type it: in groups, in capitals. */
static const char *
plain(struct arena *mem, const char *code)
{
	char *text = str_dup(mem, code);
	size_t n = 0;

	for (const char *c = text; *c != '\0'; c++) {
		if (*c == ' ' || *c == '-')
			continue;
		text[n++] =
		    *c >= 'A' && *c <= 'Z' ? (char)(*c - 'A' + 'a') : *c;
	}
	text[n] = '\0';
	return text;
}

static const char *
hash_of(struct arena *mem, long person, const char *code)
{
	const char *text = str_fmt(mem, "recovery:%ld:%s", person, code);

	return secret_sha256(mem, text, strlen(text));
}

enum rc
second_state(struct db *db, long person, struct second_state *ret)
{
	return db_row(db, select_state, ARGS(person, person), ret);
}

static enum rc
by_app(struct db *db, const struct ctx *ctx, long person, const struct kept *k,
    const char *secret, const char *code, enum second_is *ret)
{
	long now = otp_step(epoch(ctx->real)), step, changed;

	if (!otp_match(secret, code, now - WINDOW, now + WINDOW, &step)) {
		if (otp_match(secret, code, now - SKEW, now + SKEW, &step) &&
		    step > k->step)
			*ret = SECOND_SKEW;
		return OK;
	}
	TRY(db_exec(db, update_step, ARGS(step, person, step), &changed));
	*ret = changed == 1 ? SECOND_RIGHT : SECOND_USED;
	return OK;
}

enum rc
second_check(struct db *db, const struct ctx *ctx, const struct conf *conf,
    long person, const char *code, enum second_is *ret)
{
	const char *text = plain(ctx->mem, code), *secret;
	struct kept k;
	long gone;

	*ret = SECOND_WRONG;
	TRY(db_row(db, select_kept, ARGS(person), &k));
	if (strlen(text) == OTP_DIGITS) {
		TRY(secret_unseal(ctx->mem, conf->second_key, k.secret,
		    &secret));
		return by_app(db, ctx, person, &k, secret, text, ret);
	}
	TRY(db_exec(db, delete_code,
	    ARGS(person, hash_of(ctx->mem, person, text)), &gone));
	if (gone == 1)
		*ret = SECOND_RIGHT;
	return OK;
}

const char *
second_say(enum second_is is)
{
	switch (is) {
	case SECOND_USED:
		return _("This code has been used already. Wait until the app"
			 " shows the next one.");
	case SECOND_SKEW:
		return _("This code belongs to another time: the clock of your"
			 " telephone is wrong. Let it set itself"
			 " automatically, and try again.");
	default:
		return _("This code is not right.");
	}
}

static enum rc
draw_codes(struct db *db, struct arena *mem, long person,
    const char *ret[RECOVERY_CODES])
{
	struct buf b = { .mem = mem, .max = 4096 };

	buf_str(&b, "[");
	for (size_t i = 0; i < RECOVERY_CODES; i++) {
		ret[i] = secret_password(mem);
		buf_fmt(&b, "%s\"%s\"", i > 0 ? "," : "",
		    hash_of(mem, person, plain(mem, ret[i])));
	}
	buf_str(&b, "]");
	TRY(db_exec(db, delete_codes, ARGS(person), NULL));
	return db_exec(db, insert_codes, ARGS(person, b.at), NULL);
}

enum rc
second_set(struct db *db, const struct ctx *ctx, const struct conf *conf,
    const char *secret, const char *code, struct findings *f,
    const char *ret_codes[RECOVERY_CODES])
{
	long person = ctx->actor->id, now = otp_step(epoch(ctx->real)), step;
	const char *text = plain(ctx->mem, code), *sealed;

	if (!otp_match(secret, text, now - WINDOW, now + WINDOW, &step)) {
		bool skew =
		    otp_match(secret, text, now - SKEW, now + SKEW, &step);
		finding(f, "code", "%s",
		    second_say(skew ? SECOND_SKEW : SECOND_WRONG));
		return E_INVALID;
	}
	TRY(secret_seal(ctx->mem, conf->second_key, secret, &sealed));
	TRY(audit_one(db, ctx, audit_stream_of(ctx->actor->login), "second-set",
	    "person", person, ""));
	TRY(db_exec(db, replace_second, ARGS(person, sealed, step, ctx->real),
	    NULL));
	return draw_codes(db, ctx->mem, person, ret_codes);
}

enum rc
second_codes(struct db *db, const struct ctx *ctx,
    const char *ret_codes[RECOVERY_CODES])
{
	TRY(audit_one(db, ctx, audit_stream_of(ctx->actor->login),
	    "recovery-codes", "person", ctx->actor->id, ""));
	return draw_codes(db, ctx->mem, ctx->actor->id, ret_codes);
}
