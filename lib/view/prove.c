/* prove.c - the form in which somebody shows again who they are */
#include <string.h>
#include "core/kept.h"
#include "core/person.h"
#include "view/prove.h"
#include "view/widget.h"

bool
prove_kept(const char *next)
{
	return next != NULL && str_starts(next, KEPT_PAGE);
}

static void
code_field(struct ctx *ctx, const struct findings *f, const char *help)
{
	widget_input(ctx, f,
	    &(struct input){ .name = "code",
		.label = _("Code of the second factor"),
		.help = help,
		.autocomplete = "one-time-code",
		.max = CODE_MAX,
		.required = true });
}

void
prove_code(struct ctx *ctx, const struct findings *f)
{
	code_field(ctx, f,
	    _("Six digits from the app on your telephone, or one of your"
	      " recovery codes."));
}

void
prove_first_code(struct ctx *ctx, const struct findings *f)
{
	code_field(ctx, f,
	    _("The six digits that the app shows now. Recovery codes, for when"
	      " the telephone is lost, are shown after this."));
}

void
prove_form(struct ctx *ctx, const struct findings *f, const struct prove *p)
{
	html(ctx->out, "<p>%s</p>\n",
	    prove_kept(p->next) ?
		_("What you are about to do is done in your name. You signed in"
		  " some time ago, so please confirm that it is still you."
		  " Nothing has been done yet, and what you entered is kept.") :
		_("What you are about to do is done in your name. You signed in"
		  " some time ago, so please confirm that it is still you."));
	widget_findings(ctx, f);
	widget_form_open(ctx, url(ctx, "/login/again"));
	widget_hidden(ctx, "next", p->next);
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
prove_go_on(struct ctx *ctx, const struct kept *k)
{
	html(ctx->out,
	    "<form method='post' action='%s%s'>\n"
	    "<input type='hidden' name='csrf' value='%s' />\n",
	    ctx->base, k->path, ctx->csrf);
	for (size_t i = 0; i < k->n; i++)
		widget_hidden(ctx, k->at[i].name, k->at[i].value);
	widget_actions_open(ctx);
	widget_button(ctx, BUTTON_MAIN, _("Go on"), NULL, NULL);
	widget_link(ctx, BUTTON_QUIET, _("To the start page"), url(ctx, "/"));
	widget_actions_close(ctx);
	html(ctx->out, "</form>\n");
}
