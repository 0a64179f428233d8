/* sign_tool.h - the parts of `baocao sign` */
#ifndef TOOL_SIGN_TOOL_H
#define TOOL_SIGN_TOOL_H
#include "tool/tool.h"

/* cmd_sign_verify.c; argv[0] is "verify" */
int tool_sign_verify(struct tool *, int argc, char **argv);
#endif
