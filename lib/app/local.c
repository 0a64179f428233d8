/* local.c - where a page may lead to, when the visitor says so */
#include <string.h>
#include "app/local.h"

bool
is_local(const char *next)
{
	return next != NULL && next[0] == '/' && next[1] != '/' &&
	       next[1] != '\\' &&
	       next[strspn(next, "abcdefghijklmnopqrstuvwxyz"
				 "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"
				 "/?&=._-~%+")] == '\0';
}
