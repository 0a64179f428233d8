/* fuzz_attach.c - a file of a stranger: its kind, its name, what names it */
#include "fuzz.h"
#include "core/attach.h"

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	struct arena *mem = arena_new();
	const char *kind = attach_kind((const char *)data, n);
	const char *s = fuzz_text(mem, data, n);
	const char *name = attach_name(mem, s, kind == NULL ? "pdf" : kind);
	struct attach_ref ref;

	HOLDS(kind == NULL || strchr(attach_media(kind), '/') != NULL);
	HOLDS(*name != '\0' && *name != '.' &&
	      strpbrk(name, "/\\\r\n\"") == NULL);
	if (attach_ref(mem, s, &ref))
		HOLDS(strlen(ref.sha) == 64 && ref.size > 0);
	(void)attach_show(mem, s, true);
	arena_free(mem);
	return 0;
}
