/* sign_key_make.c - the installation's key: made, put in force, replaced */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include "core/audit.h"
#include "core/change.h"
#include "core/sign_key.h"
#include "core/sign_key_part.h"
#include "io/db.h"
#include "io/file.h"
#include "io/secret.h"

DB_STMT(upsert_key,
    "INSERT INTO sign_key (public, valid_from, valid_to, replaced_by, vouched)"
    " VALUES (?, ?, ?, ?, ?) ON DUPLICATE KEY UPDATE valid_to ="
    " VALUES(valid_to), replaced_by = VALUES(replaced_by),"
    " vouched = VALUES(vouched)");
struct later {
	const char *at;
};
static const struct db_col later_cols[] = { COL(struct later, at) };
DB_ROWS(select_later, later_cols,
    "SELECT CAST(? AS DATETIME(6)) + INTERVAL ? HOUR AS at");

static bool
there(const char *path)
{
	return access(path, F_OK) == 0;
}

/*
 * A secret that nobody else ever could read, on the disk before it is told of;
 * of the owner and group of `like`, where we may give it away.
 */
static bool
write_secret(const char *path, const char *like, const char *text,
    const char **ret_why)
{
	struct stat st;
	int fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0640);

	if (fd < 0) {
		*ret_why = strerror(errno);
		return false;
	}
	ssize_t n = (ssize_t)strlen(text);
	bool given = like != NULL && stat(like, &st) == 0 &&
		     (fchown(fd, st.st_uid, st.st_gid) == 0 ||
			 fchown(fd, (uid_t)-1, st.st_gid) == 0);
	bool good = (given || fchmod(fd, 0600) == 0) &&
		    write(fd, text, (size_t)n) == n && fsync(fd) == 0;
	if (close(fd) != 0 || !good) {
		*ret_why = strerror(errno);
		unlink(path);
		return false;
	}
	return true;
}

/* Where the key to be stored is: the new one, if there is one. */
static const char *
newest(struct arena *mem, const char *path)
{
	const char *fresh = str_fmt(mem, "%s.new", path);

	return there(fresh) ? fresh : path;
}

enum rc
sign_key_draft(struct arena *mem, const char *path, const char *like,
    bool fresh, const char **ret_public, struct findings *f)
{
	const char *to = str_fmt(mem, "%s.new", path), *why = NULL;
	struct signature s;

	if (!there(to) && (fresh || !there(path)) &&
	    !write_secret(to, like, secret_pem(mem), &why)) {
		finding(f, to, _("cannot be written: %s"), why);
		return E_INVALID;
	}
	enum rc rc = sign_text(mem, newest(mem, path), "", 0, &s);
	if (rc == OK)
		*ret_public = s.key;
	return rc;
}

static enum rc
put(struct db *db, struct arena *mem, const char *file, struct sign_key *k)
{
	const char *says = sign_key_says(mem, k);
	struct signature s;

	TRY(sign_text(mem, file, says, strlen(says), &s));
	return db_exec(db, upsert_key,
	    ARGS(k->public, k->valid_from, k->valid_to, k->replaced_by,
		s.value),
	    NULL);
}

static enum rc
later(struct db *db, const char *from, long hours, const char **ret)
{
	struct later row;

	TRY(db_row(db, select_later, ARGS(from, hours), &row));
	*ret = row.at;
	return OK;
}

/* All of them anew: whoever holds the new key's file can check the old. */
static enum rc
put_all(struct db *db, const struct ctx *ctx, const char *file,
    struct sign_keys *keys, const char *public, const char *end)
{
	struct sign_key now = { .public = public, .valid_from = ctx->real };

	for (size_t i = 0; i < keys->n; i++) {
		struct sign_key *k = &keys->at[i];
		if (k->valid_to == NULL) {
			k->valid_to = end;
			k->replaced_by = public;
		}
		TRY(put(db, ctx->mem, file, k));
	}
	return put(db, ctx->mem, file, &now);
}

enum rc
sign_key_store(struct db *db, const struct ctx *ctx, const char *path,
    bool replace, long overlap_h)
{
	const char *file = newest(ctx->mem, path), *end, *was = "";
	struct audit_head head;
	struct sign_keys keys;
	struct signature s;

	TRY(audit_lock(db, AUDIT_KEYS, &head));
	TRY(sign_text(ctx->mem, file, "", 0, &s));
	TRY(sign_key_load(db, ctx->mem, path, &keys));
	for (size_t i = 0; i < keys.n; i++) {
		if (str_eq(keys.at[i].public, s.key))
			return keys.at[i].valid_to == NULL ? OK : E_CONFLICT;
		if (keys.at[i].valid_to == NULL)
			was = keys.at[i].public;
	}
	if (*was != '\0' && !replace)
		return E_CONFLICT;
	TRY(later(db, ctx->real, overlap_h, &end));
	TRY(put_all(db, ctx, file, &keys, s.key, end));
	struct change c = change_new(ctx->mem);
	change_text(&c, "key", *was == '\0' ? NULL : was, s.key);
	return audit_change(db, ctx, &head, *was == '\0' ? "make" : "rotate",
	    "sign_key", 0,
	    *was == '\0' ? str_fmt(ctx->mem, "key=%s", s.key) :
			   str_fmt(ctx->mem, "key=%s; replaces=%s; until=%s",
			       s.key, was, end),
	    &c);
}

void
sign_key_drop(struct arena *mem, const char *path)
{
	(void)unlink(str_fmt(mem, "%s.new", path));
}

/*
 * The same file with another key in it, in one write of the same length: the
 * programs have been let into this file and not into another of its name
 * (app/confine.c), and go on reading it.
 */
static bool
replace_in_place(const char *to, const char *text)
{
	ssize_t n = (ssize_t)strlen(text);
	struct stat st;
	int fd = open(to, O_WRONLY | O_CLOEXEC);

	if (fd < 0)
		return false;
	bool good = fstat(fd, &st) == 0 && st.st_size == n &&
		    write(fd, text, (size_t)n) == n && fsync(fd) == 0;
	close(fd);
	return good;
}

static bool
publish(struct arena *mem, const char *path, const char **ret_why)
{
	const char *to = str_fmt(mem, "%s.pub", path);
	const char *half = str_fmt(mem, "%s.half", to);
	struct signature s;

	if (sign_text(mem, path, "", 0, &s) != OK) {
		*ret_why = _("the key cannot be read");
		return false;
	}
	const char *text = secret_public_pem(mem, s.key);
	if (replace_in_place(to, text))
		return true;
	if (!file_write(half, text, strlen(text), ret_why))
		return false;
	if (chmod(half, 0644) == 0 && rename(half, to) == 0)
		return true;
	*ret_why = strerror(errno);
	return false;
}

enum rc
sign_key_settle(struct arena *mem, const char *path, struct findings *f)
{
	const char *from = newest(mem, path), *why = NULL;

	if (from != path && rename(from, path) != 0)
		finding(f, path, _("cannot be written: %s"), strerror(errno));
	else if (!publish(mem, path, &why))
		finding(f, path, _("the public key cannot be written: %s"),
		    why);
	return f->nerror > 0 ? E_INVALID : OK;
}
