/* regime_list.c - the register, searched: for owners, and for everybody */
#include <string.h>
#include "base/utf8.h"
#include "core/access.h"
#include "core/regime_list.h"
#include "io/db.h"
#include "io/json.h"

static const struct db_col row_cols[] = { COL(struct regime_row, id),
	COL(struct regime_row, version_id), COL(struct regime_row, no),
	COL(struct regime_row, owner_id), COL(struct regime_row, code),
	COL(struct regime_row, state), COL(struct regime_row, owner),
	COL(struct regime_row, line_vi), COL(struct regime_row, line_en),
	COL(struct regime_row, search), COL(struct regime_row, valid_from),
	COL(struct regime_row, valid_to), COL(struct regime_row, title_vi),
	COL(struct regime_row, title_en), COL(struct regime_row, family),
	COL(struct regime_row, content), COL(struct regime_row, frequency),
	COL(struct regime_row, cutoff), COL(struct regime_row, basis),
	COL(struct regime_row, basis_no), COL(struct regime_row, issuer),
	COL(struct regime_row, reporters), COL(struct regime_row, receivers),
	COL(struct regime_row, has_draft) };
/* The version that says most about a regime on a day. */
#define ROW(which) \
	"SELECT g.id, w.id AS version_id, w.no," \
	" COALESCE(g.owner_id, 0) AS owner_id, g.code, w.state," \
	" o.name AS owner, l.name_vi AS line_vi, l.name_en AS line_en," \
	" w.search, w.valid_from, w.valid_to, w.title_vi, w.title_en," \
	" w.family, w.content, w.frequency, w.cutoff, w.basis, w.basis_no," \
	" w.issuer, w.reporters, w.receivers," \
	" EXISTS (SELECT 1 FROM regime_version d WHERE d.regime_id = g.id" \
	" AND d.state = 'draft') AS has_draft FROM regime g" \
	" JOIN line l ON l.id = g.line_id" \
	" LEFT JOIN unit o ON o.id = g.owner_id" \
	" JOIN regime_version w ON w.id = (SELECT x.id FROM regime_version x" \
	" WHERE x.regime_id = g.id" which \
	" ORDER BY x.state <> 'draft' AND x.valid_from <= ?" \
	" AND ? < x.valid_to DESC, x.state = 'published' DESC," \
	" x.state = 'draft' DESC, x.valid_to DESC, x.no DESC LIMIT 1)"
DB_ROWS(select_mine, row_cols,
    ROW("") " WHERE (? OR" UNIT_REACH("g.owner_id") ") ORDER BY g.code");
#define PUBLIC ROW(" AND x.state <> 'draft' AND x.secrecy = 'none'")
DB_ROWS(select_public, row_cols,
    PUBLIC " WHERE ? < w.valid_to ORDER BY g.code");

static const struct db_col form_cols[] = { COL(struct regime_form_row, id),
	COL(struct regime_form_row, version),
	COL(struct regime_form_row, valid_from),
	COL(struct regime_form_row, valid_to) };
DB_ROWS(select_forms, form_cols,
    "SELECT id, version, valid_from, valid_to FROM form WHERE regime_id = ?"
    " ORDER BY valid_from DESC, id DESC");

struct unindexed {
	long id;
	const char *words;
};
struct all_unindexed {
	struct unindexed *at;
	size_t n;
};
static const struct db_col unindexed_cols[] = { COL(struct unindexed, id),
	COL(struct unindexed, words) };
DB_ROWS(select_unindexed, unindexed_cols,
    "SELECT w.id, CONCAT_WS(' ', g.code, w.title_vi, w.title_en, w.basis,"
    " w.basis_no, w.issuer) AS words FROM regime_version w"
    " JOIN regime g ON g.id = w.regime_id WHERE w.search = '' ORDER BY w.id");
DB_STMT(update_search, "UPDATE regime_version SET search = ? WHERE id = ?");

static const char *const standings[STANDS_END] = { "draft", "later", "force",
	"replaced", "retired" };

