/* file.h - whole files into memory */
#ifndef IO_FILE_H
#define IO_FILE_H
#include "base/base.h"

struct file {
	const char *at; /* NUL-terminated; may hold further NULs */
	size_t len;
};
/* False, with a reason to show, if it cannot be read or is longer than max. */
bool file_read(struct arena *, const char *path, size_t max, struct file *ret,
    const char **ret_why);
/* Write a whole file, in place of what is there; false, with a reason. */
bool file_write(const char *path, const void *, size_t, const char **ret_why);
/* ... that its owner alone may read; what was there stays until it is whole. */
bool file_write_secret(struct arena *, const char *path, const char *text,
    const char **ret_why);
/* The name of a file that another one names, beside it. */
const char *file_beside(struct arena *, const char *path, const char *name);
bool file_is_dir(const char *path);
/* Names in a directory that end so, in order; none if it cannot be read. */
struct file_names {
	const char **at;
	size_t n;
};
struct file_names file_list(struct arena *, const char *dir,
    const char *suffix);
#endif
