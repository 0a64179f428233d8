/* fuzz_cookie.c - a cookie is found as its header says, and no other */
#include "fuzz.h"
#include "io/query.h"

/* Slowly, by what a header is: pairs between semicolons, the first counts. */
static const char *
slowly(struct arena *mem, const char *header, const char *name)
{
	size_t len = strlen(name);

	for (const char *s = header; *s != '\0';) {
		const char *end = s + strcspn(s, ";");
		while (s < end && (*s == ' ' || *s == '\t'))
			s++;
		const char *last = end;
		while (last > s && (last[-1] == ' ' || last[-1] == '\t'))
			last--;
		if ((size_t)(end - s) > len && memcmp(s, name, len) == 0 &&
		    s[len] == '=') {
			const char *v = s + len + 1;
			return str_ndup(mem, v,
			    last > v ? (size_t)(last - v) : 0);
		}
		s = *end == ';' ? end + 1 : end;
	}
	return NULL;
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	static const char *const names[] = { "baocao", "baocao_pre", "lang",
		"x" };
	struct arena *mem = arena_new();
	const char *header = fuzz_text(mem, data, n);

	for (size_t i = 0; i < COUNT(names); i++) {
		const char *v = cookie_get(mem, header, names[i]);
		const char *w = slowly(mem, header, names[i]);
		HOLDS((v == NULL) == (w == NULL));
		HOLDS(str_eq(v, w));
		HOLDS(v == NULL || strchr(v, ';') == NULL);
		char *front = str_fmt(mem, "%s=1; %s", names[i], header);
		HOLDS(str_eq(cookie_get(mem, front, names[i]), "1"));
	}
	HOLDS(cookie_get(mem, NULL, "x") == NULL);
	arena_free(mem);
	return 0;
}
