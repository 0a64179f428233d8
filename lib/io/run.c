/* run.c - another program's output */
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>
#include "base/ctx.h"
#include "io/run.h"

static void
become(int to, const char *path, const char *argument)
{
	char *const argv[] = { (char *)path, (char *)argument, NULL };
	int nothing = open("/dev/null", O_RDONLY);

	if (nothing >= 0 && dup2(nothing, STDIN_FILENO) >= 0 &&
	    dup2(to, STDOUT_FILENO) >= 0)
		execv(path, argv);
	_exit(127);
}

/* All that comes, or what fits. */
static void
drain(int from, struct buf *b)
{
	char block[4096];
	ssize_t n;

	while ((n = read(from, block, sizeof block)) > 0 ||
	       (n < 0 && errno == EINTR))
		if (n > 0)
			buf_put(b, block, (size_t)n);
}

bool
run_read(struct arena *mem, const char *path, const char *argument, size_t max,
    struct file *ret, const char **ret_why)
{
	struct buf b = { .mem = mem, .max = max };
	int ends[2], status = 0;

	if (access(path, X_OK) != 0 || pipe2(ends, O_CLOEXEC) != 0) {
		*ret_why = strerror(errno);
		return false;
	}
	pid_t child = fork();
	if (child == 0)
		become(ends[1], path, argument);
	close(ends[1]);
	if (child > 0)
		drain(ends[0], &b);
	close(ends[0]);
	while (child > 0 && waitpid(child, &status, 0) < 0 && errno == EINTR)
		;
	if (child < 0 || status != 0 || b.full) {
		*ret_why = _("it cannot be run");
		return false;
	}
	*ret = (struct file){ b.at == NULL ? "" : b.at, b.len };
	return true;
}
