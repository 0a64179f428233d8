/* reform_columns.c - what the columns of a plan of a reorganisation mean */
#include "view/reform_view.h"
#include "view/widget.h"

const char *
reform_field_show(const char *name)
{
	static const struct {
		const char *name, *shown;
	} fields[] = { { "decision", N_("Number of the decision") },
		{ "decided", N_("Signed on") },
		{ "on_date", N_("Takes effect") },
		{ "act", N_("What happens") },
		{ "unit", N_("Code of the unit before") },
		{ "became", N_("Code of the unit after") },
		{ "name", N_("Name of the unit after") },
		{ "level", N_("Its level") },
		{ "parent", N_("Code of its superior") },
		{ "share", N_("Share of its figures, per cent") },
		{ "item", N_("Code of the item") },
		{ "scheme", N_("Whose codes") },
		{ "line", N_("Reporting line") }, { "note", N_("Note") } };

	for (size_t i = 0; i < COUNT(fields); i++)
		if (str_eq(name, fields[i].name))
			return tr(fields[i].shown);
	return NULL;
}

/* What a plan's file may say, for those who write one. */
static void
put_columns(struct ctx *ctx)
{
	static const struct {
		const char *code, *what;
	} columns[] = {
		{ "act", N_("What happens; the words for it stand below.") },
		{ "unit", N_("Code of the unit before; of a level that is"
			     " abolished: its code, such as district.") },
		{ "became",
		    N_("Code of the unit after; empty: it keeps its code. Of"
		       " rights and duties: nobody, above, successors, post or"
		       " a code.") },
		{ "name", N_("Name of the unit after; said once, in one of the"
			     " rows that lead to it.") },
		{ "level",
		    N_("Level of the unit after, such as commune, province.") },
		{ "parent", N_("Code of its superior after.") },
		{ "share", N_("Of a split: so many per cent of its figures;"
			      " empty: not comparable.") },
		{ "item", N_("The share is of the item with this code only;"
			     " empty: of all others.") },
		{ "scheme",
		    N_("Whose codes: gso (National Statistics Office) or own;"
		       " empty: as of the unit before.") },
		{ "line", N_("Reporting line; empty: the administrative"
			     " one.") },
		{ "note", N_("In words; needed where a unit ends.") },
	};
	const char *heads[] = { _("Column"), _("Meaning"), NULL };

	widget_table_open(ctx, NULL, heads);
	for (size_t i = 0; i < COUNT(columns); i++)
		html(ctx->out,
		    "<tr><th scope='row'><code>%s</code></th><td>%s</td>"
		    "</tr>\n",
		    columns[i].code, tr(columns[i].what));
	widget_table_close(ctx);
}

static void
put_words(struct ctx *ctx)
{
	const char *heads[] = { _("In the column act"), _("What happens"),
		NULL };

	widget_table_open(ctx, NULL, heads);
	for (enum reform_act a = 0; a < REFORM_ACTS; a++)
		html(ctx->out,
		    "<tr><th scope='row'><code>%s</code></th><td>%s</td>"
		    "</tr>\n",
		    reform_act_name(a), reform_act_show(a));
	widget_table_close(ctx);
}

void
reform_columns(struct ctx *ctx)
{
	html(ctx->out, "<h2>%s</h2>\n<p>%s</p>\n", _("The columns"),
	    _("One row for each act, in the order you like. The first line"
	      " names the columns; those that are not needed may be left"
	      " out."));
	put_columns(ctx);
	put_words(ctx);
}
