/* signature_view.c - who signed what was sent, and whether it holds */
#include "base/date.h"
#include "view/page.h"
#include "view/signature_view.h"
#include "view/widget.h"

const char *
signature_by(struct arena *mem, const char *person, const char *behalf)
{
	if (str_empty(behalf))
		return person == NULL ? "" : person;
	return str_fmt(mem, _("%s (standing in for %s)"), person, behalf);
}

const char *
signature_as(struct arena *mem, const char *person, const struct behalf *b)
{
	if (str_empty(b->name) || str_empty(b->sign_as))
		return signature_by(mem, person, b->name);
	return str_fmt(mem, _("%s (signing %s., standing in for %s)"), person,
	    b->sign_as, b->name);
}

const char *
signature_name(struct arena *mem, const struct report *r, long no,
    const char *suffix)
{
	return str_fmt(mem, "%s_%s_%s_%ld.%s", r->regime, r->period,
	    r->unit_code, no, suffix);
}

static void
put_seal(struct ctx *ctx, const struct signed_one *s)
{
	struct arena *mem = ctx->mem;
	bool cert = str_eq(s->kind, SIGNED_CERT);

	html(ctx->out, "<div><dt>%s</dt><dd>",
	    cert ? _("The agency's certificate") : _("This system's key"));
	widget_badge(ctx, s->good ? TONE_GOOD : TONE_BAD,
	    s->good ? _("signed, verified") : _("NOT good"));
	html(ctx->out, " %s<br /><small>%s · %s</small>", s->says, s->who,
	    date_show_instant(mem, s->at));
	if (s->issuer != NULL)
		html(ctx->out, "<br /><small>%s</small>",
		    str_fmt(mem, _("Issued by %s, number %s"), s->issuer,
			s->serial));
	html(ctx->out, "</dd></div>\n");
}

void
signature_put(struct ctx *ctx, const struct report *r, const struct revision *k,
    const struct signed_all *seals)
{
	html(ctx->out, "<section class='signature'>\n<h2>%s</h2>\n",
	    _("Signature"));
	widget_list_open(ctx);
	widget_list_item(ctx, _("Sent by"),
	    signature_as(ctx->mem, k->person,
		&(struct behalf){ k->behalf, k->sign_as }));
	widget_list_item(ctx, _("When"), date_show_instant(ctx->mem, k->at));
	for (size_t i = 0; i < seals->n; i++)
		put_seal(ctx, &seals->at[i]);
	if (seals->n == 0)
		widget_list_item(ctx, _("Signature"),
		    _("Unsigned: it was sent while this system had no key."));
	widget_list_close(ctx);
	if (!page_is_at(ctx, "/signed"))
		html(ctx->out, "<p><a href='%s'>%s</a></p>\n",
		    url(ctx, "/signed?id=%ld&no=%ld", r->id, k->no),
		    _("Files of the signature, and how to check them"
		      " yourself"));
	html(ctx->out, "</section>\n");
}

static void
put_file(struct ctx *ctx, const char *href, const char *name, const char *what)
{
	html(ctx->out, "<li><a href='%s'>%s</a> – %s</li>\n", href, name, what);
}

static void
put_command(struct ctx *ctx, const char *what, const char *command)
{
	html(ctx->out, "<p>%s</p>\n<pre><code>%s</code></pre>\n", what,
	    command);
}

static void
put_key_command(struct ctx *ctx, const char *text, const char *sig)
{
	put_command(ctx, _("The signature of this system:"),
	    str_fmt(ctx->mem,
		"openssl pkeyutl -verify -pubin -inkey baocao.pem -rawin"
		" -in %s -sigfile %s",
		text, sig));
}

static void
put_cert_command(struct ctx *ctx, const char *text, const char *p7s)
{
	put_command(ctx,
	    _("The signature with the certificate; ca.pem has the root that "
	      "you trust:"),
	    str_fmt(ctx->mem,
		"openssl cms -verify -binary -inform DER -purpose any -CAfile"
		" ca.pem -in %s -content %s -out /dev/null",
		p7s, text));
}

static const char *
file_href(struct ctx *ctx, const struct report *r, const struct revision *k,
    const char *kind)
{
	return url(ctx, "/signed/file?id=%ld&no=%ld&kind=%s", r->id, k->no,
	    kind);
}

void
signature_files(struct ctx *ctx, const struct report *r,
    const struct revision *k, const struct signed_all *seals)
{
	struct arena *mem = ctx->mem;
	const char *text = signature_name(mem, r, k->no, "txt");
	const char *name[] = { signature_name(mem, r, k->no, "sig"),
		signature_name(mem, r, k->no, "p7s") };

	html(ctx->out, "<h2>%s</h2>\n<ul class='files'>\n",
	    _("Files of the signature"));
	put_file(ctx, file_href(ctx, r, k, "text"), text, _("what was signed"));
	for (size_t i = 0; i < seals->n; i++) {
		bool cert = str_eq(seals->at[i].kind, SIGNED_CERT);
		put_file(ctx, file_href(ctx, r, k, seals->at[i].kind),
		    name[cert],
		    cert ? _("the signature with the certificate") :
			   _("the signature of this system"));
	}
	put_file(ctx, url(ctx, "/signed/key"), "baocao.pem",
	    _("the public key of this system, for everybody"));
	html(ctx->out, "</ul>\n<h2>%s</h2>\n", _("Check it yourself"));
	put_command(ctx, _("This hash stands on the receipt and on papers:"),
	    str_fmt(mem, "sha256sum %s", text));
	for (size_t i = 0; i < seals->n; i++)
		if (str_eq(seals->at[i].kind, SIGNED_CERT))
			put_cert_command(ctx, text, name[1]);
		else
			put_key_command(ctx, text, name[0]);
}
