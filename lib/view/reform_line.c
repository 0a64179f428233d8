/* reform_line.c - deadlines, forms and series in a dry run's lists */
#include "base/date.h"
#include "core/period.h"
#include "view/reform_line.h"

struct reform_line
reform_line_of_due(struct ctx *ctx, const struct reform_look *look, size_t i)
{
	const struct reform_due *d = &look->due[i];

	return (struct reform_line){
		{ d->regime,
		    str_empty(d->period) ?
			"" :
			period_code_show(ctx->mem, d->period),
		    reform_level_show(look, d->level),
		    str_empty(d->due) ? "" : date_show(ctx->mem, d->due),
		    d->became == NULL ? "" : date_show(ctx->mem, d->became),
		    str_long(ctx->mem, d->n), reform_due_show(d->fate),
		    d->why },
		false
	};
}

/* Of the duties those that are about forms; and regimes that nobody owes. */
struct reform_line
reform_line_of_form(struct ctx *ctx, const struct reform_look *look, size_t i)
{
	static const char *const kinds[] = { "extension", "draft_owner",
		"template_owner" };
	struct reform_line none = { .decide = false };

	if (i >= look->nduty) {
		const struct reform_idle *k = &look->idle[i - look->nduty];
		return (
		    struct reform_line){ { _("form of a regime"), k->regime,
					     reform_level_show(look, k->level),
					     _("nobody fills it in"), "",
					     _("the level has no units any"
					       " more: assign it anew") },
			true };
	}
	for (size_t k = 0; k < COUNT(kinds); k++)
		if (str_eq(look->duty[i].kind, kinds[k]))
			return reform_line_of_duty(ctx, look, i);
	return none;
}

struct reform_line
reform_line_of_series(struct ctx *ctx, const struct reform_look *look, size_t i)
{
	const struct reform_link *k = &look->link[i];
	const struct reform_unit *o = &look->unit[k->old];
	const struct reform_unit *n = &look->unit[k->became];

	return (struct reform_line){
		.cell = { o->code, o->name, n->code, n->name,
		    str_long(ctx->mem, o->official),
		    reform_reading_show(k->reading), k->shares }
	};
}
