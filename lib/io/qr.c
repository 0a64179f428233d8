/* qr.c - QR codes, by libqrencode */
#include <qrencode.h>
#include "io/qr.h"

enum rc
qr_make(struct arena *mem, const char *text, struct qr *ret)
{
	QRcode *made = QRcode_encodeString8bit(text, 0, QR_ECLEVEL_M);

	if (made == NULL)
		return fail(E_LIMIT, "no QR code can be made");
	size_t n = (size_t)made->width;
	bool *dark = arena_alloc(mem, n * n * sizeof *dark);
	for (size_t i = 0; i < n * n; i++)
		dark[i] = made->data[i] & 1;
	*ret = (struct qr){ n, dark };
	QRcode_free(made);
	return OK;
}
