/* regime_text.c - what one version of a regime says */
#include <string.h>
#include "base/date.h"
#include "base/utf8.h"
#include "core/regime_text.h"
#include "io/json.h"

enum { JSON_MAX = 256 << 10 };

static const struct part {
	const char *name;
	size_t at;
} parts[] = {
#define PART(m) \
	{ \
#m, offsetof(struct regime_text, m) \
	}
	PART(title_vi),
	PART(title_en),
	PART(family),
	PART(secrecy),
	PART(content),
	PART(scope),
	PART(reporters),
	PART(receivers),
	PART(media),
	PART(channels),
	PART(frequency),
	PART(cutoff),
	PART(outline),
	PART(guidance),
	PART(basis),
	PART(basis_no),
	PART(basis_date),
	PART(issuer),
	/* these two are not content: see regime_text_same() */
	PART(valid_from),
	PART(valid_to),
};
static_assert(COUNT(parts) == REGIME_PARTS, "all of them");
enum { CONTENT = REGIME_PARTS - 2 };

const char *
regime_part_name(size_t i)
{
	return parts[i].name;
}

long
regime_part_find(const char *name)
{
	for (size_t i = 0; i < COUNT(parts); i++)
		if (strcmp(parts[i].name, name) == 0)
			return (long)i;
	return -1;
}

void
regime_part_set(struct regime_text *t, size_t i, const char *value)
{
	*(const char **)(void *)((char *)t + parts[i].at) = value;
}

const char *
regime_part_get(const struct regime_text *t, size_t i)
{
	return *(
	    const char *const *)(const void *)((const char *)t + parts[i].at);
}

struct regime_text
regime_text_new(void)
{
	return (struct regime_text){ .valid_from = DATE_MIN,
		.valid_to = DATE_MAX,
		.title_vi = "",
		.title_en = "",
		.family = "administrative",
		.secrecy = "none",
		.content = "both",
		.scope = "",
		.reporters = "",
		.receivers = "",
		.media = "signed",
		.channels = "system",
		.frequency = "month",
		.cutoff = "nd09",
		.outline = "",
		.guidance = "",
		.basis = "",
		.basis_no = "",
		.issuer = "" };
}

/* The next word of a list, and how long it is; NULL at its end. */
static const char *
next_word(const char *s, size_t *ret_n)
{
	s += strspn(s, " ");
	*ret_n = strcspn(s, " ");
	return *ret_n == 0 ? NULL : s;
}

static bool
list_has(const char *list, const char *word, size_t len)
{
	size_t n = 0;

	for (const char *s = next_word(list, &n); s != NULL;
	     s = next_word(s + n, &n))
		if (n == len && strncmp(s, word, n) == 0)
			return true;
	return false;
}

bool
code_list_has(const char *list, const char *word)
{
	return list_has(list, word, strlen(word));
}

const char *
code_list(struct arena *mem, const char *words, const char *all)
{
	struct buf b = { .mem = mem, .max = 256 };
	size_t n = 0;

	for (const char *s = next_word(words, &n); s != NULL;
	     s = next_word(s + n, &n))
		if (!list_has(all, s, n))
			return NULL;
	buf_str(&b, "");
	for (const char *s = next_word(all, &n); s != NULL;
	     s = next_word(s + n, &n))
		if (list_has(words, s, n))
			buf_fmt(&b, "%s%.*s", b.len > 0 ? " " : "", (int)n, s);
	return b.at == NULL ? "" : b.at;
}

/* What a search looks in: plain letters, so that marks need not be typed. */
static const char *
search_key(struct arena *mem, const char *code, const struct regime_text *t)
{
	const char *all = str_fmt(mem, "%s %s %s %s %s %s", code, t->title_vi,
	    t->title_en, t->basis, t->basis_no, t->issuer);
	const char *key = utf8_key(mem, all, false);

	return key == NULL ? "" : key;
}

const char *
regime_text_json(struct arena *mem, const char *code,
    const struct regime_text *t)
{
	struct buf b = { .mem = mem, .max = JSON_MAX };
	struct json j = { .out = &b };

	json_object(&j, NULL);
	for (size_t i = 0; i < COUNT(parts); i++)
		json_text(&j, parts[i].name, regime_part_get(t, i));
	json_text(&j, "search", search_key(mem, code, t));
	json_end(&j);
	return b.full ? NULL : b.at;
}

static bool
part_same(const char *a, const char *b)
{
	return str_eq(a, b) || (str_empty(a) && str_empty(b));
}

bool
regime_text_same(const struct regime_text *a, const struct regime_text *b)
{
	for (size_t i = 0; i < CONTENT; i++)
		if (!part_same(regime_part_get(a, i), regime_part_get(b, i)))
			return false;
	return true;
}

bool
regime_text_adds(const struct regime_text *from, const struct regime_text *to)
{
	for (size_t i = 0; i < CONTENT; i++)
		if (!str_empty(regime_part_get(from, i)) &&
		    !part_same(regime_part_get(from, i),
			regime_part_get(to, i)))
			return false;
	return true;
}

const char *
regime_text_diff(struct arena *mem, const struct regime_text *a,
    const struct regime_text *b)
{
	struct buf out = { .mem = mem, .max = 1000 };

	for (size_t i = 0; i < COUNT(parts); i++)
		if (!part_same(regime_part_get(a, i), regime_part_get(b, i)))
			buf_fmt(&out, "%s%s", out.len > 0 ? "; " : "",
			    parts[i].name);
	return out.at == NULL ? "" : out.at;
}
