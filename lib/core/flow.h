/*
 * flow.h - the states of a report and who may move it
 *
 *     due ---save--> draft ---send--> sent ---accept--> accepted
 *				        |                   |
 *				        +--return--> returned <--return--+
 *     returned ---send--> sent, as the next revision
 *
 * A returned report stays "returned" while it is corrected.  At the top of the
 * line there is no receiver: sending accepts, and its own head may take it back
 * (return) to correct it.  An accepted report that is returned leaves the sums
 * at once (accepted_id becomes null): sums take accepted children only.  What
 * was sent and the facts of what was accepted stay as they are, for ever; what
 * a superior has already sent with those figures is corrected by the superior's
 * own next revision.
 *
 * A unit that does not exist any more on the last day of the window owes
 * nothing: a reform (core/reform.h) closes its report, which then has no
 * receiver and is in no sum and no count; there is no move out of that state.
 */
#ifndef CORE_FLOW_H
#define CORE_FLOW_H
#include "core/draft.h"
#include "core/proof.h"
#include "core/revision.h"
#include "core/signer.h"

/* Characters of the reason of a sending or a return. */
enum { FLOW_REASON_MAX = 2000 };

#define DUE "due"
#define DRAFT "draft"
#define SENT "sent"
#define RETURNED "returned"
#define ACCEPTED "accepted"
#define CLOSED "closed"

enum act { ACT_SAVE, ACT_SEND, ACT_RETURN, ACT_ACCEPT, ACT_END };
/* The state in the language in force: "Chưa nhập", "Đã gửi" ... */
const char *flow_state_show(const char *state);
/* What happened, as history shows it: "Đã gửi", "Trả lại" ... */
const char *flow_act_show(const char *act);
/* Does the table have this move from the report's state? */
bool flow_can(const struct report *, enum act);
/* The right that the move needs (at the top, returning is the head's). */
enum right flow_right(const struct report *, enum act);
/* Its figures can be typed: ACT_SAVE is possible. */
bool flow_open(const struct report *);

/* The state it will be in. */
const char *flow_next(const struct report *, enum act);

struct send_in {
	struct proof_maker proof; /* of the receipt's check code */
	struct draft_in cells;
	bool confirmed; /* the warnings were seen and are meant */
	/* revision_digest() of what the sender was shown: nothing else goes. */
	const char *seen;
	const struct signer *signer; /* NULL: unsigned */
	/* The sender's explanation, kept; NULL where there is nothing that
	 * has to be explained (finding_explain). */
	const char *reason;
};
struct receipt {
	long report_id, no;
	const char *unit_code, *unit, *regime, *period;
	const char *at, *person, *behalf, *sha;
	const char *code; /* "XLD01/2026-Q3/00004/1-3f9a2c01" to quote */
	bool accepted;    /* at the top: it is official at once */
};
/*
 * Save the cells, check everything, freeze a revision (right: MAY_SEND).
 * OK: *ret is the receipt.
 * E_INVALID: findings; when none of them is an error (nerror is 0), they are
 *	warnings that `confirmed` would let pass (units below not accepted are
 *	one: "k of n", naming them); a finding at "reason": one of them has to
 *	be explained.  They are frozen in the revision with the explanation.
 *	A finding at "signature": what should sign it cannot.
 * E_CONFLICT: as draft_save(); or what would be sent is not what was seen
 *	(nothing is in draft_out then, and it is not closed).
 * With anything but OK the caller rolls its transaction back, as the frame
 *does: the cells were merged in it before they were checked.
 */
enum rc flow_send(struct db *, const struct ctx *, long report_id,
    const struct send_in *, struct findings *, struct draft_out *,
    struct receipt *ret) NODISCARD;
/*
 * What would be said of a draft on sending it (right: MAY_SEND), to be shown
 * before: the sheet as it would be frozen, and the findings on it.
 */
enum rc flow_look(struct db *, const struct ctx *, const struct report *,
    struct sheet *ret, struct findings *) NODISCARD;
/*
 * The receipt again, for the page after the redirect (right: MAY_VIEW), and the
 * revision that it is of.
 */
enum rc flow_receipt(struct db *, const struct ctx *, long report_id, long no,
    struct receipt *ret, struct revision *ret_revision) NODISCARD;
/*
 * Return to the unit (MAY_REVIEW): the reason is required, E_INVALID with a
 * finding at "reason".  E_CONFLICT: not at this version, or state, any more.
 */
enum rc flow_return(struct db *, const struct ctx *, long report_id,
    long version, const char *reason, struct findings *) NODISCARD;
/* Accept (MAY_REVIEW): the figures become facts.  E_CONFLICT as above. */
enum rc flow_accept(struct db *, const struct ctx *, long report_id,
    long version) NODISCARD;
#endif
