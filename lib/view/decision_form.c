/* decision_form.c - accept a report, or return it */
#include "core/flow.h"
#include "view/decision_form.h"
#include "view/widget.h"

void
decision_form_put(struct ctx *ctx, const struct findings *f,
    const struct report *r, const char *reason)
{
	html(ctx->out, "<section class='decide'>\n<h2>%s</h2>\n",
	    _("Decision"));
	if (flow_can(r, ACT_ACCEPT)) {
		widget_form_open(ctx, url(ctx, "/review/accept"));
		widget_hidden_long(ctx, "id", r->id);
		widget_hidden_long(ctx, "version", r->version);
		widget_actions_open(ctx);
		widget_button(ctx, BUTTON_MAIN, _("Accept the figures"), NULL,
		    NULL);
		widget_actions_close(ctx);
		widget_form_close(ctx);
	}
	/* At the top there is nobody to return it: its head takes it back. */
	widget_form_open(ctx, r->receiver_id == 0 ?
				  url(ctx, "/review/take-back") :
				  url(ctx, "/review/return"));
	widget_hidden_long(ctx, "id", r->id);
	widget_hidden_long(ctx, "version", r->version);
	widget_input(ctx, f,
	    &(struct input){ .name = "reason",
		.label = _("Reason for returning it"),
		.help = _("The unit reads it: name the cells and what is"
			  " wrong with them."),
		.type = "area",
		.value = reason,
		.max = FLOW_REASON_MAX,
		.required = true });
	widget_actions_open(ctx);
	widget_button(ctx, BUTTON_DANGER, _("Return it"), NULL, NULL);
	widget_actions_close(ctx);
	widget_form_close(ctx);
	html(ctx->out, "</section>\n");
}
