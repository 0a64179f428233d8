/* local.h - where a page may lead to, when the visitor says so */
#ifndef APP_LOCAL_H
#define APP_LOCAL_H
#include "base/base.h"

/* A path of ours, with nothing in it that a browser takes for a host. */
bool is_local(const char *next);
#endif
