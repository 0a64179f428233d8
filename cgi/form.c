/* form.c - forms and drafts of forms: listed, begun, published, thrown away */
#include <string.h>
#include "app/object.h"
#include "app/object_draft.h"
#include "base/date.h"
#include "core/item_list.h"
#include "core/form.h"
#include "core/form_publish.h"
#include "view/design_view.h"
#include "view/owner.h"
#include "view/page.h"
#include "view/widget.h"

enum {
	DRAFTS_MAX = 200,
	STALE_MAX = 20,
	DAY_LEN = 20,
	NUMBER_LEN = 60,
	VERSION_LEN = 20
};

/* ---- the list */

static void
put_drafts(struct ctx *ctx, const struct design_drafts *all)
{
	const char *heads[] = { _("Form"), _("Version"), _("Regime"), _("Unit"),
		_("Last change"), NULL };

	html(ctx->out, "<h2>%s</h2>\n", _("Being drawn"));
	if (all->n == 0) {
		widget_empty(ctx, _("No form is being drawn."));
		return;
	}
	widget_table_open(ctx, NULL, heads);
	for (size_t i = 0; i < all->n; i++) {
		const struct design_draft *d = &all->at[i];
		html(ctx->out,
		    "<tr><th scope='row'><a href='%s'>%s</a></th><td>%s</td>"
		    "<td>%s</td><td>%s</td><td>%s</td></tr>\n",
		    design_href(ctx, d->id, "form"),
		    str_empty(d->title) ? _("(no title yet)") : d->title,
		    d->label, d->regime == NULL ? "\u2013" : d->regime, d->unit,
		    date_show_instant(ctx->mem, d->changed));
	}
	widget_table_close(ctx);
}

static const char *
until(struct ctx *ctx, const char *valid_to)
{
	return str_eq(valid_to, DATE_MAX) ? _("until further notice") :
					    date_show(ctx->mem, valid_to);
}

static void
put_versions(struct ctx *ctx, const struct form_versions *all)
{
	const char *heads[] = { _("Regime"), _("Title"), _("Version"),
		_("From"), _("To"), _("#Reports"), NULL };

	html(ctx->out, "<h2>%s</h2>\n", _("Published versions"));
	if (all->n == 0) {
		widget_empty(ctx, _("No form has been published."));
		return;
	}
	widget_table_filter(ctx, _("Find a form"));
	widget_table_open(ctx, NULL, heads);
	for (size_t i = 0; i < all->n; i++) {
		const struct form_version *v = &all->at[i];
		html(ctx->out,
		    "<tr><th scope='row'>%s</th><td>%s</td>"
		    "<td><a href='%s'>%s</a></td><td>%s</td><td>%s</td>"
		    "<td class='n'>%s</td></tr>\n",
		    v->regime, tr_pick(v->title_vi, v->title_en),
		    url(ctx, "/form/try/version?form=%ld", v->id), v->version,
		    date_show(ctx->mem, v->valid_from), until(ctx, v->valid_to),
		    num_show_long(ctx->mem, v->reports, num_lang(ctx->lang)));
	}
	widget_table_close(ctx);
}

static enum rc
list(struct rq *rq)
{
	struct ctx *ctx = &rq->ctx;
	struct findings stale = { .mem = ctx->mem };
	struct design_drafts drafts;
	struct form_versions versions;

	TRY(design_list(rq->db, ctx, DRAFTS_MAX, &drafts));
	TRY(form_versions(rq->db, 0, &versions));
	TRY(item_stale_forms(rq->db, ctx, &stale));
	owner_page_open(ctx, _("Forms"));
	for (size_t i = 0; i < stale.n && i < STALE_MAX; i++)
		widget_notice(ctx, TONE_WARN, stale.at[i].text);
	html(ctx->out, "<p class='actions'>");
	widget_link(ctx, BUTTON_MAIN, _("New form"), url(ctx, "/form/new"));
	widget_link(ctx, BUTTON_PLAIN, _("From an Excel template"),
	    url(ctx, "/template"));
	html(ctx->out, "</p>\n");
	put_drafts(ctx, &drafts);
	put_versions(ctx, &versions);
	return page_close(ctx);
}

