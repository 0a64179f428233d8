/*
 * otp.h - one-time codes by time, RFC 6238: the only file on liboath
 *
 * SHA-1, six digits, a new code every OTP_STEP seconds: what every app on a
 * telephone takes for granted.  A secret is 20 bytes in hex.
 */
#ifndef IO_OTP_H
#define IO_OTP_H
#include "base/base.h"

enum { OTP_STEP = 30, OTP_DIGITS = 6, OTP_BYTES = 20 };

/* The step that an instant (seconds since 1970) falls into. */
long otp_step(long instant);
/*
 * Which of the steps from `first` to `last` has this code?  False: none, or the
 * secret is none.  All of them are tried, whichever it is.
 */
bool otp_match(const char *secret, const char *code, long first, long last,
    long *ret_step);
/* The secret as people type it: "JBSW Y3DP ..."; NULL: it is none. */
const char *otp_show(struct arena *, const char *secret);
/* What the picture says: otpauth://totp/... */
const char *otp_address(struct arena *, const char *secret, const char *issuer,
    const char *login);
#endif
