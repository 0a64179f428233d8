/* otp.c - one-time codes by time, by liboath */
#include <ctype.h>
#include <liboath/oath.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "io/otp.h"
#include "io/secret.h"

enum { GROUP = 4, BASE32_MAX = 64 };

static void
ready(void)
{
	static bool done;

	if (!done && oath_init() != OATH_OK)
		abort();
	done = true;
}

static bool
unhex(const char *text, char *ret)
{
	static const char digits[] = "0123456789abcdef";

	if (text == NULL || strlen(text) != 2 * (size_t)OTP_BYTES)
		return false;
	for (size_t i = 0; i < OTP_BYTES; i++) {
		const char *a = strchr(digits, text[2 * i]);
		const char *b = strchr(digits, text[2 * i + 1]);
		if (a == NULL || b == NULL)
			return false;
		ret[i] = (char)((a - digits) << 4 | (b - digits));
	}
	return true;
}

long
otp_step(long instant)
{
	return instant / OTP_STEP;
}

bool
otp_match(const char *secret, const char *code, long first, long last,
    long *ret_step)
{
	char bytes[OTP_BYTES], made[OTP_DIGITS + 1];
	bool found = false;

	ready();
	if (!unhex(secret, bytes) || strlen(code) != OTP_DIGITS)
		return false;
	for (long step = first; step <= last; step++) {
		if (oath_hotp_generate(bytes, sizeof bytes, (uint64_t)step,
			OTP_DIGITS, false, OATH_HOTP_DYNAMIC_TRUNCATION,
			made) != OATH_OK)
			return false;
		if (secret_equal(made, code)) {
			*ret_step = step;
			found = true;
		}
	}
	return found;
}

static bool
base32(const char *secret, char *ret)
{
	char bytes[OTP_BYTES], *made = NULL;
	size_t n = 0;

	ready();
	if (!unhex(secret, bytes) ||
	    oath_base32_encode(bytes, sizeof bytes, &made, &n) != OATH_OK)
		return false;
	bool fits = n < BASE32_MAX;
	if (fits)
		memcpy(ret, made, n + 1);
	free(made); /* the library's own */
	return fits;
}

const char *
otp_show(struct arena *mem, const char *secret)
{
	struct buf b = { .mem = mem, .max = 2 * BASE32_MAX };
	char text[BASE32_MAX];

	if (!base32(secret, text))
		return NULL;
	for (size_t i = 0; text[i] != '\0'; i++) {
		if (i > 0 && i % GROUP == 0)
			buf_str(&b, " ");
		buf_put(&b, text + i, 1);
	}
	return b.at;
}

/* A login name is a-z 0-9 . _ - and the issuer ours: nothing to encode. */
const char *
otp_address(struct arena *mem, const char *secret, const char *issuer,
    const char *login)
{
	char text[BASE32_MAX];

	if (!base32(secret, text))
		return NULL;
	return str_fmt(mem, "otpauth://totp/%s:%s?secret=%s&issuer=%s", issuer,
	    login, text, issuer);
}
