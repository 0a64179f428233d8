/* prove.c - the form in which somebody shows again who they are */
#include <string.h>
#include "core/person.h"
#include "io/query.h"
#include "view/prove.h"
#include "view/widget.h"

static bool
is_kept(const struct param *p)
{
	return str_starts(p->name, PROVE_KEPT);
}

bool
prove_kept(const struct params *ps)
{
	for (size_t i = 0; ps != NULL && i < ps->n; i++)
		if (is_kept(&ps->at[i]))
			return true;
	return false;
}

/* The token of the form is this page's own, not the one that was posted. */
static void
keep(struct ctx *ctx, const struct prove *p)
{
	for (size_t i = 0; p->posted != NULL && i < p->posted->n; i++) {
		const struct param *one = &p->posted->at[i];
		if (strcmp(one->name, "csrf") != 0)
			widget_hidden(ctx,
			    str_fmt(ctx->mem, PROVE_KEPT "%s", one->name),
			    one->value);
	}
	for (size_t i = 0; p->kept != NULL && i < p->kept->n; i++)
		if (is_kept(&p->kept->at[i]))
			widget_hidden(ctx, p->kept->at[i].name,
			    p->kept->at[i].value);
}

void
prove_code(struct ctx *ctx, const struct findings *f)
{
	widget_input(ctx, f,
	    &(struct input){ .name = "code",
		.label = _("Code of the second factor"),
		.help = _("Six digits from the app on your telephone, or one of"
			  " your recovery codes."),
		.autocomplete = "one-time-code",
		.max = CODE_MAX,
		.required = true });
}

void
prove_form(struct ctx *ctx, const struct findings *f, const struct prove *p)
{
	html(ctx->out, "<p>%s</p>\n",
	    p->posted != NULL || prove_kept(p->kept) ?
		_("What you are about to do is done in your name. You signed in"
		  " some time ago, so please confirm that it is still you."
		  " Nothing has been done yet, and what you entered is kept.") :
		_("What you are about to do is done in your name. You signed in"
		  " some time ago, so please confirm that it is still you."));
	widget_findings(ctx, f);
	widget_form_open(ctx, url(ctx, "/login/again"));
	widget_hidden(ctx, "next", p->next);
	keep(ctx, p);
	html(ctx->out,
	    "<input type='text' autocomplete='username' value='%s' "
	    "hidden='hidden' />\n",
	    ctx->actor->login);
	widget_input(ctx, f,
	    &(struct input){ .name = "password",
		.label = _("Password"),
		.type = "password",
		.autocomplete = "current-password",
		.max = PASSWORD_MAX,
		.required = true,
		.autofocus = true });
	if (p->strong)
		prove_code(ctx, f);
	widget_actions_open(ctx);
	widget_button(ctx, BUTTON_MAIN, _("Confirm"), NULL, NULL);
	widget_actions_close(ctx);
	widget_form_close(ctx);
}

void
prove_go_on(struct ctx *ctx, const struct prove *p)
{
	size_t skip = strlen(PROVE_KEPT);

	widget_notice(ctx, TONE_GOOD,
	    _("You are confirmed. What you entered has been kept; it is not"
	      " done before you press the button."));
	html(ctx->out,
	    "<form method='post' action='%s%s'>\n"
	    "<input type='hidden' name='csrf' value='%s' />\n",
	    ctx->base, p->next, ctx->csrf);
	for (size_t i = 0; i < p->kept->n; i++)
		if (is_kept(&p->kept->at[i]))
			widget_hidden(ctx, p->kept->at[i].name + skip,
			    p->kept->at[i].value);
	widget_actions_open(ctx);
	widget_button(ctx, BUTTON_MAIN, _("Go on"), NULL, NULL);
	widget_link(ctx, BUTTON_QUIET, _("To the start page"), url(ctx, "/"));
	widget_actions_close(ctx);
	html(ctx->out, "</form>\n");
}
