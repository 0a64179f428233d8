/* unit_group_find.c - units that might become members of a group */
#include "base/utf8.h"
#include "core/unit_group.h"
#include "io/db.h"

static const struct db_col found_cols[] = { COL(struct group_member, unit_id),
	COL(struct group_member, code), COL(struct group_member, name),
	COL(struct group_member, level), COL(struct group_member, valid_from),
	COL(struct group_member, valid_to) };
/* Today's; name_plain is without marks, so that the words must be, too. */
#define BELOW \
	"EXISTS (SELECT 1 FROM unit_above a WHERE a.unit_id = u.id" \
	" AND a.above_id = ? AND a.depth > 0 AND a.valid_from <= ?" \
	" AND ? < a.valid_to)"
#define MEMBER \
	"EXISTS (SELECT 1 FROM unit_group_member m WHERE m.group_id = ?" \
	" AND m.unit_id = u.id AND m.valid_from <= ? AND ? < m.valid_to)"
DB_ROWS(select_found, found_cols,
    "SELECT u.id AS unit_id, u.code, u.name, u.level, u.valid_from,"
    " u.valid_to FROM unit u JOIN level l ON l.code = u.level"
    " WHERE u.valid_from <= ? AND ? < u.valid_to"
    " AND (? = '' OR u.level = ?)"
    " AND (? = '' OR LOCATE(?, u.name_plain) > 0 OR u.code = ?)"
    " AND (? = 0 OR " BELOW ") AND NOT " MEMBER
    " ORDER BY l.rank_no, u.code, u.id LIMIT ?");

/* Codes are ASCII; nothing else is compared with them. */
static const char *
code_of(const char *words)
{
	for (const char *s = words; s != NULL && *s != '\0'; s++)
		if ((unsigned char)*s >= 0x80)
			return "";
	return words == NULL ? "" : words;
}

enum rc
group_find(struct db *db, const struct ctx *ctx, const struct group_query *q,
    struct group_members *ret, bool *ret_more)
{
	const char *key =
	    str_empty(q->words) ? "" : utf8_key(ctx->mem, q->words, false);
	const char *level = code_of(q->level);
	const char *day = ctx->today;

	*ret = (struct group_members){ 0 };
	*ret_more = false;
	if (key == NULL || (!str_empty(q->words) && *key == '\0'))
		return OK;
	TRY(db_rows(db, select_found,
	    ARGS(day, day, level, level, key, key, code_of(q->words), q->above,
		q->above, day, day, q->group_id, day, day, GROUP_FOUND + 1),
	    ret));
	*ret_more = ret->n > GROUP_FOUND;
	if (*ret_more)
		ret->n = GROUP_FOUND;
	return OK;
}
