/* qr_view.h - a QR code as a drawing in the page */
#ifndef VIEW_QR_VIEW_H
#define VIEW_QR_VIEW_H
#include "base/ctx.h"

/* label: what it is, for those who do not see it. */
enum rc qr_view(struct ctx *, const char *text, const char *label) NODISCARD;
#endif
