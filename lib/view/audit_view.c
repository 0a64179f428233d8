/* audit_view.c - entries, changes and proofs as markup */
#include <string.h>
#include "base/date.h"
#include "base/decimal.h"
#include "base/num.h"
#include "view/audit_view.h"

enum { HASH = 64, SHORT = 12 };

/* A whole hash says no more in a list than its beginning. */
static const char *
brief(struct arena *mem, const char *s)
{
	struct buf b = { .mem = mem, .max = 4000 };

	while (*s != '\0') {
		size_t n = strspn(s, "0123456789abcdef");
		if (n >= HASH)
			buf_fmt(&b, "%.*s…", (int)SHORT, s);
		else
			buf_put(&b, s, n == 0 ? 1 : n);
		s += n == 0 ? 1 : n;
	}
	return b.at == NULL ? "" : b.at;
}

static void
put_hit(struct ctx *ctx, const struct audit_hit *h, bool lead)
{
	struct arena *mem = ctx->mem;
	const char *when = date_show_instant(mem, h->at);

	html(ctx->out, "<tr><th scope='row' class='keep'>");
	if (lead)
		html(ctx->out, "<a href='%s'>%s</a>",
		    url(ctx, "/audit/entry?stream=%ld&seq=%ld", h->stream,
			h->seq),
		    when);
	else
		html(ctx->out, "%s", when);
	html(ctx->out, "</th><td>%s</td><td class='act'>%s %s</td>",
	    audit_who(mem, h), audit_act_show(h->object, h->act),
	    audit_object_of(mem, h->object, h->object_id));
	html(ctx->out, "<td>%s</td><td class='detail'>%s</td></tr>\n",
	    audit_chain_show(mem, h->stream, h->unit),
	    lead ? brief(mem, audit_detail_show(mem, h->detail)) :
		   audit_detail_show(mem, h->detail));
}

void
audit_table(struct ctx *ctx, const struct audit_hits *hs, bool lead)
{
	const char *const heads[] = { _("When"), _("Who"), _("What"),
		_("Unit or kind"), _("Details"), NULL };

	widget_table_open(ctx, NULL, heads);
	for (size_t i = 0; i < hs->n; i++)
		put_hit(ctx, &hs->at[i], lead);
	widget_table_close(ctx);
}

static const char *
signed_how(struct arena *mem, const struct seal *s, enum sign_state state)
{
	if (str_empty(s->sign_key))
		return _("This installation does not sign its seals.");
	return str_fmt(mem, "%s (%s)", sign_state_show(state),
	    sign_key_short(mem, s->sign_key));
}

void
audit_proof(struct ctx *ctx, const struct seal_proof *p, enum sign_state state)
{
	struct arena *mem = ctx->mem;

	widget_notice(ctx, p->holds ? TONE_GOOD : TONE_BAD,
	    p->holds ? str_fmt(mem,
			   _("The entry is number %zu of %ld in seal %ld of"
			     " %s."),
			   p->place + 1, p->seal.n, p->seal.no,
			   date_show_instant(mem, p->seal.at)) :
		       _("The seal does not hold this entry as it is now: one"
			 " of them was altered."));
	widget_list_open(ctx);
	widget_list_item(ctx, _("Root"), p->seal.root);
	widget_list_item(ctx, _("Hash of the seal"), p->seal.hash);
	widget_list_item(ctx, _("Signature"), signed_how(mem, &p->seal, state));
	widget_list_close(ctx);
	if (p->path.n == 0)
		return;
	html(ctx->out, "<details><summary>%s</summary>\n<ol class='path'>\n",
	    _("The way from the entry to the root"));
	for (size_t i = 0; i < p->path.n; i++)
		html(ctx->out, "<li>%s <code>%s</code></li>\n",
		    p->path.at[i].left ? _("on the left") : _("on the right"),
		    p->path.at[i].hash);
	html(ctx->out, "</ol></details>\n");
}
