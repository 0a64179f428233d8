/*
 * attach.h - files that are sent with a report
 *
 * A cell of type CELL_FILE holds a text that names a file: hash, size and name,
 * "9f86d0... 12345 Quyet dinh.pdf".  The bytes stand in the database, in pieces
 * (attachment, attachment_part), with the report; the same bytes are kept once.
 * Since the text is part of the revision, so is the file, by its hash.  A file
 * stays when a draft no longer names it: a revision may.
 *
 * Taken are PDF, DOCX, XLSX, PNG and JPEG, told by their content and never by
 * their name or by what the browser says; a document with macros is none.
 */
#ifndef CORE_ATTACH_H
#define CORE_ATTACH_H
#include "base/findings.h"
#include "core/report.h"

enum { ATTACH_PIECE = 65536, ATTACH_NAME = 120, ATTACH_PER_REPORT = 100 };

/* What the text of a cell says; false if it is no such text. */
struct attach_ref {
	const char *sha;
	long size;
	const char *name;
};
bool attach_ref(struct arena *, const char *text, struct attach_ref *ret);
/* "Quyet dinh.pdf (12 KB)", or "" */
const char *attach_show(struct arena *, const char *text, bool size);

/* pdf docx xlsx png jpeg, or NULL: by content. */
const char *attach_kind(const char *bytes, size_t len);
/* Its media type; always one of ours. */
const char *attach_media(const char *kind);
/* A name that is safe in a header and on a disk, with the kind's ending. */
const char *attach_name(struct arena *, const char *given, const char *kind);

/*
 * Keep a file with a report that may be edited (right: MAY_ENTER); the text
 * for the cell in *ret.  E_INVALID with a finding at `where`: empty, larger
 * than max_mb, of no known kind, too many of them.
 */
struct attach_in {
	const char *name; /* as the browser gave it */
	const char *bytes;
	size_t len;
	int max_mb;
};
enum rc attach_add(struct db *, const struct ctx *, const struct report *,
    const struct attach_in *, const char *where, struct findings *,
    const char **ret) NODISCARD;
/* Does the text of a cell name a file that is kept with this report? */
enum rc attach_there(struct db *, const struct report *, const char *text,
    bool *ret) NODISCARD;
/*
 * The bytes, after their hash was checked; the scope was established with the
 * report.  E_NOTFOUND if it is not there.
 */
struct attach_file {
	const char *kind, *bytes;
	size_t len;
};
enum rc attach_get(struct db *, const struct report *, const char *sha,
    struct attach_file *ret) NODISCARD;
#endif
