/*
 * mail.h - letters by SMTP: the only file on libcurl
 *
 * One letter to one person: plain text, UTF-8 throughout, in base64, so that no
 * line of it is too long or begins with a dot.  A header never holds a line
 * end: an address, a subject or a name with a control character in it is
 * refused, not mended.
 */
#ifndef IO_MAIL_H
#define IO_MAIL_H
#include "base/base.h"

/* How letters go; the settings smtp_* and mail_* of baocao.conf. */
struct mail_way {
	const char *url;         /* smtp://host:25, smtps://host */
	bool starttls;           /* smtp:// must turn to TLS */
	const char *user, *pass; /* "": nobody signs in; over TLS only */
	const char *ca;          /* a file of certificates; "": the system's */
	const char *from, *name; /* the sender's address and name */
};
struct mail {
	const char *to, *subject, *body;
	const char *id; /* the same whenever it is sent again */
	const char *at; /* UTC, "2026-09-28 02:03:04.000000" */
};
/* The letter with its headers, or NULL: something in it is not fit for one. */
const char *mail_compose(struct arena *, const struct mail_way *,
    const struct mail *);

struct mailer; /* a connection, which several letters may use */
/* NULL: it cannot be as the settings say; *ret_why is for the log. */
struct mailer *mail_open(struct arena *, const struct mail_way *,
    const char **ret_why);
/*
 * OK: a server has taken it.  E_INVALID: it never will be taken, somebody
 * refuses this address or this letter.  E_BUSY: perhaps another time; when the
 * answer to the whole letter was lost nobody knows whether it was taken.
 */
enum rc mail_send(struct mailer *, struct arena *, const struct mail *,
    const char **ret_why) NODISCARD;
void mail_close(struct mailer *);
#endif
