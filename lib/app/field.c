/* field.c - parameters into the route's input struct */
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include "app/frame.h"
#include "base/utf8.h"

enum { TEXT_MAX = 200 };

static void
put_long(struct rq *rq, const struct field *f, const char *v, long *to)
{
	char *end;

	errno = 0;
	*to = strtol(v, &end, 10);
	if (errno != 0 || *end != '\0' || v[strspn(v, "-0123456789")] != '\0')
		finding(&rq->findings, f->name, _("This is not a number."));
	else if (*to < f->min || (f->max != 0 && *to > f->max))
		finding(&rq->findings, f->name,
		    _("This number is out of range."));
}

static void
put_text(struct rq *rq, const struct field *f, const char *v, const char **to)
{
	size_t max = f->max > 0 ? (size_t)f->max : TEXT_MAX;

	if (utf8_len(v) > max)
		finding(&rq->findings, f->name,
		    _("This text is longer than %zu characters."), max);
	else if (!f->many_lines && strchr(v, '\n') != NULL)
		finding(&rq->findings, f->name,
		    _("This text must be on one line."));
	*to = v;
}

static void
put_field(struct rq *rq, const struct field *f, char *in)
{
	const char *v = params_get(&rq->params, f->name);

	if (str_empty(v)) {
		if (!f->optional && f->type != FIELD_BOOL)
			finding(&rq->findings, f->name,
			    _("This must be given."));
		return;
	}
	switch (f->type) {
	case FIELD_LONG:
		put_long(rq, f, v, (long *)(void *)(in + f->at));
		break;
	case FIELD_TEXT:
		put_text(rq, f, v, (const char **)(void *)(in + f->at));
		break;
	case FIELD_BOOL:
		*(bool *)(in + f->at) = true;
		break;
	}
}

static bool
is_known(const struct route *r, const char *name)
{
	for (size_t i = 0; i < r->nin; i++)
		if (strcmp(r->in[i].name, name) == 0)
			return true;
	if (r->method == GET)
		return strcmp(name, COOKIE_LANG) == 0 ||
		       (r->job != NULL && strcmp(name, "key") == 0);
	return strcmp(name, "csrf") == 0 || strcmp(name, "key") == 0;
}

/* Every parameter given is used or refused: none is silently ignored. */
enum rc
fields_parse(struct rq *rq)
{
	const struct route *r = rq->route;
	char *in = arena_alloc(rq->ctx.mem, r->size);
	size_t more = 0;

	for (size_t i = 0; i < rq->params.n; i++) {
		if (is_known(r, rq->params.at[i].name))
			continue;
		if (++more > r->open)
			return fail(E_MALFORMED, "unknown parameter %s",
			    rq->params.at[i].name);
	}
	for (size_t i = 0; i < r->nin; i++)
		put_field(rq, &r->in[i], in);
	rq->in = in;
	if (rq->findings.n > 0)
		return fail(E_MALFORMED, "parameter %s: %s",
		    rq->findings.at[0].where, rq->findings.at[0].text);
	return OK;
}

const char *
param(const struct rq *rq, const char *name)
{
	return params_get(&rq->params, name);
}