enum standing
regime_standing(const char *state, const char *from, const char *to,
    const char *day)
{
	if (str_eq(state, "draft"))
		return STANDS_DRAFT;
	if (strcmp(day, to) >= 0)
		return str_eq(state, "replaced") ? STANDS_REPLACED :
						   STANDS_RETIRED;
	return strcmp(day, from) < 0 ? STANDS_LATER : STANDS_IN_FORCE;
}

const char *
standing_name(enum standing s)
{
	return standings[s];
}

bool
standing_read(const char *name, enum standing *ret)
{
	for (size_t i = 0; i < STANDS_END; i++)
		if (str_eq(standings[i], name)) {
			*ret = (enum standing)i;
			return true;
		}
	return false;
}

/* Every word of what was typed is somewhere in it. */
static bool
has_words(const char *search, const char *words)
{
	for (size_t n; *(words += strspn(words, " ")) != '\0'; words += n) {
		char word[64];
		n = strcspn(words, " ");
		if (n >= sizeof word)
			return false;
		memcpy(word, words, n);
		word[n] = '\0';
		if (strstr(search, word) == NULL)
			return false;
	}
	return true;
}

static bool
is(const char *wanted, const char *value)
{
	return str_empty(wanted) || str_eq(wanted, value);
}

/* Of what has ended there is more every year; few look for it. */
static bool
stands(const char *state, enum standing now)
{
	if (str_eq(state, REGIME_CURRENT))
		return now != STANDS_REPLACED && now != STANDS_RETIRED;
	return is(state, standing_name(now));
}

static bool
wanted(const struct regime_query *q, const char *words,
    const struct regime_row *r)
{
	return is(q->family, r->family) && is(q->frequency, r->frequency) &&
	       stands(q->state, r->standing) &&
	       (q->owner == 0 || q->owner == r->owner_id) &&
	       has_words(r->search, words);
}

/* A register has hundreds of regimes, not millions: they are sifted here. */
static void
sift(const struct ctx *ctx, const struct regime_query *q,
    struct regime_rows *all)
{
	const char *key =
	    str_empty(q->words) ? "" : utf8_key(ctx->mem, q->words, false);
	const char *day = str_empty(q->day) ? ctx->today : q->day;
	size_t n = 0;

	for (size_t i = 0; i < all->n; i++) {
		struct regime_row *r = &all->at[i];
		r->standing =
		    regime_standing(r->state, r->valid_from, r->valid_to, day);
		if (key != NULL && wanted(q, key, r))
			all->at[n++] = *r;
	}
	all->n = n;
}

enum rc
regime_mine(struct db *db, const struct ctx *ctx, const struct regime_query *q,
    struct regime_rows *ret)
{
	const char *day = str_empty(q->day) ? ctx->today : q->day;

	TRY(db_rows(db, select_mine,
	    ARGS(day, day, ctx->actor == NULL,
		ctx->actor == NULL ? 0 : ctx->actor->id, access_roles(MAY_OWN),
		ctx->today, ctx->today, access_near(MAY_OWN),
		access_far(MAY_OWN)),
	    ret));
	sift(ctx, q, ret);
	return OK;
}

enum rc
regime_catalogue(struct db *db, const struct ctx *ctx,
    const struct regime_query *q, struct regime_rows *ret)
{
	const char *day = str_empty(q->day) ? ctx->today : q->day;

	TRY(db_rows(db, select_public, ARGS(day, day, day), ret));
	sift(ctx, q, ret);
	return OK;
}

enum rc
regime_forms(struct db *db, long regime_id, struct regime_form_rows *ret)
{
	return db_rows(db, select_forms, ARGS(regime_id), ret);
}

enum rc
regime_index(struct db *db, const struct ctx *ctx)
{
	struct all_unindexed all;

	TRY(db_rows(db, select_unindexed, ARGS(), &all));
	for (size_t i = 0; i < all.n; i++) {
		const char *key = utf8_key(ctx->mem, all.at[i].words, false);
		TRY(db_exec(db, update_search,
		    ARGS(str_empty(key) ? "-" : key, all.at[i].id), NULL));
	}
	return OK;
}
