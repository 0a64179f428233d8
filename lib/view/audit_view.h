/* audit_view.h - the record in words: acts, entries, before and after */
#ifndef VIEW_AUDIT_VIEW_H
#define VIEW_AUDIT_VIEW_H
#include "core/audit_names.h"
#include "core/audit_search.h"
#include "core/figure_trail.h"
#include "core/seal.h"
#include "view/widget.h"

/* In the language in force; a code that is not known stays as it is. */
const char *audit_act_show(const char *object, const char *act);
const char *audit_object_show(const char *object);
/* "report 8776"; without a number where it has none. */
const char *audit_object_of(struct arena *, const char *object, long id);
/* A name in details, before and after: NULL where it is not known. */
const char *audit_name_show(const char *name);
const char *audit_value_show(struct arena *, const char *name,
    const char *value);
/* Of a report, a regime, a reorganisation ... */
const char *audit_state_show(const char *object, const char *state);
/* "path=/unit; day=2026-09-28": "page: /unit; day: 28/09/2026". */
const char *audit_detail_show(struct arena *, const char *detail);
/* Choices of a form's selects, "all" first. */
size_t audit_act_choices(struct choice *, size_t max);
size_t audit_object_choices(struct choice *, size_t max);
/* The chain's name: the unit's, or what such chains are of. */
const char *audit_chain_show(struct arena *, long stream, const char *unit);
/* "Nguyễn Văn An (an.nguyen), for Trần Thị Bình", or the system. */
const char *audit_who(struct arena *, const struct audit_hit *);

/* Entries as a table; each leads to its page where `lead` is true. */
void audit_table(struct ctx *, const struct audit_hits *, bool lead);
/*
 * Before and after, member by member, in words (audit_changes.c); texts that
 * are no JSON as they are.  form: of the report that it is of, or NULL.
 */
struct audit_changed {
	const char *object, *was, *became;
	const struct audit_names *names;
	const struct form *form;
};
void audit_changes(struct ctx *, const struct audit_changed *);
void audit_proof(struct ctx *, const struct seal_proof *, enum sign_state);
/*
 * auditor: on the auditor's page, not on the one that officials have; links to
 * other reports stay there.
 */
void audit_trail(struct ctx *, bool auditor, size_t cell, const struct trail *);
/* Nothing, where nothing is below it. */
void audit_made_of(struct ctx *, bool auditor, size_t cell,
    const struct figure_parts *);

/* Files, into ctx->out; figures of the record are texts. */
enum rc audit_csv(struct ctx *, const struct audit_hits *) NODISCARD;
enum rc audit_jsonl(struct ctx *, const struct audit_hits *) NODISCARD;
/* audit_xlsx.c */
enum rc audit_xlsx(struct ctx *, const struct audit_hits *) NODISCARD;
#endif
