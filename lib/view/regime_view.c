/* regime_view.c - the register on pages */
#include <string.h>
#include "base/date.h"
#include "core/deadline.h"
#include "core/period.h"
#include "core/validity.h"
#include "view/regime_view.h"

enum { CHOICES = 32, OWNERS = 400 };

const char *
typed_day(struct arena *mem, const char *typed)
{
	struct date d;

	if (str_empty(typed))
		return NULL;
	if (date_parse_vi(typed, &d) || date_parse(typed, &d))
		return date_iso(mem, d);
	return typed;
}

const char *
shown_day(struct arena *mem, const char *iso)
{
	if (iso == NULL || str_eq(iso, DATE_MIN) || str_eq(iso, DATE_MAX))
		return "";
	return date_show(mem, iso);
}

size_t
regime_choices(struct choice *at, const char *codes, struct arena *mem,
    const char *(*show)(const char *))
{
	size_t n = 0, len;

	for (; *(codes += strspn(codes, " ")) != '\0'; codes += len) {
		len = strcspn(codes, " ");
		const char *code = str_ndup(mem, codes, len);
		at[n++] = (struct choice){ code, show(code) };
	}
	return n;
}

static void
any_of(struct ctx *ctx, const char *name, const char *label, const char *codes,
    const char *(*show)(const char *), const char *now)
{
	struct choice at[CHOICES] = { { "", _("all") } };
	size_t n = 1 + regime_choices(at + 1, codes, ctx->mem, show);

	widget_select(ctx, NULL, name, label, at, n, now == NULL ? "" : now);
}

static const char *
standing_word(const char *name)
{
	enum standing s;

	if (str_eq(name, "all"))
		return _("all");
	if (str_eq(name, REGIME_CURRENT))
		return _("in force, coming and drafts");
	return standing_read(name, &s) ? standing_show(s) : name;
}

/* What has ended is only shown to those who ask for it. */
static void
put_states(struct ctx *ctx, const char *now)
{
	struct choice at[CHOICES];
	size_t n = regime_choices(at,
	    REGIME_CURRENT " draft later force replaced retired all", ctx->mem,
	    standing_word);

	widget_select(ctx, NULL, "state", _("State"), at, n,
	    now == NULL ? "all" : now);
}

static const char *
frequencies(struct arena *mem)
{
	struct buf b = { .mem = mem, .max = 200 };

	for (enum period_kind k = 0; k < PERIOD_END; k++)
		buf_fmt(&b, "%s ", period_kind_name(k));
	return b.at;
}

/* The units that own what is listed, each once. */
static void
put_owners(struct ctx *ctx, const struct regime_rows *all, long now)
{
	struct choice at[OWNERS] = { { "", _("all") } };
	size_t n = 1;

	for (size_t i = 0; i < all->n && n < OWNERS; i++) {
		const struct regime_row *r = &all->at[i];
		const char *id = str_long(ctx->mem, r->owner_id);
		size_t k = 1;
		while (k < n && !str_eq(at[k].value, id))
			k++;
		if (k == n && r->owner_id != 0)
			at[n++] = (struct choice){ id, r->owner };
	}
	widget_select(ctx, NULL, "owner", _("Owner"), at, n,
	    now == 0 ? "" : str_long(ctx->mem, now));
}

void
regime_filters(struct ctx *ctx, const char *action,
    const struct regime_query *q, const struct regime_rows *all, bool open)
{
	widget_query_open(ctx, action);
	widget_input(ctx, NULL,
	    &(struct input){ .name = "words",
		.label = _("Search"),
		.type = "search",
		.value = q->words });
	any_of(ctx, "family", _("Family"), REGIME_FAMILIES, family_show,
	    q->family);
	any_of(ctx, "frequency", _("Frequency"), frequencies(ctx->mem),
	    frequency_show, q->frequency);
	if (!open) {
		put_states(ctx, q->state);
		put_owners(ctx, all, q->owner);
		widget_day(ctx, NULL, "day", _("As on the day"), NULL,
		    shown_day(ctx->mem, q->day));
	}
	widget_query_close(ctx, _("Show"));
}

void
regime_badge(struct ctx *ctx, enum standing s)
{
	static const enum tone tones[STANDS_END] = { TONE_INFO, TONE_INFO,
		TONE_GOOD, TONE_PLAIN, TONE_PLAIN };

	widget_badge(ctx, tones[s], standing_show(s));
}

static void
put_row(struct ctx *ctx, const struct regime_row *r, bool open)
{
	struct buf *h = ctx->out;

	html(h, "<tr><th scope='row'><a href='%s'>%s</a> <small>%s</small>",
	    open ? url(ctx, "/catalogue/regime?regime=%s", r->code) :
		   url(ctx, "/regime/one?regime=%ld", r->id),
	    regime_title(r->title_vi, r->title_en), r->code);
	html(h, "</th><td>%s</td><td>%s</td>", frequency_show(r->frequency),
	    family_show(r->family));
	if (open) {
		html(h, "<td>%s</td><td>%s</td><td>%s</td></tr>\n",
		    str_empty(r->reporters) ? "–" : r->reporters,
		    str_empty(r->receivers) ? "–" : r->receivers,
		    str_empty(r->basis_no) ? r->basis : r->basis_no);
		return;
	}
	html(h, "<td>%s</td><td>%s</td><td>", r->owner == NULL ? "–" : r->owner,
	    validity_show(ctx->mem, r->valid_from, r->valid_to));
	regime_badge(ctx, r->standing);
	if (r->has_draft && r->standing != STANDS_DRAFT) {
		html(h, " ");
		widget_badge(ctx, TONE_INFO, _("a draft is begun"));
	}
	html(h, "</td></tr>\n");
}

