/*
 * regime_list.h - the register, searched: for owners, and for everybody
 *
 * One row for a regime, with the version that is in force on the day asked
 * about; else the next that will be, else its draft, else the last that was.
 * Words are matched without marks and case, in any order ("don thu" finds
 * "Xử lý đơn thư").
 */
#ifndef CORE_REGIME_LIST_H
#define CORE_REGIME_LIST_H
#include "core/regime_text.h"
struct db;

/* How a version stands on a day. */
enum standing {
	STANDS_DRAFT,
	STANDS_LATER, /* published, takes effect later */
	STANDS_IN_FORCE,
	STANDS_REPLACED,
	STANDS_RETIRED, /* or expired */
	STANDS_END
};
enum standing regime_standing(const char *state, const char *from,
    const char *to, const char *day);
const char *standing_name(enum standing); /* "draft", "later", ... */
bool standing_read(const char *, enum standing *ret);

struct regime_row {
	long id, version_id, no, owner_id;
	const char *code, *state, *owner, *line_vi, *line_en, *search;
	const char *valid_from, *valid_to, *title_vi, *title_en, *family;
	const char *content, *frequency, *cutoff, *basis, *basis_no, *issuer;
	const char *reporters, *receivers;
	bool has_draft;
	enum standing standing;
};
struct regime_rows {
	struct regime_row *at;
	size_t n;
};
/* As a state to look for: in force, coming or a draft; not what has ended. */
#define REGIME_CURRENT "current"
struct regime_query {
	const char *words, *family, *frequency, *state, *day; /* NULL: any */
	long owner;                                           /* 0: any */
};
/* Those of the units that the actor owns for, by code. */
enum rc regime_mine(struct db *, const struct ctx *,
    const struct regime_query *, struct regime_rows *ret) NODISCARD;
/* Those that everybody may see: published, not retired by that day. */
enum rc regime_catalogue(struct db *, const struct ctx *,
    const struct regime_query *, struct regime_rows *ret) NODISCARD;

/* A form of a regime, for its pages. */
struct regime_form_row {
	long id;
	const char *version, *valid_from, *valid_to;
};
struct regime_form_rows {
	struct regime_form_row *at;
	size_t n;
};
enum rc regime_forms(struct db *, long regime_id,
    struct regime_form_rows *ret) NODISCARD;
/* Fill `search` of versions that came with a migration. */
enum rc regime_index(struct db *, const struct ctx *) NODISCARD;
#endif
