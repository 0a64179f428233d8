/* template_word.c - slips of the pen in heads: remarked, and left as printed */
#include <string.h>
#include "base/utf8.h"
#include "core/template_part.h"

enum { WORDS = 2000, AGAIN = 3 };

/* A word of a head, in lower case. */
struct word {
	const char *seen, *key; /* as written; without marks */
	size_t col;             /* of the form */
	const struct template_cell *cell;
	bool first; /* of its head, or behind a comma */
};
struct words {
	struct word *at;
	size_t n;
};

static size_t
letter(const char *s)
{
	size_t n = 1;

	while ((s[n] & 0xC0) == 0x80)
		n++;
	return n;
}

static const char *
lower(struct arena *mem, const char *s, size_t n)
{
	struct buf b = { .mem = mem, .max = 400 };

	/* letter by letter, so that tone marks stay where they stand */
	for (size_t i = 0; i < n;) {
		size_t k = letter(s + i);
		buf_str(&b, utf8_key(mem, str_ndup(mem, s + i, k), true));
		i += k;
	}
	const char *nfc = b.at == NULL ? NULL : utf8_nfc(mem, b.at);
	return nfc == NULL ? "" : nfc;
}

static void
add_words(struct board *b, const struct template_col *c, size_t head,
    struct words *w)
{
	const char *label = c->heads[head];
	bool first = true;

	for (const char *s = label; *s != '\0';) {
		size_t len = strcspn(s, " ,;:()/-");
		if (len > 0 && len < 100 && w->n < WORDS) {
			const char *seen = lower(b->mem, s, len);
			w->at[w->n++] = (struct word){ .seen = seen,
				.key = text_key(b->mem, seen),
				.col = (size_t)(c - b->t->cols),
				.cell = c->same[head],
				.first = first };
		}
		s += len;
		first = *s != ' ' && *s != '\0';
		s += *s != '\0';
	}
}

static struct words
words_of(struct board *b)
{
	const struct template *t = b->t;
	struct words w = { .n = 0 };

	w.at = arena_alloc(b->mem, WORDS * sizeof *w.at);
	for (size_t i = 0; i < t->ncol; i++)
		for (size_t k = 0; k < t->cols[i].nhead; k++)
			if (i == 0 || k >= t->cols[i - 1].nhead ||
			    t->cols[i].same[k] != t->cols[i - 1].same[k])
				add_words(b, &t->cols[i], k, &w);
	return w;
}

static void
remark(struct board *b, const struct word *w, const char *text)
{
	board_doubt(b, w->cell->row, w->cell->col,
	    str_fmt(b->mem, "c%zu", w->col), "%s", text);
	board_remark(b);
}

/*
 * A syllable that ends in c, ch, p or t has the tone of á or ạ: "đổc" is no
 * word.
 */
static bool
wrong_tone(struct arena *mem, const struct word *w)
{
	static const char *const tones[] = { "\u0300", "\u0303", "\u0309" };
	const char *key = utf8_key(mem, w->seen, true); /* tones at the end */
	size_t n = key == NULL ? 0 : strlen(key);

	for (size_t i = 0; n > 3 && i < COUNT(tones); i++) {
		const char *at = key + n - strlen(tones[i]);
		if (strcmp(at, tones[i]) != 0)
			continue;
		return strchr("cpt", at[-1]) != NULL ||
		       (at[-1] == 'h' && at[-2] == 'c');
	}
	return false;
}

static bool
same_but_marks(const struct word *a, const struct word *b)
{
	return strcmp(a->key, b->key) == 0 && strcmp(a->seen, b->seen) != 0;
}

/* How often the word before it and it stand together. */
static size_t
times(const struct words *w, size_t i)
{
	size_t n = 0;

	for (size_t k = 1; k < w->n; k++)
		n += !w->at[k].first &&
		     strcmp(w->at[k].seen, w->at[i].seen) == 0 &&
		     strcmp(w->at[k - 1].seen, w->at[i - 1].seen) == 0;
	return n;
}

/*
 * The same two words stand before it elsewhere, and then one that differs by
 * marks only, more often: "g/q lần đẩu", but "g/q lần đầu".
 */
static const struct word *
otherwise(const struct words *w, size_t i)
{
	if (i < 2 || w->at[i].first || w->at[i - 1].first)
		return NULL;
	for (size_t k = 2; k < w->n; k++)
		if (!w->at[k].first && same_but_marks(&w->at[i], &w->at[k]) &&
		    strcmp(w->at[k - 1].seen, w->at[i - 1].seen) == 0 &&
		    strcmp(w->at[k - 2].seen, w->at[i - 2].seen) == 0 &&
		    times(w, i) < times(w, k))
			return &w->at[k];
	return NULL;
}

void
words_check(struct board *b)
{
	struct words w = words_of(b);

	for (size_t i = 0; i < w.n; i++) {
		const struct word *other = otherwise(&w, i);
		if (other != NULL)
			remark(b, &w.at[i],
			    str_fmt(b->mem,
				_("\"%s %s\" is written \"%s %s\" elsewhere on "
				  "this form."),
				w.at[i - 1].seen, w.at[i].seen,
				w.at[i - 1].seen, other->seen));
		else if (wrong_tone(b->mem, &w.at[i]))
			remark(b, &w.at[i],
			    str_fmt(b->mem,
				_("\"%s\" is no Vietnamese word: its tone mark "
				  "cannot stand before that ending."),
				w.at[i].seen));
	}
}
