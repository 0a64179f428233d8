/* scan.c - a file that came is looked at before anybody reads it */
#include "app/frame.h"
#include "io/clamd.h"
#include "io/conf.h"

/*
 * Once a request, however often its transaction runs, and for those alone who
 * may send it.  Without a verdict nothing is taken.
 */
enum rc
scan_guard(struct call *c)
{
	struct rq *rq = &c->rq;
	const char *path = c->server->conf->scan_socket;

	if (path == NULL || rq->file.len == 0)
		return OK;
	if (!c->scanned)
		c->verdict =
		    clamd_scan(path, rq->file.bytes, rq->file.len, c->virus);
	c->scanned = true;
	if (c->verdict == E_INVALID) {
		c->refused = "virus";
		finding(&rq->findings, rq->route->file,
		    _("In this file a scanner found %s. It was not taken: do"
		      " not send it on, and ask those who look after your"
		      " computer."),
		    c->virus);
		return fail(E_INVALID, "%s in the file", c->virus);
	}
	if (c->verdict != OK)
		finding(&rq->findings, rq->route->file,
		    _("Files are looked at by a scanner before they are taken,"
		      " and it does not answer just now. Send the file again in"
		      " a few minutes."));
	return c->verdict;
}
