/* tool.c - what the subcommands of `baocao` share */
#include <stdio.h>
#include <string.h>
#include <time.h>
#include "base/date.h"
#include "core/audit.h"
#include "core/session.h"
#include "tool/tool.h"

enum { MAX_TRIES = 6, PATIENCE_S = 120, LOCK_WAIT_S = 2 };

void
tool_connect(struct tool *t)
{
	t->conf = conf_load();
	tr_open(t->conf->locale);
	tr_lang(t->ctx.lang);
	t->db = db_open(&t->conf->db);
	db_into(t->db, t->ctx.mem);
}

static void
drop(int *argc, char **argv, int at, int n)
{
	memmove(argv + at, argv + at + n,
	    (size_t)(*argc - at - n + 1) * sizeof *argv);
	*argc -= n;
}

const char *
tool_option(int *argc, char **argv, const char *name)
{
	size_t len = strlen(name);

	for (int i = 1; i < *argc && strcmp(argv[i], "--") != 0; i++) {
		if (strncmp(argv[i], name, len) != 0)
			continue;
		const char *value = argv[i] + len;
		if (*value == '=') {
			drop(argc, argv, i, 1);
			return value + 1;
		}
		if (*value != '\0')
			continue;
		value = i + 1 < *argc ? argv[i + 1] : "";
		drop(argc, argv, i, i + 1 < *argc ? 2 : 1);
		return value;
	}
	return NULL;
}

bool
tool_flag(int *argc, char **argv, const char *name)
{
	for (int i = 1; i < *argc && strcmp(argv[i], "--") != 0; i++)
		if (strcmp(argv[i], name) == 0) {
			drop(argc, argv, i, 1);
			return true;
		}
	return false;
}

bool
tool_number(const char *s, long max, long *ret)
{
	long n = 0;

	if (*s == '\0')
		return false;
	for (; *s != '\0'; s++) {
		if (*s < '0' || *s > '9' || n > max)
			return false;
		n = 10 * n + (*s - '0');
	}
	*ret = n;
	return n <= max;
}

static enum rc
with_clock(struct tool *t, tool_work *run, void *arg)
{
	struct session s;

	TRY(session_resume(t->db, NULL, &s));
	t->ctx.now = s.now;
	t->ctx.today = s.today;
	t->ctx.real = s.real;
	t->ctx.demo = s.demo;
	return run == NULL ? OK : run(t, arg);
}

/* Longer each time, and never as long as somebody else who does the same. */
static void
pause_before(int tries)
{
	struct timespec t;

	if (tries == 0)
		return;
	clock_gettime(CLOCK_MONOTONIC, &t);
	t.tv_sec = 0;
	t.tv_nsec = (t.tv_nsec / 1000 % 20 + (5L << tries)) * 1000000L;
	nanosleep(&t, NULL);
}

static enum rc
transact(struct tool *t, enum db_mode mode, tool_work *run, void *arg)
{
	size_t n = t->findings.n, nerror = t->findings.nerror;
	enum rc rc = E_BUSY;
	time_t end = time(NULL) + PATIENCE_S;

	/* whoever waited for a lock has not tried in vain */
	for (int quick = 0; rc == E_BUSY && quick < MAX_TRIES;) {
		pause_before(quick);
		time_t began = time(NULL);
		t->findings.n = n;
		t->findings.nerror = nerror;
		rc = db_begin(t->db, mode);
		if (rc == OK)
			rc = db_end(t->db, with_clock(t, run, arg));
		quick += began >= end || time(NULL) - began < LOCK_WAIT_S;
	}
	return rc;
}

enum rc
tool_read(struct tool *t, tool_work *run, void *arg)
{
	return transact(t, DB_READ_ONLY, run, arg);
}

enum rc
tool_write(struct tool *t, tool_work *run, void *arg)
{
	return transact(t, DB_READ_WRITE, run, arg);
}

enum rc
tool_seen(struct tool *t, const char *act, const char *object, long id,
    const char *what)
{
	return audit_one(t->db, &t->ctx, audit_spread(AUDIT_READS, what), act,
	    object, id, str_fmt(t->ctx.mem, "baocao %s", what));
}

