/* merkle.c - one hash over many */
#include <string.h>
#include "core/merkle.h"
#include "io/secret.h"

static void
leaf(const char *hash, char *ret)
{
	char text[1 + MERKLE_HEX];

	assert(strlen(hash) == MERKLE_HEX);
	text[0] = 'L';
	memcpy(text + 1, hash, MERKLE_HEX);
	secret_sha256_into(text, sizeof text, ret);
}

static void
node(const char *left, const char *right, char *ret)
{
	char text[1 + 2 * MERKLE_HEX];

	text[0] = 'N';
	memcpy(text + 1, left, MERKLE_HEX);
	memcpy(text + 1 + MERKLE_HEX, right, MERKLE_HEX);
	secret_sha256_into(text, sizeof text, ret);
}

void
merkle_add(struct merkle *m, const char *hash)
{
	assert(m->nparts < MERKLE_LEVELS);
	leaf(hash, m->part[m->nparts++]);
	/* as many of the last parts have become a full pair as n ends in ones
	 */
	for (size_t n = m->n++; n & 1; n >>= 1) {
		m->nparts--;
		node(m->part[m->nparts - 1], m->part[m->nparts],
		    m->part[m->nparts - 1]);
	}
}

void
merkle_root(const struct merkle *m, char *ret)
{
	if (m->nparts == 0) {
		memcpy(ret, MERKLE_EMPTY, MERKLE_HEX + 1);
		return;
	}
	memcpy(ret, m->part[m->nparts - 1], MERKLE_HEX + 1);
	for (size_t i = m->nparts - 1; i-- > 0;)
		node(m->part[i], ret, ret);
}

/* The largest power of two below n. */
static size_t
split(size_t n)
{
	size_t k = 1;

	while (2 * k < n)
		k *= 2;
	return k;
}

static const char *
root_of(struct arena *mem, const char *const *hashes, size_t n)
{
	struct merkle m = { 0 };
	char *ret = arena_alloc(mem, MERKLE_HEX + 1);

	for (size_t i = 0; i < n; i++)
		merkle_add(&m, hashes[i]);
	merkle_root(&m, ret);
	return ret;
}

struct merkle_path
merkle_path(struct arena *mem, const char *const *hashes, size_t n, size_t at)
{
	struct merkle_path p = { 0 };

	p.at = arena_alloc(mem, MERKLE_LEVELS * sizeof *p.at);
	assert(at < n);
	while (n > 1) { /* from the root down */
		size_t k = split(n);
		struct merkle_step *s = &p.at[p.n++];
		s->left = at >= k;
		if (s->left) {
			s->hash = root_of(mem, hashes, k);
			hashes += k;
			at -= k;
			n -= k;
		} else {
			s->hash = root_of(mem, hashes + k, n - k);
			n = k;
		}
	}
	for (size_t i = 0; i < p.n / 2; i++) { /* ... and told from the leaf */
		struct merkle_step s = p.at[i];
		p.at[i] = p.at[p.n - 1 - i];
		p.at[p.n - 1 - i] = s;
	}
	return p;
}

const char *
merkle_climb(struct arena *mem, const char *hash, const struct merkle_path *p)
{
	char *is = arena_alloc(mem, MERKLE_HEX + 1);

	leaf(hash, is);
	for (size_t i = 0; i < p->n; i++) {
		const struct merkle_step *s = &p->at[i];
		if (strlen(s->hash) != MERKLE_HEX)
			return MERKLE_EMPTY;
		node(s->left ? s->hash : is, s->left ? is : s->hash, is);
	}
	return is;
}