/* ---- a new one */

struct new_in {
	long unit, form;
	const char *number, *version;
};
static const struct field new_fields[] = {
	FIELD(struct new_in, form, .optional = true),
};
static const struct field blank_fields[] = {
	FIELD(struct new_in, unit, .min = 1),
	FIELD(struct new_in, number, .max = NUMBER_LEN, .optional = true),
};
static const struct field copy_fields[] = {
	FIELD(struct new_in, unit, .min = 1),
	FIELD(struct new_in, form, .optional = true),
	FIELD(struct new_in, version, .max = VERSION_LEN, .optional = true),
};

/* For which of the actor's units; no choice where there is but one. */
static void
put_units(struct ctx *ctx)
{
	const struct actor *a = ctx->actor;
	struct choice *at = arena_alloc(ctx->mem, (a->ngrant + 1) * sizeof *at);
	size_t n = 0;

	for (size_t i = 0; i < a->ngrant; i++)
		if (role_has((enum role)a->grants[i].role, MAY_OWN))
			at[n++] = (struct choice){ str_long(ctx->mem,
						       a->grants[i].unit_id),
				a->grants[i].unit };
	if (n == 1)
		widget_hidden(ctx, "unit", at[0].value);
	else
		widget_select(ctx, NULL, "unit", _("For which unit"), at, n,
		    NULL);
}

static void
put_blank(struct rq *rq)
{
	struct ctx *ctx = &rq->ctx;

	html(ctx->out, "<section>\n<h2>%s</h2>\n", _("An empty form"));
	widget_form_open(ctx, url(ctx, "/form/blank"));
	put_units(ctx);
	widget_input(ctx, &rq->findings,
	    &(struct input){ .name = "number",
		.label = _("Number of the form"),
		.help = _("As printed, such as XLD01 or 01/TH."),
		.max = NUMBER_LEN,
		.required = true });
	widget_actions_open(ctx);
	widget_button(ctx, BUTTON_MAIN, _("Begin"), NULL, NULL);
	widget_actions_close(ctx);
	widget_form_close(ctx);
	html(ctx->out, "</section>\n");
}

static void
put_copy(struct rq *rq, const struct form_versions *all)
{
	const struct new_in *in = rq->in;
	struct ctx *ctx = &rq->ctx;
	struct choice *at = arena_alloc(ctx->mem, (all->n + 1) * sizeof *at);

	if (all->n == 0)
		return;
	for (size_t i = 0; i < all->n; i++)
		at[i] = (struct choice){ str_long(ctx->mem, all->at[i].id),
			str_fmt(ctx->mem, "%s %s: %s", all->at[i].regime,
			    all->at[i].version,
			    tr_pick(all->at[i].title_vi,
				all->at[i].title_en)) };
	html(ctx->out, "<section>\n<h2>%s</h2>\n",
	    _("A copy of a form that there is"));
	widget_form_open(ctx, url(ctx, "/form/copy"));
	put_units(ctx);
	widget_select(ctx, &rq->findings, "form", _("Which form"), at, all->n,
	    in->form == 0 ? NULL : str_long(ctx->mem, in->form));
	widget_input(ctx, &rq->findings,
	    &(struct input){ .name = "version",
		.label = _("Name of the new version"),
		.help = _("Usually the year: 2026. Letters, digits, points."),
		.value = str_ndup(ctx->mem, ctx->today, 4),
		.max = VERSION_LEN,
		.required = true });
	widget_actions_open(ctx);
	widget_button(ctx, BUTTON_MAIN, _("Copy it"), NULL, NULL);
	widget_actions_close(ctx);
	widget_form_close(ctx);
	html(ctx->out, "</section>\n");
}

