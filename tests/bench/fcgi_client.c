/* fcgi_client.c - one FastCGI request over a unix socket, for the benches */
#include <err.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <time.h>
#include <unistd.h>
#include "fcgi_client.h"

enum { BEGIN = 1, PARAMS = 4, STDIN = 5, STDOUT = 6, RECORD_MAX = 32768 };

struct bytes {
	char *at;
	size_t len, cap;
};

static void
put(struct bytes *b, const void *from, size_t n)
{
	if (b->len + n > b->cap) {
		b->cap = 2 * (b->len + n);
		b->at = realloc(b->at, b->cap);
		if (b->at == NULL)
			abort();
	}
	memcpy(b->at + b->len, from, n);
	b->len += n;
}

static void
put_record(struct bytes *b, int type, const void *data, size_t n)
{
	unsigned char head[8] = { 1, (unsigned char)type, 0, 1,
		(unsigned char)(n >> 8), (unsigned char)n, 0, 0 };

	put(b, head, sizeof head);
	put(b, data, n);
}

static void
put_stream(struct bytes *b, int type, const char *data, size_t n)
{
	while (n > 0) {
		size_t part = n < RECORD_MAX ? n : RECORD_MAX;
		put_record(b, type, data, part);
		data += part;
		n -= part;
	}
	put_record(b, type, "", 0);
}

static void
put_length(struct bytes *b, size_t n)
{
	unsigned char l[4] = { (unsigned char)(n >> 24 | 0x80),
		(unsigned char)(n >> 16), (unsigned char)(n >> 8),
		(unsigned char)n };

	put(b, l, sizeof l);
}

static void
put_env(struct bytes *b, const char *const *env)
{
	struct bytes p = { 0 };

	for (; *env != NULL; env++) {
		const char *eq = strchr(*env, '=');
		put_length(&p, (size_t)(eq - *env));
		put_length(&p, strlen(eq + 1));
		put(&p, *env, (size_t)(eq - *env));
		put(&p, eq + 1, strlen(eq + 1));
	}
	put_stream(b, PARAMS, p.at, p.len);
	free(p.at);
}

static int
dial(const char *socket_path)
{
	struct sockaddr_un to = { .sun_family = AF_UNIX };
	int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);

	snprintf(to.sun_path, sizeof to.sun_path, "%s", socket_path);
	if (fd < 0 || connect(fd, (struct sockaddr *)&to, sizeof to) < 0)
		err(1, "%s", socket_path);
	return fd;
}

static void
read_all(int fd, struct bytes *b)
{
	char part[65536];
	ssize_t n;

	while ((n = read(fd, part, sizeof part)) > 0)
		put(b, part, (size_t)n);
}

struct fcgi_answer
fcgi_call(const char *socket_path, const char *const *env, const char *body,
    size_t len)
{
	static const char begin[8] = { 0, 1 };
	struct bytes ask = { 0 }, raw = { 0 }, out = { 0 };
	int fd = dial(socket_path);

	put_record(&ask, BEGIN, begin, sizeof begin);
	put_env(&ask, env);
	put_stream(&ask, STDIN, body, len);
	for (size_t done = 0; done < ask.len;) {
		ssize_t n = write(fd, ask.at + done, ask.len - done);
		if (n <= 0)
			err(1, "write");
		done += (size_t)n;
	}
	read_all(fd, &raw);
	close(fd);
	for (size_t i = 0; i + 8 <= raw.len;) {
		const unsigned char *h = (unsigned char *)raw.at + i;
		size_t n = (size_t)h[4] << 8 | h[5];
		if (h[1] == STDOUT)
			put(&out, h + 8, n);
		i += 8 + n + h[6];
	}
	put(&out, "", 1);
	free(ask.at);
	free(raw.at);
	if (strncmp(out.at, "Status: ", 8) != 0)
		errx(1, "no answer: %.200s", out.at);
	return (struct fcgi_answer){ .text = out.at,
		.len = out.len - 1,
		.status = atoi(out.at + 8) };
}

double
seconds(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}
