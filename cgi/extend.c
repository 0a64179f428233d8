/* extend.c - a unit's own rows below a common form */
#include "app/object.h"
#include "base/date.h"
#include "core/extend_store.h"
#include "core/unit.h"
#include "view/page.h"
#include "view/widget.h"

enum { BLANKS = 5, DAY_MAX = 10, LABEL_MAX = 300, MEASURE_MAX = 40 };

struct extend_in {
	long unit, regime_id, own;
	const char *from;
	bool done;
};
static const struct field list_fields[] = {
	FIELD(struct extend_in, unit, .min = 1, .optional = true),
	FIELD(struct extend_in, done),
};
static const struct field edit_fields[] = {
	FIELD(struct extend_in, unit, .min = 1),
	FIELD(struct extend_in, regime_id, .min = 1),
};
static const struct field save_fields[] = {
	FIELD(struct extend_in, unit, .min = 1),
	FIELD(struct extend_in, regime_id, .min = 1),
	FIELD(struct extend_in, own),
	FIELD(struct extend_in, from, .max = DAY_MAX, .optional = true),
};

static enum rc
put_unit(struct rq *rq, const struct grant *g, size_t *ret_n)
{
	const char *heads[] = { _("Regime"), _("Own rows"), NULL };
	struct ctx *ctx = &rq->ctx;
	struct extendables all;

	TRY(extend_list(rq->db, ctx, g->unit_id, ctx->today, &all));
	if (all.n == 0)
		return OK;
	*ret_n += all.n;
	html(ctx->out, "<h2>%s</h2>\n", g->unit);
	widget_table_open(ctx, NULL, heads);
	for (size_t i = 0; i < all.n; i++) {
		const struct extendable *x = &all.at[i];
		html(ctx->out,
		    "<tr><th scope='row'><a href='%s'>%s</a></th>"
		    "<td>%s</td></tr>\n",
		    url(ctx, "/extend/rows?unit=%ld&regime_id=%ld", g->unit_id,
			x->regime_id),
		    tr_pick(x->title_vi, x->title_en),
		    x->own_id == 0 ? _("none") : _("yes"));
	}
	widget_table_close(ctx);
	return OK;
}

static enum rc
list(struct rq *rq)
{
	struct ctx *ctx = &rq->ctx;
	size_t n = 0;

	page_open(ctx, _("Own rows in common forms"));
	if (((const struct extend_in *)rq->in)->done)
		widget_notice(ctx, TONE_GOOD, _("Your own rows are saved."));
	html(ctx->out, "<p class='help'>%s</p>\n",
	    _("A common form may leave room for what your unit alone counts."
	      " Rows of your own stand below the common ones and leave their"
	      " totals as they are."));
	for (size_t i = 0; i < ctx->actor->ngrant; i++)
		if (role_has((enum role)ctx->actor->grants[i].role, MAY_SEND))
			TRY(put_unit(rq, &ctx->actor->grants[i], &n));
	if (n == 0)
		widget_empty(ctx, _("No form that your unit fills in takes "
				    "rows of its own."));
	return page_close(ctx);
}

static const char *const types[] = { "integer", "decimal", "percent" };
static const enum cell_type kinds[] = { CELL_INTEGER, CELL_DECIMAL,
	CELL_PERCENT };

static const char *
type_of(const struct own_row *r)
{
	for (size_t i = 0; i < COUNT(kinds); i++)
		if (kinds[i] == r->type)
			return types[i];
	return "integer";
}

static void
put_row(struct rq *rq, size_t i, const struct own_row *r)
{
	struct ctx *ctx = &rq->ctx;
	const struct choice choices[] = {
		{ "integer", _("whole number") },
		{ "decimal", _("decimal number") },
		{ "percent", _("percentage") },
	};
	const struct choice places[] = { { "0", "0" }, { "1", "1" },
		{ "2", "2" }, { "3", "3" }, { "4", "4" } };

	html(ctx->out, "<fieldset class='bar'><legend>%s</legend>\n",
	    str_fmt(ctx->mem, _("Row %s"),
		str_fmt(ctx->mem, EXTEND_GROUP "%zu", i + 1)));
	widget_input(ctx, &rq->findings,
	    &(struct input){ .name = str_fmt(ctx->mem, "label%zu", i),
		.label = _("What is counted"),
		.value = r->label,
		.max = LABEL_MAX });
	widget_input(ctx, &rq->findings,
	    &(struct input){ .name = str_fmt(ctx->mem, "measure%zu", i),
		.label = _("Unit of measure"),
		.value = r->measure,
		.max = MEASURE_MAX });
	widget_select(ctx, &rq->findings, str_fmt(ctx->mem, "type%zu", i),
	    _("Kind of figure"), choices, COUNT(choices), type_of(r));
	widget_select(ctx, &rq->findings, str_fmt(ctx->mem, "decimals%zu", i),
	    _("Decimals"), places, COUNT(places),
	    str_long(ctx->mem, r->decimals));
	html(ctx->out, "</fieldset>\n");
}

