/* invite.c - people invited to choose their first password */
#include <string.h>
#include "core/invite.h"
#include "core/outbox.h"
#include "core/signin_link.h"

struct count {
	long n;
};
static const struct db_col count_cols[] = { COL(struct count, n) };
DB_ROWS(count_machine, count_cols,
    "SELECT COUNT(*) AS n FROM access WHERE person_id = ? AND role = ?"
    " AND ? < valid_to AND valid_from < valid_to");

/* May they sign in at all? */
static enum rc
welcome(struct db *db, const struct ctx *ctx, const struct person *p, bool *ret)
{
	struct count machine;

	TRY(db_row(db, count_machine,
	    ARGS(p->id, (long)ROLE_MACHINE, ctx->today), &machine));
	*ret =
	    machine.n == 0 && !p->locked && strcmp(ctx->today, p->valid_to) < 0;
	return OK;
}

static enum rc
make(struct db *db, const struct ctx *ctx, const struct person *p,
    const char *by, const char **ret_key)
{
	struct link_for f = { .person = p->id,
		.login = p->login,
		.minutes = INVITE_DAYS * 24 * 60,
		.by = by };

	return signin_link_make(db, ctx, &f, ret_key);
}

/* In the language of whoever gets it. */
static enum rc
put_letter(struct db *db, const struct ctx *ctx, const struct person *p,
    const char *address)
{
	struct letter l = { .to = p->email, .minutes = INVITE_DAYS * 24 * 60 };

	tr_lang(p->lang);
	l.subject = _("Your account in the reporting system");
	l.body = str_fmt(ctx->mem,
	    _("Dear %s,\n\n"
	      "an account has been made for you in the reporting system. Your"
	      " login name is %s. Choose a password here:\n\n%s\n\n"
	      "The link works once, for %d days. Please do not pass it on.\n"),
	    p->name, p->login, address, INVITE_DAYS);
	tr_lang(ctx->lang);
	enum rc rc = outbox_put(db, ctx, &l);
	return rc == E_INVALID ? OK : rc; /* an address that cannot be */
}

enum rc
invite_send(struct db *db, const struct ctx *ctx, const struct conf *conf,
    long person, bool *ret_sent)
{
	const char *key;
	struct person p;

	*ret_sent = false;
	TRY(person_get(db, person, &p));
	TRY(welcome(db, ctx, &p, ret_sent));
	*ret_sent = *ret_sent && !str_empty(p.email) && outbox_able(conf);
	if (!*ret_sent)
		return OK;
	TRY(make(db, ctx, &p, "invited, by e-mail", &key));
	return put_letter(db, ctx, &p, signin_link_address(ctx, conf, key));
}

enum rc
invite_link(struct db *db, const struct ctx *ctx, const struct conf *conf,
    const struct person *p, const char **ret)
{
	const char *key;
	bool may;

	*ret = "";
	TRY(welcome(db, ctx, p, &may));
	if (!may)
		return OK;
	TRY(make(db, ctx, p, "invited, handed over", &key));
	const char *address = signin_link_address(ctx, conf, key);
	*ret = str_empty(address) ?
		   str_fmt(ctx->mem, "/reset/new?key=%s", key) :
		   address;
	return OK;
}
