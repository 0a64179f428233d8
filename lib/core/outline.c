/* outline.c - the form of a report that is words: its outline, to be filled */
#include <string.h>
#include "base/utf8.h"
#include "core/audit.h"
#include "core/change.h"
#include "core/form.h"
#include "core/home_share.h"
#include "core/outline.h"
#include "core/regime_version.h"
#include "io/db.h"
#include "io/xml.h"
#include "io/secret.h"

enum { HEADING = 300 };

struct number_row {
	long n;
};
static const struct db_col number_cols[] = { COL(struct number_row, n) };
/* Somebody has drawn one. */
DB_ROWS(count_drawn, number_cols,
    "SELECT COUNT(*) AS n FROM form WHERE regime_id = ? AND unit_id = 0"
    " AND valid_from < ? AND ? < valid_to AND version NOT LIKE 'outline-%'");
/* That of the outline before this one. */
DB_STMT(end_outline,
    "UPDATE form SET valid_to = ? WHERE regime_id = ? AND unit_id = 0"
    " AND valid_from < ? AND ? < valid_to AND version LIKE 'outline-%'");

static const char *
trimmed(struct arena *mem, const char *s, size_t n)
{
	static const char gaps[] = " \t\r\n";

	for (; n > 0 && strchr(gaps, *s) != NULL; n--)
		s++;
	while (n > 0 && strchr(gaps, s[n - 1]) != NULL)
		n--;
	return str_ndup(mem, s, n);
}

bool
outline_read(struct arena *mem, const char *s, struct findings *f,
    struct outline *ret)
{
	const char *ends =
	    strchr(trimmed(mem, s, strlen(s)), '\n') == NULL ? ";\n" : "\n";
	size_t before = f->nerror;

	*ret = (struct outline){ .at = arena_alloc(mem,
				     OUTLINE_HEADINGS * sizeof *ret->at) };
	for (size_t n; *s != '\0'; s += n + (s[n] != '\0')) {
		n = strcspn(s, ends);
		const char *heading = trimmed(mem, s, n);
		if (*heading == '\0')
			continue;
		if (utf8_len(heading) > HEADING)
			finding(f, "outline",
			    _("A heading of the outline is longer than %d"
			      " characters: write one heading a line."),
			    HEADING);
		if (ret->n == OUTLINE_HEADINGS) {
			finding(f, "outline",
			    _("The outline has more than %d headings."),
			    OUTLINE_HEADINGS);
			return false;
		}
		ret->at[ret->n++] = heading;
	}
	return f->nerror == before;
}

static struct xml *
element(struct arena *mem, struct xml *in, const char *name, const char *text)
{
	struct xml *x = xml_new(mem, name), *last = in->kids;

	while (last != NULL && last->next != NULL)
		last = last->next;
	if (text != NULL)
		x->text = text;
	xml_hang(in, last, x);
	return x;
}

static void
titles(struct arena *mem, struct xml *form, const struct regime_text *t)
{
	const char *en = str_empty(t->title_en) ? t->title_vi : t->title_en;

	xml_set(mem, element(mem, form, "title", t->title_vi), "lang", "vi");
	xml_set(mem, element(mem, form, "title", en), "lang", "en");
}

/* What is printed is Vietnamese, whoever publishes it. */
static void
columns(struct arena *mem, struct xml *form)
{
	struct xml *all = element(mem, form, "columns", NULL);
	struct xml *label = element(mem, all, "label", "Đề mục");
	struct xml *text = element(mem, all, "column", "Nội dung báo cáo");

	xml_set(mem, label, "code", "A");
	xml_set(mem, label, "role", "label");
	xml_set(mem, label, "width", "30");
	xml_set(mem, text, "code", "1");
	xml_set(mem, text, "type", "text");
	xml_set(mem, text, "required", "yes");
	xml_set(mem, text, "width", "70");
}

const char *
outline_form(struct arena *mem, const char *code, const char *version,
    const struct regime_text *t, const struct outline *o)
{
	struct buf out = { .mem = mem, .max = XML_BYTES };
	struct xml *form = xml_new(mem, "form");

	xml_set(mem, form, "number", code);
	xml_set(mem, form, "version", version);
	titles(mem, form, t);
	if (!str_empty(t->basis))
		element(mem, form, "basis", t->basis);
	struct xml *sign = element(mem, form, "sign", NULL);
	xml_set(mem, sign, "left", "Người lập báo cáo");
	xml_set(mem, sign, "right", "Thủ trưởng đơn vị");
	columns(mem, form);
	struct xml *rows = element(mem, form, "rows", NULL);
	xml_set(mem, rows, "kind", "fixed");
	for (size_t i = 0; i < o->n; i++)
		xml_set(mem, element(mem, rows, "row", o->at[i]), "code",
		    str_long(mem, (long)i + 1));
	xml_canon(&out, form);
	return out.full ? NULL : out.at;
}

static enum rc
store(struct db *db, const struct ctx *ctx, struct form *form, const char *xml,
    struct findings *f)
{
	struct audit_head head;
	long id;

	TRY(audit_lock(db, AUDIT_FORMS, &head));
	TRY(db_exec(db, end_outline,
	    ARGS(form->valid_from, form->regime_id, form->valid_from,
		form->valid_from),
	    NULL));
	enum rc rc = form_store(db, form, xml, f, &id);
	if (rc == E_CONFLICT && f->nerror > 0)
		return E_INVALID;
	TRY(rc);
	struct change c = change_new(ctx->mem);
	change_text(&c, "version", NULL, form->version);
	change_text(&c, "from", NULL, form->valid_from);
	change_text(&c, "sha256", NULL,
	    secret_sha256(ctx->mem, xml, strlen(xml)));
	TRY(audit_change(db, ctx, &head, "publish", "form", id,
	    str_fmt(ctx->mem, "regime=%s; version=%s; from=%s; outline",
		form->regime, form->version, form->valid_from),
	    &c));
	return home_share(db);
}

enum rc
outline_publish(struct db *db, const struct ctx *ctx, const char *code,
    const struct regime_version *v, struct findings *f)
{
	const struct regime_text *t = &v->text;
	const char *no = str_fmt(ctx->mem, "outline-%ld", v->no);
	struct number_row drawn;
	struct outline o;
	struct form form;

	if (!str_eq(t->content, "text"))
		return OK;
	TRY(db_row(db, count_drawn,
	    ARGS(v->regime_id, t->valid_to, t->valid_from), &drawn));
	if (drawn.n > 0)
		return OK;
	if (!outline_read(ctx->mem, t->outline, f, &o))
		return E_INVALID;
	if (o.n == 0)
		return OK;
	const char *xml = outline_form(ctx->mem, code, no, t, &o);
	if (xml == NULL)
		return E_LIMIT;
	if (!form_read(ctx->mem, xml, strlen(xml), f, &form))
		return E_INVALID;
	form.regime_id = v->regime_id;
	form.regime = code;
	form.valid_from = t->valid_from;
	form.valid_to = t->valid_to;
	return store(db, ctx, &form, xml, f);
}
