/* signin_link_make.c - one-time links made, asked for and sent */
#include <string.h>
#include "core/audit.h"
#include "core/lockout.h"
#include "core/outbox.h"
#include "core/signin_link.h"
#include "io/conf.h"
#include "io/db.h"

enum {
	KEY_BYTES = 32,
	WISHES = 10,
	LINKS = 3,
	HOUR_S = 3600,
	WISH_MIN = 60 /* minutes: they have asked again, or somebody else */
};

DB_STMT(delete_former, "DELETE FROM signin_link WHERE person_id = ?");
DB_STMT(insert_link, "INSERT INTO signin_link (hash, person_id, made, expires)"
		     " VALUES (?, ?, ?, DATE_ADD(?, INTERVAL ? MINUTE))");
DB_STMT(insert_wish,
    "INSERT INTO signin_wanted (who, address, at) VALUES (?, ?, ?)");
struct wish {
	long id;
	const char *who, *address;
};
static const struct db_col wish_cols[] = {
	COL(struct wish, id),
	COL(struct wish, who),
	COL(struct wish, address),
};
DB_ROWS(select_wish, wish_cols,
    "SELECT id, who, address FROM signin_wanted ORDER BY id LIMIT 1"
    " FOR UPDATE");
DB_STMT(delete_wish, "DELETE FROM signin_wanted WHERE id = ?");
struct wanted {
	long id, n;
	const char *login, *name, *email, *lang;
};
static const struct db_col wanted_cols[] = {
	COL(struct wanted, id),
	COL(struct wanted, n),
	COL(struct wanted, login),
	COL(struct wanted, name),
	COL(struct wanted, email),
	COL(struct wanted, lang),
};
/* An address that several have is nobody's; another system signs in nowhere. */
DB_ROWS(select_wanted, wanted_cols,
    "SELECT MIN(id) AS id, COUNT(*) AS n, MIN(login) AS login,"
    " MIN(name) AS name, MIN(email) AS email, MIN(lang) AS lang FROM person"
    " WHERE (login = " DB_CODE " OR (email = ? AND email <> ''))"
    " AND locked = 0 AND ? < valid_to AND NOT EXISTS (SELECT 1 FROM access m"
    " WHERE m.person_id = person.id AND m.role = ? AND ? < m.valid_to"
    " AND m.valid_from < m.valid_to)");
DB_STMT(delete_late,
    "DELETE FROM signin_wanted WHERE at < DATE_SUB(?, INTERVAL ? MINUTE)");
DB_STMT(delete_expired, "DELETE FROM signin_link WHERE expires < ?");
DB_STMT(delete_tickets, "DELETE FROM signin_ticket WHERE expires < ?");

enum rc
signin_link_make(struct db *db, const struct ctx *ctx, const struct link_for *f,
    const char **ret_key)
{
	const char *key = secret_random(ctx->mem, KEY_BYTES);

	TRY(audit_one(db, ctx, audit_stream_of(f->login), "password-link",
	    "person", f->person, f->by));
	TRY(db_exec(db, delete_former, ARGS(f->person), NULL));
	TRY(db_exec(db, insert_link,
	    ARGS(secret_sha256(ctx->mem, key, strlen(key)), f->person,
		ctx->real, ctx->real, f->minutes),
	    NULL));
	*ret_key = key;
	return OK;
}

enum rc
signin_link_end(struct db *db, long person, bool *ret)
{
	long gone;

	TRY(db_exec(db, delete_former, ARGS(person), &gone));
	*ret = gone > 0;
	return OK;
}

const char *
signin_link_address(const struct ctx *ctx, const struct conf *conf,
    const char *key)
{
	if (str_empty(conf->site))
		return "";
	return outbox_link(ctx, conf,
	    str_fmt(ctx->mem, "%s/reset/new?key=%s", conf->base, key));
}

static const char *
letter_text(const struct ctx *ctx, const struct conf *conf,
    const struct person *p, const char *key, long minutes)
{
	return str_fmt(ctx->mem,
	    _("Dear %s,\n\n"
	      "with this link you choose a password for the account %s of the"
	      " reporting system:\n\n%s\n\n"
	      "It works once, for %ld minutes. Do not pass it on.\n\n"
	      "If you did not ask for it, you need not do anything: your"
	      " password stays as it is. If it happens again, tell your"
	      " administrator.\n"),
	    p->name, p->login, signin_link_address(ctx, conf, key), minutes);
}

enum rc
signin_link_letter(struct db *db, const struct ctx *ctx,
    const struct conf *conf, const struct person *p, const char *key,
    long minutes)
{
	struct letter l = { .to = p->email, .minutes = minutes };

	tr_lang(p->lang);
	l.subject = _("A link to choose your password");
	l.body = letter_text(ctx, conf, p, key, minutes);
	tr_lang(ctx->lang);
	return outbox_put(db, ctx, &l);
}

/* The same statements, whoever asks for whomever. */
enum rc
signin_wish(struct db *db, const struct ctx *ctx, const char *who,
    const char *address, long *ret_wait)
{
	const struct limit limit = { "wish", lockout_network(ctx->mem, address),
		WISHES, HOUR_S };

	TRY(lockout_limit(db, ctx, &limit, ret_wait));
	if (*ret_wait > 0)
		return fail(E_TOOMANY, "%s asks for too many links", address);
	return db_exec(db, insert_wish, ARGS(who, address, ctx->real), NULL);
}

static enum rc
send_link(struct db *db, const struct ctx *ctx, const struct conf *conf,
    const struct wanted *w, const char *address)
{
	struct person p = { .name = w->name,
		.login = w->login,
		.email = w->email,
		.lang = w->lang };
	const char *key;

	TRY(signin_link_make(db, ctx,
	    &(struct link_for){ w->id, w->login, conf->reset_min,
		str_fmt(ctx->mem, "by e-mail; asked from %s", address) },
	    &key));
	enum rc rc =
	    signin_link_letter(db, ctx, conf, &p, key, conf->reset_min);
	return rc == E_INVALID ? OK : rc; /* an address that cannot be */
}

enum rc
signin_grant(struct db *db, const struct ctx *ctx, const struct conf *conf)
{
	struct wanted w;
	struct wish wish;
	long wait;

	TRY(db_row(db, select_wish, ARGS(), &wish));
	TRY(db_exec(db, delete_wish, ARGS(wish.id), NULL));
	TRY(db_row(db, select_wanted,
	    ARGS(wish.who, wish.who, ctx->today, (long)ROLE_MACHINE,
		ctx->today),
	    &w));
	if (w.n != 1 || str_empty(w.email) || !outbox_able(conf))
		return OK;
	const struct limit limit = { "link", w.login, LINKS, HOUR_S };
	TRY(lockout_limit(db, ctx, &limit, &wait));
	return wait > 0 ? OK : send_link(db, ctx, conf, &w, wish.address);
}

enum rc
signin_link_sweep(struct db *db, const char *real)
{
	TRY(db_exec(db, delete_late, ARGS(real, (long)WISH_MIN), NULL));
	TRY(db_exec(db, delete_tickets, ARGS(real), NULL));
	return db_exec(db, delete_expired, ARGS(real), NULL);
}
