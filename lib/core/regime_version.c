/* regime_version.c - versions of a regime: from draft to retired */
#include <string.h>
#include "core/regime_version.h"
#include "io/db.h"

/* A version travels as one JSON object: it has more parts than ARGS() takes. */
#define TEXT_COLS \
	" valid_from, valid_to, title_vi, title_en, family, secrecy," \
	" content, scope, reporters, receivers, media, channels, frequency," \
	" cutoff, outline, guidance, basis, basis_no, basis_date, issuer," \
	" search"
#define TEXT_W \
	" w.valid_from, w.valid_to, w.title_vi, w.title_en," \
	" w.family, w.secrecy, w.content, w.scope, w.reporters," \
	" w.receivers, w.media, w.channels, w.frequency, w.cutoff," \
	" w.outline, w.guidance, w.basis, w.basis_no, w.basis_date," \
	" w.issuer"
#define TEXT_SET \
	" w.valid_from = j.valid_from, w.valid_to = j.valid_to," \
	" w.title_vi = j.title_vi, w.title_en = j.title_en," \
	" w.family = j.family, w.secrecy = j.secrecy," \
	" w.content = j.content, w.scope = j.scope," \
	" w.reporters = j.reporters, w.receivers = j.receivers," \
	" w.media = j.media, w.channels = j.channels," \
	" w.frequency = j.frequency, w.cutoff = j.cutoff," \
	" w.outline = j.outline, w.guidance = j.guidance," \
	" w.basis = j.basis, w.basis_no = j.basis_no," \
	" w.basis_date = j.basis_date, w.issuer = j.issuer," \
	" w.search = j.search"
#define TEXT_JSON \
	" JSON_TABLE(?, '$' COLUMNS (valid_from DATE PATH '$.valid_from'," \
	" valid_to DATE PATH '$.valid_to'," \
	" title_vi VARCHAR(300) PATH '$.title_vi'," \
	" title_en VARCHAR(300) PATH '$.title_en'," \
	" family VARCHAR(20) PATH '$.family'," \
	" secrecy VARCHAR(12) PATH '$.secrecy'," \
	" content VARCHAR(10) PATH '$.content'," \
	" scope TEXT PATH '$.scope'," \
	" reporters VARCHAR(1000) PATH '$.reporters'," \
	" receivers VARCHAR(1000) PATH '$.receivers'," \
	" media VARCHAR(40) PATH '$.media'," \
	" channels VARCHAR(60) PATH '$.channels'," \
	" frequency VARCHAR(10) PATH '$.frequency'," \
	" cutoff VARCHAR(40) PATH '$.cutoff'," \
	" outline TEXT PATH '$.outline'," \
	" guidance TEXT PATH '$.guidance'," \
	" basis VARCHAR(300) PATH '$.basis'," \
	" basis_no VARCHAR(60) PATH '$.basis_no'," \
	" basis_date DATE PATH '$.basis_date'," \
	" issuer VARCHAR(200) PATH '$.issuer'," \
	" search VARCHAR(1500) PATH '$.search')) j "

DB_STMT(insert_version,
    "INSERT INTO regime_version (regime_id, no, state, made_by, made,"
    " published," TEXT_COLS ")"
    " SELECT ?, (SELECT COALESCE(MAX(x.no), 0) + 1 FROM regime_version x"
    " WHERE x.regime_id = ?), ?, ?, ?, ?," TEXT_COLS " FROM" TEXT_JSON);

#define TEXT(m) \
	{ \
		.name = #m, .at = offsetof(struct regime_version, text.m), \
		.type = DB_TEXT \
	}
static const struct db_col version_cols[] = {
	COL(struct regime_version, id),
	COL(struct regime_version, regime_id),
	COL(struct regime_version, no),
	COL(struct regime_version, edit),
	COL(struct regime_version, state),
	COL(struct regime_version, made),
	COL(struct regime_version, published),
	COL(struct regime_version, maker),
	COL(struct regime_version, reports),
	TEXT(valid_from),
	TEXT(valid_to),
	TEXT(title_vi),
	TEXT(title_en),
	TEXT(family),
	TEXT(secrecy),
	TEXT(content),
	TEXT(scope),
	TEXT(reporters),
	TEXT(receivers),
	TEXT(media),
	TEXT(channels),
	TEXT(frequency),
	TEXT(cutoff),
	TEXT(outline),
	TEXT(guidance),
	TEXT(basis),
	TEXT(basis_no),
	TEXT(basis_date),
	TEXT(issuer),
};
#define WHOLE \
	"SELECT w.id, w.regime_id, w.no, w.edit, w.state, w.made," \
	" w.published, q.name AS maker, (SELECT COUNT(*) FROM report r" \
	" WHERE r.regime_version_id = w.id) AS reports," TEXT_W \
	" FROM regime_version w" \
	" LEFT JOIN person q FORCE INDEX (PRIMARY) ON q.id = w.made_by"
DB_ROWS(select_versions, version_cols,
    WHOLE " WHERE w.regime_id = ? ORDER BY w.valid_from DESC, w.no DESC");

/* In the file's words, while nothing was opened under it. */
DB_STMT(update_words,
    "UPDATE regime_version w JOIN" TEXT_JSON "SET" TEXT_SET " WHERE w.id = ?");
DB_STMT(update_validity,
    "UPDATE regime_version SET valid_from = ?, valid_to = ? WHERE id = ?");
DB_ROWS(select_version, version_cols, WHOLE " WHERE w.id = ?");
DB_STMT(update_draft, "UPDATE regime_version w JOIN" TEXT_JSON "SET" TEXT_SET
		      ", w.edit = w.edit + 1 WHERE w.id = ? AND w.edit = ?"
		      " AND w.state = 'draft'");
