/* web.c - requests by libfcgi, or from the environment of a plain CGI program
 */
#include <errno.h>
#include <fcgiapp.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>
#include "io/web.h"

enum { DRAIN_MAX = 16 << 20 };

struct web {
	FCGX_Request fcgi;
	bool cgi, served;
	long stall_s;
	sigset_t none;
};

static volatile sig_atomic_t told;

static void
on_term(int sig)
{
	(void)sig;
	told = 1;
}

static void
on_alarm(int sig)
{
	(void)sig; /* a read that waits is interrupted: that is all */
}

/* A ppoll() that finds a connection at once lets no signal in: look for it. */
static bool
stopping(void)
{
	sigset_t waiting;

	sigpending(&waiting);
	return told || sigismember(&waiting, SIGTERM);
}

/*
 * SIGTERM arrives inside ppoll() only, never halfway through a request.  Other
 * workers share the socket: one that comes too late for the connection must
 * return to ppoll(), not sleep in accept().
 */
struct web *
web_open(long stall_s)
{
	struct web *w = calloc(1, sizeof *w);
	sigset_t term;

	if (w == NULL)
		abort();
	w->cgi = FCGX_IsCGI();
	w->stall_s = stall_s;
	signal(SIGPIPE, SIG_IGN);
	if (w->cgi)
		return w;
	sigemptyset(&w->none);
	sigemptyset(&term);
	sigaddset(&term, SIGTERM);
	sigprocmask(SIG_BLOCK, &term, NULL);
	sigaction(SIGTERM, &(struct sigaction){ .sa_handler = on_term }, NULL);
	sigaction(SIGALRM, &(struct sigaction){ .sa_handler = on_alarm }, NULL);
	FCGX_Init();
	FCGX_InitRequest(&w->fcgi, 0, FCGI_FAIL_ACCEPT_ON_INTR);
	fcntl(0, F_SETFL, fcntl(0, F_GETFL) | O_NONBLOCK);
	return w;
}

/*
 * libfcgi reads the variables of a request before we have its socket: it is
 * interrupted there, and once a second more, since the first signal may come
 * before the read.
 */
static void
interrupt_after(long seconds)
{
	struct itimerval when = { .it_interval = { seconds > 0, 0 },
		.it_value = { seconds, 0 } };

	setitimer(ITIMER_REAL, &when, NULL);
}

static int
accept_one(struct web *w)
{
	struct timeval stall = { w->stall_s, 0 };

	interrupt_after(w->stall_s);
	int got = FCGX_Accept_r(&w->fcgi);
	interrupt_after(0);
	if (got < 0)
		return got;
	setsockopt(w->fcgi.ipcFd, SOL_SOCKET, SO_RCVTIMEO, &stall,
	    sizeof stall);
	setsockopt(w->fcgi.ipcFd, SOL_SOCKET, SO_SNDTIMEO, &stall,
	    sizeof stall);
	return got;
}

static bool
accept_next(struct web *w)
{
	struct pollfd listening = { .fd = 0, .events = POLLIN };

	while (!stopping()) {
		if (ppoll(&listening, 1, NULL, &w->none) != 1)
			continue;
		int got = accept_one(w);
		if (got >= 0)
			return true;
		if (got != -EAGAIN && got != -EINTR && got != -ECONNABORTED) {
			fail(E_INTERNAL, "accept: %d", got);
			return false; /* the supervisor starts another */
		}
	}
	return false;
}

bool
web_next(struct web *w)
{
	if (!w->cgi)
		return accept_next(w);
	bool first = !w->served;
	w->served = true;
	return first;
}

const char *
web_var(const struct web *w, const char *name)
{
	return w->cgi ? getenv(name) : FCGX_GetParam(name, w->fcgi.envp);
}

size_t
web_read(struct web *w, char *to, size_t n)
{
	size_t got = 0;

	while (got < n) {
		size_t part = n - got < 1 << 20 ? n - got : 1 << 20;
		long r = w->cgi ? read(STDIN_FILENO, to + got, part) :
				  FCGX_GetStr(to + got, (int)part, w->fcgi.in);
		if (r < 0 && errno == EINTR)
			continue;
		if (r <= 0)
			break;
		got += (size_t)r;
	}
	return got;
}

void
web_write(struct web *w, const char *from, size_t n)
{
	while (n > 0) {
		size_t part = n < 1 << 20 ? n : 1 << 20;
		long r = w->cgi ? write(STDOUT_FILENO, from, part) :
				  FCGX_PutStr(from, (int)part, w->fcgi.out);
		if (r < 0 && w->cgi && errno == EINTR)
			continue;
		if (r <= 0)
			return; /* nobody listens any more */
		from += r;
		n -= (size_t)r;
	}
}

/*
 * A web server that still hands over a body nobody reads takes the end of the
 * program for a failure, and the visitor never sees why it was refused.
 */
static void
drain(void)
{
	char part[16384];

	for (size_t left = DRAIN_MAX; left >= sizeof part; left -= sizeof part)
		if (read(STDIN_FILENO, part, sizeof part) <= 0)
			return;
}

void
web_finish(struct web *w)
{
	if (w->cgi) {
		drain();
		return;
	}
	FCGX_Finish_r(&w->fcgi);
	FCGX_Free(&w->fcgi, 1); /* a kept one would be read, and block us */
}

void
web_stop(struct web *w)
{
	(void)w;
	told = 1;
}

void
web_close(struct web *w)
{
	if (!w->cgi)
		FCGX_Free(&w->fcgi, 1);
	free(w);
}
