/*
 * merkle.h - one hash over many, and the proof that one of them is in it
 *
 * The tree of RFC 6962 over hashes written in hex: a leaf is SHA-256 of "L" and
 * the hash, a node SHA-256 of "N" and its two children, so that no leaf can
 * pass for a node.  The leaves come one by one; what is kept is one hash for
 * each level.  Nothing is in it: the root is MERKLE_EMPTY.
 */
#ifndef CORE_MERKLE_H
#define CORE_MERKLE_H
#include "base/base.h"

enum { MERKLE_HEX = 64, MERKLE_LEVELS = 48 };
#define MERKLE_EMPTY \
	"0000000000000000000000000000000000000000000000000000000000000000"

struct merkle {
	size_t n;
	/* One full subtree for each bit that is set in n, the largest first. */
	char part[MERKLE_LEVELS][MERKLE_HEX + 1];
	size_t nparts;
};
void merkle_add(struct merkle *, const char *hash);
/* Into ret, MERKLE_HEX digits and a NUL. */
void merkle_root(const struct merkle *, char *ret);

/*
 * The way from the leaf `at` (of n, from 0) up to the root: what to put beside
 * it at each level, and on which side.
 */
struct merkle_step {
	const char *hash;
	bool left; /* it stands before what we have */
};
struct merkle_path {
	struct merkle_step *at;
	size_t n;
};
struct merkle_path merkle_path(struct arena *, const char *const *hashes,
    size_t n, size_t at);
/* The root that this leaf and this way lead to. */
const char *merkle_climb(struct arena *, const char *hash,
    const struct merkle_path *);
#endif
