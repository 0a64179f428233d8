/* person_form.c - the fields of the pages that change people */
#include "view/person_form.h"

void
person_fields(struct ctx *ctx, const struct findings *f,
    const struct person_says *s, bool fresh)
{
	if (fresh)
		widget_input(ctx, f,
		    &(struct input){ .name = "login",
			.label = _("Login name"),
			.help = _("Small letters, digits, dots, dashes; it"
				  " stays as it is."),
			.value = s->login,
			.max = LOGIN_MAX,
			.required = true });
	widget_input(ctx, f,
	    &(struct input){ .name = "name",
		.label = _("Full name"),
		.value = s->name,
		.max = 120,
		.required = true });
	widget_input(ctx, f,
	    &(struct input){ .name = "title",
		.label = _("Position"),
		.help = _("As it stands under a signature."),
		.value = s->title,
		.max = 120 });
	widget_input(ctx, f,
	    &(struct input){ .name = "email",
		.label = _("E-mail"),
		.help = _("For the invitation and for a forgotten password."),
		.value = s->email,
		.max = 200 });
	widget_input(ctx, f,
	    &(struct input){ .name = "phone",
		.label = _("Telephone"),
		.value = s->phone,
		.max = 40 });
}

void
person_unit_field(struct ctx *ctx, const struct findings *f, const char *value)
{
	widget_input(ctx, f,
	    &(struct input){ .name = "unit",
		.label = _("Unit"),
		.help = _("Its name or its code. Where several have the name:"
			  " both, the code in brackets."),
		.value = value,
		.required = true });
}

void
person_decision_field(struct ctx *ctx, const struct findings *f,
    const char *value, bool required)
{
	widget_input(ctx, f,
	    &(struct input){ .name = "decision",
		.label = _("Number of the decision"),
		.help = _("Number and date of the act behind it, as 12/QD-UBND"
			  " of 01/07/2026."),
		.value = value,
		.max = 200,
		.required = required });
}

void
person_role_fields(struct ctx *ctx, const struct findings *f,
    const struct role_says *s, bool none)
{
	struct choice roles[ROLE_END] = { { "", _("none yet") } };
	size_t n = 0;

	if (none)
		n = 1;
	for (enum role r = 1; r < ROLE_END; r++)
		roles[n++] = (struct choice){ role_name(r), role_show(r) };
	widget_select(ctx, f, "role", _("Role"), roles, n, s->role);
	if (!none)
		person_unit_field(ctx, f, s->unit);
	widget_day(ctx, f, "from", _("First day"),
	    _("Day/month/year; empty: today."), s->from);
	widget_day(ctx, f, "to", _("Last day"),
	    _("Empty: until further notice."), s->to);
	person_decision_field(ctx, f, s->decision, false);
}

void
person_role_help(struct ctx *ctx)
{
	html(ctx->out, "<details>\n<summary>%s</summary>\n",
	    _("What the roles are for"));
	widget_list_open(ctx);
	for (enum role r = 1; r < ROLE_END; r++)
		widget_list_item(ctx, role_show(r), role_does(r));
	widget_list_close(ctx);
	html(ctx->out, "</details>\n");
}

void
person_path(struct ctx *ctx, const struct person *p, const char *here)
{
	widget_path(ctx,
	    (struct crumb[]){ { _("People"), url(ctx, "/person") },
		{ p->name, url(ctx, "/person/show?id=%ld", p->id) },
		{ here, NULL } },
	    3);
}