static void
put_rows(struct ctx *ctx, const struct regime_rows *all, bool open)
{
	const char *owners[] = { _("Regime"), _("Frequency"), _("Family"),
		_("Owner"), _("Validity"), _("State"), NULL };
	const char *everybody[] = { _("Report"), _("Frequency"), _("Family"),
		_("Who reports"), _("Who receives"), _("Legal basis"), NULL };

	widget_table_open(ctx, NULL, open ? everybody : owners);
	for (size_t i = 0; i < all->n; i++)
		put_row(ctx, &all->at[i], open);
	widget_table_close(ctx);
}

/* The files hold what the page shows: they are asked with its own query. */
static void
put_file(struct ctx *ctx, const char *label, const char *address)
{
	const char *query = strchr(ctx->here == NULL ? "" : ctx->here, '?');

	widget_link(ctx, BUTTON_QUIET, label,
	    str_fmt(ctx->mem, "%s%s", address, query == NULL ? "" : query));
}

static void
put_files(struct ctx *ctx, bool open)
{
	widget_actions_open(ctx);
	put_file(ctx, "XLSX",
	    open ? url(ctx, "/catalogue/xlsx") : url(ctx, "/regime/xlsx"));
	put_file(ctx, "JSON",
	    open ? url(ctx, "/catalogue/json") : url(ctx, "/regime/json"));
	widget_actions_close(ctx);
}

void
regime_found(struct ctx *ctx, const struct regime_rows *all, bool open)
{
	html(ctx->out, "<p class='help'>%s</p>\n",
	    str_fmt(ctx->mem, trn("%lu regime", "%lu regimes", all->n),
		(unsigned long)all->n));
	if (all->n == 0)
		widget_empty(ctx, _("No regime is like that."));
	else
		put_rows(ctx, all, open);
	put_files(ctx, open);
}

static void
put_part(struct ctx *ctx, const struct regime_text *t, const char *name)
{
	size_t i = (size_t)regime_part_find(name);
	const char *value = part_value_show(ctx->mem, t, i);

	html(ctx->out, "<dt>%s</dt><dd>%s</dd>\n", part_show(i),
	    str_empty(value) ? "–" : value);
}

static void
section(struct ctx *ctx, const struct regime_text *t, const char *title,
    const char *const *names)
{
	html(ctx->out, "<section><h2>%s</h2>\n<dl class='said'>\n", title);
	for (; *names != NULL; names++)
		put_part(ctx, t, *names);
	html(ctx->out, "</dl>\n</section>\n");
}

void
regime_says(struct ctx *ctx, const struct regime_text *t)
{
	static const char *const what[] = { "title_vi", "title_en", "family",
		"content", "scope", NULL };
	static const char *const who[] = { "reporters", "receivers", "media",
		"channels", NULL };
	static const char *const when[] = { "frequency", "cutoff", "valid_from",
		"valid_to", NULL };
	static const char *const how[] = { "outline", "guidance", NULL };
	static const char *const why[] = { "basis", "basis_no", "basis_date",
		"issuer", NULL };

	section(ctx, t, _("What is reported"), what);
	section(ctx, t, _("From whom to whom"), who);
	section(ctx, t, _("When"), when);
	section(ctx, t, _("Outline and guidance"), how);
	section(ctx, t, _("Legal basis"), why);
}

static const char *
due_text(struct ctx *ctx, const struct assignment *a)
{
	if (a->exempt)
		return _("does not report");
	return str_empty(a->due) ? _("as its level") :
				   deadline_show(ctx->mem, a->due);
}

void
regime_assigned(struct ctx *ctx, const struct assignments *all,
    const struct levels *levels, const char *day)
{
	const char *heads[] = { _("Who reports"), _("Deadline"), _("Validity"),
		NULL };
	size_t n = 0;

	for (size_t i = 0; i < all->n; i++)
		n += strcmp(day, all->at[i].valid_to) < 0;
	if (n == 0) {
		widget_empty(ctx, _("Nobody is assigned to it."));
		return;
	}
	widget_table_open(ctx, NULL, heads);
	for (size_t i = 0; i < all->n; i++) {
		const struct assignment *a = &all->at[i];
		if (strcmp(day, a->valid_to) >= 0)
			continue;
		html(ctx->out,
		    "<tr><th scope='row'>%s</th><td>%s</td><td>%s</td></tr>\n",
		    str_eq(a->kind, "level") ? level_show(levels, a->name) :
					       a->name,
		    due_text(ctx, a),
		    validity_show(ctx->mem, a->valid_from, a->valid_to));
	}
	widget_table_close(ctx);
}