DB_STMT(delete_draft,
    "DELETE FROM regime_version WHERE id = ? AND state = 'draft'");
DB_STMT(update_published,
    "UPDATE regime_version SET state = 'published', published = ?"
    " WHERE id = ? AND edit = ? AND state = 'draft'");
DB_STMT(update_end,
    "UPDATE regime_version SET state = ?,"
    " valid_to = GREATEST(?, valid_from) WHERE id = ? AND state <> 'draft'");

enum rc
regime_version_list(struct db *db, long regime_id, struct regime_versions *ret)
{
	return db_rows(db, select_versions, ARGS(regime_id), ret);
}

enum rc
regime_version_add(struct db *db, const struct ctx *ctx, long regime_id,
    const char *code, const char *state, const struct regime_text *text,
    long *ret_id)
{
	const char *json = regime_text_json(ctx->mem, code, text);
	bool draft = str_eq(state, "draft");

	if (json == NULL)
		return E_LIMIT;
	return db_insert(db, insert_version,
	    ARGS(regime_id, regime_id, state,
		ctx->actor == NULL ? 0 : ctx->actor->id, ctx->now,
		draft ? NULL : ctx->now, json),
	    ret_id);
}

enum rc
regime_version_row(struct db *db, long id, struct regime_version *ret)
{
	return db_row(db, select_version, ARGS(id), ret);
}

static enum rc
one_row(struct db *db, const struct db_stmt *stmt, struct db_args args)
{
	long n;

	TRY(db_exec(db, stmt, args, &n));
	return n == 1 ? OK : E_CONFLICT;
}

enum rc
regime_version_write(struct db *db, const struct ctx *ctx,
    const struct regime_version *was, const char *code,
    const struct regime_text *text)
{
	const char *json = regime_text_json(ctx->mem, code, text);

	if (json == NULL)
		return E_LIMIT;
	return one_row(db, update_draft, ARGS(json, was->id, was->edit));
}

enum rc
regime_version_delete(struct db *db, long id)
{
	return one_row(db, delete_draft, ARGS(id));
}

enum rc
regime_version_publish(struct db *db, const struct ctx *ctx,
    const struct regime_version *v)
{
	return one_row(db, update_published, ARGS(ctx->now, v->id, v->edit));
}

enum rc
regime_version_end(struct db *db, long id, const char *state, const char *day)
{
	return db_exec(db, update_end, ARGS(state, day, id), NULL);
}

/* The last that was published; NULL: drafts are all there is. */
static const struct regime_version *
last_of(const struct regime_versions *all)
{
	for (size_t i = 0; i < all->n; i++)
		if (!str_eq(all->at[i].state, "draft"))
			return &all->at[i];
	return NULL;
}

static enum rc
replace(struct db *db, const struct ctx *ctx, const struct regime_version *was,
    const char *code, const struct regime_text *t)
{
	long id;

	if (strcmp(was->text.valid_to, t->valid_from) > 0)
		TRY(regime_version_end(db, was->id, "replaced", t->valid_from));
	return regime_version_add(db, ctx, was->regime_id, code, "published", t,
	    &id);
}

/* The same version in other words: not once reports were opened under it. */
static enum rc
reword(struct db *db, const struct ctx *ctx, const struct regime_version *was,
    const char *code, const struct regime_text *t, struct findings *f)
{
	const char *json = regime_text_json(ctx->mem, code, t);

	if (json == NULL)
		return E_LIMIT;
	if (regime_text_adds(&was->text, t) ||
	    (was->reports == 0 && str_eq(was->text.frequency, t->frequency) &&
		str_eq(was->text.cutoff, t->cutoff)))
		return db_exec(db, update_words, ARGS(json, was->id), NULL);
	finding(f, "line 1",
	    _("Version %ld of the regime %s is in use and says something "
	      "else: let the new one take effect on a later day (from)."),
	    was->no, code);
	return E_CONFLICT;
}

enum rc
regime_version_load(struct db *db, const struct ctx *ctx, long regime_id,
    const char *code, const struct regime_text *t, struct findings *f)
{
	const struct regime_version *was;
	struct regime_versions all;
	long id;

	TRY(regime_version_list(db, regime_id, &all));
	was = last_of(&all);
	if (was == NULL)
		return regime_version_add(db, ctx, regime_id, code, "published",
		    t, &id);
	if (!regime_text_same(&was->text, t))
		return strcmp(t->valid_from, was->text.valid_from) > 0 ?
			   replace(db, ctx, was, code, t) :
			   reword(db, ctx, was, code, t, f);
	return db_exec(db, update_validity,
	    ARGS(was->no == 1 ? t->valid_from : was->text.valid_from,
		t->valid_to, was->id),
	    NULL);
}

const struct regime_text *
regime_version_past(const struct regime_versions *all, const char *from,
    const char *to)
{
	for (size_t i = 0; i < all->n; i++) {
		const struct regime_version *v = &all->at[i];
		if (!str_eq(v->state, "draft") &&
		    strcmp(v->text.valid_from, to) < 0 &&
		    strcmp(from, v->text.valid_to) < 0)
			return &v->text;
	}
	return NULL;
}

enum rc
regime_version_before(struct db *db, const struct ctx *ctx, long regime_id,
    const char *code, const struct regime_text *past, size_t n)
{
	struct regime_versions all;
	long id;

	TRY(regime_version_list(db, regime_id, &all));
	for (size_t i = 0; i < n; i++)
		if (regime_version_past(&all, past[i].valid_from,
			past[i].valid_to) == NULL)
			TRY(regime_version_add(db, ctx, regime_id, code,
			    "replaced", &past[i], &id));
	return OK;
}
