/* sign_tool.h - the parts of `baocao sign` */
#ifndef TOOL_SIGN_TOOL_H
#define TOOL_SIGN_TOOL_H
#include "core/signature_walk.h"
#include "tool/tool.h"

/*
 * All signatures, until w->done; E_CONFLICT: w->bad does not hold, w->why says
 * what.  Its own transactions.
 */
enum rc tool_signatures(struct tool *, struct signature_walk *w) NODISCARD;

/* cmd_sign_verify.c; argv[0] is "verify" */
int tool_sign_verify(struct tool *, int argc, char **argv);
#endif
