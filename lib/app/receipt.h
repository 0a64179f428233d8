/* receipt.h - what its sender keeps of a report */
#ifndef APP_RECEIPT_H
#define APP_RECEIPT_H
#include "app/app.h"

/* The receipt of rq->report's revision, with its signatures. */
enum rc receipt_page(struct rq *, long no) NODISCARD;
#endif
