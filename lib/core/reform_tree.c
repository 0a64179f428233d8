/* reform_tree.c - the structure before and after: who begins, ends, moves */
#include <string.h>
#include "base/date.h"
#include "base/utf8.h"
#include "core/reform_part.h"
#include "core/unit_store.h"
#include "io/db.h"
#include "io/json.h"

enum { OTHERS_SHOWN = 12, IDS_MAX = 4 << 20, DECISION_MAX = 200 };

struct line_rec {
	long id;
	const char *code;
};
struct level_rec {
	const char *code, *name_vi, *name_en;
	long rank_no;
};
static const struct db_col line_cols[] = { COL(struct line_rec, id),
	COL(struct line_rec, code) };
static const struct db_col level_cols[] = { COL(struct level_rec, code),
	COL(struct level_rec, name_vi), COL(struct level_rec, name_en),
	COL(struct level_rec, rank_no) };
DB_ROWS(select_lines, line_cols, "SELECT id, code FROM line ORDER BY id");
DB_ROWS(select_levels, level_cols,
    "SELECT code, name_vi, name_en, rank_no FROM level"
    " ORDER BY rank_no, code");

struct lines {
	struct line_rec *at;
	size_t n;
};
struct level_recs {
	struct level_rec *at;
	size_t n;
};

static enum rc
load(struct reform_tree *t, struct lines *lines, struct level_recs *levels)
{
	TRY(db_rows(t->db, select_lines, ARGS(), lines));
	for (size_t i = 0; i < lines->n; i++)
		map_put(&t->lines, lines->at[i].code, lines->at[i].id);
	TRY(db_rows(t->db, select_levels, ARGS(), levels));
	for (size_t i = 0; i < levels->n; i++)
		map_put(&t->levels, levels->at[i].code, levels->at[i].rank_no);
	TRY(model_load(t->db, &t->model));
	t->nunit = t->model.nunit;
	t->nplace = t->model.nplace;
	return OK;
}

static void
check_in(struct reform_tree *t)
{
	struct date d;

	if (!date_parse(t->in->on_date, &d) ||
	    strcmp(t->in->on_date, DATE_MIN) <= 0 ||
	    strcmp(t->in->on_date, DATE_MAX) >= 0)
		finding(t->f, "on_date",
		    _("\"%.40s\" is no date; write it as 2025-07-01"),
		    t->in->on_date);
	if (!str_empty(t->in->decided) && !date_parse(t->in->decided, &d))
		finding(t->f, "decided",
		    _("\"%.40s\" is no date; write it as 2025-07-01"),
		    t->in->decided);
	else if (!str_empty(t->in->decided) &&
		 strcmp(t->in->decided, t->in->on_date) > 0)
		finding(t->f, "decided",
		    _("A decision is signed before it takes effect."));
	if (str_empty(t->in->decision) ||
	    utf8_len(t->in->decision) > DECISION_MAX)
		finding(t->f, "decision",
		    _("Say the number of the decision, in at most %d"
		      " characters."),
		    DECISION_MAX);
}

static enum rc
apply(struct reform_tree *t)
{
	struct unit_steps steps;
	long *touched;

	TRY(reform_shares(t));
	if (!reform_steps(t, &steps))
		return E_INVALID;
	t->touched = touched =
	    arena_alloc(t->mem, (steps.n + 1) * sizeof(long));
	for (size_t i = 0; i < steps.n; i++) {
		struct model_count count = { 0 };
		long line = map_get(&t->lines, steps.at[i].line);
		touched[t->ntouched++] = line;
		model_apply(&t->model, &steps.at[i], line, t->f, &count);
		if (t->f->nerror > 0)
			return E_INVALID;
		t->look->not_comparable += count.not_comparable;
	}
	return OK;
}

/* -------------------------------------------------------------- the units */

static const char *
line_code(const struct lines *lines, long id)
{
	for (size_t i = 0; i < lines->n; i++)
		if (lines->at[i].id == id)
			return lines->at[i].code;
	return "";
}

static const char *
name_of(const struct reform_tree *t, long unit)
{
	return unit < 0 ? NULL : t->model.unit[unit].name;
}

