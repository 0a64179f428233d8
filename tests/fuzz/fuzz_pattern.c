/* fuzz_pattern.c - the first line is the pattern, the rest the value */
#include "fuzz.h"
#include "io/re.h"

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	struct arena *mem = arena_new();
	const char *s = fuzz_text(mem, data, n), *why;
	const char *nl = strchr(s, '\n');
	const char *pattern = nl == NULL ? s : str_ndup(mem, s, nl - s);
	bool ok = re_valid(mem, pattern, &why);

	HOLDS(ok == (why == NULL));
	if (ok)
		(void)re_match(pattern, nl == NULL ? "" : nl + 1);
	arena_free(mem);
	return 0;
}
