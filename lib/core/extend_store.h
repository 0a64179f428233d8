/*
 * extend_store.h - extensions in the database: who has which, from when
 *
 * The head of a unit decides.  An extension is a form version like any other:
 * what was reported on never changes; another extension takes its place from a
 * day on.  Reports that are opened from that day have it (core/open.c).
 */
#ifndef CORE_EXTEND_STORE_H
#define CORE_EXTEND_STORE_H
#include "base/ctx.h"
#include "core/extend.h"

/* A form that a unit owes and may extend. */
struct extendable {
	long regime_id, form_id; /* the common form */
	long own_id; /* the latest extension, in force or to come; 0: none */
	const char *code, *title_vi, *title_en;
	const char *until; /* the common form's validity */
};
struct extendables {
	struct extendable *at;
	size_t n;
};
/* By code; the caller knows that the unit is in the actor's scope. */
enum rc extend_list(struct db *, const struct ctx *, long unit_id,
    const char *day, struct extendables *ret) NODISCARD;
/* One of them: E_NOTFOUND. */
enum rc extend_find(struct db *, const struct ctx *, long unit_id,
    long regime_id, const char *day, struct extendable *ret) NODISCARD;
/*
 * From that day on; rows->n 0: none any more.  own_id is that of the page's
 * extension: E_CONFLICT when there is another by now.  E_INVALID with findings
 * at "from", "label0" ...
 */
enum rc extend_save(struct db *, const struct ctx *, long unit_id,
    const struct extendable *, const char *from, const struct own_rows *,
    struct findings *, long *ret_id) NODISCARD;
/* Reports of a period just opened get their units' extensions. */
enum rc extend_open(struct db *, long regime_id, long period_id,
    const char *day) NODISCARD;
#endif
