/* reform_file.c - the plan of a reform as a file: read, checked, written */
#include <string.h>
#include "base/decimal.h"
#include "base/utf8.h"
#include "core/reform_file.h"
#include "io/csv.h"
#include "io/secret.h"
#include "io/xlsx_read.h"

enum { CODE_MAX = 20, ITEM_MAX = 80, NAME_MAX_LEN = 120, CELL_MAX = 2000 };
enum col {
	COL_ACT,
	COL_UNIT,
	COL_BECAME,
	COL_LEVEL,
	COL_NAME,
	COL_PARENT,
	COL_SHARE,
	COL_ITEM,
	COL_SCHEME,
	COL_LINE,
	COL_NOTE,
	COLS
};
#define BIT(c) (1u << (c))
static const char *const heads[COLS] = { "act", "unit", "became", "level",
	"name", "parent", "share", "item", "scheme", "line", "note" };

/* Which columns an act must have, and which it may. */
static const struct act_def {
	const char *name, *shown;
	unsigned needs, may;
} acts[REFORM_ACTS] = {
	[REFORM_RENAME] = { "rename", N_("renamed"),
	    BIT(COL_UNIT) | BIT(COL_NAME),
	    BIT(COL_BECAME) | BIT(COL_LEVEL) | BIT(COL_PARENT) },
	[REFORM_RETYPE] = { "retype", N_("of another kind"), BIT(COL_UNIT),
	    BIT(COL_BECAME) | BIT(COL_LEVEL) | BIT(COL_NAME) |
		BIT(COL_PARENT) },
	[REFORM_MOVE] = { "move", N_("below another superior"),
	    BIT(COL_UNIT) | BIT(COL_PARENT), 0 },
	[REFORM_MERGE] = { "merge", N_("merged"),
	    BIT(COL_UNIT) | BIT(COL_BECAME),
	    BIT(COL_LEVEL) | BIT(COL_NAME) | BIT(COL_PARENT) },
	[REFORM_SPLIT] = { "split", N_("split"),
	    BIT(COL_UNIT) | BIT(COL_BECAME),
	    BIT(COL_LEVEL) | BIT(COL_NAME) | BIT(COL_PARENT) | BIT(COL_SHARE) |
		BIT(COL_ITEM) },
	[REFORM_NEW] = { "new", N_("new"),
	    BIT(COL_BECAME) | BIT(COL_LEVEL) | BIT(COL_NAME) | BIT(COL_PARENT),
	    0 },
	[REFORM_ENDS] = { "end", N_("ends"), BIT(COL_UNIT) | BIT(COL_NOTE), 0 },
	[REFORM_ABOLISH] = { "abolish", N_("level abolished"), BIT(COL_UNIT),
	    0 },
	[REFORM_GIVE] = { "give", N_("rights follow"),
	    BIT(COL_UNIT) | BIT(COL_BECAME) | BIT(COL_NAME), 0 },
	[REFORM_RIGHTS] = { "rights", N_("rights, by rule"), BIT(COL_BECAME),
	    BIT(COL_UNIT) | BIT(COL_LEVEL) | BIT(COL_NAME) },
	[REFORM_DUTIES] = { "duties", N_("duties, by rule"), BIT(COL_BECAME),
	    BIT(COL_UNIT) | BIT(COL_LEVEL) | BIT(COL_NAME) },
};
static const unsigned always =
    BIT(COL_ACT) | BIT(COL_SCHEME) | BIT(COL_LINE) | BIT(COL_NOTE);

bool
reform_act_read(const char *s, enum reform_act *ret)
{
	for (size_t i = 0; i < REFORM_ACTS; i++)
		if (str_eq(s, acts[i].name)) {
			*ret = (enum reform_act)i;
			return true;
		}
	return false;
}

const char *
reform_act_name(enum reform_act a)
{
	return acts[a].name;
}

const char *
reform_act_show(enum reform_act a)
{
	return tr(acts[a].shown);
}

/* A file's cells, whatever kind of file it is; NULL is empty. */
struct table {
	const char **cell;
	long *line;
	size_t n, ncell;
};
struct source {
	struct arena *mem;
	struct findings *f;
	const char *name;
	struct table t;
	int col[COLS]; /* of the table; -1: not there */
};

static const char *
at_line(const struct source *s, long line)
{
	return str_fmt(s->mem, "%s:%ld", s->name, line);
}

static void
table_new(struct source *s, size_t n, size_t ncell)
{
	s->t = (struct table){ .n = n, .ncell = ncell };
	s->t.cell = arena_alloc(s->mem, (n * ncell + 1) * sizeof *s->t.cell);
	s->t.line = arena_alloc(s->mem, (n + 1) * sizeof *s->t.line);
}

static bool
of_csv(struct source *s, const char *bytes, size_t len)
{
	static const struct csv_limits limits = { .rows = REFORM_ROWS + 1,
		.cells = 2 * COLS,
		.cell_bytes = CELL_MAX,
		.separator = CSV_GUESS };
	struct csv csv;

	if (!csv_read(s->mem, s->name, bytes, len, &limits, s->f, &csv))
		return false;
	table_new(s, csv.n, csv.ncell);
	for (size_t i = 0; i < csv.n; i++) {
		s->t.line[i] = csv.row[i].line;
		for (size_t k = 0; k < csv.ncell; k++)
			s->t.cell[i * csv.ncell + k] =
			    csv_meant(s->mem, csv.row[i].cell[k]);
	}
	return true;
}

