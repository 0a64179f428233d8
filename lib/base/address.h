/* address.h - where letters may go */
#ifndef BASE_ADDRESS_H
#define BASE_ADDRESS_H
#include "base/base.h"

enum { ADDRESS_MAX = 254 };
/*
 * name@host.domain in ASCII, without quotes, comments or literals: what people
 * have, and nothing that could become another header or another receiver.
 */
bool address_valid(const char *);
#endif
