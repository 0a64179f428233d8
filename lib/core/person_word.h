/*
 * person_word.h - what a list of people is walked by
 *
 * The table person_word has a row for each word of person.search, and one for
 * the empty word, with the name: in the order of its index (word, name, number)
 * all people come by name, and those of whom a word begins with "hoa" come one
 * beside the other, whole words first.  A word is kept up to WORD_MAX
 * characters; who searches looks at person.search as well.
 *
 * Whoever writes person.name or person.search calls person_words() afterwards.
 */
#ifndef CORE_PERSON_WORD_H
#define CORE_PERSON_WORD_H
#include "base/ctx.h"
#include "io/db.h"

enum { WORD_MAX = 60 };

/* Those of a new account; of one that has been changed, anew. */
enum rc person_words_first(struct db *, long person) NODISCARD;
enum rc person_words(struct db *, long person) NODISCARD;
/* Those of all accounts that have none. */
enum rc person_words_missing(struct db *) NODISCARD;
#endif
