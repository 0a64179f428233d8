/* confine.c - what each program may, besides its own database account */
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include "app/confine.h"
#include "core/sign_key.h"
#include "io/conf.h"
#include "io/sandbox.h"

enum { MAX_PATHS = 24, ANCHOR_MODE = 0640 };

static const struct {
	const char *name;
	unsigned may;
} programs[] = {
#include "app/programs.h"
};

unsigned
confine_words(const char *program)
{
	for (size_t i = 0; i < COUNT(programs); i++)
		if (str_eq(programs[i].name, program))
			return programs[i].may;
	return 0;
}

struct paths {
	struct sandbox_path at[MAX_PATHS];
	size_t n;
};

static void
add(struct paths *p, const char *path, bool write)
{
	assert(p->n < MAX_PATHS);
	if (!str_empty(path))
		p->at[p->n++] = (struct sandbox_path){ path, write };
}

static void
add_fonts(struct paths *p, const struct conf *conf)
{
	add(p, conf->fonts, false);
	add(p, "/usr/share/fonts", false);
	add(p, "/usr/share/fontconfig", false);
	add(p, "/etc/fonts", false);
	add(p, "/var/cache/fontconfig", false);
}

static const char *
temporary(void)
{
	const char *dir = getenv("TMPDIR");

	return dir == NULL ? "/tmp" : dir;
}

/* Names of machines are looked up anew when a connection was lost. */
static void
add_resolver(struct paths *p)
{
	static const char *const files[] = { "/etc/hosts", "/etc/host.conf",
		"/etc/resolv.conf", "/etc/nsswitch.conf", "/etc/gai.conf",
		"/etc/services", "/etc/ssl", "/usr/share/ca-certificates",
		"/run/systemd/resolve" };

	for (size_t i = 0; i < COUNT(files); i++)
		add(p, files[i], false);
}

/*
 * A key that replaces another is another file: the directory is let in, so that
 * the programs find it, if nothing else is in there.
 */
static void
add_key(struct paths *p, const char *key, bool secret)
{
	static char dir[PATH_MAX], public[PATH_MAX];
	const char *slash = key == NULL ? NULL : strrchr(key, '/');

	if (slash == NULL)
		return;
	snprintf(dir, sizeof dir, "%.*s", (int)(slash - key), key);
	snprintf(public, sizeof public, "%s.pub", key);
	add(p, public, false);
	if (secret)
		add(p, sign_key_alone(key) ? dir : key, false);
}

/* Whoever shows a signature checks it; whoever signs needs the keys as well. */
static void
add_certificates(struct paths *p, const char *dir, bool secret)
{
	static char trust[PATH_MAX];

	if (str_empty(dir))
		return;
	snprintf(trust, sizeof trust, "%s/trust", dir);
	add(p, trust, false);
	if (secret)
		add(p, dir, false);
}

/* What is appended to must be there before a rule can name it. */
static void
add_anchor(struct paths *p, const char *file)
{
	int fd = file == NULL ?
		     -1 :
		     open(file, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC,
			 ANCHOR_MODE);

	if (fd >= 0)
		close(fd);
	add(p, file, true);
}

enum rc
confine_enter(const struct conf *conf, const char *program)
{
	unsigned may = confine_words(program);
	bool mails = (may & MAY_MAIL) && !str_empty(conf->smtp);
	struct paths p = { .n = 0 };
	struct sandbox s = { .path = p.at,
		.network =
		    conf->db.host != NULL || conf->record.host != NULL || mails,
		.threads = (may & MAY_DRAW) || mails,
		.draw = may & MAY_DRAW,
		.strict = conf->test };
	struct sandbox_held held;

	if (!conf->sandbox)
		return OK;
	add(&p, conf->locale, false);
	add(&p, conf->html, false);
	/* what is installed and secret to nobody: common passwords, schemas */
	add(&p, conf->seed, false);
	if (may & MAY_DRAW)
		add_fonts(&p, conf);
	if (may & MAY_LOCK)
		add(&p, conf->run, true);
	if (may & MAY_WORKBOOK)
		add(&p, temporary(), true);
	add_key(&p, conf->sign_key, may & MAY_SIGN);
	add_certificates(&p, conf->cert_dir, may & MAY_SIGN);
	if (may & MAY_SECOND)
		add(&p, conf->second_key, false);
	if (mails && !str_empty(conf->smtp_ca))
		add(&p, conf->smtp_ca, false);
	if (may & MAY_ANCHOR)
		add_anchor(&p, conf->anchor_file);
	if (s.network) {
		add_resolver(&p);
		add(&p, conf->db.ca, false);
	}
	s.npath = p.n;
	TRY(sandbox_enter(&s, &held));
	if (held.landlock == 0 || !held.calls)
		fail(OK,
		    "sandbox: this kernel has no %s: less is kept from"
		    " whoever takes this program over",
		    held.calls ? "Landlock" : "seccomp");
	return OK;
}
