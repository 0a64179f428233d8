/*
 * audit.c - the record of who did what, found
 *
 * For auditors (MAY_AUDIT): everything at the top, elsewhere the units in their
 * scope.  One entry is shown by audit_entry.c, what happened to one report by
 * history.c.  Reading the record is an act itself.
 */
#include <string.h>
#include "app/audit_in.h"
#include "base/date.h"
#include "base/num.h"
#include "core/audit_archive.h"
#include "core/audit_forget.h"
#include "view/audit_view.h"
#include "view/page.h"

/* Entries of a page; what is looked through for it; what is counted. */
enum { PAGE = 50, LOOK = 2000, WAITING = 200, CHOICES = 128, SELDOM = 4 };

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

/* "2026-09": "09/2026". */
static const char *
month(struct arena *mem, const char *iso)
{
	return str_fmt(mem, "%.2s/%.4s", iso + 5, iso);
}

static const char *
waiting(struct ctx *ctx, const struct seal_waiting *w)
{
	const char *n = num_show_long(ctx->mem, w->n, num_lang(ctx->lang));

	if (w->n == 0)
		return _("Nothing waits for a seal.");
	if (w->since == NULL)
		return str_fmt(ctx->mem,
		    _("More than %s entries wait for a seal."), n);
	return str_fmt(ctx->mem,
	    trn("%s entry waits for one, since %s.",
		"%s entries wait for one, the oldest since %s.",
		(unsigned long)w->n),
	    n, date_show_instant(ctx->mem, w->since));
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
	TRY(seal_waiting_some(rq->db, WAITING, &w));
	html(ctx->out, "<p class='help'>%s %s</p>\n",
	    sealed ?
		str_fmt(ctx->mem, _("Sealed up to seal %ld of %s, %.16s."),
		    last.no, date_show_instant(ctx->mem, last.at), last.hash) :
		_("Nothing has been sealed yet."),
	    waiting(ctx, &w));
	return OK;
}

/* The same query at an address that has the number already. */
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
			url(ctx, "/audit/file/record.%s?number=%ld", kinds[i],
			    in->number),
			in));
	widget_actions_close(ctx);
}

/* There may be very many: nobody counts them, and older ones follow. */
static void
put_pages(struct ctx *ctx, const struct audit_in *in,
    const struct audit_left *left)
{
	const struct audit_place *p = &left->at;

	if (in->before == NULL && p->at == NULL)
		return;
	html(ctx->out, "<nav class='actions' aria-label='%s'>", _("Pages"));
	if (in->before != NULL)
		widget_link(ctx, BUTTON_QUIET, _("To the latest"),
		    asked(ctx, url(ctx, "/audit?number=%ld", in->number), in));
	if (p->at != NULL)
		widget_link(ctx, left->bounded ? BUTTON_PLAIN : BUTTON_QUIET,
		    left->bounded ? _("Look further back") : _("Older"),
		    asked(ctx,
			url(ctx,
			    "/audit?number=%ld&before=%s&chain=%ld&seq=%ld",
			    in->number, p->at, p->stream, p->seq),
			in));
	html(ctx->out, "</nav>\n");
}

/* What a search cannot find: it must not seem not to have been. */
static enum rc
put_limits(struct rq *rq)
{
	const struct audit_in *in = rq->in;
	struct ctx *ctx = &rq->ctx;
	struct audit_archives as;
	const char *at = "";

	TRY(audit_archive_list(rq->db, &as));
	if (as.n > 0)
		html(ctx->out, "<p class='help'>%s</p>\n",
		    str_fmt(ctx->mem,
			_("Months up to %s are archived in files, which are not"
			  " searched here."),
			month(ctx->mem, as.at[as.n - 1].month)));
	if (in->address != NULL)
		TRY(audit_forgotten_last(rq->db, &at));
	if (!str_empty(at))
		html(ctx->out, "<p class='help'>%s</p>\n",
		    str_fmt(ctx->mem,
			_("Addresses are forgotten after a time: nothing from"
			  " before %s is found by its address."),
			date_show_instant(ctx->mem, at)));
	return OK;
}

static void
put_found(struct ctx *ctx, const struct audit_in *in,
    const struct audit_hits *hs, const struct audit_left *left)
{
	const char *back = date_show_instant(ctx->mem, left->at.at);

	if (hs->n == 0 && !left->bounded)
		widget_empty(ctx,
		    in->before == NULL ?
			_("Nothing like that is on record, as far as you may"
			  " read it.") :
			_("There is nothing older like that on record."));
	if (hs->n > 0)
		audit_table(ctx, hs, true);
	if (left->bounded)
		widget_notice(ctx, TONE_WARN,
		    str_fmt(ctx->mem,
			hs->n == 0 ?
			    _("Searched back to %s: nothing like that so far."
			      " Older entries have not been searched yet: look"
			      " further back, or choose days.") :
			    _("Searched back to %s: this was found so far."
			      " Older entries have not been searched yet: look"
			      " further back, or choose days."),
			back));
	put_pages(ctx, in, left);
	if (hs->n > 0 || left->bounded)
		put_files(ctx, in);
}

static enum rc
search(struct rq *rq)
{
	const struct audit_in *in = rq->in;
	struct ctx *ctx = &rq->ctx;
	struct audit_hits hs = { 0 };
	struct audit_left left = { 0 };
	struct audit_query q;
	enum rc rc = audit_in_read(rq, in, &q);

	if (rc != OK && rc != E_INVALID)
		return rc;
	if (rc == OK)
		TRY(audit_search(rq->db, ctx, &q, PAGE, LOOK, &hs, &left));
	page_open(ctx, _("Record of acts"));
	html(ctx->out, "<p class='lead'>%s</p>\n",
	    _("Who did what, to what, when and from where. Your looking here is"
	      " on record as well."));
	TRY(put_state(rq));
	widget_findings(ctx, &rq->findings);
	put_search(rq, in);
	if (rc == OK)
		put_found(ctx, in, &hs, &left);
	TRY(put_limits(rq));
	return page_close(ctx);
}

static const struct route routes[] = {
	{ .method = GET,
	    .path = "/audit",
	    .right = MAY_AUDIT,
	    .audit = "read",
	    .run = search,
	    IN(struct audit_in, search_fields) },
};

int
main(int argc, char **argv)
{
	return app_run(argc, argv, routes, COUNT(routes));
}