static enum rc
new_form(struct rq *rq)
{
	struct ctx *ctx = &rq->ctx;
	struct crumb path[] = { { _("Forms"), url(ctx, "/form") },
		{ _("New form"), NULL } };
	struct form_versions all;

	TRY(form_versions(rq->db, 0, &all));
	owner_page_open(ctx, _("New form"));
	widget_path(ctx, path, COUNT(path));
	widget_findings(ctx, &rq->findings);
	put_blank(rq);
	put_copy(rq, &all);
	html(ctx->out, "<section>\n<h2>%s</h2>\n<p class='help'>%s</p>\n",
	    _("From an Excel template"),
	    _("The template as it was issued is read; what was not understood"
	      " is marked in its place."));
	widget_link(ctx, BUTTON_MAIN, _("Upload a template"),
	    url(ctx, "/template"));
	html(ctx->out, "</section>\n");
	return page_close(ctx);
}

static enum rc
begun(struct rq *rq, const struct design_draft *d, const char *act)
{
	struct findings f = { .mem = rq->ctx.mem };
	long id;
	enum rc rc = design_new(rq->db, &rq->ctx, d, act, &f, &id);

	if (rc == E_INVALID)
		return fail(E_INTERNAL, "no form: %s", f.at[0].text);
	TRY(rc);
	return redirect(rq, design_href(&rq->ctx, id, "form"));
}

/* The page again, with what is missing. */
static enum rc
missing(struct rq *rq, const char *field)
{
	finding(&rq->findings, field, "%s", _("This must be given."));
	TRY(new_form(rq));
	return refuse(rq, E_INVALID);
}

static enum rc
blank(struct rq *rq)
{
	const struct new_in *in = rq->in;

	if (str_empty(in->number))
		return missing(rq, "number");
	return begun(rq,
	    &(struct design_draft){ .unit_id = in->unit,
		.xml = design_blank(rq->ctx.mem, in->number) },
	    "blank");
}

static enum rc
copy(struct rq *rq)
{
	const struct new_in *in = rq->in;
	struct findings f = { .mem = rq->ctx.mem };
	struct form_version v;
	struct design d;
	const char *xml, *doubts;

	if (in->form == 0 || str_empty(in->version))
		return missing(rq, in->form == 0 ? "form" : "version");
	TRY(form_version(rq->db, in->form, &v));
	if (!design_read(rq->ctx.mem, v.xml, NULL, &f, &d))
		return fail(E_INTERNAL, "form %ld: %s", v.id, f.at[0].text);
	xml_set(rq->ctx.mem, d.form, "version", in->version);
	TRY(design_write(&d, &xml, &doubts));
	return begun(rq,
	    &(struct design_draft){ .unit_id = in->unit,
		.regime_id = v.regime_id,
		.xml = xml },
	    "copy-of");
}

/* ---- history */

struct id_in {
	long id, version, to;
};
static const struct field id_fields[] = {
	FIELD(struct id_in, id, .min = 1),
};
static const struct field version_fields[] = {
	FIELD(struct id_in, id, .min = 1),
	FIELD(struct id_in, version),
};
static const struct field restore_fields[] = {
	FIELD(struct id_in, id, .min = 1),
	FIELD(struct id_in, version),
	FIELD(struct id_in, to),
};

static void
put_steps(struct ctx *ctx, const struct design_draft *d,
    const struct design_steps *all)
{
	const char *heads[] = { _("#No."), _("When"), _("Who"), _("What"), "",
		NULL };

	widget_table_open(ctx, NULL, heads);
	for (size_t i = all->n; i-- > 0;) {
		const struct design_step *s = &all->at[i];
		html(ctx->out,
		    "<tr><td class='n'>%ld</td><td>%s</td><td>%s</td>"
		    "<td>%s%s%s</td><td>",
		    s->version, date_show_instant(ctx->mem, s->at), s->person,
		    design_act_show(s->act, PLACE_NONE),
		    *s->detail == '\0' ? "" : ": ", s->detail);
		if (s->version != d->version && str_eq(d->state, DRAFT_OPEN)) {
			widget_form_open(ctx, url(ctx, "/form/restore"));
			widget_hidden_long(ctx, "id", d->id);
			widget_hidden_long(ctx, "version", d->version);
			widget_button(ctx, BUTTON_QUIET, _("Back to this"),
			    "to", str_long(ctx->mem, s->version));
			widget_form_close(ctx);
		}
		html(ctx->out, "</td></tr>\n");
	}
	widget_table_close(ctx);
}

