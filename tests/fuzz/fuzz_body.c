/*
 * fuzz_body.c - a body comes in parts of any size, and counts only when whole
 *
 * The same bytes are a form's body for io/web.c, as plain CGI: the first two of
 * them say how long it pretends to be and in which parts it comes.
 */
#include <signal.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>
#include "fuzz.h"
#include "io/web.h"

enum { BODY_MAX = 4096 };

/* A child sends it so; the pipe is our standard input. */
static pid_t
send_parts(const uint8_t *data, size_t n, size_t part)
{
	int ends[2];

	HOLDS(pipe(ends) == 0);
	pid_t child = fork();
	HOLDS(child >= 0);
	if (child == 0) {
		close(ends[0]);
		for (size_t at = 0; at < n; at += part) {
			size_t k = n - at < part ? n - at : part;
			if (write(ends[1], data + at, k) < 0)
				break;
		}
		_exit(0);
	}
	close(ends[1]);
	HOLDS(dup2(ends[0], STDIN_FILENO) == STDIN_FILENO);
	close(ends[0]);
	return child;
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	char body[BODY_MAX];
	int status;

	if (n < 2 || n - 2 > BODY_MAX)
		return 0;
	size_t sent = n - 2, part = data[1] % 64 + 1;
	size_t said = data[0] < 128 ? sent : (size_t)data[0] % 64 * 16;
	if (said > BODY_MAX)
		said = BODY_MAX;
	signal(SIGPIPE, SIG_IGN);
	pid_t child = send_parts(data + 2, sent, part);
	struct web *w = web_open(1);
	HOLDS(web_next(w));
	size_t got = web_read(w, body, said);
	HOLDS(got == (said < sent ? said : sent));
	HOLDS(memcmp(body, data + 2, got) == 0);
	web_finish(w); /* drains what is left, so that the child ends */
	HOLDS(!web_next(w));
	web_close(w);
	HOLDS(waitpid(child, &status, 0) == child && status == 0);
	return 0;
}
