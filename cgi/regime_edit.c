/* regime_edit.c - regimes begun, drafted, published, retired, opened */
#include <stdlib.h>
#include <string.h>
#include "app/app.h"
#include "app/object.h"
#include "base/date.h"
#include "core/open.h"
#include "core/period.h"
#include "core/regime_publish.h"
#include "core/unit_typed.h"
#include "view/owner.h"
#include "view/page.h"
#include "view/regime_form.h"

enum { LINE = 1000, AREA = REGIME_LONG, CODE = 40 };

struct draft_in {
	long regime, version_id, version, job;
	const char *part, *code, *line, *owner, *day, *period, *unit;
	bool m_signed, m_paper;
	bool c_system, c_email, c_fax, c_direct, c_post, c_other, done;
	const char *title_vi, *title_en, *family, *secrecy, *content, *scope,
	    *reporters, *receivers, *frequency, *cutoff, *valid_from, *valid_to,
	    *outline, *guidance, *basis, *basis_no, *basis_date, *issuer;
};
#define ID(m) FIELD(struct draft_in, m, .min = 1)
#define SEEN FIELD(struct draft_in, version)
#define WORD(m) FIELD(struct draft_in, m, .max = LINE, .optional = true)
#define PROSE(m) \
	FIELD(struct draft_in, m, .max = AREA, .optional = true, \
	    .many_lines = true)
#define TICK(m) FIELD(struct draft_in, m)
static const struct field form_fields[] = { ID(regime), WORD(part),
	TICK(done) };
static const struct field new_fields[] = { WORD(code), WORD(line), WORD(owner),
	WORD(title_vi), WORD(family), WORD(frequency), WORD(secrecy) };
static const struct field save_fields[] = { ID(regime), ID(version_id), SEEN,
	WORD(part), WORD(title_vi), WORD(title_en), WORD(family), WORD(secrecy),
	WORD(content), PROSE(scope), PROSE(reporters), PROSE(receivers),
	TICK(m_signed), TICK(m_paper), TICK(c_system), TICK(c_email),
	TICK(c_fax), TICK(c_direct), TICK(c_post), TICK(c_other),
	WORD(frequency), WORD(cutoff), WORD(valid_from), WORD(valid_to),
	PROSE(outline), PROSE(guidance), WORD(basis), WORD(basis_no),
	WORD(basis_date), WORD(issuer) };
static const struct field begin_fields[] = { ID(regime), SEEN };
static const struct field draft_fields[] = { ID(regime), ID(version_id), SEEN };
static const struct field retire_fields[] = { ID(regime), SEEN, WORD(day) };
static const struct field open_fields[] = { ID(regime), SEEN, WORD(period) };
static const struct field give_fields[] = { ID(regime), SEEN, WORD(unit) };
static const struct field step_fields[] = { ID(regime), SEEN, ID(job) };

static const char *
said(const char *s)
{
	return s == NULL ? "" : s;
}

/* ---- a new regime */

static enum rc
owners(struct rq *rq, struct regime_form *f)
{
	const struct actor *who = rq->ctx.actor;
	struct choice *at =
	    arena_alloc(rq->ctx.mem, (who->ngrant + 1) * sizeof *at);

	for (size_t i = 0; i < who->ngrant; i++)
		if (role_has((enum role)who->grants[i].role, MAY_OWN))
			at[f->nowner++] =
			    (struct choice){ str_long(rq->ctx.mem,
						 who->grants[i].unit_id),
				    who->grants[i].unit };
	f->owners = at;
	return line_names(rq->db, &f->lines);
}

static enum rc
new_page(struct rq *rq)
{
	const struct draft_in *in = rq->in;
	struct ctx *ctx = &rq->ctx;
	struct regime_text text = regime_text_new();
	struct regime_form f = { .findings = &rq->findings,
		.text = &text,
		.code = in->code,
		.line = in->line,
		.owner = in->owner };

	TRY(owners(rq, &f));
	text.title_vi = said(in->title_vi);
	if (in->family != NULL)
		text.family = in->family;
	if (in->frequency != NULL)
		text.frequency = in->frequency;
	owner_page_open(ctx, _("New regime"));
	widget_findings(ctx, &rq->findings);
	regime_form_new(ctx, &f);
	return page_close(ctx);
}

