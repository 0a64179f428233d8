/* similar.c - names of items compared as sets of words */
#include <ctype.h>
#include <stdlib.h>
#include <string.h>
#include "base/utf8.h"
#include "core/similar_word.h"

struct similar_words *
similar_new(struct arena *mem, const struct abbreviations *short_for)
{
	struct similar_words *w = arena_alloc(mem, sizeof *w);

	*w = (struct similar_words){ .mem = mem,
		.number = { .mem = mem },
		.shorter = { .mem = mem } };
	similar_phrases(w);
	w->longer = arena_alloc(mem, short_for->n * sizeof *w->longer);
	for (size_t i = 0; i < short_for->n; i++) {
		const struct abbreviation *a = &short_for->at[i];
		const char *key = utf8_key(mem, a->shorter, true);
		w->longer[i] = utf8_key(mem, a->words, true);
		if (!str_empty(key) && w->longer[i] != NULL)
			map_put(&w->shorter, key, (long)i);
	}
	return w;
}

static int
by_number(const void *a, const void *b)
{
	long x = *(const long *)a, y = *(const long *)b;

	return (x > y) - (x < y);
}

/* Ascending, each once; returns how many. */
static size_t
to_set(long *at, size_t n)
{
	size_t m = 0;

	qsort(at, n, sizeof *at, by_number);
	for (size_t i = 0; i < n; i++)
		if (m == 0 || at[m - 1] != at[i])
			at[m++] = at[i];
	return m;
}

/* "1", "2010", "3g"; and the Roman ones, where they count something. */
static bool
is_number(const struct similar_tokens *t, size_t i)
{
	static const char *const before[] = { "quí", "cấp", "loại", "hạng",
		"nhóm", "độ" };
	const char *s = t->at[i];

	if (isdigit((unsigned char)s[0]))
		return true;
	if (i == 0 || strspn(s, "ivx") != strlen(s))
		return false;
	for (size_t k = 0; k < COUNT(before); k++)
		if (str_eq(t->at[i - 1], before[k]))
			return true;
	return false;
}

/* One side of a name: its words but those that say nothing. */
static struct similar_side
side(const struct similar_words *w, const struct similar_tokens *t, bool bare)
{
	const long *from = bare ? t->bare : t->word;
	long *word = arena_alloc(w->mem, (t->n + 1) * sizeof *word);
	struct similar_weight is;
	size_t n = 0;

	similar_weigh(w, t, bare, &is);
	for (size_t i = 0; i < t->n; i++)
		if (!is.drop[i])
			word[n++] = from[i];
	return (struct similar_side){ .word = word,
		.n = to_set(word, n),
		.turns = is.turns,
		.kinds = is.kinds };
}

struct similar_name
similar_read(struct similar_words *w, const char *name)
{
	struct similar_name ret = { 0 };
	struct similar_tokens t;
	long *number;

	similar_cut(w, name, &t);
	number = arena_alloc(w->mem, (t.n + 1) * sizeof *number);
	for (size_t i = 0; i < t.n; i++) {
		ret.marked |= t.bare[i] != t.word[i];
		if (is_number(&t, i))
			number[ret.nnumber++] = t.bare[i];
	}
	ret.number = number;
	ret.nnumber = to_set(number, ret.nnumber);
	ret.as[0] = side(w, &t, false);
	ret.as[1] = side(w, &t, true);
	return ret;
}

static size_t
common(const long *a, size_t na, const long *b, size_t nb)
{
	size_t n = 0;

	for (size_t i = 0, k = 0; i < na && k < nb;) {
		if (a[i] == b[k]) {
			n++;
			i++;
			k++;
		} else if (a[i] < b[k]) {
			i++;
		} else {
			k++;
		}
	}
	return n;
}

