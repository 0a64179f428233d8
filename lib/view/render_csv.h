/*
 * render_csv.h - a document's table as CSV, for programs and for spreadsheets
 *
 * One head row, then the body as it is printed, groups and totals included:
 * each column's name is its heads from the top down, "Kết quả xử lý đơn / Tổng
 * số", so that no two are alike; or, for programs that know the form, its
 * printed code.  No title, notes or signatures.
 *
 * Figures are plain: 1234567.8, without groups, with a point.  A cell without a
 * figure is empty, as is one that is not computable.  Texts that a spreadsheet
 * would take for a formula are made safe (io/csv.h).
 */
#ifndef VIEW_RENDER_CSV_H
#define VIEW_RENDER_CSV_H
#include "core/document.h"

enum render_csv { CSV_CODES = 1, CSV_MARK = 2 };
/* flags: CSV_CODES, printed codes as the head; CSV_MARK, a byte order mark in
 * front, by which spreadsheets know UTF-8. */
enum rc render_csv(const struct document *, int flags,
    struct buf *out) NODISCARD;
#endif
