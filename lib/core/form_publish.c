/* form_publish.c - a draft becomes a version of its regime's form */
#include <string.h>
#include "base/date.h"
#include "core/access.h"
#include "core/audit.h"
#include "core/change.h"
#include "core/design_store.h"
#include "core/form.h"
#include "core/form_publish.h"
#include "core/form_register.h"
#include "core/regime.h"
#include "io/db.h"

static const struct db_col version_cols[] = { COL(struct form_version, id),
	COL(struct form_version, regime_id), COL(struct form_version, reports),
	COL(struct form_version, regime), COL(struct form_version, title_vi),
	COL(struct form_version, title_en), COL(struct form_version, version),
	COL(struct form_version, valid_from),
	COL(struct form_version, valid_to), COL(struct form_version, xml) };
/* The words of a regime are those of its last version. */
#define LAST \
	" LEFT JOIN regime_version v ON v.regime_id = g.id AND v.no =" \
	" (SELECT MAX(w.no) FROM regime_version w WHERE w.regime_id = g.id) "
/* Any owner sees these: a draft's words are its own owners'. */
#define SAID \
	" LEFT JOIN regime_version v ON v.regime_id = g.id AND v.no =" \
	" (SELECT MAX(w.no) FROM regime_version w WHERE w.regime_id = g.id" \
	" AND w.state <> 'draft') "
#define FORM_VERSION \
	"SELECT f.id, f.regime_id, (SELECT COUNT(*) FROM report p" \
	" WHERE p.form_id = f.id) AS reports, g.code AS regime," \
	" COALESCE(v.title_vi, g.code) AS title_vi," \
	" COALESCE(v.title_en, '') AS title_en, f.version, f.valid_from," \
	" f.valid_to,"
#define FORM_VERSION_FROM \
	" FROM form f JOIN regime g ON g.id = f.regime_id" SAID
DB_ROWS(select_versions, version_cols,
    FORM_VERSION " NULL AS xml" FORM_VERSION_FROM
		 "WHERE f.unit_id = 0 AND (? = 0 OR f.regime_id = ?) ORDER BY "
		 "g.code, f.valid_from DESC,"
		 " f.id DESC");
DB_ROWS(select_version, version_cols,
    FORM_VERSION " f.xml" FORM_VERSION_FROM "WHERE f.id = ? AND f.unit_id = 0");
static const struct db_col regime_cols[] = { COL(struct form_regime, id),
	COL(struct form_regime, code), COL(struct form_regime, title_vi),
	COL(struct form_regime, title_en) };
#define OWNED SCOPE("g.owner_id", "a.line_id", "a.valid_from")
#define OWNED_ARGS(ctx) SCOPE_ARGS((ctx)->actor, MAY_OWN, (ctx)->today)
DB_ROWS(select_regimes, regime_cols,
    "SELECT g.id, g.code, v.title_vi, v.title_en FROM regime g" LAST
    "WHERE" OWNED "ORDER BY g.code");
DB_ROWS(select_regime, regime_cols,
    "SELECT g.id, g.code, v.title_vi, v.title_en FROM regime g" LAST
    "WHERE g.id = ? AND" OWNED);
DB_STMT(update_end,
    "UPDATE form SET valid_to = ? WHERE regime_id = ? AND unit_id = 0"
    " AND valid_from < ?"
    " AND ? < valid_to");
DB_STMT(update_published,
    "UPDATE form_draft SET state = 'published', form_id = ?, regime_id = ?,"
    " changed = ? WHERE id = ? AND version = ? AND state = 'open'");
DB_STMT(update_steps,
    "UPDATE form_draft_step SET xml = NULL, doubts = NULL WHERE draft_id = ?");

enum rc
form_versions(struct db *db, long regime_id, struct form_versions *ret)
{
	return db_rows(db, select_versions, ARGS(regime_id, regime_id), ret);
}

enum rc
form_version(struct db *db, long id, struct form_version *ret)
{
	return db_row(db, select_version, ARGS(id), ret);
}

enum rc
form_regimes(struct db *db, const struct ctx *ctx, struct form_regimes *ret)
{
	return db_rows(db, select_regimes, ARGS(OWNED_ARGS(ctx)), ret);
}

struct publishing {
	struct db *db;
	const struct ctx *ctx;
	const struct form_publishing *in;
	struct findings *f;
	struct form_regime regime;
	struct design_draft draft;
	struct form form;
	const char *xml, *from;
};

/*
 * A regime cannot be published without a form: the form of its first draft
 * comes before it, and is used once that is published.
 */
static enum rc
check_force(struct publishing *p)
{
	struct regime at;
	enum rc rc = regime_at(p->db, p->regime.id, p->from, &at);

	if (rc != E_NOTFOUND)
		return rc;
	rc = regime_planned(p->db, p->regime.id, &at);
	if (rc == OK && str_eq(at.state, "draft") &&
	    strcmp(at.valid_from, p->from) <= 0 &&
	    strcmp(p->from, at.valid_to) < 0)
		return OK;
	finding(p->f, "from", _("The regime %s is not in force on that day."),
	    p->regime.code);
	return rc == E_NOTFOUND ? OK : rc;
}