void
tool_say(struct tool *t, const char *fmt, ...)
{
	char text[2000];
	va_list ap;

	if (t->as_json)
		return;
	va_start(ap, fmt);
	vsnprintf(text, sizeof text, fmt, ap);
	va_end(ap);
	buf_str(&t->out, text);
	buf_put(&t->out, "\n", 1);
}

int
tool_no(struct tool *t, const char *fmt, ...)
{
	char text[2000];
	va_list ap;

	va_start(ap, fmt);
	vsnprintf(text, sizeof text, fmt, ap);
	va_end(ap);
	if (!t->as_json) {
		fprintf(stderr, "baocao: %s\n", text);
		return TOOL_NO;
	}
	buf_clear(&t->out);
	t->json = (struct json){ .out = &t->out };
	json_object(&t->json, NULL);
	json_text(&t->json, "error", text);
	json_end(&t->json);
	puts(t->out.at);
	return TOOL_NO;
}

int
tool_usage(struct tool *t, const char *fmt, ...)
{
	char text[2000];
	va_list ap;

	(void)t;
	va_start(ap, fmt);
	vsnprintf(text, sizeof text, fmt, ap);
	va_end(ap);
	fprintf(stderr, "baocao: %s\n", text);
	return TOOL_USAGE;
}

static void
show_finding(struct tool *t, const struct finding *f)
{
	if (!t->as_json) {
		fprintf(stderr, "%s: %s%s\n", f->where,
		    f->warning ? _("warning: ") : "", f->text);
		return;
	}
	json_object(&t->json, NULL);
	json_text(&t->json, "where", f->where);
	json_text(&t->json, "text", f->text);
	json_bool(&t->json, "warning", f->warning);
	json_end(&t->json);
}

static int
show_findings(struct tool *t)
{
	buf_clear(&t->out);
	t->json = (struct json){ .out = &t->out };
	if (t->as_json) {
		json_object(&t->json, NULL);
		json_array(&t->json, "findings");
	}
	for (size_t i = 0; i < t->findings.n; i++)
		show_finding(t, &t->findings.at[i]);
	if (t->as_json) {
		json_end(&t->json);
		json_end(&t->json);
		puts(t->out.at);
	} else if (t->findings.left > 0)
		fprintf(stderr, _("... and %zu more\n"), t->findings.left);
	return TOOL_NO;
}

static const char *
meaning(enum rc rc)
{
	switch (rc) {
	case E_BUSY:
		return _("the database cannot be reached, or is too busy; see "
			 "the line before, and db_socket, db_host, db_name, "
			 "db_user in the settings file");
	case E_NOTFOUND:
		return _("there is no such thing");
	case E_CONFLICT:
		return _("it is there already, or was changed by somebody else "
			 "at the same time");
	case E_DENIED:
		return _("that is not allowed");
	case E_LIMIT:
		return _("that is too much at once");
	case E_TOOMANY:
		return _("too many at the same time; try again later");
	default:
		return _("something went wrong; the line before says what");
	}
}

int
tool_end(struct tool *t, enum rc rc)
{
	if (rc == OK)
		return TOOL_OK;
	if (rc == E_INVALID && t->findings.n > 0)
		return show_findings(t);
	return tool_no(t, "%s", meaning(rc));
}

int
tool_revoke(struct tool *t, const char *number, tool_work *run,
    const char *usage, const char *none, long *ret)
{
	if (!tool_number(number, 1L << 40, ret))
		return tool_usage(t, "%s", usage);
	enum rc rc = tool_write(t, run, ret);
	if (rc == E_NOTFOUND)
		return tool_no(t, "%s", none);
	if (rc != OK)
		return tool_end(t, rc);
	if (t->as_json) {
		json_object(&t->json, NULL);
		json_long(&t->json, "revoked", *ret);
		json_end(&t->json);
	}
	return TOOL_OK;
}

bool
tool_day(struct tool *t, const char *option, const char **ret)
{
	struct date d;

	*ret = option == NULL ? t->ctx.today : option;
	if (option == NULL || date_parse(option, &d))
		return true;
	tool_usage(t, _("\"%s\" is no date; write it as 2026-09-28"), option);
	return false;
}
