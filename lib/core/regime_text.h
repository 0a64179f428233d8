/*
 * regime_text.h - what one version of a regime says
 *
 * The parts that Decree 09/2019/ND-CP asks a regime to define (art. 8, 12, 13)
 * and what is printed with it.  Texts are never NULL: "" is "not said (yet)",
 * but basis_date, which is NULL.  Words are codes; regime_show.h has sentences.
 */
#ifndef CORE_REGIME_TEXT_H
#define CORE_REGIME_TEXT_H
#include "base/ctx.h"

struct regime_text {
	const char *valid_from, *valid_to; /* for windows that end in here */
	const char *title_vi, *title_en;   /* name: clear, short, its scope */
	const char *family;    /* administrative statistical thematic adhoc
				* internal: art. 1, 4 */
	const char *secrecy;   /* none: secret reports are outside, art. 1 */
	const char *content;   /* text figures both */
	const char *scope;     /* what is to be reported, in words */
	const char *reporters; /* who reports */
	const char *receivers; /* who receives it, by name */
	const char *media;     /* of: signed paper; in order of priority */
	const char *channels;  /* of: system email fax direct post other */
	const char *frequency; /* core/period.h: enum period_kind */
	const char *cutoff;    /* core/cutoff.h: art. 12 */
	const char *outline;   /* of the text: compulsory */
	const char *guidance;  /* how it is done: when needed */
	const char *basis;     /* as it is printed */
	const char *basis_no, *basis_date, *issuer; /* of the act */
};
/* How long they may be, in characters. */
enum {
	REGIME_TITLE = 300,
	REGIME_WHO = 1000,
	REGIME_LONG = 8000, /* scope, outline, guidance */
	REGIME_BASIS = 300,
	REGIME_BASIS_NO = 60,
	REGIME_ISSUER = 200
};
/* Codes; media and channels in their order of priority. */
#define REGIME_FAMILIES "administrative statistical thematic adhoc internal"
#define REGIME_CONTENTS "text figures both"
#define REGIME_MEDIA "signed paper"
#define REGIME_CHANNELS "system email fax direct post other"
/*
 * Words with blanks between them, put in the order of `all`, each once; NULL
 * when one of them is not in it.
 */
const char *code_list(struct arena *, const char *words, const char *all);
bool code_list_has(const char *list, const char *word);
/* All of it empty, with the words that a new one begins with. */
struct regime_text regime_text_new(void);
/* As one JSON object, for the statements that store it. */
const char *regime_text_json(struct arena *, const char *code,
    const struct regime_text *);
/* "title_vi; outline": the names of the parts that differ. */
const char *regime_text_diff(struct arena *, const struct regime_text *,
    const struct regime_text *);
/* The parts one by one, by name: for forms, comparisons, exports. */
enum { REGIME_PARTS = 20 };
const char *regime_part_name(size_t);
const char *regime_part_get(const struct regime_text *, size_t);
void regime_part_set(struct regime_text *, size_t, const char *);
long regime_part_find(const char *name); /* -1: there is none */
/* The same content?  Validity is not looked at. */
bool regime_text_same(const struct regime_text *, const struct regime_text *);
/* Does `to` say all that `from` does, and perhaps what it left empty? */
bool regime_text_adds(const struct regime_text *from,
    const struct regime_text *to);
#endif