static enum rc
create(struct rq *rq)
{
	const struct draft_in *in = rq->in;
	struct regime_new made = { .code = said(in->code),
		.line = said(in->line),
		.owner_id = in->owner == NULL ? 0 : strtol(in->owner, NULL, 10),
		.text = regime_text_new() };
	long id;

	made.text.title_vi = said(in->title_vi);
	made.text.family = said(in->family);
	made.text.frequency = said(in->frequency);
	made.text.secrecy = in->secrecy == NULL ? "none" : in->secrecy;
	if (str_eq(made.text.family, "statistical"))
		made.text.cutoff = "calendar";
	enum rc rc = regime_create(rq->db, &rq->ctx, &made, &rq->findings, &id);
	if (rc == E_INVALID) {
		TRY(new_page(rq));
		return refuse(rq, rc);
	}
	TRY(rc);
	return redirect(rq,
	    url(&rq->ctx, "/regime/edit/form?regime=%ld&part=what", id));
}

/* ---- the draft, section by section */

static enum rc
find_draft(struct rq *rq, struct regime_version *ret)
{
	struct regime_versions all;

	TRY(regime_version_list(rq->db, rq->object, &all));
	for (size_t i = 0; i < all.n; i++)
		if (str_eq(all.at[i].state, "draft")) {
			*ret = all.at[i];
			return OK;
		}
	return E_NOTFOUND;
}

static enum rc
put_form(struct rq *rq, const struct regime_version *v,
    const struct regime_text *text, const char *part)
{
	struct ctx *ctx = &rq->ctx;
	struct regime_head g;
	struct regime_form f = { .findings = &rq->findings,
		.text = text,
		.part = part == NULL ? "what" : part,
		.version = v };

	TRY(regime_head(rq->db, ctx, rq->object, &g));
	f.head = &g;
	owner_page_open(ctx, _("Draft of a regime"));
	regime_form_path(ctx, &g);
	if (((const struct draft_in *)rq->in)->done)
		widget_notice(ctx, TONE_GOOD, _("The draft is stored."));
	widget_findings(ctx, &rq->findings);
	regime_form_put(ctx, &f);
	return OK;
}

static enum rc
form_page(struct rq *rq)
{
	const struct draft_in *in = rq->in;
	struct regime_version v;

	TRY(find_draft(rq, &v));
	TRY(put_form(rq, &v, &v.text, in->part));
	return page_close(&rq->ctx);
}

static const char *
ticked(struct arena *mem, const char *const *codes, const bool *on, size_t n)
{
	struct buf b = { .mem = mem, .max = 100 };

	for (size_t i = 0; i < n; i++)
		if (on[i])
			buf_fmt(&b, "%s%s", b.len > 0 ? " " : "", codes[i]);
	return b.at == NULL ? "" : b.at;
}

static void
typed_ways(struct arena *mem, const struct draft_in *in, struct regime_text *t)
{
	static const char *const media[] = { "signed", "paper" };
	static const char *const channels[] = { "system", "email", "fax",
		"direct", "post", "other" };
	const bool m[] = { in->m_signed, in->m_paper };
	const bool c[] = { in->c_system, in->c_email, in->c_fax, in->c_direct,
		in->c_post, in->c_other };

	t->media = ticked(mem, media, m, COUNT(m));
	t->channels = ticked(mem, channels, c, COUNT(c));
}

static const char *
day_or(struct arena *mem, const char *typed, const char *none)
{
	const char *day = typed_day(mem, typed);

	return day == NULL ? none : day;
}

/* What this section of the form says; the others stay as they are. */
static struct regime_text
typed_text(struct arena *mem, const struct draft_in *in,
    const struct regime_text *was)
{
	struct regime_text t = *was;
	const char *part = said(in->part);

	if (str_eq(part, "what")) {
		t.title_vi = said(in->title_vi);
		t.title_en = said(in->title_en);
		t.family = said(in->family);
		t.secrecy = in->secrecy == NULL ? "none" : in->secrecy;
		t.content = said(in->content);
		t.scope = said(in->scope);
	} else if (str_eq(part, "who")) {
		t.reporters = said(in->reporters);
		t.receivers = said(in->receivers);
		typed_ways(mem, in, &t);
	} else if (str_eq(part, "when")) {
		t.frequency = said(in->frequency);
		t.cutoff = said(in->cutoff);
		t.valid_from = day_or(mem, in->valid_from, DATE_MIN);
		t.valid_to = day_or(mem, in->valid_to, DATE_MAX);
	} else if (str_eq(part, "how")) {
		t.outline = said(in->outline);
		t.guidance = said(in->guidance);
	} else if (str_eq(part, "why")) {
		t.basis = said(in->basis);
		t.basis_no = said(in->basis_no);
		t.basis_date = day_or(mem, in->basis_date, NULL);
		t.issuer = said(in->issuer);
	}
	return t;
}

