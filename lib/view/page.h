/*
 * page.h - the outer page: html/shell.html around what a handler writes
 *
 *     struct buf *h = page_open(ctx, _("Reporting periods"));
 *     html(h, "<p>%s</p>", ...);
 *     return page_close(ctx);
 *
 * The shell has slots, written @@name@@ (page.c lists them); a slot that is not
 * known stops the program at its start.  The page begins with the title as its
 * <h1>, so handlers begin with <h2>.  A visitor gets neither menu nor sign-out.
 *
 * The language switch links to this page again (ctx->here, else "/") with
 * lang=vi or lang=en as one parameter more: the frame takes it on any GET and
 * keeps it in the cookie "lang".
 */
#ifndef VIEW_PAGE_H
#define VIEW_PAGE_H
#include "base/ctx.h"
#include "io/html.h"
#include "io/url.h"

/* Read the shell, once, before the first page; dir is the setting `html`. */
enum rc page_init(const char *dir) NODISCARD;
/* Everything up to the content; returns ctx->out. */
struct buf *page_open(struct ctx *, const char *title);
/* The same, about something that has a name: marked as Vietnamese. */
struct buf *page_open_name(struct ctx *, const char *name);
/* The same, of one thing that is done to it, which the window's title says. */
struct buf *page_open_act(struct ctx *, const char *name, const char *act);
/* The rest; E_INTERNAL when the page has outgrown its buffer. */
enum rc page_close(struct ctx *) NODISCARD;
/* The entry of the menu that the pages of a path stand under; NULL: none. */
const char *page_section(const char *path);
/* Is this page at that path, or below it? */
bool page_is_at(const struct ctx *, const char *path);
/* The address of a file in html/static; it changes when the file does. */
const char *page_asset(const struct ctx *, const char *file);
#endif
