/* library.c - packages of forms: given to others, compared, taken in */
#include <string.h>
#include "app/app.h"
#include "base/date.h"
#include "core/item_list.h"
#include "core/library.h"
#include "core/regime.h"
#include "view/owner.h"
#include "view/page.h"
#include "view/widget.h"

enum { PACKAGE_BYTES = 2 << 20, TEXT_MAX = 900000, SHOWN = 1000 };

struct list_in {
	bool done;
};
static const struct field list_fields[] = { FIELD(struct list_in, done) };

static void
put_regime(struct ctx *ctx, const struct regime *g)
{
	html(ctx->out,
	    "<tr><th scope='row'>%s</th><td>%s</td><td>%s</td><td class='n'>",
	    g->code, tr_pick(g->title_vi, g->title_en), g->basis);
	widget_form_open(ctx, url(ctx, "/library/export"));
	widget_hidden(ctx, "regime", g->code);
	widget_button(ctx, BUTTON_QUIET, _("Download"), NULL, NULL);
	widget_form_close(ctx);
	html(ctx->out, "</td></tr>\n");
}

static void
put_upload(struct rq *rq)
{
	struct ctx *ctx = &rq->ctx;

	html(ctx->out, "<h2>%s</h2>\n<p>%s</p>\n", _("Take in a package"),
	    _("A package is a file that another installation has made here. "
	      "It is compared with what you have; nothing is changed before "
	      "you have seen it."));
	widget_form_open_file(ctx, url(ctx, "/library/look"));
	widget_file(ctx, &rq->findings, "file", _("File"), NULL, ".xml");
	widget_actions_open(ctx);
	widget_button(ctx, BUTTON_MAIN, _("Compare it"), NULL, NULL);
	widget_actions_close(ctx);
	widget_form_close(ctx);
}

static enum rc
put_keys(struct rq *rq)
{
	const char *heads[] = { _("Name"), _("Public key"), NULL };
	struct ctx *ctx = &rq->ctx;
	struct library_keys keys;

	TRY(library_keys(rq->db, &keys));
	html(ctx->out, "<h2>%s</h2>\n<p class='help'>%s</p>\n", _("Known keys"),
	    _("Packages that these have signed are taken without a question. "
	      "An administrator adds one with \"baocao library trust\"."));
	if (keys.n == 0) {
		widget_empty(ctx, _("There is none yet."));
		return OK;
	}
	widget_table_open(ctx, NULL, heads);
	for (size_t i = 0; i < keys.n; i++)
		html(ctx->out,
		    "<tr><th scope='row'>%s</th><td><code>%s</code></td>"
		    "</tr>\n",
		    keys.at[i].own ? _("this installation") : keys.at[i].name,
		    keys.at[i].public);
	widget_table_close(ctx);
	return OK;
}

/* What has forms can be given. */
static enum rc
put_regimes(struct rq *rq)
{
	const char *heads[] = { _("Code"), _("Regime"), _("Legal basis"),
		_("#Package"), NULL };
	struct ctx *ctx = &rq->ctx;
	struct item_choices formed;
	struct regimes all;

	TRY(regime_list(rq->db, NULL, &all));
	TRY(item_regimes(rq->db, &formed));
	if (formed.n == 0) {
		widget_empty(ctx, _("No regime was published yet."));
		return OK;
	}
	widget_table_open(ctx, NULL, heads);
	for (size_t i = 0; i < all.n; i++)
		for (size_t k = 0; k < formed.n; k++)
			if (str_eq(all.at[i].code, formed.at[k].code))
				put_regime(ctx, &all.at[i]);
	widget_table_close(ctx);
	return OK;
}

static enum rc
page(struct rq *rq, bool taken)
{
	struct ctx *ctx = &rq->ctx;

	owner_page_open(ctx, _("Form library"));
	if (taken)
		widget_notice(ctx, TONE_GOOD,
		    _("The package is taken in. Nobody owes its report before "
		      "it is assigned."));
	widget_findings(ctx, &rq->findings);
	put_upload(rq);
	html(ctx->out, "<h2>%s</h2>\n<p>%s</p>\n", _("Give a package"),
	    _("A regime with its forms, items, units of measure and "
	      "dimensions in one signed file."));
	TRY(put_regimes(rq));
	TRY(put_keys(rq));
	return page_close(ctx);
}

static enum rc
list(struct rq *rq)
{
	return page(rq, ((const struct list_in *)rq->in)->done);
}

