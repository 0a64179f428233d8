/* reform_table.c - the lists of a dry run, for pages and as files */
#include <string.h>
#include "base/date.h"
#include "base/utf8.h"
#include "core/access.h"
#include "core/flow.h"
#include "core/period.h"
#include "io/csv.h"
#include "view/reform_line.h"
#include "view/unit_view.h"
#include "view/widget.h"

static const struct {
	const char *name, *shown;
} lists[LIST_KINDS] = {
	[LIST_UNITS] = { "units", N_("Units") },
	[LIST_LINKS] = { "links", N_("What becomes what") },
	[LIST_RIGHTS] = { "rights", N_("Rights") },
	[LIST_DUTIES] = { "duties", N_("Duties and properties") },
	[LIST_REPORTS] = { "reports", N_("Open reports") },
	[LIST_DUES] = { "deadlines", N_("Deadlines") },
	[LIST_FORMS] = { "forms", N_("Forms") },
	[LIST_SERIES] = { "series", N_("Series of figures") },
};
static const struct {
	const char *code, *shown;
} whys[] = {
	{ "merged", N_("several units are merged: say who has this right in"
		       " the new one") },
	{ "split", N_("the unit is split") },
	{ "ended", N_("the unit has no successor") },
	{ "stays", N_("a superior has sent its total already: the report stays"
		      " in the total that it is in") },
	{ "below", N_("its total was sent and has figures in it of units that"
		      " have ended since: return it, to have it made anew") },
	{ "some", N_("so it was with some of the units that are merged only") },
}, kinds[] = {
	{ "grant", N_("right") },
	{ "report", N_("report") },
	{ "assignment", N_("assigned by name") },
	{ "exemption", N_("exempted by name") },
	{ "group", N_("member of a group") },
	{ "regime_owner", N_("owns a regime") },
	{ "group_owner", N_("owns a group") },
	{ "item_owner", N_("owns an item") },
	{ "breakdown_owner", N_("owns a dimension") },
	{ "register_owner", N_("owns a register") },
	{ "draft_owner", N_("owns the draft of a form") },
	{ "template_owner", N_("brought a template") },
	{ "extension", N_("extends a form") },
	{ "token", N_("has an API token") },
	{ "post", N_("works there") },
};

bool
reform_list_read(const char *name, enum reform_list_kind *ret)
{
	for (enum reform_list_kind k = 0; k < LIST_KINDS; k++)
		if (str_eq(lists[k].name, name)) {
			*ret = k;
			return true;
		}
	return false;
}

const char *
reform_list_name(enum reform_list_kind k)
{
	return lists[k].name;
}

const char *
reform_list_show(enum reform_list_kind k)
{
	return tr(lists[k].shown);
}

const char *
reform_why_show(const char *why)
{
	for (size_t i = 0; i < COUNT(whys); i++)
		if (str_eq(whys[i].code, why))
			return tr(whys[i].shown);
	return why;
}

const char *
reform_kind_show(const char *kind)
{
	for (size_t i = 0; i < COUNT(kinds); i++)
		if (str_eq(kinds[i].code, kind))
			return tr(kinds[i].shown);
	return kind;
}

const char *
reform_level_show(const struct reform_look *look, const char *code)
{
	for (size_t i = 0; i < look->nlevel; i++)
		if (str_eq(look->level[i].level, code))
			return tr_pick(look->level[i].name_vi,
			    look->level[i].name_en);
	return code;
}

/* ---------------------------------------------------------------- their rows
 */

static const char *
kind_of_unit(enum reform_kind kind)
{
	static const char *const words[] = {
		[UNIT_BEGINS] = N_("begins"),
		[UNIT_ENDS] = N_("ends"),
		[UNIT_MOVES] = N_("goes on below another superior"),
	};

	return tr(words[kind]);
}

static struct reform_line
line_of_unit(struct ctx *ctx, const struct reform_look *look, size_t i)
{
	const struct reform_unit *u = &look->unit[i];

	(void)ctx;
	return (struct reform_line){ .cell = { kind_of_unit(u->kind), u->code,
					 u->name, u->above_was, u->above_is,
					 u->others } };
}

