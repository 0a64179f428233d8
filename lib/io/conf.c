/* conf.c - reading the settings file */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "io/conf.h"

static struct conf conf = {
	.base = "",
	.locale = LOCALEDIR,
	.html = PKGDATADIR "/html",
	.fonts = PKGDATADIR "/fonts.conf",
	.seed = PKGDATADIR "/sql/seed",
	.run = "/run/baocao",
	.programs = PROGRAMDIR,
	.requests = 20000,
	.growth_mib = 64,
	.stall_s = 30,
	.body_max = 1 << 20,
	.hash_kib = 19456,
	.hash_passes = 2,
	.hash_slots = 2,
	.sandbox = true,
	.idle_min = 12 * 60,
	.session_h = 7 * 24,
	.sessions = 10,
	.prove_min = 10,
	.second_key = "",
	.second_roles = "admin auditor owner publisher",
	.reset_min = 30,
	.site = "",
	.smtp = "",
	.smtp_user = "",
	.smtp_pass = "",
	.smtp_ca = "",
	.mail_from = "",
	.mail_name = "",
	.sso = { .variable = "REMOTE_USER",
	    .is = "login",
	    .realm = "",
	    .issuer = "",
	    .secret = "",
	    .second = "",
	    .name = "",
	    .logout = "",
	    .again = "" },
	.db = { .name = "baocao", .user = "baocao" },
};

/* Every setting there is; doc/baocao.conf.5 says the same to people. */
static const struct name {
	const char *name;
	enum { TEXT, LONG, BOOL } type;
	void *to;
	long min, max;
} names[] = {
	{ "db_socket", TEXT, &conf.db.socket, 0, 0 },
	{ "db_host", TEXT, &conf.db.host, 0, 0 },
	{ "db_port", LONG, &conf.db.port, 1, 65535 },
	{ "db_ca", TEXT, &conf.db.ca, 0, 0 },
	{ "db_plain", BOOL, &conf.db.plain, 0, 0 },
	{ "record_socket", TEXT, &conf.record.socket, 0, 0 },
	{ "record_host", TEXT, &conf.record.host, 0, 0 },
	{ "record_port", LONG, &conf.record.port, 1, 65535 },
	{ "db_name", TEXT, &conf.db.name, 0, 0 },
	{ "db_user", TEXT, &conf.db.user, 0, 0 },
	{ "db_password", TEXT, &conf.db.password, 0, 0 },
	{ "db_accounts", TEXT, &conf.accounts, 0, 0 },
	{ "db_timeout", LONG, &conf.db.timeout, 1, 3600 },
	{ "base", TEXT, &conf.base, 0, 0 },
	{ "locale_dir", TEXT, &conf.locale, 0, 0 },
	{ "html_dir", TEXT, &conf.html, 0, 0 },
	{ "fonts_conf", TEXT, &conf.fonts, 0, 0 },
	{ "seed_dir", TEXT, &conf.seed, 0, 0 },
	{ "run_dir", TEXT, &conf.run, 0, 0 },
	{ "programs_dir", TEXT, &conf.programs, 0, 0 },
	{ "anchor_file", TEXT, &conf.anchor_file, 0, 0 },
	{ "anchor_syslog", BOOL, &conf.anchor_syslog, 0, 0 },
	{ "sign_key", TEXT, &conf.sign_key, 0, 0 },
	{ "cert_dir", TEXT, &conf.cert_dir, 0, 0 },
	{ "scan_socket", TEXT, &conf.scan_socket, 0, 0 },
	{ "worker_requests", LONG, &conf.requests, 1, 100000000 },
	{ "worker_mib", LONG, &conf.growth_mib, 16, 4096 },
	{ "stall_seconds", LONG, &conf.stall_s, 1, 600 },
	{ "body_max", LONG, &conf.body_max, 1024, 64 << 20 },
	{ "hash_kib", LONG, &conf.hash_kib, 8, 1 << 20 },
	{ "hash_passes", LONG, &conf.hash_passes, 1, 10 },
	{ "hash_slots", LONG, &conf.hash_slots, 1, 64 },
	{ "session_idle_minutes", LONG, &conf.idle_min, 5, 7 * 24 * 60 },
	{ "session_hours", LONG, &conf.session_h, 1, 30 * 24 },
	{ "session_most", LONG, &conf.sessions, 1, 100 },
	{ "prove_minutes", LONG, &conf.prove_min, 1, 24 * 60 },
	{ "second_key", TEXT, &conf.second_key, 0, 0 },
	{ "second_roles", TEXT, &conf.second_roles, 0, 0 },
	{ "reset_minutes", LONG, &conf.reset_min, 5, 24 * 60 },
	{ "site_url", TEXT, &conf.site, 0, 0 },
	{ "smtp_url", TEXT, &conf.smtp, 0, 0 },
	{ "smtp_starttls", BOOL, &conf.smtp_starttls, 0, 0 },
	{ "smtp_user", TEXT, &conf.smtp_user, 0, 0 },
	{ "smtp_password", TEXT, &conf.smtp_pass, 0, 0 },
	{ "smtp_ca", TEXT, &conf.smtp_ca, 0, 0 },
	{ "mail_from", TEXT, &conf.mail_from, 0, 0 },
	{ "mail_name", TEXT, &conf.mail_name, 0, 0 },
	{ "remote_user", BOOL, &conf.sso.on, 0, 0 },
	{ "remote_user_variable", TEXT, &conf.sso.variable, 0, 0 },
	{ "remote_user_is", TEXT, &conf.sso.is, 0, 0 },
	{ "remote_user_realm", TEXT, &conf.sso.realm, 0, 0 },
	{ "remote_user_issuer", TEXT, &conf.sso.issuer, 0, 0 },
	{ "remote_user_secret", TEXT, &conf.sso.secret, 0, 0 },
	{ "remote_user_second", TEXT, &conf.sso.second, 0, 0 },
	{ "remote_user_name", TEXT, &conf.sso.name, 0, 0 },
	{ "remote_user_logout", TEXT, &conf.sso.logout, 0, 0 },
	{ "remote_user_again", TEXT, &conf.sso.again, 0, 0 },
	{ "https", BOOL, &conf.https, 0, 0 },
	{ "sandbox", BOOL, &conf.sandbox, 0, 0 },
	{ "test", BOOL, &conf.test, 0, 0 },
};

