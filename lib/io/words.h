/* words.h - is a word in a sorted file? */
#ifndef IO_WORDS_H
#define IO_WORDS_H
#include "base/base.h"

/*
 * The file has one word a line, sorted byte by byte; a dozen reads find one
 * among a hundred thousand, and nothing is loaded.  A file that is NULL or
 * cannot be read has no words: it is said in the log.
 */
bool words_have(const char *file, const char *word);
#endif
