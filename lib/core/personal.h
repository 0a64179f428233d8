/*
 * personal.h - what is stored about a person, shown to them and taken away
 *
 * Personal Data Protection Law 91/2025/QH15 (in force on 1 January 2026) and
 * Decree 13/2023/ND-CP art. 9: to know, to see, to have corrected, to have a
 * copy, to have erased.  doc/privacy.md says of every column what it is for and
 * how long it stays; the sections here are what of it is about one person.
 * Hashes of passwords and tokens are not among them: they say nothing, and
 * whoever has them could try.
 */
#ifndef CORE_PERSONAL_H
#define CORE_PERSONAL_H
#include "base/ctx.h"
struct db;

enum { PERSONAL_COLS = 6, PERSONAL_ROWS = 5000 };

struct personal_row {
	const char *a, *b, *c, *d, *e, *f; /* as shown in the language; or "" */
};
struct personal_head {
	const char *code, *label; /* in JSON; N_("...") to people */
	enum personal_kind {
		PERSONAL_TEXT,
		PERSONAL_INSTANT,
		PERSONAL_DATE,
		PERSONAL_ROLE
	} kind;
};
struct personal_section {
	const char *code, *title, *why; /* title, why: N_("...") */
	const struct personal_head *heads;
	size_t nhead;
	struct personal_row *at;
	size_t n;
	bool cut; /* there are more than PERSONAL_ROWS; these are the latest */
};
struct personal {
	struct personal_section *at;
	size_t n;
};
/* E_NOTFOUND: no such person.  Whose it may be is the caller's to know. */
enum rc personal_read(struct db *, const struct ctx *, long person,
    struct personal *ret) NODISCARD;
/* The text of a column, 0 .. nhead - 1. */
const char *personal_text(const struct personal_row *, size_t col);
/* As one JSON text, raw: instants in UTC, roles by their codes. */
enum rc personal_json(struct db *, const struct ctx *, long person,
    struct buf *out) NODISCARD;
#endif
