/*
 * document.h - a generated paper: one model, many renderers
 *
 * A struct document is what view/render_*.c turn into PDF, XLSX, CSV and
 * read-only HTML.  Everything in it is ready to be shown, but figures stay
 * exact text, so that XLSX gets numbers and each language its own separators.
 */
#ifndef CORE_DOCUMENT_H
#define CORE_DOCUMENT_H
#include "core/form.h"

/* One cell of a body row. */
struct doc_cell {
	enum doc_kind {
		DOC_EMPTY, /* no figure: nothing is shown */
		DOC_TEXT,
		DOC_NUM, /* text is canonical: "-1234.5" */
		DOC_NAN	 /* not computable: "-" */
	} kind;
	const char *text;
	int decimals; /* of DOC_NUM; -1: as many as it needs */
};
struct doc_row {
	enum doc_row_kind { DOC_ROW, DOC_GROUP, DOC_TOTAL, DOC_OWN } kind;
	int depth;
	const struct doc_cell *cells; /* ncol of the table */
};
struct doc_col {
	const char *code; /* printed in the row of numbers; "" for none */
	enum doc_align { DOC_LEFT, DOC_CENTRE, DOC_RIGHT } align;
	int width; /* weight in characters; 0: let the renderer measure */
};
struct doc_table {
	const struct head *heads; /* core/form.h; without the row of numbers */
	size_t nhead, head_rows;
	const struct doc_col *cols;
	size_t ncol;
	struct doc_row *rows;
	size_t nrow;
	bool code_row; /* print the row of numbers under the head */
};
struct document {
	/* Decree 30/2020/ND-CP appendix I, boxes 2, 3, 4, 5a */
	const char *superior, *agency; /* upper-casing is the renderer's */
	const char *number;	       /* "Số: 05/BC-UBND", or NULL */
	const char *place_date; /* "Hà Nội, ngày 05 tháng 01 năm 2026" */
	const char *form_no;	/* "Biểu số: XLD01" */
	const char *basis;	/* "Ban hành theo Thông tư số ..." */
	const char *title, *period_line; /* "Kỳ báo cáo: ... (Từ ... đến ...)" */
	const char *reporter, *receiver; /* whole lines: "Đơn vị báo cáo: ..." */
	const char *measure;		 /* "Đơn vị tính: đơn" or NULL */
	const char *status; /* "Số liệu tạm tính: 12/15 đơn vị ..." or NULL */
	const char *mark;   /* "SỐ LIỆU MINH HỌA" across the head, or NULL */
	struct doc_table table;
	const char *const *notes; /* printed under the table, one a line */
	size_t nnote;
	const char *sign_left, *sign_right; /* "Người lập biểu", "Thủ trưởng" */
	const char *sign_left_name, *sign_right_name; /* or NULL */
	const char *foot; /* revision, hash: small, at the foot of each page */
};
#endif
