/*
 * outbox.h - letters: a row in the transaction that they tell of
 *
 * A letter is written where its act is, and is never sent for what was rolled
 * back.  The cron run sends it afterwards (io/mail.h), tries again with longer
 * and longer pauses, and gives up when it would come too late.  A row is
 * claimed before and marked after sending, each in a transaction of its own, so
 * that a letter a server has acknowledged is not sent again; only when the
 * process ends between the two nobody knows, and it is sent again under the
 * same Message-ID, by which readers' programs tell that they have it.
 */
#ifndef CORE_OUTBOX_H
#define CORE_OUTBOX_H
#include "base/ctx.h"
struct conf;
struct db;

enum { LETTER_SUBJECT = 200, LETTER_BODY = 20000 }; /* characters, bytes */

/*
 * Subject and body are text in the language of whoever reads them: tr_lang()
 * before, tr_lang(ctx->lang) after.
 */
struct letter {
	const char *to, *subject, *body;
	long minutes; /* after that it is of no use; 0: a week */
};
/* Are letters sent here at all (smtp_url, mail_from, site_url are set)? */
bool outbox_able(const struct conf *);
/* How they go, as the settings have it. */
struct mail_way;
struct mail_way mail_way_of(const struct conf *);
/*
 * The address of a page for a letter, from the setting site_url and never from
 * what a request says of its host; path as url() makes it, base and all.
 */
const char *outbox_link(const struct ctx *, const struct conf *,
    const char *path);
/* E_INVALID: to is no address, or the subject is not one line. */
enum rc outbox_put(struct db *, const struct ctx *,
    const struct letter *) NODISCARD;

struct outbox_mail {
	long id, tries;
	const char *message_id, *address, *subject, *body;
};
/*
 * One that is due, claimed for a while: commit, send, then say what came of it.
 * E_NOTFOUND: none is due.
 */
enum rc outbox_take(struct db *, const struct ctx *,
    struct outbox_mail *ret) NODISCARD;
enum rc outbox_sent(struct db *, const struct ctx *,
    const struct outbox_mail *) NODISCARD;
/* final: it will not be tried again. */
enum rc outbox_failed(struct db *, const struct ctx *,
    const struct outbox_mail *, bool final, const char *why) NODISCARD;
/* What came too late is given up, and what it said is emptied. */
enum rc outbox_sweep(struct db *, const struct ctx *) NODISCARD;
/* To whom letters went so many days ago (outbox_forget.c). */
enum rc outbox_forget(struct db *, const char *real, long days,
    long *ret_n) NODISCARD;

/* For who runs the installation; what the letters say is not shown. */
struct outbox_row {
	long id, tries;
	const char *address, *subject, *state, *made, *due, *ends, *sent, *why;
};
struct outbox_rows {
	struct outbox_row *at;
	size_t n;
};
/* Those that wait or have failed, newest first; all: the sent ones as well. */
enum rc outbox_list(struct db *, bool all, struct outbox_rows *ret) NODISCARD;
/* At once, if it is not too late.  E_NOTFOUND: no such letter is waiting. */
enum rc outbox_retry(struct db *, const struct ctx *, long id) NODISCARD;
#endif
