/* regime_form.c - the draft of a regime, one section of it at a time */
#include <string.h>
#include "base/date.h"
#include "core/period.h"
#include "view/regime_form.h"

enum { CHOICES = 32 };

static const struct section {
	const char *part, *label;
} sections[] = { { "what", N_("What is reported") },
	{ "who", N_("From whom to whom") }, { "when", N_("When") },
	{ "how", N_("Outline and guidance") }, { "why", N_("Legal basis") } };

static void
text(struct ctx *ctx, const struct regime_form *f, const char *name,
    const char *label, const char *help, long max)
{
	size_t i = (size_t)regime_part_find(name);

	widget_input(ctx, f->findings,
	    &(struct input){ .name = name,
		.label = label,
		.help = help,
		.value = regime_part_get(f->text, i),
		.max = max });
}

static void
area(struct ctx *ctx, const struct regime_form *f, const char *name,
    const char *label, const char *help, long max)
{
	size_t i = (size_t)regime_part_find(name);

	widget_input(ctx, f->findings,
	    &(struct input){ .name = name,
		.label = label,
		.help = help,
		.type = "area",
		.value = regime_part_get(f->text, i),
		.max = max });
}

static void
day(struct ctx *ctx, const struct regime_form *f, const char *name,
    const char *label, const char *help)
{
	size_t i = (size_t)regime_part_find(name);

	widget_day(ctx, f->findings, name, label, help,
	    shown_day(ctx->mem, regime_part_get(f->text, i)));
}

static void
pick(struct ctx *ctx, const struct regime_form *f, const char *name,
    const char *label, const char *codes, const char *(*show)(const char *))
{
	struct choice at[CHOICES];
	size_t n = regime_choices(at, codes, ctx->mem, show);
	size_t i = (size_t)regime_part_find(name);

	widget_select(ctx, f->findings, name, label, at, n,
	    regime_part_get(f->text, i));
}

static void
pick_frequency(struct ctx *ctx, const struct regime_form *f)
{
	struct buf b = { .mem = ctx->mem, .max = 200 };

	for (enum period_kind k = 0; k < PERIOD_END; k++)
		buf_fmt(&b, "%s ", period_kind_name(k));
	pick(ctx, f, "frequency", _("Frequency"), b.at, frequency_show);
}

/* Asked, so that it can be refused before anything of it is stored. */
static void
pick_secrecy(struct ctx *ctx, const struct regime_form *f)
{
	const struct choice at[] = { { "none", _("not classified") },
		{ "secret", _("a state secret, of any degree") } };

	widget_select(ctx, f->findings, "secrecy", _("Secrecy"), at, COUNT(at),
	    f->text->secrecy);
}

enum { NEW_CODE = 40 };

void
regime_form_new(struct ctx *ctx, const struct regime_form *f)
{
	struct choice lines[CHOICES];
	size_t n = 0;

	for (; n < f->lines.n && n < CHOICES; n++)
		lines[n] = (struct choice){ f->lines.at[n].code,
			tr_pick(f->lines.at[n].name_vi,
			    f->lines.at[n].name_en) };
	widget_form_open(ctx, url(ctx, "/regime/edit/new"));
	widget_input(ctx, f->findings,
	    &(struct input){ .name = "code",
		.label = _("Code"),
		.help = _("Letters, digits and hyphens; it never changes."),
		.value = f->code,
		.max = NEW_CODE,
		.required = true });
	text(ctx, f, "title_vi", _("Name (Vietnamese)"),
	    _("Clear and short; it says what the report covers."),
	    REGIME_TITLE);
	pick(ctx, f, "family", _("Family"), REGIME_FAMILIES, family_show);
	pick_frequency(ctx, f);
	pick_secrecy(ctx, f);
	widget_select(ctx, f->findings, "line", _("Reporting line"), lines, n,
	    f->line);
	widget_select(ctx, f->findings, "owner", _("Owner"), f->owners,
	    f->nowner, f->owner);
	widget_actions_open(ctx);
	widget_button(ctx, BUTTON_MAIN, _("Begin the draft"), NULL, NULL);
	widget_actions_close(ctx);
	widget_form_close(ctx);
}

void
regime_form_path(struct ctx *ctx, const struct regime_head *g)
{
	const struct crumb path[] = { { _("Reporting regimes"),
					  url(ctx, "/regime") },
		{ g->code, url(ctx, "/regime/one?regime=%ld", g->id) },
		{ _("Draft"), NULL } };

	widget_path(ctx, path, COUNT(path));
}

static void
put_what(struct ctx *ctx, const struct regime_form *f)
{
	text(ctx, f, "title_vi", _("Name (Vietnamese)"),
	    _("Clear and short; it says what the report covers."),
	    REGIME_TITLE);
	text(ctx, f, "title_en", _("Name (English)"), NULL, REGIME_TITLE);
	pick(ctx, f, "family", _("Family"), REGIME_FAMILIES, family_show);
	pick_secrecy(ctx, f);
	pick(ctx, f, "content", _("Content"), REGIME_CONTENTS, content_show);
	area(ctx, f, "scope", _("What is to be reported"),
	    _("The information that is asked for, in words."), REGIME_LONG);
}

