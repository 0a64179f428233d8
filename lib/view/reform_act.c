/* reform_act.c - what can be done to a reorganisation: forms of its page */
#include "view/page.h"
#include "view/reform_view.h"
#include "view/widget.h"

static void
put_button(struct ctx *ctx, const struct reform *r, const char *action,
    enum button kind, const char *label)
{
	widget_form_open(ctx, action);
	widget_hidden_long(ctx, "id", r->id);
	widget_hidden_long(ctx, "version", r->version);
	widget_actions_open(ctx);
	widget_button(ctx, kind, label, NULL, NULL);
	widget_actions_close(ctx);
	widget_form_close(ctx);
}

void
reform_drop_form(struct ctx *ctx, const struct reform *r)
{
	put_button(ctx, r, url(ctx, "/unit/reform/drop"), BUTTON_DANGER,
	    _("Drop the plan"));
}

void
reform_start_form(struct ctx *ctx, const struct reform *r,
    const struct findings *f)
{
	html(ctx->out, "<section class='decide'>\n<h2>%s</h2>\n",
	    _("Carry it out"));
	widget_form_open(ctx, url(ctx, "/unit/reform/start"));
	widget_hidden_long(ctx, "id", r->id);
	widget_hidden_long(ctx, "version", r->version);
	widget_check(ctx, f, "sure",
	    _("I have looked over what follows, and the decision says so."),
	    false);
	widget_actions_open(ctx);
	widget_button(ctx, BUTTON_MAIN, _("Carry out this reorganisation"),
	    NULL, NULL);
	widget_actions_close(ctx);
	widget_form_close(ctx);
	html(ctx->out, "</section>\n");
	reform_drop_form(ctx, r);
}

void
reform_running(struct ctx *ctx, const struct reform *r)
{
	html(ctx->out, "<h2>%s</h2>\n<p>%s</p>\n", _("How far it is"),
	    r->switched == NULL || str_eq(r->state, "undoing") ?
		_("The structure changes in one step, then the record of every"
		  " unit is written. It goes on by itself, also when this page"
		  " is closed.") :
		_("The structure has changed; the record of every unit is being"
		  " written. It goes on by itself, also when this page is"
		  " closed."));
	widget_progress(ctx, r->done, r->total, _("units"));
	html(ctx->out, "<div class='go'>\n");
	put_button(ctx, r, url(ctx, "/unit/reform/step"), BUTTON_PLAIN,
	    _("Go on now"));
	html(ctx->out, "</div>\n<script type='module' src='%s'></script>\n",
	    page_asset(ctx, "reform.js"));
}

void
reform_undo_form(struct ctx *ctx, const struct reform *r,
    const struct findings *f, const char *reason)
{
	widget_form_open(ctx, url(ctx, "/unit/reform/undo"));
	widget_hidden_long(ctx, "id", r->id);
	widget_hidden_long(ctx, "version", r->version);
	widget_input(ctx, f,
	    &(struct input){ .name = "reason",
		.label = _("Reason"),
		.help = _("It stands in the record."),
		.type = "area",
		.value = reason,
		.max = REASON_MAX,
		.required = true });
	widget_actions_open(ctx);
	widget_button(ctx, BUTTON_DANGER, _("Undo it"), NULL, NULL);
	widget_actions_close(ctx);
	widget_form_close(ctx);
}
