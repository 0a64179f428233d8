/*
 * audit_entry.c - one entry of the record: read, and proven
 *
 * What was done, before and after; whether it gives its hash and follows the
 * one before, and in which seal it is.  Reading the record is an act itself.
 */
#include "app/audit_in.h"
#include "app/object.h"
#include "base/date.h"
#include "core/form.h"
#include "io/conf.h"
#include "view/audit_view.h"
#include "view/page.h"

struct entry_in {
	long stream, seq;
};
static const struct field entry_fields[] = {
	FIELD(struct entry_in, stream, .min = -(1L << 60)),
	FIELD(struct entry_in, seq, .min = 1),
};

static void
put_entry(struct ctx *ctx, const struct audit_full *f)
{
	const struct audit_entry *e = &f->e;
	struct arena *mem = ctx->mem;

	widget_list_open(ctx);
	widget_list_item(ctx, _("When"), date_show_instant(mem, e->at));
	widget_list_item(ctx, _("Who"), audit_who(mem, &f->names));
	if (!str_empty(e->role))
		widget_list_item(ctx, _("In the role"),
		    audit_value_show(mem, "role", e->role));
	widget_list_item(ctx, _("What was done"),
	    audit_act_show(e->object, e->act));
	widget_list_item(ctx, _("To what"),
	    audit_object_of(mem, e->object, e->object_id));
	widget_list_item(ctx, _("Details"),
	    e->blanked ? _("(blanked, as the law asks for; its hash stays)") :
			 audit_detail_show(mem, e->detail));
	if (!str_empty(e->address))
		widget_list_item(ctx, _("Address"), e->address);
	widget_list_item(ctx, _("Request id"), e->request);
	widget_list_close(ctx);
}

/* Names of units and people, and of the cells of the report's form. */
static enum rc
put_changes(struct rq *rq, const struct audit_entry *e)
{
	struct ctx *ctx = &rq->ctx;
	struct audit_names names;
	struct audit_changed of = { e->object, e->was, e->became, &names,
		NULL };
	struct report r;

	TRY(audit_names(rq->db, e->was, e->became, &names));
	if (str_eq(e->object, "report") &&
	    report_get(rq->db, ctx, MAY_AUDIT, e->object_id, &r) == OK)
		TRY(form_get(rq->db, r.form_id, &of.form));
	audit_changes(ctx, &of);
	return OK;
}

/* Is it what it says, and does it follow the one before? */
static enum rc
put_chain(struct rq *rq, const struct audit_full *f)
{
	const struct audit_entry *e = &f->e;
	struct ctx *ctx = &rq->ctx;
	struct audit_full before;
	enum rc rc = e->seq == 1 ? E_NOTFOUND :
				   audit_find(rq->db, ctx, e->stream,
				       e->seq - 1, &before);
	bool follows =
	    rc == OK ? str_eq(before.e.hash, e->prev) : rc == E_NOTFOUND;
	bool whole = audit_entry_wrong(ctx->mem, e) == NULL;

	if (rc != OK && rc != E_NOTFOUND)
		return rc;
	html(ctx->out, "<h2>%s</h2>\n", _("Proof"));
	widget_notice(ctx, whole && follows ? TONE_GOOD : TONE_BAD,
	    !whole   ? _("The entry was altered: it does not give its hash.") :
	    !follows ? _("It does not follow the entry before it.") :
		       _("The entry gives its hash, and follows the one before"
			 " it."));
	widget_list_open(ctx);
	widget_list_item(ctx, _("Chain"),
	    str_fmt(ctx->mem, _("%s, entry %ld"),
		audit_chain_show(ctx->mem, e->stream, f->names.unit), e->seq));
	if (!e->blanked)
		widget_list_item(ctx, _("Details as they are hashed"),
		    e->detail);
	widget_list_item(ctx, _("Hash before"), e->prev);
	widget_list_item(ctx, _("Hash"), e->hash);
	widget_list_close(ctx);
	html(ctx->out, "<p class='actions'>");
	if (e->seq > 1)
		widget_link(ctx, BUTTON_QUIET, _("Entry before"),
		    url(ctx, "/audit/entry?stream=%ld&seq=%ld", e->stream,
			e->seq - 1));
	widget_link(ctx, BUTTON_QUIET, _("Entry after"),
	    url(ctx, "/audit/entry?stream=%ld&seq=%ld", e->stream, e->seq + 1));
	html(ctx->out, "</p>\n");
	return OK;
}

static enum rc
put_seal(struct rq *rq, const struct audit_entry *e)
{
	struct ctx *ctx = &rq->ctx;
	struct sign_keys keys;
	struct seal_proof p;
	enum rc rc = seal_prove(rq->db, ctx->mem, e->stream, e->seq, &p);

	if (rc == E_NOTFOUND) {
		widget_notice(ctx, TONE_INFO, _("It is not sealed yet."));
		return OK;
	}
	TRY(rc);
	TRY(sign_key_load(rq->db, ctx->mem, rq->conf->sign_key, &keys));
	audit_proof(ctx, &p, seal_signed(ctx->mem, &keys, &p.seal));
	return OK;
}

/* Where it is in the scope on the days that it is about. */
static enum rc
put_report_link(struct rq *rq, const struct audit_entry *e)
{
	struct ctx *ctx = &rq->ctx;
	struct report r;

	if (!str_eq(e->object, "report"))
		return OK;
	enum rc rc = report_get(rq->db, ctx, MAY_AUDIT, e->object_id, &r);
	if (rc == OK) {
		widget_actions_open(ctx);
		widget_link(ctx, BUTTON_PLAIN,
		    _("All that happened to this report"),
		    url(ctx, "/audit/report?id=%ld", r.id));
		widget_actions_close(ctx);
	}
	return rc == E_NOTFOUND ? OK : rc;
}

static enum rc
entry(struct rq *rq)
{
	const struct entry_in *in = rq->in;
	struct ctx *ctx = &rq->ctx;
	const struct crumb path[] = {
		{ _("Record of acts"), url(ctx, "/audit") },
		{ _("Entry"), NULL },
	};
	struct audit_full f;
	enum rc rc = audit_find(rq->db, ctx, in->stream, in->seq, &f);

	page_open(ctx, _("Entry of the record"));
	widget_path(ctx, path, COUNT(path));
	if (rc == E_NOTFOUND) {
		widget_empty(ctx,
		    _("There is no such entry: the chain ends before it, or it"
		      " is archived."));
		return page_close(ctx);
	}
	TRY(rc);
	put_entry(ctx, &f);
	TRY(put_changes(rq, &f.e));
	TRY(put_chain(rq, &f));
	TRY(put_seal(rq, &f.e));
	TRY(put_report_link(rq, &f.e));
	return page_close(ctx);
}

static const struct route routes[] = {
	{ .method = GET,
	    .path = "/audit/entry",
	    .right = MAY_AUDIT,
	    .audit = "read",
	    .object = &chain_object,
	    .id = "stream",
	    .run = entry,
	    IN(struct entry_in, entry_fields) },
};

int
main(int argc, char **argv)
{
	return app_run(argc, argv, routes, COUNT(routes));
}