static void
stop(const char *file, int line, const char *why)
{
	fprintf(stderr, "baocao: %s:%d: %s\n", file, line, why);
	exit(2);
}

static char *
trim(char *s)
{
	s += strspn(s, " \t");
	size_t n = strlen(s);
	while (n > 0 && strchr(" \t\r\n", s[n - 1]) != NULL)
		s[--n] = '\0';
	return s;
}

static bool
set(const struct name *n, const char *value)
{
	char *end;

	if (n->type == TEXT) {
		char *copy = strdup(value); /* kept as long as the process */
		if (copy == NULL)
			abort();
		*(const char **)n->to = copy;
		return true;
	}
	if (n->type == BOOL) {
		*(bool *)n->to = strcmp(value, "yes") == 0;
		return *(bool *)n->to || strcmp(value, "no") == 0;
	}
	errno = 0;
	long v = strtol(value, &end, 10);
	if (errno != 0 || end == value || *end != '\0' || v < n->min ||
	    v > n->max)
		return false;
	*(long *)n->to = v;
	return true;
}

static void
read_line(const char *file, int line, char *text)
{
	text = trim(text);
	if (*text == '\0' || *text == '#')
		return;
	char *eq = strchr(text, '=');
	if (eq == NULL)
		stop(file, line, "expected `name = value'");
	*eq = '\0';
	const char *name = trim(text), *value = trim(eq + 1);
	for (size_t i = 0; i < COUNT(names); i++)
		if (strcmp(names[i].name, name) == 0) {
			if (!set(&names[i], value))
				stop(file, line, "the value cannot be read");
			return;
		}
	stop(file, line, "a setting of this name is not known");
}

