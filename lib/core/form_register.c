/* form_register.c - are the registers there that a form looks things up in? */
#include <string.h>
#include "core/form.h"
#include "core/form_register.h"
#include "io/db.h"
#include "io/json.h"

enum { JSON_MAX = 64 << 10 };

struct named_row {
	const char *code, *attrs; /* "dia_ban|dien_tich" */
	bool filled;              /* it has entries */
};
static const struct db_col named_cols[] = { COL(struct named_row, code),
	COL(struct named_row, attrs), COL(struct named_row, filled) };
DB_ROWS(select_named, named_cols,
    "SELECT DISTINCT g.code, g.attrs, EXISTS (SELECT 1 FROM register_entry e"
    " WHERE e.register_id = g.id AND e.valid_to > ?) AS filled"
    " FROM JSON_TABLE(?, '$[*]' COLUMNS (code VARCHAR(40) PATH '$')) j"
    " JOIN register g ON g.code = j.code ORDER BY g.code");

struct look {
	struct arena *mem;
	struct findings *f;
	struct {
		struct named_row *at;
		size_t n;
	} named;
};

static const struct named_row *
named(const struct look *l, const char *code)
{
	for (size_t i = 0; i < l->named.n; i++)
		if (strcmp(l->named.at[i].code, code) == 0)
			return &l->named.at[i];
	return NULL;
}

static void
check(struct look *l, const char *code, long line)
{
	const struct named_row *r = named(l, code);
	const char *where = str_fmt(l->mem, "line %ld", line);

	if (r == NULL)
		finding(l->f, where,
		    _("There is no register %s: load it first, or name "
		      "another one."),
		    code);
	else if (!r->filled)
		finding(l->f, where,
		    _("The register %s has no entries to choose from: load "
		      "some first."),
		    code);
}

static bool
has_attr(const char *attrs, const char *name)
{
	for (size_t n; *attrs != '\0'; attrs += n + (attrs[n] == '|')) {
		n = strcspn(attrs, "|");
		if (n == strlen(name) && memcmp(attrs, name, n) == 0)
			return true;
	}
	return false;
}

/* A text that the entry chosen in another column gives. */
static void
check_attribute(struct look *l, const struct form *f, const struct col *c)
{
	const char *reg = c->of < 0 ? NULL : f->cols[c->of].reg;
	const struct named_row *r = reg == NULL ? NULL : named(l, reg);

	if (r != NULL && c->attribute != NULL &&
	    !has_attr(r->attrs, c->attribute))
		finding(l->f, str_fmt(l->mem, "line %ld", c->line),
		    _("The entries of the register %s have no attribute "
		      "\"%s\"."),
		    reg, c->attribute);
}

/* Codes of all registers that the form names; NULL if it names none. */
static const char *
codes(struct arena *mem, const struct form *f)
{
	struct buf out = { .mem = mem, .max = JSON_MAX };
	struct json j = { .out = &out };
	size_t n = 0;

	json_array(&j, NULL);
	for (size_t i = 0; i < f->ncol; i++)
		if (!str_empty(f->cols[i].reg)) {
			json_text(&j, NULL, f->cols[i].reg);
			n++;
		}
	for (size_t i = 0; i < f->nrow; i++)
		if (!str_empty(f->rows[i].reg)) {
			json_text(&j, NULL, f->rows[i].reg);
			n++;
		}
	json_end(&j);
	return n == 0 || out.full ? NULL : out.at;
}

enum rc
form_registers(struct db *db, const struct form *f, const char *day,
    struct findings *findings)
{
	struct look l = { .mem = findings->mem, .f = findings };
	const char *json = codes(l.mem, f);

	if (json == NULL)
		return OK;
	TRY(db_rows(db, select_named, ARGS(day, json), &l.named));
	for (size_t i = 0; i < f->ncol; i++) {
		if (!str_empty(f->cols[i].reg))
			check(&l, f->cols[i].reg, f->cols[i].line);
		check_attribute(&l, f, &f->cols[i]);
	}
	for (size_t i = 0; i < f->nrow; i++)
		if (!str_empty(f->rows[i].reg))
			check(&l, f->rows[i].reg, f->rows[i].line);
	return OK;
}
