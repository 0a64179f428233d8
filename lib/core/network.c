/* network.c - whoever has one address of IPv6 has its whole network */
#include <arpa/inet.h>
#include <string.h>
#include "core/network.h"

enum { NETWORK_BYTES = 8 };

const char *
network_of(struct arena *mem, const char *address)
{
	unsigned char bytes[16];
	char *text = arena_alloc(mem, INET6_ADDRSTRLEN);

	if (inet_pton(AF_INET6, address, bytes) != 1)
		return address;
	memset(bytes + NETWORK_BYTES, 0, sizeof bytes - NETWORK_BYTES);
	if (inet_ntop(AF_INET6, bytes, text, INET6_ADDRSTRLEN) == NULL)
		return address;
	return text;
}
