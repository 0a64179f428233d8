/* validity.h - from when to when something holds, in words */
#ifndef CORE_VALIDITY_H
#define CORE_VALIDITY_H
#include "base/ctx.h"

/* "from 01/07/2025", "01/07/2025 – 30/06/2026"; what is written is the last
 * day, `to` the day after it. */
const char *validity_show(struct arena *, const char *from, const char *to);
#endif
