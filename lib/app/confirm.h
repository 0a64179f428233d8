/* confirm.h - the page on which a report is signed and sent */
#ifndef APP_CONFIRM_H
#define APP_CONFIRM_H
#include "app/app.h"

/* What was typed on it, and what became of that; all zero: a fresh one. */
struct confirm {
	const char *reason;
	bool confirmed;
	bool moved; /* figures are others than it had shown */
};
/*
 * rq->report as it would be sent now, with what is to be said of it and with
 * what it will be signed; findings of a try that was refused are in rq.
 * E_CONFLICT: it cannot be sent in its state.
 */
enum rc confirm_page(struct rq *, const struct confirm *) NODISCARD;
#endif
