/*
 * audit.c - the record of who did what: found, read, proven
 *
 * For auditors (MAY_AUDIT): everything at the top, elsewhere the units in their
 * scope.  For officials, /history has what happened to one report that they
 * see.  Reading the record is an act itself.
 */
#include <string.h>
#include "app/audit_in.h"
#include "app/object.h"
#include "base/date.h"
#include "base/num.h"
#include "core/sheet.h"
#include "io/conf.h"
#include "view/audit_view.h"
#include "view/page.h"
#include "view/report_list.h"

enum { PAGE = 50, HISTORY = 200, CHOICES = 128, SELDOM = 4 };

static const struct field search_fields[] = { AUDIT_FIELDS };

/* Is something asked for that is seldom asked for? */
static bool
seldom(const struct audit_in *in, const struct findings *f)
{
	return in->number != 0 || in->address != NULL || in->request != NULL ||
	       f->nerror > 0;
}

static void
put_search(struct rq *rq, const struct audit_in *in)
{
	struct choice acts[CHOICES], objects[CHOICES];
	struct ctx *ctx = &rq->ctx;
	const struct findings *f = &rq->findings;
	size_t nact = audit_act_choices(acts, CHOICES);
	size_t nobject = audit_object_choices(objects, CHOICES);
	const struct input inputs[] = {
		{ .name = "who",
		    .label = _("Account (login name)"),
		    .value = in->who,
		    .max = 60 },
		{ .name = "unit",
		    .label = _("Unit: name or code"),
		    .value = in->unit },
		{ .name = "from",
		    .label = _("From"),
		    .value = in->from,
		    .max = 20 },
		{ .name = "to", .label = _("To"), .value = in->to, .max = 20 },
		{ .name = "number",
		    .label = _("Number of the object"),
		    .value =
			in->number == 0 ? NULL : str_long(ctx->mem, in->number),
		    .max = 18 },
		{ .name = "address",
		    .label = _("Address"),
		    .value = in->address,
		    .max = 45 },
		{ .name = "request",
		    .label = _("Request id"),
		    .value = in->request,
		    .max = 40 },
	};

	widget_query_open(ctx, url(ctx, "/audit"));
	widget_input(ctx, f, &inputs[0]);
	widget_input(ctx, f, &inputs[1]);
	widget_select(ctx, f, "act", _("What was done"), acts, nact,
	    in->act == NULL ? "" : in->act);
	widget_select(ctx, f, "object", _("To what"), objects, nobject,
	    in->object == NULL ? "" : in->object);
	for (size_t i = 2; i < SELDOM; i++)
		widget_input(ctx, f, &inputs[i]);
	if (seldom(in, f))
		html(ctx->out, "<details open='open'>");
	else
		html(ctx->out, "<details>");
	html(ctx->out, "<summary>%s</summary>\n", _("Search by more"));
	for (size_t i = SELDOM; i < COUNT(inputs); i++)
		widget_input(ctx, f, &inputs[i]);
	html(ctx->out, "</details>\n");
	widget_query_close(ctx, _("Search"));
}

/* How far the record is sealed, in a sentence. */
static enum rc
put_state(struct rq *rq)
{
	struct ctx *ctx = &rq->ctx;
	struct seal_waiting w;
	struct seal last;
	enum rc rc = seal_last(rq->db, &last);

	if (rc != OK && rc != E_NOTFOUND)
		return rc;
	bool sealed = rc == OK;
	TRY(seal_waiting(rq->db, &w));
	html(ctx->out, "<p class='help'>%s %s</p>\n",
	    sealed ?
		str_fmt(ctx->mem, _("Sealed up to seal %ld of %s, %.16s."),
		    last.no, date_show_instant(ctx->mem, last.at), last.hash) :
		_("Nothing has been sealed yet."),
	    w.n == 0 ? _("Nothing waits for a seal.") :
		       str_fmt(ctx->mem,
			   trn("%s entry waits for one, since %s.",
			       "%s entries wait for one, the oldest since %s.",
			       (unsigned long)w.n),
			   num_show_long(ctx->mem, w.n, num_lang(ctx->lang)),
			   date_show_instant(ctx->mem, w.since)));
	return OK;
}

