/* widget_field.c - forms and their fields */
#include <string.h>
#include "view/widget.h"

void
widget_hidden(struct ctx *ctx, const char *name, const char *value)
{
	html(ctx->out, "<input type='hidden' name='%s' value='%s' />\n", name,
	    value);
}

void
widget_hidden_long(struct ctx *ctx, const char *name, long value)
{
	html(ctx->out, "<input type='hidden' name='%s' value='%ld' />\n", name,
	    value);
}

static void
put_keys(struct ctx *ctx)
{
	if (ctx->csrf != NULL)
		widget_hidden(ctx, "csrf", ctx->csrf);
	if (ctx->key != NULL)
		widget_hidden(ctx, "key", ctx->key);
}

void
widget_form_open(struct ctx *ctx, const char *action)
{
	html(ctx->out, "<form method='post' action='%s'>\n", action);
	put_keys(ctx);
}

void
widget_form_open_file(struct ctx *ctx, const char *action)
{
	html(ctx->out,
	    "<form method='post' action='%s' enctype='multipart/form-data'>\n",
	    action);
	put_keys(ctx);
}

void
widget_form_close(struct ctx *ctx)
{
	html(ctx->out, "</form>\n");
}

void
widget_query_open(struct ctx *ctx, const char *action)
{
	html(ctx->out,
	    "<form class='bar query' method='get' action='%s' role='search'>\n",
	    action);
}

void
widget_query_close(struct ctx *ctx, const char *button)
{
	widget_button(ctx, BUTTON_PLAIN, button, NULL, NULL);
	html(ctx->out, "</form>\n");
}

/* The attributes by which help and error belong to their field. */
static void
put_about(struct ctx *ctx, const char *name, bool help, bool wrong)
{
	if (wrong)
		html(ctx->out, " aria-invalid='true'");
	if (help || wrong)
		html(ctx->out, " aria-describedby='");
	if (help)
		html(ctx->out, "%s-help%s", name, wrong ? " " : "");
	if (wrong)
		html(ctx->out, "%s-wrong", name);
	if (help || wrong)
		html(ctx->out, "'");
}

static void
put_wrong(struct ctx *ctx, const struct finding *f)
{
	if (f != NULL)
		html(ctx->out, "<p class='wrong' id='%s-wrong'>%s</p>\n",
		    f->where, f->text);
}

static const char *
id_of(const struct input *in)
{
	return in->id == NULL ? in->name : in->id;
}

static void
put_attributes(struct ctx *ctx, const struct input *in)
{
	html(ctx->out, " id='%s' name='%s' maxlength='%ld'", id_of(in),
	    in->name, in->max > 0 ? in->max : 200);
	if (in->autocomplete != NULL)
		html(ctx->out, " autocomplete='%s'", in->autocomplete);
	if (in->required)
		html(ctx->out, " required='required'");
	if (in->autofocus)
		html(ctx->out, " autofocus='autofocus'");
}

void
widget_input(struct ctx *ctx, const struct findings *fs, const struct input *in)
{
	const struct finding *f = finding_at(fs, in->name);
	bool area = str_eq(in->type, "area");

	html(ctx->out, "<div class='field'><label for='%s'>%s</label>\n",
	    id_of(in), in->label);
	if (in->help != NULL)
		html(ctx->out, "<p class='help' id='%s-help'>%s</p>\n",
		    id_of(in), in->help);
	if (area)
		html(ctx->out, "<textarea rows='4'");
	else
		html(ctx->out, "<input type='%s'",
		    in->type != NULL ? in->type : "text");
	put_attributes(ctx, in);
	put_about(ctx, id_of(in), in->help != NULL, f != NULL);
	/* a first line break in a textarea is dropped by the browser */
	if (area)
		html(ctx->out, ">\n%s</textarea>\n", in->value);
	else
		html(ctx->out, " value='%s' />\n", in->value);
	put_wrong(ctx, f);
	html(ctx->out, "</div>\n");
}

void
widget_file(struct ctx *ctx, const struct findings *fs, const char *name,
    const char *label, const char *help, const char *accept)
{
	const struct finding *f = finding_at(fs, name);

	html(ctx->out, "<div class='field'><label for='%s'>%s</label>\n", name,
	    label);
	if (help != NULL)
		html(ctx->out, "<p class='help' id='%s-help'>%s</p>\n", name,
		    help);
	html(ctx->out,
	    "<input type='file' id='%s' name='%s' accept='%s' "
	    "required='required'",
	    name, name, accept);
	put_about(ctx, name, help != NULL, f != NULL);
	html(ctx->out, " />\n");
	put_wrong(ctx, f);
	html(ctx->out, "</div>\n");
}

void
widget_select(struct ctx *ctx, const struct findings *fs, const char *name,
    const char *label, const struct choice *at, size_t n, const char *selected)
{
	const struct finding *f = finding_at(fs, name);

	html(ctx->out,
	    "<div class='field'><label for='%s'>%s</label>\n"
	    "<select id='%s' name='%s'",
	    name, label, name, name);
	put_about(ctx, name, false, f != NULL);
	html(ctx->out, ">\n");
	for (size_t i = 0; i < n; i++) {
		html(ctx->out, "<option value='%s'", at[i].value);
		if (str_eq(at[i].value, selected))
			html(ctx->out, " selected='selected'");
		html(ctx->out, ">%s</option>\n", at[i].label);
	}
	html(ctx->out, "</select>\n");
	put_wrong(ctx, f);
	html(ctx->out, "</div>\n");
}

void
widget_check(struct ctx *ctx, const struct findings *fs, const char *name,
    const char *label, bool on)
{
	const struct finding *f = finding_at(fs, name);

	html(ctx->out,
	    "<div class='field check'><input type='checkbox' id='%s' "
	    "name='%s' value='1'",
	    name, name);
	if (on)
		html(ctx->out, " checked='checked'");
	put_about(ctx, name, false, f != NULL);
	html(ctx->out, " /> <label for='%s'>%s</label>\n", name, label);
	put_wrong(ctx, f);
	html(ctx->out, "</div>\n");
}

static const char *
button_class(enum button kind)
{
	static const char *const names[] = { "button", "button main",
		"button danger", "button quiet" };

	return names[kind];
}

void
widget_button(struct ctx *ctx, enum button kind, const char *label,
    const char *name, const char *value)
{
	html(ctx->out, "<button class='%s'", button_class(kind));
	if (name != NULL)
		html(ctx->out, " name='%s' value='%s'", name, value);
	html(ctx->out, ">%s</button>\n", label);
}

void
widget_link(struct ctx *ctx, enum button kind, const char *label,
    const char *href)
{
	html(ctx->out, "<a class='%s' href='%s'>%s</a>\n", button_class(kind),
	    href, label);
}

void
widget_actions_open(struct ctx *ctx)
{
	html(ctx->out, "<div class='actions'>\n");
}

void
widget_actions_close(struct ctx *ctx)
{
	html(ctx->out, "</div>\n");
}

void
widget_day(struct ctx *ctx, const struct findings *f, const char *name,
    const char *label, const char *help, const char *value)
{
	widget_input(ctx, f,
	    &(struct input){ .name = name,
		.label = label,
		.help = help,
		.value = value,
		.max = 20 });
}
