/*
 * item_file.h - the catalogue as a file: CSV or XLSX, out and in again
 *
 * One line an item, one column a field of item_says.h.  Two head lines, the
 * first in Vietnamese, the second with the fields' codes; a file may have
 * either alone, columns in any order, and leave columns out (what they hold
 * stays as it is).  Categories of items are not lines: the column "breakdowns"
 * makes them. A file that was written here and is read again changes nothing.
 */
#ifndef CORE_ITEM_FILE_H
#define CORE_ITEM_FILE_H
#include "core/item_plan.h"

enum { ITEM_FILE_ROWS = 5000, ITEM_FILE_BYTES = 8 << 20 };

struct item_line {
	long line; /* of the file */
	struct item_says says;
};
struct item_file {
	struct item_line *at;
	size_t n;
};
/* CSV, or a workbook's first sheet.  False with findings at "file" or "line 7";
 * name: how a finding calls it. */
bool item_file_read(struct arena *, const char *name, const char *bytes,
    size_t len, struct findings *, struct item_file *ret);
/* Everything, as lines; of an owner (0: all). */
enum rc item_file_all(struct db *, struct arena *, long owner,
    struct item_file *ret) NODISCARD;
void item_file_csv(struct buf *, const struct item_file *);
/* E_LIMIT: more than the buffer takes. */
enum rc item_file_xlsx(struct buf *, const struct item_file *,
    const char *made) NODISCARD;

/* What each line would do. */
struct item_result {
	long line;
	struct item_plan plan;
	struct findings findings; /* why it is refused; warnings */
};
struct item_results {
	struct item_result *at;
	size_t n, added, changed, same, refused;
};
/* A dry run: nothing is written.  E_INVALID never: refusals are in the results.
 */
enum rc item_file_look(struct db *, const struct ctx *,
    const struct item_file *, struct item_results *ret) NODISCARD;
/* All of it, in the transaction that is open, or E_INVALID where a line is
 * refused, with its findings at "line 7: measure". */
enum rc item_file_store(struct db *, const struct ctx *,
    const struct item_file *, struct findings *,
    struct item_results *ret) NODISCARD;
#endif
