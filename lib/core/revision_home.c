/* revision_home.c - where figures came from, as a revision keeps it */
#include <string.h>
#include "core/revision_home.h"

struct home_index
home_index(struct arena *mem, const struct homes *h, size_t ncell)
{
	struct home_index ret = { 0 };

	if (h->at == NULL)
		return ret;
	ret.at = arena_alloc(mem, ncell * sizeof *ret.at);
	ret.cell = arena_alloc(mem, ncell * sizeof *ret.cell);
	for (size_t i = 0; i < ncell; i++) {
		size_t k = 0;
		ret.cell[i] = -1;
		if (h->at[i] == NULL || home_awaited(h->at[i]))
			continue;
		while (k < ret.n && !home_alike(ret.at[k], h->at[i]))
			k++;
		if (k == ret.n)
			ret.at[ret.n++] = h->at[i];
		ret.cell[i] = (long)k;
	}
	return ret;
}

static void
write_report(struct json *j, const struct home_report *r)
{
	json_object(j, NULL);
	json_long(j, "report", r->report_id);
	json_text(j, "regime", r->regime);
	json_array(j, "period");
	json_text(j, NULL, r->period);
	json_text(j, NULL, r->kind);
	json_text(j, NULL, r->starts);
	json_text(j, NULL, r->ends);
	json_end(j);
	json_long(j, "id", r->revision_id);
	json_long(j, "no", r->no);
	json_text(j, "sha", r->sha);
	json_text(j, "at", r->at);
	if (r->person != NULL)
		json_text(j, "by", r->person);
	json_end(j);
}

void
home_write(struct json *j, const struct home_index *x)
{
	if (x->n == 0)
		return;
	json_array(j, "homes");
	for (size_t i = 0; i < x->n; i++) {
		const struct home *h = x->at[i];
		json_object(j, NULL);
		json_text(j, "how", h->kind == HOME_SAME ? "same" : h->how);
		json_array(j, "of");
		for (size_t k = 0; k < h->n; k++)
			write_report(j, h->from[k]);
		json_end(j);
		json_end(j);
	}
	json_end(j);
}

static const char *
text_at(const struct node *list, size_t i)
{
	const struct node *n = list == NULL ? NULL : list->first;

	while (n != NULL && i-- > 0)
		n = n->next;
	return n == NULL || n->text == NULL ? "" : n->text;
}

/* Titles are those of today: the body knows codes. */
static const struct home_report *
read_report(struct arena *mem, const struct node *n, const char *cutoff)
{
	const struct node *period = node_get(n, "period");
	struct home_report *r = arena_alloc(mem, sizeof *r);

	*r = (struct home_report){ .report_id = node_long(n, "report"),
		.revision_id = node_long(n, "id"),
		.no = node_long(n, "no"),
		.regime = node_text(n, "regime"),
		.cutoff = cutoff,
		.period = text_at(period, 0),
		.kind = text_at(period, 1),
		.starts = text_at(period, 2),
		.ends = text_at(period, 3),
		.sha = node_text(n, "sha"),
		.at = node_text(n, "at"),
		.person = node_text(n, "by") };
	r->title_vi = r->title_en = r->regime;
	return r;
}

static size_t
children(const struct node *list)
{
	size_t n = 0;

	for (const struct node *k = list->first; k != NULL; k = k->next)
		n++;
	return n;
}

static const struct home *
read_home(struct arena *mem, const struct node *n, const char *cutoff,
    struct homes *all)
{
	const struct node *of = node_get(n, "of");
	struct home *h = arena_alloc(mem, sizeof *h);
	const struct home_report **from;

	*h = (struct home){ .how = node_text(n, "how") };
	h->kind = str_eq(h->how, "same") ? HOME_SAME : HOME_PARTS;
	if (of == NULL)
		return h;
	h->n = h->expected = h->there = children(of);
	from = arena_alloc(mem, h->n * sizeof *from);
	h->from = from;
	for (const struct node *k = of->first; k != NULL; k = k->next) {
		const struct home_report *r = read_report(mem, k, cutoff);
		for (size_t i = 0; i < all->nfrom; i++)
			if (all->from[i]->revision_id == r->revision_id)
				r = all->from[i];
		if (all->nfrom == 0 || all->from[all->nfrom - 1] != r)
			all->from[all->nfrom++] = r;
		*from++ = r;
	}
	return h;
}

/* Figures of cells that name one; the same object for all of them. */
static void
read_cells(const struct node *cells, const struct home *const *home, size_t n,
    size_t ncell, struct homes *ret)
{
	for (const struct node *k = cells == NULL ? NULL : cells->first;
	     k != NULL; k = k->next) {
		size_t c = (size_t)node_long(k, "c");
		const char *name = node_get(k, "h") != NULL ? "h" : "m";
		if (node_get(k, name) == NULL || c >= ncell)
			continue;
		size_t at = (size_t)node_long(k, name);
		if (at < n)
			ret->at[c] = home[at];
	}
}

void
home_read(struct arena *mem, const struct node *body, size_t ncell,
    const char *cutoff, struct homes *ret)
{
	const struct node *list = node_get(body, "homes");
	const struct home **home;
	size_t n, reports = 0, i = 0;

	if (list == NULL)
		return;
	n = children(list);
	for (const struct node *k = list->first; k != NULL; k = k->next)
		if (node_get(k, "of") != NULL)
			reports += children(node_get(k, "of"));
	home = arena_alloc(mem, n * sizeof *home);
	ret->from = arena_alloc(mem, (reports + 1) * sizeof *ret->from);
	ret->at = arena_alloc(mem, ncell * sizeof *ret->at);
	for (const struct node *k = list->first; k != NULL; k = k->next)
		home[i++] = read_home(mem, k, cutoff, ret);
	read_cells(node_get(body, "own"), home, n, ncell, ret);
	read_cells(node_get(body, "total"), home, n, ncell, ret);
}
