/* audit_word.h - what the tables of the record's words share */
#ifndef VIEW_AUDIT_WORD_H
#define VIEW_AUDIT_WORD_H
#include "view/audit_view.h"

struct audit_word {
	const char *code, *text; /* N_() */
};
/* The code itself, if the table has no word for it. */
const char *audit_word(const struct audit_word *, size_t n, const char *code);
#endif
