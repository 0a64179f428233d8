/* font.h - is the font of our papers there? (documents use io/pdf.h) */
#ifndef IO_FONT_H
#define IO_FONT_H
#include "base/base.h"

/*
 * The family is among the fonts that the fontconfig file names, and has every
 * character of the UTF-8 text.  ret_why says what is missing.
 */
bool font_covers(struct arena *, const char *file, const char *family,
    const char *text, const char **ret_why);
#endif