struct export_in {
	const char *regime;
};
static const struct field export_fields[] = {
	FIELD(struct export_in, regime, .max = 40),
};

static enum rc export(struct rq *rq) {
	const struct export_in *in = rq->in;

	TRY(library_write(rq->db, &rq->ctx, in->regime, rq->ctx.out));
	rq->type = "application/xml; charset=utf-8";
	rq->filename = str_fmt(rq->ctx.mem, "%s.xml", in->regime);
	rq->seen.act = "export";
	return OK;
}

static const struct {
	const char *kind, *shown;
} kinds[] = {
	{ "regime", N_("Regime") },
	{ "version", N_("Earlier version") },
	{ "level", N_("Level") },
	{ "form", N_("Form") },
	{ "column", N_("Column") },
	{ "row", N_("Row") },
	{ "item", N_("Item") },
	{ "meaning", N_("What an item meant") },
	{ "measure", N_("Unit of measure") },
	{ "dimension", N_("Dimension") },
};

static const char *
kind_show(const char *kind)
{
	for (size_t i = 0; i < COUNT(kinds); i++)
		if (str_eq(kinds[i].kind, kind))
			return tr(kinds[i].shown);
	return kind;
}

static void
put_act(struct ctx *ctx, enum library_act act)
{
	switch (act) {
	case LIB_ADDED:
		widget_badge(ctx, TONE_GOOD, _("added"));
		break;
	case LIB_CHANGED:
		widget_badge(ctx, TONE_WARN, _("changed"));
		break;
	case LIB_CONFLICT:
		widget_badge(ctx, TONE_BAD, _("conflict"));
		break;
	default:
		widget_badge(ctx, TONE_PLAIN, _("stays as it is here"));
	}
}

static void
put_lines(struct ctx *ctx, const struct library_lines *ls)
{
	const char *heads[] = { _("What"), _("Name"), _("How"), _("Here"),
		_("In the package"), NULL };
	size_t shown = 0;

	widget_table_open(ctx, NULL, heads);
	for (size_t i = 0; i < ls->n && shown < SHOWN; i++) {
		const struct library_line *l = &ls->at[i];
		if (l->act == LIB_SAME)
			continue;
		shown++;
		html(ctx->out, "<tr><td>%s</td><th scope='row'>%s</th><td>",
		    kind_show(l->kind), l->name);
		put_act(ctx, l->act);
		html(ctx->out,
		    "</td><td class='why'>%s</td>"
		    "<td class='why'>%s</td></tr>\n",
		    l->was == NULL ? "" : l->was, l->is == NULL ? "" : l->is);
	}
	widget_table_close(ctx);
}

static void
put_seal(struct ctx *ctx, const struct library_package *p)
{
	if (p->seal == SEAL_KNOWN)
		widget_notice(ctx, TONE_GOOD,
		    str_fmt(ctx->mem, _("Signed by %s."), p->key_name));
	else if (p->seal == SEAL_STRANGE)
		widget_notice(ctx, TONE_WARN,
		    str_fmt(ctx->mem,
			_("Signed by a key that is not known here: %s"),
			p->key));
	else
		widget_notice(ctx, TONE_BAD,
		    _("The package is not signed: nobody vouches for it."));
	widget_list_open(ctx);
	widget_list_item(ctx, _("Regime"), p->regime.code);
	widget_list_item(ctx, _("Made on"), date_show(ctx->mem, p->made));
	widget_list_item(ctx, _("Made by"), str_empty(p->by) ? "-" : p->by);
	widget_list_item(ctx, "SHA-256", p->sha);
	widget_list_close(ctx);
}

static void
put_apply(struct rq *rq, const struct library_package *p,
    const struct library_lines *ls, const char *text)
{
	struct ctx *ctx = &rq->ctx;

	if (ls->act[LIB_CONFLICT] > 0) {
		widget_notice(ctx, TONE_BAD,
		    _("What is in conflict must be settled first; nothing is "
		      "applied before."));
		return;
	}
	if (ls->act[LIB_ADDED] + ls->act[LIB_CHANGED] == 0) {
		widget_notice(ctx, TONE_INFO, _("It changes nothing."));
		return;
	}
	widget_form_open(ctx, url(ctx, "/library/apply"));
	widget_hidden(ctx, "text", text);
	if (p->seal != SEAL_KNOWN)
		widget_check(ctx, &rq->findings, "confirmed",
		    _("I know where the package is from and take it without a "
		      "known signature."),
		    false);
	widget_actions_open(ctx);
	widget_button(ctx, BUTTON_MAIN, _("Take it in"), NULL, NULL);
	widget_link(ctx, BUTTON_QUIET, _("Cancel"), url(ctx, "/library"));
	widget_actions_close(ctx);
	widget_form_close(ctx);
}

