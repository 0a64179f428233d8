/* register.c - lists of things that forms refer to: search, load, ends */
#include <string.h>
#include "app/app.h"
#include "base/date.h"
#include "base/num.h"
#include "core/register.h"
#include "io/csv.h"
#include "io/json.h"
#include "view/owner.h"
#include "view/page.h"
#include "view/widget.h"

enum { PAGE = 100, CODE = 40, NAME = 200, FILE_BYTES = 4 << 20, SUGGEST = 50 };

struct register_in {
	const char *code, *q, *entry, *from, *to, *name_vi, *name_en;
	long page, unit;
	bool done;
};
#define WORD(m, n) FIELD(struct register_in, m, .max = n, .optional = true)
static const struct field list_fields[] = {
	FIELD(struct register_in, done),
};
static const struct field show_fields[] = {
	WORD(code, CODE),
	WORD(q, NAME),
	FIELD(struct register_in, page, .optional = true),
	FIELD(struct register_in, done),
};
static const struct field import_fields[] = {
	WORD(code, CODE),
	WORD(name_vi, NAME),
	WORD(name_en, NAME),
	FIELD(struct register_in, unit, .optional = true),
};
static const struct field end_fields[] = {
	WORD(code, CODE),
	WORD(entry, CODE),
	WORD(from, 10),
	WORD(to, 10),
};
static const struct field export_fields[] = {
	WORD(code, CODE),
};
static const struct field suggest_fields[] = {
	WORD(code, CODE),
	WORD(q, NAME),
	WORD(from, 10),
};

static void
put_rows(struct ctx *ctx, const struct register_rows *rows)
{
	const char *const heads[] = { _("Code"), _("Name"), _("Belongs to"),
		_("#Entries"), NULL };

	widget_table_open(ctx, NULL, heads);
	for (size_t i = 0; i < rows->n; i++) {
		const struct register_row *r = &rows->at[i];
		html(ctx->out,
		    "<tr><th scope='row'><a href='%s'>%s</a></th><td>%s</td>"
		    "<td>%s</td><td class='n'>%s</td></tr>\n",
		    url(ctx, "/register/show?code=%s", r->code), r->code,
		    tr_pick(r->name_vi, r->name_en),
		    r->unit == NULL ? "" : r->unit,
		    num_show_long(ctx->mem, r->entries, num_lang(ctx->lang)));
	}
	widget_table_close(ctx);
}

/* Units whose registers this person may make. */
static void
put_units(struct rq *rq)
{
	const struct actor *who = rq->ctx.actor;
	struct choice *at = arena_alloc(rq->ctx.mem, who->ngrant * sizeof *at);
	size_t n = 0;

	for (size_t i = 0; i < who->ngrant; i++)
		if (role_has((enum role)who->grants[i].role, MAY_OWN))
			at[n++] = (struct choice){ str_long(rq->ctx.mem,
						       who->grants[i].unit_id),
				who->grants[i].unit };
	widget_select(&rq->ctx, &rq->findings, "unit", _("Belongs to"), at, n,
	    NULL);
}

static void
put_file(struct rq *rq)
{
	widget_file(&rq->ctx, &rq->findings, "file", _("CSV or Excel file"),
	    _("First line: code, label, then names of attributes, and from, to"
	      " if entries have days. Entries that are there already are"
	      " changed, none is removed."),
	    ".csv,.xlsx");
}

static void
put_new(struct rq *rq)
{
	const struct register_in *in = rq->in;
	struct ctx *ctx = &rq->ctx;

	html(ctx->out, "<h2>%s</h2>\n", _("A new register"));
	widget_form_open_file(ctx, url(ctx, "/register/import"));
	widget_input(ctx, &rq->findings,
	    &(struct input){ .name = "code",
		.label = _("Code"),
		.help = _("By which forms name it: KCN, TRUONG-HOC."),
		.value = in->code,
		.max = CODE,
		.required = true });
	widget_input(ctx, &rq->findings,
	    &(struct input){ .name = "name_vi",
		.label = _("Name in Vietnamese"),
		.value = in->name_vi,
		.max = NAME,
		.required = true });
	widget_input(ctx, &rq->findings,
	    &(struct input){ .name = "name_en",
		.label = _("Name in English"),
		.value = in->name_en,
		.max = NAME });
	put_units(rq);
	put_file(rq);
	widget_button(ctx, BUTTON_MAIN, _("Load the file"), NULL, NULL);
	widget_form_close(ctx);
}

