/* regime.c - the register of reporting regimes */
#include "app/app.h"
#include "base/date.h"
#include "core/regime.h"
#include "view/owner.h"
#include "view/page.h"
#include "view/widget.h"

static void
put_regime(struct ctx *ctx, const struct regime *r)
{
	html(ctx->out,
	    "<tr><th scope='row'>%s</th><td>%s</td><td>%s</td><td>%s</td>"
	    "</tr>\n",
	    r->code, tr_pick(r->title_vi, r->title_en), r->basis,
	    date_show(ctx->mem, r->valid_from));
}

static enum rc
list(struct rq *rq)
{
	struct ctx *ctx = &rq->ctx;
	const char *heads[] = { _("Code"), _("Regime"), _("Legal basis"),
		_("In force from"), NULL };
	struct regimes all;

	TRY(regime_list(rq->db, NULL, &all));
	owner_page_open(ctx, _("Reporting regimes"));
	widget_table_open(ctx, NULL, heads);
	for (size_t i = 0; i < all.n; i++)
		put_regime(ctx, &all.at[i]);
	widget_table_close(ctx);
	return page_close(ctx);
}

static const struct route routes[] = {
	{ .method = GET, .path = "/regime", .right = MAY_OWN, .run = list },
};

int
main(int argc, char **argv)
{
	return app_run(argc, argv, routes, COUNT(routes));
}
