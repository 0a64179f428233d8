/*
 * similar_word.h - words that weigh more, or nothing: for similar_*.c alone
 *
 * similar_word.c has the table and reads a name into words; similar.c compares
 * and finds.
 */
#ifndef CORE_SIMILAR_WORD_H
#define CORE_SIMILAR_WORD_H
#include "base/map.h"
#include "core/similar.h"

enum { SIMILAR_TOKENS = 120, SIMILAR_PHRASE = 4 };

/* Words that stand together and mean something for the comparison. */
struct similar_phrase {
	long word[SIMILAR_PHRASE], bare[SIMILAR_PHRASE];
	size_t n;
	int turn, kind; /* bit; -1: none */
	bool drop;      /* it says nothing */
};
struct similar_words {
	struct arena *mem;
	struct map number;   /* word to its number */
	struct map shorter;  /* abbreviation to its index */
	const char **longer; /* keys of what they stand for */
	long *bare;          /* by word: number of the word without marks */
	long nword;
	size_t cap;
	struct similar_phrase *phrase;
	size_t nphrase;
};
/* A name, cut into words, as they are written and without marks. */
struct similar_tokens {
	const char *at[SIMILAR_TOKENS];
	long word[SIMILAR_TOKENS], bare[SIMILAR_TOKENS];
	size_t n;
	bool percent;
};
void similar_phrases(struct similar_words *);
void similar_cut(struct similar_words *, const char *name,
    struct similar_tokens *ret);
/* What a name's phrases say; drop[i]: word i says nothing. */
struct similar_weight {
	unsigned long turns, kinds;
	bool drop[SIMILAR_TOKENS];
};
void similar_weigh(const struct similar_words *, const struct similar_tokens *,
    bool bare, struct similar_weight *ret);
#endif