/* Read as people type it, or as pages for dates send it. */
static enum rc
read_day(struct publishing *p)
{
	struct arena *mem = p->ctx->mem;
	struct date day;

	if (!date_parse(p->in->from, &day) &&
	    !date_parse_vi(p->in->from, &day)) {
		finding(p->f, "from", "%s", _("Write the day as 28/09/2026."));
		return OK;
	}
	p->from = date_iso(mem, day);
	return check_force(p);
}

enum rc
form_name_items(struct db *db, const struct form_regime *g, struct design *d,
    const char *version)
{
	struct form_versions all;

	TRY(form_versions(db, g->id, &all));
	design_name_items(d,
	    all.n == 0 ? g->code : str_fmt(d->mem, "%s.%s", g->code, version));
	return OK;
}

/* Versions follow each other: none can begin before the last one does. */
static enum rc
check_versions(struct publishing *p)
{
	struct form_versions all;

	TRY(form_versions(p->db, p->regime.id, &all));
	for (size_t i = 0; i < all.n; i++) {
		const struct form_version *v = &all.at[i];
		if (strcmp(v->version, p->form.version) == 0)
			finding(p->f, "form",
			    _("The regime %s has a version %s already: give"
			      " this one another name."),
			    p->regime.code, v->version);
		if (p->from != NULL && strcmp(v->valid_from, p->from) >= 0)
			finding(p->f, "from",
			    _("Version %s begins on %s: this one must begin"
			      " later."),
			    v->version, date_show(p->ctx->mem, v->valid_from));
	}
	return OK;
}

static enum rc
check_all(struct publishing *p)
{
	struct buf canon = { .mem = p->ctx->mem, .max = XML_BYTES };
	struct findings unused = { .mem = p->ctx->mem };
	struct design d;

	if (!design_read(p->ctx->mem, p->draft.xml, p->draft.doubts, &unused,
		&d))
		return fail(E_INTERNAL, "draft %ld", p->draft.id);
	TRY(read_day(p));
	TRY(form_name_items(p->db, &p->regime, &d, p->draft.label));
	if (design_check(&d, p->f, &p->form)) {
		TRY(check_versions(p));
		TRY(design_registers(p->db, &d, &p->form,
		    p->from == NULL ? p->ctx->today : p->from, p->f));
	}
	if (p->f->nerror > 0)
		return E_INVALID;
	xml_canon(&canon, d.form);
	p->xml = canon.at;
	p->form.regime_id = p->regime.id;
	p->form.regime = p->regime.code;
	p->form.valid_from = p->from;
	p->form.valid_to = DATE_MAX;
	return OK;
}

/* A duplicate key has no findings: somebody was quicker with that name. */
static enum rc
store(struct publishing *p, long *ret_id)
{
	size_t before = p->f->nerror;

	TRY(db_exec(p->db, update_end,
	    ARGS(p->from, p->regime.id, p->from, p->from), NULL));
	enum rc rc = form_store(p->db, &p->form, p->xml, p->f, ret_id);
	for (size_t i = before; i < p->f->n; i++)
		p->f->at[i].where = "form";
	return rc == E_CONFLICT && p->f->nerror > before ? E_INVALID : rc;
}

enum rc
form_publish(struct db *db, const struct ctx *ctx,
    const struct form_publishing *in, struct findings *f, long *ret_id)
{
	struct publishing p = { .db = db, .ctx = ctx, .in = in, .f = f };
	struct audit_head head;
	long changed;

	TRY(audit_lock(db, AUDIT_FORMS, &head));
	TRY(design_get(db, ctx, in->draft_id, &p.draft));
	if (p.draft.version != in->seen || !str_eq(p.draft.state, DRAFT_OPEN))
		return E_CONFLICT;
	TRY(db_row(db, select_regime, ARGS(in->regime_id, OWNED_ARGS(ctx)),
	    &p.regime));
	TRY(check_all(&p));
	TRY(store(&p, ret_id));
	TRY(db_exec(db, update_published,
	    ARGS(*ret_id, p.regime.id, ctx->now, in->draft_id, in->seen),
	    &changed));
	if (changed != 1)
		return fail(E_CONFLICT, "draft %ld moved on", in->draft_id);
	TRY(db_exec(db, update_steps, ARGS(in->draft_id), NULL));
	struct change c = change_new(ctx->mem);
	change_text(&c, "regime", NULL, p.regime.code);
	change_text(&c, "version", NULL, p.form.version);
	change_text(&c, "from", NULL, p.from);
	return audit_change(db, ctx, &head, "publish", "form", *ret_id,
	    str_fmt(ctx->mem, "regime=%s; version=%s; from=%s; draft=%ld",
		p.regime.code, p.form.version, p.from, in->draft_id),
	    &c);
}
