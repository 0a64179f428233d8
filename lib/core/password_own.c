/* password_own.c - a password made of the words that stand around its owner */
#include <ctype.h>
#include <string.h>
#include "base/utf8.h"
#include "core/password_part.h"
#include "io/conf.h"

enum {
	WORD_MIN = 2,   /* letters: "xa", "so" */
	OWN_MIN = 4,    /* letters that must be such words */
	FREE_LESS = 4,  /* fewer letters than this beside them hide nothing */
	WORDS_MAX = 200 /* of a unit and those above it */
};

struct words {
	const char *at[WORDS_MAX];
	size_t n;
};

/* "Tỉnh Bắc Giang": "tinh", "bac", "giang". */
static void
add_words(struct arena *mem, struct words *w, const char *text)
{
	const char *plain = text == NULL ? NULL : utf8_key(mem, text, false);

	while (plain != NULL && *plain != '\0' && w->n < WORDS_MAX) {
		size_t n = 0;
		while (isalpha((unsigned char)plain[n]))
			n++;
		if (n >= WORD_MIN)
			w->at[w->n++] = str_ndup(mem, plain, n);
		plain += n + (plain[n] != '\0');
	}
}

static struct words
words_around(struct arena *mem, const struct password_about *a)
{
	struct words w = { .n = 0 };

	add_words(mem, &w, "bao cao baocao");
	add_words(mem, &w, a->login);
	add_words(mem, &w, a->name);
	if (a->conf != NULL) {
		add_words(mem, &w, a->conf->site);
		add_words(mem, &w, a->conf->mail_name);
	}
	add_words(mem, &w, a->places);
	return w;
}

/* How many of the letters can be such words, side by side or apart. */
static size_t
covered(struct arena *mem, const struct words *w, const char *letters)
{
	size_t n = strlen(letters);
	size_t *best = arena_alloc(mem, (n + 1) * sizeof *best);

	best[0] = 0;
	for (size_t end = 1; end <= n; end++) {
		best[end] = best[end - 1];
		for (size_t i = 0; i < w->n; i++) {
			size_t k = strlen(w->at[i]);
			if (k <= end && best[end - k] + k > best[end] &&
			    memcmp(letters + end - k, w->at[i], k) == 0)
				best[end] = best[end - k] + k;
		}
	}
	return best[n];
}

bool
password_own(struct arena *mem, const struct password_about *a,
    const char *whole, const char *letters)
{
	struct words w = words_around(mem, a);
	size_t own = covered(mem, &w, letters);

	return own >= OWN_MIN && strlen(letters) < own + FREE_LESS &&
	       strlen(whole) <= own + AROUND_MAX;
}