static struct reform_unit *
unit_add(struct reform_tree *t, long unit, enum reform_kind kind,
    const char *line)
{
	const struct model_unit *u = &t->model.unit[unit];
	struct reform_look *look = t->look;
	struct reform_unit *r = &look->unit[look->nunit];

	*r = (struct reform_unit){ .id = u->id,
		.line = line,
		.level = u->level,
		.code = u->code,
		.name = u->name,
		.kind = kind,
		.others = "" };
	t->lookof[unit] = (long)look->nunit;
	t->modelof[look->nunit] = unit;
	t->heir[look->nunit++] = (struct reform_heir){ CLASS_ENDED, -1 };
	if (u->id > 0)
		map_put(&t->byid, str_fmt(t->mem, "%ld", u->id),
		    t->lookof[unit]);
	return r;
}

static void
see_place(struct reform_tree *t, const struct lines *lines, size_t i)
{
	const struct model_place *p = &t->model.place[i];
	const struct model_unit *u = &t->model.unit[p->unit];
	bool fresh = i >= t->nplace;
	bool begins = u->id == 0, ends = u->changed;
	long at = t->lookof[p->unit];
	struct reform_unit *r;

	if (!fresh && !p->changed)
		return;
	if (at < 0)
		r = unit_add(t, p->unit,
		    begins ? UNIT_BEGINS :
		    ends   ? UNIT_ENDS :
			     UNIT_MOVES,
		    line_code(lines, p->line));
	else
		r = &t->look->unit[at];
	if (fresh)
		r->above_is = name_of(t, p->parent);
	else if (p->changed)
		r->above_was = name_of(t, p->parent);
}

static void
count_units(struct reform_tree *t)
{
	struct reform_look *look = t->look;

	for (size_t i = 0; i < look->nunit; i++)
		switch (look->unit[i].kind) {
		case UNIT_BEGINS:
			look->begun++;
			break;
		case UNIT_ENDS:
			look->ended++;
			break;
		case UNIT_MOVES:
			look->moved++;
			break;
		}
	for (size_t i = 0; i < t->nunit; i++)
		look->unchanged += model_holds(t->model.unit[i].valid_to);
}

static void
see_units(struct reform_tree *t, const struct lines *lines)
{
	struct reform_look *look = t->look;
	size_t n = t->model.nunit + 1;

	look->unit = arena_alloc(t->mem, n * sizeof *look->unit);
	t->heir = arena_alloc(t->mem, n * sizeof *t->heir);
	t->modelof = arena_alloc(t->mem, n * sizeof *t->modelof);
	t->lookof = arena_alloc(t->mem, n * sizeof *t->lookof);
	for (size_t i = 0; i < n; i++)
		t->lookof[i] = -1;
	for (size_t i = 0; i < t->model.nplace; i++)
		see_place(t, lines, i);
	count_units(t);
}

/* -------------------------------------------------------------- the links */

const char *
reform_unit_show(struct arena *mem, const struct reform_unit *u)
{
	return str_fmt(mem, "%s (%s)", u->name, u->code);
}

const char *
reform_model_show(const struct reform_tree *t, long unit)
{
	const struct model_unit *u = &t->model.unit[unit];

	return str_fmt(t->mem, "%s (%s)", u->name, u->code);
}

static void
see_links(struct reform_tree *t)
{
	const struct model *m = &t->model;
	struct reform_look *look = t->look;

	look->link =
	    arena_alloc(t->mem, (m->nsuccession + 1) * sizeof *look->link);
	for (size_t i = 0; i < m->nsuccession; i++) {
		const struct model_succession *s = &m->succession[i];
		look->link[look->nlink++] =
		    (struct reform_link){ .old = (size_t)t->lookof[s->old],
			    .became = (size_t)t->lookof[s->became],
			    .relation = relation_name(s->relation),
			    .comparable = s->comparable,
			    .shares =
				s->relation == REL_PARTIAL ?
				    reform_shares_show(t, m->unit[s->old].code,
					m->unit[s->became].code) :
				    "" };
	}
}

static void
other(struct reform_tree *t, struct buf *list, size_t unit, size_t also)
{
	struct reform_unit *u = &t->look->unit[unit];

	if (u->nother++ < OTHERS_SHOWN)
		buf_fmt(&list[unit], "%s%s", u->nother > 1 ? ", " : "",
		    reform_unit_show(t->mem, &t->look->unit[also]));
}

