/* audit_line.h - entries and seals as lines of JSON, in archives and exports */
#ifndef CORE_AUDIT_LINE_H
#define CORE_AUDIT_LINE_H
#include "core/seal.h"
#include "core/audit_entry.h"
struct node;

/* {"entry":{...}} and {"seal":{...}}, without the line's end. */
const char *audit_entry_line(struct arena *, const struct audit_entry *);
const char *seal_line(struct arena *, const struct seal *);
/* Back, from what stands behind "entry" or "seal". */
void audit_entry_read(const struct node *, struct audit_entry *ret);
void seal_read(const struct node *, struct seal *ret);
#endif
