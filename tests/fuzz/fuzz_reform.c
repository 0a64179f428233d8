/*
 * fuzz_reform.c - the plan of a reform by a stranger: what is understood of it
 * is written and understood as the same again; carried out on a small country
 * it leaves one tree, or is refused
 */
#include "core/reform_part.h"
#include "base/date.h"
#include "base/utf8.h"
#include "fuzz.h"

#define DAY "2025-07-01"

static void
same_again(struct arena *mem, const struct reform_plan *plan)
{
	struct findings f = { .mem = mem };
	struct buf out = { .mem = mem, .max = 32 << 20 };
	struct reform_plan again;

	reform_plan_csv(&out, plan);
	if (out.full || out.len > REFORM_BYTES)
		return;
	HOLDS(reform_plan_read(mem, "again.csv", out.at, out.len, &f, &again));
	HOLDS(again.n == plan->n);
	HOLDS(str_eq(again.sha, plan->sha));
}

static void
unit(struct model *m, const char *level, const char *code, const char *name,
    long parent)
{
	long u =
	    model_unit_add(m, (struct model_unit){ .id = 1,
				  .scheme = "gso",
				  .level = level,
				  .code = code,
				  .name = name,
				  .name_key = utf8_key(m->mem, name, true),
				  .name_plain = utf8_key(m->mem, name, false),
				  .valid_from = DATE_MIN,
				  .valid_to = DATE_MAX,
				  .lines = 1 });
	model_place_add(m, (struct model_place){ .line = 1,
			       .unit = u,
			       .parent = parent,
			       .valid_from = DATE_MIN,
			       .valid_to = DATE_MAX,
			       .stored = true });
}

/* 0 centre; 1, 2 provinces; 3, 4 districts; communes */
static void
country(struct model *m)
{
	unit(m, "centre", "CP", "Chính phủ", -1);
	unit(m, "province", "01", "Tỉnh Một", 0);
	unit(m, "province", "02", "Tỉnh Hai", 0);
	unit(m, "district", "011", "Huyện Một", 1);
	unit(m, "district", "021", "Huyện Hai", 2);
	unit(m, "commune", "00001", "Xã An", 3);
	unit(m, "commune", "00002", "Xã Bình", 3);
	unit(m, "commune", "00003", "Xã Cam", 4);
}

static void
is_tree(const struct model *m)
{
	long tops = 0;

	for (size_t i = 0; i < m->nplace; i++) {
		const struct model_place *p = &m->place[i];
		if (!model_holds(p->valid_to))
			continue;
		HOLDS(m->unit[p->unit].lines == 1);
		HOLDS(model_holds(m->unit[p->unit].valid_to));
		HOLDS(p->parent < 0 || m->unit[p->parent].lines == 1);
		tops += p->parent < 0;
	}
	HOLDS(tops == 1);
}

static void
carry_out(struct arena *mem, const struct reform_plan *plan)
{
	static const char *const levels[] = { "centre", "province", "district",
		"commune" };
	struct findings f = { .mem = mem };
	struct reform_in in = { "NQ", NULL, DAY };
	struct reform_tree t = { .in = &in,
		.plan = plan,
		.f = &f,
		.mem = mem,
		.model = { .mem = mem },
		.lines = { .mem = mem },
		.levels = { .mem = mem } };
	struct model_count count = { 0 };
	struct unit_steps steps;

	map_put(&t.lines, "administrative", 1);
	for (size_t i = 0; i < COUNT(levels); i++)
		map_put(&t.levels, levels[i], (long)i + 1);
	country(&t.model);
	if (!reform_steps(&t, &steps)) {
		HOLDS(f.nerror > 0);
		return;
	}
	for (size_t i = 0; i < steps.n && f.nerror == 0; i++)
		model_apply(&t.model, &steps.at[i], 1, &f, &count);
	if (f.nerror == 0)
		is_tree(&t.model);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	struct arena *mem = arena_new();
	struct findings f = { .mem = mem };
	struct reform_plan plan;

	if (reform_plan_read(mem, "fuzz", (const char *)data, n, &f, &plan)) {
		HOLDS(f.nerror == 0 && plan.n > 0 && plan.n <= REFORM_ROWS);
		same_again(mem, &plan);
		if (plan.n <= 200)
			carry_out(mem, &plan);
	} else
		HOLDS(f.nerror > 0);
	arena_free(mem);
	return 0;
}
