/*
 * signer.h - who signs what is sent: the key, and the agency's certificate
 *
 * Core functions that send are handed one of these; so only the programs that
 * send link what reads secrets (signer_of() and what it calls).
 *
 * The agency's certificate is found in the directory of the setting cert_dir:
 * LEVEL.CODE.pem of the unit that sends, else agency.pem; neither: none.
 */
#ifndef CORE_SIGNER_H
#define CORE_SIGNER_H
#include "core/signature.h"
#include "io/cms.h"

enum { SIGNED_MAX = 3 };
struct signer {
	/*
	 * Sign that text for that report's unit, as of ctx->real.  At most
	 * three rows; none where nothing is set up.  E_INVALID: what is set up
	 * cannot sign; a finding at "signature" says why.
	 */
	enum rc (*sign)(const struct signer *, const struct ctx *,
	    const struct report *, const char *text,
	    struct signed_row ret[static SIGNED_MAX], size_t *ret_n,
	    struct findings *) NODISCARD;
	const struct conf *conf;
};
/* With the files that the settings name. */
struct signer signer_of(const struct conf *);

/* With what a report of that unit would be signed now: before one sends. */
struct signer_ready {
	bool key;             /* this installation's key is set up */
	bool certificate;     /* and there is one for that unit */
	struct cms_cert cert; /* it */
	const char *why;      /* it cannot sign; NULL: it can */
};
void signer_look(struct arena *, const struct conf *, const struct report *,
    const char *at, struct signer_ready *ret);
/* The roots and lists of cert_dir; in core/signature.c. */
struct cms_trust signer_trust(struct arena *, const struct conf *);
#endif
