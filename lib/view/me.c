/* me.c - the tabs of the pages of one's own account */
#include "core/access.h"
#include "view/me.h"
#include "view/page.h"
#include "view/widget.h"

static const struct tab tabs[] = {
	{ "/me", N_("What I may do"), SIGNED_IN },
	{ "/password", N_("Password"), SIGNED_IN },
	{ "/second", N_("Second factor"), SIGNED_IN },
	{ "/me/sessions", N_("Sessions"), SIGNED_IN },
	{ "/me/tokens", N_("API tokens"), SIGNED_IN },
	{ "/me/data", N_("My data"), SIGNED_IN },
};

struct buf *
me_page_open(struct ctx *ctx, const char *title)
{
	page_open(ctx, title);
	widget_tabs(ctx, _("My account"), tabs, COUNT(tabs));
	return ctx->out;
}
