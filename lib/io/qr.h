/* qr.h - QR codes as squares: the only file on libqrencode */
#ifndef IO_QR_H
#define IO_QR_H
#include "base/base.h"

struct qr {
	size_t size;      /* squares in a row */
	const bool *dark; /* size * size of them */
};
/* E_LIMIT: the text is too long for one. */
enum rc qr_make(struct arena *, const char *text, struct qr *ret) NODISCARD;
#endif
