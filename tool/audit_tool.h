/* audit_tool.h - what the files of `baocao audit' share */
#ifndef TOOL_AUDIT_TOOL_H
#define TOOL_AUDIT_TOOL_H
#include "tool/tool.h"

/* baocao verify receipt CODE */
int tool_verify_receipt(struct tool *, int argc, char **argv);
#endif
