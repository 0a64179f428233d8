/*
 * similar.h - do two names of items mean the same, written in other words?
 *
 * Officials write one thing in many ways: the words in another order, the tone
 * mark on another letter ("hoà", "hòa"), without marks, i for y, abbreviated
 * (UBND, GD&ĐT, TTHC).  A name becomes the set of its words: keys of
 * base/utf8.h, abbreviations written out, words that say nothing left out
 * ("số", "tổng số", "trong đó").  Two names are as similar as their sets: words
 * in both, of all words, in per cent.
 *
 * Sets alone would take "thu ngân sách" for "chi ngân sách".  So names that
 * differ in a word that turns the meaning round (thu - chi, xuất - nhập, chưa,
 * ngoài), in the kind of figure (a share, a plan, a total since the beginning
 * of the year) or in a number ("cấp độ 1", "cấp độ 2") are not similar.
 *
 * Pure, and fast: names are read once, two are compared by their words'
 * numbers, and of a set only those are looked at that share a rare word.
 */
#ifndef CORE_SIMILAR_H
#define CORE_SIMILAR_H
#include "base/base.h"

/* "UBND", "ủy ban nhân dân": as data, sql/seed/abbreviation.csv. */
struct abbreviation {
	const char *shorter, *words;
};
struct abbreviations {
	struct abbreviation *at;
	size_t n;
};
/* Words known so far, and the abbreviations; of one arena. */
struct similar_words;
struct similar_words *similar_new(struct arena *, const struct abbreviations *);

/* A name as it is compared: as it is written, and without any mark. */
struct similar_name {
	struct similar_side {
		const long *word; /* numbers of its words, ascending */
		size_t n;
		unsigned long turns, kinds; /* bits, core/similar_word.c */
	} as[2];
	const long *number; /* "1", "2010", "IV", ascending */
	size_t nnumber;
	bool marked; /* it has marks */
};
/* What is no text, or says nothing, has no words and is like no other. */
struct similar_name similar_read(struct similar_words *, const char *name);
/* 0 to 100.  Names of one item written differently have SIMILAR or more. */
int similar(const struct similar_name *, const struct similar_name *);
enum { SIMILAR = 70 };

/* Many names, to be asked for those that are like one. */
struct similar_set;
struct similar_set *similar_set(struct similar_words *,
    const struct similar_name *, size_t n);
struct similar_hit {
	size_t at; /* its index in the set */
	int score;
};
/* Those with SIMILAR or more, the best first; at most max of them. */
size_t similar_find(struct similar_set *, const struct similar_name *,
    struct similar_hit *ret, size_t max);
#endif
