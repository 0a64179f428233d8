/* unzip.c - archives by libzip, looked through before they are unpacked */
#include <stdlib.h>
#include <string.h>
#include <zip.h>
#include "base/ctx.h"
#include "base/map.h"
#include "io/unzip.h"

enum {
	NAME_MAX_LEN = 200,
	SMALL = 1 << 20,   /* may grow by any factor */
	END64_ENTRIES = 24 /* where a zip64 end record has its counts */
};

struct unzip_entry {
	zip_file_t *file;
	size_t left; /* what it said it had */
};
struct unzip {
	struct arena *mem;
	zip_t *zip;
	struct unzip_entry open;
};

/* A name as names are compared: without the case of ASCII letters. */
static const char *
folded(struct arena *mem, const char *name)
{
	char *s = str_dup(mem, name);

	for (char *c = s; *c != '\0'; c++)
		if (*c >= 'A' && *c <= 'Z')
			*c += 'a' - 'A';
	return s;
}

/* Does a name stay inside: no root, no drive, no way up. */
static bool
stays_inside(const char *name)
{
	if (*name == '\0' || *name == '/' || strlen(name) > NAME_MAX_LEN ||
	    strpbrk(name, "\\:") != NULL)
		return false;
	while (*name != '\0') {
		size_t n = strcspn(name, "/");
		if (n == 2 && name[0] == '.' && name[1] == '.')
			return false;
		name += n + (name[n] == '/');
	}
	return true;
}

static uint64_t
little64(const char *at)
{
	uint64_t v = 0;

	for (int i = 7; i >= 0; i--)
		v = v << 8 | (unsigned char)at[i];
	return v;
}

/*
 * The library makes room for as many entries as an archive says it has, before
 * it looks for them; only the 64-bit form can say more than 65,535.
 */
static bool
says_too_many(const char *bytes, size_t len, size_t max)
{
	static const char mark[] = "PK\6\6";
	const char *at = bytes;

	while ((at = memmem(at, len - (size_t)(at - bytes), mark, 4)) != NULL) {
		size_t left = len - (size_t)(at - bytes);
		if (left < END64_ENTRIES + 16)
			return false;
		if (little64(at + END64_ENTRIES) > max ||
		    little64(at + END64_ENTRIES + 8) > max)
			return true;
		at += 4;
	}
	return false;
}

/* The sum of what was looked at, and the names. */
struct look {
	struct map names;
	size_t packed, unpacked;
};

static const char *
refused(struct arena *mem, const zip_stat_t *s, const struct unzip_limits *max,
    struct look *l)
{
	if (!stays_inside(s->name))
		return _("It has a part whose name leads out of the file.");
	if (map_put(&l->names, folded(mem, s->name), 1) != MAP_NONE)
		return _("It has two parts of the same name.");
	if (s->encryption_method != ZIP_EM_NONE)
		return _("It is protected by a password. Take the protection "
			 "off, and save it again.");
	if (s->comp_method != ZIP_CM_STORE && s->comp_method != ZIP_CM_DEFLATE)
		return _("It is packed in a way that is not known.");
	if (s->comp_size > SIZE_MAX / 4 || s->size > max->bytes)
		return _("It unpacks to more than is allowed.");
	l->packed += s->comp_size;
	l->unpacked += s->size;
	if (l->unpacked > max->bytes ||
	    (s->size > SMALL && s->size / max->ratio > s->comp_size))
		return _("It unpacks to more than is allowed.");
	return NULL;
}

static bool
look_through(struct unzip *u, size_t len, const struct unzip_limits *max,
    const char **ret_why)
{
	zip_int64_t n = zip_get_num_entries(u->zip, 0);
	struct look l = { .names = { .mem = u->mem } };

	if (n < 0 || (size_t)n > max->entries) {
		*ret_why = _("It has more parts than are allowed.");
		return false;
	}
	for (zip_int64_t i = 0; i < n; i++) {
		zip_stat_t s;
		const zip_uint64_t need =
		    ZIP_STAT_NAME | ZIP_STAT_SIZE | ZIP_STAT_COMP_SIZE |
		    ZIP_STAT_COMP_METHOD | ZIP_STAT_ENCRYPTION_METHOD;
		if (zip_stat_index(u->zip, (zip_uint64_t)i, 0, &s) != 0 ||
		    (s.valid & need) != need)
			*ret_why = _("The file is damaged.");
		else
			*ret_why = refused(u->mem, &s, max, &l);
		if (*ret_why != NULL)
			return false;
	}
	if (l.packed > len) /* more than there is: they overlap */
		*ret_why = _("The file is damaged.");
	return *ret_why == NULL;
}

static zip_t *
open_bytes(const char *bytes, size_t len)
{
	zip_source_t *source = zip_source_buffer_create(bytes, len, 0, NULL);

	if (source == NULL)
		abort();
	zip_t *zip = zip_open_from_source(source, ZIP_RDONLY, NULL);
	if (zip == NULL)
		zip_source_free(source);
	return zip;
}

bool
unzip_open(struct arena *mem, const char *bytes, size_t len,
    const struct unzip_limits *max, struct unzip **ret, const char **ret_why)
{
	struct unzip *u = arena_alloc(mem, sizeof *u);

	*ret_why = NULL;
	u->mem = mem;
	if (says_too_many(bytes, len, max->entries)) {
		*ret_why = _("It has more parts than are allowed.");
		return false;
	}
	u->zip = open_bytes(bytes, len);
	if (u->zip == NULL) {
		*ret_why = _("The file is damaged.");
		return false;
	}
	if (!look_through(u, len, max, ret_why)) {
		unzip_close(u);
		return false;
	}
	*ret = u;
	return true;
}

void
unzip_close(struct unzip *u)
{
	zip_discard(u->zip);
}

bool
unzip_has(const struct unzip *u, const char *name)
{
	return zip_name_locate(u->zip, name, ZIP_FL_NOCASE) >= 0;
}

struct unzip_entry *
unzip_entry_open(struct unzip *u, const char *name)
{
	zip_int64_t at = zip_name_locate(u->zip, name, ZIP_FL_NOCASE);
	zip_stat_t s;

	if (at < 0 || zip_stat_index(u->zip, (zip_uint64_t)at, 0, &s) != 0)
		return NULL;
	/* NULL is read as a damaged one: it is there, but does not open */
	u->open.file = zip_fopen_index(u->zip, (zip_uint64_t)at, 0);
	u->open.left = s.size;
	return &u->open;
}

long
unzip_read(struct unzip_entry *e, char *to, size_t n)
{
	zip_int64_t got = e->file == NULL ? -1 : zip_fread(e->file, to, n);

	if (got < 0 || (size_t)got > e->left)
		return -1;
	e->left -= (size_t)got;
	return (long)got;
}

void
unzip_entry_close(struct unzip_entry *e)
{
	if (e->file != NULL)
		zip_fclose(e->file);
	e->file = NULL;
}
