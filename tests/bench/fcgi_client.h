/* fcgi_client.h - one FastCGI request over a unix socket, for the benches */
#ifndef BENCH_FCGI_CLIENT_H
#define BENCH_FCGI_CLIENT_H
#include <stddef.h>

struct fcgi_answer {
	char *text; /* headers and body; yours to free */
	size_t len;
	int status;
};
/* env: NAME=VALUE, ends with NULL.  Dies on anything that is no answer. */
struct fcgi_answer fcgi_call(const char *socket, const char *const *env,
    const char *body, size_t len);
double seconds(void);
#endif
