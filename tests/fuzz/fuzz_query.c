/* fuzz_query.c - what a query says is said again by its own encoding */
#include "base/utf8.h"
#include "fuzz.h"
#include "io/query.h"

static void
encode(struct buf *b, const char *s)
{
	for (; *s != '\0'; s++)
		buf_fmt(b, "%%%02X", (unsigned char)*s);
}

static const char *
encoded(struct arena *mem, const struct params *ps)
{
	struct buf b = { .mem = mem, .max = 64 << 20 };

	buf_str(&b, "");
	for (size_t i = 0; i < ps->n; i++) {
		if (i > 0)
			buf_str(&b, "&");
		encode(&b, ps->at[i].name);
		buf_str(&b, "=");
		encode(&b, ps->at[i].value);
	}
	return b.at;
}

/* Sorted, none twice; text as the header promises it. */
static void
well_read(struct arena *mem, const struct params *ps)
{
	for (size_t i = 0; i < ps->n; i++) {
		const struct param *p = &ps->at[i];
		HOLDS(*p->name != '\0');
		HOLDS(strlen(p->name) <= QUERY_NAME_MAX);
		HOLDS(i == 0 || strcmp(p[-1].name, p->name) < 0);
		HOLDS(strchr(p->value, '\r') == NULL);
		HOLDS(str_eq(utf8_nfc(mem, p->value), p->value));
		HOLDS(str_eq(utf8_nfc(mem, p->name), p->name));
		HOLDS(params_get(ps, p->name) == p->value);
	}
	HOLDS(params_get(ps, "\x7f") == NULL);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	struct arena *mem = arena_new();
	struct params ps = { 0 }, again = { 0 };
	const char *why = NULL;
	enum rc rc = query_parse(mem, (const char *)data, n, &ps, &why);

	HOLDS(rc == OK || rc == E_MALFORMED || rc == E_LIMIT);
	HOLDS((rc == OK) == (why == NULL));
	if (rc == OK) {
		well_read(mem, &ps);
		const char *text = encoded(mem, &ps);
		HOLDS(query_parse(mem, text, strlen(text), &again, &why) == OK);
		HOLDS(again.n == ps.n);
		for (size_t i = 0; i < ps.n; i++) {
			HOLDS(str_eq(again.at[i].name, ps.at[i].name));
			HOLDS(str_eq(again.at[i].value, ps.at[i].value));
		}
		/* A second text with one of the same names is refused. */
		if (ps.n > 0)
			HOLDS(query_parse(mem, text, strlen(text), &again,
				  &why) != OK);
	}
	arena_free(mem);
	return 0;
}
