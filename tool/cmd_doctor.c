/* cmd_doctor.c - baocao doctor: is this installation as it should be? */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include "io/clamd.h"
#include "io/file.h"
#include "io/font.h"
#include "tool/doctor.h"

#define MODULES "/usr/lib/apache2/modules/"
/* A letter of each kind that Vietnamese adds to the Latin ones. */
#define LETTERS "ăâđêôơưàảãáạằẳẵắặầẩẫấậờởỡớợừửữứựỳỷỹýỵẶỮỜĐ"

static long bad;

void
doctor_say(struct tool *t, enum health health, const char *what,
    const char *todo, const char *fmt, ...)
{
	static const char *const names[] = { "ok", "note", "bad" };
	char text[500];
	va_list ap;

	va_start(ap, fmt);
	vsnprintf(text, sizeof text, fmt, ap);
	va_end(ap);
	bad += health == BAD;
	if (t->as_json) {
		json_object(&t->json, NULL);
		json_text(&t->json, "health", names[health]);
		json_text(&t->json, "what", what);
		json_text(&t->json, "found", text);
		json_text(&t->json, "todo", todo);
		json_end(&t->json);
		return;
	}
	buf_fmt(&t->out, "%-5s %s: %s\n",
	    health == BAD  ? "BAD" :
	    health == NOTE ? "note" :
			     "ok",
	    tr(what), text);
	if (todo != NULL)
		buf_fmt(&t->out, "      -> %s\n", todo);
}

/* It holds the database's password. */
static void
settings_file(struct tool *t)
{
	const char *file = getenv("BAOCAO_CONF");
	struct stat st;

	if (file == NULL)
		file = SYSCONFDIR "/baocao.conf";
	if (stat(file, &st) != 0)
		doctor_say(t, BAD, N_("settings"),
		    _("make it readable for this account"), "%s: %s", file,
		    strerror(errno));
	else if (st.st_mode & S_IRWXO)
		doctor_say(t, BAD, N_("settings"),
		    str_fmt(t->ctx.mem, "chmod o= %s", file),
		    _("%s holds a password, and everybody may read it"), file);
	else
		doctor_say(t, GOOD, N_("settings"), NULL, _("%s, mode %03o"),
		    file, (unsigned)st.st_mode & 0777);
}

/* The database's own socket asks for a password. */
static bool
is_database(struct tool *t, const struct stat *st)
{
	struct stat db;

	return t->conf->db.socket != NULL &&
	       stat(t->conf->db.socket, &db) == 0 && db.st_dev == st->st_dev &&
	       db.st_ino == st->st_ino;
}

/* Who may open a worker's socket may say that he is anybody. */
static void
sockets(struct tool *t, const char *dir)
{
	struct file_names names = file_list(t->ctx.mem, dir, ".sock");
	struct stat st;
	size_t n = 0, open = 0;

	for (size_t i = 0; i < names.n; i++) {
		const char *path =
		    str_fmt(t->ctx.mem, "%s/%s", dir, names.at[i]);
		if (stat(path, &st) != 0 || !S_ISSOCK(st.st_mode) ||
		    is_database(t, &st))
			continue;
		n++;
		open += (st.st_mode & S_IRWXO) != 0;
	}
	if (open > 0)
		doctor_say(t, BAD, N_("sockets"),
		    _("let the supervisor make them with mode 0660"),
		    _("%zu of %zu in %s are open to everybody"), open, n, dir);
	else if (n > 0)
		doctor_say(t, GOOD, N_("sockets"), NULL,
		    _("%zu in %s, for the web server alone"), n, dir);
}

static void
run_dir(struct tool *t)
{
	const char *dir = t->conf->run;

	if (access(dir, W_OK | X_OK) != 0)
		doctor_say(t, BAD, N_("run directory"),
		    _("make the directory, for the workers' account"), "%s: %s",
		    dir, strerror(errno));
	else
		doctor_say(t, GOOD, N_("run directory"), NULL, "%s", dir);
	sockets(t, dir);
	sockets(t, str_fmt(t->ctx.mem, "%s/..", dir));
}

