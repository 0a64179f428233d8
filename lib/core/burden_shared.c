/*
 * burden_shared.c - figures that are asked for and need not be typed, since
 * another report of the same unit has them (core/home.h)
 */
#include "core/assign.h"
#include "core/burden_part.h"
#include "core/form.h"
#include "core/sheet.h"
#include "io/db.h"
#include "io/json.h"

enum { CELLS_MAX = 8 << 20 };

struct count_row {
	long regime_id, n;
};
static const struct db_col count_cols[] = { COL(struct count_row, regime_id),
	COL(struct count_row, n) };
struct counts {
	struct count_row *at;
	size_t n;
};
DB_ROWS(select_sharing, count_cols,
    "SELECT f.regime_id, f.id AS n FROM form f JOIN (SELECT DISTINCT form_id"
    " FROM form_share) s ON s.form_id = f.id WHERE f.unit_id = 0"
    " AND f.valid_from <= ? AND ? < f.valid_to ORDER BY f.id");

#define IN_FORCE(t) t ".valid_from <= o.day AND o.day < " t ".valid_to"
#define FORM_IN_FORCE IN_FORCE("f")
#define FORM2_IN_FORCE IN_FORCE("f2")
#define ITEM_IN_FORCE IN_FORCE("i")
#define HOME_IN_FORCE IN_FORCE("h")
#define IN_VERSION(t, regime) \
	" JOIN regime_version " t " ON " t ".regime_id = " regime " AND " t \
	".state <> 'draft' AND " IN_FORCE(t)
#define THIS_VERSION IN_VERSION("v", "f.regime_id")
#define OTHER_VERSION IN_VERSION("v2", "f2.regime_id")
/* An owner has chosen the other one, or it asked first. */
#define IS_HOME \
	"(h.regime_id = f2.regime_id" \
	" OR (COALESCE(h.regime_id, 0) <> f.regime_id" \
	" AND s.other_since < s.since))"
/* The windows of the other one tile those of this. */
#define TILES \
	"(v2.frequency = 'day' AND v.frequency <> 'day'" \
	" OR v2.frequency = 'month'" \
	" AND v.frequency IN ('quarter', 'half', 'nine', 'year')" \
	" OR v2.frequency = 'quarter'" \
	" AND v.frequency IN ('half', 'nine', 'year')" \
	" OR v2.frequency = 'half' AND v.frequency = 'year')"
#define IN_ASKED_SCOPE BURDEN_IN_SCOPE("o.unit_id")
/*
 * A cell of a form (f) whose home is in another that the same unit owes (f2):
 * the windows are the same and an owner has chosen it, or it asked first; or
 * its windows tile this one's and the item says how months become years.
 */
DB_ROWS(count_shown, count_cols,
    "SELECT o.regime_id, COUNT(DISTINCT o.unit_id, s.cell) AS n FROM " OWES
    " o JOIN unit u ON u.id = o.unit_id JOIN" BURDEN_ASKED
    " JOIN form f ON f.regime_id = o.regime_id AND f.unit_id = 0"
    " AND " FORM_IN_FORCE " JOIN JSON_TABLE(?, '$[*]'"
    " COLUMNS (form_id BIGINT PATH '$.f', cell BIGINT PATH '$.c')) c"
    " ON c.form_id = f.id"
    " JOIN form_share s ON s.form_id = c.form_id AND s.cell = c.cell"
    " JOIN form f2 ON f2.id = s.other_form_id AND f2.unit_id = 0"
    " AND " FORM2_IN_FORCE " JOIN " OWES
    " o2 ON o2.regime_id = f2.regime_id AND o2.unit_id = o.unit_id" THIS_VERSION
	OTHER_VERSION
    " JOIN item_version i ON i.item_id = s.item_id AND " ITEM_IN_FORCE
    " LEFT JOIN item_home h ON h.item_id = s.item_id AND " HOME_IN_FORCE
    " WHERE v.cutoff = v2.cutoff AND ((v.frequency = v2.frequency"
    " AND " IS_HOME ") OR (i.over_time <> 'none' AND " TILES "))"
    " AND" IN_ASKED_SCOPE " GROUP BY o.regime_id ORDER BY o.regime_id");

/* Cells of that form that would be typed into: [{"f":3,"c":12}, ...]. */
static void
put_cells(struct json *j, const struct form *f)
{
	for (size_t i = 0; i < f->ncell; i++) {
		if (!sheet_enterable(f, i) || f->cells[i].item == NULL)
			continue;
		json_object(j, NULL);
		json_long(j, "f", f->id);
		json_long(j, "c", (long)i);
		json_end(j);
	}
}

static enum rc
cells_json(struct db *db, const struct counts *forms, const char **ret)
{
	struct buf out = { .mem = db_arena(db), .max = CELLS_MAX };
	struct json j = { .out = &out };
	const struct form *f;

	json_array(&j, NULL);
	for (size_t i = 0; i < forms->n; i++) {
		TRY(form_get(db, forms->at[i].n, &f));
		put_cells(&j, f);
	}
	json_end(&j);
	*ret = out.at;
	return out.full ? E_LIMIT : OK;
}

static const char *
owes_of(struct arena *mem, const struct counts *forms, const char *day)
{
	struct owes_asked *at = arena_alloc(mem, (forms->n + 1) * sizeof *at);

	for (size_t i = 0; i < forms->n; i++)
		at[i] =
		    (struct owes_asked){ .regime_id = forms->at[i].regime_id,
			    .day = day };
	return owes_json(mem, at, forms->n);
}

enum rc
burden_shared(struct db *db, const char *asked, struct burden *b)
{
	struct counts forms, shown;
	const char *cells;

	TRY(db_rows(db, select_sharing, ARGS(b->day, b->day), &forms));
	if (forms.n == 0)
		return OK;
	const char *owes = owes_of(db_arena(db), &forms, b->day);
	if (owes == NULL)
		return E_LIMIT;
	TRY(cells_json(db, &forms, &cells));
	TRY(db_rows(db, count_shown,
	    ARGS(OWES_ARGS(owes), asked, cells, OWES_ARGS(owes)), &shown));
	for (size_t i = 0; i < shown.n; i++)
		for (size_t k = 0; k < b->n; k++)
			if (b->at[k].regime_id == shown.at[i].regime_id)
				b->at[k].shown = shown.at[i].n;
	return OK;
}
