/*
 * paper.h - a report as a paper: struct document from a sheet
 *
 * Head as in Decree 30/2020/ND-CP appendix I (superior, agency, place and
 * date), the form's number and basis, the period line, the table as printed
 * with own, units below and total, and what the figures are: official (revision
 * and hash at the foot) or provisional ("12/15 đơn vị", the missing ones
 * named).
 */
#ifndef CORE_PAPER_H
#define CORE_PAPER_H
#include "core/document.h"
#include "core/sheet.h"

enum rc paper_make(struct db *, const struct ctx *, const struct sheet *,
    struct document *ret) NODISCARD;
#endif
