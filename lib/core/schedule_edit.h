/*
 * schedule_edit.h - a single period of a regime, otherwise than its rules say
 *
 * Right: MAY_OWN over the unit that owns the regime; for others there is no
 * such regime (E_NOTFOUND).  Each is audited in the regime's stream with what
 * was there before.  The window of a period whose reports are open stays as it
 * is; a deadline may change until then and after: reports that were not sent
 * and not extended follow.
 */
#ifndef CORE_SCHEDULE_EDIT_H
#define CORE_SCHEDULE_EDIT_H
#include "base/findings.h"
#include "core/schedule.h"

/* Dates as they were typed; empty: as the rules say. */
struct slot_level {
	const char *level; /* "": all of them */
	const char *due;
};
struct slot_in {
	const char *code;          /* NULL: a new request */
	const char *starts, *ends; /* both or none */
	const char *title;         /* of a request */
	const char *reason;        /* and the act that says so */
	long version;              /* as the page had it; 0: nothing was set */
	const struct slot_level *due;
	size_t ndue;
};
/* E_INVALID with findings at starts, ends, title, reason, due_LEVEL. */
enum rc schedule_set(const struct schedule *, const struct ctx *,
    const struct slot_in *, struct findings *, const char **ret_code) NODISCARD;
/*
 * Back to what the rules say; a request is withdrawn.  E_INVALID: its reports
 * are open, with a finding at "code".
 */
enum rc schedule_clear(const struct schedule *, const struct ctx *,
    const char *code, long version, struct findings *) NODISCARD;
#endif
