/* clamd.c - files looked at by ClamAV's daemon, over its unix socket */
#include <errno.h>
#include <poll.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <time.h>
#include <unistd.h>
#include "io/clamd.h"

/* SECONDS: for all of it; less than a web server waits for us. */
enum { SECONDS = 20, PIECE = 64 << 10, ANSWER = 256 };

struct line {
	int fd;
	long end; /* milliseconds of the clock that only goes on */
};

static long
milliseconds(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

static bool
ready(const struct line *l, short what)
{
	struct pollfd p = { .fd = l->fd, .events = what };
	long left = l->end - milliseconds();

	return left > 0 && poll(&p, 1, (int)left) == 1;
}

static enum rc
dial(const char *path, struct line *l)
{
	struct sockaddr_un at = { .sun_family = AF_UNIX };

	if (strlen(path) >= sizeof at.sun_path)
		return fail(E_BUSY, "scan_socket: the path is too long");
	snprintf(at.sun_path, sizeof at.sun_path, "%s", path);
	l->end = milliseconds() + SECONDS * 1000L;
	l->fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
	if (l->fd < 0)
		return fail(E_BUSY, "%s: %s", path, strerror(errno));
	if (connect(l->fd, (struct sockaddr *)&at, sizeof at) == 0)
		return OK;
	enum rc rc = fail(E_BUSY, "%s: %s", path, strerror(errno));
	close(l->fd);
	return rc;
}

static enum rc
say(const struct line *l, const char *bytes, size_t len)
{
	while (len > 0) {
		if (!ready(l, POLLOUT))
			return fail(E_BUSY, "clamd takes too long");
		ssize_t n = send(l->fd, bytes, len, MSG_NOSIGNAL);
		if (n < 0 && (errno == EAGAIN || errno == EINTR))
			continue;
		if (n < 0)
			return fail(E_BUSY, "clamd: %s", strerror(errno));
		bytes += n;
		len -= (size_t)n;
	}
	return OK;
}

/* Before each piece its length, most significant byte first. */
static enum rc
say_piece(const struct line *l, const char *bytes, size_t len)
{
	const char head[4] = { (char)(len >> 24), (char)(len >> 16),
		(char)(len >> 8), (char)len };

	TRY(say(l, head, sizeof head));
	return say(l, bytes, len);
}

/* Up to its NUL, or to its end. */
static enum rc
hear(const struct line *l, char ret[ANSWER])
{
	size_t n = 0;

	while (n < ANSWER - 1) {
		if (!ready(l, POLLIN))
			return fail(E_BUSY, "clamd takes too long");
		ssize_t got = recv(l->fd, ret + n, ANSWER - 1 - n, 0);
		if (got < 0 && (errno == EAGAIN || errno == EINTR))
			continue;
		if (got < 0)
			return fail(E_BUSY, "clamd: %s", strerror(errno));
		n += (size_t)got;
		if (got == 0 || memchr(ret, '\0', n) != NULL)
			break;
	}
	ret[n] = '\0';
	return OK;
}

/* "stream: OK", "stream: Eicar-Signature FOUND"; nothing else is a verdict. */
static enum rc
verdict(char *said, char ret_name[CLAMD_NAME])
{
	static const char begin[] = "stream: ", end[] = " FOUND";
	size_t len = strlen(said);

	if (strcmp(said, "stream: OK") == 0)
		return OK;
	for (size_t i = 0; i < len; i++)
		if (said[i] < ' ' || said[i] > '~')
			said[i] = '?';
	if (strncmp(said, begin, sizeof begin - 1) != 0 ||
	    len <= sizeof begin + sizeof end - 2 ||
	    strcmp(said + len - (sizeof end - 1), end) != 0)
		return fail(E_BUSY, "clamd says \"%s\"", said);
	snprintf(ret_name, CLAMD_NAME, "%.*s",
	    (int)(len - (sizeof begin - 1) - (sizeof end - 1)),
	    said + sizeof begin - 1);
	return E_INVALID;
}

static enum rc
talk(const struct line *l, const char *bytes, size_t len, char said[ANSWER])
{
	static const char command[] = "zINSTREAM"; /* with its NUL */

	TRY(say(l, command, sizeof command));
	while (len > 0) {
		size_t n = len < PIECE ? len : PIECE;
		TRY(say_piece(l, bytes, n));
		bytes += n;
		len -= n;
	}
	TRY(say_piece(l, "", 0));
	return hear(l, said);
}

enum rc
clamd_scan(const char *path, const char *bytes, size_t len,
    char ret_name[CLAMD_NAME])
{
	char said[ANSWER];
	struct line l;

	*ret_name = '\0';
	TRY(dial(path, &l));
	enum rc rc = talk(&l, bytes, len, said);
	close(l.fd);
	return rc == OK ? verdict(said, ret_name) : rc;
}
