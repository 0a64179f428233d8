/* page.c - the outer page: html/shell.html around what a handler writes */
#include <stdio.h>
#include <string.h>
#include "base/date.h"
#include "core/access.h"
#include "view/page.h"

enum { SHELL_MAX = 16384, MAX_PIECE = 64 };

/* What the page is about; the handler's. */
struct title {
	const char *text;
	bool
	    name; /* of a unit, an item, a person: Vietnamese in any language */
	const char *act; /* what is done to it; NULL: it is shown */
};
typedef void slot_fn(struct ctx *, const struct title *); /* what it writes */
struct slot {
	const char *name;
	slot_fn *put;
};
/* A stretch of the shell as it stands, then a slot (NULL: none). */
struct piece {
	const char *text;
	size_t len;
	slot_fn *put;
};
static struct piece pieces[MAX_PIECE];
static size_t npiece, main_at;
/* Changes when a file does: addresses of files that may be cached for long. */
static unsigned long version;

const char *
page_asset(const struct ctx *ctx, const char *file)
{
	return url(ctx, "/static/%s?v=%zu", file, (size_t)version);
}

static void
put_lang(struct ctx *ctx, const struct title *title)
{
	(void)title;
	html(ctx->out, "%s", ctx->lang);
}

static void
put_title(struct ctx *ctx, const struct title *title)
{
	if (title->act != NULL)
		html(ctx->out, "%s: ", title->act);
	html(ctx->out, "%s – %s", title->text, _("Reporting system"));
}

static void
put_heading(struct ctx *ctx, const struct title *title)
{
	if (title->name)
		html(ctx->out, "<span lang='vi'>%s</span>", title->text);
	else
		html(ctx->out, "%s", title->text);
}

static void
put_icon(struct ctx *ctx, const struct title *title)
{
	(void)title;
	html(ctx->out, "%s", page_asset(ctx, "icon.svg"));
}

static void
put_css(struct ctx *ctx, const struct title *title)
{
	(void)title;
	html(ctx->out, "%s", page_asset(ctx, "baocao.css"));
}

static void
put_js(struct ctx *ctx, const struct title *title)
{
	(void)title;
	html(ctx->out, "%s", page_asset(ctx, "baocao.js"));
}

static void
put_skip(struct ctx *ctx, const struct title *title)
{
	(void)title;
	html(ctx->out, "%s", _("Skip to the content"));
}

static void
put_home(struct ctx *ctx, const struct title *title)
{
	(void)title;
	html(ctx->out, "%s", url(ctx, "/"));
}

static void
put_product(struct ctx *ctx, const struct title *title)
{
	(void)title;
	html(ctx->out, "%s", _("Reporting system"));
}

static bool
signed_in(const struct ctx *ctx)
{
	return ctx->actor != NULL && ctx->actor->id != 0;
}

static void
put_languages(struct ctx *ctx)
{
	bool en = str_eq(ctx->lang, "en");
	const char *here = ctx->here != NULL ? ctx->here : "/";

	html(ctx->out,
	    "<a class='lang' href='%s%s%slang=%s' lang='%s' hreflang='%s'>"
	    "%s</a>\n",
	    ctx->base, here, strchr(here, '?') ? "&" : "?", en ? "vi" : "en",
	    en ? "vi" : "en", en ? "vi" : "en", en ? "Tiếng Việt" : "English");
}

static void
put_person(struct ctx *ctx)
{
	const struct actor *a = ctx->actor;

	html(ctx->out, "<span class='who'><a href='%s' title='%s'>%s</a>",
	    url(ctx, "/me"), _("Your account"), a->name);
	if (a->ngrant > 0)
		html(ctx->out, "<small>%s – %s</small>",
		    role_show((enum role)a->grants[0].role), a->grants[0].unit);
	html(ctx->out,
	    "</span>\n<form class='out' method='post' action='%s'>"
	    "<input type='hidden' name='csrf' value='%s' />"
	    "<button class='quiet'>%s</button></form>\n",
	    url(ctx, "/logout"), ctx->csrf, _("Sign out"));
}

static void
put_user(struct ctx *ctx, const struct title *title)
{
	(void)title;
	html(ctx->out, "<div class='user'>\n");
	put_languages(ctx);
	if (signed_in(ctx))
		put_person(ctx);
	html(ctx->out, "</div>");
}