static enum rc
list_page(struct rq *rq)
{
	struct ctx *ctx = &rq->ctx;
	struct register_rows rows;

	TRY(register_list(rq->db, &rows));
	owner_page_open(ctx, _("Registers"));
	widget_findings(ctx, &rq->findings);
	html(ctx->out, "<p>%s</p>\n",
	    _("Columns of forms look things up here: what is chosen is always "
	      "written the same way."));
	if (rows.n == 0)
		widget_empty(ctx, _("There is no register yet."));
	else
		put_rows(ctx, &rows);
	put_new(rq);
	return page_close(ctx);
}

static const char *
day(struct arena *mem, const char *iso)
{
	return str_eq(iso, DATE_MIN) || str_eq(iso, DATE_MAX) ?
		   "" :
		   date_show(mem, iso);
}

/* "Địa bàn: Hà Nội; ..." as the file named them. */
static const char *
attrs(struct arena *mem, const struct register_row *g,
    const struct register_entry *e)
{
	struct buf b = { .mem = mem, .max = 4000 };

	for (const char *s = g->attrs; *s != '\0';) {
		size_t n = strcspn(s, "|");
		const char *name = str_ndup(mem, s, n);
		const char *text = register_attr(mem, e, name);
		if (*text != '\0')
			buf_fmt(&b, "%s%s: %s", b.len > 0 ? "; " : "", name,
			    text);
		s += n + (s[n] == '|');
	}
	return b.at == NULL ? "" : b.at;
}

static void
put_end(struct ctx *ctx, const struct register_row *g,
    const struct register_entry *e)
{
	widget_form_open(ctx, url(ctx, "/register/end"));
	widget_hidden(ctx, "code", g->code);
	widget_hidden(ctx, "entry", e->code);
	widget_hidden(ctx, "from", e->valid_from);
	html(ctx->out,
	    "<input name='to' value='%s' size='10' maxlength='10' "
	    "placeholder='31/12/2026' aria-label='%s'/> ",
	    day(ctx->mem, e->valid_to),
	    str_fmt(ctx->mem, _("First day on which %s no longer holds"),
		e->code));
	widget_button(ctx, BUTTON_PLAIN, _("Set"), NULL, NULL);
	widget_form_close(ctx);
}

static void
put_entries(struct ctx *ctx, const struct register_row *g,
    const struct register_entries *es)
{
	const char *const heads[] = { _("Code"), _("Name"), _("Attributes"),
		_("From"), _("Until (not included)"), NULL };

	widget_table_open(ctx, NULL, heads);
	for (size_t i = 0; i < es->n; i++) {
		const struct register_entry *e = &es->at[i];
		html(ctx->out,
		    "<tr><th scope='row'>%s</th><td>%s</td><td>%s</td>"
		    "<td>%s</td><td>",
		    e->code, e->label, attrs(ctx->mem, g, e),
		    day(ctx->mem, e->valid_from));
		put_end(ctx, g, e);
		html(ctx->out, "</td></tr>\n");
	}
	widget_table_close(ctx);
}

static void
put_search(struct rq *rq, const struct register_row *g)
{
	const struct register_in *in = rq->in;
	struct ctx *ctx = &rq->ctx;

	widget_query_open(ctx, url(ctx, "/register/show"));
	widget_hidden(ctx, "code", g->code);
	widget_input(ctx, NULL,
	    &(struct input){ .name = "q",
		.label = _("Code or name"),
		.type = "search",
		.value = in->q,
		.max = NAME });
	widget_query_close(ctx, _("Search"));
}

