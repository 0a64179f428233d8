/* audit_file.h - the columns of the record's files, whatever their kind */
#ifndef VIEW_AUDIT_FILE_H
#define VIEW_AUDIT_FILE_H
#include "core/audit_search.h"

enum { AUDIT_COLUMNS_N = 17 };
struct audit_column {
	const char *name, *text; /* text NULL: a number */
	size_t at;               /* in struct audit_hit */
};
extern const struct audit_column audit_columns[AUDIT_COLUMNS_N];
const char *audit_column_text(struct arena *, const struct audit_column *,
    const struct audit_hit *);
#endif