static const struct entry {
	const char *path, *label;
	enum right right, or ;
	const char *also[10]; /* pages elsewhere that belong here */
} menu[] = {
	{ "/", N_("Home"), SIGNED_IN, SIGNED_IN, { NULL } },
	{ "/entry", N_("Our reports"), MAY_ENTER, MAY_SEND, { NULL } },
	{ "/review", N_("Received reports"), MAY_REVIEW, MAY_REVIEW, { NULL } },
	{ "/synth", N_("Summary"), MAY_SYNTH, MAY_SYNTH, { NULL } },
	{ "/burden", N_("Reporting burden"), MAY_VIEW, MAY_ADMIN, { NULL } },
	{ "/regime", N_("Regimes and forms"), MAY_OWN, MAY_OWN,
	    { "/form", "/template", "/period", "/assign", "/group", "/item",
		"/library", "/overlap", "/register", "/catalogue" } },
	{ "/unit", N_("Units"), SIGNED_IN, SIGNED_IN, { "/series" } },
	{ "/person", N_("People"), MAY_ADMIN, MAY_ADMIN, { "/privacy" } },
	{ "/calendar", N_("Working days"), SIGNED_IN, SIGNED_IN, { NULL } },
	{ "/audit", N_("Record of acts"), MAY_AUDIT, MAY_AUDIT, { NULL } },
};

static bool
is_below(const char *here, const char *path)
{
	if (here == NULL || !str_starts(here, path))
		return false;
	if (str_eq(path, "/"))
		return here[1] == '\0' || here[1] == '?';
	return strchr("/?", here[strlen(path)]) != NULL;
}

static const char *
here_of(const struct ctx *ctx)
{
	return ctx->path != NULL ? ctx->path : ctx->here;
}

bool
page_is_at(const struct ctx *ctx, const char *path)
{
	return is_below(here_of(ctx), path);
}

static bool
stands_under(const struct entry *m, const char *here)
{
	bool ret = is_below(here, m->path);

	for (size_t i = 0; i < COUNT(m->also) && m->also[i] != NULL; i++)
		ret = ret || is_below(here, m->also[i]);
	return ret;
}

const char *
page_section(const char *path)
{
	for (size_t i = 0; i < COUNT(menu); i++)
		if (stands_under(&menu[i], path))
			return tr(menu[i].label);
	return NULL;
}

static void
put_menu(struct ctx *ctx, const struct title *title)
{
	(void)title;
	if (!signed_in(ctx))
		return;
	html(ctx->out, "<nav class='menu' aria-label='%s'><ul>\n",
	    _("Main menu"));
	for (size_t i = 0; i < COUNT(menu); i++) {
		const struct entry *m = &menu[i];
		if (m->right != SIGNED_IN && !actor_may(ctx->actor, m->right) &&
		    !actor_may(ctx->actor, m->or))
			continue;
		html(ctx->out, "<li><a href='%s%s'", ctx->base, m->path);
		if (stands_under(m, here_of(ctx)))
			html(ctx->out, " aria-current='page'");
		html(ctx->out, ">%s</a></li>\n", tr(m->label));
	}
	html(ctx->out, "</ul></nav>");
}

static void
put_banner(struct ctx *ctx, const struct title *title)
{
	(void)title;
	if (!ctx->demo)
		return;
	html(ctx->out,
	    "<aside class='demo' aria-label='%s'><b>%s</b> – %s</aside>",
	    _("Demonstration data"), _("Demonstration data"),
	    str_fmt(ctx->mem, _("the clock is set to %s"),
		date_show(ctx->mem, ctx->today)));
}

static void
put_footer(struct ctx *ctx, const struct title *title)
{
	(void)title;
	html(ctx->out, "<span>Baocao %s</span>", VERSION_TEXT);
	if (!str_empty(ctx->request))
		html(ctx->out, "\n<span>%s <code>%s</code></span>",
		    _("Request id:"), ctx->request);
}

static const struct slot slots[] = {
	{ "lang", put_lang },
	{ "title", put_title },
	{ "heading", put_heading },
	{ "icon", put_icon },
	{ "css", put_css },
	{ "js", put_js },
	{ "skip", put_skip },
	{ "home", put_home },
	{ "product", put_product },
	{ "user", put_user },
	{ "menu", put_menu },
	{ "banner", put_banner },
	{ "main", NULL },
	{ "footer", put_footer },
};

