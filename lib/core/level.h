/* level.h - levels of government, which are data */
#ifndef CORE_LEVEL_H
#define CORE_LEVEL_H
#include "base/base.h"
struct db;

struct level {
	const char *code, *name_vi, *name_en; /* tr_pick() them */
};
struct levels {
	struct level *at;
	size_t n;
};
/* From the top down. */
enum rc level_list(struct db *, struct levels *ret) NODISCARD;
#endif
