/* extend_form.c - the form that gives one unit's report more time */
#include "view/extend_form.h"
#include "view/widget.h"

void
extend_form_put(struct ctx *ctx, const struct findings *f, enum right right,
    const struct report *r, const char *due, const char *why)
{
	html(ctx->out, "<section class='decide'>\n<h2>%s</h2>\n",
	    _("More time for this unit"));
	widget_form_open(ctx, right == MAY_OWN ?
				  url(ctx, "/review/extend-own") :
				  url(ctx, "/review/extend"));
	widget_hidden_long(ctx, "id", r->id);
	widget_hidden_long(ctx, "version", r->version);
	widget_input(ctx, f,
	    &(struct input){ .name = "due",
		.label = _("New deadline"),
		.help = _("For this unit's report alone, as 25/09/2026."),
		.value = due,
		.max = 10,
		.required = true });
	widget_input(ctx, f,
	    &(struct input){ .name = "why",
		.label = _("Reason for more time"),
		.help = _("The unit reads it, and it stays in the history."),
		.type = "area",
		.value = why,
		.max = EXTEND_REASON_MAX,
		.required = true });
	widget_actions_open(ctx);
	widget_button(ctx, BUTTON_PLAIN, _("Extend the deadline"), NULL, NULL);
	widget_actions_close(ctx);
	widget_form_close(ctx);
	html(ctx->out, "</section>\n");
}
