/*
 * fixed.h - the words that stand on every official paper
 *
 * They follow the language of the document, not that of the person who reads
 * the screen, and are the law's, not the translator's: Decree 30/2020/ND-CP,
 * appendix I, for the State's name and motto.
 */
#ifndef VIEW_FIXED_H
#define VIEW_FIXED_H
#include "base/num.h"

enum fixed { FIXED_NATION, FIXED_MOTTO, FIXED_SIGN, FIXED_INEXACT };
const char *fixed(enum num_lang, enum fixed);
#endif
