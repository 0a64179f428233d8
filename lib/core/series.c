/* series.c - a figure over time: loaded, and made */
#include <string.h>
#include "base/date.h"
#include "base/decimal.h"
#include "core/measure.h"
#include "core/series_part.h"
#include "core/unit_history.h"
#include "io/db.h"
#include "io/json.h"

static const struct db_col unit_cols[] = {
	COL(struct series_unit, id),
	COL(struct series_unit, code),
	COL(struct series_unit, name),
	COL(struct series_unit, valid_from),
	COL(struct series_unit, valid_to),
};
/* Itself, and all that it came of. */
#define KIN \
	"WITH RECURSIVE kin(id) AS (SELECT u.id FROM unit u WHERE u.id = ?" \
	" UNION SELECT s.old_id FROM kin k JOIN succession s" \
	" ON s.new_id = k.id) "
DB_ROWS(select_kin, unit_cols,
    KIN "SELECT u.id, u.code, u.name, u.valid_from, u.valid_to FROM kin k"
	" JOIN unit u ON u.id = k.id ORDER BY u.id <> ?, u.code, u.id");

static const struct db_col link_cols[] = {
	COL(struct series_link, old_id),
	COL(struct series_link, new_id),
	COL(struct series_link, old_name),
	COL(struct series_link, new_name),
	COL(struct series_link, relation),
	COL(struct series_link, on_date),
	COL(struct series_link, share),
	COL(struct series_link, comparable),
};
/* The item's own share, that of those which are the same if they agree, its
 * base's, that of all items. */
#define SHARE(item) \
	"(SELECT h.share FROM succession_share h WHERE h.succession_id = s.id" \
	" AND h.item_id = " item ")"
#define SHARE_SAME \
	"(SELECT IF(MIN(h.share) = MAX(h.share), MIN(h.share), NULL)" \
	" FROM succession_share h JOIN JSON_TABLE(?, '$[*]' COLUMNS" \
	" (id BIGINT PATH '$')) g ON g.id = h.item_id" \
	" WHERE h.succession_id = s.id)"
DB_ROWS(select_links, link_cols,
    "SELECT s.old_id, s.new_id, o.name AS old_name, n.name AS new_name,"
    " s.relation, s.on_date, COALESCE(" SHARE("?") ", " SHARE_SAME ", " SHARE(
	"?") ", " SHARE("0") ") AS share, s.comparable"
			     " FROM JSON_TABLE(?, '$[*]' COLUMNS (id BIGINT "
			     "PATH '$')) j"
			     " JOIN succession s ON s.old_id = j.id JOIN unit "
			     "o ON o.id = "
			     "s.old_id"
			     " JOIN unit n ON n.id = s.new_id ORDER BY "
			     "s.on_date, n.code, "
			     "s.id");

static const struct db_col fact_cols[] = {
	COL(struct series_fact, unit_id),
	COL(struct series_fact, revision_id),
	COL(struct series_fact, sent),
	COL(struct series_fact, kind),
	COL(struct series_fact, period),
	COL(struct series_fact, starts),
	COL(struct series_fact, ends),
	COL(struct series_fact, value),
	COL(struct series_fact, weight),
	COL(struct series_fact, measure),
	COL(struct series_fact, over),
	COL(struct series_fact, weighted),
	COL(struct series_fact, decimals),
	COL(struct series_fact, item),
};
/* The item asked for, and those that were declared the same. */
struct same {
	long id;
};
static const struct db_col same_cols[] = { COL(struct same, id) };
DB_ROWS(select_same, same_cols,
    "SELECT i.id FROM item i LEFT JOIN item_same s ON s.item_id = i.id"
    " WHERE i.id = ? OR COALESCE(s.as_id, i.id) = (SELECT COALESCE("
    "MAX(t.as_id), ?) FROM item_same t WHERE t.item_id = ?) ORDER BY i.id");

/*
 * Reports of units, and those that a reform took over from them: what was sent
 * is read as it was under the name of who sent it (fact.unit_id).
 */
#define REPORTS_OF(units) \
	" (SELECT x.id, x.period_id, x.accepted_id, x.unit_id FROM " units \
	" n JOIN report x ON x.unit_id = n.id UNION SELECT x.id, x.period_id," \
	" x.accepted_id, x.unit_id FROM " units " n JOIN reform_report q" \
	" ON q.unit_id = n.id JOIN report x" \
	" ON x.id = q.report_id) "