/* Somebody was faster: what was typed is not lost, the page is a fresh one. */
static enum rc
typed_again(struct rq *rq, const struct regime_text *typed, enum rc why)
{
	const struct draft_in *in = rq->in;
	struct regime_version v;

	TRY(find_draft(rq, &v));
	if (why == E_CONFLICT)
		finding_warn(&rq->findings, "part",
		    _("Somebody has changed this draft since you opened it."
		      " What you typed is below and is not stored yet: look"
		      " at it and save it again, or leave this page to keep"
		      " theirs."));
	TRY(put_form(rq, &v, typed, in->part));
	TRY(page_close(&rq->ctx));
	return refuse(rq, why);
}

static enum rc
save(struct rq *rq)
{
	const struct draft_in *in = rq->in;
	struct ctx *ctx = &rq->ctx;
	struct regime_version v;

	TRY(regime_version_get(rq->db, ctx, in->version_id, &v));
	if (v.regime_id != rq->object)
		return E_NOTFOUND;
	struct regime_text typed = typed_text(ctx->mem, in, &v.text);
	enum rc rc = regime_draft_save(rq->db, ctx, v.id, in->version, &typed,
	    &rq->findings);
	if (rc == E_INVALID || (rc == E_CONFLICT && str_eq(v.state, "draft")))
		return typed_again(rq, &typed, rc);
	TRY(rc);
	return redirect(rq,
	    url(ctx, "/regime/edit/form?regime=%ld&part=%s&done=1", rq->object,
		said(in->part)));
}

/* The page is as the regime is; locked until the end. */
static enum rc
fresh(struct rq *rq, struct regime_head *ret)
{
	struct audit_head head;

	return regime_lock(rq->db, &rq->ctx, rq->object,
	    ((const struct draft_in *)rq->in)->version, &head, ret);
}

/* What is wrong, and the way back. */
static enum rc
refused(struct rq *rq, const struct regime_head *g, const char *title)
{
	owner_page_open(&rq->ctx, title);
	regime_form_path(&rq->ctx, g);
	widget_findings(&rq->ctx, &rq->findings);
	widget_link(&rq->ctx, BUTTON_PLAIN, _("Back to the regime"),
	    url(&rq->ctx, "/regime/one?regime=%ld", g->id));
	TRY(page_close(&rq->ctx));
	return refuse(rq, E_INVALID);
}

static enum rc
begin(struct rq *rq)
{
	struct regime_head g;
	long draft;

	TRY(fresh(rq, &g));
	TRY(regime_draft_begin(rq->db, &rq->ctx, rq->object, &draft));
	return redirect(rq,
	    url(&rq->ctx, "/regime/edit/form?regime=%ld&part=what",
		rq->object));
}

static enum rc
drop(struct rq *rq)
{
	const struct draft_in *in = rq->in;
	struct regime_version v;
	bool all;

	TRY(regime_version_get(rq->db, &rq->ctx, in->version_id, &v));
	if (v.regime_id != rq->object)
		return E_NOTFOUND;
	TRY(regime_draft_drop(rq->db, &rq->ctx, v.id, in->version, &all));
	return redirect(rq,
	    all ?
		url(&rq->ctx, "/regime") :
		url(&rq->ctx, "/regime/one?regime=%ld&done=drop", rq->object));
}

static enum rc
publish(struct rq *rq)
{
	const struct draft_in *in = rq->in;
	struct regime_version v;
	struct regime_head g;

	TRY(regime_version_get(rq->db, &rq->ctx, in->version_id, &v));
	if (v.regime_id != rq->object)
		return E_NOTFOUND;
	enum rc rc =
	    regime_publish(rq->db, &rq->ctx, v.id, in->version, &rq->findings);
	if (rc == E_INVALID) {
		TRY(regime_head(rq->db, &rq->ctx, rq->object, &g));
		owner_page_open(&rq->ctx, _("Publish"));
		regime_form_path(&rq->ctx, &g);
		regime_publish_list(&rq->ctx, &g, &rq->findings);
		TRY(page_close(&rq->ctx));
		return refuse(rq, rc);
	}
	TRY(rc);
	return redirect(rq,
	    url(&rq->ctx, "/regime/one?regime=%ld&done=publish", rq->object));
}

