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

enum { ANCHOR_MODE = 0640 };

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

static void
add(struct confined *p, const char *path, bool write)
{
	assert(p->is.npath < CONFINE_PATHS);
	if (!str_empty(path))
		p->path[p->is.npath++] = (struct sandbox_path){ path, write };
}

static void
add_fonts(struct confined *p, const struct conf *conf)
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
add_resolver(struct confined *p)
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
add_key(struct confined *p, const char *key, bool secret)
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
add_certificates(struct confined *p, const char *dir, bool secret)
{
	static char trust[PATH_MAX];

	if (str_empty(dir))
		return;
	snprintf(trust, sizeof trust, "%s/trust", dir);
	add(p, trust, false);
	if (secret)
		add(p, dir, false);
}

void
confine_plan(const struct conf *conf, const char *program, struct confined *ret)
{
	unsigned may = confine_words(program);
	bool mails = (may & MAY_MAIL) && !str_empty(conf->smtp);

	*ret = (struct confined){ .is = { .path = ret->path,
				      .network = conf->db.host != NULL ||
						 conf->record.host != NULL ||
						 mails,
				      .threads = (may & MAY_DRAW) || mails,
				      .draw = may & MAY_DRAW,
				      .strict = conf->test } };
	add(ret, conf->locale, false);
	add(ret, conf->html, false);
	/* what is installed and secret to nobody: common passwords, schemas */
	add(ret, conf->seed, false);
	if (may & MAY_DRAW)
		add_fonts(ret, conf);
	if (may & MAY_LOCK)
		add(ret, conf->run, true);
	if (may & MAY_WORKBOOK)
		add(ret, temporary(), true);
	add_key(ret, conf->sign_key, may & MAY_SIGN);
	add_certificates(ret, conf->cert_dir, may & MAY_SIGN);
	if (may & MAY_SECOND)
		add(ret, conf->second_key, false);
	if (mails && !str_empty(conf->smtp_ca))
		add(ret, conf->smtp_ca, false);
	if (may & MAY_ANCHOR)
		add(ret, conf->anchor_file, true);
	if (ret->is.network) {
		add_resolver(ret);
		add(ret, conf->db.ca, false);
	}
}

/* What is appended to must be there before a rule can name it. */
static void
make_anchor(const struct conf *conf, const char *program)
{
	if (!(confine_words(program) & MAY_ANCHOR) || conf->anchor_file == NULL)
		return;
	int fd = open(conf->anchor_file,
	    O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, ANCHOR_MODE);

	if (fd >= 0)
		close(fd);
}

enum rc
confine_enter(const struct conf *conf, const char *program)
{
	struct confined c;
	struct sandbox_held held;

	if (!conf->sandbox)
		return OK;
	make_anchor(conf, program);
	confine_plan(conf, program, &c);
	TRY(sandbox_enter(&c.is, &held));
	if (held.landlock == 0 || !held.calls)
		fail(OK,
		    "sandbox: this kernel has no %s: less is kept from"
		    " whoever takes this program over",
		    held.calls ? "Landlock" : "seccomp");
	return OK;
}
