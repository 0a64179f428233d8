/* sign_key_part.h - what the files of core/sign_key.h share */
#ifndef CORE_SIGN_KEY_PART_H
#define CORE_SIGN_KEY_PART_H
#include "core/sign_key.h"

/* The text of a row that the key in force signs. */
const char *sign_key_says(struct arena *, const struct sign_key *);
#endif
