/*
 * tool.h - what the subcommands of `baocao` share
 *
 * A subcommand is one file, cmd_NAME.c, and one line in baocao.c.  It answers
 * for people, or with --json one JSON value for programs, and ends with a
 * status: TOOL_OK, TOOL_NO (it says no), TOOL_USAGE.  Core functions do the
 * work, in a transaction that tool_read() or tool_write() wraps around a
 * function; that may run again, so it must not print.
 */
#ifndef TOOL_TOOL_H
#define TOOL_TOOL_H
#include "base/ctx.h"
#include "base/findings.h"
#include "io/conf.h"
#include "io/db.h"
#include "io/db_open.h"
#include "io/json.h"

enum { TOOL_OK, TOOL_NO, TOOL_USAGE };

struct tool {
	const struct conf *conf;
	struct db *db;
	struct ctx ctx; /* mem; the clock, once tool_read() or _write() ran */
	struct findings findings;
	struct buf out;   /* printed at the end, if the status is TOOL_OK */
	struct json json; /* writes to out */
	bool as_json;
};
/* argv[0] is the subcommand's name. */
struct command {
	const char *name;
	const char *args; /* "import DIR|FILE...\nfind NAME [--at DATE]" */
	const char *help; /* one sentence, translated when shown */
	int (*run)(struct tool *, int argc, char **argv);
	bool no_conf; /* needs neither settings nor database */
};
extern const struct command cmd_burden;
/* cmd_form_read.c: `baocao form read`, argv[0] being "read" */
int form_read_template(struct tool *, int argc, char **argv);
extern const struct command cmd_doctor, cmd_grants;
extern const struct command cmd_migrate, cmd_unit;
extern const struct command cmd_form, cmd_formula, cmd_regime;
extern const struct command cmd_register, cmd_overlap;
extern const struct command cmd_period, cmd_deadline;
extern const struct command cmd_account, cmd_item, cmd_key;
extern const struct command cmd_audit, cmd_verify;
extern const struct command cmd_library, cmd_sign, cmd_token;
extern const struct command cmd_person, cmd_sso, cmd_mail;
extern const struct command cmd_demo, cmd_report, cmd_rollup;
extern const struct command cmd_series;

/* Settings and database, for a command with no_conf that needs them here. */
void tool_connect(struct tool *);

/* Take "--name VALUE" or "--name=VALUE" out of argv; NULL if it is not there.
 * Without a value after it: "". */
const char *tool_option(int *argc, char **argv, const char *name);
/* A number from 0 to max in digits, and nothing else. */
bool tool_number(const char *, long max, long *ret);
/* Take "--name" out. */
bool tool_flag(int *argc, char **argv, const char *name);

/*
 * Run in a transaction, with the clock read; again when the database was busy.
 * Anything but OK is rolled back.  With the argument NULL on `run`: the clock
 * alone.
 */
typedef enum rc tool_work(struct tool *, void *arg);
enum rc tool_read(struct tool *, tool_work *run, void *arg) NODISCARD;
enum rc tool_write(struct tool *, tool_work *run, void *arg) NODISCARD;

/*
 * In the work of a tool_write(): what the answer shows of people (their names,
 * addresses, sign-ins) goes on record first, as "read" or "export".  id 0: of
 * many; `what` is what was asked for.
 */
enum rc tool_seen(struct tool *, const char *act, const char *object, long id,
    const char *what) NODISCARD;

/* A line for people; nothing with --json. */
void tool_say(struct tool *, const char *fmt, ...) FMT(2, 3);
/* It says no, and why: the sentence, TOOL_NO. */
int tool_no(struct tool *, const char *fmt, ...) FMT(2, 3);
/* That is not how it is called: the sentence, TOOL_USAGE. */
int tool_usage(struct tool *, const char *fmt, ...) FMT(2, 3);
/* TOOL_OK for OK; else TOOL_NO with the findings, or what the rc means. */
int tool_end(struct tool *, enum rc);
/*
 * "revoke NUMBER": run on that number; its JSON.  The sentences say what is to
 * be given, and that there is no such thing in force; after TOOL_OK the caller
 * says for people what happened to *ret.
 */
int tool_revoke(struct tool *, const char *number, tool_work *run,
    const char *usage, const char *none, long *ret);
/* An ISO date from an option; today if there was none.  False after usage. */
bool tool_day(struct tool *, const char *option, const char **ret);
#endif