/* The same query at another address, which has a parameter already. */
static const char *
asked(struct ctx *ctx, const char *href, const struct audit_in *in)
{
	const struct {
		const char *name, *value;
	} all[] = {
		{ "who", in->who },
		{ "unit", in->unit },
		{ "act", in->act },
		{ "object", in->object },
		{ "number",
		    in->number == 0 ? NULL : str_long(ctx->mem, in->number) },
		{ "from", in->from },
		{ "to", in->to },
		{ "address", in->address },
		{ "request", in->request },
	};

	for (size_t i = 0; i < COUNT(all); i++)
		if (all[i].value != NULL)
			href = url_more(ctx, href, "&%s=%s", all[i].name,
			    all[i].value);
	return href;
}

static void
put_files(struct ctx *ctx, const struct audit_in *in)
{
	static const char *const kinds[] = { "csv", "xlsx", "jsonl" };
	static const char *const names[] = { "CSV", "XLSX", "JSONL" };

	widget_actions_open(ctx);
	for (size_t i = 0; i < COUNT(kinds); i++)
		widget_link(ctx, BUTTON_QUIET, names[i],
		    asked(ctx,
			url(ctx, "/audit/file/record.%s?page=1", kinds[i]),
			in));
	widget_actions_close(ctx);
}

/* There may be very many: nobody counts them. */
static void
put_pages(struct ctx *ctx, const struct audit_in *in, long page, bool more)
{
	if (page == 1 && !more)
		return;
	html(ctx->out, "<nav class='actions' aria-label='%s'>", _("Pages"));
	if (page > 1)
		widget_link(ctx, BUTTON_QUIET, _("Newer"),
		    asked(ctx, url(ctx, "/audit?page=%ld", page - 1), in));
	if (more)
		widget_link(ctx, BUTTON_QUIET, _("Older"),
		    asked(ctx, url(ctx, "/audit?page=%ld", page + 1), in));
	html(ctx->out, "</nav>\n");
}

static enum rc
search(struct rq *rq)
{
	const struct audit_in *in = rq->in;
	struct ctx *ctx = &rq->ctx;
	long page = in->page < 1 ? 1 : in->page;
	struct audit_hits hs = { 0 };
	struct audit_query q;
	enum rc rc = audit_in_read(rq, in, &q);

	if (rc != OK && rc != E_INVALID)
		return rc;
	if (rc == OK)
		TRY(audit_search(rq->db, ctx, &q, PAGE + 1, (page - 1) * PAGE,
		    &hs));
	page_open(ctx, _("Record of acts"));
	html(ctx->out, "<p class='lead'>%s</p>\n",
	    _("Who did what, to what, when and from where. Your looking here is"
	      " on record as well."));
	TRY(put_state(rq));
	widget_findings(ctx, &rq->findings);
	put_search(rq, in);
	bool more = hs.n > PAGE;
	if (more)
		hs.n = PAGE;
	if (hs.n == 0 && rc == OK)
		widget_empty(ctx, _("Nothing like that is on record, as far as"
				    " you may read it."));
	else if (hs.n > 0) {
		audit_table(ctx, &hs, true);
		put_pages(ctx, in, page, more);
		put_files(ctx, in);
	}
	return page_close(ctx);
}

/* ----------------------------------------------------------------- entry */

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

/* ---------------------------------------------------------------- report */

struct report_in {
	long id, cell;
	bool figure;
};
static const struct field report_fields[] = {
	FIELD(struct report_in, id, .min = 1),
	FIELD(struct report_in, cell, .min = 0, .optional = true),
	FIELD(struct report_in, figure),
};

