/*
 * document.h - a generated paper: one model, many renderers
 *
 * A struct document is what view/render_*.c turn into PDF, XLSX, CSV and
 * read-only HTML.  Everything in it is ready to be shown, but figures stay
 * exact text, so that XLSX gets numbers and each language its own separators.
 */
#ifndef CORE_DOCUMENT_H
#define CORE_DOCUMENT_H
#include "base/num.h"
#include "core/form.h"

/* What a document may have at most: doc_check() refuses more. */
enum {
	DOC_COLS = 200,
	DOC_ROWS = 20000,
	DOC_HEADS = 1000,
	DOC_HEAD_ROWS = 8,
	DOC_NOTES = 500
};

/* One cell of a body row. */
struct doc_cell {
	enum doc_kind {
		DOC_EMPTY, /* no figure: nothing is shown */
		DOC_TEXT,
		DOC_NUM, /* text is canonical: "-1234.5" */
		DOC_NAN  /* not computable: "-" */
	} kind;
	const char *text;
	int decimals; /* of DOC_NUM; -1: as many as it needs */
};
/*
 * A group's row is a heading: each of its texts runs over the empty cells to
 * its right.  Totals are bold.  DOC_OWN is the superior's own row among those
 * of the units below.
 */
struct doc_row {
	enum doc_row_kind { DOC_ROW, DOC_GROUP, DOC_TOTAL, DOC_OWN } kind;
	int depth;                    /* how far the first text is indented */
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
	const char *number;            /* "Số: 05/BC-UBND", or NULL */
	const char *place_date; /* "Hà Nội, ngày 05 tháng 01 năm 2026" */
	const char *form_no;    /* "Biểu số: XLD01" */
	const char *basis;      /* "Ban hành theo Thông tư số ..." */
	const char *title,
	    *period_line; /* "Kỳ báo cáo: ... (Từ ... đến ...)" */
	const char *reporter,
	    *receiver;       /* whole lines: "Đơn vị báo cáo: ..." */
	const char *measure; /* "Đơn vị tính: đơn" or NULL */
	const char *status; /* "Số liệu tạm tính: 12/15 đơn vị ..." or NULL */
	const char *mark; /* "SỐ LIỆU MINH HỌA" across the head, or NULL */
	struct doc_table table;
	const char *const *notes; /* printed under the table, one a line */
	size_t nnote;
	const char *sign_left, *sign_right; /* "Người lập biểu", "Thủ trưởng" */
	const char *sign_title; /* below "KT. ...": "Phó Chủ tịch"; or NULL */
	const char *sign_left_name, *sign_right_name; /* or NULL */
	const char *proof; /* of the record: small, below the foot, or NULL */
	const char *foot;  /* revision, hash: small, at the foot of each page */
	const char
	    *made; /* "2026-09-28T09:03:04Z", for the file's properties */
	const char *name; /* of the worksheet: "XLD01"; NULL: the title */
};

/*
 * E_LIMIT when it has more than the limits above, E_INTERNAL when its heads do
 * not lie side by side in the head's grid.  Every renderer asks first.
 */
enum rc doc_check(const struct document *) NODISCARD;
/* What a cell shows: the text, the figure as people write it, "-", or "". */
const char *doc_text(struct arena *, const struct doc_cell *, enum num_lang);
/* How many columns the cell of a group's row covers, itself included. */
size_t doc_span(const struct doc_table *, const struct doc_row *, size_t col);
#endif
