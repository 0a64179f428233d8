/* restored.c - a backup was put back: what the record lost by it, and that */
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include "base/utf8.h"
#include "core/anchor.h"
#include "core/audit.h"
#include "core/change.h"
#include "core/restored.h"
#include "io/db.h"

enum { WORDS_MAX = 300, LINE_MAX_ = 1000, PAGE = 1000 };

static const struct db_col restored_cols[] = {
	COL(struct restored, kept),
	COL(struct restored, lost),
	COL(struct restored, lost_hash),
	COL(struct restored, at),
};
DB_ROWS(select_all, restored_cols,
    "SELECT kept, lost, lost_hash, at FROM audit_restored ORDER BY lost");
struct last {
	long no;
};
static const struct db_col last_cols[] = { COL(struct last, no) };
DB_ROWS(select_last, last_cols,
    "SELECT COALESCE(MAX(lost), 0) AS no FROM audit_restored");
DB_STMT(insert_restored,
    "INSERT INTO audit_restored (lost, kept, lost_hash, at)"
    " VALUES (?, ?, ?, ?)");
struct latest {
	const char *at;
};
static const struct db_col latest_cols[] = { COL(struct latest, at) };
/* What came after the last lost seal was done since the backup was put back. */
DB_ROWS(select_latest, latest_cols,
    "SELECT MAX(at) AS at FROM audit WHERE at <= ?");

enum rc
restored_list(struct db *db, struct restoreds *ret)
{
	return db_rows(db, select_all, ARGS(), ret);
}

bool
restored_lost(const struct restoreds *all, long no)
{
	for (size_t i = 0; i < all->n; i++)
		if (all->at[i].kept < no && no <= all->at[i].lost)
			return true;
	return false;
}

bool
restored_follows(const struct restoreds *all, long before, long no)
{
	if (no == before + 1)
		return true;
	for (size_t i = 0; i < all->n; i++)
		if (all->at[i].kept <= before && no == all->at[i].lost + 1)
			return true;
	return false;
}

enum rc
restored_last(struct db *db, long *ret)
{
	struct last row;

	TRY(db_row(db, select_last, ARGS(), &row));
	*ret = row.no;
	return OK;
}

const char *
restored_told(struct arena *mem, const struct restored *r)
{
	return str_fmt(mem, "kept=%ld; lost=%ld; hash=%s", r->kept, r->lost,
	    r->lost_hash);
}

/* ------------------------------------------------------------- the anchors */

/* Lines of the file against the seals, page by page. */
struct compare {
	struct db *db;
	struct arena *mem;
	struct restoreds told;
	struct restored_gap *gap;
	struct seals page;
};

static enum rc
find(struct compare *c, long no, const struct seal **ret)
{
	*ret = NULL;
	for (int again = 0; again < 2; again++) {
		for (size_t i = 0; i < c->page.n; i++)
			if (c->page.at[i].no == no)
				*ret = &c->page.at[i];
		if (*ret != NULL || again == 1)
			return OK;
		TRY(seal_after(c->db, no - 1, PAGE, &c->page));
	}
	return OK;
}

static enum rc
look(struct compare *c, const struct seal *line)
{
	struct restored_gap *g = c->gap;
	const struct seal *is;

	if (restored_lost(&c->told, line->no))
		return OK;
	TRY(find(c, line->no, &is));
	if (is != NULL && str_eq(is->hash, line->hash)) {
		if (g->lost == 0) {
			g->kept = line->no;
			g->kept_at = line->at;
		}
		return OK;
	}
	g->n++;
	if (line->no < g->lost)
		return OK;
	g->lost = line->no;
	g->lost_at = line->at;
	g->lost_hash = line->hash;
	return OK;
}

enum rc
restored_look(struct db *db, struct arena *mem, const char *anchor_file,
    struct restored_gap *ret)
{
	struct compare c = { .db = db, .mem = mem, .gap = ret };
	char text[LINE_MAX_];
	enum rc rc = OK;
	struct seal s;

	*ret = (struct restored_gap){ 0 };
	TRY(restored_list(db, &c.told));
	FILE *in = fopen(anchor_file, "re");
	if (in == NULL)
		return E_NOTFOUND;
	while (rc == OK && fgets(text, sizeof text, in) != NULL) {
		text[strcspn(text, "\r\n")] = '\0';
		if (anchor_read(mem, text, &s))
			rc = look(&c, &s);
	}
	fclose(in);
	return rc;
}

/* ----------------------------------------------------------------- telling */

static void
said(const char *text, const char *where, struct findings *f)
{
	if (utf8_blank(text) || utf8_len(text) > WORDS_MAX)
		finding(f, where, _("Say it, in at most %d characters."),
		    WORDS_MAX);
}

enum rc
restored_tell(struct db *db, const struct ctx *ctx,
    const struct restored_gap *g, const char *by, const char *reason,
    struct findings *f)
{
	struct restored r = { g->kept, g->lost, g->lost_hash, ctx->real };
	struct change c = change_new(ctx->mem);
	struct audit_head head;
	struct latest latest;

	said(by, "by", f);
	said(reason, "reason", f);
	if (g->lost == 0)
		finding(f, "anchor",
		    _("Every anchored seal is in the database: nothing that was"
		      " anchored is missing."));
	if (f->nerror > 0)
		return E_INVALID;
	TRY(audit_lock(db, AUDIT_RECORD, &head));
	TRY(db_row(db, select_latest, ARGS(g->lost_at), &latest));
	TRY(db_exec(db, insert_restored,
	    ARGS(r.lost, r.kept, r.lost_hash, r.at), NULL));
	change_id(&c, "last_seal", g->lost, g->kept);
	change_text(&c, "sealed", g->lost_at, g->kept_at);
	change_text(&c, "last_entry", NULL, latest.at);
	return audit_change(db, ctx, &head, "restore", "backup", r.lost,
	    str_fmt(ctx->mem, "%s; by=%s; reason=%s",
		restored_told(ctx->mem, &r), by, reason),
	    &c);
}
