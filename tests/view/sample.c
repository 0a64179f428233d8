/* sample.c - real forms with figures, to look at pages without a database */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "sample.h"

enum { FILE_MAX = 1 << 20 };

const struct form *
sample_form(struct arena *mem, const char *path, const char *version)
{
	char *xml = arena_alloc(mem, FILE_MAX);
	struct findings bad = { .mem = mem };
	struct regime_file file;
	FILE *f = fopen(path, "re");

	if (f == NULL) {
		perror(path);
		exit(2);
	}
	size_t n = fread(xml, 1, FILE_MAX, f);
	fclose(f);
	if (regime_read(mem, xml, n, &bad, &file) != OK) {
		fprintf(stderr, "%s: %s: %s\n", path, bad.at[0].where,
		    bad.at[0].text);
		exit(2);
	}
	for (size_t i = 0; i < file.nform; i++)
		if (strcmp(file.forms[i].version, version) == 0)
			return &file.forms[i];
	fprintf(stderr, "%s: no version %s\n", path, version);
	exit(2);
}

struct figures
sample_figures(struct arena *mem, const struct form *f, long seed)
{
	struct figures ret = {
		.num = arena_alloc(mem, f->ncell * sizeof *ret.num),
		.txt = arena_alloc(mem, f->ncell * sizeof *ret.txt),
	};
	unsigned long x = (unsigned long)seed * 2654435761UL + 12345;

	for (size_t i = 0; i < f->ncell; i++) {
		const struct cell *c = &f->cells[i];
		x = x * 6364136223846793005UL + 1442695040888963407UL;
		if (f->rows_kind == ROWS_LIST && (c->row > 2 || seed != 7)) {
			if (!c->adds || seed == 7)
				continue;
		} else if (c->choices != NULL && c->computed == NULL) {
			ret.txt[i] = c->choices->at[c->row % 2].code;
		} else if (c->type == CELL_LOOKUP) {
			ret.txt[i] = c->row == 1 ? "HN-01" : "HN-02";
		}
		if (!cell_type_is_figure(c->type) ||
		    (c->computed != NULL && !c->adds))
			continue;
		ret.num[i].dec = dec_parse(mem,
		    str_fmt(mem, "%lu%s",
			(x >> 33) % (c->type == CELL_PERCENT ? 100 : 3000),
			c->decimals > 0 ? ".5" : ""));
	}
	return ret;
}

static struct figures
empty(struct arena *mem, const struct form *f)
{
	return (struct figures){
		.num = arena_alloc(mem, f->ncell * sizeof(struct value)),
		.txt = arena_alloc(mem, f->ncell * sizeof(char *)),
	};
}

/* Its figures, added to what is below where units are listed. */
static void
add_child(struct sheet *s, struct sheet_child *c, long seed)
{
	const struct form *f = s->form;

	s->naccepted++;
	c->is = sample_figures(s->mem, f, seed);
	if (f->synth != SYNTH_LIST)
		return;
	if (seed == 0)
		s->below = empty(s->mem, f);
	for (size_t i = 0; i < f->ncell; i++)
		if (f->cells[i].sums && c->is.num[i].dec != NULL)
			sheet_add(s, &s->below, i, c->is.num[i].dec);
	sheet_fill(s, &c->is);
}

struct sheet
sample_sheet(struct arena *mem, const struct form *f, bool superior)
{
	static const struct report report = { .unit = "Phường Hoàn Kiếm",
		.unit_code = "00070" };
	static const char *const names[] = { "Phường Ba Đình", "Phường Ngọc Hà",
		"Phường Giảng Võ", "Phường Hoàn Kiếm", "Phường Cửa Nam",
		"Phường Phú Thượng", "Xã Ứng Hòa", "Xã Quảng Nghiệp",
		"Đặc khu Trường Sa" };
	static const char *const states[] = { "accepted", "sent", "returned" };
	struct sheet s = { .form = f,
		.report = &report,
		.mem = mem,
		.superior = superior,
		.own = sample_figures(mem, f, 7) };

	if (!superior) {
		s.total = s.own;
		sheet_compute(&s);
		return s;
	}
	s.below = sample_figures(mem, f, 8);
	s.total = empty(mem, f);
	s.nchild = COUNT(names);
	s.child = arena_alloc(mem, s.nchild * sizeof *s.child);
	for (size_t i = 0; i < s.nchild; i++) {
		s.child[i] = (struct sheet_child){ .name = names[i],
			.code = "00004",
			.state = states[i % 3],
			.accepted = i % 3 == 0 };
		if (i % 3 == 0)
			add_child(&s, &s.child[i], (long)i);
	}
	sheet_compute(&s);
	return s;
}
