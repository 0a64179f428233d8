/*
 * fuzz_multipart.c - the same body in pieces of any size means the same
 *
 * The first byte is the size of the pieces; then the content type up to a line
 * end, then the body.
 */
#include "fuzz.h"
#include "io/multipart.h"

static const struct multipart_limits limits = { .file = "file",
	.file_max = 3000,
	.text_max = 2000 };

struct result {
	enum rc rc;
	struct params params;
	struct upload file;
};

static struct result
parse(struct arena *mem, const char *type, const char *body, size_t n,
    size_t piece)
{
	struct result r = { .rc = OK };
	struct multipart *m;

	r.rc = multipart_open(mem, type, &limits, &r.params, &m);
	for (size_t at = 0; r.rc == OK && at < n; at += piece)
		r.rc = multipart_feed(m, body + at,
		    n - at < piece ? n - at : piece);
	if (r.rc == OK)
		r.rc = multipart_end(m, &r.file);
	HOLDS((r.rc == OK) == (*multipart_why(m) == '\0'));
	HOLDS(!multipart_file_too_large(m) || r.rc == E_LIMIT);
	return r;
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	struct arena *mem = arena_new();
	const char *end = n == 0 ? NULL : memchr(data, '\n', n);

	if (end != NULL && end > (const char *)data) {
		const char *type = str_ndup(mem, (const char *)data + 1,
		    (size_t)(end - (const char *)data) - 1);
		const char *body = end + 1;
		size_t len = n - (size_t)(body - (const char *)data);
		struct result a = parse(mem, type, body, len, len + 1);
		struct result b = parse(mem, type, body, len, data[0] % 64 + 1);
		HOLDS((a.rc == OK) == (b.rc == OK));
		if (a.rc == OK) {
			HOLDS(a.params.n == b.params.n);
			for (size_t i = 0; i < a.params.n; i++)
				HOLDS(str_eq(a.params.at[i].value,
				    params_get(&b.params,
					a.params.at[i].name)));
			HOLDS(a.file.len == b.file.len &&
			      a.file.len <= limits.file_max);
			HOLDS(memcmp(a.file.bytes, b.file.bytes, a.file.len) ==
			      0);
			HOLDS(strpbrk(a.file.name, "/\\") == NULL);
		}
	}
	arena_free(mem);
	return 0;
}
