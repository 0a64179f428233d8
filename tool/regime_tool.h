/* regime_tool.h - the longer subcommands of baocao regime */
#ifndef TOOL_REGIME_TOOL_H
#define TOOL_REGIME_TOOL_H
#include "tool/tool.h"

/* argv[0] is the regime's code; options follow. */
int tool_regime_show(struct tool *, int argc, char **argv);
int tool_regime_publish(struct tool *, int argc, char **argv);
int tool_regime_assign(struct tool *, int argc, char **argv);
int tool_regime_who(struct tool *, int argc, char **argv);
int tool_regime_give(struct tool *, int argc, char **argv);
#endif
