/* sign_key.c - is this signature one of this installation's? */
#include <dirent.h>
#include <limits.h>
#include <stdio.h>
#include <string.h>
#include "core/sign_key.h"
#include "core/sign_key_part.h"
#include "io/db.h"
#include "io/file.h"
#include "io/secret.h"

enum { PUB_MAX = 2000 };

bool
sign_key_alone(const char *path)
{
	const char *slash = strrchr(path, '/');
	char folder[PATH_MAX];

	if (slash == NULL)
		return false;
	snprintf(folder, sizeof folder, "%.*s", (int)(slash - path), path);
	DIR *d = opendir(folder);
	bool alone = d != NULL;

	for (struct dirent *e; alone && (e = readdir(d)) != NULL;)
		alone = str_eq(e->d_name, ".") || str_eq(e->d_name, "..") ||
			str_starts(e->d_name, slash + 1);
	if (d != NULL)
		closedir(d);
	return alone;
}

static const struct db_col key_cols[] = {
	COL(struct sign_key, public),
	COL(struct sign_key, valid_from),
	COL(struct sign_key, valid_to),
	COL(struct sign_key, replaced_by),
	COL(struct sign_key, vouched),
};
DB_ROWS(select_sign_keys, key_cols,
    "SELECT public, valid_from, valid_to, replaced_by, vouched FROM sign_key"
    " ORDER BY valid_from DESC, public");

static const char *
root_of(struct arena *mem, const char *path)
{
	struct file f;
	const char *why;

	if (path == NULL ||
	    !file_read(mem, str_fmt(mem, "%s.pub", path), PUB_MAX, &f, &why))
		return NULL;
	return secret_pem_public(mem, f.at);
}

enum rc
sign_key_load(struct db *db, struct arena *mem, const char *path,
    struct sign_keys *ret)
{
	ret->root = root_of(mem, path);
	return db_rows(db, select_sign_keys, ARGS(), ret);
}

const char *
sign_key_says(struct arena *mem, const struct sign_key *k)
{
	return str_fmt(mem, "baocao-key\n%s\n%s\n%s\n%s\n", k->public,
	    k->valid_from, k->valid_to == NULL ? "" : k->valid_to,
	    k->replaced_by == NULL ? "" : k->replaced_by);
}

static bool
vouched(struct arena *mem, const struct sign_key *k, const char *root)
{
	const char *says = sign_key_says(mem, k);

	return secret_signed(root, k->vouched, says, strlen(says));
}

/* Instants are text of one length, and compare as such. */
static bool
in_force(const struct sign_key *k, const char *at)
{
	return strcmp(k->valid_from, at) <= 0 &&
	       (k->valid_to == NULL || strcmp(at, k->valid_to) < 0);
}

bool
sign_key_due(struct arena *mem, const struct sign_keys *keys, const char *at)
{
	bool known = false;

	if (keys->root == NULL)
		return false;
	for (size_t i = 0; i < keys->n; i++) {
		if (in_force(&keys->at[i], at) &&
		    vouched(mem, &keys->at[i], keys->root))
			return true;
		known |= str_eq(keys->at[i].public, keys->root);
	}
	return !known;
}

enum sign_state
sign_state(struct arena *mem, const struct sign_keys *keys,
    const struct signature *s, const char *at, const void *text, size_t len)
{
	const struct sign_key *k = NULL;

	for (size_t i = 0; i < keys->n && k == NULL; i++)
		if (str_eq(keys->at[i].public, s->key))
			k = &keys->at[i];
	if (!secret_signed(s->key, s->value, text, len))
		return SIGN_ALTERED;
	if (k == NULL)
		return SIGN_UNKNOWN;
	if (keys->root == NULL)
		return SIGN_NO_FILE;
	if (!vouched(mem, k, keys->root))
		return SIGN_NO_TRUST;
	return in_force(k, at) ? SIGN_GOOD : SIGN_UNTIMELY;
}

const char *
sign_state_show(enum sign_state state)
{
	switch (state) {
	case SIGN_GOOD:
		return _("Signed by this system; checked.");
	case SIGN_ALTERED:
		return _("This is NOT what was signed: it was changed after "
			 "signing, or the signature was.");
	case SIGN_UNKNOWN:
		return _("Signed with a key that this system never had.");
	case SIGN_NO_TRUST:
		return _("Signed with a key that this system's key file does "
			 "not vouch for.");
	case SIGN_UNTIMELY:
		return _("Signed with a key that was not in force at that "
			 "time.");
	case SIGN_NO_FILE:
		return _("Signed; it cannot be checked here, since the file "
			 "of the public key is not there.");
	}
	return "";
}

const char *
sign_key_short(struct arena *mem, const char *public)
{
	if (public == NULL || strlen(public) < 16)
		return "";
	return str_fmt(mem, "%.4s %.4s %.4s %.4s", public, public + 4,
	    public + 8, public + 12);
}
