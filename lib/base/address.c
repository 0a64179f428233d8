/* address.c - where letters may go */
#include <string.h>
#include "base/address.h"

enum { LOCAL_MAX = 64 };

static bool
domain_valid(const char *s)
{
	const char *dot = strchr(s, '.');

	if (dot == NULL || strspn(s, "abcdefghijklmnopqrstuvwxyz"
				     "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
				     "0123456789.-") != strlen(s))
		return false;
	return s[0] != '.' && s[0] != '-' && s[strlen(s) - 1] != '.' &&
	       strstr(s, "..") == NULL && strstr(s, ".-") == NULL &&
	       strstr(s, "-.") == NULL && s[strlen(s) - 1] != '-';
}

bool
address_valid(const char *s)
{
	size_t n = strspn(s, "abcdefghijklmnopqrstuvwxyz"
			     "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
			     "0123456789.!#$%&'*+/=?^_`{|}~-");

	if (n == 0 || n > LOCAL_MAX || s[n] != '@' || strlen(s) > ADDRESS_MAX ||
	    s[0] == '.' || s[0] == '-' || s[n - 1] == '.')
		return false;
	for (size_t i = 1; i < n; i++)
		if (s[i] == '.' && s[i - 1] == '.')
			return false;
	return domain_valid(s + n + 1);
}
