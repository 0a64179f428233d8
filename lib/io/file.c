/* file.c - whole files into memory */
#include <dirent.h>
#include <errno.h>
#include <unistd.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include "base/ctx.h"
#include "io/file.h"

static bool
read_all(struct arena *mem, FILE *f, size_t max, struct file *ret,
    const char **ret_why)
{
	struct buf b = { .mem = mem, .max = max };
	char part[8192];
	size_t n;

	while ((n = fread(part, 1, sizeof part, f)) > 0 && !b.full)
		buf_put(&b, part, n);
	if (ferror(f)) {
		*ret_why = strerror(errno);
		return false;
	}
	if (b.full) {
		*ret_why = str_fmt(mem, _("it is longer than %zu bytes"), max);
		return false;
	}
	*ret = (struct file){ b.at == NULL ? "" : b.at, b.len };
	return true;
}

bool
file_read(struct arena *mem, const char *path, size_t max, struct file *ret,
    const char **ret_why)
{
	FILE *f = fopen(path, "re");

	if (f == NULL) {
		*ret_why = strerror(errno);
		return false;
	}
	bool ok = read_all(mem, f, max, ret, ret_why);
	fclose(f);
	return ok;
}

bool
file_write(const char *path, const void *at, size_t len, const char **ret_why)
{
	FILE *f = fopen(path, "we");

	if (f == NULL) {
		*ret_why = strerror(errno);
		return false;
	}
	bool ok = fwrite(at, 1, len, f) == len;
	if (fclose(f) != 0 || !ok) {
		*ret_why = strerror(errno);
		return false;
	}
	return true;
}

bool
file_write_secret(struct arena *mem, const char *path, const char *text,
    const char **ret_why)
{
	const char *new = str_fmt(mem, "%s.new", path);
	size_t len = strlen(text);

	(void)unlink(new);
	int fd = open(new, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
	bool ok = fd >= 0 && write(fd, text, len) == (ssize_t)len &&
		  fsync(fd) == 0 && rename(new, path) == 0;
	*ret_why = ok ? "" : strerror(errno);
	if (fd >= 0)
		close(fd);
	return ok;
}

const char *
file_beside(struct arena *mem, const char *path, const char *name)
{
	const char *slash = strrchr(path, '/');

	if (slash == NULL || *name == '/')
		return str_dup(mem, name);
	return str_fmt(mem, "%.*s/%s", (int)(slash - path), path, name);
}

bool
file_is_dir(const char *path)
{
	struct stat st;

	return stat(path, &st) == 0 && S_ISDIR(st.st_mode);
}

static bool
ends(const char *s, const char *suffix)
{
	size_t n = strlen(s), m = strlen(suffix);

	return n >= m && strcmp(s + n - m, suffix) == 0;
}

static int
by_name(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

struct file_names
file_list(struct arena *mem, const char *dir, const char *suffix)
{
	enum { MAX = 10000 };
	struct file_names names = { NULL, 0 };
	DIR *d = opendir(dir);
	struct dirent *e;

	if (d == NULL)
		return names;
	names.at = arena_alloc(mem, MAX * sizeof *names.at);
	while ((e = readdir(d)) != NULL && names.n < MAX)
		if (ends(e->d_name, suffix))
			names.at[names.n++] = str_dup(mem, e->d_name);
	closedir(d);
	qsort(names.at, names.n, sizeof *names.at, by_name);
	return names;
}
