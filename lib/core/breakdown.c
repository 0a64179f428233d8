/* breakdown.c - dimensions and their categories: read, and how they are written
 */
#include <stdlib.h>
#include <string.h>
#include "core/breakdown.h"

enum { SAID_MAX = 400, WRITTEN_MAX = 4000 };

static const struct db_col breakdown_cols[] = {
	COL(struct breakdown, id),
	COL(struct breakdown, owner_id),
	COL(struct breakdown, version),
	COL(struct breakdown, code),
	COL(struct breakdown, name),
	COL(struct breakdown, name_en),
	COL(struct breakdown, owner),
	COL(struct breakdown, whole),
};
DB_ROWS(select_breakdowns, breakdown_cols,
    "SELECT b.id, COALESCE(b.owner_id, 0) AS owner_id, b.version, b.code,"
    " b.name, b.name_en, u.name AS owner, b.whole FROM breakdown b"
    " LEFT JOIN unit u ON u.id = b.owner_id ORDER BY b.code");

static const struct db_col category_cols[] = {
	COL(struct category, id),
	COL(struct category, breakdown_id),
	COL(struct category, place),
	COL(struct category, code),
	COL(struct category, name),
	COL(struct category, name_en),
	COL(struct category, retired),
};
DB_ROWS(select_categories, category_cols,
    "SELECT c.id, c.breakdown_id, c.place, c.code, c.name, c.name_en,"
    " c.retired FROM category c ORDER BY c.breakdown_id, c.place, c.id");

/* By what members an item has, those that are still made. */
struct cut {
	const char *dimensions;
};
static const struct db_col cut_cols[] = { COL(struct cut, dimensions) };
DB_ROWS(select_cuts, cut_cols,
    "SELECT DISTINCT t.dimensions FROM (SELECT m.id,"
    " GROUP_CONCAT(b.code ORDER BY b.code SEPARATOR '*') AS dimensions"
    " FROM item m JOIN item_cut x ON x.item_id = m.id"
    " JOIN breakdown b ON b.id = x.breakdown_id WHERE m.base_id = ?"
    " AND m.state <> 'retired' GROUP BY m.id) t"
    " ORDER BY LOCATE('*', t.dimensions) > 0, t.dimensions");

enum rc
breakdown_list(struct db *db, struct breakdowns *ret)
{
	return db_rows(db, select_breakdowns, ARGS(), ret);
}

enum rc
category_list(struct db *db, struct categories *ret)
{
	return db_rows(db, select_categories, ARGS(), ret);
}

enum rc
item_breakdowns(struct db *db, struct arena *mem, long item, const char **ret)
{
	struct buf b = { .mem = mem, .max = WRITTEN_MAX };
	struct {
		struct cut *at;
		size_t n;
	} cuts;

	TRY(db_rows(db, select_cuts, ARGS(item), &cuts));
	for (size_t i = 0; i < cuts.n; i++)
		buf_fmt(&b, "%s%s", i > 0 ? ", " : "", cuts.at[i].dimensions);
	*ret = b.at == NULL ? "" : b.at;
	return OK;
}

static const struct breakdown *
find(const struct breakdowns *all, const char *code)
{
	for (size_t i = 0; i < all->n; i++)
		if (str_eq(all->at[i].code, code))
			return &all->at[i];
	return NULL;
}

static int
by_code(const void *a, const void *b)
{
	const struct breakdown *const *x = a, *const *y = b;

	return strcmp((*x)->code, (*y)->code);
}

/* One term: "sex", or "age*sex". */
static bool
term_read(const struct breakdowns *all, char *said, struct findings *f,
    struct breakdown_terms *to)
{
	char *rest = NULL;

	to->term[to->n].n = 0;
	for (char *word = strtok_r(said, "* \t\r\n", &rest); word != NULL;
	     word = strtok_r(NULL, "* \t\r\n", &rest)) {
		const struct breakdown *b = find(all, word);
		size_t n = to->term[to->n].n;
		if (b == NULL) {
			finding(f, "breakdowns",
			    _("There is no dimension \"%s\"."), word);
			return false;
		}
		if (n == BREAKDOWN_CROSS) {
			finding(f, "breakdowns",
			    _("At most %d dimensions at once."),
			    BREAKDOWN_CROSS);
			return false;
		}
		for (size_t i = 0; i < n; i++)
			if (to->term[to->n].at[i] == b) {
				finding(f, "breakdowns",
				    _("%s stands there twice."), word);
				return false;
			}
		to->term[to->n].at[n] = b;
		to->term[to->n].n++;
	}
	qsort(to->term[to->n].at, to->term[to->n].n, sizeof to->term[0].at[0],
	    by_code);
	return true;
}

static bool
same_term(const struct breakdown_terms *t, size_t a, size_t b)
{
	return t->term[a].n == t->term[b].n &&
	       memcmp(t->term[a].at, t->term[b].at,
		   t->term[a].n * sizeof t->term[a].at[0]) == 0;
}

bool
breakdown_read(struct arena *mem, const struct breakdowns *all,
    const char *said, struct findings *f, struct breakdown_terms *ret)
{
	char *text = str_dup(mem, said == NULL ? "" : said), *rest = NULL;

	ret->n = 0;
	for (char *t = strtok_r(text, ",;", &rest); t != NULL;
	     t = strtok_r(NULL, ",;", &rest)) {
		if (ret->n == BREAKDOWN_TERMS) {
			finding(f, "breakdowns", _("At most %d of them."),
			    BREAKDOWN_TERMS);
			return false;
		}
		if (!term_read(all, t, f, ret))
			return false;
		if (ret->term[ret->n].n == 0)
			continue;
		bool twice = false;
		for (size_t i = 0; i < ret->n; i++)
			twice = twice || same_term(ret, i, ret->n);
		ret->n += !twice;
	}
	return true;
}

static int
by_text(const void *a, const void *b)
{
	const char *x = *(const char *const *)a, *y = *(const char *const *)b;
	bool cross_x = strchr(x, '*') != NULL, cross_y = strchr(y, '*') != NULL;

	return cross_x != cross_y ? cross_x - cross_y : strcmp(x, y);
}

const char *
breakdown_write(struct arena *mem, const struct breakdown_terms *t)
{
	struct buf b = { .mem = mem, .max = WRITTEN_MAX };
	const char *text[BREAKDOWN_TERMS];

	for (size_t i = 0; i < t->n; i++) {
		struct buf one = { .mem = mem, .max = SAID_MAX };
		for (size_t k = 0; k < t->term[i].n; k++)
			buf_fmt(&one, "%s%s", k > 0 ? "*" : "",
			    t->term[i].at[k]->code);
		text[i] = one.at;
	}
	qsort(text, t->n, sizeof *text, by_text);
	for (size_t i = 0; i < t->n; i++)
		buf_fmt(&b, "%s%s", i > 0 ? ", " : "", text[i]);
	return b.at == NULL ? "" : b.at;
}
