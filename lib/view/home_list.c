/* home_list.c - figures of a report that come from elsewhere */
#include "base/date.h"
#include "core/access.h"
#include "core/flow.h"
#include "core/period.h"
#include "view/home_list.h"
#include "view/widget.h"

/* The different sources of a sheet, in the order of its cells. */
struct sources {
	const struct home **at;
	size_t *cells; /* how many cells each has */
	size_t n;
};

static size_t
source_of(const struct sources *s, const struct home *h)
{
	size_t i = 0;

	while (i < s->n && !home_alike(s->at[i], h))
		i++;
	return i;
}

static struct sources
sources_of(struct arena *mem, const struct sheet *s)
{
	size_t ncell = s->form->ncell;
	struct sources ret = { 0 };

	if (s->homes.at == NULL)
		return ret;
	ret.at = arena_alloc(mem, ncell * sizeof *ret.at);
	ret.cells = arena_alloc(mem, ncell * sizeof *ret.cells);
	for (size_t i = 0; i < ncell; i++) {
		const struct home *h = s->homes.at[i];
		if (h == NULL)
			continue;
		size_t k = source_of(&ret, h);
		if (k == ret.n)
			ret.at[ret.n++] = h;
		ret.cells[k]++;
	}
	return ret;
}

void
home_list_mark(const struct ctx *ctx, const struct sheet *s, struct grid *g)
{
	struct sources all = sources_of(ctx->mem, s);

	for (size_t i = 0; all.n > 0 && i < s->form->ncell; i++) {
		const struct home *h = s->homes.at[i];
		struct grid_cell *cell = h == NULL ? NULL : grid_own(g, i);
		if (cell == NULL)
			continue;
		cell->source = (long)source_of(&all, h) + 1;
		if (home_awaited(h))
			cell->awaited = h->kind == HOME_SAME ?
					    _("awaited") :
					    str_fmt(ctx->mem, "%zu/%zu",
						h->there, h->expected);
	}
}

/* The unit's own people see its reports; others those of the same line. */
static const char *
href(const struct ctx *ctx, long unit, bool same_line, long report)
{
	bool own = false;

	if (report == 0)
		return NULL;
	if (actor_may_at(ctx->actor, MAY_ENTER, unit))
		return url(ctx, "/entry/form?id=%ld", report);
	for (size_t i = 0; ctx->actor != NULL && i < ctx->actor->ngrant; i++)
		own |= ctx->actor->grants[i].unit_id == unit;
	return own || same_line ? url(ctx, "/review/report?id=%ld", report) :
				  NULL;
}

/* "quý III năm 2026", or the code of what is no period any more. */
static const char *
period_shown(struct arena *mem, const char *cutoff, const char *code)
{
	struct period p;
	struct cutoff rule;

	if (!cutoff_read(cutoff, &rule) || !period_read(mem, code, rule, &p))
		return code;
	return period_show(mem, &p);
}

static void
put_name(struct ctx *ctx, const struct report *r, const struct home_report *f)
{
	const char *to =
	    href(ctx, r->unit_id, f->line_id == r->line_id, f->report_id);
	const char *name =
	    str_eq(home_title(f), f->regime) ?
		f->regime :
		str_fmt(ctx->mem, "%s - %s", f->regime, home_title(f));

	name = str_fmt(ctx->mem, "%s, %s", name, home_period(ctx->mem, f));
	if (to != NULL)
		html(ctx->out, "<a href='%s'>%s</a>", to, name);
	else
		html(ctx->out, "%s", name);
}

/* Which revision it was, who sent it and when; or that it is not there yet. */
static void
put_report(struct ctx *ctx, const struct report *r, const struct home_report *f)
{
	struct buf *h = ctx->out;

	put_name(ctx, r, f);
	html(h, " ");
	if (f->revision_id == 0) {
		widget_state(ctx, f->state);
		return;
	}
	html(h, "<small>%s</small>",
	    str_fmt(ctx->mem, _("revision %ld, %s, %s"), f->no,
		f->person == NULL ? "" : f->person,
		date_show_instant(ctx->mem, f->at)));
}