/* "https://name:port"; what links in letters begin with. */
static bool
is_site(const char *s)
{
	size_t n = strncmp(s, "https://", 8) == 0 ? 8 :
		   strncmp(s, "http://", 7) == 0  ? 7 :
						    0;

	return *s == '\0' ||
	       (n > 0 && s[n] != '\0' &&
		   s[n + strspn(s + n, "abcdefghijklmnopqrstuvwxyz"
				       "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
				       "0123456789.:-[]")] == '\0');
}

static bool
read_file(const char *file)
{
	char text[1000];
	FILE *f = fopen(file, "re");

	if (f == NULL)
		return false;
	for (int line = 1; fgets(text, sizeof text, f) != NULL; line++)
		read_line(file, line, text);
	fclose(f);
	return true;
}

const char *
conf_program(void)
{
	static char name[64];
	const char *s = program_invocation_short_name;
	const char *end = strstr(s, ".fcgi");
	size_t n = end == NULL ? strlen(s) : (size_t)(end - s);

	snprintf(name, sizeof name, "%.*s", (int)n, s);
	return name;
}

/*
 * systemd hands a service its own account, in a directory that nobody else can
 * read.  The command line works with the owner's account where it has no file.
 */
static void
read_account(void)
{
	const char *given = getenv("CREDENTIALS_DIRECTORY");
	char file[1000];

	if (given != NULL) {
		snprintf(file, sizeof file, "%s/account.conf", given);
		if (read_file(file))
			return;
	}
	if (conf.accounts == NULL)
		return;
	snprintf(file, sizeof file, "%s/%s.conf", conf.accounts,
	    conf_program());
	if (!read_file(file) && strcmp(conf_program(), "baocao") != 0)
		stop(file, 0, strerror(errno));
}

/* A replica is a copy: the same name, and the same accounts. */
static void
record_like_db(void)
{
	const struct db_where at = conf.record;

	if (at.socket == NULL && at.host == NULL)
		return;
	conf.record = conf.db;
	conf.record.socket = at.socket;
	conf.record.host = at.host;
	conf.record.port = at.port;
}

enum { SSO_SECRET_MIN = 32 };

/*
 * A variable that begins with HTTP_ is a header of the visitor's own; without
 * the secret whoever reaches a worker's socket could be anybody.
 */
static const char *
sso_wrong(const struct conf_sso *s)
{
	if (!s->on)
		return NULL;
	if (strlen(s->secret) < SSO_SECRET_MIN)
		return "remote_user needs a remote_user_secret of 32"
		       " characters or more";
	if (*s->variable == '\0' || strncmp(s->variable, "HTTP_", 5) == 0)
		return "remote_user_variable is not a header of the visitor's";
	if (strcmp(s->is, "login") != 0 && strcmp(s->is, "email") != 0 &&
	    strcmp(s->is, "subject") != 0)
		return "remote_user_is is login, email or subject";
	if (strcmp(s->is, "subject") == 0 && *s->issuer == '\0')
		return "remote_user_is = subject needs remote_user_issuer";
	if ((*s->logout != '\0' && *s->logout != '/') ||
	    (*s->again != '\0' && *s->again != '/'))
		return "remote_user_logout and remote_user_again are paths of"
		       " this site";
	return NULL;
}

const struct conf *
conf_load(void)
{
	const char *file = getenv("BAOCAO_CONF");

	if (file == NULL)
		file = SYSCONFDIR "/baocao.conf";
	if (!read_file(file))
		stop(file, 0, strerror(errno));
	read_account();
	record_like_db();
	const char *wrong = sso_wrong(&conf.sso);
	if (wrong != NULL)
		stop(file, 0, wrong);
	if (!is_site(conf.site))
		stop(file, 0,
		    "site_url must be https://name or http://name, with"
		    " nothing behind");
	size_t n = strlen(conf.base);
	if (n > 0 && (conf.base[0] != '/' || conf.base[n - 1] == '/'))
		stop(file, 0,
		    "base must be empty, or start with a slash and"
		    " not end with one");
	return &conf;
}
