/* password_part.h - what the files of password.c share */
#ifndef CORE_PASSWORD_PART_H
#define CORE_PASSWORD_PART_H
#include "core/person.h"

enum { AROUND_MAX = 8 }; /* digits and signs around a word that hide nothing */
/*
 * Is it put together of what the owner, the units and the system are called?
 * whole: without marks and blanks; letters: what of it is letters.
 */
bool password_own(struct arena *, const struct password_about *,
    const char *whole, const char *letters);
#endif
