/* audit_many.c - one act that changed more than one entry holds */
#include "core/audit_many.h"

void
audit_many_open(struct audit_many *m)
{
	m->c = change_new(m->ctx->mem);
}

static enum rc
put(struct audit_many *m)
{
	const char *detail =
	    m->parts == 0 ?
		m->detail :
		str_fmt(m->ctx->mem, "%s; part=%ld", m->detail, m->parts + 1);

	m->parts++;
	return audit_change(m->db, m->ctx, m->head, m->act, m->object,
	    m->object_id, detail, &m->c);
}

enum rc
audit_many_text(struct audit_many *m, const char *name, const char *was,
    const char *became)
{
	change_text(&m->c, name, was, became);
	if (m->c.left == 0)
		return OK;
	m->c.left = 0;
	TRY(put(m));
	audit_many_open(m);
	change_text(&m->c, name, was, became);
	return OK;
}

enum rc
audit_many_close(struct audit_many *m)
{
	return m->c.n == 0 && m->parts > 0 ? OK : put(m);
}
