/* utf8.h - text of the world made comparable */
#ifndef BASE_UTF8_H
#define BASE_UTF8_H
#include "base/base.h"

/* NFC of valid UTF-8 without NUL or C0 controls other than \t \n \r (and no
 * C1, DEL, noncharacters); NULL if it is not that, or has more than 30 marks in
 * a row, which costs time by the square and which nobody writes. */
const char *utf8_nfc(struct arena *, const char *);
size_t utf8_len(const char *); /* code points */
/* Nothing in it can be seen: blanks, marks of direction; NULL and "", too. */
bool utf8_blank(const char *);
/*
 * What names are matched by: NFC, lower case, the tone mark moved off the
 * syllable to its end (so that "hòa" and "hoà" are the same), runs of blanks
 * as one.  With marks = false also without any mark, and d for đ: for people
 * who type "ha noi".  NULL where utf8_nfc() is NULL.
 */
const char *utf8_key(struct arena *, const char *, bool marks);
#endif