int
similar(const struct similar_name *a, const struct similar_name *b)
{
	bool bare = !a->marked || !b->marked;
	const struct similar_side *x = &a->as[bare], *y = &b->as[bare];

	if (x->turns != y->turns || x->kinds != y->kinds || x->n + y->n == 0 ||
	    a->nnumber != b->nnumber ||
	    common(a->number, a->nnumber, b->number, b->nnumber) != a->nnumber)
		return 0;
	size_t both = common(x->word, x->n, y->word, y->n);
	return (int)(100 * both / (x->n + y->n - both));
}

/* Which names have a word, without marks. */
struct posting {
	size_t *at;
	size_t n, cap;
};
struct similar_set {
	struct similar_words *w;
	const struct similar_name *name;
	struct posting *of; /* by word */
	long nword;
	size_t *seen; /* by name: the last question that came upon it */
	size_t question;
};

static void
post(struct similar_set *s, long word, size_t at)
{
	struct posting *p = &s->of[word];

	if (p->n == p->cap) {
		size_t cap = p->cap == 0 ? 4 : 2 * p->cap;
		size_t *more = arena_alloc(s->w->mem, cap * sizeof *more);
		if (p->n > 0)
			memcpy(more, p->at, p->n * sizeof *more);
		p->at = more;
		p->cap = cap;
	}
	p->at[p->n++] = at;
}

struct similar_set *
similar_set(struct similar_words *w, const struct similar_name *name, size_t n)
{
	struct similar_set *s = arena_alloc(w->mem, sizeof *s);

	*s = (struct similar_set){ .w = w, .name = name, .nword = w->nword };
	s->of = arena_alloc(w->mem, (size_t)w->nword * sizeof *s->of);
	s->seen = arena_alloc(w->mem, n * sizeof *s->seen);
	for (size_t i = 0; i < n; i++)
		for (size_t k = 0; k < name[i].as[1].n; k++)
			post(s, name[i].as[1].word[k], i);
	return s;
}

static size_t
frequency(const struct similar_set *s, long word)
{
	return word < s->nword ? s->of[word].n : 0;
}

/* Its words, the rarest first. */
static long *
rarest(const struct similar_set *s, const struct similar_side *is)
{
	long *word = arena_alloc(s->w->mem, is->n * sizeof *word);

	for (size_t i = 0; i < is->n; i++) {
		size_t k = i;
		for (; k > 0 &&
		       frequency(s, word[k - 1]) > frequency(s, is->word[i]);
		     k--)
			word[k] = word[k - 1];
		word[k] = is->word[i];
	}
	return word;
}

/*
 * Who shares SIMILAR per cent of all words shares so many of these, and so at
 * least one of the rarest.  Words that are one without their marks are counted
 * as if they were missing.
 */
static size_t
enough(const struct similar_name *is)
{
	size_t n = is->as[1].n, lost = is->as[0].n > n ? is->as[0].n - n : 0;
	size_t need = (SIMILAR * n + 99) / 100;

	return need > lost ? n - (need - lost) + 1 : n;
}

static void
keep(struct similar_hit *ret, size_t *n, size_t max, struct similar_hit hit)
{
	size_t k = *n;

	if (*n == max && (max == 0 || ret[max - 1].score >= hit.score))
		return;
	if (*n < max)
		++*n;
	else
		k--;
	for (; k > 0 && ret[k - 1].score < hit.score; k--)
		ret[k] = ret[k - 1];
	ret[k] = hit;
}

size_t
similar_find(struct similar_set *s, const struct similar_name *is,
    struct similar_hit *ret, size_t max)
{
	long *word = rarest(s, &is->as[1]);
	size_t n = 0, last = is->as[1].n == 0 ? 0 : enough(is);

	s->question++;
	for (size_t i = 0; i < last && i < is->as[1].n; i++) {
		if (word[i] >= s->nword)
			continue;
		const struct posting *p = &s->of[word[i]];
		for (size_t k = 0; k < p->n; k++) {
			if (s->seen[p->at[k]] == s->question)
				continue;
			s->seen[p->at[k]] = s->question;
			int score = similar(is, &s->name[p->at[k]]);
			if (score >= SIMILAR)
				keep(ret, &n, max,
				    (struct similar_hit){ p->at[k], score });
		}
	}
	return n;
}
