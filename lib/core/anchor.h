/*
 * anchor.h - the heads of the record outside the database
 *
 * What is only in the database can be rewritten by whoever owns it, signature
 * and all if he has the key.  So each seal also goes where he cannot take it
 * back: to a file that is only ever appended to (setting anchor_file; on
 * another file system, with `chattr +a', or copied elsewhere), to the system's
 * log (anchor_syslog), and onto every document that is printed.  A line is
 *
 *     17 2026-09-28T02:03:04.000000Z <hash> <public key> <signature>
 *
 * with "-" for the last two where the installation does not sign.
 */
#ifndef CORE_ANCHOR_H
#define CORE_ANCHOR_H
#include "core/seal.h"

/* The line, without its end. */
const char *anchor_line(struct arena *, const struct seal *);
/* Read one back into no, at, hash, sign_key, signature; false: it is none. */
bool anchor_read(struct arena *, const char *line, struct seal *ret);
/*
 * Append what the file has not yet; in a transaction that reads.  Whatever a
 * run before left out, because it died or the disk was full, is in it
 * afterwards; half a line is ended and written again.  E_INTERNAL, with a line
 * in the log: the file cannot be written.
 */
enum rc anchor_write(struct db *, struct arena *, const char *path,
    long *ret_n) NODISCARD;
/* The number of the last seal in the file; 0: none, no such file, path NULL. */
enum rc anchor_tail(struct arena *, const char *path, long *ret) NODISCARD;
/*
 * The file goes on beyond what the database has: a backup was put back, and
 * nobody has said so (core/restored.h).  Nothing is sealed then: E_CONFLICT,
 * with a line in the log.  tail is what anchor_tail() said before the
 * transaction began: what stood in the file then was committed, and is seen.
 */
enum rc anchor_agrees(struct db *, const char *path, long tail) NODISCARD;
/* Seals after no, to the system's log. */
enum rc anchor_syslog(struct db *, struct arena *, long no) NODISCARD;
#endif
