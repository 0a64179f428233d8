/*
 * load.c - one client that asks a worker again and again
 *
 *     load SOCKET STATUS N METHOD <requests
 * A request a line: PATH, QUERY, COOKIE and BODY, with tabs between; the lines
 * are gone through in turn.  Prints requests a second; any other status ends
 * it.
 */
#include <err.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "fcgi_client.h"

enum { LINES = 100000 };

static char *lines[LINES];

static size_t
read_lines(void)
{
	size_t n = 0, cap = 0;
	char *line = NULL;

	while (n < LINES && getline(&line, &cap, stdin) > 0) {
		line[strcspn(line, "\n")] = '\0';
		lines[n++] = line;
		line = NULL;
		cap = 0;
	}
	return n;
}

/* The next field of a line, which it ends. */
static char *
field(char **line)
{
	char *at = strsep(line, "\t");

	if (at == NULL)
		errx(2, "a line of less than four fields");
	return at;
}

static void
ask(char **argv, const char *text)
{
	static char var[6][4096];
	char *line = strdup(text), *rest = line;
	const char *env[] = { var[0], var[1], var[2], var[3], var[4], var[5],
		"REMOTE_ADDR=127.0.0.1",
		"CONTENT_TYPE=application/x-www-form-urlencoded", NULL };

	snprintf(var[0], sizeof *var, "SCRIPT_NAME=%s", field(&rest));
	snprintf(var[1], sizeof *var, "QUERY_STRING=%s", field(&rest));
	snprintf(var[2], sizeof *var, "HTTP_COOKIE=%s", field(&rest));
	const char *body = field(&rest);
	snprintf(var[3], sizeof *var, "CONTENT_LENGTH=%zu", strlen(body));
	snprintf(var[4], sizeof *var, "REQUEST_METHOD=%s", argv[4]);
	snprintf(var[5], sizeof *var, "SERVER_PROTOCOL=HTTP/1.1");
	struct fcgi_answer a = fcgi_call(argv[1], env, body, strlen(body));
	if (a.status != atoi(argv[2]))
		errx(1, "status %d: %.2000s", a.status, a.text);
	free(a.text);
	free(line);
}

int
main(int argc, char **argv)
{
	if (argc != 5)
		errx(2, "usage: load SOCKET STATUS N METHOD <requests");
	size_t n = read_lines(), all = (size_t)atol(argv[3]);
	if (n == 0)
		errx(2, "no requests");
	double from = seconds();
	for (size_t i = 0; i < all; i++)
		ask(argv, lines[i % n]);
	printf("%.1f\n", (double)all / (seconds() - from));
	return 0;
}