#define JSON_IDS "JSON_TABLE(?, '$[*]' COLUMNS (id BIGINT PATH '$'))"
/* From the few units to their reports; the item asked for comes before others
 * that are the same, of a figure and its copies the figure comes first, of two
 * the one accepted later. */
DB_ROWS(select_facts, fact_cols,
    "SELECT STRAIGHT_JOIN IF(?, f.unit_id, r.unit_id) AS unit_id,"
    " f.revision_id, TIMESTAMPDIFF(MICROSECOND, '1970-01-01', k.at) AS sent, "
    "p.kind,"
    " p.code AS period, p.starts, p.ends, f.value, w.value AS weight,"
    " v.measure, v.over_units AS `over`, v.weight_id IS NOT NULL AS weighted,"
    " v.decimals, IF(f.item_id = ?, NULL, m.code) AS item FROM" REPORTS_OF(
	JSON_IDS) "r"
		  " JOIN " JSON_IDS " g"
		  " JOIN fact f ON f.revision_id = r.accepted_id AND f.part = ?"
		  " AND f.item_id = g.id JOIN item m ON m.id = f.item_id"
		  " JOIN revision k ON k.id = f.revision_id"
		  " JOIN period p ON p.id = r.period_id JOIN item_version v"
		  " ON v.item_id = f.item_id AND v.valid_from <= p.ends"
		  " AND p.ends < v.valid_to"
		  " LEFT JOIN fact w ON w.revision_id = f.revision_id AND "
		  "w.part = f.part"
		  " AND w.item_id = v.weight_id"
		  " WHERE (? IS NULL OR ? <= p.ends) AND (? IS NULL OR p.ends "
		  "<= ?)"
		  " ORDER BY p.kind, p.ends, p.starts, unit_id,"
		  " f.item_id <> ?, f.copied, f.revision_id DESC, f.item_id");

static const struct db_col item_cols[] = {
	COL(struct series_item, id),
	COL(struct series_item, periods),
	COL(struct series_item, code),
	COL(struct series_item, name),
	COL(struct series_item, measure),
};
DB_ROWS(select_items, item_cols,
    KIN
    "SELECT i.id, COUNT(DISTINCT r.period_id) AS periods, i.code, i.name,"
    " i.measure FROM" REPORTS_OF(
	"kin") "r"
	       " JOIN fact f ON f.revision_id = r.accepted_id AND f.part = 1"
	       " AND f.unit_id IN (SELECT k.id FROM kin k)"
	       " LEFT JOIN item_same s ON s.item_id = f.item_id"
	       " JOIN item i ON i.id = COALESCE(s.as_id, f.item_id)"
	       " GROUP BY i.id, i.code, i.name, i.measure ORDER BY i.code, "
	       "i.id");

struct loader {
	struct db *db;
	const char *items; /* [4, 7]: the item, and those that are the same */
	const struct series_in *in;
	struct series *s;
	struct series_world w;
};

/* [1, 2, 3]: the units, and those that were moved. */
static const char *
ids(const struct series_world *w)
{
	struct buf b = { .mem = w->mem, .max = 1 << 20 };
	struct json j = { .out = &b };

	json_array(&j, NULL);
	for (size_t i = 0; i < w->nunit; i++)
		json_long(&j, NULL, w->unit[i].id);
	for (size_t i = 0; i < w->nmove; i++)
		json_long(&j, NULL, w->move[i].unit_id);
	json_end(&j);
	return b.full ? "[]" : b.at;
}

/* In the measure that the item has today; without a value if there is none. */
static void
convert(struct loader *l, const struct measures *all, struct series_fact *f)
{
	struct arena *mem = l->w.mem;
	const char *now = l->s->item.measure;

	if (str_eq(f->measure, now)) {
		f->value = dec_text(mem, dec_parse(mem, f->value));
		return;
	}
	const struct dec *factor = measure_factor(mem,
	    measure_of(mem, all, f->measure), measure_of(mem, all, now));
	f->value =
	    factor == NULL ?
		NULL :
		dec_exact(mem, dec_mul(mem, dec_parse(mem, f->value), factor));
}

