/*
 * confine.h - what each program may, besides asking its own database account
 *
 * The one table is apache/programs: name, workers, addresses, and behind a "+"
 * what a program needs beyond what all of them do.  From it come these words
 * (app/programs.h, made by the build), the sandbox, the units of systemd
 * (apache/site), and the tests.
 */
#ifndef APP_CONFINE_H
#define APP_CONFINE_H
#include "io/sandbox.h"
struct conf;

enum confine {
	MAY_DRAW = 1,     /* fonts; libraries of drawing with their threads */
	MAY_LOCK = 2,     /* lock files in run_dir: passwords are computed */
	MAY_WORKBOOK = 4, /* a workbook is put together in temporary files */
	MAY_SIGN = 8,     /* reads the installation's key */
	MAY_ANCHOR = 16,  /* appends to anchor_file, writes to syslog */
	MAY_MAIL = 32,    /* talks to a mail server */
	MAY_SECOND = 64   /* reads the key of the second factors' secrets */
};
/* The words of a program; nothing beyond the rest for one not in the table. */
unsigned confine_words(const char *program);
enum { CONFINE_PATHS = 24 };
struct confined {
	struct sandbox_path path[CONFINE_PATHS];
	struct sandbox is; /* of these files */
};
/* What that comes to here; the names of files live until the next call. */
void confine_plan(const struct conf *, const char *program,
    struct confined *ret);
/*
 * Give up what this program does not need; after this nothing else is opened.
 * Where the kernel cannot, the log says so and the program goes on; E_INTERNAL
 * where it can and it failed: do not serve then.
 */
enum rc confine_enter(const struct conf *, const char *program) NODISCARD;
#endif
