/* cmd_report.c - baocao report, baocao rollup: what a report holds, the sums */
#include <stdio.h>
#include <string.h>
#include "base/date.h"
#include "core/flow.h"
#include "core/regime.h"
#include "core/rollup.h"
#include "core/unit.h"
#include "tool/tool.h"

/* ---------------------------------------------------------------- show */

struct wanted {
	const char *unit, *regime, *period;
	struct regime g;
	struct period p;
	struct units units; /* that the name fits and that owe the report */
	struct report r;
	struct sheet sheet;
};

/* Of the units meant, those that have such a report. */
static enum rc
owing(struct tool *t, struct wanted *w, const struct units *all)
{
	struct report r;

	w->units.at = arena_alloc(t->ctx.mem, all->n * sizeof *all->at);
	for (size_t i = 0; i < all->n; i++) {
		enum rc rc = report_find_any(t->db, all->at[i].id, w->g.code,
		    w->p.code, &r);
		if (rc == E_NOTFOUND)
			continue;
		if (rc != OK)
			return rc;
		w->units.at[w->units.n++] = all->at[i];
		w->r = r;
	}
	return OK;
}

static enum rc
find_report(struct tool *t, void *arg)
{
	struct wanted *w = arg;
	struct units all;
	const char *day;

	w->units.n = 0;
	TRY(regime_find(t->db, w->regime, &w->g));
	if (!period_read(t->ctx.mem, w->period, w->g.cutoff, &w->p)) {
		finding(&t->findings, w->period,
		    _("There is no such period of %s."), w->g.code);
		return E_INVALID;
	}
	day = date_iso(t->ctx.mem, w->p.ends);
	TRY(unit_find(t->db, t->ctx.mem, w->unit, day, &all));
	if (all.n == 0)
		TRY(unit_by_code(t->db, NULL, w->unit, day, &all));
	TRY(owing(t, w, &all));
	if (w->units.n != 1)
		return OK;
	return sheet_open(t->db, &t->ctx, &w->r, &w->sheet);
}

static const char *
shown(struct tool *t, const struct sheet *s, size_t cell,
    const struct figures *is)
{
	return is->num == NULL ?
		   "" :
		   sheet_show(t->ctx.mem, s->form, cell, is, s->lang);
}

static void
say_cell(struct tool *t, const struct sheet *s, size_t cell)
{
	const char *total = shown(t, s, cell, &s->total);

	if (*total == '\0')
		return;
	if (s->superior)
		tool_say(t, _("%18s  %s  (own %s, below %s)"), total,
		    sheet_where(t->ctx.mem, s->form, cell),
		    shown(t, s, cell, &s->own), shown(t, s, cell, &s->below));
	else
		tool_say(t, "%18s  %s", total,
		    sheet_where(t->ctx.mem, s->form, cell));
}

static void
say_report(struct tool *t, const struct wanted *w)
{
	const struct report *r = &w->r;

	tool_say(t, "%s, %s, %s (%s)", report_title(r),
	    report_period_show(t->ctx.mem, r), r->unit, r->unit_code);
	tool_say(t, _("%s; due %s%s"), flow_state_show(r->state),
	    date_show(t->ctx.mem, r->due),
	    report_lateness(r, t->ctx.today) == IN_TIME ? "" : _(", late"));
	if (r->revision_no > 0)
		tool_say(t, _("Revision %ld, %s, %s, SHA-256 %s"),
		    r->revision_no, date_show_instant(t->ctx.mem, r->sent),
		    r->sender == NULL ? "" : r->sender, r->sha);
	if (w->sheet.superior)
		tool_say(t, _("%zu of %zu units below accepted"),
		    w->sheet.naccepted, w->sheet.nchild);
	for (size_t i = 0; i < w->sheet.form->ncell; i++)
		say_cell(t, &w->sheet, i);
}

static void
put_value(struct tool *t, const char *key, const struct figures *is, size_t i)
{
	if (is->num == NULL)
		return;
	if (is->num[i].nan)
		json_text(&t->json, key, "-");
	else if (is->num[i].dec != NULL)
		json_num(&t->json, key, dec_text(t->ctx.mem, is->num[i].dec));
	else if (is->txt[i] != NULL)
		json_text(&t->json, key, is->txt[i]);
}

static void
put_cells(struct tool *t, const struct sheet *s)
{
	json_array(&t->json, "cells");
	for (size_t i = 0; i < s->form->ncell; i++) {
		const struct cell *x = &s->form->cells[i];
		if (x->type == CELL_NONE)
			continue;
		json_object(&t->json, NULL);
		json_long(&t->json, "cell", (long)i);
		json_text(&t->json, "column", s->form->cols[x->col].code);
		json_text(&t->json, "row", s->form->rows[x->row].code);
		json_text(&t->json, "item", x->item);
		put_value(t, "own", &s->own, i);
		put_value(t, "below", &s->below, i);
		put_value(t, "total", &s->total, i);
		json_end(&t->json);
	}
	json_end(&t->json);
}

