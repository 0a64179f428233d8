/*
 * widget.h - the small parts that pages are made of
 *
 * All of them append to ctx->out.  Labels and sentences are given in the
 * language in force: _("...").  Whatever is wrong with a field is looked up in
 * the findings by the field's name and stands beside it; widget_findings() at
 * the top of the page lists all of it with links.
 */
#ifndef VIEW_WIDGET_H
#define VIEW_WIDGET_H
#include "base/ctx.h"
#include "base/findings.h"
#include "io/html.h"
#include "io/url.h"

enum tone { TONE_PLAIN, TONE_INFO, TONE_GOOD, TONE_WARN, TONE_BAD };

/* A sentence in a box: what was done, what to know. */
void widget_notice(struct ctx *, enum tone, const char *text);
/* What is wrong, in one list with links to the fields; nothing if nothing. */
void widget_findings(struct ctx *, const struct findings *);
/* Where a list would stand. */
void widget_empty(struct ctx *, const char *text);

/* A POST form with the hidden csrf token and idempotency key. */
void widget_form_open(struct ctx *, const char *action);
/* The same with a file in it; see .file in app/app.h. */
void widget_form_open_file(struct ctx *, const char *action);
void widget_form_close(struct ctx *);
/*
 * A GET form in one line: a search, a choice of what to show.  Its fields come
 * between, its button is written by the second one.
 */
void widget_query_open(struct ctx *, const char *action);
void widget_query_close(struct ctx *, const char *button);
void widget_hidden(struct ctx *, const char *name, const char *value);
void widget_hidden_long(struct ctx *, const char *name, long value);

struct input {
	const char *name, *label;
	const char *id;    /* NULL: its name; for a second one on the page */
	const char *help;  /* NULL: none */
	const char *value; /* NULL: empty */
	const char *type;  /* "text" if NULL; "password", "search", "area" */
	const char *autocomplete; /* "username", "current-password", ... */
	long max;                 /* characters; 0: 200 */
	bool required, autofocus;
};
/* Label, field, help and what is wrong with it (findings may be NULL). */
void widget_input(struct ctx *, const struct findings *, const struct input *);
/* A day, as people write it; help may be NULL. */
void widget_day(struct ctx *, const struct findings *, const char *name,
    const char *label, const char *help, const char *value);
/* A file of the user's; accept: ".xlsx", as the browser's dialogue takes it. */
void widget_file(struct ctx *, const struct findings *, const char *name,
    const char *label, const char *help, const char *accept);
struct choice {
	const char *value, *label;
};
void widget_select(struct ctx *, const struct findings *, const char *name,
    const char *label, const struct choice *, size_t n, const char *selected);
void widget_check(struct ctx *, const struct findings *, const char *name,
    const char *label, bool on);

enum button { BUTTON_PLAIN, BUTTON_MAIN, BUTTON_DANGER, BUTTON_QUIET };
/* Of the form that is open; name may be NULL. */
void widget_button(struct ctx *, enum button, const char *label,
    const char *name, const char *value);
/* A link that looks like a button; href is made by url(). */
void widget_link(struct ctx *, enum button, const char *label,
    const char *href);
/* Around the buttons of a form. */
void widget_actions_open(struct ctx *);
void widget_actions_close(struct ctx *);

void widget_badge(struct ctx *, enum tone, const char *label);
/* A report's state, by its code (core/flow.h). */
void widget_state(struct ctx *, const char *state);
/* "12 of 15 units" with a bar; in a table the head stands for the label. */
void widget_progress(struct ctx *, long k, long n, const char *label);

/* Term and description; the value is text. */
void widget_list_open(struct ctx *);
void widget_list_item(struct ctx *, const char *term, const char *text);
void widget_list_close(struct ctx *);

/* Neighbouring pages; those the actor has no right to are left out. */
struct tab {
	const char *path, *label; /* N_("...") */
	long right;               /* core/access.h: enum right */
};
void widget_tabs(struct ctx *, const char *label, const struct tab *, size_t n);
/* From the top down; the last one, where we are, is no link (href NULL). */
struct crumb {
	const char *label, *href;
};
void widget_path(struct ctx *, const struct crumb *, size_t n);
/* href ends in a parameter that takes the page number: "...&page=". */
void widget_pager(struct ctx *, long page, long pages, const char *href);
/* Of a list that nobody has counted: to its beginning, back, and on; NULL: not.
 */
void widget_pager_on(struct ctx *, const char *first, const char *before,
    const char *next, const char *label);

/*
 * A table that scrolls in its own box; caption may be NULL, where a heading
 * stands above; heads in order, NULL ends.  A head that
 * begins with '#' is a column of figures: its cells carry class 'n'.  Rows are
 * the page's: <tr><th scope='row'>..</th><td>..</td></tr>
 */
void widget_table_open(struct ctx *, const char *caption,
    const char *const *heads);
void widget_table_close(struct ctx *);
/* A field above a table that hides rows as one types; a script shows it. */
void widget_table_filter(struct ctx *, const char *label);
#endif