static const char *
made_how(const char *how)
{
	if (str_eq(how, "sum"))
		return _("The sum of:");
	return str_eq(how, "mean") ? _("The mean of:") : _("The last of:");
}

static void
put_home(struct ctx *ctx, const struct report *r, const struct home *is)
{
	struct buf *h = ctx->out;

	if (is->kind == HOME_SAME) {
		put_report(ctx, r, is->from[0]);
		return;
	}
	html(h, "%s", made_how(is->how));
	if (home_awaited(is))
		html(h, " <b>%s</b>",
		    str_fmt(ctx->mem, _("%zu of %zu periods are there"),
			is->there, is->expected));
	html(h, "<ul>\n");
	for (size_t i = 0; i < is->n; i++) {
		html(h, "<li>");
		put_report(ctx, r, is->from[i]);
		html(h, "</li>\n");
	}
	html(h, "</ul>");
}

void
home_list_put(struct ctx *ctx, const struct sheet *s)
{
	struct sources all = sources_of(ctx->mem, s);
	struct buf *h = ctx->out;

	if (all.n == 0)
		return;
	html(h,
	    "<section class='sources'>\n<h2>%s</h2>\n<p class='help'>%s</p>\n"
	    "<ol>\n",
	    _("Figures from other reports"),
	    _("They were entered once, there, and cannot be typed here. When "
	      "they are corrected there, they change here until this report "
	      "is sent."));
	for (size_t i = 0; i < all.n; i++) {
		html(h, "<li id='src%zu'><b>%s</b> &#8211; ", i + 1,
		    str_fmt(ctx->mem,
			trn("%zu figure", "%zu figures", all.cells[i]),
			all.cells[i]));
		put_home(ctx, s->report, all.at[i]);
		html(h, "</li>\n");
	}
	html(h, "</ol>\n</section>\n");
}

/* Sent with a figure that is no longer so. */
static const char *
corrected(struct ctx *ctx, const struct home_stale *s)
{
	const char *title = tr_pick(s->source_vi, s->source_en);
	const char *period =
	    period_shown(ctx->mem, s->source_cutoff, s->source_period);

	if (s->now_no == 0)
		return str_fmt(ctx->mem,
		    _("This report was sent with figures of %s, %s (revision "
		      "%ld), which is being corrected."),
		    title, period, s->was_no);
	return str_fmt(ctx->mem,
	    _("This report was sent with figures of %s, %s (revision %ld); "
	      "they were corrected by revision %ld. It stays as it was sent: "
	      "ask for it to be returned if it must be corrected, too."),
	    title, period, s->was_no, s->now_no);
}

static const char *
used(struct ctx *ctx, const struct home_stale *s)
{
	return str_fmt(ctx->mem,
	    _("%s, %s (revision %ld, sent by %s, %s) has used figures of "
	      "revision %ld of this report, which are no longer so."),
	    tr_pick(s->user_vi, s->user_en),
	    period_shown(ctx->mem, s->user_cutoff, s->user_period), s->user_no,
	    s->user_person == NULL ? "" : s->user_person,
	    date_show_instant(ctx->mem, s->user_at), s->was_no);
}

void
home_list_stale(struct ctx *ctx, const struct report *r,
    const struct home_stales *all)
{
	for (size_t i = 0; i < all->n; i++) {
		const struct home_stale *s = &all->at[i];
		bool ours = s->user_id == r->id;
		const char *to =
		    href(ctx, r->unit_id, s->user_line == s->source_line,
			ours ? s->source_id : s->user_id);
		html(ctx->out, "<div class='notice warn' role='status'>%s",
		    ours ? corrected(ctx, s) : used(ctx, s));
		if (to != NULL)
			html(ctx->out, " <a href='%s'>%s</a>", to,
			    _("Look at it"));
		html(ctx->out, "</div>\n");
	}
}
