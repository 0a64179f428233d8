/*
 * data_request.h - what people ask about their own data, and the answers
 *
 * Somebody asks for a correction (name, position, e-mail, telephone) or says
 * what else is wrong; the request is in the list of the administrators who have
 * the person's unit, and is answered: done, or refused with the reason.  The
 * law gives 72 hours (Decree 13/2023/ND-CP art. 14 to 16): what is older is
 * marked.
 */
#ifndef CORE_DATA_REQUEST_H
#define CORE_DATA_REQUEST_H
#include "base/ctx.h"
#include "base/findings.h"
struct db;

enum {
	REQUEST_TEXT = 200,
	REQUEST_NOTE = 1000,
	REQUEST_HOURS = 72,
	REQUESTS_OPEN = 5
};

struct data_request {
	long id, person_id;
	const char *login, *name, *now; /* now: what stands there today */
	const char *field, *wanted, *note, *state, *answer, *made, *answered;
	const char *by; /* who answered, or NULL */
	bool late;
};
struct data_requests {
	struct data_request *at;
	size_t n;
};
/* "name", "title", ... in the language in force; NULL: no such field. */
const char *request_field_show(const char *field);
const char *request_state_show(const char *state);
/* The actor asks; E_INVALID with findings at field, wanted, note. */
enum rc request_ask(struct db *, const struct ctx *, const char *field,
    const char *wanted, const char *note, struct findings *,
    long *ret_id) NODISCARD;
/* The actor's own, the latest first. */
enum rc request_mine(struct db *, const struct ctx *,
    struct data_requests *ret) NODISCARD;
/*
 * Those of people with a role or a post in the actor's units (right:
 * MAY_ADMIN); the open ones first, the oldest of them first.
 */
enum rc request_list(struct db *, const struct ctx *,
    struct data_requests *ret) NODISCARD;
/*
 * E_NOTFOUND: none of those, E_CONFLICT: answered already, E_INVALID: a refusal
 * needs its reason.  What was asked for is changed on the person's page; this
 * says that it was.
 */
enum rc request_answer(struct db *, const struct ctx *, long id, bool done,
    const char *answer, struct findings *) NODISCARD;
enum rc request_sweep(struct db *, const char *real, long days,
    long *ret_n) NODISCARD;
#endif
