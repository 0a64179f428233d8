/*
 * trust.h - what the web server, and nobody else, says about the visitor
 *
 * Single sign-on is the web server's: it authenticates the path /login/sso and
 * hands the identity on as a variable of its own.  Three things must hold, or
 * it is E_DENIED and on record:
 *   the variable is not a header (those are HTTP_..., whatever they are
 * called); BAOCAO_PROXY_SECRET, which the site's file sets on that path alone,
 * is the secret of baocao.conf, so that a server which passes the variable
 * without having asked anybody does not open the door; the issuer is the
 * configured one.
 */
#ifndef APP_TRUST_H
#define APP_TRUST_H
#include "app/app.h"

struct trust {
	const char *name;   /* the identity, without its realm */
	const char *issuer; /* or "" */
	bool second;        /* the provider has asked for a second factor */
	long age_s; /* since it saw who they are, in seconds; -1: not said */
};
enum rc trust_read(const struct rq *, struct trust *ret) NODISCARD;
#endif