static void
put_ways(struct ctx *ctx, const char *title, const char *prefix,
    const char *codes, const char *on)
{
	size_t n;

	html(ctx->out, "<fieldset><legend>%s</legend>\n", title);
	for (; *(codes += strspn(codes, " ")) != '\0'; codes += n) {
		n = strcspn(codes, " ");
		const char *code = str_ndup(ctx->mem, codes, n);
		widget_check(ctx, NULL,
		    str_fmt(ctx->mem, "%s_%s", prefix, code), way_show(code),
		    code_list_has(on, code));
	}
	html(ctx->out, "</fieldset>\n");
}

static void
put_who(struct ctx *ctx, const struct regime_form *f)
{
	area(ctx, f, "reporters", _("Who reports"),
	    _("Agencies, organisations, individuals, in words. Which units"
	      " are asked is chosen under \"Who reports\"."),
	    REGIME_WHO);
	area(ctx, f, "receivers", _("Who receives"),
	    _("The receiving agencies by name, for each level."), REGIME_WHO);
	put_ways(ctx, _("Form, in order of priority"), "m", REGIME_MEDIA,
	    f->text->media);
	put_ways(ctx, _("Ways of sending, in order of priority"), "c",
	    REGIME_CHANNELS, f->text->channels);
}

static void
put_when(struct ctx *ctx, const struct regime_form *f)
{
	pick_frequency(ctx, f);
	text(ctx, f, "cutoff", _("Cut-off of data"),
	    _("nd09: from the 15th to the 14th, as Decree 09/2019 has it;"
	      " calendar: calendar periods; or a rule of its own, for example"
	      " \"from 21 month-1 to 20\"."),
	    CUTOFF_TEXT_MAX);
	day(ctx, f, "valid_from", _("Takes effect on"),
	    _("For example 25/09/2026. It holds for periods that end on this"
	      " day or later."));
	day(ctx, f, "valid_to", _("Expires on"),
	    _("The first day on which it no longer holds. Empty: until"
	      " further notice."));
}

static void
put_how(struct ctx *ctx, const struct regime_form *f)
{
	area(ctx, f, "outline", _("Outline"),
	    _("The headings of the report's text, one a line. The decree makes"
	      " it compulsory."),
	    REGIME_LONG);
	area(ctx, f, "guidance", _("Process guidance"),
	    _("How the report is made and sent, where that needs"
	      " explaining."),
	    REGIME_LONG);
}

static void
put_why(struct ctx *ctx, const struct regime_form *f)
{
	text(ctx, f, "basis", _("Legal basis"),
	    _("As it is printed on the form."), REGIME_BASIS);
	text(ctx, f, "basis_no", _("Number of the act"),
	    _("For example 02/2021/TT-TTCP."), REGIME_BASIS_NO);
	day(ctx, f, "basis_date", _("Date of the act"),
	    _("For example 25/09/2026."));
	text(ctx, f, "issuer", _("Issued by"), NULL, REGIME_ISSUER);
}

/* Which section one is in, and the way to the others. */
static void
put_sections(struct ctx *ctx, const struct regime_form *f)
{
	html(ctx->out, "<nav class='tabs' aria-label='%s'><ul>\n",
	    _("Sections"));
	for (size_t i = 0; i < COUNT(sections); i++) {
		html(ctx->out, "<li><a href='%s'",
		    url(ctx, "/regime/edit/form?regime=%ld&part=%s",
			f->head->id, sections[i].part));
		if (str_eq(sections[i].part, f->part))
			html(ctx->out, " aria-current='page'");
		html(ctx->out, ">%s</a></li>\n", tr(sections[i].label));
	}
	html(ctx->out, "</ul></nav>\n");
}

static void
put_drop(struct ctx *ctx, const struct regime_form *f)
{
	html(ctx->out, "<section class='decide'>\n");
	widget_link(ctx, BUTTON_PLAIN, _("What is missing, and publish"),
	    url(ctx, "/regime/publish?regime=%ld", f->head->id));
	widget_form_open(ctx, url(ctx, "/regime/edit/drop"));
	widget_hidden_long(ctx, "regime", f->head->id);
	widget_hidden_long(ctx, "version_id", f->version->id);
	widget_hidden_long(ctx, "version", f->version->edit);
	widget_button(ctx, BUTTON_DANGER, _("Throw the draft away"), NULL,
	    NULL);
	widget_form_close(ctx);
	html(ctx->out, "</section>\n");
}

void
regime_form_put(struct ctx *ctx, const struct regime_form *f)
{
	static const struct {
		const char *part;
		void (*put)(struct ctx *, const struct regime_form *);
	} parts[] = { { "what", put_what }, { "who", put_who },
		{ "when", put_when }, { "how", put_how }, { "why", put_why } };
	size_t k = 0;

	for (size_t i = 0; i < COUNT(parts); i++)
		if (str_eq(parts[i].part, f->part))
			k = i;
	put_sections(ctx, f);
	html(ctx->out, "<h2>%s</h2>\n", tr(sections[k].label));
	widget_form_open(ctx, url(ctx, "/regime/edit/save"));
	widget_hidden_long(ctx, "regime", f->head->id);
	widget_hidden_long(ctx, "version_id", f->version->id);
	widget_hidden_long(ctx, "version", f->version->edit);
	widget_hidden(ctx, "part", parts[k].part);
	parts[k].put(ctx, f);
	widget_actions_open(ctx);
	widget_button(ctx, BUTTON_MAIN, _("Save"), NULL, NULL);
	widget_actions_close(ctx);
	widget_form_close(ctx);
	put_drop(ctx, f);
}
