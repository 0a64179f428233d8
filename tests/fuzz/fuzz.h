/* fuzz.h - what a fuzz target is made of */
#ifndef TESTS_FUZZ_H
#define TESTS_FUZZ_H
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include "base/base.h"

/* libFuzzer's contract: never fails, whatever the bytes; 0. */
int LLVMFuzzerTestOneInput(const uint8_t *, size_t);

/* What must hold for every input, in every build. */
#define HOLDS(x) ((x) ? (void)0 : abort())

/* The input as text; the first NUL ends it, as it would anywhere. */
static inline const char *
fuzz_text(struct arena *mem, const uint8_t *data, size_t n)
{
	return n == 0 ? "" : str_ndup(mem, (const char *)data, n);
}
#endif
