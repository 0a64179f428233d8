/*
 * multipart.h - forms with a file: multipart/form-data (RFC 7578)
 *
 * The body is given piece by piece, as it comes from the network, and is never
 * held twice: what is a file's goes straight to where it stays.  As strict as
 * query.h: text that is not UTF-8, a name given twice, a file where none was
 * asked for, a second file, anything before the first or behind the last
 * boundary is refused with a reason.
 *
 *     TRY(multipart_open(mem, content_type, &limits, &params, &m));
 *     while ((n = read(piece)) > 0)
 *             TRY(multipart_feed(m, piece, n));
 *     TRY(multipart_end(m, &file));
 */
#ifndef IO_MULTIPART_H
#define IO_MULTIPART_H
#include "io/query.h"

enum { UPLOAD_NAME_MAX = 200 }; /* characters; longer ones lose their front */

/* The file of a form.  Nobody has looked at what is in it. */
struct upload {
	const char *name; /* without folders, NFC; "" if none was chosen */
	const char *type; /* what the browser takes it for; may be "" */
	const char *bytes;
	size_t len;
};
struct multipart_limits {
	const char *file; /* the field that may hold one */
	size_t file_max;  /* its bytes */
	size_t text_max;  /* of all other fields together */
};
struct multipart;

bool multipart_is(const char *content_type);
/*
 * params and limits must stay until the end.  E_MALFORMED: its boundary cannot
 * be read.
 */
enum rc multipart_open(struct arena *, const char *content_type,
    const struct multipart_limits *, struct params *,
    struct multipart **ret) NODISCARD;
/* E_MALFORMED or E_LIMIT; nothing more may be given after that. */
enum rc multipart_feed(struct multipart *, const char *, size_t) NODISCARD;
/* It ended here.  E_MALFORMED if it should not have. */
enum rc multipart_end(struct multipart *, struct upload *ret) NODISCARD;
/* What was wrong, for the log; and is it the file that was too large? */
const char *multipart_why(const struct multipart *);
bool multipart_file_too_large(const struct multipart *);
#endif
