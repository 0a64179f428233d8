/*
 * clamd.h - files looked at by ClamAV's daemon, over its unix socket
 *
 * Its command INSTREAM: the file in pieces, a verdict in one line.  There is
 * no verdict but that one: whatever else happens, the file is not clean.
 */
#ifndef IO_CLAMD_H
#define IO_CLAMD_H
#include "base/base.h"

enum { CLAMD_NAME = 80 };
/*
 * OK: nothing was found.  E_INVALID: something was, its name is in ret_name.
 * E_BUSY: it cannot be asked, says something else, or takes too long.
 */
enum rc clamd_scan(const char *socket, const char *bytes, size_t len,
    char ret_name[CLAMD_NAME]) NODISCARD;
#endif