static void
classify(struct reform_tree *t)
{
	struct reform_look *look = t->look;

	for (size_t i = 0; i < look->nlink; i++) {
		const struct reform_link *k = &look->link[i];
		struct reform_heir *h = &t->heir[k->old];
		const struct reform_unit *became = &look->unit[k->became];
		if (look->unit[k->old].nother != 1 || !k->comparable)
			h->class = CLASS_SPLIT;
		else {
			h->class =
			    became->nother == 1 ? CLASS_SAME : CLASS_MERGED;
			h->became = (long)k->became;
		}
	}
	for (size_t i = 0; i < look->nunit; i++)
		if (look->unit[i].kind == UNIT_ENDS) {
			look->unit[i].split = t->heir[i].class == CLASS_SPLIT;
			look->split += look->unit[i].nother > 1;
		}
}

static void
see_others(struct reform_tree *t)
{
	struct reform_look *look = t->look;
	struct buf *list =
	    arena_alloc(t->mem, (look->nunit + 1) * sizeof *list);

	for (size_t i = 0; i < look->nunit; i++)
		list[i] = (struct buf){ .mem = t->mem, .max = 4000 };
	for (size_t i = 0; i < look->nlink; i++) {
		other(t, list, look->link[i].old, look->link[i].became);
		other(t, list, look->link[i].became, look->link[i].old);
	}
	for (size_t i = 0; i < look->nunit; i++) {
		if (look->unit[i].nother > OTHERS_SHOWN)
			buf_str(&list[i], ", ...");
		if (list[i].at != NULL && !list[i].full)
			look->unit[i].others = list[i].at;
	}
	classify(t);
}

/* ------------------------------------------------------------- the levels */

static void
see_levels(struct reform_tree *t, const struct lines *lines,
    const struct level_recs *levels)
{
	const struct model *m = &t->model;
	struct reform_look *look = t->look;
	size_t n = levels->n * lines->n;

	look->level = arena_alloc(t->mem, (n + 1) * sizeof *look->level);
	for (size_t k = 0; k < t->ntouched; k++)
		for (size_t l = 0; l < levels->n; l++) {
			struct reform_level r = { .line = line_code(lines,
						      t->touched[k]),
				.level = levels->at[l].code,
				.name_vi = levels->at[l].name_vi,
				.name_en = levels->at[l].name_en };
			for (size_t i = 0; i < m->nplace; i++) {
				const struct model_place *p = &m->place[i];
				if (p->line != t->touched[k] ||
				    !str_eq(m->unit[p->unit].level, r.level))
					continue;
				bool now = model_holds(p->valid_to);
				r.after += now;
				r.before +=
				    i < t->nplace && (now || p->changed);
			}
			if (r.before > 0 || r.after > 0)
				look->level[look->nlevel++] = r;
		}
}

/* ------------------------------------------------------------------ whole */

const char *
reform_ids(const struct reform_tree *t, bool moved_too)
{
	struct buf b = { .mem = t->mem, .max = IDS_MAX };
	struct json j = { .out = &b };

	json_array(&j, NULL);
	for (size_t i = 0; i < t->look->nunit; i++)
		if (t->look->unit[i].kind == UNIT_ENDS ||
		    (moved_too && t->look->unit[i].kind == UNIT_MOVES))
			json_long(&j, NULL, t->look->unit[i].id);
	json_end(&j);
	return b.full ? "[]" : b.at;
}

long
reform_of(const struct reform_tree *t, long id)
{
	return map_get(&t->byid, str_fmt(t->mem, "%ld", id));
}

enum rc
reform_tree_make(struct db *db, const struct ctx *ctx,
    const struct reform_in *in, const struct reform_plan *plan,
    struct findings *f, struct reform_look *look, struct reform_tree *ret)
{
	struct lines lines;
	struct level_recs levels;

	*look = (struct reform_look){ 0 };
	*ret = (struct reform_tree){ .db = db,
		.in = in,
		.plan = plan,
		.today = ctx->today,
		.f = f,
		.mem = ctx->mem,
		.look = look,
		.lines = { .mem = ctx->mem },
		.levels = { .mem = ctx->mem },
		.byid = { .mem = ctx->mem },
		.ids = { .mem = ctx->mem } };
	check_in(ret);
	if (f->nerror > 0)
		return E_INVALID;
	TRY(load(ret, &lines, &levels));
	TRY(apply(ret));
	see_units(ret, &lines);
	see_links(ret);
	see_others(ret);
	see_levels(ret, &lines, &levels);
	return OK;
}