static void
put_form(struct rq *rq, const struct extendable *x, const char *from,
    const struct own_rows *rows)
{
	const struct extend_in *in = rq->in;
	static const struct own_row none = { "", "", CELL_INTEGER, 0 };
	struct ctx *ctx = &rq->ctx;

	widget_form_open(ctx, url(ctx, "/extend/save"));
	widget_hidden_long(ctx, "unit", in->unit);
	widget_hidden_long(ctx, "regime_id", in->regime_id);
	widget_hidden_long(ctx, "own", x->own_id);
	for (size_t i = 0; i < rows->n; i++)
		put_row(rq, i, &rows->at[i]);
	for (size_t i = rows->n; i < rows->n + BLANKS && i < EXTEND_ROWS; i++)
		put_row(rq, i, &none);
	widget_input(ctx, &rq->findings,
	    &(struct input){ .name = "from",
		.label = _("For periods that end on this day or later"),
		.help = _("Rows without words are left out. Leave all of them"
			  " empty to have no rows of your own any more."),
		.value = date_show(ctx->mem, from),
		.max = DAY_MAX,
		.required = true });
	widget_actions_open(ctx);
	widget_button(ctx, BUTTON_MAIN, _("Save own rows"), NULL, NULL);
	widget_actions_close(ctx);
	widget_form_close(ctx);
}

static enum rc
own_rows(struct rq *rq, const struct extendable *x, struct own_rows *ret)
{
	const struct form *base, *own;

	*ret = (struct own_rows){ 0 };
	if (x->own_id == 0)
		return OK;
	TRY(form_get(rq->db, x->form_id, &base));
	TRY(form_get(rq->db, x->own_id, &own));
	extend_rows(rq->ctx.mem, base, own, ret);
	return OK;
}

static enum rc
page(struct rq *rq, const struct extendable *x, const char *from,
    const struct own_rows *rows)
{
	struct ctx *ctx = &rq->ctx;
	struct crumb path[] = {
		{ _("Own rows in common forms"), url(ctx, "/extend") },
		{ x->code, NULL },
	};

	page_open(ctx, tr_pick(x->title_vi, x->title_en));
	widget_path(ctx, path, COUNT(path));
	widget_findings(ctx, &rq->findings);
	put_form(rq, x, from, rows);
	return page_close(ctx);
}

static enum rc
edit(struct rq *rq)
{
	const struct extend_in *in = rq->in;
	struct own_rows rows;
	struct extendable x;

	TRY(extend_find(rq->db, &rq->ctx, in->unit, in->regime_id,
	    rq->ctx.today, &x));
	TRY(own_rows(rq, &x, &rows));
	return page(rq, &x, rq->ctx.today, &rows);
}

/* A typed row; false: it has no words. */
static bool
typed(struct rq *rq, size_t i, struct own_row *ret)
{
	struct arena *mem = rq->ctx.mem;
	const char *label = param(rq, str_fmt(mem, "label%zu", i));
	const char *measure = param(rq, str_fmt(mem, "measure%zu", i));
	const char *type = param(rq, str_fmt(mem, "type%zu", i));
	const char *places = param(rq, str_fmt(mem, "decimals%zu", i));

	*ret = (struct own_row){ label == NULL ? "" : label,
		measure == NULL ? "" : measure, CELL_NONE, -1 };
	for (size_t k = 0; k < COUNT(types); k++)
		if (str_eq(type, types[k]))
			ret->type = kinds[k];
	if (places != NULL && places[0] >= '0' && places[0] <= '4' &&
	    places[1] == '\0')
		ret->decimals = places[0] - '0';
	return ret->label[0] != '\0' || ret->measure[0] != '\0';
}

static enum rc
save(struct rq *rq)
{
	const struct extend_in *in = rq->in;
	struct own_row *at = arena_alloc(rq->ctx.mem, EXTEND_ROWS * sizeof *at);
	struct own_rows rows = { at, 0 };
	const char *from = str_empty(in->from) ? "" : in->from;
	struct extendable x;
	struct date d;
	long id;

	TRY(extend_find(rq->db, &rq->ctx, in->unit, in->regime_id,
	    rq->ctx.today, &x));
	x.own_id = in->own;
	for (size_t i = 0; i < EXTEND_ROWS; i++)
		rows.n += typed(rq, i, &at[rows.n]);
	if (date_parse_vi(from, &d))
		from = date_iso(rq->ctx.mem, d);
	enum rc rc = extend_save(rq->db, &rq->ctx, in->unit, &x, from, &rows,
	    &rq->findings, &id);
	if (rc == E_INVALID) {
		TRY(page(rq, &x, from, &rows));
		return refuse(rq, rc);
	}
	TRY(rc);
	return redirect(rq, url(&rq->ctx, "/extend?unit=%ld&done=1", in->unit));
}

static const struct route routes[] = {
	{ .method = GET,
	    .path = "/extend",
	    .right = MAY_SEND,
	    .run = list,
	    IN(struct extend_in, list_fields) },
	{ .method = GET,
	    .path = "/extend/rows",
	    .right = MAY_SEND,
	    .object = &unit_object,
	    .id = "unit",
	    .run = edit,
	    IN(struct extend_in, edit_fields) },
	{ .method = POST,
	    .path = "/extend/save",
	    .right = MAY_SEND,
	    .object = &unit_object,
	    .id = "unit",
	    .run = save,
	    .open = 4 * EXTEND_ROWS,
	    IN(struct extend_in, save_fields) },
};

int
main(int argc, char **argv)
{
	return app_run(argc, argv, routes, COUNT(routes));
}