static void
put_drop(struct ctx *ctx, const struct design_draft *d)
{
	html(ctx->out, "<h2>%s</h2>\n<p class='help'>%s</p>\n",
	    _("Throw the draft away"),
	    _("It is not shown any more. Forms that were published stay."));
	widget_form_open(ctx, url(ctx, "/form/drop"));
	widget_hidden_long(ctx, "id", d->id);
	widget_hidden_long(ctx, "version", d->version);
	widget_actions_open(ctx);
	widget_button(ctx, BUTTON_DANGER, _("Throw the draft away"), NULL,
	    NULL);
	widget_actions_close(ctx);
	widget_form_close(ctx);
}

static void
put_draft_path(struct ctx *ctx, const struct design_draft *d, const char *here)
{
	struct crumb path[] = { { _("Forms"), url(ctx, "/form") },
		{ str_empty(d->title) ? _("(no title yet)") : d->title,
		    design_href(ctx, d->id, "form") },
		{ here, NULL } };

	widget_path(ctx, path, COUNT(path));
}

static enum rc
history(struct rq *rq)
{
	struct ctx *ctx = &rq->ctx;
	struct design_draft d;
	struct design_steps all;

	TRY(design_get(rq->db, ctx, rq->object, &d));
	TRY(design_since(rq->db, ctx, rq->object, 0, &all));
	owner_page_open(ctx, _("History of a draft"));
	put_draft_path(ctx, &d, _("History"));
	put_steps(ctx, &d, &all);
	if (str_eq(d.state, DRAFT_OPEN))
		put_drop(ctx, &d);
	return page_close(ctx);
}

static enum rc
restore(struct rq *rq)
{
	const struct id_in *in = rq->in;

	TRY(design_restore(rq->db, &rq->ctx, in->id, in->version, in->to));
	return redirect(rq, design_href(&rq->ctx, in->id, "form"));
}

static enum rc
drop(struct rq *rq)
{
	const struct id_in *in = rq->in;

	TRY(design_drop(rq->db, &rq->ctx, in->id, in->version));
	return redirect(rq, url(&rq->ctx, "/form"));
}

static const struct route routes[] = {
	{ .method = GET, .path = "/form", .right = MAY_OWN, .run = list },
	{ .method = GET,
	    .path = "/form/new",
	    .right = MAY_OWN,
	    .run = new_form,
	    IN(struct new_in, new_fields) },
	{ .method = POST,
	    .path = "/form/blank",
	    .right = MAY_OWN,
	    .object = &unit_object,
	    .id = "unit",
	    .run = blank,
	    IN(struct new_in, blank_fields) },
	{ .method = POST,
	    .path = "/form/copy",
	    .right = MAY_OWN,
	    .object = &unit_object,
	    .id = "unit",
	    .run = copy,
	    IN(struct new_in, copy_fields) },
	{ .method = GET,
	    .path = "/form/history",
	    .right = MAY_OWN,
	    .object = &draft_object,
	    .id = "id",
	    .run = history,
	    IN(struct id_in, id_fields) },
	{ .method = POST,
	    .path = "/form/restore",
	    .right = MAY_OWN,
	    .object = &draft_object,
	    .id = "id",
	    .run = restore,
	    IN(struct id_in, restore_fields) },
	{ .method = POST,
	    .path = "/form/drop",
	    .right = MAY_OWN,
	    .object = &draft_object,
	    .id = "id",
	    .run = drop,
	    IN(struct id_in, version_fields) },
};

int
main(int argc, char **argv)
{
	return app_run(argc, argv, routes, COUNT(routes));
}
