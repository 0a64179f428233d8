/*
 * library.h - the form library: regimes with their forms and items as packages
 *
 * A package is one XML file: the regime with all its published versions and
 * forms, the items they ask for, with all that these ever meant, their units of
 * measure and dimensions, and a signature
 * (Ed25519) of the installation that made it over the canonical text of all the
 * rest, so that blanks and indentation do not matter and everything else does.
 *
 * Another installation compares it with what it has, line by line, before
 * anything is applied.  What was altered after it was signed is refused; what
 * is not signed, or by a key that is not known here, is marked and taken only
 * when the one who imports it says so.
 */
#ifndef CORE_LIBRARY_H
#define CORE_LIBRARY_H
#include "core/form.h"
#include "core/item_file.h"

/* ------------------------------------------------------------------- keys */
/* This installation's public key; made when there is none. */
enum rc library_key(struct db *, const struct ctx *,
    const char **ret) NODISCARD;
struct library_key {
	const char *public, *name, *added;
	bool own;
};
struct library_keys {
	struct library_key *at;
	size_t n;
};
enum rc library_keys(struct db *, struct library_keys *ret) NODISCARD;
/* From now on a key is known by that name.  E_INVALID with a finding. */
enum rc library_trust(struct db *, const struct ctx *, const char *public,
    const char *name, struct findings *) NODISCARD;

/* ----------------------------------------------------------------- writing */
/* E_NOTFOUND: no such regime, or nothing of it was published. */
enum rc library_write(struct db *, const struct ctx *, const char *regime,
    struct buf *out) NODISCARD;

/* ----------------------------------------------------------------- reading */
enum library_seal {
	SEAL_KNOWN,   /* signed by a key that is known here */
	SEAL_STRANGE, /* signed by another one */
	SEAL_NONE,    /* not signed */
};
struct library_measure {
	const char *code, *name, *name_en, *dimension, *factor;
};
struct library_breakdown {
	struct breakdown_says says;
};
/* What an item meant before its present meaning, the oldest first. */
struct library_past {
	struct item_version *at;
	size_t n;
};
struct library_package {
	const char *made, *by;      /* day; the installation's top unit */
	const char *key, *key_name; /* of the signature; may be NULL */
	const char *sha;            /* SHA-256 of the signed text */
	enum library_seal seal;
	struct regime_file regime;
	struct item_file items;
	struct library_past *past; /* of each item */
	struct library_measure *measures;
	size_t nmeasure;
	struct library_breakdown *breakdowns;
	size_t nbreakdown;
};
/* E_INVALID with findings: no package, altered, or a form that cannot be. */
enum rc library_read(struct db *, const struct ctx *, const char *xml,
    size_t len, struct findings *, struct library_package *ret) NODISCARD;

/* --------------------------------------------------------------- comparing */
enum library_act {
	LIB_SAME,
	LIB_ADDED,    /* it would come */
	LIB_CHANGED,  /* it would be changed */
	LIB_MISSING,  /* it is here and not in the package: it stays */
	LIB_CONFLICT, /* it cannot be applied as it is */
};
struct library_line {
	const char *kind; /* "regime", "version", "level", "form", "column",
			   * "row", "item", "meaning", "measure", "dimension"
			   */
	const char *name; /* code, or field */
	enum library_act act;
	const char *was, *is; /* may be NULL */
};
struct library_lines {
	struct library_line *at;
	size_t n, cap, act[LIB_CONFLICT + 1]; /* how many of each */
	struct arena *mem;
};
enum rc library_compare(struct db *, const struct ctx *,
    const struct library_package *, struct library_lines *ret) NODISCARD;
/*
 * Apply it, in the transaction that is open.  Who reports, and by when, is each
 * installation's own: levels are not assigned.  Of what was before, what is not
 * here comes; what is here and says something else stays: earlier versions of
 * the regime, categories of a dimension, and what an item meant once somebody
 * has begun to report under it.  E_INVALID or E_CONFLICT with
 * findings; E_DENIED: the regime is somebody else's.
 */
enum rc library_store(struct db *, const struct ctx *, struct library_package *,
    struct findings *) NODISCARD;
#endif