static enum rc
show(struct rq *rq, const struct library_package *p, const char *text)
{
	struct ctx *ctx = &rq->ctx;
	struct library_lines ls;

	TRY(library_compare(rq->db, ctx, p, &ls));
	owner_page_open(ctx, _("What the package would change"));
	widget_path(ctx,
	    (struct crumb[]){ { _("Form library"), url(ctx, "/library") },
		{ p->regime.code, NULL } },
	    2);
	widget_findings(ctx, &rq->findings);
	put_seal(ctx, p);
	html(ctx->out, "<p>%s</p>\n",
	    str_fmt(ctx->mem,
		_("%zu the same, %zu added, %zu changed, %zu stay as they are "
		  "here, %zu in conflict"),
		ls.act[LIB_SAME], ls.act[LIB_ADDED], ls.act[LIB_CHANGED],
		ls.act[LIB_MISSING], ls.act[LIB_CONFLICT]));
	put_apply(rq, p, &ls, text);
	put_lines(ctx, &ls);
	return page_close(ctx);
}

static enum rc
look(struct rq *rq)
{
	struct library_package p;
	enum rc rc = E_INVALID;

	if (str_empty(rq->file.name))
		finding(&rq->findings, "file", _("Choose a file first."));
	else if (rq->file.len > TEXT_MAX)
		finding(&rq->findings, "file",
		    _("The package is too long for this page: take it in with "
		      "\"baocao library import\"."));
	else
		rc = library_read(rq->db, &rq->ctx, rq->file.bytes,
		    rq->file.len, &rq->findings, &p);
	if (rc == E_INVALID) {
		TRY(page(rq, false));
		return refuse(rq, rc);
	}
	TRY(rc);
	return show(rq, &p,
	    str_ndup(rq->ctx.mem, rq->file.bytes, rq->file.len));
}

struct apply_in {
	const char *text;
	bool confirmed;
};
static const struct field apply_fields[] = {
	FIELD(struct apply_in, text, .max = TEXT_MAX, .many_lines = true,
	    .optional = true),
	FIELD(struct apply_in, confirmed),
};

static enum rc
take(struct rq *rq, struct library_package *p)
{
	const struct apply_in *in = rq->in;

	if (p->seal != SEAL_KNOWN && !in->confirmed) {
		finding(&rq->findings, "confirmed",
		    _("Say that you take it without a known signature."));
		return E_INVALID;
	}
	return library_store(rq->db, &rq->ctx, p, &rq->findings);
}

static enum rc
apply(struct rq *rq)
{
	const struct apply_in *in = rq->in;
	const char *text = in->text == NULL ? "" : in->text;
	struct library_package p;
	enum rc rc = library_read(rq->db, &rq->ctx, text, strlen(text),
	    &rq->findings, &p);

	if (rc == E_INVALID) {
		TRY(page(rq, false));
		return refuse(rq, rc);
	}
	TRY(rc);
	rc = take(rq, &p);
	if (rc == E_INVALID || rc == E_CONFLICT) {
		TRY(show(rq, &p, text));
		return refuse(rq, rc);
	}
	TRY(rc);
	return redirect(rq, url(&rq->ctx, "/library?done=1"));
}

static const struct route routes[] = {
	{ .method = GET,
	    .path = "/library",
	    .right = MAY_OWN,
	    .run = list,
	    IN(struct list_in, list_fields) },
	{ .method = POST,
	    .path = "/library/export",
	    .right = MAY_OWN,
	    .no_key = true,
	    .run = export,
	    IN(struct export_in, export_fields) },
	{ .method = POST,
	    .path = "/library/look",
	    .right = MAY_OWN,
	    .no_key = true,
	    .file = "file",
	    .file_max = PACKAGE_BYTES,
	    .run = look },
	{ .method = POST,
	    .path = "/library/apply",
	    .right = MAY_OWN,
	    .run = apply,
	    IN(struct apply_in, apply_fields) },
};

int
main(int argc, char **argv)
{
	return app_run(argc, argv, routes, COUNT(routes));
}
