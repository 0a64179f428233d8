/*
 * replay.c - runs a fuzz target over a corpus: fuzz_x [DIRECTORY...]
 *
 * Stands in for libFuzzer's main where only the files known are to be tried.
 * Without arguments the corpus is $srcdir/tests/fuzz/corpus/x.  An empty corpus
 * fails: it would test nothing.
 */
#ifndef WITH_LIBFUZZER /* it brings a main of its own */
#include <dirent.h>
#include <stdio.h>
#include "fuzz.h"

enum { INPUT_MAX = 1 << 20 };

static bool
replay_file(const char *dir, const char *name)
{
	static uint8_t data[INPUT_MAX];
	char path[4096];
	FILE *f;

	snprintf(path, sizeof path, "%s/%s", dir, name);
	f = fopen(path, "rb");
	if (f == NULL) {
		perror(path);
		return false;
	}
	size_t n = fread(data, 1, sizeof data, f);
	fclose(f);
	/* A copy of just that size, so that ASan sees a read past its end. */
	uint8_t *exact = malloc(n > 0 ? n : 1);
	if (exact == NULL)
		abort();
	memcpy(exact, data, n);
	LLVMFuzzerTestOneInput(exact, n);
	free(exact);
	return true;
}

/* How many files were run; -1: the directory, or a file, cannot be read. */
static int
replay(const char *dir)
{
	DIR *d = opendir(dir);
	struct dirent *e;
	int n = 0;

	if (d == NULL) {
		perror(dir);
		return -1;
	}
	while (n >= 0 && (e = readdir(d)) != NULL)
		if (e->d_name[0] != '.')
			n = replay_file(dir, e->d_name) ? n + 1 : -1;
	closedir(d);
	printf("%s: %d inputs\n", dir, n);
	return n;
}

static int
replay_own(const char *program)
{
	const char *name = strrchr(program, '/'), *src = getenv("srcdir");
	char dir[4096];

	name = name == NULL ? program : name + 1;
	name += str_starts(name, "fuzz_") ? strlen("fuzz_") : 0;
	snprintf(dir, sizeof dir, "%s/tests/fuzz/corpus/%s",
	    src == NULL ? "." : src, name);
	return replay(dir);
}

int
main(int argc, char **argv)
{
	if (argc < 2)
		return replay_own(argv[0]) > 0 ? EXIT_SUCCESS : EXIT_FAILURE;
	for (int i = 1; i < argc; i++)
		if (replay(argv[i]) <= 0)
			return EXIT_FAILURE;
	return EXIT_SUCCESS;
}
#endif
