/* reform_tool.h - the parts of `baocao unit reform` */
#ifndef TOOL_REFORM_TOOL_H
#define TOOL_REFORM_TOOL_H
#include "core/reform_decide.h"
#include "io/file.h"
#include "tool/tool.h"

/* argv[0] is "reform". */
int tool_unit_reform(struct tool *, int argc, char **argv);
/* reform_tool.c: what a dry run says, for people or as JSON. */
void tool_reform_look(struct tool *, const struct reform_look *);
/* reform_json.c */
void tool_reform_look_json(struct tool *, const struct reform_look *);
void tool_reform_json(struct tool *, const struct reform *);
/*
 * reform_todo.c: what the reform of that number left to somebody, listed, or,
 * with --decide, decided (core/reform_decide.h); takes its options out of argv.
 */
int tool_reform_todo(struct tool *, const char *id, int *argc, char **argv);
#endif