static enum rc
put_register(struct rq *rq, const struct register_row *g, const char *q)
{
	const struct register_in *in = rq->in;
	struct ctx *ctx = &rq->ctx;
	struct register_entries es;
	long page = in->page > 0 ? in->page : 1, all;

	TRY(register_search(rq->db, g->id, q, PAGE, (page - 1) * PAGE, &es,
	    &all));
	html(ctx->out, "<p>%s</p>\n",
	    str_fmt(ctx->mem, trn("%s entry", "%s entries", (size_t)all),
		num_show_long(ctx->mem, all, num_lang(ctx->lang))));
	if (es.n == 0)
		widget_empty(ctx, _("No entry is like that."));
	else
		put_entries(ctx, g, &es);
	widget_pager(ctx, page, (all + PAGE - 1) / PAGE,
	    url(ctx, "/register/show?code=%s&q=%s&page=", g->code,
		q == NULL ? "" : q));
	return OK;
}

static void
put_more(struct rq *rq, const struct register_row *g)
{
	struct ctx *ctx = &rq->ctx;

	html(ctx->out, "<h2>%s</h2>\n", _("Add and change entries"));
	widget_form_open_file(ctx, url(ctx, "/register/import"));
	widget_hidden(ctx, "code", g->code);
	put_file(rq);
	widget_button(ctx, BUTTON_MAIN, _("Load the file"), NULL, NULL);
	widget_form_close(ctx);
	html(ctx->out, "<p><a href='%s'>%s</a></p>\n",
	    url(ctx, "/register/export?code=%s", g->code),
	    _("All entries as a CSV file"));
}

/* One register; what is not there leads back to all of them. */
static enum rc
show_page(struct rq *rq, const char *q, bool done)
{
	const struct register_in *in = rq->in;
	struct ctx *ctx = &rq->ctx;
	struct register_row g;
	enum rc rc =
	    register_find(rq->db, str_empty(in->code) ? "" : in->code, &g);

	if (rc == E_NOTFOUND)
		return list_page(rq);
	TRY(rc);
	owner_page_open(ctx, tr_pick(g.name_vi, g.name_en));
	widget_path(ctx,
	    (struct crumb[]){ { _("Registers"), url(ctx, "/register") },
		{ g.code, NULL } },
	    2);
	if (done)
		widget_notice(ctx, TONE_GOOD, _("The register is changed."));
	widget_findings(ctx, &rq->findings);
	put_search(rq, &g);
	TRY(put_register(rq, &g, q));
	put_more(rq, &g);
	return page_close(ctx);
}

static enum rc
show(struct rq *rq)
{
	const struct register_in *in = rq->in;

	return show_page(rq, in->q, in->done);
}

static enum rc
again(struct rq *rq, enum rc rc)
{
	if (rc != E_INVALID)
		return rc;
	TRY(show_page(rq, NULL, false));
	return refuse(rq, rc);
}

static enum rc
changed(struct rq *rq)
{
	const struct register_in *in = rq->in;

	return redirect(rq,
	    url(&rq->ctx, "/register/show?code=%s&done=1", in->code));
}

static enum rc
import(struct rq *rq)
{
	const struct register_in *in = rq->in;
	struct register_done done;
	const struct register_load what = { .code = in->code == NULL ? "" :
								       in->code,
		.name_vi = in->name_vi,
		.name_en = in->name_en,
		.unit_id = in->unit,
		.path = "file",
		.at = rq->file.bytes,
		.len = rq->file.len };

	if (rq->file.len == 0) {
		finding(&rq->findings, "file", _("Choose a file."));
		return again(rq, E_INVALID);
	}
	enum rc rc =
	    register_load(rq->db, &rq->ctx, &what, &rq->findings, &done);
	return rc == OK ? changed(rq) : again(rq, rc);
}

