/* measure_add.c - a unit of measure that an owner explains */
#include <string.h>
#include "base/decimal.h"
#include "base/utf8.h"
#include "core/audit.h"
#include "core/change.h"
#include "core/measure.h"
#include "io/db.h"

enum { NAME_LEN = 40, NAME_EN_LEN = 60, DIMENSION_LEN = 40 };

DB_STMT(explain_measure,
    "UPDATE measure SET name_en = ?, dimension = ?, factor = ?"
    " WHERE code = ? AND dimension = ''");

static bool
is_word(const char *s)
{
	return !str_empty(s) && strlen(s) <= DIMENSION_LEN &&
	       strspn(s, "abcdefghijklmnopqrstuvwxyz0123456789-") == strlen(s);
}

static void
check(struct arena *mem, const struct measure *m, struct findings *f)
{
	const struct dec *d =
	    m->factor == NULL ? NULL : dec_parse(mem, m->factor);

	if (utf8_blank(m->name) || utf8_len(m->name) > NAME_LEN)
		finding(f, "name",
		    _("A name is needed, of at most %d characters."), NAME_LEN);
	if (m->name_en != NULL && utf8_len(m->name_en) > NAME_EN_LEN)
		finding(f, "name_en",
		    _("This text is longer than %zu characters."),
		    (size_t)NAME_EN_LEN);
	if (!is_word(m->dimension))
		finding(f, "dimension",
		    _("Write one word of small letters without marks: "
		      "person."));
	if (d == NULL || dec_sign(d) <= 0 || dec_scale(d) > DEC_SCALE)
		finding(f, "factor",
		    _("Write a number above zero in digits, with a point "
		      "before "
		      "decimals: 1000000 or 0.01"));
}

enum rc
measure_add(struct db *db, const struct ctx *ctx, const struct measure *m,
    struct findings *f)
{
	const char *name = m->name;
	const struct measure *there;
	struct measures all;
	struct audit_head head;

	check(ctx->mem, m, f);
	if (f->nerror > 0)
		return E_INVALID;
	TRY(audit_lock(db, AUDIT_ITEMS, &head));
	TRY(measures_meet(db, ctx->mem, &name, 1));
	TRY(measures_load(db, &all));
	there = measure_of(ctx->mem, &all, name);
	if (there == NULL)
		return fail(E_INTERNAL, "measure \"%s\" was not stored", name);
	if (!str_empty(there->dimension)) {
		finding(f, "name", _("%s is there already: %s times %s."),
		    there->name, there->factor, there->dimension);
		return E_INVALID;
	}
	TRY(db_exec(db, explain_measure,
	    ARGS(str_empty(m->name_en) ? there->name : m->name_en, m->dimension,
		m->factor, there->code),
	    NULL));
	struct change c = change_new(ctx->mem);
	change_text(&c, "name", NULL, there->name);
	change_text(&c, "factor", NULL, m->factor);
	change_text(&c, "dimension", NULL, m->dimension);
	return audit_change(db, ctx, &head, "add", "measure", 0,
	    str_fmt(ctx->mem, "%s: %s x %s", there->name, m->factor,
		m->dimension),
	    &c);
}
