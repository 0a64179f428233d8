/* upper.h - capitals, of every alphabet */
#ifndef BASE_UPPER_H
#define BASE_UPPER_H
#include "base/base.h"

/* "Sở Nội vụ" as "SỞ NỘI VỤ"; what is not UTF-8 stays. NULL: "". */
const char *str_upper(struct arena *, const char *);
#endif