/* "31/12/2026" or ISO; empty: for good. */
static const char *
until(struct rq *rq, const char *typed)
{
	struct date d;

	if (str_empty(typed))
		return DATE_MAX;
	if (date_parse_vi(typed, &d) || date_parse(typed, &d))
		return date_iso(rq->ctx.mem, d);
	finding(&rq->findings, "to",
	    _("\"%.40s\" is not a date such as 28/09/2026."), typed);
	return NULL;
}

static enum rc
end(struct rq *rq)
{
	const struct register_in *in = rq->in;
	const char *to = until(rq, in->to);
	struct date from;

	if (to == NULL)
		return again(rq, E_INVALID);
	if (str_empty(in->code) || str_empty(in->entry) ||
	    str_empty(in->from) || !date_parse(in->from, &from)) {
		finding(&rq->findings, "entry", _("Choose an entry."));
		return again(rq, E_INVALID);
	}
	enum rc rc = register_end(rq->db, &rq->ctx, in->code, in->entry,
	    in->from, to, &rq->findings);
	return rc == OK ? changed(rq) : again(rq, rc);
}

static enum rc export(struct rq *rq) {
	const struct register_in *in = rq->in; struct ctx *ctx = &rq->ctx;
	struct register_entries es = { 0 };
	struct register_row g = { .attrs = "", .code = "" };
	long all;
	enum rc rc = register_find(rq->db, str_empty(in->code) ? "" : in->code,
	    &g);

	if (rc == E_NOTFOUND) return redirect(rq, url(ctx, "/register"));
	TRY(rc);
	TRY(register_search(rq->db, g.id, NULL, REGISTER_ENTRIES, 0, &es,
	    &all));
	csv_bom(&(struct csv_out){ .out = ctx->out });
	register_csv(ctx->mem, &g, &es, ctx->out);
	rq->type = "text/csv; charset=utf-8";
	rq->filename = str_fmt(ctx->mem, "%s.csv", g.code);
	rq->seen.act = "export";
	return OK;
}

/* For the script of the grid: ["Khu Một", ...]. */
static enum rc
suggest(struct rq *rq)
{
	const struct register_in *in = rq->in;
	struct json j = { .out = rq->ctx.out };
	struct register_entries es = { 0 };
	struct date d;
	const char *on = in->from != NULL && date_parse(in->from, &d) ?
			     in->from :
			     rq->ctx.today;

	if (!str_empty(in->code) && !str_empty(in->q))
		TRY(register_suggest(rq->db, in->code, on, in->q, SUGGEST,
		    &es));
	json_array(&j, NULL);
	for (size_t i = 0; i < es.n; i++)
		json_text(&j, NULL,
		    str_fmt(rq->ctx.mem, "%s (%s)", es.at[i].label,
			es.at[i].code));
	json_end(&j);
	rq->type = "application/json";
	return OK;
}

static const struct route routes[] = {
	{ .method = GET,
	    .path = "/register",
	    .right = MAY_OWN,
	    .run = list_page,
	    IN(struct register_in, list_fields) },
	{ .method = GET,
	    .path = "/register/show",
	    .right = MAY_OWN,
	    .run = show,
	    IN(struct register_in, show_fields) },
	{ .method = POST,
	    .path = "/register/import",
	    .right = MAY_OWN,
	    .file = "file",
	    .file_max = FILE_BYTES,
	    .run = import,
	    IN(struct register_in, import_fields) },
	{ .method = POST,
	    .path = "/register/end",
	    .right = MAY_OWN,
	    .run = end,
	    IN(struct register_in, end_fields) },
	{ .method = GET,
	    .path = "/register/export",
	    .right = MAY_OWN,
	    .run = export,
	    IN(struct register_in, export_fields) },
	{ .method = GET,
	    .path = "/register/suggest",
	    .right = MAY_ENTER,
	    .run = suggest,
	    IN(struct register_in, suggest_fields) },
};

int
main(int argc, char **argv)
{
	return app_run(argc, argv, routes, COUNT(routes));
}