/* Where the settings name a scanner, nothing is taken without it. */
static void
scanner(struct tool *t)
{
	char found[CLAMD_NAME];

	if (t->conf->scan_socket == NULL)
		return;
	if (clamd_scan(t->conf->scan_socket, "baocao", 6, found) == OK)
		doctor_say(t, GOOD, N_("scanner of files"), NULL, "%s",
		    t->conf->scan_socket);
	else
		doctor_say(t, BAD, N_("scanner of files"),
		    _("start clamd, and let the programs' account write to its"
		      " socket: until then no file is taken; the line before"
		      " says why"),
		    _("%s gives no verdict"), t->conf->scan_socket);
}

static void
catalogue(struct tool *t)
{
	const char *path =
	    str_fmt(t->ctx.mem, "%s/vi/LC_MESSAGES/baocao.mo", t->conf->locale);

	if (access(path, R_OK) != 0)
		doctor_say(t, BAD, N_("languages"),
		    _("check locale_dir in the settings file"), "%s: %s", path,
		    strerror(errno));
	else
		doctor_say(t, GOOD, N_("languages"), NULL, "vi, en");
}

static void
pages(struct tool *t)
{
	const char *path = str_fmt(t->ctx.mem, "%s/shell.html", t->conf->html);

	if (access(path, R_OK) != 0)
		doctor_say(t, BAD, N_("pages"),
		    _("check html_dir in the settings file"), "%s: %s", path,
		    strerror(errno));
	else
		doctor_say(t, GOOD, N_("pages"), NULL, "%s", t->conf->html);
}

static void
fonts(struct tool *t)
{
	const char *why = NULL;

	if (font_covers(t->ctx.mem, t->conf->fonts, "Liberation Serif", LETTERS,
		&why))
		doctor_say(t, GOOD, N_("fonts"), NULL,
		    _("Liberation Serif, with Vietnamese"));
	else
		doctor_say(t, BAD, N_("fonts"),
		    _("apt-get install fonts-liberation2; check fonts_conf in "
		      "the settings file"),
		    "Liberation Serif: %s", why);
}

static void
apache(struct tool *t)
{
	static const char *const need[] = { "proxy", "proxy_fcgi", "buffer",
		"env", "reqtimeout", "headers", "alias" };
	const char *missing = "";

	for (size_t i = 0; i < COUNT(need); i++)
		if (access(str_fmt(t->ctx.mem, MODULES "mod_%s.so", need[i]),
			R_OK) != 0)
			missing =
			    str_fmt(t->ctx.mem, "%s %s", missing, need[i]);
	if (*missing != '\0')
		doctor_say(t, NOTE, "Apache",
		    _("without them Apache can serve plain CGI only"),
		    _("modules that are not there:%s"), missing);
	else
		doctor_say(t, GOOD, "Apache", NULL,
		    "mod_proxy_fcgi, mod_buffer, mod_reqtimeout");
}

static void
web_server(struct tool *t)
{
	bool nginx = access("/usr/sbin/nginx", X_OK) == 0;

	if (access("/usr/sbin/apache2", X_OK) == 0)
		apache(t);
	else if (!nginx)
		doctor_say(t, NOTE, N_("web server"),
		    _("apt-get install nginx, or apache2"),
		    _("neither nginx nor Apache on this machine"));
	if (nginx)
		doctor_say(t, GOOD, "nginx", NULL, "/usr/sbin/nginx");
}

static int
run(struct tool *t, int argc, char **argv)
{
	if (argc != 1)
		return tool_usage(t, _("\"%s\" is too much"), argv[1]);
	if (t->as_json)
		json_array(&t->json, NULL);
	settings_file(t);
	if (doctor_database(t)) {
		doctor_schema(t);
		doctor_accounts(t);
		doctor_sign(t);
		doctor_record(t);
		doctor_mail(t);
	}
	doctor_second(t);
	run_dir(t);
	scanner(t);
	pages(t);
	doctor_sandbox(t);
	catalogue(t);
	fonts(t);
	web_server(t);
	if (t->as_json)
		json_end(&t->json);
	if (bad == 0)
		return TOOL_OK;
	/* what a status of no would keep back */
	printf("%s%s", t->out.at, t->as_json ? "\n" : "");
	return TOOL_NO;
}

const struct command cmd_doctor = { "doctor", "",
	N_("look whether all is as it should be, and say what to do"), run,
	false };
