/*
 * outline.h - the form of a report that is words: its outline, to be filled
 *
 * Decree 09/2019/ND-CP art. 8(7) makes an outline compulsory.  A regime whose
 * content is text alone has no table; each heading of its outline becomes a row
 * with one text to write, so that it is opened, filled, sent, printed and
 * accepted as every other report is.
 */
#ifndef CORE_OUTLINE_H
#define CORE_OUTLINE_H
#include "base/findings.h"
#include "core/regime_text.h"
struct db;
struct regime_version;

enum { OUTLINE_HEADINGS = 200 };

struct outline {
	const char **at; /* "I. Kết quả", as it is printed */
	size_t n;
};
/*
 * One heading a line; an outline of one line has them between semicolons.  A
 * finding at "outline": there are too many, or one is longer than a form's row
 * can print.
 */
bool outline_read(struct arena *, const char *outline, struct findings *,
    struct outline *ret);
/* Its <form>, as of sql/seed/form/regime.rng: canonical, without a validity. */
const char *outline_form(struct arena *, const char *code, const char *version,
    const struct regime_text *, const struct outline *);
/*
 * When the version asks for text alone and nobody has drawn a form that is
 * valid in its time: make one, valid as the version is.  For
 * core/regime_publish.h: the caller's transaction, right and lock of the
 * regime.  E_INVALID with findings.
 */
enum rc outline_publish(struct db *, const struct ctx *, const char *code,
    const struct regime_version *, struct findings *) NODISCARD;
#endif
