/* run.h - another program's output: of one of ours, on the command line */
#ifndef IO_RUN_H
#define IO_RUN_H
#include "io/file.h"

/*
 * Runs `path argument` (no shell, nothing on its standard input) and takes what
 * it prints.  False, with a reason to show, if it cannot be run, ends with
 * another status than 0, or prints more than max bytes.
 */
bool run_read(struct arena *, const char *path, const char *argument,
    size_t max, struct file *ret, const char **ret_why);
#endif
