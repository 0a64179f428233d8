/* reform_xlsx.h - a list of a dry run as a worksheet */
#ifndef VIEW_REFORM_XLSX_H
#define VIEW_REFORM_XLSX_H
#include "view/reform_view.h"

enum rc reform_sheet_xlsx(struct ctx *, const struct reform_sheet *,
    const char *name, const char *title) NODISCARD;
#endif
