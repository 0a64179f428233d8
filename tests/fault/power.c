/*
 * power.c - loaded before a database server: what a power cut would leave
 *
 * Every file below $POWER_LIVE has a twin below $POWER_KEPT, which gets what is
 * in the file when the server asks for it to be on disk, and at no other time.
 * To cut the power: kill the server, and start it on the twins.
 *
 * Kept as if at once, as a journalling file system keeps them in order: renames
 * and removals.  What is written without fsync() is always lost, which is the
 * worst that may happen.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <fcntl.h>
#include <limits.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { PIECE = 1 << 20 };

static pthread_mutex_t one = PTHREAD_MUTEX_INITIALIZER;

/* The twin of a path; NULL when it is not one of the server's files. */
static const char *
twin(const char *path, char ret[PATH_MAX])
{
	const char *live = getenv("POWER_LIVE"), *kept = getenv("POWER_KEPT");
	char full[PATH_MAX];

	if (live == NULL || kept == NULL)
		return NULL;
	if (*path != '/') { /* the server stands in its folder */
		snprintf(full, sizeof full, "%s/%s", live, path);
		path = full;
	}
	size_t n = strlen(live);
	if (strncmp(path, live, n) != 0 || path[n] != '/')
		return NULL;
	snprintf(ret, PATH_MAX, "%s%s", kept, path + n);
	return ret;
}

static void
copy(int from, int to)
{
	static char piece[PIECE];
	off_t at = 0;
	ssize_t n;

	while ((n = pread(from, piece, PIECE, at)) > 0) {
		if (pwrite(to, piece, (size_t)n, at) != n)
			abort();
		at += n;
	}
	if (n < 0 || ftruncate(to, at) != 0)
		abort();
}

/* What is in the file now is on disk from now on. */
static void
keep(const char *path)
{
	char name[PATH_MAX];
	struct stat st;

	if (twin(path, name) == NULL || stat(path, &st) != 0 ||
	    !S_ISREG(st.st_mode))
		return;
	pthread_mutex_lock(&one);
	int from = open(path, O_RDONLY | O_CLOEXEC);
	int to = open(name, O_WRONLY | O_CREAT | O_CLOEXEC, 0660);
	if (from >= 0 && to >= 0)
		copy(from, to);
	if (from >= 0)
		close(from);
	if (to >= 0)
		close(to);
	pthread_mutex_unlock(&one);
}

static int
sync_file(int fd)
{
	char link[40], path[PATH_MAX];

	snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
	ssize_t n = readlink(link, path, sizeof path - 1);
	if (n > 0) {
		path[n] = '\0';
		keep(path);
	}
	return 0;
}

int
fsync(int fd)
{
	return sync_file(fd);
}

int
fdatasync(int fd)
{
	return sync_file(fd);
}

int
rename(const char *old, const char *new)
{
	static int (*real)(const char *, const char *);
	char a[PATH_MAX], b[PATH_MAX];

	if (real == NULL)
		*(void **)&real = dlsym(RTLD_NEXT, "rename");
	int rc = real(old, new);
	if (rc == 0 && twin(old, a) != NULL && twin(new, b) != NULL)
		real(a, b);
	return rc;
}

int
unlink(const char *path)
{
	static int (*real)(const char *);
	char name[PATH_MAX];

	if (real == NULL)
		*(void **)&real = dlsym(RTLD_NEXT, "unlink");
	int rc = real(path);
	if (rc == 0 && twin(path, name) != NULL)
		real(name);
	return rc;
}
