/*
 * conf.h - the installation's settings, from one file of `name = value` lines
 *
 * The file is $BAOCAO_CONF, else SYSCONFDIR/baocao.conf; conf.c lists the names
 * with their meaning and default.  A name that is not known, or a value that
 * cannot be read, stops the program with the line's number.
 */
#ifndef IO_CONF_H
#define IO_CONF_H
#include "base/base.h"
#include "io/db_open.h"

struct conf {
	struct db_where db;
	const char *base;        /* URL path of the product: "" or "/bc" */
	const char *locale;      /* directory of the message catalogues */
	const char *html;        /* directory of shell.html */
	const char *fonts;       /* fontconfig file of the documents */
	const char *seed;        /* directory of seed data: units, forms */
	const char *run;         /* directory for lock files (sign-in slots) */
	const char *anchor_file; /* core/anchor.h; NULL: none is kept */
	bool anchor_syslog;      /* ... and to the system's log */
	const char *sign_key;    /* core/sign_key.h; NULL: nothing is signed */
	long requests;           /* a worker leaves after so many */
	long growth_mib;         /* ... or when it has grown to so much */
	long stall_s;  /* a web server that says nothing is given up */
	long body_max; /* bytes of a request body */
	long hash_kib, hash_passes; /* Argon2id */
	long hash_slots;            /* sign-ins hashed at once, whole machine */
	/* of sessions, core/session.h */
	long idle_min, session_h, sessions, prove_min;
	/* letters, io/mail.h */
	const char *site; /* https://host, no base */
	const char *smtp, *smtp_user, *smtp_pass, *smtp_ca;
	const char *mail_from, *mail_name;
	bool smtp_starttls;
	bool https; /* cookies are Secure even if not told by the front */
	bool test;  /* fault hooks; never in production */
};
/* Never fails below main: ends the program with a sentence and status 2. */
const struct conf *conf_load(void);
#endif