static const struct slot *
slot_find(const char *name, size_t len)
{
	for (size_t i = 0; i < COUNT(slots); i++)
		if (strlen(slots[i].name) == len &&
		    memcmp(slots[i].name, name, len) == 0)
			return &slots[i];
	return NULL;
}

/* Cut the shell into pieces; they point into it. */
static enum rc
shell_parse(const char *s)
{
	npiece = main_at = 0;
	for (const char *at, *end; (at = strstr(s, "@@")) != NULL;
	     s = end + 2) {
		end = strstr(at + 2, "@@");
		const struct slot *slot =
		    end == NULL ? NULL :
				  slot_find(at + 2, (size_t)(end - at - 2));
		if (slot == NULL)
			return fail(E_INTERNAL, "shell.html: slot: %.20s", at);
		if (npiece == MAX_PIECE - 1)
			return fail(E_INTERNAL, "shell.html: too many slots");
		pieces[npiece++] =
		    (struct piece){ s, (size_t)(at - s), slot->put };
		if (slot->put == NULL)
			main_at = npiece;
	}
	pieces[npiece++] = (struct piece){ s, strlen(s), NULL };
	if (main_at == 0)
		return fail(E_INTERNAL, "shell.html: no slot main");
	return OK;
}

/* FNV-1a over a file; one that is not there counts as empty. */
static void
version_add(const char *dir, const char *file)
{
	char path[4096], block[4096];

	snprintf(path, sizeof path, "%s/static/%s", dir, file);
	FILE *f = fopen(path, "re");
	if (f == NULL)
		return;
	for (size_t n; (n = fread(block, 1, sizeof block, f)) > 0;)
		for (size_t i = 0; i < n; i++)
			version = (version ^ (unsigned char)block[i]) *
				  16777619UL % 4294967296UL;
	fclose(f);
}

enum rc
page_init(const char *dir)
{
	static char shell[SHELL_MAX];
	char path[4096];

	snprintf(path, sizeof path, "%s/shell.html", dir);
	FILE *f = fopen(path, "re");
	if (f == NULL)
		return fail(E_INTERNAL, "%s: %m", path);
	size_t n = fread(shell, 1, sizeof shell - 1, f);
	fclose(f);
	if (n == sizeof shell - 1)
		return fail(E_INTERNAL, "%s: too long", path);
	shell[n] = '\0';
	version = 2166136261UL;
	version_add(dir, "baocao.css");
	version_add(dir, "baocao.js");
	version_add(dir, "grid.js");
	version_add(dir, "calc.js");
	version_add(dir, "design.js");
	version_add(dir, "list.js");
	version_add(dir, "tree.js");
	version_add(dir, "reform.js");
	version_add(dir, "icon.svg");
	return shell_parse(shell);
}

static void
put_pieces(struct ctx *ctx, const struct title *title, size_t from, size_t to)
{
	for (size_t i = from; i < to; i++) {
		buf_put(ctx->out, pieces[i].text, pieces[i].len);
		if (pieces[i].put != NULL)
			pieces[i].put(ctx, title);
	}
}

static struct buf *
open_titled(struct ctx *ctx, const struct title *title)
{
	assert(npiece > 0); /* page_init() was called */
	put_pieces(ctx, title, 0, main_at);
	return ctx->out;
}

struct buf *
page_open(struct ctx *ctx, const char *title)
{
	return open_titled(ctx, &(struct title){ .text = title });
}

struct buf *
page_open_name(struct ctx *ctx, const char *name)
{
	return open_titled(ctx, &(struct title){ .text = name, .name = true });
}

struct buf *
page_open_act(struct ctx *ctx, const char *name, const char *act)
{
	return open_titled(ctx,
	    &(struct title){ .text = name, .name = true, .act = act });
}

enum rc
page_close(struct ctx *ctx)
{
	put_pieces(ctx, &(struct title){ .text = "" }, main_at, npiece);
	if (ctx->out->full)
		return fail(E_INTERNAL, "page: over %zu bytes", ctx->out->max);
	return OK;
}
