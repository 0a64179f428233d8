/*
 * unzip.h - a closed reader of ZIP archives that a stranger may have made
 *
 * Nothing is ever written to disk, and no entry is larger in memory than what
 * its reader keeps: entries are streams.  Refused before anything is unpacked:
 * names that leave the archive or stand in it twice (in any case of letters),
 * entries that overlap, are encrypted or packed by another method than deflate,
 * and sizes beyond the limits; while it is unpacked: more bytes than the entry
 * said, and bytes whose checksum is wrong.
 *
 * The only file that knows libzip.
 */
#ifndef IO_UNZIP_H
#define IO_UNZIP_H
#include "base/base.h"

struct unzip_limits {
	size_t entries;
	size_t bytes; /* of all entries together, unpacked */
	/* How much an entry of more than 1 MiB may grow by unpacking. */
	size_t ratio;
};
struct unzip;
struct unzip_entry;

/*
 * The bytes must stay as long as it is open.  False with a translated sentence
 * if it is no archive, or is refused; there is nothing to close then.
 */
bool unzip_open(struct arena *, const char *bytes, size_t len,
    const struct unzip_limits *, struct unzip **ret, const char **ret_why);
void unzip_close(struct unzip *);
/* Whatever the case of its letters. */
bool unzip_has(const struct unzip *, const char *name);
/* NULL: there is none of that name.  Only one is open at a time. */
struct unzip_entry *unzip_entry_open(struct unzip *, const char *name);
/* Up to n bytes; 0: the end, and the checksum holds; -1: damaged. */
long unzip_read(struct unzip_entry *, char *to, size_t n);
void unzip_entry_close(struct unzip_entry *);
#endif
