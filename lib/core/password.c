/* password.c - what a login name and a password may be; no statements */
#include <string.h>
#include "base/utf8.h"
#include "core/person.h"

bool
login_valid(const char *s)
{
	size_t n = strlen(s);

	return n > 0 && n <= LOGIN_MAX &&
	       s[strspn(s, "abcdefghijklmnopqrstuvwxyz0123456789._-")] == '\0';
}

bool
password_allowed(const char *login, const char *password, const char *where,
    struct findings *f)
{
	static const char *const common[] = { "1234567890", "0123456789",
		"123456789a", "password123", "password1234", "qwertyuiop",
		"matkhau123", "matkhau1234", "vietnam123", "vietnam2025",
		"vietnam2026", "administrator", "1111111111", "0000000000",
		"abc1234567", "abcd123456", "iloveyou123", "quantri123" };
	size_t n = utf8_len(password);

	if (n < PASSWORD_MIN || n > PASSWORD_MAX) {
		finding(f, where,
		    _("A password has between %d and %d characters."),
		    PASSWORD_MIN, PASSWORD_MAX);
		return false;
	}
	bool bad = strcasestr(password, login) != NULL;
	for (size_t i = 0; i < COUNT(common); i++)
		bad = bad || strcasecmp(password, common[i]) == 0;
	if (bad)
		finding(f, where, _("This password is too easy to guess."));
	return !bad;
}