static struct reform_line
line_of_link(struct ctx *ctx, const struct reform_look *look, size_t i)
{
	const struct reform_link *k = &look->link[i];
	const struct reform_unit *o = &look->unit[k->old];
	const struct reform_unit *n = &look->unit[k->became];

	(void)ctx;
	return (struct reform_line){ .cell = { o->code, o->name, n->code,
					 n->name, relation_show(k->relation),
					 k->comparable ? _("comparable") :
							 _("not comparable"),
					 k->shares } };
}

static struct reform_line
line_of_right(struct ctx *ctx, const struct reform_look *look, size_t i)
{
	const struct reform_grant *g = &look->grant[i];

	(void)ctx;
	return (struct reform_line){
		{ g->login, g->person, role_show((enum role)g->role), g->unit,
		    reform_fate_show(g->fate), g->became, g->why },
		g->fate == FATE_DECIDE
	};
}

struct reform_line
reform_line_of_duty(struct ctx *ctx, const struct reform_look *look, size_t i)
{
	const struct reform_duty *d = &look->duty[i];

	(void)ctx;
	return (struct reform_line){
		.cell = { reform_kind_show(d->kind), d->what, d->unit,
		    reform_fate_show(d->fate), d->became, d->why },
		.decide = d->fate == FATE_DECIDE
	};
}

static struct reform_line
line_of_reports(struct ctx *ctx, const struct reform_look *look, size_t i)
{
	const struct reform_reports *r = &look->reports[i];

	return (struct reform_line){
		{ r->regime, period_code_show(ctx->mem, r->period),
		    date_show(ctx->mem, r->ends),
		    reform_level_show(look, r->level),
		    flow_state_show(r->state), str_long(ctx->mem, r->n),
		    reform_fate_show(r->fate), r->why },
		r->fate == FATE_DECIDE
	};
}

/* All words in one of the line's cells or the other; key has no marks. */
static bool
has_words(struct arena *mem, const struct reform_line *l, const char *key)
{
	struct buf b = { .mem = mem, .max = 20000 };
	char *rest = NULL;

	if (str_empty(key))
		return true;
	for (size_t i = 0; i < REFORM_CELLS; i++)
		buf_fmt(&b, "%s ", l->cell[i] == NULL ? "" : l->cell[i]);
	const char *text = utf8_key(mem, b.at, false);
	for (char *w = strtok_r(str_dup(mem, key), " ", &rest);
	     w != NULL && text != NULL; w = strtok_r(NULL, " ", &rest))
		if (strstr(text, w) == NULL)
			return false;
	return text != NULL;
}

struct maker {
	size_t n;
	struct reform_line (
	    *line)(struct ctx *, const struct reform_look *, size_t);
};

static void
fill(struct ctx *ctx, const struct reform_look *look, struct maker m,
    const char *words, struct reform_sheet *ret)
{
	const char *key =
	    utf8_blank(words) ? "" : utf8_key(ctx->mem, words, false);

	ret->at = arena_alloc(ctx->mem, (m.n + 1) * sizeof *ret->at);
	for (size_t i = 0; key != NULL && i < m.n; i++) {
		struct reform_line l = m.line(ctx, look, i);
		if (l.cell[0] != NULL && has_words(ctx->mem, &l, key))
			ret->at[ret->n++] = l;
	}
}

static const char *const *
heads_of(struct arena *mem, const char *const *at, size_t n)
{
	const char **heads = arena_alloc(mem, (n + 1) * sizeof *heads);

	for (size_t i = 0; i < n; i++)
		heads[i] = tr(at[i]);
	return heads;
}

