/* reform_share.c - how much of a unit that is split goes where */
#include <string.h>
#include "base/decimal.h"
#include "core/reform_part.h"
#include "io/db.h"
#include "io/json.h"

struct item_rec {
	const char *code;
};
static const struct db_col item_cols[] = { COL(struct item_rec, code) };
DB_ROWS(select_items, item_cols,
    "SELECT i.code FROM item i JOIN JSON_TABLE(?, '$[*]' COLUMNS"
    " (code VARCHAR(80) CHARACTER SET ascii PATH '$')) j ON j.code = i.code"
    " ORDER BY i.code");

/* All parts of one unit, for one item or for all others. */
struct sum {
	const struct reform_row *row; /* the first */
	const struct dec *all;
	long shares, none;
};
struct sums {
	struct sum *at;
	size_t n;
	struct map by; /* "line unit item" -> index */
};

static const char *
key_of(const struct reform_tree *t, const struct reform_row *r,
    const char *item)
{
	return str_fmt(t->mem, "%s %s %s", r->in_line, r->unit, item);
}

static bool
is_number(const char *share)
{
	return *share >= '0' && *share <= '9';
}

static void
add(struct reform_tree *t, struct sums *s, const struct reform_row *r)
{
	const char *key = key_of(t, r, r->item);
	long i = map_get(&s->by, key);

	if (i < 0) {
		map_put(&s->by, key, i = (long)s->n++);
		s->at[i] = (struct sum){ .row = r, .all = dec_long(t->mem, 0) };
	}
	struct sum *sum = &s->at[i];
	if (is_number(r->share)) {
		sum->shares++;
		sum->all =
		    dec_add(t->mem, sum->all, dec_parse(t->mem, r->share));
	} else
		sum->none++;
	if (!str_empty(r->item) && !is_number(r->share))
		finding(t->f, reform_at(t, r->line),
		    _("share: a row of one item needs a number"));
}

static void
check(const struct reform_tree *t, const struct sum *s)
{
	const struct reform_row *r = s->row;
	const char *of = str_empty(r->item) ?
			     r->unit :
			     str_fmt(t->mem, "%s, %s", r->unit, r->item);

	if (s->shares == 0)
		return;
	if (s->none > 0)
		finding(t->f, reform_at(t, r->line),
		    _("share: of %s some parts have a share and some have none;"
		      " give all of them one, or none"),
		    of);
	else if (dec_cmp(s->all, dec_long(t->mem, 100)) != 0)
		finding(t->f, reform_at(t, r->line),
		    _("share: the parts of %s add up to %s per cent, not to"
		      " 100"),
		    of, dec_text(t->mem, s->all));
}

static enum rc
check_items(const struct reform_tree *t)
{
	struct buf b = { .mem = t->mem, .max = REFORM_BYTES };
	struct json j = { .out = &b };
	struct map known = { .mem = t->mem };
	struct {
		struct item_rec *at;
		size_t n;
	} found;

	json_array(&j, NULL);
	for (size_t i = 0; i < t->plan->n; i++)
		if (!str_empty(t->plan->at[i].item))
			json_text(&j, NULL, t->plan->at[i].item);
	json_end(&j);
	if (b.full)
		return E_LIMIT;
	TRY(db_rows(t->db, select_items, ARGS(b.at), &found));
	for (size_t i = 0; i < found.n; i++)
		map_put(&known, found.at[i].code, 1);
	for (size_t i = 0; i < t->plan->n; i++) {
		const struct reform_row *r = &t->plan->at[i];
		if (!str_empty(r->item) && map_get(&known, r->item) < 0)
			finding(t->f, reform_at(t, r->line),
			    _("item: there is no item \"%s\""), r->item);
	}
	return OK;
}

enum rc
reform_shares(struct reform_tree *t)
{
	struct sums s = { .by = { .mem = t->mem } };

	s.at = arena_alloc(t->mem, (t->plan->n + 1) * sizeof *s.at);
	for (size_t i = 0; i < t->plan->n; i++)
		if (t->plan->at[i].act == REFORM_SPLIT)
			add(t, &s, &t->plan->at[i]);
	for (size_t i = 0; i < s.n; i++)
		check(t, &s.at[i]);
	return check_items(t);
}

/* "60 %; DT01 55 %" */
const char *
reform_shares_show(const struct reform_tree *t, const char *old,
    const char *became)
{
	struct buf b = { .mem = t->mem, .max = 400 };

	for (size_t i = 0; i < t->plan->n; i++) {
		const struct reform_row *r = &t->plan->at[i];
		if (r->act != REFORM_SPLIT || !is_number(r->share) ||
		    !str_eq(r->unit, old) || !str_eq(r->became, became))
			continue;
		buf_fmt(&b, "%s%s%s%s %%", b.len > 0 ? "; " : "", r->item,
		    str_empty(r->item) ? "" : " ", r->share);
	}
	return b.full || b.at == NULL ? "" : b.at;
}