/* The cells that can hold something, in words. */
static void
put_cells(struct rq *rq, const struct form *f, bool auditor)
{
	const struct report_in *in = rq->in;
	struct ctx *ctx = &rq->ctx;
	struct choice *at = arena_alloc(ctx->mem, f->ncell * sizeof *at);
	size_t n = 0;

	for (size_t i = 0; i < f->ncell; i++)
		if (f->cells[i].type != CELL_NONE)
			at[n++] = (struct choice){ str_fmt(ctx->mem, "%zu", i),
				sheet_where(ctx->mem, f, i) };
	widget_query_open(ctx,
	    auditor ? url(ctx, "/audit/report") : url(ctx, "/history"));
	widget_hidden_long(ctx, "id", in->id);
	widget_hidden(ctx, "figure", "1");
	widget_select(ctx, NULL, "cell", _("Figure"), at, n,
	    str_long(ctx->mem, in->cell));
	widget_query_close(ctx, _("Follow it"));
}

static enum rc
put_trail(struct rq *rq, const struct form *f, bool auditor, bool drafts)
{
	const struct report_in *in = rq->in;
	struct ctx *ctx = &rq->ctx;
	size_t cell = (size_t)in->cell;
	struct figure_parts parts;
	struct trail t;

	if (!in->figure || cell >= f->ncell)
		return OK;
	TRY(figure_trail(rq->db, ctx, rq->report, rq->route->right, cell,
	    drafts, &t));
	TRY(figure_parts(rq->db, ctx, rq->report, cell, &parts));
	html(ctx->out, "<h3>%s</h3>\n", sheet_where(ctx->mem, f, cell));
	if (t.n == 0)
		widget_empty(ctx, _("Nothing has been entered or sent here."));
	else
		audit_trail(ctx, auditor, cell, &t);
	audit_parts(ctx, auditor, cell, &parts);
	return OK;
}

static enum rc
report_page(struct rq *rq, bool auditor, bool drafts)
{
	struct ctx *ctx = &rq->ctx;
	const struct form *f;
	struct audit_hits hs;

	TRY(form_get(rq->db, rq->report->form_id, &f));
	TRY(audit_of_report(rq->db, rq->object, drafts, HISTORY, &hs));
	page_open(ctx,
	    str_fmt(ctx->mem, _("History: %s"), report_title(rq->report)));
	widget_path(ctx,
	    (struct crumb[]){
		{ report_title(rq->report),
		    url(ctx, "/review/report?id=%ld", rq->report->id) },
		{ _("History"), NULL } },
	    2);
	report_list_facts(ctx, rq->report);
	html(ctx->out, "<h2>%s</h2>\n<p class='help'>%s</p>\n",
	    _("One figure from the keystroke to the total"),
	    _("Choose a figure: who typed it, in which revisions it was sent,"
	      " what was decided, and which reports above have added it up."));
	put_cells(rq, f, auditor);
	TRY(put_trail(rq, f, auditor, drafts));
	html(ctx->out, "<h2>%s</h2>\n", _("All that happened to this report"));
	if (hs.n == 0)
		widget_empty(ctx, _("Nothing has happened yet."));
	else
		audit_table(ctx, &hs, auditor);
	return page_close(ctx);
}

static enum rc
audited_report(struct rq *rq)
{
	return report_page(rq, true, true);
}

/* What was typed and not sent is the unit's own. */
static enum rc
history(struct rq *rq)
{
	return report_page(rq, false,
	    actor_may_at(rq->ctx.actor, MAY_ENTER, rq->report->unit_id));
}

static const struct route routes[] = {
	{ .method = GET,
	    .path = "/audit",
	    .right = MAY_AUDIT,
	    .audit = "read",
	    .run = search,
	    IN(struct audit_in, search_fields) },
	{ .method = GET,
	    .path = "/audit/entry",
	    .right = MAY_AUDIT,
	    .audit = "read",
	    .object = &chain_object,
	    .id = "stream",
	    .run = entry,
	    IN(struct entry_in, entry_fields) },
	{ .method = GET,
	    .path = "/audit/report",
	    .right = MAY_AUDIT,
	    .audit = "read",
	    .object = &report_object,
	    .id = "id",
	    .run = audited_report,
	    IN(struct report_in, report_fields) },
	{ .method = GET,
	    .path = "/history",
	    .right = MAY_VIEW,
	    .audit = "read",
	    .object = &report_object,
	    .id = "id",
	    .run = history,
	    IN(struct report_in, report_fields) },
};

int
main(int argc, char **argv)
{
	return app_run(argc, argv, routes, COUNT(routes));
}