static enum rc
retire(struct rq *rq)
{
	const struct draft_in *in = rq->in;
	const char *day = typed_day(rq->ctx.mem, in->day);
	struct regime_head g;

	TRY(fresh(rq, &g));
	enum rc rc = regime_retire(rq->db, &rq->ctx, g.id, in->version,
	    said(day), &rq->findings);
	if (rc == E_INVALID)
		return refused(rq, &g, _("Retire"));
	TRY(rc);
	return redirect(rq,
	    url(&rq->ctx, "/regime/one?regime=%ld&done=retire", g.id));
}

/* Whoever owns for the new unit alone sees it from now on, and perhaps not I.
 */
static enum rc
give(struct rq *rq)
{
	const struct draft_in *in = rq->in;
	struct ctx *ctx = &rq->ctx;
	struct regime_head g;
	long unit;

	TRY(fresh(rq, &g));
	TRY(unit_typed(rq->db, ctx, said(in->unit), ctx->today, &rq->findings,
	    &unit));
	enum rc rc = unit == 0 ? E_INVALID :
				 regime_give(rq->db, ctx, g.id, in->version,
				     unit, &rq->findings);
	if (rc == E_INVALID)
		return refused(rq, &g, _("Hand over"));
	TRY(rc);
	return redirect(rq, url(ctx, "/regime/one?regime=%ld&done=give", g.id));
}

/* ---- opening a period: the first step here, the others by cron or a button */

static enum rc
to_job(struct rq *rq, const struct job *job)
{
	return redirect(rq, url(&rq->ctx, "/regime/opening?regime=%ld&job=%ld",
				rq->object, job->id));
}

static enum rc
open_now(struct rq *rq)
{
	const struct draft_in *in = rq->in;
	struct regime_head g;
	struct regime now;
	struct slot q;
	struct job job;

	TRY(fresh(rq, &g));
	enum rc rc =
	    open_find(rq->db, &rq->ctx, g.code, said(in->period), &now, &q);
	if (rc == OK)
		rc = open_start(rq->db, &rq->ctx, &now, &q, &job);
	if (rc == E_INVALID || rc == E_NOTFOUND) {
		finding(&rq->findings, "period",
		    _("There is no such period, or no version and form for"
		      " it. Nothing was opened."));
		return refused(rq, &g, _("Open a period"));
	}
	TRY(rc);
	TRY(open_step(rq->db, &rq->ctx, &job));
	return to_job(rq, &job);
}

static enum rc
step(struct rq *rq)
{
	const struct draft_in *in = rq->in;
	struct regime_head g;
	struct job job;

	TRY(fresh(rq, &g));
	TRY(job_get(rq->db, in->job, &job));
	if (job.regime_id != g.id || !str_eq(job.kind, "open"))
		return E_NOTFOUND;
	TRY(open_step(rq->db, &rq->ctx, &job));
	return to_job(rq, &job);
}

#define WRITE(path_, run_, fields_) \
	{ \
		.method = POST, .path = path_, .right = MAY_OWN, \
		.object = &regime_object, .id = "regime", .run = run_, \
		IN(struct draft_in, fields_) \
	}
static const struct route routes[] = {
	{ .method = GET,
	    .path = "/regime/edit/new",
	    .right = MAY_OWN,
	    .run = new_page,
	    IN(struct draft_in, new_fields) },
	{ .method = POST,
	    .path = "/regime/edit/new",
	    .right = MAY_OWN,
	    .run = create,
	    IN(struct draft_in, new_fields) },
	{ .method = GET,
	    .path = "/regime/edit/form",
	    .right = MAY_OWN,
	    .object = &regime_object,
	    .id = "regime",
	    .run = form_page,
	    IN(struct draft_in, form_fields) },
	WRITE("/regime/edit/save", save, save_fields),
	WRITE("/regime/edit/begin", begin, begin_fields),
	WRITE("/regime/edit/drop", drop, draft_fields),
	WRITE("/regime/edit/publish", publish, draft_fields),
	WRITE("/regime/edit/retire", retire, retire_fields),
	WRITE("/regime/edit/give", give, give_fields),
	WRITE("/regime/edit/open", open_now, open_fields),
	WRITE("/regime/edit/step", step, step_fields),
};

int
main(int argc, char **argv)
{
	return app_run(argc, argv, routes, COUNT(routes));
}
