/* owner.c - the tabs of the pages for owners of regimes */
#include "core/access.h"
#include "view/owner.h"
#include "view/page.h"
#include "view/widget.h"

static const struct tab tabs[] = {
	{ "/regime", N_("Regimes"), MAY_OWN },
	{ "/form", N_("Forms"), MAY_OWN },
	{ "/template", N_("Excel template"), MAY_OWN },
	{ "/period", N_("Periods and deadlines"), MAY_OWN },
	{ "/group", N_("Groups of units"), MAY_OWN },
	{ "/item", N_("Items"), MAY_OWN },
	{ "/library", N_("Form library"), MAY_OWN },
	{ "/overlap", N_("Asked twice"), MAY_OWN },
	{ "/help/formula", N_("Formulas"), MAY_OWN },
	{ "/register", N_("Registers"), MAY_OWN },
};

struct buf *
owner_page_open(struct ctx *ctx, const char *title)
{
	page_open(ctx, title);
	widget_tabs(ctx, _("Regimes and forms"), tabs, COUNT(tabs));
	return ctx->out;
}
