/* send_view.h - the page on which the head of a unit sends its report */
#ifndef VIEW_SEND_VIEW_H
#define VIEW_SEND_VIEW_H
#include "core/revision.h"
#include "core/signer.h"

struct send_view {
	const struct report *report;
	const struct sheet *sheet;       /* as it would be frozen */
	const struct findings *checks;   /* on it; errors: it cannot be sent */
	const struct findings *findings; /* of what was just tried */
	const struct signer_ready *ready;
	const char *digest;   /* revision_digest() of the sheet */
	struct behalf behalf; /* for whom the actor stands in */
	const char *reason;   /* as typed */
	bool confirmed;
	bool moved; /* figures have changed since it was last shown */
};
void send_view_put(struct ctx *, const struct send_view *);
#endif