/* Codes that a spreadsheet took for numbers are read as they are seen. */
static bool
of_xlsx(struct source *s, const char *bytes, size_t len)
{
	struct xlsx_book book;

	if (!xlsx_read(s->mem, bytes, len, s->f, &book))
		return false;
	const struct xlsx_sheet *x = &book.sheets[0];
	if (x->rows > REFORM_ROWS + 1 || x->width > 2 * COLS) {
		finding(s->f, s->name,
		    _("A plan has at most %d rows and %d columns."),
		    REFORM_ROWS, 2 * COLS);
		return false;
	}
	table_new(s, x->rows, x->width);
	for (size_t i = 0; i < x->rows; i++)
		s->t.line[i] = (long)i + 1;
	for (size_t i = 0; i < x->ncell; i++) {
		const struct xlsx_cell *c = &x->cells[i];
		s->t.cell[c->row * x->width + c->col] =
		    c->kind == XLSX_IS_NUMBER ? c->shown : c->text;
	}
	return true;
}

static const char *
trim(struct arena *mem, const char *s)
{
	s += strspn(s, " \t");
	size_t n = strlen(s);
	while (n > 0 && (s[n - 1] == ' ' || s[n - 1] == '\t'))
		n--;
	return s[n] == '\0' ? s : str_ndup(mem, s, n);
}

static const char *
cell(const struct source *s, size_t row, int col)
{
	const char *text =
	    col < 0 ? NULL : s->t.cell[row * s->t.ncell + (size_t)col];

	return text == NULL ? "" : trim(s->mem, text);
}

static int
head_of(const struct source *s, const char *text)
{
	const char *key = utf8_key(s->mem, text, true);

	for (int i = 0; key != NULL && i < COLS; i++)
		if (str_eq(key, heads[i]))
			return i;
	return -1;
}

static bool
read_head(struct source *s)
{
	size_t before = s->f->nerror;
	const char *where = at_line(s, 1);

	for (int i = 0; i < COLS; i++)
		s->col[i] = -1;
	for (size_t k = 0; s->t.n > 0 && k < s->t.ncell; k++) {
		const char *text = cell(s, 0, (int)k);
		int c = head_of(s, text);
		if (c < 0 && !utf8_blank(text))
			finding(s->f, where,
			    _("No column is called \"%.40s\"."), text);
		else if (c >= 0 && s->col[c] >= 0)
			finding(s->f, where, _("%s stands there twice."),
			    heads[c]);
		else if (c >= 0)
			s->col[c] = (int)k;
	}
	if (s->col[COL_ACT] < 0 || s->col[COL_UNIT] < 0)
		finding(s->f, where,
		    _("The first line must name the columns: act, unit, became,"
		      " level, name, parent, share, item, scheme, line, "
		      "note."));
	return s->f->nerror == before;
}

static bool
code_ok(const char *s, size_t max)
{
	size_t n = strlen(s);

	return n <= max &&
	       strspn(s, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
			 "0123456789-_.") == n;
}

static void
check_codes(struct source *s, const char *where, const char *const at[COLS])
{
	static const enum col codes[] = { COL_UNIT, COL_BECAME, COL_LEVEL,
		COL_PARENT, COL_SCHEME, COL_LINE };

	for (size_t i = 0; i < COUNT(codes); i++)
		if (!code_ok(at[codes[i]], CODE_MAX))
			finding(s->f, where,
			    _("%s: \"%.40s\" is no code (1 to 20 letters"
			      " without marks, digits, - _ .)"),
			    heads[codes[i]], at[codes[i]]);
	if (!code_ok(at[COL_ITEM], ITEM_MAX))
		finding(s->f, where, _("%s: \"%.40s\" is no code of an item."),
		    heads[COL_ITEM], at[COL_ITEM]);
}

/* A letter or a digit; what is not ASCII is taken for one. */
static bool
is_name(const char *s)
{
	for (; *s != '\0'; s++)
		if ((unsigned char)*s >= 0x80 || (*s >= '0' && *s <= '9') ||
		    ((*s | 0x20) >= 'a' && (*s | 0x20) <= 'z'))
			return true;
	return false;
}

static void
check_texts(struct source *s, const char *where, const char *const at[COLS])
{
	if (utf8_len(at[COL_NAME]) > NAME_MAX_LEN ||
	    at[COL_NAME][strcspn(at[COL_NAME], "\t\r\n")] != '\0' ||
	    (!str_empty(at[COL_NAME]) && !is_name(at[COL_NAME])))
		finding(s->f, where,
		    _("name: without letters, longer than %d characters, or of"
		      " more than one line"),
		    NAME_MAX_LEN);
	if (utf8_len(at[COL_NOTE]) > REFORM_NOTE)
		finding(s->f, where, _("note: longer than %d characters"),
		    REFORM_NOTE);
}

