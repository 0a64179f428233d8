/*
 * revision.h - the immutable snapshot of what was sent
 *
 * The body is canonical JSON: fixed order of members, no blanks, figures as
 * canonical text, cells in ascending order, nothing for an empty cell:
 *     {"v":1,"regime":"XLD01","form":"2021",
 *     "period":["2026-Q3","2026-06-15","2026-09-14"],
 *     "unit":["commune","00004","Phường Ba Đình"],"no":1,
 *     "at":"2026-09-24 02:11:00.000000","by":"Nguyễn Văn An",
 *     "for":"Trần Thị Bình","as":"KT",
 *     "own":[{"c":2,"n":"12"},{"c":27,"t":"..."},{"c":30,"x":1}],
 *     "below":[...],"total":[...],
 *     "units":[{"id":17,"unit":["commune","00004","..."],
 *     "state":"accepted","by":"...","no":1,"sha":"...","total":[...]}, ...],
 *     "homes":[{"how":"same","of":[{"report":12,"regime":"ICT",
 *     "period":["2026-07","month","2026-06-15","2026-07-14"],"id":71,"no":1,
 *     "sha":"...","at":"...","by":"..."}]}, ...],
 *     "warned":[{"at":"c9","text":"..."}, ...],"why":"..."}
 * n is a figure, t a text (or a date, a code, what names a file), l the label
 * that an entry of a register had, x a figure that could not be computed.
 * below, total
 * and units are there only when the unit has units below it (else the total is
 * own); total of a unit only when it is listed (SYNTH_LIST) and accepted.
 * homes is there only when figures came from elsewhere (core/home.h): how is
 * same (the home of the figure), sum, last or mean (made of shorter periods);
 * the cells of own and total that came so have "h" (a home's) or "m" (made),
 * the place in homes, from 0.
 * for is whom the sender stood in for, where they did; as is how they sign then
 * (Decree 30/2020, art. 13): KT, the head's deputy, or TUQ, by authority.
 * warned are the warnings that the sender was shown and explained, why the
 * explanation: both are there only where something had to be explained.
 * sha = SHA-256 over prev, a newline and the body.
 */
#ifndef CORE_REVISION_H
#define CORE_REVISION_H
#include "core/sheet.h"

struct revision {
	long id, report_id, no, form_id, person_id;
	long behalf_id; /* for whom the sender stood in; 0: nobody */
	const char *at, *person, *title, *behalf, *body, *sha, *prev;
	const char *sign_as; /* "KT", "TUQ" with behalf; else "" */
};
/* For whom somebody signs and how; both "": for nobody but the unit. */
struct behalf {
	const char *name, *sign_as;
};
/* The body of this sheet as revision no. */
const char *revision_body(struct arena *, const struct sheet *, long no,
    const char *at, const char *by, const struct behalf *);
/*
 * A hash of everything that would be sent of this sheet, but for the moment and
 * the sender: what a page has shown is what is sent if it is still the same.
 */
const char *revision_digest(struct arena *, const struct sheet *);
const char *revision_hash(struct arena *, const char *prev, const char *body);
#define REVISION_NONE \
	"0000000000000000000000000000000000000000000000000000000000000000"

/* Freeze the sheet as the report's next revision. */
enum rc revision_add(struct db *, const struct ctx *, const struct sheet *,
    struct revision *ret) NODISCARD;
/* Whom the actor stands in for (actor->behalf) who sends for this unit. */
enum rc revision_behalf(struct db *, const struct ctx *, long unit,
    struct behalf *ret) NODISCARD;
/* By number; the scope was established with the report. */
enum rc revision_get(struct db *, const struct report *, long no,
    struct revision *ret) NODISCARD;
/* Read a body back into figures of the sheet (its form must be set). */
enum rc revision_read(struct arena *, const char *body,
    struct sheet *ret) NODISCARD;
/* Recompute all hashes of a report; E_CONFLICT, with the number in the log. */
enum rc revision_verify(struct db *, long report_id, long *ret_n) NODISCARD;
#endif
