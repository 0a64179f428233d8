/*
 * erase.c - somebody who has left is erased from screens: the one program that
 * may delete passwords and blank what the record says
 */
#include "app/app.h"
#include "core/audit_blank.h"
#include "core/erase.h"
#include "core/standing.h"
#include "view/page.h"
#include "view/widget.h"

struct erase_in {
	long id;
	const char *decision;
	bool left;
};
static const struct field erase_show_fields[] = {
	FIELD(struct erase_in, id, .min = 1),
	FIELD(struct erase_in, left),
};
static const struct field erase_fields[] = {
	FIELD(struct erase_in, id, .min = 1),
	FIELD(struct erase_in, decision, .max = 400, .optional = true),
};

/* An account that the actor manages as a whole, and not their own. */
static enum rc
find_managed(struct rq *rq)
{
	struct standing s;

	TRY(standing_get(rq->db, &rq->ctx, rq->object, &s));
	return s.whole && !s.self ? OK : E_NOTFOUND;
}
static const struct object managed_object = { "managed", find_managed };

static void
put_erase_form(struct rq *rq, const struct erase_in *in)
{
	struct ctx *ctx = &rq->ctx;

	widget_form_open(ctx, url(ctx, "/privacy/erase"));
	widget_hidden_long(ctx, "id", in->id);
	widget_input(ctx, &rq->findings,
	    &(struct input){ .name = "decision",
		.label = _("Why, or by which decision"),
		.value = in->decision,
		.required = true });
	widget_actions_open(ctx);
	widget_button(ctx, BUTTON_DANGER, _("Erase"), NULL, NULL);
	widget_link(ctx, BUTTON_PLAIN, _("Back"),
	    url(ctx, "/person/show?id=%ld", in->id));
	widget_actions_close(ctx);
	widget_form_close(ctx);
}

/* What was written before texts were hashed apart stays, and how much. */
static enum rc
put_kept(struct rq *rq, const struct standing *s)
{
	long n;

	TRY(audit_blank_not(rq->db, s->p.id, s->p.login, &n));
	if (n > 0)
		widget_notice(&rq->ctx, TONE_WARN,
		    str_fmt(rq->ctx.mem,
			trn("%lu entry of the record is older than the way to"
			    " blank texts: it keeps its text until its month is"
			    " archived.",
			    "%lu entries of the record are older than the way"
			    " to blank texts: they keep their texts until their"
			    " months are archived.",
			    (unsigned long)n),
			(unsigned long)n));
	return OK;
}

static enum rc
erase_page(struct rq *rq, const struct erase_in *in)
{
	struct ctx *ctx = &rq->ctx;
	struct standing s;

	TRY(standing_get(rq->db, ctx, in->id, &s));
	page_open(ctx, _("Erase personal data"));
	widget_path(ctx,
	    (struct crumb[]){ { _("People"), url(ctx, "/person") },
		{ s.p.name, url(ctx, "/person/show?id=%ld", in->id) },
		{ _("Erase personal data"), NULL } },
	    3);
	if (in->left)
		widget_notice(ctx, TONE_WARN,
		    _("There was much to erase, and more is left: go on."));
	widget_findings(ctx, &rq->findings);
	html(ctx->out, "<p>%s</p>\n<p>%s</p>\n",
	    str_fmt(ctx->mem,
		_("Name, login name, e-mail and telephone of %s are replaced"
		  " by a number on every page; password, tokens and identities"
		  " are deleted; what the record says of their coming and"
		  " going is blanked. This cannot be undone."),
		s.p.name),
	    _("Reports that were sent stay as they were, with the name and"
	      " position that stood on them, as the law on archives asks."));
	TRY(put_kept(rq, &s));
	put_erase_form(rq, in);
	return page_close(ctx);
}

static enum rc
show_erase(struct rq *rq)
{
	return erase_page(rq, rq->in);
}

static enum rc
do_erase(struct rq *rq)
{
	const struct erase_in *in = rq->in;
	struct ctx *ctx = &rq->ctx;
	bool left;
	enum rc rc = erase_person(rq->db, ctx, in->id,
	    in->decision == NULL ? "" : in->decision, &rq->findings, &left);

	if (rc == E_INVALID) {
		TRY(erase_page(rq, in));
		return refuse(rq, rc);
	}
	TRY(rc);
	return redirect(rq,
	    left ? url(ctx, "/privacy/erase?id=%ld&left=1", in->id) :
		   url(ctx, "/person/show?id=%ld&done=1", in->id));
}

static const struct route routes[] = {
	{ .method = GET,
	    .path = "/privacy/erase",
	    .right = MAY_ADMIN,
	    .object = &managed_object,
	    .id = "id",
	    .audit = "read",
	    .run = show_erase,
	    IN(struct erase_in, erase_show_fields) },
	{ .method = POST,
	    .path = "/privacy/erase",
	    .right = MAY_ADMIN,
	    .object = &managed_object,
	    .id = "id",
	    .step_up = true,
	    .run = do_erase,
	    IN(struct erase_in, erase_fields) },
};

int
main(int argc, char **argv)
{
	return app_run(argc, argv, routes, COUNT(routes));
}
