/* second_need.c - who must have a second factor */
#include <string.h>
#include "core/access.h"
#include "core/second.h"
#include "io/conf.h"

static unsigned long
roles_of(const char *words)
{
	unsigned long mask = 0;
	char word[40];

	for (const char *s = words; *s != '\0';) {
		size_t n = strcspn(s, " ,");
		enum role role;
		if (n > 0 && n < sizeof word) {
			memcpy(word, s, n);
			word[n] = '\0';
			if (role_read(word, &role))
				mask |= 1UL << role;
		}
		s += n + (s[n] != '\0');
	}
	return mask;
}

bool
second_needed(const struct conf *conf, const struct actor *who)
{
	unsigned long mask;

	if (str_empty(conf->second_key))
		return false;
	mask = roles_of(conf->second_roles);
	for (size_t i = 0; i < who->ngrant; i++)
		if (mask & 1UL << who->grants[i].role)
			return true;
	return false;
}
