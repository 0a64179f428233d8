/* verify_restored.c - backups that were put back, each told of */
#include <string.h>
#include "base/ctx.h"
#include "core/verify_part.h"

struct told {
	long here, archived;
};
static const struct db_col told_cols[] = {
	COL(struct told, here),
	COL(struct told, archived),
};
/* By an entry that is there, or that went into a file since. */
DB_ROWS(select_told, told_cols,
    "SELECT (SELECT COUNT(*) FROM audit WHERE object = 'backup'"
    " AND object_id = ? AND act = 'restore'"
    " AND LEFT(detail, CHAR_LENGTH(?)) = ?) AS here,"
    " (SELECT COUNT(*) FROM audit_archive WHERE ? < at) AS archived");

static enum rc
look(struct check *c, const struct restored *r)
{
	const char *text = restored_told(c->page, r);
	struct told t;

	TRY(db_row(c->db, select_told, ARGS(r->lost, text, text, r->at), &t));
	if (t.here != 1 && t.archived == 0)
		verify_bad(c,
		    (struct verify_fault){ .link = "backup", .no = r->lost },
		    _("Seals %ld to %ld are said to be lost with a backup that"
		      " was put back, and no entry of the record tells of it."),
		    r->kept + 1, r->lost);
	return OK;
}

/* They stay for as long as faults are told. */
enum rc
verify_restored(struct check *c)
{
	struct restoreds all, *kept = &c->v->restored;

	TRY(restored_list(c->db, &all));
	kept->at = arena_alloc(c->v->mem, (all.n + 1) * sizeof *kept->at);
	for (size_t i = 0; i < all.n; i++) {
		struct restored *r = &kept->at[kept->n++];
		*r = all.at[i];
		r->lost_hash = str_dup(c->v->mem, r->lost_hash);
		r->at = str_dup(c->v->mem, r->at);
		TRY(look(c, r));
	}
	return OK;
}