static enum rc
load_facts(struct loader *l)
{
	const struct series_in *in = l->in;
	struct {
		struct series_fact *at;
		size_t n;
	} facts;
	struct measures all;

	TRY(measures_load(l->db, &all));
	const char *units = ids(&l->w);
	bool sender = in->reading == SERIES_AS_WAS;
	TRY(db_rows(l->db, select_facts,
	    ARGS(sender, in->item_id, units, units, l->items, in->part,
		in->from, in->from, in->to, in->to, in->item_id),
	    &facts));
	for (size_t i = 0; i < facts.n; i++)
		convert(l, &all, &facts.at[i]);
	l->w.fact = facts.at;
	l->w.nfact = facts.n;
	return OK;
}

static enum rc
load_items(struct loader *l)
{
	struct buf b = { .mem = l->w.mem, .max = 1 << 16 };
	struct json j = { .out = &b };
	long item = l->in->item_id;
	struct {
		struct same *at;
		size_t n;
	} same;

	TRY(db_rows(l->db, select_same, ARGS(item, item, item), &same));
	json_array(&j, NULL);
	for (size_t i = 0; i < same.n; i++)
		json_long(&j, NULL, same.at[i].id);
	json_end(&j);
	l->items = b.at;
	return OK;
}

static enum rc
load(struct loader *l)
{
	struct {
		struct series_unit *at;
		size_t n;
	} units;
	struct {
		struct series_link *at;
		size_t n;
	} links;

	TRY(load_items(l));
	TRY(db_rows(l->db, select_kin, ARGS(l->in->unit_id, l->in->unit_id),
	    &units));
	l->w.unit = units.at;
	l->w.nunit = units.n;
	TRY(db_rows(l->db, select_links,
	    ARGS(l->in->item_id, l->items, l->s->item.base_id, ids(&l->w)),
	    &links));
	l->w.link = links.at;
	l->w.nlink = links.n;
	if (l->s->part == 1 && l->s->reading != SERIES_AS_WAS)
		TRY(series_moves(l->db, &l->w));
	return load_facts(l);
}

/* Of a unit that is no more, or not yet, there is no today. */
static const char *
why_not_today(const struct loader *l)
{
	const struct unit *u = &l->s->unit;
	struct buf b = { .mem = l->w.mem, .max = 2000 };

	if (l->s->reading == SERIES_AS_WAS)
		return NULL;
	if (strcmp(l->w.today, u->valid_from) < 0)
		return str_fmt(l->w.mem,
		    _("%s begins on %s: from that day on figures of before can"
		      " be read as its own."),
		    u->name, date_show(l->w.mem, u->valid_from));
	if (strcmp(l->w.today, u->valid_to) < 0)
		return NULL;
	for (size_t i = 0; i < l->w.nlink; i++)
		if (l->w.link[i].old_id == u->id)
			buf_fmt(&b, "%s%s", b.len > 0 ? ", " : "",
			    l->w.link[i].new_name);
	if (b.at == NULL)
		return str_fmt(l->w.mem,
		    _("%s ended on %s, and no unit has taken its place: there"
		      " is no today for its figures. Read them as they were."),
		    u->name, date_show(l->w.mem, u->valid_to));
	return str_fmt(l->w.mem,
	    _("%s ended on %s; it became %s. Read its figures as they were, or"
	      " ask for those of today's units."),
	    u->name, date_show(l->w.mem, u->valid_to), b.at);
}

enum rc
series_open(struct db *db, const struct ctx *ctx, const struct series_in *in,
    struct series *ret)
{
	struct loader l = { .db = db,
		.in = in,
		.s = ret,
		.w = { .mem = ctx->mem, .today = ctx->today } };

	*ret = (struct series){ .reading = in->reading, .part = in->part };
	TRY(unit_get(db, in->unit_id, &ret->unit));
	TRY(item_get(db, in->item_id, &ret->item));
	TRY(load(&l));
	ret->why = why_not_today(&l);
	if (ret->why == NULL)
		series_make(&l.w, ret);
	return OK;
}

enum rc
series_body(struct db *db, const struct ctx *ctx, long unit, long *ret)
{
	struct unit_names names;

	*ret = unit;
	TRY(unit_names(db, unit, &names));
	for (size_t i = 0; i < names.n; i++)
		if (strcmp(names.at[i].valid_from, ctx->today) <= 0) {
			*ret = names.at[i].id; /* the newest comes first */
			break;
		}
	return OK;
}

enum rc
series_items(struct db *db, long unit, struct series_items *ret)
{
	return db_rows(db, select_items, ARGS(unit), ret);
}
