/*
 * sandbox.h - a process gives up for good what it will not need
 *
 * Called once a program has read its settings and reached its database.  What
 * is behind it afterwards, for whoever takes the program over: the files that
 * are not listed, other programs (no exec, no signals, no ptrace), memory that
 * is both written and run, sockets but those of the kind that the database's
 * is, more privileges, core dumps.
 *
 * Landlock keeps the files (kernel 5.13 and later; TCP since 6.7); seccomp the
 * system calls.  Neither needs a right: both work under a web server's account
 * and on shared hosting.  What a kernel has not is left out, with a line in the
 * log: the database account's rights and the separate programs are what stays.
 *
 * A build with sanitizers may do what these need, see sandbox_calls.c.
 */
#ifndef IO_SANDBOX_H
#define IO_SANDBOX_H
#include "base/base.h"

struct sandbox_path {
	const char *path; /* a file, or a directory with all that is below */
	bool write;       /* also to make and remove files there */
};
struct sandbox {
	const struct sandbox_path *path; /* what is not there is passed over */
	size_t npath;
	bool network; /* TCP outwards: a database, a mail server elsewhere */
	bool threads; /* a library of drawing, of letters, makes some */
	bool draw;    /* and looks for fonts */
	bool strict;  /* a call that is refused ends the process: tests */
};
struct sandbox_held {
	int landlock; /* version of the kernel's; 0: it has none */
	bool calls;   /* seccomp holds */
};
/* E_INTERNAL, with a line in the log, where what the kernel has failed. */
enum rc sandbox_enter(const struct sandbox *,
    struct sandbox_held *ret) NODISCARD;
/* What this kernel has, entering nothing: for `baocao doctor`. */
struct sandbox_held sandbox_probe(void);
#endif
