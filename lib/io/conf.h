/*
 * conf.h - the installation's settings, from one file of `name = value` lines
 *
 * The file is $BAOCAO_CONF, else SYSCONFDIR/baocao.conf; conf.c lists the names
 * with their meaning and default.  A name that is not known, or a value that
 * cannot be read, stops the program with the line's number.
 *
 * With `db_accounts = DIR` each program goes to the database by its own
 * account, from the file DIR/PROGRAM.conf (lines db_user and db_password; see
 * `baocao grants`), or from account.conf among the credentials that systemd
 * hands to its service.  Without its file a program does not start.
 */
#ifndef IO_CONF_H
#define IO_CONF_H
#include "base/base.h"
#include "io/db_open.h"

/* Signing in through the web server (lib/app/trust.h). */
struct conf_sso {
	bool on;
	const char *variable; /* who it is: REMOTE_USER */
	const char *is;       /* as what: "login", "email", "subject" */
	const char *realm;    /* cut off behind an @; else it is nobody */
	const char *issuer;   /* must be OIDC_CLAIM_iss */
	const char *secret;   /* must be BAOCAO_PROXY_SECRET */
	const char *second;   /* words of amr or acr that prove two factors */
	const char *name;     /* of the provider, on the button */
	const char *logout;   /* path that ends the provider's session, too */
	const char *again;    /* path that makes the provider ask again */
};

struct conf {
	struct db_where db;
	/* where acts go on record, if db is a replica of it; else name NULL */
	struct db_where record;
	struct conf_sso sso;
	const char *base;        /* URL path of the product: "" or "/bc" */
	const char *locale;      /* directory of the message catalogues */
	const char *html;        /* directory of shell.html */
	const char *fonts;       /* fontconfig file of the documents */
	const char *seed;        /* directory of seed data: units, forms */
	const char *run;         /* directory for lock files (sign-in slots) */
	const char *anchor_file; /* core/anchor.h; NULL: none is kept */
	const char *accounts;    /* directory of accounts; NULL: one for all */
	const char *programs;    /* directory of NAME.fcgi */
	bool anchor_syslog;      /* ... and to the system's log */
	const char *sign_key;    /* core/sign_key.h; NULL: nothing is signed */
	const char *scan_socket; /* io/clamd.h; NULL: files are not looked at */
	const char *cert_dir;    /* core/signer.h; NULL: no certificates */
	long requests;           /* a worker leaves after so many */
	long growth_mib;         /* ... or when it has grown to so much */
	long stall_s;  /* a web server that says nothing is given up */
	long body_max; /* bytes of a request body */
	long hash_kib, hash_passes; /* Argon2id */
	long hash_slots;            /* sign-ins hashed at once, whole machine */
	/* of sessions, core/session.h */
	long idle_min, session_h, sessions, prove_min;
	const char *second_key, *second_roles; /* core/second.h */
	long reset_min; /* a link to choose a new password */
	/* letters, io/mail.h */
	const char *site; /* https://host, no base */
	const char *smtp, *smtp_user, *smtp_pass, *smtp_ca;
	const char *mail_from, *mail_name;
	bool smtp_starttls;
	bool https;   /* cookies are Secure even if not told by the front */
	bool sandbox; /* io/sandbox.h; no only to find a fault */
	bool test;    /* fault hooks; never in production */
};
/* Never fails below main: ends the program with a sentence and status 2. */
const struct conf *conf_load(void);
/* This program's name, without .fcgi: its line in apache/programs. */
const char *conf_program(void);
#endif
