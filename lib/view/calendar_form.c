/* calendar_form.c - the forms that change the table of days off */
#include "core/calendar_edit.h"
#include "core/calendar_list.h"
#include "view/calendar_form.h"
#include "view/widget.h"

void
calendar_form_year(struct ctx *ctx, const struct findings *f,
    const struct calendar *c, int year, const char *list, const char *basis)
{
	html(ctx->out, "<section>\n<h2>%s</h2>\n", _("The whole year's list"));
	widget_form_open(ctx, url(ctx, "/calendar/import"));
	widget_hidden_long(ctx, "year", year);
	widget_hidden_long(ctx, "seen", calendar_seen(c, year));
	widget_input(ctx, f,
	    &(struct input){ .name = "list",
		.label = _("Days, one a line"),
		.help = _("Paste from a spreadsheet or change what is here:"
			  " day; kind; name; act. Kinds: holiday, compensatory,"
			  " swap_off, swap_work. It takes the place of the"
			  " year's days and publishes the year."),
		.type = "area",
		.value = list != NULL ? list :
					calendar_list_write(ctx->mem, c, year),
		.max = DAYS_TEXT_MAX,
		.required = true });
	widget_input(ctx, f,
	    &(struct input){ .name = "basis",
		.label = _("Notice that publishes the year"),
		.help = _("Number and date of the act."),
		.value = basis,
		.max = DAY_BASIS_MAX,
		.required = true });
	widget_actions_open(ctx);
	widget_button(ctx, BUTTON_MAIN, _("Store and publish the year"), NULL,
	    NULL);
	widget_actions_close(ctx);
	widget_form_close(ctx);
	html(ctx->out, "</section>\n");
}

void
calendar_form_withdraw(struct ctx *ctx, const struct findings *f, int year,
    const char *reason)
{
	html(ctx->out, "<section>\n<h2>%s</h2>\n",
	    _("The year is not published after all"));
	widget_form_open(ctx, url(ctx, "/calendar/withdraw"));
	widget_hidden_long(ctx, "year", year);
	widget_input(ctx, f,
	    &(struct input){ .name = "reason",
		.label = _("Reason"),
		.value = reason,
		.max = DAY_BASIS_MAX,
		.required = true });
	widget_actions_open(ctx);
	widget_button(ctx, BUTTON_DANGER, _("Make it provisional again"), NULL,
	    NULL);
	widget_actions_close(ctx);
	widget_form_close(ctx);
	html(ctx->out, "</section>\n");
}

static void
put_kinds(struct ctx *ctx, const struct findings *f, const char *kind)
{
	struct choice choices[DAY_KIND_END];

	for (enum day_kind k = 0; k < DAY_KIND_END; k++)
		choices[k] =
		    (struct choice){ day_kind_name(k), day_kind_show(k) };
	widget_select(ctx, f, "kind", _("Kind"), choices, COUNT(choices), kind);
}

static void
put_day_fields(struct ctx *ctx, const struct findings *f,
    const struct day_in *in, bool there)
{
	if (there)
		widget_hidden(ctx, "day", in->day);
	else
		widget_input(ctx, f,
		    &(struct input){ .name = "day",
			.label = _("Day"),
			.help = _("As 25/09/2026."),
			.value = in->day,
			.max = 10,
			.required = true });
	widget_hidden_long(ctx, "version", in->version);
	put_kinds(ctx, f, in->kind);
	widget_input(ctx, f,
	    &(struct input){ .name = "name",
		.label = _("Name"),
		.value = in->name,
		.max = DAY_NAME_MAX,
		.required = true });
	widget_input(ctx, f,
	    &(struct input){ .name = "basis",
		.label = _("Legal basis"),
		.help = _("The act that makes it one: number and date."),
		.value = in->basis,
		.max = DAY_BASIS_MAX,
		.required = true });
	widget_check(ctx, f, "pending",
	    _("Not law yet: it counts as a working day"), in->pending);
}

/* One act: nothing but the law it stands on is asked. */
static void
put_confirm(struct ctx *ctx, const struct findings *f, const struct day_in *in)
{
	html(ctx->out, "<section class='decide'>\n<h2>%s</h2>\n",
	    _("Confirm this day"));
	widget_form_open(ctx, url(ctx, "/calendar/confirm"));
	widget_hidden(ctx, "day", in->day);
	widget_hidden_long(ctx, "version", in->version);
	widget_input(ctx, f,
	    &(struct input){ .name = "basis",
		.id = "act",
		.label = _("Act that made it law"),
		/* not the one that it waits for */
		.max = DAY_BASIS_MAX,
		.required = true });
	widget_actions_open(ctx);
	widget_button(ctx, BUTTON_MAIN, _("Confirm: it is a day off"), NULL,
	    NULL);
	widget_actions_close(ctx);
	widget_form_close(ctx);
	html(ctx->out, "</section>\n");
}

static void
put_remove(struct ctx *ctx, const struct findings *f, const struct day_in *in)
{
	html(ctx->out, "<section class='decide'>\n<h2>%s</h2>\n",
	    _("Take this day out"));
	widget_form_open(ctx, url(ctx, "/calendar/remove"));
	widget_hidden(ctx, "day", in->day);
	widget_hidden_long(ctx, "version", in->version);
	widget_input(ctx, f,
	    &(struct input){ .name = "reason",
		.label = _("Reason"),
		.value = in->reason,
		.max = DAY_BASIS_MAX,
		.required = true });
	widget_actions_open(ctx);
	widget_button(ctx, BUTTON_DANGER, _("Take it out"), NULL, NULL);
	widget_actions_close(ctx);
	widget_form_close(ctx);
	html(ctx->out, "</section>\n");
}

void
calendar_form_day(struct ctx *ctx, const struct findings *f,
    const struct day_in *in, bool there)
{
	if (there && in->pending)
		put_confirm(ctx, f, in);
	widget_form_open(ctx, url(ctx, "/calendar/put"));
	put_day_fields(ctx, f, in, there);
	widget_actions_open(ctx);
	widget_button(ctx, there && in->pending ? BUTTON_PLAIN : BUTTON_MAIN,
	    there ? _("Store the change") : _("Add the day"), NULL, NULL);
	widget_actions_close(ctx);
	widget_form_close(ctx);
	if (there)
		put_remove(ctx, f, in);
}
