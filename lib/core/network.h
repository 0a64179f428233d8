/* network.h - whoever has one address of IPv6 has its whole network */
#ifndef CORE_NETWORK_H
#define CORE_NETWORK_H
#include "base/base.h"

/* Of an address of IPv6 its network, /64; any other text as it is. */
const char *network_of(struct arena *, const char *address);
#endif
