/* design_naming.c - items for figures that nobody has bound to one */
#include <string.h>
#include "core/design_part.h"

/* Figures that are added up over units; percentages are not. */
static bool
adds_up(const struct xml *e)
{
	const char *type = design_type_of(e), *sums = design_attr(e, "sums");

	if (design_is(e, "group") || design_is(e, "label"))
		return false;
	return design_is_figure(type) && strcmp(type, "percent") != 0 &&
	       !str_eq(sums, "no");
}

static bool
any_item(const struct line *l)
{
	for (size_t i = 0; i < l->n; i++)
		if (design_attr(l->at[i], "item") != NULL)
			return true;
	return false;
}

static void
name_line(struct design *d, const struct line *l, const char *prefix)
{
	for (size_t i = 0; i < l->n; i++)
		if (adds_up(l->at[i]) && *l->code[i] != '\0' &&
		    design_attr(l->at[i], "item") == NULL)
			xml_set(d->mem, l->at[i], "item",
			    str_fmt(d->mem, "%s%s", prefix, l->code[i]));
}

void
design_name_items(struct design *d, const char *prefix)
{
	struct line cols = design_line(d, false), rows = design_line(d, true);

	prefix = str_fmt(d->mem, "%s.", prefix);
	if (!d->fixed) {
		name_line(d, &cols, prefix);
	} else if (!any_item(&cols) && !any_item(&rows)) {
		name_line(d, &cols, "");
		name_line(d, &rows, prefix);
	}
}