struct reform_sheet
reform_sheet(struct ctx *ctx, const struct reform_look *look,
    enum reform_list_kind kind, const char *words)
{
	static const char *const heads[LIST_KINDS][REFORM_CELLS] = {
		[LIST_UNITS] = { N_("What"), N_("Code"), N_("Unit"),
		    N_("Superior before"), N_("Superior after"),
		    N_("Made of, or became") },
		[LIST_LINKS] = { N_("Code before"), N_("Unit before"),
		    N_("Code after"), N_("Unit after"), N_("How"),
		    N_("Figures"), N_("Shares") },
		[LIST_RIGHTS] = { N_("Sign-in name"), N_("Person"), N_("Role"),
		    N_("Unit before"), N_("What becomes of it"),
		    N_("Unit after"), N_("Why") },
		[LIST_DUTIES] = { N_("What"), N_("Of what"), N_("Unit before"),
		    N_("What becomes of it"), N_("Unit after"), N_("Why") },
		[LIST_REPORTS] = { N_("Regime"), N_("Period"),
		    N_("Window ends"), N_("Level"), N_("State"),
		    N_("#How many"), N_("What becomes of it"), N_("Why") },
		[LIST_DUES] = { N_("Regime"), N_("Period"), N_("Level"),
		    N_("Due"), N_("Due afterwards"), N_("#How many"),
		    N_("What becomes of it"), N_("Why") },
		[LIST_FORMS] = { N_("What"), N_("Of what"), N_("Unit before"),
		    N_("What becomes of it"), N_("Unit after"), N_("Why") },
		[LIST_SERIES] = { N_("Code before"), N_("Unit before"),
		    N_("Code after"), N_("Unit after"), N_("#Accepted reports"),
		    N_("Its figures"), N_("Shares") },
	};
	const struct maker makers[LIST_KINDS] = {
		[LIST_UNITS] = { look->nunit, line_of_unit },
		[LIST_LINKS] = { look->nlink, line_of_link },
		[LIST_RIGHTS] = { look->ngrant, line_of_right },
		[LIST_DUTIES] = { look->nduty, reform_line_of_duty },
		[LIST_REPORTS] = { look->nreports, line_of_reports },
		[LIST_DUES] = { look->ndue, reform_line_of_due },
		[LIST_FORMS] = { look->nduty + look->nidle,
		    reform_line_of_form },
		[LIST_SERIES] = { look->nlink, reform_line_of_series },
	};
	struct reform_sheet s = { 0 };

	while (s.ncol < REFORM_CELLS && heads[kind][s.ncol] != NULL)
		s.ncol++;
	s.heads = heads_of(ctx->mem, heads[kind], s.ncol);
	fill(ctx, look, makers[kind], words, &s);
	return s;
}

/* ---------------------------------------------------------------- shown */

void
reform_sheet_table(struct ctx *ctx, const struct reform_sheet *s, size_t from,
    size_t n)
{
	widget_table_open(ctx, NULL, s->heads);
	for (size_t i = from; i < s->n && i < from + n; i++) {
		html(ctx->out, "<tr>");
		for (size_t k = 0; k < s->ncol; k++) {
			const char *text =
			    s->at[i].cell[k] == NULL ? "" : s->at[i].cell[k];
			if (s->heads[k][0] == '#')
				html(ctx->out, "<td class='n'>%s", text);
			else
				html(ctx->out, "<td>%s", text);
			if (k == 0 && s->at[i].decide) {
				html(ctx->out, " ");
				widget_badge(ctx, TONE_WARN, _("to decide"));
			}
			html(ctx->out, "</td>");
		}
		html(ctx->out, "</tr>\n");
	}
	widget_table_close(ctx);
}

void
reform_sheet_csv(struct ctx *ctx, const struct reform_sheet *s)
{
	struct csv_out csv = { .out = ctx->out };

	csv_bom(&csv);
	for (size_t k = 0; k < s->ncol; k++)
		csv_text(&csv, s->heads[k] + (s->heads[k][0] == '#'));
	csv_end(&csv);
	for (size_t i = 0; i < s->n; i++) {
		for (size_t k = 0; k < s->ncol; k++)
			csv_text(&csv, s->at[i].cell[k]);
		csv_end(&csv);
	}
}
