/* import_view.c - a file of many lines: chosen, looked over, then applied */
#include "view/import_view.h"

void
import_upload(struct ctx *ctx, const struct findings *f, const char *action,
    const char *help)
{
	widget_form_open_file(ctx, action);
	widget_file(ctx, f, "file", _("File"), help, ".csv,.xlsx");
	widget_actions_open(ctx);
	widget_button(ctx, BUTTON_MAIN, _("Look it over"), NULL, NULL);
	widget_actions_close(ctx);
	widget_form_close(ctx);
}

void
import_counts(struct ctx *ctx, const struct import_count *counts, size_t n)
{
	widget_list_open(ctx);
	for (size_t i = 0; i < n; i++)
		widget_list_item(ctx, counts[i].label,
		    str_long(ctx->mem, (long)counts[i].n));
	widget_list_close(ctx);
}

void
import_refused(struct ctx *ctx)
{
	widget_notice(ctx, TONE_BAD,
	    _("Lines that are refused must be put right in the file; "
	      "nothing is applied before."));
}

void
import_apply_open(struct ctx *ctx, const char *action, const char *text)
{
	widget_form_open(ctx, action);
	widget_hidden(ctx, "text", text);
}

void
import_apply_close(struct ctx *ctx, const char *label, const char *cancel)
{
	widget_actions_open(ctx);
	widget_button(ctx, BUTTON_MAIN, label, NULL, NULL);
	widget_link(ctx, BUTTON_QUIET, _("Cancel"), cancel);
	widget_actions_close(ctx);
	widget_form_close(ctx);
}

const char *
import_text(const struct buf *b, struct findings *f, const char *otherwise)
{
	if (!b->full)
		return b->at;
	finding(f, "file", "%s", otherwise);
	return NULL;
}
