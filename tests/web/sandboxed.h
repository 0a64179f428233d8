/* sandboxed.h - what the two files of attempts share */
#ifndef TESTS_SANDBOXED_H
#define TESTS_SANDBOXED_H
#include <stddef.h>

struct attempt {
	const char *name;
	int (*try)(void); /* 0: it went well */
};
/* sandboxed_finer.c: what only one of the two locks keeps, or a flag opens */
extern const struct attempt finer[];
extern const size_t nfiner;
/* A socket that listens, and a process: both there before the sandbox. */
void begin_before(void);

/* sandboxed.c */
const char *in_dir(const char *name); /* good until the next call */
int opened(int fd);
#endif
