/* audit_tool.h - what the files of `baocao audit' share */
#ifndef TOOL_AUDIT_TOOL_H
#define TOOL_AUDIT_TOOL_H
#include "tool/tool.h"

/* baocao verify receipt CODE */
int tool_verify_receipt(struct tool *, int argc, char **argv);
/* baocao audit archive MONTH FILE; baocao verify --archive FILE */
int tool_audit_archive(struct tool *, int argc, char **argv);
int tool_verify_archive(struct tool *, const char *path);
/* baocao audit tail, export, blank */
int tool_audit_tail(struct tool *, int argc, char **argv);
int tool_audit_export(struct tool *, int argc, char **argv);
int tool_audit_blank(struct tool *, int argc, char **argv);
/* baocao audit restored */
int tool_audit_restored(struct tool *, int argc, char **argv);
#endif