static void
put_units(struct tool *t, const struct sheet *s)
{
	json_array(&t->json, "units");
	for (size_t i = 0; i < s->nchild; i++) {
		json_object(&t->json, NULL);
		json_text(&t->json, "code", s->child[i].code);
		json_text(&t->json, "name", s->child[i].name);
		json_text(&t->json, "state", s->child[i].state);
		json_text(&t->json, "sender", s->child[i].sender);
		json_end(&t->json);
	}
	json_end(&t->json);
}

static void
put_report(struct tool *t, const struct wanted *w)
{
	const struct report *r = &w->r;

	json_object(&t->json, NULL);
	json_text(&t->json, "regime", r->regime);
	json_text(&t->json, "form", w->sheet.form->version);
	json_text(&t->json, "period", r->period);
	json_text(&t->json, "starts", r->starts);
	json_text(&t->json, "ends", r->ends);
	json_text(&t->json, "unit", r->unit_code);
	json_text(&t->json, "name", r->unit);
	json_text(&t->json, "level", r->level);
	json_text(&t->json, "state", r->state);
	json_text(&t->json, "due", r->due);
	json_bool(&t->json, "late", r->late);
	json_long(&t->json, "version", r->version);
	json_long(&t->json, "revision", r->revision_no);
	json_text(&t->json, "sha256", r->sha);
	json_text(&t->json, "sent", r->sent);
	json_text(&t->json, "sender", r->sender);
	put_cells(t, &w->sheet);
	put_units(t, &w->sheet);
	json_end(&t->json);
}

static int
not_one(struct tool *t, const struct wanted *w)
{
	struct buf b = { .mem = t->ctx.mem, .max = 1000 };

	if (w->units.n == 0)
		return tool_no(t, _("no report %s of %s by a unit \"%s\""),
		    w->g.code, w->p.code, w->unit);
	for (size_t i = 0; i < w->units.n; i++)
		buf_fmt(&b, "%s%s (%s)", i == 0 ? "" : ", ",
		    w->units.at[i].name, w->units.at[i].code);
	return tool_no(t, _("several units are meant by that: %s"), b.at);
}

static int
run_report(struct tool *t, int argc, char **argv)
{
	struct wanted w = { 0 };

	if (argc != 5 || strcmp(argv[1], "show") != 0)
		return tool_usage(t, _("say show, a unit, a regime, a period"));
	w.unit = argv[2];
	w.regime = argv[3];
	w.period = argv[4];
	enum rc rc = tool_read(t, find_report, &w);
	if (rc != OK)
		return tool_end(t, rc);
	if (w.units.n != 1)
		return not_one(t, &w);
	say_report(t, &w);
	if (t->as_json)
		put_report(t, &w);
	return TOOL_OK;
}

const struct command cmd_report = { "report", "show UNIT REGIME PERIOD",
	N_("show a report: its state, its figures, the units below"),
	run_report, false };

/* ---------------------------------------------------------------- rollup */

static enum rc
find_period(struct tool *t, void *arg)
{
	struct wanted *w = arg;
	struct reports rs;

	TRY(report_all(t->db, w->regime, w->period, &rs));
	if (rs.n == 0)
		return E_NOTFOUND;
	w->r = rs.at[0];
	return OK;
}

static void
tell(const struct job *job)
{
	fprintf(stderr, "  %ld/%ld\n", job->done, job->total);
}

static int
run_rollup(struct tool *t, int argc, char **argv)
{
	struct wanted w = { 0 };
	struct job job;

	if (argc != 3)
		return tool_usage(t, _("say a regime and a period"));
	w.regime = argv[1];
	w.period = argv[2];
	enum rc rc = tool_read(t, find_period, &w);
	if (rc == E_NOTFOUND)
		return tool_no(t, _("%s of %s is not open"), w.regime,
		    w.period);
	if (rc == OK)
		rc = rollup_run(t->db, &t->ctx, w.r.regime_id, w.r.period_id, 0,
		    t->as_json ? NULL : tell, &job);
	if (rc == E_CONFLICT)
		return tool_no(t, _("a roll-up is under way elsewhere"));
	if (rc != OK)
		return tool_end(t, rc);
	tool_say(t, _("%s %s: %ld units rolled up."), w.regime, w.period,
	    job.total);
	if (!t->as_json)
		return TOOL_OK;
	json_object(&t->json, NULL);
	json_text(&t->json, "state", job.state);
	json_long(&t->json, "done", job.done);
	json_long(&t->json, "total", job.total);
	json_end(&t->json);
	return TOOL_OK;
}

const struct command cmd_rollup = { "rollup", "REGIME PERIOD",
	N_("add up what is accepted, from the lowest units to the top"),
	run_rollup, false };