/* 0 to 100, with at most eight decimals: so it fits its column. */
static void
check_share(struct source *s, const char *where, const char *share)
{
	size_t n = strlen(share);

	if (n == 0 || str_eq(share, "none") || str_eq(share, "unknown"))
		return;
	bool digits = n <= 12 && strspn(share, "0123456789.") == n &&
		      share[0] != '.' && share[n - 1] != '.';
	const struct dec *d = digits ? dec_parse(s->mem, share) : NULL;
	if (d == NULL || dec_scale(d) > 8 ||
	    dec_cmp(d, dec_long(s->mem, 100)) > 0 || dec_sign(d) <= 0)
		finding(s->f, where,
		    _("share: \"%.40s\" is no share; write a number above 0 and"
		      " up to 100, such as 62.5, or none, or unknown"),
		    share);
}

static void
check_columns(struct source *s, const char *where, const struct act_def *def,
    const char *const at[COLS])
{
	for (int c = 0; c < COLS; c++) {
		bool empty = str_empty(at[c]);
		if (empty && (def->needs & BIT(c)))
			finding(s->f, where,
			    _("%s: must be filled in where the act is"
			      " %s."),
			    heads[c], def->name);
		if (!empty && !((def->needs | def->may | always) & BIT(c)))
			finding(s->f, where,
			    _("%s: has no meaning where the act is %s; leave"
			      " it empty."),
			    heads[c], def->name);
	}
}

static bool
is_blank(const struct source *s, size_t row)
{
	for (int c = 0; c < COLS; c++)
		if (!utf8_blank(cell(s, row, s->col[c])))
			return false;
	return true;
}

static void
read_row(struct source *s, size_t row, struct reform_plan *plan)
{
	const char *at[COLS], *where = at_line(s, s->t.line[row]);
	struct reform_row r = { .line = s->t.line[row] };

	for (int c = 0; c < COLS; c++)
		at[c] = cell(s, row, s->col[c]);
	if (!reform_act_read(at[COL_ACT], &r.act)) {
		finding(s->f, where,
		    _("act: \"%.40s\" is not one of rename, retype, move,"
		      " merge, split, new, end, abolish, give, rights,"
		      " duties"),
		    at[COL_ACT]);
		return;
	}
	check_columns(s, where, &acts[r.act], at);
	check_codes(s, where, at);
	check_texts(s, where, at);
	check_share(s, where, at[COL_SHARE]);
	r.unit = at[COL_UNIT];
	r.became = at[COL_BECAME];
	r.level = at[COL_LEVEL];
	r.name = at[COL_NAME];
	r.parent = at[COL_PARENT];
	r.share = at[COL_SHARE];
	r.item = at[COL_ITEM];
	r.scheme = at[COL_SCHEME];
	r.in_line = str_empty(at[COL_LINE]) ? "administrative" : at[COL_LINE];
	r.note = at[COL_NOTE];
	plan->at[plan->n++] = r;
}

static void
write_row(struct csv_out *c, const struct reform_row *r)
{
	const char *const at[COLS] = { acts[r->act].name, r->unit, r->became,
		r->level, r->name, r->parent, r->share, r->item, r->scheme,
		r->in_line, r->note };

	for (int i = 0; i < COLS; i++)
		csv_text(c, at[i]);
	csv_end(c);
}

void
reform_plan_csv(struct buf *out, const struct reform_plan *plan)
{
	struct csv_out c = { .out = out, .lf = true };

	for (int i = 0; i < COLS; i++)
		csv_text(&c, heads[i]);
	csv_end(&c);
	for (size_t i = 0; i < plan->n; i++)
		write_row(&c, &plan->at[i]);
}

void
reform_plan_seal(struct arena *mem, struct reform_plan *plan)
{
	struct buf b = { .mem = mem, .max = 4 * REFORM_BYTES };

	reform_plan_csv(&b, plan);
	plan->sha = secret_sha256(mem, b.at, b.len);
}

bool
reform_plan_read(struct arena *mem, const char *name, const char *bytes,
    size_t len, struct findings *f, struct reform_plan *ret)
{
	struct source s = { .mem = mem, .f = f, .name = name };
	bool zip = len > 1 && bytes[0] == 'P' && bytes[1] == 'K';
	size_t before = f->nerror;

	*ret = (struct reform_plan){ .name = name, .sha = "" };
	if (len > REFORM_BYTES) {
		finding(f, name, _("The file is larger than %d MiB."),
		    REFORM_BYTES >> 20);
		return false;
	}
	if (!(zip ? of_xlsx(&s, bytes, len) : of_csv(&s, bytes, len)) ||
	    !read_head(&s))
		return false;
	ret->at = arena_alloc(mem, s.t.n * sizeof *ret->at);
	for (size_t i = 1; i < s.t.n; i++)
		if (!is_blank(&s, i))
			read_row(&s, i, ret);
	if (ret->n == 0 && f->nerror == before)
		finding(f, name, _("The plan has no rows."));
	if (f->nerror > before)
		return false;
	reform_plan_seal(mem, ret);
	return true;
}
