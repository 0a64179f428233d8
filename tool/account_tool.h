/* account_tool.h - what the files of `baocao account` share */
#ifndef TOOL_ACCOUNT_TOOL_H
#define TOOL_ACCOUNT_TOOL_H
#include "core/standing.h"
#include "core/unit.h"
#include "tool/tool.h"

/* argv[0] is the verb. */
typedef int account_verb(struct tool *, int argc, char **argv);
account_verb account_grant, account_move, account_leave, account_deputise;
account_verb account_show, account_list, account_import, account_invite;

/* By login name; a finding if there is nobody. */
enum rc account_find(struct tool *, const char *login,
    struct person *ret) NODISCARD;
/* By code, or "id:7"; one only, or it says which there are (findings). */
enum rc account_unit(struct tool *, const char *code, const char *level,
    struct unit *ret) NODISCARD;
/* account_signin.c */
int account_link(struct tool *, int argc, char **argv);
int account_second(struct tool *, int argc, char **argv);
int account_sessions(struct tool *, int argc, char **argv);
#endif
