/* unit_told.c - what an import did to the tree of units, for the record */
#include "base/date.h"
#include "core/unit_told.h"

long
unit_told_last(const struct model *m)
{
	long last = 0;

	for (size_t i = 0; i < m->nunit; i++)
		if (m->unit[i].id > last)
			last = m->unit[i].id;
	return last;
}

static const char *
unit_text(struct arena *mem, const struct model_unit *u, const char *to)
{
	return str_fmt(mem, "%s %s %s, %s..%s", u->level, u->code, u->name,
	    u->valid_from, to);
}

/* What ends was without an end: nothing else is ever changed of a unit. */
static enum rc
tell_units(struct audit_many *to, const struct model *m, long last)
{
	struct arena *mem = to->ctx->mem;

	for (size_t i = 0; i < m->nunit; i++) {
		const struct model_unit *u = &m->unit[i];
		if (u->id <= last && !u->changed)
			continue;
		TRY(audit_many_text(to, str_fmt(mem, "unit %ld", u->id),
		    u->id > last ? NULL : unit_text(mem, u, DATE_MAX),
		    unit_text(mem, u, u->valid_to)));
	}
	return OK;
}

static const char *
place_text(struct arena *mem, const struct model *m,
    const struct model_place *p, const char *to)
{
	return str_fmt(mem, "line %ld: %ld, %s..%s", p->line,
	    m->unit[p->parent].id, p->valid_from, to);
}

static enum rc
tell_places(struct audit_many *to, const struct model *m)
{
	struct arena *mem = to->ctx->mem;

	for (size_t i = 0; i < m->nplace; i++) {
		const struct model_place *p = &m->place[i];
		if (p->parent < 0 || (p->stored && !p->changed))
			continue;
		TRY(audit_many_text(to,
		    str_fmt(mem, "unit %ld above", m->unit[p->unit].id),
		    p->stored ? place_text(mem, m, p, DATE_MAX) : NULL,
		    place_text(mem, m, p, p->valid_to)));
	}
	return OK;
}

enum rc
unit_told(struct audit_many *to, const struct model *m, long last)
{
	struct arena *mem = to->ctx->mem;

	TRY(tell_units(to, m, last));
	TRY(tell_places(to, m));
	for (size_t i = 0; i < m->nsuccession; i++) {
		const struct model_succession *s = &m->succession[i];
		TRY(audit_many_text(to,
		    str_fmt(mem, "unit %ld became", m->unit[s->old].id), NULL,
		    str_fmt(mem, "%ld, %s, %s", m->unit[s->became].id,
			relation_name(s->relation), s->decision)));
	}
	return OK;
}
